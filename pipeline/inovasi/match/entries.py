"""Rows of anybody's list of mentions, made ready for comparing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from inovasi.errors import InovasiError
from inovasi.match.bodies import Body, body
from inovasi.match.context import UNDATED
from inovasi.match.identity import Founder
from inovasi.match.names import bracketed, surface
from inovasi.match.normal import Normal
from inovasi.match.places import Place, Places
from inovasi.match.prizes import Prize, prizes_of
from inovasi.match.profile import owner_of, placed
from inovasi.match.table import Codes, Columns, Lists, Subject, Table, founding, table
from inovasi.match.told import people_of, words_of
from inovasi.types import AgencyMention, Award


@dataclass(frozen=True, slots=True)
class Entry:
    """One mention of an innovation, as a list has it. ``id`` is unique.

    ``region`` is a name, ``region_code`` an official code; either may be missing. ``published`` is an ISO date.
    Entries of one ``article_id`` are held for different innovations where their names differ; an empty one says
    nothing.
    ``position`` is the place in the article, ``replicated_from`` the regions that it is a copy from.
    ``owner`` is what is known of the agency beyond its text; where given, it is read in place of ``agency``.
    ``officials`` are the people tied to it, ``description`` is a sentence about it.
    """

    id: str
    name: str
    expansion: str | None = None
    aliases: tuple[str, ...] = ()
    agency: str | None = None
    region_code: str | None = None
    region: str | None = None
    published: str | None = None
    article_id: str = ""
    awards: tuple[Award, ...] = ()
    position: int = 0
    replicated_from: tuple[str, ...] = ()
    owner: AgencyMention | None = None
    officials: tuple[str, ...] = ()
    description: str | None = None


def sorted_by_id(entries: Sequence[Entry]) -> list[int]:
    """The order in which entries become rows. Raises InovasiError where two have one id."""
    order = sorted(range(len(entries)), key=lambda i: entries[i].id)
    for a, b in pairwise(order):
        if entries[a].id == entries[b].id:
            raise InovasiError(entries[a].id, "two mentions with one id", "Give each mention an id of its own.")
    return order


def table_of_entries(entries: Sequence[Entry], places: Places, texts: Normal | None = None) -> Table:
    """The table of entries that are sorted by id. Each distinct text is normalised once.

    ``texts`` remembers what other tables of the same run have normalised.
    """
    reader = _Reader(places, texts)
    where = [reader.owned(e.region, e.region_code, e.owner or e.agency) for e in entries]
    columns = Columns(
        name=[reader.text(e.name) for e in entries],
        expansion=[reader.expansion(e.name, e.expansion) for e in entries],
        aliases=[reader.aliases(e) if e.aliases else () for e in entries],
        place=[place for place, _ in where],
        body=[owner for _, owner in where],
        prize=[reader.prizes.of(prizes_of(e.awards, ())) if e.awards else reader.no_prize for e in entries],
        source=[reader.sources.of(tuple(map(places.named, e.replicated_from))) for e in entries],
        person=[reader.people.of(people_of(e.officials)) if e.officials else reader.nobody for e in entries],
        description=[reader.description(e) if e.description else reader.untold for e in entries],
        year=[_year(e.published) for e in entries],
    )
    articles = [e.article_id or f"\n{e.id}" for e in entries]
    rank = founding([e.published or UNDATED for e in entries], articles, [e.position for e in entries])
    lists = Lists(
        reader.texts.values,
        reader.places.values,
        reader.bodies.values,
        reader.prizes.values,
        reader.sources.values,
        reader.people.values,
        reader.descriptions.values,
    )
    return table(lists, columns, articles, rank)


def founders(entries: Sequence[Entry], places: Places) -> list[Founder]:
    """What the ids of innovations are made of whose earliest mentions are ``entries``."""
    reader = _Reader(places)
    keys = [reader.key(reader.text(e.name)) or e.id for e in entries]
    where = [reader.places.values[reader.owned(e.region, e.region_code, e.owner or e.agency)[0]] for e in entries]
    return [
        Founder(key, place.key, (e.published or UNDATED, e.article_id or f"\n{e.id}", e.position), e.id)
        for key, place, e in zip(keys, where, entries, strict=True)
    ]


class _Reader:
    """Texts to numbers, each distinct text read once."""

    def __init__(self, places: Places, texts: Normal | None = None) -> None:
        # Without a memory that is given, nothing is kept of a text but its number: there may be a million.
        self._surface = texts.surface if texts else surface
        self._named = texts.place if texts else places.named
        self._body = texts.body if texts else partial(body, places=places)
        self._owned_by = texts.owner if texts else partial(owner_of, places=places)
        self.texts = Codes[str]()
        self.places = Codes[Place]()
        self.bodies = Codes[Subject]()
        self.prizes = Codes[tuple[Prize, ...]]()
        self.sources = Codes[tuple[Place, ...]]()
        self.people = Codes[tuple[str, ...]]()
        self.descriptions = Codes[tuple[str, ...]]()
        self.no_prize, self.nobody, self.untold = self.prizes.of(()), self.people.of(()), self.descriptions.of(())
        self._read: dict[str, int] = {}
        self._expansions: dict[tuple[str, str | None], int] = {}
        self._owners: dict[str | AgencyMention, Body | None] = {}
        self._owned: dict[tuple[str | None, str | None, str | AgencyMention | None], tuple[int, int]] = {}

    def text(self, raw: str) -> int:
        found = self._read.get(raw)
        if found is None:
            found = self._read[raw] = self.texts.of(" ".join(self._surface(raw).words))
        return found

    def expansion(self, name: str, given: str | None) -> int:
        """The spelled-out form, which is not the name itself; -1 where there is none."""
        if given is None and "(" not in name and "[" not in name:
            return -1
        key = (name, given)
        found = self._expansions.get(key)
        if found is None:
            found = self._expansions[key] = self._spelled(name, given)
        return found

    def _spelled(self, name: str, given: str | None) -> int:
        own = self.key(self.text(name))
        for text in (given, *bracketed(name)):
            if text and self.key(self.text(text)) not in ("", own):
                return self.text(text)
        return -1

    def key(self, text: int) -> str:
        return self.texts.values[text].replace(" ", "")

    def aliases(self, entry: Entry) -> tuple[int, ...]:
        used = {self.text(entry.name), self.expansion(entry.name, entry.expansion)}
        found = dict.fromkeys(self.text(alias) for alias in entry.aliases)
        return tuple(alias for alias in found if alias not in used and self.texts.values[alias])

    def description(self, entry: Entry) -> int:
        """The number of what is told of the entry in other words than its name."""
        own = (entry.name, entry.expansion, entry.region, entry.agency)
        return self.descriptions.of(words_of(entry.description, own))

    def owned(self, region: str | None, code: str | None, agency: str | AgencyMention | None) -> tuple[int, int]:
        """The numbers of the place and of the agency."""
        key = (region, code, agency)
        found = self._owned.get(key)
        if found is None:
            owner = self._owner(agency)
            place = placed(self._named(region, code), owner)
            number = self.bodies.of((owner.head, owner.topic)) if owner else -1
            found = self._owned[key] = (self.places.of(place), number)
        return found

    def _owner(self, agency: str | AgencyMention | None) -> Body | None:
        if not agency:
            return None
        if agency not in self._owners:
            self._owners[agency] = self._body(agency) if isinstance(agency, str) else self._owned_by(agency)
        return self._owners[agency]


def _year(published: str | None) -> int:
    return int(published[:4]) if published and published[:4].isdecimal() else 0
