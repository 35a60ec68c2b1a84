"""The slow, obvious clustering that the fast one is compared with: one pair after the other, from the best down.

Joining everything that is connected turns a few wrong pairs into one huge cluster. So pairs are taken from the best
down, and two clusters join only if their members agree on average (also the members that were never a candidate pair)
and no pair across them is forbidden: two regions that conflict, or two names that one article lists side by side.
Candidates that blocking missed are scored here on demand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice

from inovasi.match.places import Place, relation
from inovasi.match.profile import Profile
from inovasi.match.score import score

IndexPair = tuple[int, int]
AVERAGE = 0.5  # mean probability across two clusters from which they are one innovation
SAMPLE = 8  # members of each side that are compared: the earliest, so that the work per join is bounded


@dataclass(slots=True)
class _Group:
    """A growing cluster. ``sample`` are its earliest members; places and articles cover all members."""

    members: list[int]
    sample: list[int]
    places: set[Place]
    articles: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


class _Scores:
    """Pair scores by index, each computed once."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        self._known: dict[IndexPair, tuple[float, bool]] = {}

    def of(self, i: int, j: int) -> tuple[float, bool]:
        pair = (i, j) if i < j else (j, i)
        if pair not in self._known:
            self._known[pair] = score(self._profiles[pair[0]], self._profiles[pair[1]])
        return self._known[pair]


def clusters_of(profiles: Sequence[Profile], same: Sequence[tuple[float, int, int]]) -> list[list[int]]:
    """Group profile indices; ``same`` are (score, i, j) of pairs good enough to join on. Members in founding order.

    ``profiles`` must be in the order of their mention ids: then ties are broken by id, not by the order of input.
    """
    groups = {i: _group(i, profile) for i, profile in enumerate(profiles)}
    home = list(range(len(profiles)))
    scores = _Scores(profiles)
    for _, i, j in sorted(same, key=lambda pair: (-pair[0], pair[1], pair[2])):
        a, b = sorted((home[i], home[j]), key=lambda root: (-len(groups[root].members), root))
        if a == b or not _may_join(groups[a], groups[b], scores):
            continue
        _join(groups[a], groups.pop(b), profiles, home, a)
    return [sorted(group.members, key=lambda i: profiles[i].rank) for group in groups.values()]


def _group(index: int, profile: Profile) -> _Group:
    group = _Group([index], [index], {profile.place})
    group.articles[profile.article_id].append(index)
    return group


def _may_join(a: _Group, b: _Group, scores: _Scores) -> bool:
    if any(relation(x, y) == "conflict" for x in a.places for y in b.places):
        return False
    shared = a.articles.keys() & b.articles.keys()
    if any(scores.of(i, j)[1] for article in shared for i in a.articles[article] for j in b.articles[article]):
        return False
    across = [scores.of(i, j)[0] for i in a.sample for j in b.sample]
    return sum(across) / len(across) >= AVERAGE


def _join(into: _Group, other: _Group, profiles: Sequence[Profile], home: list[int], root: int) -> None:
    """Move the members of ``other``; the smaller group moves, so no member moves more than log n times."""
    for index in other.members:
        home[index] = root
    into.members += other.members
    into.sample = list(islice(merge(into.sample, other.sample, key=lambda i: profiles[i].rank), SAMPLE))
    into.places |= other.places
    for article, indices in other.articles.items():
        into.articles[article] += indices
