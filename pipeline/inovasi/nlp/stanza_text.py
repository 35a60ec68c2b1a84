"""Text for stanza and back: stretches of bounded length going in, tokens that fit the text exactly coming out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# What entity models call persons, organisations and places; other labels are left out.
LABELS = {
    **dict.fromkeys(("PER", "PERSON", "PRS"), "PER"),
    **dict.fromkeys(("ORG", "ORGANISATION", "ORGANIZATION", "NOR"), "ORG"),
    **dict.fromkeys(("LOC", "LOCATION", "PLACE", "GPE", "FAC"), "LOC"),
}

# Characters that stanza gets at a time: a long article, and little enough that no batch takes much memory.
STRETCH = 5_000
# No word of any language reaches this; see BoundedTokenizer.
PIECE = 400
_ENDLESS = re.compile(rf"\S{{{2 * PIECE}}}")
_PARAGRAPH = re.compile(r"\n\s*?\n\s*")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\S+")
# stanza takes the control characters of Latin-1 for white space; Python does not.
_SOMETHING = re.compile(r"[^\s\u0080-\u009f]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """``text[start:end]``. ``fresh``: begins a paragraph.

    ``closed``: ends one; ``cut``: ends at white space inside one; neither: ends inside an endless word.
    """

    start: int
    end: int
    fresh: bool
    cut: bool
    closed: bool


class Piece(NamedTuple):
    """A token without white space: offsets, part of speech ("" if unknown), whether it begins a sentence."""

    start: int
    end: int
    pos: str
    first: bool


class Row(NamedTuple):
    """One token of a ``Doc``, as its constructor takes them. ``tag``: "B-PER", "I-PER", "O" ..."""

    text: str
    pos: str
    tag: str
    first: bool
    space: bool = False


class Plan:
    """Where to cut ``text``: after as many paragraphs as STRETCH allows, else at white space; long words after PIECE.

    Built in one pass over the text; ``at`` looks at one stretch only.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._closed = _paragraph_ends(text)
        words = (at for run in _ENDLESS.finditer(text) for at in range(run.start() + PIECE, run.end() + 1, PIECE))
        self._walls = sorted(self._closed.union(words, (len(text),)))

    def at(self, start: int, *, fresh: bool) -> Stretch:
        """The stretch that begins at ``start``, which is below the length of the text."""
        wall = self._walls[bisect_right(self._walls, start)]
        if wall - start <= STRETCH:
            return Stretch(start, wall, fresh, cut=False, closed=wall in self._closed)
        return Stretch(start, _cut(self._text, start, start + STRETCH), fresh, cut=True, closed=False)


def _paragraph_ends(text: str) -> set[int]:
    """Ends of groups of whole paragraphs, each group as long as STRETCH allows."""
    cuts = set()
    start = end = 0
    for after in (*(match.end() for match in _PARAGRAPH.finditer(text)), len(text)):
        if after - start > STRETCH and end > start:
            cuts.add(end)
            start = end
        end = after
    return cuts


def is_blank(text: str, stretch: Stretch) -> bool:
    """True when stanza would find nothing to read there."""
    return _SOMETHING.search(text, stretch.start, stretch.end) is None


def _cut(text: str, start: int, end: int) -> int:
    """The last place after white space in ``text[start:end]``; ``end`` where there is none."""
    for at in range(end, max(start, end - 2 * PIECE), -1):
        if text[at - 1].isspace():
            return at
    return end


def pieces(text: str, start: int, end: int, pos: str, *, first: bool) -> Iterator[Piece]:
    """The token ``text[start:end]`` as pieces without white space."""
    for match in _WORD.finditer(text, start, end):
        yield Piece(match.start(), match.end(), pos, first=first)
        first = False


def laid_out(text: str, found: Sequence[Piece], entities: Sequence[tuple[int, int, str]]) -> list[Row]:
    """Rows whose texts and spaces concatenate to ``text``: ``found``, and what stands between as tokens of its own.

    One blank after a token belongs to it, as spaCy has it; any other white space is a token.
    """
    rows: list[Row] = []
    tags = _Tags(entities)
    at = 0
    for piece in (*found, Piece(len(text), len(text), "", first=False)):
        between = text[at : piece.start]
        if between.startswith(" ") and rows:
            rows[-1] = rows[-1]._replace(space=True)
            at += 1
        for start, end in _runs(text, at, piece.start):
            pos = "SPACE" if text[start].isspace() else ""
            rows.append(Row(text[start:end], pos, tags.at(start), first=not rows))
        if piece.end > piece.start:
            first = piece.first or not rows
            rows.append(Row(text[piece.start : piece.end], piece.pos, tags.at(piece.start), first=first))
        at = piece.end
    return rows


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """``text[start:end]`` as runs of white space and of anything else."""
    while start < end:
        match = _SPACE.match(text, start, end) or _WORD.match(text, start, end)
        assert match is not None  # a character is one or the other
        yield match.span()
        start = match.end()


class _Tags:
    """BIO tags of tokens asked for from left to right."""

    def __init__(self, entities: Sequence[tuple[int, int, str]]) -> None:
        self._entities = sorted(entities)
        self._next = 0
        self._inside = False

    def at(self, start: int) -> str:
        while self._next < len(self._entities) and self._entities[self._next][1] <= start:
            self._next += 1
            self._inside = False
        if self._next == len(self._entities) or self._entities[self._next][0] > start:
            return "O"
        mark = "I" if self._inside else "B"
        self._inside = True
        return f"{mark}-{self._entities[self._next][2]}"
