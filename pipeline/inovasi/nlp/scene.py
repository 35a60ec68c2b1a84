"""What officials look at: the words of an article, and which of them earlier components know as regions or agencies."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from inovasi.nlp import role_words as lexicon
from inovasi.nlp.reading import Reading
from inovasi.nlp.words import Words


@dataclass(slots=True)
class Scene:
    """Words, and the word ranges (start -> end) of regions and agencies that earlier components found."""

    words: Words
    regions: dict[int, int] = field(default_factory=dict)
    agencies: dict[int, int] = field(default_factory=dict)
    agency_ends: frozenset[int] = frozenset()

    @classmethod
    def of(cls, reading: Reading) -> Scene:
        """The scene of ``reading``."""
        words = Words(reading.text)
        scene = cls(words)
        for target, mentions in ((scene.regions, reading.regions), (scene.agencies, reading.agencies)):
            for mention in mentions:
                for evidence in mention.evidence:
                    first, last = bisect_left(words.starts, evidence.start), bisect_left(words.ends, evidence.end)
                    begins = words.starts[first : first + 1] == [evidence.start]
                    if begins and words.ends[last : last + 1] == [evidence.end]:
                        target[first] = max(last + 1, target.get(first, 0))
        scene.agency_ends = frozenset(scene.agencies.values())
        return scene

    def place_end(self, at: int) -> int:
        """Index after the region that begins at word ``at``; ``at`` itself where none does."""
        hit = lexicon.longest(lexicon.places(), self.words, at) if self.words.capital(at) else None
        return max(self.regions.get(at, at), at + hit[0] if hit else at)
