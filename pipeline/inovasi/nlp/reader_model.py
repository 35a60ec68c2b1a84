"""The trained reader: a small network that reads the words of an article and marks entities and innovation names.

Three spaCy components over one stack of convolutions: ``tok2vec`` (a vector for each token, from subword hashes, word
shape and floret vectors), ``inovasi_entities`` (persons, organisations, places into ``doc.ents``) and
``inovasi_spans`` (how likely each candidate span is an innovation's name). ``models/train_reader.py`` trains them and
writes one file; the weights of both heads and the vectors of words lie in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, cast

import numpy as np
import srsly
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.pipeline.spancat import SpanCategorizer
from spacy.strings import StringStore
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry
from spacy.vectors import Vectors
from thinc.api import Model, Ops, get_current_ops
from thinc.types import Floats2d, Ragged

from inovasi.nlp.shipped import shipped

Table = np.ndarray[Any, np.dtype[np.float32]]

TOK2VEC = "inovasi_tok2vec"
ENTITIES = "inovasi_entities"
SPANS = "inovasi_spans"
TRAINED = (TOK2VEC, ENTITIES, SPANS)
NAME = "INOVASI"
SPAN_KEY = "inovasi"
CANDIDATES = "inovasi_candidates"
"""Key of ``doc.user_data``: candidate spans as pairs of token indices of the Doc, where a reader looks for names."""
SCORES = "inovasi_scores"
"""Key of ``doc.user_data``: one probability for each of the CANDIDATES."""
SUGGESTER = "inovasi.Candidates.v1"


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network. ``rows`` of the largest hash table; the other three have half as many."""

    width: int
    depth: int
    rows: int
    hidden: int
    pieces: int


@registry.misc(SUGGESTER)
def create_suggester() -> Callable[..., Ragged]:
    """Suggests exactly the spans that the rules propose: what no rule proposes is never scored."""

    def suggest(docs: Iterable[Doc], *, ops: Ops | None = None) -> Ragged:
        ops = ops or get_current_ops()
        spans = [doc.user_data.get(CANDIDATES, ()) for doc in docs]
        flat = [span for found in spans for span in found]
        table = ops.asarray2i([list(span) for span in flat]) if flat else ops.alloc2i(0, 2)
        return Ragged(table, ops.asarray1i([len(found) for found in spans]))

    return suggest


class SpanReader(SpanCategorizer):
    """spaCy's span categorizer, but keeps the probability of every candidate instead of a yes or no.

    ``weight`` multiplies its gradient in training: the network below it serves the entities as well.
    """

    weight = 1.0

    def get_loss(self, examples: Iterable[Example], spans_scores: tuple[Ragged, Floats2d]) -> tuple[float, float]:
        """As in spaCy, times ``weight``."""
        loss, gradient = super().get_loss(examples, spans_scores)
        return loss, self.weight * gradient  # an array, whatever spaCy's annotation says

    def set_annotations(self, docs: Iterable[Doc], indices_scores: tuple[Ragged, Floats2d]) -> None:
        """Put the probabilities into ``doc.user_data``, rounded: the last bits of a float differ between machines."""
        indices, scores = indices_scores
        start = 0
        for doc, n in zip(docs, indices.lengths.tolist(), strict=True):
            doc.user_data[SCORES] = [round(float(x), 5) for x in scores[start : start + n, 0]] if n else []
            start += n


@Language.factory(SPANS)
def create_spans(nlp: Language, name: str, model: Model[Any, Any]) -> SpanReader:
    """Probabilities of the candidates that ``inovasi_candidates`` found."""
    spans = SpanReader(nlp.vocab, model, create_suggester(), name, spans_key=SPAN_KEY, max_positive=1)
    spans.add_label(NAME)
    return spans


