"""The one door between spaCy and the rest of nlp/: a Doc in, a Reading out."""

from __future__ import annotations

from spacy.tokens import Doc

from inovasi.nlp.reading import Entity, Reading, Token

LABELS = frozenset({"PER", "ORG", "LOC"})


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


def _read(doc: Doc) -> Reading:
    tokens: list[Token] = []
    ranges: list[tuple[int, int]] = []
    first = 0
    for token in doc:
        if token.is_space:
            continue
        if token.is_sent_start and len(tokens) > first:
            ranges.append((first, len(tokens)))
            first = len(tokens)
        tokens.append(Token(token.text, token.idx, token.idx + len(token.text)))
    if len(tokens) > first:
        ranges.append((first, len(tokens)))
    entities = tuple(Entity(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in LABELS)
    return Reading(doc.text, tuple(tokens), tuple(ranges), entities)


def words_of(doc: Doc) -> list[int]:
    """For each token of the Reading its index in the Doc, which also has white space as tokens."""
    return [token.i for token in doc if not token.is_space]
