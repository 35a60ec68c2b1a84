"""Government organisations named in an article: one mention per body, whatever forms its name takes there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inovasi.nlp.agency_groups import Group, grouped
from inovasi.nlp.agency_index import levels, standard
from inovasi.nlp.agency_parts import Body
from inovasi.nlp.agency_scan import AgencyScanner
from inovasi.nlp.phrases import Phrases
from inovasi.nlp.place_words import words
from inovasi.nlp.reading import Reading
from inovasi.nlp.region_index import parent
from inovasi.nlp.regions import main_region
from inovasi.text import squash
from inovasi.types import AgencyMention, RegionMention

_MIN_OWN_SHORT = 3  # letters of a short form that only this article defines


def find_agencies(reading: Reading) -> tuple[AgencyMention, ...]:
    """One mention per government body, in order of first appearance, with every place as evidence."""
    scanner = AgencyScanner(reading)
    bodies = _without_classrooms(scanner, list(scanner.bodies()))
    if not bodies:
        return ()
    bodies += _own_shorts(scanner, bodies)
    home = main_region(reading)
    return tuple(_mention(reading, group, home) for group in grouped(bodies))


def _without_classrooms(scanner: AgencyScanner, bodies: list[Body]) -> list[Body]:
    """In a text about pupils' inventions, schools are where they learn; else a school may own what it began."""
    taught = any(b.kind == "sekolah" and b.first and scanner.keys[b.first - 1] in words("pupil") for b in bodies)
    return [b for b in bodies if b.kind != "sekolah"] if taught else bodies


def _own_shorts(scanner: AgencyScanner, bodies: Sequence[Body]) -> Iterable[Body]:
    """Later places of short forms that no gazetteer holds but this article spelled out: "... (Puslatbang KHAN)"."""
    own = {squash(b.short): b for b in bodies if b.short and len(squash(b.short)) >= _MIN_OWN_SHORT}
    if not own:
        return
    phrases = Phrases((b.short, b) for b in own.values() if b.short)
    taken = {i for b in bodies for i in range(b.first, b.last)}
    for i in range(scanner.count):
        opens = phrases.starts(scanner.keys[i]) and scanner.keys[i] and i not in taken and scanner.capital(i)
        hit = phrases.at(scanner.keys, i) if opens else None
        if hit is not None and not taken.intersection(range(i, hit[0])):
            yield Body(i, hit[0], hit[1].kind, scanner.text(i, hit[0]), None, hit[1].region, solo=True)


def _mention(reading: Reading, group: Group, home: RegionMention | None) -> AgencyMention:
    bodies = sorted(group.bodies, key=lambda b: b.first)
    spots = [(reading.tokens[b.first].start, reading.tokens[b.last - 1].end) for b in bodies]
    texts = [reading.text[start:end] for start, end in spots]
    name = max(texts, key=len)
    aliases = dict.fromkeys(t for t in texts if t != name)
    aliases.update(dict.fromkeys(b.short for b in bodies if b.short))
    long = next((s for b in bodies if (s := standard(b.core, b.kind))), None)
    local = levels().get(group.kind, "any") == "local"
    region = group.region or (home if local else None)
    place = parent(region.code) if region else None  # a kecamatan governs no body by itself
    return AgencyMention(
        name=name,
        kind=group.kind,
        standard=long,
        region=place.name if place else None,
        region_code=place.code if place else None,
        aliases=tuple(aliases),
        evidence=tuple(reading.evidence("agency", start, end) for start, end in spots),
    )
