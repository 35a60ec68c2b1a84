"""From pairs of name and role to persons: one per human being, with all mentions, nicknames and the completed role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from inovasi.nlp.mentions import Mention, find_mentions, name_key
from inovasi.nlp.person_names import NameSpan
from inovasi.nlp.reading import Reading
from inovasi.nlp.role_places import Places, body_text, role_text
from inovasi.nlp.role_spans import RoleSpan
from inovasi.nlp.scene import Scene
from inovasi.text import collapse, fold
from inovasi.types import Evidence, OfficialMention

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
    places = Places(reading, scene, [pair.role for person in people for pair in person.pairs])
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


def _official(reading: Reading, scene: Scene, person: Person, places: Places) -> OfficialMention:
    words = scene.words
    best = max(person.pairs, key=lambda pair: _worth(scene, pair.role))
    span = best.role
    start, end = words.starts[span.head_last - 1], words.ends[span.last - 1]
    place = places.completing(span)
    agency = places.agency_in(start, end)
    region = places.region_in(start, end) or (places.region_called(place) if place else None)
    return OfficialMention(
        name=collapse(person.name),
        role=role_text(reading, scene, span, place),
        status=next((pair.role.status for pair in person.pairs if pair.role.status), None),
        agency=agency.name if agency else body_text(scene, span),
        region=region.name if region else (agency.region if agency else None),
        region_code=region.code if region else (agency.region_code if agency else None),
        aliases=_aliases(person, evidence := _evidence(reading, scene, person)),
        evidence=evidence,
    )


def _worth(scene: Scene, span: RoleSpan) -> tuple[bool, bool, int, int]:
    """Which of a person's roles to show: one with its body or place, then one in full words, then the first."""
    complete = span.place is not None if span.role.takes == "place" else span.last > span.head_last
    head = scene.words.low[span.head_last - 1]
    in_full = head in span.role.full.lower().split() or scene.words.low[span.first] in span.role.full.lower().split()
    return complete, in_full, 0 if complete else span.last - span.first, -span.first


def _evidence(reading: Reading, scene: Scene, person: Person) -> tuple[Evidence, ...]:
    words = scene.words
    spans: set[tuple[int, int, str]] = set()
    for pair in person.pairs:
        spans.add((words.starts[pair.name.first], words.ends[pair.name.last - 1], "official"))
        start, end = words.starts[pair.role.first], words.ends[pair.role.last - 1]
        if reading.text[end : end + 1] == ")" and "(" in reading.text[start:end]:
            end += 1
        spans.add((start, end, "role"))
    for mention in person.mentions:
        spans.add((words.starts[mention.first], words.ends[mention.last - 1], "official"))
    return tuple(reading.evidence(name, start, end) for start, end, name in sorted(spans))


def _aliases(person: Person, evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    """Every other form of the name that the text uses, in order of appearance."""
    forms = (collapse(e.quote) for e in evidence if e.field == "official")
    full = fold(person.name)
    return tuple(dict.fromkeys(form for form in forms if fold(form) != full))
