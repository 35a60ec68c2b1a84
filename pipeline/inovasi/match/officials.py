"""Official mentions to people: one person under full and short name, two people of one name in two regions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from inovasi.match.agencies import certain
from inovasi.match.context import Reading
from inovasi.match.identity import Founder, ids
from inovasi.match.places import NOWHERE, Place, Places, relation
from inovasi.match.words import STOP, TITLES
from inovasi.text import collapse, fold
from inovasi.types import OfficialMention, OfficialRecord

_STATUS = frozenset({"plt", "pj", "pjs", "plh", "penjabat", "pelaksana", "tugas", "harian", "mantan", "eks"})
_NATIONAL = frozenset({"menteri", "wamen", "presiden", "deputi", "kementerian", "kapolri", "dirjen", "wapres"})
_NATIONAL_BEGINNINGS = ("mendagri", "menpan", "menkes", "menko", "wamen", "kemen", "kapolri")
_TITLE_KINDS = (("bupati", "kabupaten"), ("walikota", "kota"), ("wali", "kota"))
_MISSPELLED = 90.0
_BIG = 200  # a block above this is sorted by name and compared within a window
_WINDOW = 10
_LONG_NAME = 12  # letters from which two people rarely share a name by chance


@dataclass(frozen=True, slots=True, order=True)
class _Person:
    """What tells one official from another, as one or more articles give it. ``role`` has no status and no place."""

    words: tuple[str, ...]
    place: Place
    role: tuple[str, ...]
    article_id: str  # empty where name and place suffice; else the person is known in this article only


@dataclass(frozen=True, slots=True)
class _Item:
    """One official of one article. ``code`` is the region that the text states for the office, if it does."""

    mention: OfficialMention
    article_id: str
    rank: tuple[str, str, int]
    code: str | None
    person: _Person


@dataclass(slots=True)
class _Group:
    """A growing record."""

    people: list[_Person]
    places: set[Place]


def official_records(found: Sequence[Reading], places: Places) -> tuple[OfficialRecord, ...]:
    """One record for each person, sorted by id."""
    items: defaultdict[_Person, list[_Item]] = defaultdict(list)
    for reading in found:
        for position, mention in enumerate(reading.extraction.officials):
            item = _item(mention, reading, position, places)
            items[item.person].append(item)
    groups = [
        sorted((item for person in group for item in items[person]), key=lambda item: (item.rank, item.mention.name))
        for group in _grouped(sorted(items))
    ]
    founders = [_founder(group[0]) for group in groups]
    records = [_record(name, group) for name, group in zip(ids("off", founders), groups, strict=True)]
    return tuple(sorted(records, key=lambda record: record.id))


def _item(mention: OfficialMention, reading: Reading, position: int, places: Places) -> _Item:
    """Read name, role and region; the article's home stands in for a region that nobody gives."""
    article_id = reading.extraction.article_id
    words = tuple(word for word in fold(mention.name).split() if word not in TITLES) or (fold(mention.name),)
    role = tuple(places.split_end(fold(mention.role).split())[0])
    kept = tuple(word for word in role if word not in _STATUS and word not in STOP)
    office = NOWHERE if _is_national(kept) else _office(mention, role, places)
    code = None if _is_national(kept) else certain(office, reading.home)
    # Names of regions are dropped beside codes: they vary in spelling where the code does not.
    place = Place((code,)) if code else Place(office.codes, "" if office.codes else office.name)
    known = bool(place.codes) or (len(words) > 1 and (place != NOWHERE or bool(kept)))
    person = _Person(words, place, kept, "" if known else article_id)
    return _Item(mention, article_id, reading.rank(position), office.code, person)


def _office(mention: OfficialMention, role: tuple[str, ...], places: Places) -> Place:
    """The region that the mention states, or its role does: "Bupati Malang" is the regency's."""
    stated = places.named(mention.region, mention.region_code)
    if not stated.codes and not stated.name:
        stated = places.split_end(fold(mention.role).split())[1]
    for title, kind in _TITLE_KINDS:
        if title in role and stated.codes:
            stated = places.of_kind(stated, kind)
    return stated


