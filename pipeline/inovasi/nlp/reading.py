"""The working copy of one article while components add to it. Plain data: no spaCy object inside.

Components are pure functions over a ``Reading``; the spaCy factories in ``factories.py`` only move it in and out of
``doc._.inovasi``, so every rule can be tested without a pipeline.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from inovasi.types import (
    AgencyMention,
    Claim,
    Evidence,
    Expansion,
    InnovationMention,
    OfficialMention,
    RegionMention,
)


class Token(NamedTuple):
    """One token and its character offsets: ``reading.text[start:end] == text``. White space is never a token."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Reading:
    """Text, tokens, sentences (ranges of token indices), and one tuple per layer, filled in pipeline order."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    published: str | None = None
    regions: tuple[RegionMention, ...] = ()
    agencies: tuple[AgencyMention, ...] = ()
    officials: tuple[OfficialMention, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    innovations: tuple[InnovationMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    _starts: list[int] = field(default_factory=list)
    _sentence_starts: list[int] = field(default_factory=list)
    _bodies: dict[int, int] = field(default_factory=dict)
    _places: set[int] = field(default_factory=set)
    _bodies_key: tuple[int, int, int] = (0, 0, 0)

    def __post_init__(self) -> None:
        self._starts = [t.start for t in self.tokens]
        self._sentence_starts = [self.tokens[a].start for a, _ in self.sentences]

    def token_at(self, offset: int) -> int:
        """Index of the token that covers ``offset``, or the last one that starts before it (-1 if none does)."""
        return bisect_right(self._starts, offset) - 1

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Character range (start, end) of the sentence that covers ``offset``; the whole text if there is none."""
        index = bisect_right(self._sentence_starts, offset) - 1
        if index < 0:
            return 0, len(self.text)
        first, last = self.sentences[index]
        return self.tokens[first].start, self.tokens[last - 1].end

    def evidence(self, name: str, start: int, end: int) -> Evidence:
        """Evidence for field ``name`` at ``text[start:end]``; the quote is cut from the text, so it always fits."""
        return Evidence(name, start, end, self.text[start:end])

    def body_ending_after(self, start: int) -> int | None:
        """Where the longest agency or official mention that begins at ``start`` ends, or None."""
        self._index_bodies()
        return self._bodies.get(start)

    def place_at(self, start: int) -> bool:
        """True when a region or agency mention begins at ``start``."""
        self._index_bodies()
        return start in self._places

    def _index_bodies(self) -> None:
        key = (id(self.agencies), id(self.officials), id(self.regions))
        if self._bodies_key == key:
            return
        self._bodies_key = key
        self._bodies = {}
        for item in (*self.agencies, *self.officials):
            for e in item.evidence:
                if e.field in {"agency", "official"}:
                    self._bodies[e.start] = max(e.end, self._bodies.get(e.start, 0))
        self._places = {e.start for item in (*self.agencies, *self.regions) for e in item.evidence}
