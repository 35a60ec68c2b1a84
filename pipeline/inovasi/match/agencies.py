"""Agency mentions to agency records: one body under its short, long and former names, one record for each region."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inovasi.match.agency_groups import ShortForms, join_changes
from inovasi.match.bodies import Body, succeeds
from inovasi.match.context import Reading
from inovasi.match.identity import Founder, ids, member_ids
from inovasi.match.normal import Normal
from inovasi.match.places import Place, Places
from inovasi.match.reorganised import Seen, seen
from inovasi.match.union import Union
from inovasi.match.words import NATIONAL
from inovasi.text import collapse, squash
from inovasi.types import AgencyMention, AgencyRecord, Member

KIND = "agy"
_NATIONAL_SCOPE = "nasional"
_INNER = re.compile(r"\(([^)]*)\)?")


@dataclass(frozen=True, slots=True)
class AgencyItem:
    """One agency of one article. ``scope`` is the region it is told apart by; ``keys`` are its names without region.

    An agency whose region nobody gives is scoped to its own article: "Dinas Kesehatan" exists five hundred times.
    """

    mention: AgencyMention
    member: Member
    rank: tuple[str, str, int]
    published: str | None
    main: Body
    keys: tuple[str, ...]
    scope: str

    @property
    def name(self) -> str:
        """What two items of one body share, if nothing else is known of them."""
        return self.keys[0]

    @property
    def alike(self) -> tuple[str, ...]:
        """By what an item follows others when a record is divided, the closest first."""
        return (self.name,)

    @property
    def founder(self) -> Founder:
        """What the id is made of."""
        place = "" if self.scope.startswith("article ") else self.scope
        return Founder(self.name, place, self.rank, self.member.id, KIND)


def agency_records(found: Sequence[Reading], places: Places) -> tuple[AgencyRecord, ...]:
    """One record for each body, sorted by id."""
    scopes: defaultdict[str, list[AgencyItem]] = defaultdict(list)
    for item in agency_items(found, places):
        scopes[item.scope].append(item)
    short_forms = ShortForms()
    groups = [group for scope in sorted(scopes) for group in _grouped(scopes[scope], short_forms)]
    named = ids(KIND, [group[0].founder for group in groups])
    records = [agency_record(name, group) for name, group in zip(named, groups, strict=True)]
    return tuple(sorted(records, key=lambda record: record.id))


def agency_items(found: Iterable[Reading], places: Places) -> list[AgencyItem]:
    """Every agency of these articles that has a name to go by."""
    normal = Normal(places)
    items: list[AgencyItem] = []
    for reading in found:
        article_id = reading.extraction.article_id
        listed = reading.extraction.agencies
        for position, key in enumerate(member_ids(f"{KIND}:{article_id}", [mention.name for mention in listed])):
            mention = listed[position]
            main = normal.owner(mention)
            if main is not None:
                member = Member(key, article_id, mention.name, position)
                keys = _keys(mention, main, normal)
                scope = _scope(mention, main, reading)
                items.append(AgencyItem(mention, member, reading.rank(position), reading.published, main, keys, scope))
    return items


def _keys(mention: AgencyMention, main: Body, normal: Normal) -> tuple[str, ...]:
    """Every name of an agency without its region, the main one first."""
    spelled = [mention.name, *([mention.standard] if mention.standard else ()), *mention.aliases]
    if "(" in mention.name:
        spelled += _INNER.findall(mention.name)
    bodies = [found for text in spelled if (found := normal.body(text))]
    return tuple(dict.fromkeys([main.key, *(b.key for b in bodies if b.topic or len(b.head) > 3)]))


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


def _grouped(items: list[AgencyItem], short_forms: ShortForms) -> list[list[AgencyItem]]:
    """The items of one scope as bodies, each in founding order."""
    names = sorted({key for item in items for key in item.keys})
    index = {name: i for i, name in enumerate(names)}
    union = Union(len(names))
    for item in items:
        for key in item.keys:
            union.join(index[item.name], index[key])
    short_forms.join(names, union)

    def by_root() -> dict[int, list[AgencyItem]]:
        found: defaultdict[int, list[AgencyItem]] = defaultdict(list)
        for item in sorted(items, key=lambda item: (item.rank, item.mention.name)):
            found[union.root(index[item.name])].append(item)
        return found

    before = by_root()
    if not items[0].scope[:1].isdigit():  # what usually happens in a region says nothing of the whole country
        return [before[root] for root in sorted(before)]

    def seen_of(root: int) -> Seen:
        return seen((item.member.article_id, item.published) for item in before.get(root, ()))

    groups = by_root() if join_changes(names, union, seen_of) else before
    return [groups[root] for root in sorted(groups)]


def agency_record(record_id: str, group: Sequence[AgencyItem]) -> AgencyRecord:
    """The record of one body, of which ``group`` has the items in founding order.

    Its name is a present one, not one from before a reorganisation: the standard name if an article has it, else the
    fullest without brackets, of equally full ones the first in the alphabet. The rest is kept as other names.
    """
    present = _present(group)
    names = {collapse(item.mention.name) for item in present}
    standard = commonest([item.mention.standard for item in present if item.mention.standard])
    best = min(names, key=lambda name: (squash(name) != squash(standard), "(" in name, -len(name), name))
    others = {collapse(text) for item in group for text in (item.mention.name, *item.mention.aliases)}
    scope = group[0].scope
    return AgencyRecord(
        id=record_id,
        name=best,
        kind=commonest([item.mention.kind for item in present]) or present[0].mention.kind,
        standard=standard,
        region_code=scope if scope[:1].isdigit() else None,
        other_names=tuple(sorted(others - {best})),
        members=tuple(item.member for item in group),
    )


def _present(group: Sequence[AgencyItem]) -> Sequence[AgencyItem]:
    """The items whose body has none of the others for its successor; all, where names went round in a circle."""
    bodies = {item.name: item.main for item in group}
    if len(bodies) == 1:
        return group
    former = {
        key for key, old in bodies.items() if any(succeeds(new, old) for name, new in bodies.items() if name != key)
    }
    return [item for item in group if item.name not in former] or group


def commonest(values: Sequence[str | None]) -> str | None:
    """The most frequent value; the alphabetically first where two are equally frequent."""
    distinct = set(values)
    if len(distinct) < 2:
        return next(iter(distinct), None)
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
