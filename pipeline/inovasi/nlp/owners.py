"""Which agency and which region an innovation belongs to.

The agency is the one with the best learned score over the features of ``owner_features``; below a floor the text gives
no hint and the innovation stays without one. The region is read from what stands around the name, then from the
agency, then from the article.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from inovasi.nlp.cover import Cover
from inovasi.nlp.layers import Layer
from inovasi.nlp.owner_features import Layout, Place, pair_features, tail_of
from inovasi.nlp.reading import Reading
from inovasi.nlp.region_index import parent
from inovasi.nlp.regions import main_region
from inovasi.nlp.spans import DASHES, OPEN_BRACKETS, Span
from inovasi.types import AgencyMention, Evidence, RegionMention

AGENCY_FLOOR = 0.2
"""Least probability of the best agency; below it the innovation stays without one."""

REACH = 4000
"""Characters to each side of a name in which an agency may be its owner."""


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
    for index in _within_reach(reading, spans, plan):
        probability = layer.probability(pair_features(reading, spans, index, plan))
        if probability > best + 1e-9:
            best, best_index = probability, index
    if best_index < 0:
        return None
    place = _nearest(reading, spans, plan.of(best_index))
    return Owner(reading.agencies[best_index], place.evidence, best)


def _within_reach(reading: Reading, spans: Sequence[Span], plan: Layout) -> list[int]:
    """Agencies worth a look: those around the name, and the first few of the article."""
    found = set(range(min(6, len(reading.agencies))))
    for span in spans[:6]:
        found |= plan.near(reading.tokens[span.first].start, REACH)
    return sorted(found)


def _nearest(reading: Reading, spans: Sequence[Span], places: Sequence[Place]) -> Place:
    """The place of the agency that is closest to a place of the name."""
    found = []
    for span in spans:
        start = reading.tokens[span.first].start
        i = bisect_left(places, start, key=lambda p: p.start)
        found += [(abs(p.start - start), p.start, p) for p in places[max(0, i - 1) : i + 1]]
    return min(found, key=lambda item: item[:2])[2]


class RegionPlan:
    """Places of regions in an article: inside agency names, outside them, and the region of the whole article."""

    def __init__(self, reading: Reading) -> None:
        bodies = Cover(len(reading.text), ((e.start, e.end) for a in reading.agencies for e in a.evidence))
        places = [(e.start, region, e) for region in reading.regions for e in region.evidence]
        self.inside = sorted((p for p in places if bodies.holds(p[0], p[2].end)), key=lambda p: p[0])
        self.outside = sorted((p for p in places if not bodies.holds(p[0], p[2].end)), key=lambda p: p[0])
        main = main_region(reading)
        self.main = _home(main, main.evidence[0]) if main is not None else None

    def starting_at(self, start: int, slack: int) -> Home | None:
        """A region outside agencies that begins at ``start`` or up to ``slack`` characters later."""
        i = bisect_left(self.outside, start, key=lambda p: p[0])
        if i < len(self.outside) and self.outside[i][0] <= start + slack:
            return _home(self.outside[i][1], self.outside[i][2])
        return None

    def before(self, start: int) -> tuple[int, RegionMention, Evidence] | None:
        """The last place outside agencies that begins before ``start``."""
        i = bisect_left(self.outside, start, key=lambda p: p[0]) - 1
        return self.outside[i] if i >= 0 else None

    def within(self, start: int, end: int) -> Home | None:
        """The first region (no district) inside the span of an agency name."""
        i = bisect_left(self.inside, start, key=lambda p: p[0])
        for at, region, e in self.inside[i : i + 4]:
            if at < end and e.end <= end and region.kind != "kecamatan":
                return _home(region, e)
        return None


def region_owner(reading: Reading, spans: Sequence[Span], owner: Owner | None, plan: RegionPlan) -> Home | None:
    """The region: told right after the name, by the agency's own name, right before the name, or by the article."""
    for span in spans:
        told = _told_after(reading, span, plan)
        if told is not None:
            return told
    if owner is not None:
        for e in owner.agency.evidence[:20]:
            own = plan.within(e.start, e.end)
            if own is not None:
                return own
    for span in spans:
        before = _told_before(reading, span, plan)
        if before is not None:
            return before
    return plan.main


def _home(region: RegionMention, evidence: Evidence) -> Home:
    if region.kind == "kecamatan":
        upper = parent(region.code)
        return Home(upper.name, upper.code, evidence)
    return Home(region.name, region.code, evidence)


def _told_after(reading: Reading, span: Span, plan: RegionPlan) -> Home | None:
    """ "NAME (Muaraenim)", "NAME – Kabupaten Pinrang", "NAME dari Kabupaten Y"."""
    tokens = reading.tokens
    i = tail_of(reading, span)
    if i + 1 >= len(tokens) or tokens[i].text not in _TELLS:
        return None
    return plan.starting_at(tokens[i + 1].start, slack=1)


_TELLS = OPEN_BRACKETS | DASHES | {"|", "dari", "asal", "milik"}


def _told_before(reading: Reading, span: Span, plan: RegionPlan) -> Home | None:
    """A region right before the name in its own clause ("Kabupaten Pinrang dengan Jabat Erat")."""
    start = reading.tokens[span.first].start
    floor = reading.sentence_at(start)[0]
    place = plan.before(start)
    if place is None or place[0] < floor:
        return None
    at, region, e = place
    before = reading.text[max(0, at - 2) : at].strip()
    dateline = at - floor < 2 and reading.text[e.end : e.end + 3].strip()[:1] in {"-", "–", "—", ",", "(", "/"}
    if dateline or before.endswith(("(", "[")) or start - e.end > 40:
        return None  # a dateline says where the reporter was
    return _home(region, e)
