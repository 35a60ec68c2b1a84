"""From pairs of name and role to persons: one per human being, with all mentions, nicknames and the completed role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from inovasi.nlp.mentions import Mention, find_mentions, name_key
from inovasi.nlp.person_names import NameSpan
from inovasi.nlp.reading import Reading
from inovasi.nlp.role_spans import RoleSpan
from inovasi.nlp.scene import Scene
from inovasi.text import collapse, fold
from inovasi.types import AgencyMention, Evidence, OfficialMention, RegionMention

_LOCAL = {"provinsi": {"provinsi"}, "kabupaten": {"kabupaten", "daerah"}, "kota": {"kota", "daerah"}}
_MOST_CANDIDATES = 20  # persons of one name part to compare; keeps a page of one repeated name linear


class Pair(NamedTuple):
    """A name and the role that the text gives it at one place."""

    name: NameSpan
    role: RoleSpan


@dataclass(slots=True)
class Person:
    """All pairs of one person; ``parts`` are the words of the fullest name, ``keys`` how they sound."""

    pairs: list[Pair]
    parts: tuple[str, ...]
    keys: tuple[str, ...]
    name: str
    mentions: list[Mention] = field(default_factory=list)


def find_people(reading: Reading, scene: Scene, pairs: list[Pair]) -> tuple[OfficialMention, ...]:
    """Merge ``pairs`` into persons and return one OfficialMention for each, in order of first appearance."""
    people = _merge(scene, pairs)
    taken = [(pair.name.first, pair.name.last) for pair in pairs]
    for mention in find_mentions(scene, [person.parts for person in people], taken):
        people[mention.person].mentions.append(mention)
    places = _Places(reading, scene, people)
    found = [_official(reading, scene, person, places) for person in people]
    return tuple(sorted(found, key=lambda official: min(e.start for e in official.evidence)))


def _merge(scene: Scene, pairs: list[Pair]) -> list[Person]:
    people: list[Person] = []
    by_key: dict[str, list[Person]] = {}
    for pair in pairs:
        parts = tuple(scene.words.raw[pair.name.first : pair.name.last])
        keys = tuple(name_key(part) for part in parts)
        name = scene.words.slice(pair.name.first, pair.name.last)
        person = next((p for p in _candidates(by_key, keys) if _same(p, keys, pair)), None)
        if person is None:
            person = Person([pair], parts, keys, name)
            people.append(person)
            for key in set(keys):
                by_key.setdefault(key, []).append(person)
            continue
        person.pairs.append(pair)
        if (len(parts), len(name)) > (len(person.parts), len(person.name)):
            for key in set(keys) - set(person.keys):
                by_key.setdefault(key, []).append(person)
            person.parts, person.keys, person.name = parts, keys, name
    return people


def _candidates(by_key: dict[str, list[Person]], keys: tuple[str, ...]) -> Iterator[Person]:
    for key in keys:
        if len(key) > 1:
            yield from by_key.get(key, ())[:_MOST_CANDIDATES]


def _same(person: Person, keys: tuple[str, ...], pair: Pair) -> bool:
    """Equal by sound, or one name inside the other; a single common name needs the same role too."""
    mine, other = set(person.keys), set(keys)
    if mine == other:
        return True
    small, large = sorted((mine, other), key=len)
    if not small <= large:
        return False
    same_role = any(p.role.role.full == pair.role.role.full for p in person.pairs)
    return same_role or len(small) >= 2


class _Places:
    """Where the local roles of an article belong, for the ones that come without a place ("Wabup Ahmad")."""

    def __init__(self, reading: Reading, scene: Scene, people: list[Person]) -> None:
        self.regions: dict[int, RegionMention] = {e.start: r for r in reading.regions for e in r.evidence}
        self.agencies: dict[int, AgencyMention] = {e.start: a for a in reading.agencies for e in a.evidence}
        self.by_level: dict[str, Counter[str]] = {
            level: Counter() for level in ("provinsi", "kabupaten", "kota", "daerah")
        }
        for person in people:
            for pair in person.pairs:
                counter = self.by_level.get(pair.role.role.level)
                if counter is not None and pair.role.place is not None:
                    counter[collapse(scene.words.slice(*pair.role.place))] += 1
        for region in reading.regions:
            if region.kind in {"kabupaten", "kota"}:
                self.by_level[region.kind].update({region.name.removeprefix("Kabupaten ").removeprefix("Kota "): 0})

    def completing(self, level: str) -> str | None:
        """The one place that the article's roles of ``level`` have; None where there are several or none."""
        levels = {"daerah": ("daerah", "kabupaten", "kota")}.get(level, (level, "daerah"))
        if level not in self.by_level:
            return None
        named = {place for lev in levels for place, count in self.by_level[lev].items() if count}
        named = named or {place for lev in levels for place in self.by_level[lev]}
        return next(iter(named)) if len(named) == 1 else None


