"""Clusters that grow in rounds, so that what each step needs to know is compared in one batch for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from inovasi.match.batch import Scorer
from inovasi.match.places import relation
from inovasi.match.table import Ints, Table

AVERAGE = 0.5  # mean probability across two clusters from which they are one innovation
SAMPLE = 8  # members of each side that are compared: the earliest, so that the work per step is bounded
_CORE = 4  # members from which one group may take in several others in one round: its sample no longer turns


@dataclass(slots=True)
class _Group:
    """A growing cluster. ``sample`` are its earliest members; places and articles cover all members."""

    members: list[int]
    sample: list[int]
    places: set[int]
    articles: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    grown: bool = False  # in this round
    waits: float = 0.0  # in this round, for a pair with this score: nothing worse may join it before


@dataclass(frozen=True, slots=True)
class Seed:
    """A cluster that is there already. ``members`` are those of its rows that the table has, ``sample`` its earliest
    ones (by rank); ``places`` are those of all its members, whether the table has them or not.
    """

    members: Sequence[int]
    sample: Sequence[int]
    places: frozenset[int]


class Groups:
    """The members of contested components, first each alone, and clusters that may grow further."""

    def __init__(self, table: Table, scorer: Scorer, rows: NDArray[np.intp], seeds: Sequence[Seed] = ()) -> None:
        self._table = table
        self._scorer = scorer
        self._rank = table.rank.tolist()
        self._home = {row: row for row in rows.tolist()}
        self._groups = {row: self._alone(row) for row in self._home}
        for seed in seeds:
            self._groups[seed.members[0]] = self._seeded(seed)
            self._home |= dict.fromkeys(seed.members, seed.members[0])
        self._conflicts: dict[tuple[int, int], bool] = {}

    def homes(self) -> tuple[Ints, Ints]:
        """Each member and the number of its cluster."""
        return np.array(list(self._home), np.int32), np.array(list(self._home.values()), np.int32)

    def grow(self, left: Ints, right: Ints, score: NDArray[np.float64]) -> None:
        """Join along the best pairs until none is left that may be joined."""
        order = np.lexsort((right, left, -score))
        left, right, score = left[order], right[order], score[order]
        home = np.arange(len(self._table), dtype=np.int64)
        home[list(self._home)] = list(self._home.values())
        while len(left):
            ours, theirs = home[left], home[right]
            code = (np.minimum(ours, theirs) << 32) | np.maximum(ours, theirs)
            _, first = np.unique(ours, return_index=True)
            _, second = np.unique(theirs, return_index=True)
            best = np.unique(np.concatenate([first, second]))  # every group's best pair, in order
            _, once = np.unique(code[best], return_index=True)
            best = best[np.sort(once)]
            refused = self._round([(c >> 32, c & 0xFFFFFFFF) for c in code[best].tolist()], score[best].tolist())
            home[list(self._home)] = list(self._home.values())
            dead = np.array([(a << 32) | b for a, b in refused], np.int64)
            kept = ~np.isin(code, dead) & (home[left] != home[right])
            left, right, score = left[kept], right[kept], score[kept]

    def _alone(self, row: int) -> _Group:
        group = _Group([row], [row], {int(self._table.place[row])})
        group.articles[int(self._table.article[row])].append(row)
        return group

    def _seeded(self, seed: Seed) -> _Group:
        group = _Group(list(seed.members), list(seed.sample[:SAMPLE]), set(seed.places))
        for row in seed.members:
            group.articles[int(self._table.article[row])].append(row)
        return group

    def _round(self, wanted: list[tuple[int, int]], score: list[float]) -> list[tuple[int, int]]:
        """Join what agrees, best first; returns the pairs of groups that may not be joined."""
        agreed, shared = self._agreement(wanted)
        refused: list[tuple[int, int]] = []
        touched: list[_Group] = []
        for at, pair in enumerate(wanted):
            if not agreed[at]:
                refused.append(pair)
                continue
            sides = [self._groups[root] for root in pair if root in self._groups]
            if len(sides) < 2 or not self._ready(sides, score[at], shared[at]):
                touched += sides
                for group in sides:  # asked again in the next round; nothing worse may come between
                    group.waits = max(group.waits, score[at])
            elif self._conflict(sides[0], sides[1]):
                refused.append(pair)
            else:
                touched.append(self._join(*sorted(pair, key=lambda root: (-len(self._groups[root].members), root))))
        for group in touched:
            group.grown, group.waits = False, 0.0
        return refused

    def _ready(self, sides: list[_Group], score: float, shared: int) -> bool:
        """Whether what was compared before the round still holds: at most one side has grown, and it was a core."""
        one, other = sides
        if max(one.waits, other.waits) > score or (one.grown and other.grown):
            return False
        for core, leaf in ((one, other), (other, one)):
            if core.grown and (len(core.members) < _CORE or len(leaf.members) > len(core.members)):
                return False
        return len(one.articles.keys() & other.articles.keys()) == shared

    def _agreement(self, wanted: list[tuple[int, int]]) -> tuple[list[bool], list[int]]:
        """Whether each two groups agree on average with nothing forbidden, and how many articles they share."""
        lefts: list[int] = []
        rights: list[int] = []
        sampled: list[int] = []  # pairs of each sample
        extra: list[int] = []  # pairs of shared articles, which follow them
        shared: list[int] = []
        for a, b in wanted:
            ours, theirs = self._groups[a], self._groups[b]
            across = [(i, j) for i in ours.sample for j in theirs.sample]
            sampled.append(len(across))
            common = ours.articles.keys() & theirs.articles.keys()
            for article in sorted(common):
                across += [(i, j) for i in ours.articles[article] for j in theirs.articles[article]]
            extra.append(len(across) - sampled[-1])
            shared.append(len(common))
            lefts += [i for i, _ in across]
            rights += [j for _, j in across]
        scored = self._scorer.score(np.array(lefts, np.int32), np.array(rights, np.int32))
        counts, more = np.array(sampled), np.array(extra)
        starts = np.cumsum(counts + more) - (counts + more)
        total = np.concatenate([[0.0], np.cumsum(scored.score)])
        mean = (total[starts + counts] - total[starts]) / counts
        never = np.add.reduceat(scored.forbidden.astype(np.int64), starts) > 0
        return ((mean >= AVERAGE - 1e-9) & ~never).tolist(), shared

    def _conflict(self, a: _Group, b: _Group) -> bool:
        return any(self._places_conflict(x, y) for x in a.places for y in b.places)

    def _places_conflict(self, a: int, b: int) -> bool:
        pair = (a, b) if a < b else (b, a)
        if pair not in self._conflicts:
            self._conflicts[pair] = relation(self._table.places[a], self._table.places[b]) == "conflict"
        return self._conflicts[pair]

    def _join(self, into: int, other: int) -> _Group:
        """Move the members of ``other``; the smaller group moves, so no member moves more than log n times."""
        group, gone = self._groups[into], self._groups.pop(other)
        for row in gone.members:
            self._home[row] = into
        group.members += gone.members
        group.sample = list(islice(merge(group.sample, gone.sample, key=self._rank.__getitem__), SAMPLE))
        group.places |= gone.places
        for article, rows in gone.articles.items():
            group.articles[article] += rows
        group.grown = True
        return group
