"""Linking a list to innovations that are given: each is one cluster that the list neither splits nor merges.

The rules are those of matching (``match/cluster.py``): pairs from the best down, no region that conflicts, agreement on
average. A given innovation stands for itself under each of its names, so a mention is compared with the members under
the name that it fits best; and only with given members, so that nothing is reached through a chain of list rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from inovasi.lists.links import Entry, Links, Texts, confidences, renamed
from inovasi.match.block import candidates
from inovasi.match.context import readings
from inovasi.match.identity import Founder, ids
from inovasi.match.places import Place, official, relation
from inovasi.match.profile import Profile, mentions_of, profiles_of
from inovasi.match.score import decide, explain, score, worth_keeping
from inovasi.match.table import table_of
from inovasi.match.weights import HAND, Weights
from inovasi.types import Pair

_AVERAGE = 0.5  # mean probability from which two groups are one innovation
_SAMPLE = 8  # members of each side that are compared, so that the work per join is bounded

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


def link_to(entries: Sequence[Entry], retired: frozenset[str] = frozenset(), weights: Weights = HAND) -> Links:
    """Group entries, of which some have anchors. Entries of one anchor are one innovation, of two anchors never.

    What belongs to no anchor gets a new id, which is neither an anchor nor one of ``retired``.
    """
    texts = Texts.of(entries)
    places = official()
    profiles = profiles_of(readings(texts.articles, texts.extractions, places), places)
    named = {mention.id: texts.key_of(mention) for mention in mentions_of(texts.articles, texts.extractions)}
    keys = [named[profile.id] for profile in profiles]
    given = {entry.key: entry.anchor for entry in entries if entry.anchor is not None}
    anchors = [given.get(key) for key in keys]
    pairs, same = _scored(profiles, anchors, weights)

    def compare(i: int, j: int) -> tuple[float, bool]:
        return score(profiles[i], profiles[j], weights)

    groups = _joined(_start(profiles, anchors), same, profiles, compare)
    found = given | _named(groups, profiles, keys, {*given.values(), *retired})
    renamed_pairs = renamed(pairs, named)
    codes = {key: profile.place.codes for key, profile in zip(keys, profiles, strict=True)}
    return Links(found, confidences(found, renamed_pairs), renamed_pairs, codes)


def _scored(
    profiles: Sequence[Profile], anchors: Sequence[str | None], weights: Weights
) -> tuple[list[Pair], list[tuple[float, int, int]]]:
    """The pairs worth keeping, and those good enough to join on. Between given innovations, nothing is asked."""
    kept: list[Pair] = []
    same: list[tuple[float, int, int]] = []
    left, right = candidates(table_of(profiles))
    for i, j in zip(left.tolist(), right.tolist(), strict=True):
        if anchors[i] is not None and anchors[j] is not None:
            continue
        pair = explain(profiles[i], profiles[j], weights)
        if worth_keeping(pair):
            kept.append(pair)
        if decide(pair.score) == "same":
            same.append((pair.score, i, j))
    return kept, same


def _joined(
    group_of: list[_Group], same: Iterable[tuple[float, int, int]], profiles: Sequence[Profile], compare: _Compare
) -> list[_Group]:
    for _, i, j in sorted(same, key=lambda pair: (-pair[0], pair[1], pair[2])):
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
    into.sample = sorted([*into.sample, *other.sample], key=lambda i: (profiles[i].rank, i))[:_SAMPLE]
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
            if len(faces) < _SAMPLE:
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
    return sum(agreed) / len(agreed) >= _AVERAGE


def _mean(row: int, members: Sequence[int], compare: _Compare) -> float:
    return sum(compare(row, member)[0] for member in members) / len(members)


def _listed_apart(a: _Group, b: _Group, compare: _Compare) -> bool:
    """Whether one article of the list has a pair of them that must never be one."""
    shared = a.articles.keys() & b.articles.keys()
    pairs = ((i, j) for article in shared for i in a.articles[article] for j in b.articles[article])
    return any(compare(i, j)[1] for i, j in pairs)


def _named(
    groups: Sequence[_Group], profiles: Sequence[Profile], keys: Sequence[str], taken: set[str]
) -> dict[str, str]:
    """Key -> innovation id. New groups get ids as matching gives them, and never one of a given innovation."""
    new = [group for group in groups if group.anchor is None]
    first = [profiles[group.sample[0]] for group in new]
    founders = [Founder(p.name.key or p.id, p.place.key, p.rank, p.id) for p in first]
    made = ids("inv", founders)
    while any(name in taken for name in made):
        founders = [
            replace(founder, name=f"{founder.name}\n{founder.member}") if name in taken else founder
            for founder, name in zip(founders, made, strict=True)
        ]
        made = ids("inv", founders)
    found = {keys[i]: name for group, name in zip(new, made, strict=True) for i in group.own}
    return found | {keys[i]: group.anchor for group in groups if group.anchor for i in group.own}
