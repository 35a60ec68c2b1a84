"""Agency mentions to agency records: one body under its short and long names, one record for each region."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from inovasi.match.bodies import Body, body, topics_meet
from inovasi.match.context import Reading
from inovasi.match.identity import Founder, ids
from inovasi.match.names import abbreviates
from inovasi.match.places import Place, Places
from inovasi.match.profile import owner_of
from inovasi.match.union import Union
from inovasi.match.words import NATIONAL
from inovasi.text import collapse, squash
from inovasi.types import AgencyMention, AgencyRecord

_NATIONAL_SCOPE = "nasional"
_INNER = re.compile(r"\(([^)]*)\)?")


@dataclass(frozen=True, slots=True)
class _Item:
    """One agency of one article. ``scope`` is the region it is told apart by; ``keys`` are its names without region.

    An agency whose region nobody gives is scoped to its own article: "Dinas Kesehatan" exists five hundred times.
    """

    mention: AgencyMention
    article_id: str
    rank: tuple[str, str, int]
    main: Body
    keys: tuple[str, ...]
    scope: str

    @property
    def member(self) -> str:
        return f"{self.article_id}:{squash(self.mention.name)}"


def agency_records(found: Sequence[Reading], places: Places) -> tuple[AgencyRecord, ...]:
    """One record for each body, sorted by id."""
    scopes: defaultdict[str, list[_Item]] = defaultdict(list)
    for reading in found:
        for position, mention in enumerate(reading.extraction.agencies):
            item = _item(mention, reading, position, places)
            if item is not None:
                scopes[item.scope].append(item)
    groups = [group for scope in sorted(scopes) for group in _grouped(scopes[scope])]
    founders = [_founder(group[0]) for group in groups]
    records = [_record(name, group) for name, group in zip(ids("agy", founders), groups, strict=True)]
    return tuple(sorted(records, key=lambda record: record.id))


def _item(mention: AgencyMention, reading: Reading, position: int, places: Places) -> _Item | None:
    main = owner_of(mention, places)
    if main is None:
        return None
    spelled = [mention.name, mention.standard or "", *mention.aliases, *_INNER.findall(mention.name)]
    bodies = [found for text in spelled if (found := body(text, places))]
    keys = dict.fromkeys([main.key, *(b.key for b in bodies if b.topic or len(b.head) > 3)])
    scope = _scope(mention, main, reading)
    return _Item(mention, reading.extraction.article_id, reading.rank(position), main, tuple(keys), scope)


def _scope(mention: AgencyMention, main: Body, reading: Reading) -> str:
    """What tells this body from others of its name: the nation, its region, its article's region, or its article."""
    if not main.place.codes and (mention.kind in NATIONAL or main.head in NATIONAL):
        return _NATIONAL_SCOPE
    code = certain(main.place, reading.home)
    return code or main.place.name or f"article {reading.extraction.article_id}"


def certain(place: Place, home: Place) -> str | None:
    """One code: the place's own; or the article's home where the place is unknown or leaves home open."""
    if place.code:
        return place.code
    open_to_home = not place.codes and not place.name
    return home.code if open_to_home or home.code in place.codes else None


def _grouped(items: list[_Item]) -> list[list[_Item]]:
    """Join the items of one region that share a name, or whose short name fits one longer name only."""
    names = sorted({key for item in items for key in item.keys})
    index = {name: i for i, name in enumerate(names)}
    union = Union(len(names))
    for item in items:
        for key in item.keys:
            union.join(index[item.main.key], index[key])
    _join_short_forms(names, union)
    groups: defaultdict[int, list[_Item]] = defaultdict(list)
    for item in sorted(items, key=lambda item: (item.rank, item.mention.name)):
        groups[union.root(index[item.main.key])].append(item)
    return [groups[root] for root in sorted(groups)]


def _join_short_forms(names: Sequence[str], union: Union) -> None:
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
        longer = [j for j in initials[key] if _shortens(words, split[j])]
        if len({union.root(j) for j in longer}) == 1:
            union.join(i, longer[0])


def _shortens(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """ "rsud margono" of "rsud margono soekarjo", "dinkes" of "dinas kesehatan". Never the bare kind ("dinas")."""
    if len(short) == 1:
        return abbreviates(short[0], long)
    if len("".join(short)) > len("".join(long)) or short == long:
        return False
    return topics_meet(short[0], short[1:], long[1:])


def _founder(item: _Item) -> Founder:
    place = "" if item.scope.startswith("article ") else item.scope
    return Founder(item.main.key, place, item.rank, item.member)


def _record(record_id: str, group: list[_Item]) -> AgencyRecord:
    """The standard name if an article has it, else the fullest without brackets, names the record; the rest is kept."""
    names = Counter(collapse(item.mention.name) for item in group)
    standard = _commonest([item.mention.standard for item in group if item.mention.standard])
    best = min(names, key=lambda name: (squash(name) != squash(standard), "(" in name, -len(name), name))
    others = {collapse(alias) for item in group for alias in item.mention.aliases} | set(names)
    scope = group[0].scope
    return AgencyRecord(
        id=record_id,
        name=best,
        kind=_commonest([item.mention.kind for item in group]) or group[0].mention.kind,
        standard=standard,
        region_code=scope if scope[:1].isdigit() else None,
        other_names=tuple(sorted(others - {best})),
        members=tuple(sorted({(item.article_id, item.mention.name) for item in group})),
    )


def _commonest(values: Sequence[str | None]) -> str | None:
    """The most frequent value; the alphabetically first where two are equally frequent."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
