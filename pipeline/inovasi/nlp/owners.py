"""Which agency and which region an innovation belongs to.

The agency is the one with the best learned score over the features of ``owner_features``; below a floor the text gives
no hint and the innovation stays without one. The region is read from what stands around the name, then from the
agency, then from the article.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from inovasi.nlp.layers import Layer
from inovasi.nlp.owner_features import Layout, Place, pair_features, tail_of
from inovasi.nlp.reading import Reading
from inovasi.nlp.region_index import parent
from inovasi.nlp.regions import main_region
from inovasi.nlp.spans import DASHES, OPEN_BRACKETS, Span
from inovasi.types import AgencyMention, Evidence, RegionMention

AGENCY_FLOOR = 0.2
"""Least probability of the best agency; below it the innovation stays without one."""


@dataclass(frozen=True, slots=True)
class Owner:
    """An agency with the place that speaks for it."""

    agency: AgencyMention
    evidence: Evidence
    probability: float


@dataclass(frozen=True, slots=True)
class Home:
    """A region (never below regency level) with the place that speaks for it."""

    name: str
    code: str
    evidence: Evidence


def agency_owner(reading: Reading, spans: Sequence[Span], plan: Layout, layer: Layer) -> Owner | None:
    """The most probable agency, or None."""
    best, best_index = AGENCY_FLOOR, -1
    for index in range(len(reading.agencies)):
        probability = layer.probability(pair_features(reading, spans, index, plan))
        if probability > best + 1e-9:
            best, best_index = probability, index
    if best_index < 0:
        return None
    place = _nearest(reading, spans, [p for p in plan.places if p.agency == best_index])
    return Owner(reading.agencies[best_index], place.evidence, best)


def _nearest(reading: Reading, spans: Sequence[Span], places: Sequence[Place]) -> Place:
    starts = [reading.tokens[s.first].start for s in spans]
    return min(places, key=lambda p: (min(abs(p.start - s) for s in starts), p.start))


def region_owner(reading: Reading, spans: Sequence[Span], owner: Owner | None) -> Home | None:
    """The region: told right after the name, by the agency's own name, right before the name, or by the article."""
    outside = _outside_agencies(reading)
    told = [_told_after(reading, span, outside) for span in spans]
    before = [_told_before(reading, span, outside) for span in spans]
    own = _inside_agency(reading, owner) if owner is not None else None
    for found in (*told, own, *before):
        if found is not None:
            return found
    main = main_region(reading)
    return _home(main, main.evidence[0]) if main is not None else None


def _home(region: RegionMention, evidence: Evidence) -> Home:
    if region.kind == "kecamatan":
        upper = parent(region.code)
        return Home(upper.name, upper.code, evidence)
    return Home(region.name, region.code, evidence)


def _outside_agencies(reading: Reading) -> list[tuple[int, RegionMention, Evidence]]:
    """Places of regions that are no part of an agency's name, sorted."""
    bodies = sorted((e.start, e.end) for a in reading.agencies for e in a.evidence)
    found = []
    for region in reading.regions:
        for e in region.evidence:
            i = bisect_left(bodies, (e.start + 1, 0))
            if not any(a <= e.start and e.end <= b for a, b in bodies[max(0, i - 4) : i]):
                found.append((e.start, region, e))
    return sorted(found, key=lambda item: item[0])


def _told_after(reading: Reading, span: Span, places: Sequence[tuple[int, RegionMention, Evidence]]) -> Home | None:
    """ "NAME (Muaraenim)", "NAME – Kabupaten Pinrang", "NAME dari Kabupaten Y"."""
    tokens = reading.tokens
    i = tail_of(reading, span)
    if i >= len(tokens):
        return None
    if (
        tokens[i].text in OPEN_BRACKETS
        or tokens[i].text in DASHES | {"|"}
        or tokens[i].text in {"dari", "asal", "milik"}
    ):
        i += 1
    elif not span.last == i:
        return None
    else:
        return None
    start = tokens[i].start if i < len(tokens) else -1
    return next((_home(r, e) for at, r, e in places if start <= at <= start + 1), None)


def _inside_agency(reading: Reading, owner: Owner) -> Home | None:
    for e in owner.agency.evidence:
        for region in reading.regions:
            for place in region.evidence:
                if e.start <= place.start and place.end <= e.end and region.kind != "kecamatan":
                    return _home(region, place)
    return None


def _told_before(reading: Reading, span: Span, places: Sequence[tuple[int, RegionMention, Evidence]]) -> Home | None:
    """A region right before the name in its own clause ("Kabupaten Pinrang dengan Jabat Erat")."""
    start = reading.tokens[span.first].start
    floor = reading.sentence_at(start)[0]
    i = bisect_left(places, start, key=lambda item: item[0]) - 1
    if i < 0 or places[i][0] < floor:
        return None
    at, region, e = places[i]
    before = reading.text[max(0, at - 2) : at].strip()
    dateline = at - floor < 2 and reading.text[e.end : e.end + 3].strip()[:1] in {"-", "–", "—", ",", "(", "/"}
    if dateline or before.endswith(("(", "[")) or start - e.end > 40:
        return None  # a dateline says where the reporter was
    return _home(region, e)
