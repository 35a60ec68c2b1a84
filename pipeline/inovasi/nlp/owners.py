"""Which agency and which region an innovation belongs to, judged by where they stand around its name.

Owners stand in a handful of places: in a bracket after the name, after "dari/milik/karya", after a dash, or before the
name as the subject of its sentence or the head of its list item ("Dinas X: A (..), B (..)"). The nearer and the more
explicit place wins; the article's own government is the last resort.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from inovasi.nlp.reading import Reading
from inovasi.nlp.regions import main_region
from inovasi.nlp.spans import CLOSE_BRACKETS, CLOSE_QUOTES, DASHES, OPEN_BRACKETS, STOPS, Span, closing_bracket
from inovasi.types import AgencyMention, Evidence, RegionMention

_OWNER_WORDS = frozenset({"dari", "milik", "oleh", "karya", "garapan", "buatan", "besutan", "kepunyaan", "gagasan", "inisiasi", "susunan", "ide", "pada", "di", "asal", "usulan", "rancangan", "digagas", "dikembangkan", "diinisiasi", "dibuat", "dimiliki", "diluncurkan", "dijalankan", "juga", "yang", "persembahan", "inovator", "diusung", "dibawa", "wakil", "merupakan"})
GOVERNMENTS = frozenset({"pemda", "pemerintah", "pemkab", "pemkot", "pemprov"})


class Placed(NamedTuple):
    """One place of an agency or a region."""

    start: int
    end: int
    item: AgencyMention | RegionMention
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Owner:
    """What was found; lower ``rank`` is more explicit."""

    rank: int
    item: AgencyMention | RegionMention
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Map:
    """Places of agencies, of regions that stand outside agencies, and of the names, each sorted by offset."""

    agencies: tuple[Placed, ...]
    regions: tuple[Placed, ...]
    names: tuple[tuple[int, int], ...]

    def agency_at(self, start: int) -> Placed | None:
        return _at(self.agencies, start)

    def region_at(self, start: int) -> Placed | None:
        return _at(self.regions, start)

    def name_between(self, start: int, end: int) -> bool:
        """True when another name begins in the stretch."""
        i = bisect_left(self.names, (start, 0))
        return i < len(self.names) and self.names[i][0] < end


def _at(places: Sequence[Placed], start: int) -> Placed | None:
    i = bisect_left(places, start, key=lambda p: p.start)
    return places[i] if i < len(places) and places[i].start == start else None


def make_map(reading: Reading, names: Sequence[tuple[int, int]]) -> Map:
    """Index the places of an article once; ``names`` are the character spans of all accepted names."""
    agencies = _places(reading.agencies)
    regions = [
        p for p in _places(reading.regions) if not any(a.start <= p.start and p.end <= a.end for a in _near(agencies, p))
    ]
    return Map(tuple(agencies), tuple(regions), tuple(sorted(names)))


def _places(items: Sequence[AgencyMention] | Sequence[RegionMention]) -> list[Placed]:
    found = [Placed(e.start, e.end, item, e) for item in items for e in item.evidence]
    return sorted(found, key=lambda p: (p.start, p.end))


def _near(agencies: Sequence[Placed], place: Placed) -> Sequence[Placed]:
    i = bisect_left(agencies, place.start + 1, key=lambda p: p.start)
    return agencies[max(0, i - 3) : i]


def agency_owner(reading: Reading, spans: Sequence[Span], places: Map) -> Owner | None:
    """The agency that owns the name with these places, or None when the text gives no hint at all."""
    found = [o for span in spans for o in _agency_candidates(reading, span, places)]
    if found:
        return min(found, key=lambda o: (o.rank, o.evidence.start))
    return _default_agency(reading)


def _agency_candidates(reading: Reading, span: Span, places: Map) -> Iterator[Owner]:
    after = _after(reading, span, places, agency=True)
    if after is not None:
        yield after
    yield from _before(reading, span, places)


def _after(reading: Reading, span: Span, places: Map, *, agency: bool) -> Owner | None:
    """Read on from the end of the name: over its expansion, over owner words, to an agency (or a region)."""
    tokens = reading.tokens
    look = places.agency_at if agency else places.region_at
    i = span.last
    rank = 0
    steps = 0
    limit = reading.sentence_at(tokens[span.first].start)[1]
    while i < len(tokens) and steps < 7 and tokens[i].start < limit:
        text = tokens[i].text
        hit = look(tokens[i].start)
        if hit is not None:
            return Owner(rank, hit.item, hit.evidence)
        if text in OPEN_BRACKETS:
            inside = look(tokens[i + 1].start) if i + 1 < len(tokens) else None
            if inside is not None:
                return Owner(0, inside.item, inside.evidence)
            closing = closing_bracket(tokens, i, 60)
            if closing is None:
                return None
            i = closing + 1
            continue
        if text.casefold() in _OWNER_WORDS:
            rank = 1
        elif text == "," and rank == 0 and _owner_word_follows(reading, i + 1):
            rank = 1
        elif text not in CLOSE_QUOTES and text not in DASHES and text not in CLOSE_BRACKETS:
            if rank == 0 or steps > 4 or text in STOPS or text == ",":
                return None
        if places.name_between(tokens[i].start, tokens[i].end):
            return None
        i += 1
        steps += 1
    return None


def _owner_word_follows(reading: Reading, i: int) -> bool:
    words = {"milik", "karya", "garapan", "buatan", "besutan", "gagasan", "dari", "oleh", "inovasi"}
    return i < len(reading.tokens) and reading.tokens[i].text.casefold() in words


def _before(reading: Reading, span: Span, places: Map) -> Iterator[Owner]:
    """The nearest agency to the left in the sentence; one in a bracket, or owner of an earlier name, is passed over."""
    start = reading.tokens[span.first].start
    floor = reading.sentence_at(start)[0]
    i = bisect_left(places.agencies, start, key=lambda p: p.start) - 1
    while i >= 0 and places.agencies[i].start >= floor:
        place = places.agencies[i]
        i -= 1
        if place.end > start or _in_bracket(reading, place) or _owns_earlier(reading, place, places, floor):
            continue
        between = reading.text[place.end : start].strip()
        rank = 2 if len(between) < 60 or places.name_between(place.end, start) else 3
        yield Owner(rank, place.item, place.evidence)
        return


def _in_bracket(reading: Reading, place: Placed) -> bool:
    before = reading.text[max(0, place.start - 2) : place.start].strip()
    return before.endswith(("(", "["))


def _owns_earlier(reading: Reading, place: Placed, places: Map, floor: int) -> bool:
    """ "A dari Dinas X, B dari ...": the agency belongs to the name before it."""
    token = reading.token_at(place.start) - 1
    word = reading.tokens[token].text.casefold() if token >= 0 else ""
    if word not in {"dari", "milik", "oleh", "karya", "garapan", "buatan", "besutan", "–", "-", "gagasan"}:
        return False
    return places.name_between(max(floor, place.start - 90), place.start)


def _default_agency(reading: Reading) -> Owner | None:
    """The article's own government, when it names one: Pemkab X where X is the region the article is about."""
    region = main_region(reading)
    for agency in reading.agencies:
        if agency.kind in GOVERNMENTS and (region is None or agency.region_code in {None, region.code}):
            return Owner(5, agency, agency.evidence[0])
    return None


