"""Bodies that got another name when a government was reorganised: general knowledge, and what speaks against it.

``gazetteers/agency_changes.csv`` has the usual changes. A region may have done otherwise, so they only propose. What
speaks against one of them is in ``may_be_one``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from inovasi import gazetteers
from inovasi.match.words import STOP
from inovasi.text import fold

Subject = tuple[str, tuple[str, ...]]  # head and topic of a body

HABIT = 2  # years for which news goes on using an old name


@dataclass(frozen=True, slots=True)
class Successor:
    """What a body is called since ``year`` (the year in which most regions had made the change)."""

    head: str
    topic: tuple[str, ...]
    year: int


@cache
def successors() -> Mapping[str, tuple[Successor, ...]]:
    """Body.key -> the later names of the body, those by way of others included."""
    direct: defaultdict[str, list[Successor]] = defaultdict(list)
    for row in gazetteers.rows("agency_changes"):
        head, topic = subject(row["new"])
        direct[key_of(subject(row["old"]))].append(Successor(head, topic, int(row["year"])))
    return {key: tuple(_closure(key, direct)) for key in direct}


def _closure(key: str, direct: Mapping[str, Sequence[Successor]]) -> list[Successor]:
    found: dict[str, Successor] = {}
    waiting = list(direct[key])
    while waiting:
        one = waiting.pop(0)
        name = key_of((one.head, one.topic))
        if name != key and name not in found:
            found[name] = one
            waiting += direct.get(name, [])
    return list(found.values())


def share_successor(left: str, right: str) -> bool:
    """Whether two bodies (by Body.key) usually went over into one."""
    known = successors()
    if left not in known or right not in known:
        return False
    return bool({(one.head, one.topic) for one in known[left]} & {(one.head, one.topic) for one in known[right]})


def subject(name: str) -> Subject:
    """A name of the gazetteer as ``bodies.body`` reads it: such names have no region and no wrapping."""
    head, *rest = fold(name).split()
    return head, tuple(word for word in rest if word not in STOP)


def key_of(subject: Subject) -> str:
    """As ``Body.key``."""
    return " ".join((subject[0], *subject[1]))


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a name stands: its articles, and the days (ISO 8601) of the first and the last that carry a date."""

    articles: frozenset[str]
    first: str | None
    last: str | None


def seen(where: Iterable[tuple[str, str | None]]) -> Seen:
    """``where``: (article id, day of publication) of each place."""
    listed = list(where)
    days = [day for _, day in listed if day]
    return Seen(frozenset(article for article, _ in listed), min(days, default=None), max(days, default=None))


def may_be_one(bodies: Sequence[Seen], changes: Mapping[tuple[int, int], int]) -> bool:
    """Whether the bodies of one region (by position) may be one body under its names in turn.

    ``changes``: (old, new) -> year. Against it speak

    - an article that names two of them;
    - an old name that is still in the news HABIT years after the new one came up, or that only came up HABIT years
      after the change was made everywhere;
    - two old names of one body that do not follow one another, or whose dates nobody knows: two bodies that were
      merged.
    """
    for a, b in combinations(range(len(bodies)), 2):
        if not bodies[a].articles.isdisjoint(bodies[b].articles):
            return False
        for old, new in ((a, b), (b, a)):
            if (old, new) in changes:
                if not _followed(bodies[old], bodies[new], changes[old, new]):
                    return False
                break
        else:
            if not _in_turn(bodies[a], bodies[b]):
                return False
    return True


def _followed(old: Seen, new: Seen, year: int) -> bool:
    if old.first is not None and _year(old.first) >= year + HABIT:
        return False
    return old.last is None or new.first is None or old.last <= _years_on(new.first, HABIT)


def _in_turn(a: Seen, b: Seen) -> bool:
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return False
    return a.last < b.first or b.last < a.first


def _year(day: str) -> int:
    return int(day[:4]) if day[:4].isdigit() else 0


def _years_on(day: str, years: int) -> str:
    return f"{_year(day) + years:04}{day[4:]}"
