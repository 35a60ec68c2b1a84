"""Which pair a person is asked about next, and what a decision will change; without printing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from inovasi.match.judgements import Judgement, MentionPair, effective, live
from inovasi.match.rulings import Groups, Outvoted, groups_of, rulings_of
from inovasi.registry.lookup import Held, OpenPair

# Mentions of each side that a merge names: enough that it still holds when an article is lost or read in another way.
MERGED = 8


def informative(pair: OpenPair) -> float:
    """How much is learned from a judgement: most near a score of one half, and where many mentions hang on it."""
    uncertain = 1.0 - abs(2.0 * pair.score - 1.0)
    together = pair.left_innovation == pair.right_innovation
    size = pair.left_size if together else pair.left_size * pair.right_size
    return uncertain * (1.0 + math.log2(size))


class Review:
    """The open pairs, the most informative first, less those that are decided or follow from what is."""

    def __init__(self, pairs: Sequence[OpenPair], judgements: Sequence[Judgement]) -> None:
        self._pairs = sorted(pairs, key=lambda pair: (-round(informative(pair), 9), pair.left, pair.right))
        self._home = {pair.left: pair.left_innovation for pair in pairs}
        self._home |= {pair.right: pair.right_innovation for pair in pairs}
        self._later: set[MentionPair] = set()
        self._asked: list[MentionPair] = []
        self.hear(judgements)

    def hear(self, judgements: Sequence[Judgement]) -> None:
        """Take up all judgements of the file, after one was added."""
        self._verdicts = effective(judgements)
        self._groups: Groups = groups_of(rulings_of(self._verdicts))
        found = (pair for pair, judgement in self._verdicts.items() if judgement.verdict != "unsure")
        homes = ((self._home.get(left), self._home.get(right)) for left, right in found)
        self._settled = {frozenset((a, b)) for a, b in homes if a and b and a != b}

    def next(self) -> OpenPair | None:
        """The pair to ask about; None when nothing is left."""
        return next((pair for pair in self._pairs if self._is_open(pair)), None)

    def left(self) -> int:
        """How many pairs are left to ask about."""
        return sum(map(self._is_open, self._pairs))

    def put_off(self, pair: OpenPair) -> None:
        """Ask about this pair no more in this session."""
        self._later.add((pair.left, pair.right))

    def _is_open(self, pair: OpenPair) -> bool:
        key = (pair.left, pair.right)
        if key in self._verdicts or key in self._later or self._groups.decided(*key) is not None:
            return False
        # Two innovations were judged by another pair of their mentions: the next build decides the rest.
        return frozenset((pair.left_innovation, pair.right_innovation)) not in self._settled


def last_of(judgements: Sequence[Judgement], by: str) -> Judgement | None:
    """The last judgement of a person that still stands."""
    return next((one for one in reversed(live(judgements)) if one.by == by and not one.undoes), None)


def merge_of(first: Held, second: Held, by: str, at: str) -> Judgement:
    """The judgement that two innovations are one."""
    left, right = (tuple(sorted(held.mentions[:MERGED])) for held in (first, second))
    return Judgement(by, at, "same", left, right)


def split_of(held: Held, part: Sequence[str], by: str, at: str) -> Judgement:
    """The judgement that ``part`` of an innovation's mentions is another one."""
    rest = sorted(set(held.mentions) - set(part))
    return Judgement(by, at, "different", tuple(sorted(set(part))), tuple(rest))


@dataclass(frozen=True, slots=True)
class Stays:
    """Which of two innovations keeps its id when they become one, and which then redirects to it."""

    kept: Held
    gone: Held


def stays(first: Held, second: Held) -> Stays:
    """The one published first keeps its id; of two of one day, the smaller id."""
    kept, gone = sorted((first, second), key=lambda held: (held.published or "9999", held.id))
    return Stays(kept, gone)


def newly_outvoted(before: Sequence[Judgement], added: Judgement) -> list[Outvoted]:
    """Earlier lines that cannot be had beside the one that is added."""
    old = {(one.judgement.id, one.pair) for one in rulings_of(effective(before)).outvoted}
    new = rulings_of(effective([*before, added])).outvoted
    found = {one.judgement.id: one for one in new if (one.judgement.id, one.pair) not in old}
    return list(found.values())
