"""inovasi in its variants, loaded as its users load it."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.extract.entities import Span
from benchmarks.extract.loaded import Absent, Articles, Loaded, Models
from inovasi.engine import extract_all
from inovasi.errors import UsageError
from inovasi.gold import Annotations, predicted
from inovasi.output import record
from inovasi.types import Article, Issue, Reader

RECOGNISERS = {"inovasi_entities"}  # the component that fills ``doc.ents``


def rules_only(models: Models) -> Loaded:
    """No trained model; with the gate, as everywhere."""
    return _loaded(Reader(models=False))


def full(models: Models) -> Loaded:
    """What ``inovasi extract`` does."""
    return _loaded(Reader())


def ungated(models: Models) -> Loaded:
    """Every article is read; the one whose entities are measured, as a gate judges articles, not sentences."""
    reader = Reader(gate=False)
    loaded = _loaded(reader)

    def entities(texts: Sequence[str]) -> list[list[Span]]:
        from inovasi.nlp.doc import reading_of
        from inovasi.nlp.model import load

        nlp = load(reader)
        if RECOGNISERS.isdisjoint(nlp.pipe_names):
            raise Absent("no recogniser in this version")
        readings = (reading_of(doc) for doc in nlp.pipe(texts))
        return [[Span(*entity) for entity in reading.entities] for reading in readings]

    return Loaded(loaded.read, loaded.annotate, entities)


def stanza_backend(models: Models) -> Loaded:
    """Tokens, sentences and entities from stanza."""
    if models.stanza is None:
        raise Absent("no stanza models")
    try:
        return _loaded(Reader(backend="stanza", stanza_models=models.stanza))
    except UsageError as error:
        raise Absent(str(error)) from error


def _loaded(reader: Reader) -> Loaded:
    def read(articles: Articles) -> int:
        return sum(extraction.skipped for _, extraction in extract_all(articles, 1, _refuse, reader))

    def annotate(articles: Articles) -> list[Annotations]:
        return [predicted(record(*pair)) for pair in extract_all(articles, 1, _refuse, reader)]

    read([Article("first", "Dinas.")])  # loads the pipeline, which the engine then keeps
    return Loaded(read, annotate)


def _refuse(issue: Issue) -> None:
    """A figure over fewer articles than it says would be worth nothing."""
    raise RuntimeError(f"{issue.input}: {issue.reason}")
