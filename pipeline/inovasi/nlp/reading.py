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


LABELS = ("LOC", "ORG", "PER")
"""What an entity may be: place, organisation, person."""


class Entity(NamedTuple):
    """A stretch that an entity recogniser took for a name. Character offsets; ``label`` is one of LABELS."""

    start: int
    end: int
    label: str


@dataclass(slots=True)
class Reading:
    """Text, tokens, sentences (ranges of token indices), and one tuple per layer, filled in pipeline order.

    ``entities`` are what the backend's recogniser found, in text order; empty where it has none.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    entities: tuple[Entity, ...] = ()
    published: str | None = None
    regions: tuple[RegionMention, ...] = ()
    agencies: tuple[AgencyMention, ...] = ()
    officials: tuple[OfficialMention, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    innovations: tuple[InnovationMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    _starts: list[int] = field(default_factory=list)
    _sentence_starts: list[int] = field(default_factory=list)
    _sentence_tokens: list[int] = field(default_factory=list)
    _index: _Index | None = None

    def __post_init__(self) -> None:
        self._starts = [t.start for t in self.tokens]
        self._sentence_tokens = [first for first, _ in self.sentences]
        self._sentence_starts = [self._starts[first] for first in self._sentence_tokens]

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

    def sentence_of(self, index: int) -> tuple[int, int]:
        """Token range (first, last) of the sentence of token ``index``; all tokens if there is none."""
        number = bisect_right(self._sentence_tokens, index) - 1
        return self.sentences[number] if number >= 0 else (0, len(self.tokens))

    def evidence(self, name: str, start: int, end: int) -> Evidence:
        """Evidence for field ``name`` at ``text[start:end]``; the quote is cut from the text, so it always fits."""
        return Evidence(name, start, end, self.text[start:end])

    def body_ending_after(self, start: int) -> int | None:
        """Where the longest agency or official mention that begins at ``start`` ends, or None."""
        return self._indexed().bodies.get(start)

    def place_at(self, start: int) -> bool:
        """True when a region or agency mention begins at ``start``."""
        return start in self._indexed().places

    def long_ending_after(self, start: int) -> int | None:
        """Where a long form that begins at ``start``, right after its short form, ends; or None."""
        return self._indexed().longs.get(start)

    def _indexed(self) -> _Index:
        """Offsets of what the earlier components found; made anew when one of them has replaced its layer."""
        index = self._index
        if index is not None:
            agencies, officials, regions, expansions = index.layers
            same = agencies is self.agencies and officials is self.officials
            if same and regions is self.regions and expansions is self.expansions:
                return index
        self._index = _Index((self.agencies, self.officials, self.regions, self.expansions))
        return self._index


class _Index:
    """Where the mentions of finished layers begin and end, by start offset."""

    def __init__(self, layers: _Layers) -> None:
        agencies, officials, regions, expansions = self.layers = layers
        self.bodies: dict[int, int] = {}
        named = [e for a in agencies for e in a.evidence] + [e for o in officials for e in o.evidence]
        for e in named:
            if e.field in {"agency", "official"}:
                self.bodies[e.start] = max(e.end, self.bodies.get(e.start, 0))
        self.places = {e.start for a in agencies for e in a.evidence} | {e.start for r in regions for e in r.evidence}
        self.longs: dict[int, int] = {}
        for x in expansions:
            ends = {e.end + gap for e in x.evidence if e.field == "short" for gap in range(5)}
            self.longs |= {e.start: e.end for e in x.evidence if e.field == "long" and e.start in ends}


_Layers = tuple[
    tuple[AgencyMention, ...], tuple[OfficialMention, ...], tuple[RegionMention, ...], tuple[Expansion, ...]
]
