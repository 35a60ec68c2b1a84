"""The peers, each used as its own documentation says."""

from __future__ import annotations

import json
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.extract.entities import LABELS, Span
from benchmarks.extract.loaded import Absent, Articles, Loaded, Models
from inovasi.gold import Annotations, Gloss

if TYPE_CHECKING:
    from spacy.language import Language
    from stanza import Pipeline as StanzaPipeline

STANZA_BATCH = 16  # articles that stanza reads at once; one by one it is slower


def spacy_tokenizer(models: Models) -> Loaded:
    """``spacy.blank("id")``: tokens and nothing else."""
    import spacy

    return Loaded(_piped(spacy.blank("id")))


def spacy_ner(models: Models) -> Loaded:
    """Tokens and entities."""
    import spacy

    if models.spacy is None:
        raise Absent("no training data for it")
    nlp = spacy.load(models.spacy)

    def entities(texts: Sequence[str]) -> list[list[Span]]:
        return [[Span(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in nlp.pipe(texts)]

    return Loaded(_piped(nlp), entities=entities)


def stanza_ner(models: Models) -> Loaded:
    """Tokens, sentences and entities."""
    if models.stanza is None or not Path(models.stanza, "tokenize.pt").is_file():
        raise Absent("no stanza models")
    import torch

    torch.set_num_threads(1)
    nlp = _stanza_pipeline(Path(models.stanza))

    def read(articles: Articles) -> int:
        for start in range(0, len(articles), STANZA_BATCH):
            nlp.bulk_process([article.text for article in articles[start : start + STANZA_BATCH]])
        return 0

    def entities(texts: Sequence[str]) -> list[list[Span]]:
        return [[Span(e.start_char, e.end_char, e.type) for e in d.ents if e.type in LABELS] for d in map(nlp, texts)]

    return Loaded(read, entities=entities)


def schwartz_hearst(models: Models) -> Loaded:
    """The ``abbreviations`` package: the last long form of each short form."""
    from abbreviations.schwartz_hearst import extract_abbreviation_definition_pairs as pairs

    def annotate(articles: Articles) -> list[Annotations]:
        return [_glosses(article.id, pairs(doc_text=article.text).items()) for article in articles]

    return Loaded(lambda articles: _no_gate(annotate(articles)), annotate)


def scispacy_detector(models: Models) -> Loaded:
    """scispacy's abbreviation detector behind spaCy's Indonesian tokenizer."""
    import spacy

    try:
        import scispacy.abbreviation  # noqa: F401 - registers the component
    except ImportError as error:
        raise Absent(f"scispacy cannot be imported ({error})") from error
    nlp = spacy.blank("id")
    nlp.add_pipe("abbreviation_detector")

    def annotate(articles: Articles) -> list[Annotations]:
        docs = nlp.pipe(article.text for article in articles)
        found = ([(s.text, s._.long_form.text) for s in doc._.abbreviations] for doc in docs)
        return [_glosses(article.id, pairs) for article, pairs in zip(articles, found, strict=True)]

    return Loaded(_piped(nlp), annotate)


def _piped(nlp: Language) -> Callable[[Articles], int]:
    def read(articles: Articles) -> int:
        deque(nlp.pipe(article.text for article in articles), maxlen=0)
        return 0

    return read


def _glosses(article_id: str, pairs: Iterable[tuple[str, str]]) -> Annotations:
    glosses = dict.fromkeys(Gloss(str(short), str(long)) for short, long in pairs)
    return Annotations(article_id, expansions=tuple(glosses))


def _no_gate(done: list[Annotations]) -> int:
    return 0


def _stanza_pipeline(folder: Path) -> StanzaPipeline:
    """From model files; a list of resources without any language keeps stanza from looking for others."""
    import stanza

    with tempfile.TemporaryDirectory() as empty:
        Path(empty, "resources.json").write_text(json.dumps({}), encoding="utf-8")
        return stanza.Pipeline(
            "id",
            dir=empty,
            download_method=None,
            allow_unknown_language=True,
            processors={"tokenize": "default", "ner": "default"},
            tokenize_model_path=str(folder / "tokenize.pt"),
            ner_model_path=str(folder / "ner.pt"),
            ner_pretrain_path="",
            ner_forward_charlm_path="",
            ner_backward_charlm_path="",
            use_gpu=False,
            logging_level="ERROR",
        )
