"""Which names in one region are one body: short forms, misspellings, and names from before a reorganisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from inovasi.match.bodies import topics_meet
from inovasi.match.names import abbreviates
from inovasi.match.reorganised import Seen, may_be_one, successors
from inovasi.match.union import Union


class ShortForms:
    """Names that shorten or misspell others. Regions have much the same bodies, so what was compared is remembered;
    make one for one run."""

    def __init__(self) -> None:
        self._shorten: dict[tuple[str, str], bool] = {}

    def join(self, names: Sequence[str], union: Union) -> None:
        """Join names that shorten (or misspell) names of exactly one other body. Compared only where initials agree.

        The longest go first, so that two spellings of a long name are one by the time their short form is looked at.
        """
        initials: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        split = [tuple(name.split()) for name in names]
        for i, words in enumerate(split):
            if len(words) > 1:
                initials[(words[0], words[1][0])].append(i)
                initials[(words[0][0],)].append(i)
        for i in sorted(range(len(names)), key=lambda i: (-len(names[i]), names[i])):
            words = split[i]
            key = (words[0], words[1][0]) if len(words) > 1 else (words[0][0],)
            longer = [j for j in initials[key] if self._shortens(names[i], names[j])]
            if len({union.root(j) for j in longer}) == 1:
                union.join(i, longer[0])

    def _shortens(self, short: str, long: str) -> bool:
        """ "rsud margono" of "rsud margono soekarjo", "dinkes" of "dinas kesehatan". Never the bare kind ("dinas")."""
        pair = (short, long)
        found = self._shorten.get(pair)
        if found is None:
            found = self._shorten[pair] = _shortens(tuple(short.split()), tuple(long.split()))
        return found


def _shortens(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if len(short) == 1:
        return abbreviates(short[0], long)
    if len("".join(short)) > len("".join(long)) or short == long:
        return False
    return topics_meet(short[0], short[1:], long[1:])


def join_changes(names: Sequence[str], union: Union, seen_of: Callable[[int], Seen]) -> bool:
    """Join bodies of one region that are one before and after a reorganisation; whether any were joined.

    ``seen_of``: root of a body -> where it stands. Bodies that are tied to each other, also by way of others, are all
    one or, where anything speaks against it, all apart: which of them went over into which is then a guess.
    """
    changes = _changes(names, union)
    roots = sorted({root for pair in changes for root in pair})
    place = {root: n for n, root in enumerate(roots)}
    tied = Union(len(roots))
    for old, new in changes:
        tied.join(place[old], place[new])
    joined = False
    for group in tied.groups():
        inside = {n: k for k, n in enumerate(group)}
        years = {
            (inside[place[old]], inside[place[new]]): year
            for (old, new), year in changes.items()
            if place[old] in inside
        }
        if may_be_one([seen_of(roots[n]) for n in group], years):
            joined = True
            for n in group:
                union.join(roots[group[0]], roots[n])
    return joined


def _changes(names: Sequence[str], union: Union) -> dict[tuple[int, int], int]:
    """(root of the old body, root of the new one) -> the year of the change, of several the last."""
    known = successors()
    old_names = [i for i, name in enumerate(names) if name in known]
    if not old_names:
        return {}
    by_head: defaultdict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for j, name in enumerate(names):
        words = tuple(name.split())
        by_head[words[0]].append((j, words[1:]))
    found: dict[tuple[int, int], int] = {}
    for i in old_names:
        for one in known[names[i]]:
            for j, topic in by_head[one.head]:
                pair = (union.root(i), union.root(j))
                if pair[0] != pair[1] and topics_meet(one.head, one.topic, topic):
                    found[pair] = max(one.year, found.get(pair, 0))
    return found