def region_owner(reading: Reading, spans: Sequence[Span], places: Map, agency: Owner | None) -> Owner | None:
    """The region of a name: told after the name, by the agency's own name, before the name, or by the article."""
    for span in spans:
        after = _after(reading, span, places, agency=False)
        if after is not None and after.rank <= 1:
            return after
    if agency is not None and agency.rank < 5:
        own = _region_inside(reading, agency)
        if own is not None:
            return own
    for span in spans:
        before = _region_before(reading, span, places)
        if before is not None:
            return before
    main = main_region(reading)
    return Owner(5, main, main.evidence[0]) if main is not None else None


def _region_inside(reading: Reading, agency: Owner) -> Owner | None:
    assert isinstance(agency.item, AgencyMention)
    for e in agency.item.evidence:
        for region in reading.regions:
            for place in region.evidence:
                if e.start <= place.start and place.end <= e.end:
                    return Owner(2, region, place)
    return None


def _region_before(reading: Reading, span: Span, places: Map) -> Owner | None:
    """A region named before the name in its own clause ("Kabupaten Pinrang dengan Jabat Erat")."""
    start = reading.tokens[span.first].start
    floor = reading.sentence_at(start)[0]
    i = bisect_left(places.regions, start, key=lambda p: p.start) - 1
    if i < 0 or places.regions[i].start < floor or places.regions[i].end > start:
        return None
    place = places.regions[i]
    if _in_bracket(reading, place) or place.start - floor < 2 and reading.text[place.end : place.end + 3].strip()[:1] in "-–—,(":
        return None  # a dateline says where the reporter was
    return Owner(4, place.item, place.evidence) if start - place.end < 60 else None
