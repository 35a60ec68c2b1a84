"""The one door between spaCy and the rest of nlp/: a Doc in, a Reading out."""

from __future__ import annotations

from itertools import compress

from spacy.symbols import IDX, IS_SPACE, LENGTH, SENT_START
from spacy.tokens import Doc

from inovasi.nlp.reading import LABELS, Entity, Reading, Token


def register() -> None:
    """Declare ``doc._.inovasi``, the Reading that components fill. Safe to call more than once."""
    if not Doc.has_extension("inovasi"):
        Doc.set_extension("inovasi", default=None)


def reading_of(doc: Doc) -> Reading:
    """The Reading of ``doc``, made at the first call from its tokens and sentences."""
    register()
    if doc._.inovasi is None:
        doc._.inovasi = _read(doc)
    reading: Reading = doc._.inovasi
    return reading


def tokens_of(doc: Doc) -> tuple[str, tuple[Token, ...], list[bool]]:
    """The text of ``doc``, its tokens that are no white space, and which of all tokens those are.

    Read from one array: asking spaCy for every token object takes longer.
    """
    text = doc.text
    table = doc.to_array([IDX, LENGTH, IS_SPACE]).tolist()
    new = tuple.__new__  # what ``Token(...)`` comes to, less a call in Python per token
    tokens = tuple([new(Token, (text[at : at + size], at, at + size)) for at, size, space in table if not space])
    return text, tokens, [not space for _, _, space in table]


def _read(doc: Doc) -> Reading:
    text, tokens, kept = tokens_of(doc)
    opens = compress(doc.to_array([SENT_START]).ravel().tolist(), kept)
    firsts = [n for n, start in enumerate(opens) if start == 1 or n == 0]
    sentences = tuple(zip(firsts, [*firsts[1:], len(tokens)], strict=False))
    entities = tuple(Entity(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in LABELS)
    return Reading(text, tokens, sentences, entities)


def words_of(doc: Doc) -> list[int]:
    """For each token of the Reading its index in the Doc, which also has white space as tokens."""
    return [i for i, space in enumerate(doc.to_array([IS_SPACE]).ravel().tolist()) if not space]