def _is_national(role: tuple[str, ...]) -> bool:
    return any(word in _NATIONAL or word.startswith(_NATIONAL_BEGINNINGS) for word in role)


def _grouped(people: list[_Person]) -> list[list[_Person]]:
    """Join people pair by pair, equal names first; a join needs all names and places on both sides to agree."""
    group_of = {person: _Group([person], {person.place}) for person in people}
    links = {pair for pair in _candidates(people) if _same(*pair)}
    for a, b in sorted(links, key=lambda pair: (pair[0].words != pair[1].words, pair)):
        left, right = group_of[a], group_of[b]
        if left is right or not _may_join(left, right):
            continue
        left.people += right.people
        left.places |= right.places
        for person in right.people:
            group_of[person] = left
    return [group.people for group in {id(group): group for group in group_of.values()}.values()]


def _may_join(left: _Group, right: _Group) -> bool:
    if any(relation(a, b) == "conflict" for a in left.places for b in right.places):
        return False
    return all(_names_meet(a.words, b.words) for a in left.people for b in right.people)


def _candidates(people: list[_Person]) -> Iterator[tuple[_Person, _Person]]:
    """Pairs with one name anywhere, or with a shared word of the name inside one region or article."""
    blocks: defaultdict[tuple[str, str], list[_Person]] = defaultdict(list)
    for person in people:
        blocks[("", "".join(person.words))].append(person)
        scopes = [*person.place.codes, *((person.article_id,) if person.article_id else ())]
        for scope in scopes or ["nasional"]:
            for word in person.words:
                blocks[(scope, word)].append(person)
    for block in blocks.values():
        ordered = sorted(block)
        if len(ordered) <= _BIG:
            yield from combinations(ordered, 2)
            continue
        for offset in range(1, _WINDOW + 1):
            yield from zip(ordered, ordered[offset:], strict=False)


def _same(a: _Person, b: _Person) -> bool:
    """Whether two people are one. Part of a name is enough only with the role and the region, or in one article."""
    where = relation(a.place, b.place)
    if where == "conflict" or not _names_meet(a.words, b.words):
        return False
    roles = _roles_meet(a.role, b.role)
    nationwide = _is_national(a.role) and _is_national(b.role)
    if "".join(a.words) == "".join(b.words) and len(a.words) > 1:
        return where != "unknown" or roles or nationwide or len("".join(a.words)) >= _LONG_NAME
    if a.article_id and a.article_id == b.article_id:
        return roles or not a.role or not b.role
    return roles and (where == "same" or nationwide)


def _names_meet(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
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


def _founder(item: _Item) -> Founder:
    person = item.person
    nationwide = "nasional" if _is_national(person.role) else ""
    member = f"{item.article_id}:{' '.join(person.words)}:{item.rank[2]}"
    return Founder("".join(person.words), person.place.key or nationwide, item.rank, member)


def _record(record_id: str, group: list[_Item]) -> OfficialRecord:
    """The fullest name (of equally full ones the commonest) stands for the person; roles in founding order."""
    names = Counter(collapse(item.mention.name) for item in group)
    best = min(names, key=lambda name: (-len(name.split()), -names[name], name))
    codes = sorted({item.code for item in group if item.code}, key=lambda code: (-len(code), code))
    others = {collapse(alias) for item in group for alias in item.mention.aliases} | set(names)
    return OfficialRecord(
        id=record_id,
        name=best,
        roles=tuple(dict.fromkeys(collapse(item.mention.role) for item in group if item.mention.role)),
        region_code=codes[0] if codes else None,
        other_names=tuple(sorted(others - {best})),
        members=tuple(sorted({(item.article_id, item.mention.name) for item in group})),
    )
