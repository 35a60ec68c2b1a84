"""Linking a list to innovations that are given: each is one cluster that the list neither splits nor merges.

The rules are those of matching (``match/cluster.py``): pairs from the best down, no region that conflicts, agreement on
average. A given innovation stands for itself under each of its names, so a mention is compared with the members under
the name that it fits best; and only with given members, so that nothing is reached through a chain of list rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from inovasi.lists.links import Links, Pairs, confidences
from inovasi.lists.profiles import profiles
from inovasi.match.batch import Scorer
from inovasi.match.block import candidates
from inovasi.match.entries import Entry, founders, sorted_by_id
from inovasi.match.groups import AVERAGE, SAMPLE
from inovasi.match.identity import ids
from inovasi.match.places import Place, official, relation
from inovasi.match.profile import Profile
from inovasi.match.score import KEEP, SAME, score
from inovasi.match.table import table_of
from inovasi.match.weights import HAND, Weights

_Compare = Callable[[int, int], tuple[float, bool]]  # probability that two are one, and whether they must never be


@dataclass(slots=True)
class _Group:
    """A growing cluster. ``own`` are its members from the list, ``sample`` the earliest of them, ``articles`` all of
    them by article; ``faces`` are members of the given innovation ``anchor``, by name.
    """

    own: list[int]
    anchor: str | None = None
    sample: list[int] = field(default_factory=list)
    articles: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    places: set[Place] = field(default_factory=set)
    faces: dict[str, list[int]] = field(default_factory=dict)


def link_to(
    entries: Sequence[Entry],
    anchors: Sequence[str | None],
    taken: Container[str] = frozenset(),
    weights: Weights = HAND,
) -> Links:
    """Group entries, of which some have anchors: ids of the innovations that they are known to belong to.

    Entries of one anchor are one innovation, of two anchors never. What belongs to no anchor gets a new id, which is
    neither an anchor nor one of ``taken``. Raises InovasiError where two entries have one id.
    """
    order = sorted_by_id(entries)
    rows, given = profiles([entries[i] for i in order]), [anchors[i] for i in order]
    pairs = _scored(rows, given, weights)

    def compare(i: int, j: int) -> tuple[float, bool]:
        return score(rows[i], rows[j], weights)

    groups = _joined(rows, _start(rows, given), pairs, compare)
    named = _named(groups, [entries[i] for i in order], given, taken)
    numbers = {name: number for number, name in enumerate(dict.fromkeys(named))}
    confidence = confidences(np.array([numbers[name] for name in named], np.int32), pairs)
    back = np.array(order, np.int32)
    at = np.argsort(back).tolist()
    return Links(
        [named[i] for i in at],
        [confidence[i] for i in at],
        Pairs(back[pairs.left], back[pairs.right], pairs.score),
        [rows[i].place.codes for i in at],
    )


def _scored(rows: Sequence[Profile], anchors: Sequence[str | None], weights: Weights) -> Pairs:
    """The pairs worth keeping. Between given innovations, nothing is asked."""
    table = table_of(rows)
    given = np.array([anchor is not None for anchor in anchors], np.bool_)
    left, right = candidates(table)
    asked = ~(given[left] & given[right])
    found = Scorer(table, weights=weights).score(left[asked], right[asked])
    found = found.where((found.score >= KEEP) | found.equal)
    return Pairs(found.left, found.right, found.score)


def _joined(profiles: Sequence[Profile], group_of: list[_Group], pairs: Pairs, compare: _Compare) -> list[_Group]:
    same = np.flatnonzero(pairs.score >= SAME)
    same = same[np.argsort(-pairs.score[same], kind="stable")]
    for i, j in zip(pairs.left[same].tolist(), pairs.right[same].tolist(), strict=True):
        a, b = group_of[i], group_of[j]
        if a is b or (a.anchor and b.anchor) or not _may_join(a, b, compare):
            continue
        if b.anchor or (not a.anchor and len(b.own) > len(a.own)):
            a, b = b, a
        _join(a, b, profiles)
        for index in b.own:
            group_of[index] = a
    return list({id(group): group for group in group_of}.values())


def _join(into: _Group, other: _Group, profiles: Sequence[Profile]) -> None:
    into.own += other.own
    into.sample = sorted([*into.sample, *other.sample], key=lambda i: (profiles[i].rank, i))[:SAMPLE]
    into.places |= other.places
    for article, members in other.articles.items():
        into.articles[article] += members


def _start(profiles: Sequence[Profile], anchors: Sequence[str | None]) -> list[_Group]:
    """One group for each given innovation, and one for each other mention."""
    given: dict[str, _Group] = {}
    group_of: list[_Group] = []
    for index, (profile, anchor) in enumerate(zip(profiles, anchors, strict=True)):
        if anchor is None:
            group = _Group([index], sample=[index])
            group.articles[profile.article_id].append(index)
        else:
            group = given.setdefault(anchor, _Group([], anchor))
            faces = group.faces.setdefault(profile.name.key, [])
            if len(faces) < SAMPLE:
                faces.append(index)
        group.places.add(profile.place)
        group_of.append(group)
    return group_of


def _may_join(a: _Group, b: _Group, compare: _Compare) -> bool:
    if any(relation(x, y) == "conflict" for x in a.places for y in b.places):
        return False
    if _listed_apart(a, b, compare):
        return False
    if a.anchor or b.anchor:
        faces, rows = (a.faces, b.sample) if a.anchor else (b.faces, a.sample)
        agreed = [max(_mean(row, members, compare) for members in faces.values()) for row in rows]
    else:
        agreed = [_mean(row, b.sample, compare) for row in a.sample]
    return sum(agreed) / len(agreed) >= AVERAGE


def _mean(row: int, members: Sequence[int], compare: _Compare) -> float:
    return sum(compare(row, member)[0] for member in members) / len(members)


def _listed_apart(a: _Group, b: _Group, compare: _Compare) -> bool:
    """Whether one article of the list has a pair of them that must never be one."""
    shared = a.articles.keys() & b.articles.keys()
    pairs = ((i, j) for article in shared for i in a.articles[article] for j in b.articles[article])
    return any(compare(i, j)[1] for i, j in pairs)


def _named(
    groups: Sequence[_Group], entries: Sequence[Entry], anchors: Sequence[str | None], taken: Container[str]
) -> list[str]:
    """The innovation id of each entry. New groups get ids as matching gives them, and never one that is taken."""
    new = [group for group in groups if group.anchor is None]
    first = founders([entries[group.sample[0]] for group in new], official())
    made = ids("inv", first)
    given = {*anchors}
    while used := {name for name in made if name in given or name in taken}:
        first = [
            replace(founder, name=f"{founder.name}\n{founder.member}") if name in used else founder
            for founder, name in zip(first, made, strict=True)
        ]
        made = ids("inv", first)
    named = {id(group): name for group, name in zip(new, made, strict=True)}
    found = [anchor or "" for anchor in anchors]
    for group in groups:
        for i in group.own:
            found[i] = group.anchor or named[id(group)]
    return found
