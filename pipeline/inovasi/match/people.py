"""Which officials are one person.

One name in one region is one person, also in a later role; one name in two regions is two. A short name, which two
people of one region may well share, is kept apart where its roles cannot be held by one person at the same time.

Limits: two people of one long name in one region become one, and so do two of a short name whose roles follow one
another; a person who moves to another region becomes two. A judgement sets either right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from rapidfuzz import fuzz

from inovasi.match.offices import Office, exclude, office
from inovasi.match.places import Place, relation

_NATIONAL = frozenset({"menteri", "wamen", "presiden", "deputi", "kementerian", "kapolri", "dirjen", "wapres"})
_NATIONAL_BEGINNINGS = ("mendagri", "menpan", "menkes", "menko", "wamen", "kemen", "kapolri")
_MISSPELLED = 90.0
_BIG = 200  # a block above this is sorted by name and compared within a window
_WINDOW = 10
_LONG_NAME = 12  # letters from which two people rarely share a name by chance
_HANDOVER = timedelta(days=90)  # news names the last holder of an office for a while


@dataclass(frozen=True, slots=True, order=True)
class Person:
    """What tells one official from another, as one or more articles give it. ``role`` has no status and no place."""

    words: tuple[str, ...]
    place: Place
    role: tuple[str, ...]
    article_id: str  # empty where name and place suffice; else the person is known in this article only

    @property
    def key(self) -> str:
        """The name in one word."""
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class Span:
    """The days from which to which a role was reported as held."""

    first: date
    last: date


Spans = Mapping[Person, Span]


@dataclass(slots=True)
class _Group:
    """A growing record."""

    people: list[Person]
    places: set[Place]


def is_national(role: tuple[str, ...]) -> bool:
    """Whether a role exists once in the country."""
    return any(word in _NATIONAL or word.startswith(_NATIONAL_BEGINNINGS) for word in role)


def grouped(people: Sequence[Person], spans: Spans) -> list[list[Person]]:
    """Join people (sorted) pair by pair, equal names first; a join needs all names and places on both sides to agree.

    ``spans``: when a person was reported in the role, as far as the articles carry dates.
    """
    return _Joiner(people, spans).groups()


class _Joiner:
    """One run. What is compared again and again is remembered."""

    def __init__(self, people: Sequence[Person], spans: Spans) -> None:
        self._people = people
        self._spans = spans
        self._names: dict[tuple[tuple[str, ...], tuple[str, ...]], bool] = {}
        self._offices: dict[tuple[str, ...], Office | None] = {}

    def groups(self) -> list[list[Person]]:
        group_of = {person: _Group([person], {person.place}) for person in self._people}
        links = {pair for pair in _candidates(self._people) if self._same(*pair)}
        for a, b in sorted(links, key=lambda pair: (pair[0].words != pair[1].words, pair)):
            left, right = group_of[a], group_of[b]
            if left is right or not self._may_join(left, right):
                continue
            left.people += right.people
            left.places |= right.places
            for person in right.people:
                group_of[person] = left
        return [group.people for group in {id(group): group for group in group_of.values()}.values()]

    def _may_join(self, left: _Group, right: _Group) -> bool:
        if any(relation(a, b) == "conflict" for a in left.places for b in right.places):
            return False
        return all(
            self._names_meet(a.words, b.words) and not self._at_odds(a, b) for a in left.people for b in right.people
        )

    def _same(self, a: Person, b: Person) -> bool:
        """Whether two people are one. Part of a name is enough only with the role and the region, or in one article."""
        if a.place != b.place and relation(a.place, b.place) == "conflict":
            return False
        if not self._names_meet(a.words, b.words) or self._at_odds(a, b):
            return False
        where = relation(a.place, b.place)
        roles = _roles_meet(a.role, b.role)
        nationwide = is_national(a.role) and is_national(b.role)
        if a.key == b.key and len(a.words) > 1:
            return where != "unknown" or roles or nationwide or len(a.key) >= _LONG_NAME
        if a.article_id and a.article_id == b.article_id:
            return roles or not a.role or not b.role
        return roles and (where == "same" or nationwide)

    def _names_meet(self, a: tuple[str, ...], b: tuple[str, ...]) -> bool:
        if a == b:
            return True
        pair = (a, b) if a < b else (b, a)
        if pair not in self._names:
            self._names[pair] = names_meet(*pair)
        return self._names[pair]

    def _at_odds(self, a: Person, b: Person) -> bool:
        """Two roles at the same time that one person cannot hold, under a name that two people may share."""
        if a.role == b.role or (len(a.key) >= _LONG_NAME and len(b.key) >= _LONG_NAME):
            return False
        one, other = self._spans.get(a), self._spans.get(b)
        if one is None or other is None or _in_turn(one, other):
            return False
        return exclude(self._office(a.role), self._office(b.role))

    def _office(self, role: tuple[str, ...]) -> Office | None:
        if role not in self._offices:
            self._offices[role] = office(role)
        return self._offices[role]


def _in_turn(a: Span, b: Span) -> bool:
    return a.last <= b.first + _HANDOVER or b.last <= a.first + _HANDOVER


def _candidates(people: Sequence[Person]) -> Iterator[tuple[Person, Person]]:
    """Pairs with one name anywhere, or with a shared word of the name inside one region or article."""
    blocks: defaultdict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in people:
        blocks[("", person.key)].append(person)
        scopes = [*person.place.codes, *((person.article_id,) if person.article_id else ())]
        for scope in scopes or ["nasional"]:
            for word in person.words:
                blocks[(scope, word)].append(person)
    for block in blocks.values():
        if len(block) <= _BIG:
            yield from combinations(block, 2)
            continue
        for offset in range(1, _WINDOW + 1):
            yield from zip(block, block[offset:], strict=False)


def names_meet(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Equal, misspelled, or the shorter's words in the longer in order; an initial stands for its word."""
    short, long = sorted((a, b), key=lambda words: (len(words), words))
    if fuzz.ratio("".join(a), "".join(b)) >= _MISSPELLED:
        return True
    rest = iter(long)
    return all(any(word == other or (len(word) == 1 and other.startswith(word)) for other in rest) for word in short)


def _roles_meet(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """One role, or one the short form of the other; "wakil bupati" is not "bupati"."""
    if not a or not b or ("wakil" in a) != ("wakil" in b):
        return False
    return set(a) <= set(b) or set(b) <= set(a) or "".join(a) == "".join(b)
