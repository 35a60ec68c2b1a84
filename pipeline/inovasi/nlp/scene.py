"""What officials look at: the words of an article, and which of them earlier components know as regions or agencies."""

from __future__ import annotations

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
        start_at = {start: i for i, start in enumerate(words.starts)}
        end_at = {end: i + 1 for i, end in enumerate(words.ends)}
        for target, mentions in ((scene.regions, reading.regions), (scene.agencies, reading.agencies)):
            for mention in mentions:
                for evidence in mention.evidence:
                    first, last = start_at.get(evidence.start), end_at.get(evidence.end)
                    if first is not None and last is not None:
                        target[first] = max(last, target.get(first, 0))
        scene.agency_ends = frozenset(scene.agencies.values())
        return scene

    def place_end(self, at: int) -> int:
        """Index after the region that begins at word ``at``; ``at`` itself where none does."""
        hit = lexicon.longest(lexicon.places(), self.words, at) if self.words.capital(at) else None
        return max(self.regions.get(at, at), at + hit[0] if hit else at)