def add_reader(nlp: Language, shape: Shape) -> None:
    """Add the three components, untrained: entities before the rules that may look at them, spans after the candidates.

    In a pipeline without our rules they go to its end.
    """
    rules = "inovasi_regions" if "inovasi_regions" in nlp.pipe_names else None
    decision = "inovasi_innovations" if "inovasi_innovations" in nlp.pipe_names else None
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": shape.width, "upstream": TOK2VEC}
    nlp.add_pipe("tok2vec", name=TOK2VEC, before=rules, config={"model": _tok2vec(shape)})
    entities = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": shape.hidden,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": listener,
    }
    nlp.add_pipe("ner", name=ENTITIES, before=rules, config={"model": entities})
    spans = {
        "@architectures": "spacy.SpanCategorizer.v1",
        "scorer": {"@layers": "spacy.LinearLogistic.v1"},
        "reducer": {"@layers": "spacy.mean_max_reducer.v1", "hidden_size": shape.hidden},
        "tok2vec": listener,
    }
    nlp.add_pipe(SPANS, before=decision, config={"model": spans})


def _tok2vec(shape: Shape) -> dict[str, Any]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": shape.width,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [shape.rows, *[shape.rows // 2] * 3],
            "include_static_vectors": True,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": shape.width,
            "depth": shape.depth,
            "window_size": 1,
            "maxout_pieces": shape.pieces,
        },
    }


class RememberedVectors(Vectors):  # type: ignore[misc] # spaCy's Vectors carry no types
    """floret vectors that keep those of the latest words: most words of the next text are among them."""

    WORDS = 50_000

    def __init__(self, strings: StringStore, data: Table, settings: dict[str, Any]) -> None:
        super().__init__(strings=strings, data=data, mode="floret", **settings)
        self._rows: dict[int | str, int] = {}
        self._table = np.zeros((self.WORDS, data.shape[1]), dtype=np.float32)

    def get_batch(self, keys: Iterable[int | str]) -> Table:
        """One row for each of ``keys``, as in spaCy."""
        wanted = list(keys)
        new = [key for key in dict.fromkeys(wanted) if key not in self._rows]
        if len(self._rows) + len(new) > self.WORDS:
            self._rows.clear()
            new = list(dict.fromkeys(wanted))
        if len(new) > self.WORDS:
            return cast(Table, super().get_batch(wanted))
        if new:
            first = len(self._rows)
            self._table[first : first + len(new)] = super().get_batch(new)
            self._rows.update(zip(new, range(first, first + len(new)), strict=True))
        return self._table[[self._rows[key] for key in wanted]]


@dataclass(frozen=True, slots=True)
class WordVectors:
    """A floret table: ``data`` has one row of 16-bit floats per bucket; ``settings`` are spaCy's arguments for it."""

    data: np.ndarray[Any, np.dtype[np.float16]]
    settings: dict[str, Any]

    def install(self, nlp: Language) -> None:
        """Make it the vectors of ``nlp``."""
        data = self.data.astype(np.float32)
        nlp.vocab.vectors = RememberedVectors(nlp.vocab.strings, data, self.settings)


def to_bytes(nlp: Language, shape: Shape, vectors: WordVectors, inputs: dict[str, Any]) -> bytes:
    """The trained reader of ``nlp`` as one block; ``inputs`` says what it was trained on."""
    parts = {name: _trainable(nlp, name).to_bytes(exclude=["vocab"]) for name in TRAINED}
    table = {"rows": len(vectors.data), "data": vectors.data.tobytes(), "settings": vectors.settings}
    block: bytes = srsly.msgpack_dumps({"shape": asdict(shape), "vectors": table, "parts": parts, "inputs": inputs})
    return block


def install(nlp: Language, block: bytes) -> None:
    """Add the trained components to ``nlp`` (see ``add_reader``)."""
    data = srsly.msgpack_loads(block)
    table = data["vectors"]
    array = np.frombuffer(table["data"], dtype=np.float16).reshape(table["rows"], -1)
    WordVectors(array, table["settings"]).install(nlp)
    add_reader(nlp, Shape(**data["shape"]))
    for name, part in data["parts"].items():
        _trainable(nlp, name).from_bytes(part, exclude=["vocab"])


def _trainable(nlp: Language, name: str) -> TrainablePipe:
    pipe = nlp.get_pipe(name)
    assert isinstance(pipe, TrainablePipe)  # these three are; the annotation of get_pipe does not know
    return pipe


@cache
def shipped_reader() -> bytes:
    """The reader that comes with the package."""
    return shipped("reader.msgpack")
