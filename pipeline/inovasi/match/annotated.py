"""Annotated mentions: pairs to learn from, and how well linking does on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from inovasi.match.block import candidates
from inovasi.match.context import readings
from inovasi.match.features import signals
from inovasi.match.learn import Example
from inovasi.match.linkage import joined, members_of
from inovasi.match.places import official
from inovasi.match.profile import Profile, mentions_of, profiles_of
from inovasi.match.score import SAME
from inovasi.match.table import Table, table_of
from inovasi.match.weights import Weights
from inovasi.types import Article, Extraction

Spot = tuple[str, str]  # article id, name of the innovation as the article has it
_Rows = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Answers:
    """Which innovation (any key) each mention is, and the pairs that two careful readers would not agree on."""

    innovation: Mapping[Spot, str]
    undecided: frozenset[frozenset[Spot]] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Annotated:
    """Mentions with answers: one row each. ``innovation[row]`` is None where the answers do not know the mention."""

    profiles: Sequence[Profile]
    table: Table
    innovation: Sequence[str | None]
    undecided: frozenset[_Rows]

    def known(self, i: int, j: int) -> bool:
        """Whether the answer for two rows (i < j) is known."""
        return None not in (self.innovation[i], self.innovation[j]) and (i, j) not in self.undecided


def annotated(articles: Sequence[Article], extractions: Sequence[Extraction], answers: Answers) -> Annotated:
    """Bring mentions and answers together. Raises as ``context.readings`` does."""
    places = official()
    profiles = profiles_of(readings(articles, extractions, places), places)
    named = {m.id: (m.article_id, m.innovation.name) for m in mentions_of(articles, extractions)}
    spots = [named[profile.id] for profile in profiles]
    rows: dict[Spot, list[int]] = {}
    for row, spot in enumerate(spots):
        rows.setdefault(spot, []).append(row)
    undecided = {
        (min(i, j), max(i, j))
        for one, other in map(tuple, answers.undecided)
        for i in rows.get(one, ())
        for j in rows.get(other, ())
    }
    return Annotated(profiles, table_of(profiles), [answers.innovation.get(s) for s in spots], frozenset(undecided))


def examples_of(found: Annotated) -> Iterator[Example]:
    """The candidate pairs whose answer is known: a sample of what is scored when such articles are matched."""
    left, right = candidates(found.table)
    for i, j in zip(left.tolist(), right.tolist(), strict=True):
        if found.known(i, j):
            one, other = found.profiles[i], found.profiles[j]
            yield Example(
                key=(one.id, other.id),
                values=tuple((name, signal.value) for name, signal in signals(one, other)),
                same=found.innovation[i] == found.innovation[j],
                ties=(*map(tie, (found.innovation[i], found.innovation[j])), *map(article_tie, (one, other))),
                source="annotated",
            )


def tie(innovation: str | None) -> str:
    """What the pairs of an annotated innovation have in common."""
    return f"cluster {innovation}"


def article_tie(profile: Profile) -> str:
    return f"article {profile.article_id}"


def linked_pairs(found: Annotated, weights: Weights) -> frozenset[_Rows]:
    """The pairs of rows that linking with these weights puts into one innovation, where the answer is known."""
    groups = members_of(joined(found.table, SAME, weights=weights).cluster, found.table.rank)
    pairs = (pair for group in groups for pair in combinations(sorted(group), 2))
    return frozenset((i, j) for i, j in pairs if found.known(i, j))


def true_pairs(found: Annotated) -> frozenset[_Rows]:
    """The pairs of rows that are one innovation."""
    members: dict[str, list[int]] = {}
    for row, innovation in enumerate(found.innovation):
        if innovation is not None:
            members.setdefault(innovation, []).append(row)
    pairs = (pair for rows in members.values() for pair in combinations(rows, 2))
    return frozenset(pair for pair in pairs if pair not in found.undecided)