def _official(reading: Reading, scene: Scene, person: Person, places: _Places) -> OfficialMention:
    words = scene.words
    best = max(person.pairs, key=lambda pair: (pair.role.place is not None, pair.role.last - pair.role.first))
    start, end = words.starts[best.role.first], words.ends[best.role.last - 1]
    role = _role_text(reading, scene, best.role, places)
    region = next((r for s, r in places.regions.items() if start <= s < end), None)
    agency = next((a for s, a in places.agencies.items() if start <= s < end), None)
    status = next((pair.role.status for pair in person.pairs if pair.role.status), None)
    evidence = _evidence(reading, scene, person)
    return OfficialMention(
        name=collapse(person.name),
        role=role,
        status=status,
        agency=agency.name if agency else _body_text(scene, best.role),
        region=region.name if region else (agency.region if agency else None),
        region_code=region.code if region else (agency.region_code if agency else None),
        aliases=_aliases(person, evidence),
        evidence=evidence,
    )


def _role_text(reading: Reading, scene: Scene, span: RoleSpan, places: _Places) -> str:
    """The role as written, completed: "Wabup" becomes "Wabup OKI", "Direkturnya" becomes "Direktur RSUD Margono"."""
    text = collapse(scene.words.slice(span.first, span.last))
    if text.count("(") > text.count(")"):
        text += ")"
    if span.owned:
        head = span.role.full if span.head_last == span.last else text
        start = scene.words.starts[span.first]
        before = [e for a in reading.agencies for e in a.evidence if start - 600 <= e.start and e.end <= start]
        body = max(before, key=lambda e: e.end, default=None)
        return f"{head} {collapse(body.quote)}" if body else head
    if span.place is None and span.role.takes == "place" and span.head_last == span.last:
        place = places.completing(span.role.level)
        return f"{text} {place}" if place else text
    return text


def _body_text(scene: Scene, span: RoleSpan) -> str | None:
    """The body that a "Kepala", "Direktur" ... heads, as the role has it."""
    if span.role.takes != "body" or span.owned or span.last <= span.head_last:
        return None
    if span.role.full not in {"Kepala", "Direktur", "Ketua", "Sekretaris", "Wakil Ketua", "Wakil Kepala", "Rektor"}:
        return None
    return collapse(scene.words.slice(span.head_last, span.last))


def _evidence(reading: Reading, scene: Scene, person: Person) -> tuple[Evidence, ...]:
    words = scene.words
    spans: set[tuple[int, int, str]] = set()
    for pair in person.pairs:
        spans.add((words.starts[pair.name.first], words.ends[pair.name.last - 1], "official"))
        spans.add((words.starts[pair.role.first], words.ends[pair.role.last - 1], "role"))
    for mention in person.mentions:
        spans.add((words.starts[mention.first], words.ends[mention.last - 1], "official"))
    return tuple(reading.evidence(name, start, end) for start, end, name in sorted(spans))


def _aliases(person: Person, evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    """Every other form of the name that the text uses, in order of appearance."""
    forms = (collapse(e.quote) for e in evidence if e.field == "official")
    full = fold(person.name)
    return tuple(dict.fromkeys(form for form in forms if fold(form) != full))
