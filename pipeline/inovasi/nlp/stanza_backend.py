"""stanza as the reader: tokens, sentences, parts of speech and entities, as a spaCy ``Doc`` of the same text.

The tokens of the ``Doc`` concatenate to exactly the text that went in. A multi-word token stays as it is written; a
token of stanza that runs across white space ("30 000") becomes several. stanza is imported when a pipeline is loaded,
and only models on this machine are read.
"""

from __future__ import annotations

import json
import pickle
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from spacy.tokens import Doc
from spacy.vocab import Vocab

from inovasi.errors import UsageError
from inovasi.nlp.stanza_models import ModelFiles, find_models
from inovasi.nlp.stanza_text import LABELS, Piece, Plan, Stretch, is_blank, laid_out, pieces

if TYPE_CHECKING:
    from stanza import Pipeline
    from stanza.models.common.doc import Document

_INSTALL = "Install it: pip install 'inovasi[stanza]'"


class Found(NamedTuple):
    """What stanza found in one stretch, with offsets into the whole text."""

    pieces: list[Piece]
    entities: list[tuple[int, int, str]]
    last_sentence: int  # where the last sentence starts; the start of the stretch where there is only one


class StanzaTokenizer:
    """Callable for ``nlp.tokenizer``: text in, ``Doc`` with sentences, parts of speech and entities out.

    Time grows with the length of the text: stanza sees it in stretches of bounded length. A stretch that had to be cut
    inside a paragraph ends before its last sentence, which the next one reads whole.
    """

    def __init__(self, vocab: Vocab, pipeline: Pipeline) -> None:
        self.vocab = vocab
        self._pipeline = pipeline

    def __call__(self, text: str) -> Doc:
        found: list[Piece] = []
        entities: list[tuple[int, int, str]] = []
        plan = Plan(text)
        start, fresh = 0, True
        while start < len(text):
            stretch = plan.at(start, fresh=fresh)
            part = self._read(text, stretch)
            start, fresh = stretch.end, stretch.closed
            if stretch.cut and part.last_sentence > stretch.start:
                part = _before(part)
                start, fresh = part.last_sentence, True
            found += part.pieces
            entities += part.entities
        return self._doc(text, found, entities)

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """As ``spacy.tokenizer.Tokenizer.pipe``."""
        yield from map(self, texts)

    def _read(self, text: str, stretch: Stretch) -> Found:
        if is_blank(text, stretch):
            return Found([], [], stretch.start)
        document: Document = self._pipeline(text[stretch.start : stretch.end])
        found: list[Piece] = []
        last = stretch.start
        for number, sentence in enumerate(document.sentences):
            first = number > 0 or stretch.fresh
            last = stretch.start + sentence.tokens[0].start_char if number else last
            for token in sentence.tokens:
                start, end = stretch.start + token.start_char, stretch.start + token.end_char
                pos = token.words[0].upos if token.words else None
                found += pieces(text, start, end, pos or "", first=first)
                first = False
        entities = [
            (stretch.start + entity.start_char, stretch.start + entity.end_char, LABELS[entity.type.upper()])
            for entity in document.ents
            if entity.type.upper() in LABELS
        ]
        return Found(found, entities, last)

    def _doc(self, text: str, found: list[Piece], entities: list[tuple[int, int, str]]) -> Doc:
        rows = laid_out(text, found, entities)
        return Doc(
            self.vocab,
            words=[row.text for row in rows],
            spaces=[row.space for row in rows],
            pos=[row.pos for row in rows],
            sent_starts=[row.first for row in rows],
            ents=[row.tag for row in rows],
        )


def _before(part: Found) -> Found:
    """``part`` without its last sentence."""
    end = part.last_sentence
    return Found([p for p in part.pieces if p.start < end], [e for e in part.entities if e[0] < end], end)


def load_stanza(vocab: Vocab, folder: str | None) -> StanzaTokenizer:
    """A tokenizer with the models in ``folder``, or in stanza's own folder.

    Raises UsageError where stanza is not installed, or no models are there, or they cannot be read. torch runs on one
    thread from then on, which is what makes equal input give equal bytes, and on the CPU.
    """
    try:
        from stanza.resources.common import DEFAULT_MODEL_DIR
        from torch import set_num_threads
    except ImportError as error:
        raise UsageError("--backend stanza", f"stanza cannot be used ({error})", _INSTALL) from error
    files = find_models(Path(DEFAULT_MODEL_DIR if folder is None else folder))
    set_num_threads(1)
    return StanzaTokenizer(vocab, _pipeline(files))


def _pipeline(files: ModelFiles) -> Pipeline:
    from stanza import Pipeline

    with tempfile.TemporaryDirectory() as empty:
        # With a list of models that has no language, and a path for each, stanza has nothing to look for elsewhere.
        (Path(empty) / "resources.json").write_text(json.dumps({}), encoding="utf-8")
        try:
            return Pipeline(
                "id",
                dir=empty,
                download_method=None,
                allow_unknown_language=True,
                processors=dict.fromkeys(files.processors, "default"),
                use_gpu=False,
                logging_level="ERROR",
                **files.options(),
            )
        except (OSError, EOFError, RuntimeError, ValueError, LookupError, pickle.UnpicklingError) as error:
            reason = f"stanza cannot read the models there ({type(error).__name__}: {error})"
            raise UsageError(str(files.folder), reason, "Fetch or train them again, with this stanza.") from error
