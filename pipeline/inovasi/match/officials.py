"""Official mentions to people, each with the roles that the articles give; ``people.py`` says who is one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from inovasi.match.agencies import certain, commonest
from inovasi.match.context import Reading
from inovasi.match.identity import Founder, ids, member_ids
from inovasi.match.normal import Normal
from inovasi.match.offices import written_out
from inovasi.match.people import Person, Span, grouped, is_national
from inovasi.match.places import NOWHERE, Place, Places
from inovasi.match.words import STOP, TITLES
from inovasi.text import collapse, fold
from inovasi.types import Member, OfficialMention, OfficialRecord, Term

KIND = "off"
FORMER = "mantan"
_FORMER = frozenset({FORMER, "eks"})
_STATUS = _FORMER | {"plt", "pj", "pjs", "plh", "penjabat", "pelaksana", "tugas", "harian"}
_ACTING = ("plt", "pjs", "plh", "pj")
_TITLE_KINDS = (("bupati", "kabupaten"), ("walikota", "kota"), ("wali", "kota"))


@dataclass(frozen=True, slots=True)
class OfficialItem:
    """One official of one article. ``code`` is the region that the text states for the office, if it does; ``status``
    that of ``Term``."""

    mention: OfficialMention
    member: Member
    rank: tuple[str, str, int]
    published: str | None
    code: str | None
    status: str | None
    person: Person

    @property
    def alike(self) -> tuple[str, ...]:
        """By what an item follows others when a record is divided, the closest first: role and name, or the name."""
        return " ".join((self.person.key, *self.person.role)), self.person.key

    @property
    def founder(self) -> Founder:
        """What the id is made of."""
        nationwide = "nasional" if is_national(self.person.role) else ""
        return Founder(self.person.key, self.person.place.key or nationwide, self.rank, self.member.id, KIND)


def official_records(found: Sequence[Reading], places: Places) -> tuple[OfficialRecord, ...]:
    """One record for each person, sorted by id."""
    items: defaultdict[Person, list[OfficialItem]] = defaultdict(list)
    for item in official_items(found, places):
        items[item.person].append(item)
    spans = {person: span for person, some in items.items() if (span := _span(some)) is not None}
    groups = [
        sorted((item for person in group for item in items[person]), key=lambda item: (item.rank, item.mention.name))
        for group in grouped(sorted(items), spans)
    ]
    named = ids(KIND, [group[0].founder for group in groups])
    records = [official_record(name, group) for name, group in zip(named, groups, strict=True)]
    return tuple(sorted(records, key=lambda record: record.id))


def _span(items: Iterable[OfficialItem]) -> Span | None:
    """When the role was reported as held: not as a former one, and not for somebody else."""
    days = [day for item in items if item.status is None and (day := _day(item.published)) is not None]
    return Span(min(days), max(days)) if days else None


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def official_items(found: Iterable[Reading], places: Places) -> list[OfficialItem]:
    """Every official of these articles."""
    read = _Reader(places)
    items: list[OfficialItem] = []
    for reading in found:
        article_id = reading.extraction.article_id
        listed = reading.extraction.officials
        for position, key in enumerate(member_ids(f"{KIND}:{article_id}", [mention.name for mention in listed])):
            mention = listed[position]
            known = read.known(mention)
            code = None if is_national(known.role) else certain(known.office, reading.home)
            member = Member(key, article_id, mention.name, position)
            person = _person(known, code, article_id)
            items.append(
                OfficialItem(
                    mention, member, reading.rank(position), reading.published, known.office.code, known.status, person
                )
            )
    return items


@dataclass(frozen=True, slots=True)
class _Known:
    """What a mention says by itself: name without titles, role without status and place, where, and how."""

    words: tuple[str, ...]
    role: tuple[str, ...]
    office: Place
    status: str | None


class _Reader:
    """Reads names and roles, each spelling once."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._normal = Normal(places)
        self._seen: dict[tuple[str | None, ...], _Known] = {}

    def known(self, mention: OfficialMention) -> _Known:
        key = (mention.name, mention.role, mention.status, mention.region, mention.region_code)
        if key not in self._seen:
            self._seen[key] = self._read(mention)
        return self._seen[key]

    def _read(self, mention: OfficialMention) -> _Known:
        words = tuple(word for word in fold(mention.name).split() if word not in TITLES) or (fold(mention.name),)
        spelled = fold(mention.role).split()
        role, place = self._places.split_end(spelled)
        kept = written_out(tuple(word for word in role if word not in _STATUS))
        kept = tuple(word for word in kept if word not in STOP)
        office = NOWHERE if is_national(kept) else self._office(mention, tuple(role), place)
        return _Known(words, kept, office, _status(mention, spelled))

    def _office(self, mention: OfficialMention, role: tuple[str, ...], place: Place) -> Place:
        """The region that the mention states, or its role does: "Bupati Malang" is the regency's."""
        stated = self._normal.place(mention.region, mention.region_code)
        if not stated.codes and not stated.name:
            stated = place
        for title, kind in _TITLE_KINDS:
            if title in role and stated.codes:
                stated = self._places.of_kind(stated, kind)
        return stated


def _status(mention: OfficialMention, role: Sequence[str]) -> str | None:
    """How the role is held: "mantan" counts for more than what it was held as."""
    if not _FORMER.isdisjoint(role):
        return FORMER
    return mention.status or next((status for status in _ACTING if status in role), None)


def _person(known: _Known, code: str | None, article_id: str) -> Person:
    # Names of regions are dropped beside codes: they vary in spelling where the code does not.
    place = Place((code,)) if code else Place(known.office.codes, "" if known.office.codes else known.office.name)
    enough = bool(place.codes) or (len(known.words) > 1 and (place != NOWHERE or bool(known.role)))
    return Person(known.words, place, known.role, "" if enough else article_id)


def official_record(record_id: str, group: Sequence[OfficialItem]) -> OfficialRecord:
    """The record of one person, of whom ``group`` has the items in founding order. The fullest name (of equally full
    ones the commonest) stands for the person; roles are in founding order."""
    names = Counter([collapse(item.mention.name) for item in group])
    best = min(names, key=lambda name: (-len(name.split()), -names[name], name))
    codes = sorted({item.code for item in group if item.code}, key=lambda code: (-len(code), code))
    others = {collapse(alias) for item in group for alias in item.mention.aliases} | set(names)
    return OfficialRecord(
        id=record_id,
        name=best,
        roles=tuple(dict.fromkeys(collapse(item.mention.role) for item in group if item.mention.role)),
        region_code=codes[0] if codes else None,
        other_names=tuple(sorted(others - {best})),
        members=tuple(item.member for item in group),
        terms=_terms(group),
    )


def _terms(group: Sequence[OfficialItem]) -> tuple[Term, ...]:
    """One term for each role, status and region, under its commonest spelling; of the region, what a text states."""
    found: defaultdict[tuple[object, ...], list[OfficialItem]] = defaultdict(list)
    for item in group:
        if item.mention.role:
            found[item.person.role, item.status, item.person.place.code].append(item)
    return tuple(_term(items) for items in found.values())


def _term(items: Sequence[OfficialItem]) -> Term:
    codes = sorted({item.code for item in items if item.code}, key=lambda code: (-len(code), code))
    return Term(
        role=commonest([collapse(item.mention.role) for item in items if item.mention.role]) or "",
        status=items[0].status,
        agency=commonest([collapse(item.mention.agency) for item in items if item.mention.agency]),
        region_code=codes[0] if codes else None,
        members=tuple(item.member for item in items),
    )
