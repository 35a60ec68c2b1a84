"""What the text says about "this agency owns that innovation", as named features of a (name, agency) pair.

Owners stand in a handful of places: in a bracket after the name, after "dari" or "milik", after a dash, or before the
name as the subject of its sentence or the head of its list item ("Dinas X: A (..), B (..)"). Features are pooled over
all places of the name and of the agency by taking the largest value; the weights are learned (models/).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inovasi.nlp.cover import Cover
from inovasi.nlp.lexicon import grammar, trigger_kinds
from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import CLOSE_BRACKETS, CLOSE_QUOTES, DASHES, OPEN_BRACKETS, STOPS, Span, closing_bracket
from inovasi.types import Evidence

Features = dict[str, float]

GOVERNMENT = "pemda"
NATIONAL = frozenset({"kementerian", "direktorat", "deputi", "lembaga", "komisi"})
_LOCAL_UNITS = frozenset(
    {
        "dinas",
        "badan",
        "rsud",
        "puskesmas",
        "kecamatan",
        "kelurahan",
        "desa",
        "bagian",
        "polres",
        "polisi",
        "sekolah",
        "upt",
        "bumd",
        "satpol",
        "inspektorat",
    }
)

FAR = 5000
"""Characters beyond which nothing between a name and an agency is looked at."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of an agency."""

    start: int
    end: int
    agency: int  # index in reading.agencies
    evidence: Evidence
    in_role: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Agency places and name spans of an article, sorted by offset."""

    places: tuple[Place, ...]
    names: tuple[tuple[int, int], ...]
    subjects: frozenset[int]  # starts of places that open a sentence
    by_agency: Mapping[int, Sequence[Place]]
    agencies: tuple[Features, ...]  # what each agency is in this article

    def names_between(self, start: int, end: int) -> int:
        """How many names begin in the stretch."""
        return bisect_left(self.names, (end, 0)) - bisect_left(self.names, (start, 0))

    def places_between(self, start: int, end: int) -> int:
        """How many agency places begin in the stretch."""
        low = bisect_left(self.places, start, key=lambda p: p.start)
        return bisect_left(self.places, end, key=lambda p: p.start) - low

    def near(self, start: int, reach: int) -> set[int]:
        """Agencies with a place at most ``reach`` characters away."""
        low = bisect_left(self.places, start - reach, key=lambda p: p.start)
        high = bisect_left(self.places, start + reach, key=lambda p: p.start)
        return {p.agency for p in self.places[low:high]}

    def of(self, agency: int) -> Sequence[Place]:
        """The places of one agency."""
        return self.by_agency.get(agency, ())


def layout(reading: Reading, names: Sequence[tuple[int, int]]) -> Layout:
    """Index an article once; ``names`` are the character spans of all accepted names."""
    roles = Cover(
        len(reading.text), ((e.start, e.end) for o in reading.officials for e in o.evidence if e.field == "role")
    )
    starts = {reading.tokens[a].start for a, _ in reading.sentences}
    places = sorted(
        (
            Place(e.start, e.end, i, e, roles.holds(e.start, e.end))
            for i, agency in enumerate(reading.agencies)
            for e in agency.evidence
        ),
        key=lambda p: (p.start, p.end),
    )
    subjects = frozenset(p.start for p in places if p.start in starts)
    by_agency: dict[int, list[Place]] = {}
    for place in places:
        by_agency.setdefault(place.agency, []).append(place)
    agencies = _agency_features(reading, by_agency, subjects, len(names))
    return Layout(tuple(places), tuple(sorted(names)), subjects, by_agency, agencies)


def pair_features(reading: Reading, spans: Sequence[Span], agency: int, plan: Layout) -> Features:
    """Features of one (name, agency) pair, pooled over their places."""
    found = dict(plan.agencies[agency])
    places = _nearest(plan.of(agency), reading.tokens[spans[0].first].start)
    for span in spans[:6]:
        tail = tail_of(reading, span)
        for place in places:
            for name, value in _place_features(reading, span, tail, place, plan).items():
                if value > found.get(name, 0.0):
                    found[name] = value
    return found


def _nearest(places: Sequence[Place], start: int) -> Sequence[Place]:
    """The twelve places around ``start``: an article names its own government on every page."""
    i = bisect_left(places, start, key=lambda p: p.start)
    return places[max(0, i - 6) : i + 6]


def _agency_features(
    reading: Reading, by_agency: Mapping[int, Sequence[Place]], subjects: frozenset[int], names: int
) -> tuple[Features, ...]:
    """What an agency is in this article, whatever the name; one entry per agency."""
    units = sum(a.kind in _LOCAL_UNITS for a in reading.agencies)
    found = []
    for index, agency in enumerate(reading.agencies):
        places = by_agency.get(index, ())
        features: Features = {
            "government": float(agency.kind == GOVERNMENT),
            "national": float(agency.kind in NATIONAL),
            "local_unit": float(agency.kind in _LOCAL_UNITS),
            "often": float(len(places) >= 3),
            "only_one": float(len(reading.agencies) == 1),
            "first_agency": float(index == 0),
            "headline": float(agency.evidence[0].start < 250),
            "in_role": float(any(p.in_role for p in places)),
            "few_names": float(names <= 2),
            "opens_sentence": float(any(p.start in subjects for p in places)),
        }
        features["government*few_names"] = features["government"] * features["few_names"]
        features["local_unit*few_agencies"] = features["local_unit"] * float(units == 1)
        found.append({k: v for k, v in features.items() if v})
    return tuple(found)


def tail_of(reading: Reading, span: Span) -> int:
    """Token index after the name, its closing quote and its bracketed expansion."""
    tokens = reading.tokens
    i = span.last
    while i < len(tokens) and tokens[i].text in CLOSE_QUOTES:
        i += 1
    if i < len(tokens) and tokens[i].text in OPEN_BRACKETS:
        closing = closing_bracket(tokens, i, 60)
        if closing is not None and _long_near(reading, i + 1) is not None:
            i = closing + 1
    else:
        end = _long_near(reading, i)
        i = reading.token_at(end - 1) + 1 if end is not None else i
    while i < len(tokens) and tokens[i].text in CLOSE_QUOTES:
        i += 1
    return i


def _long_near(reading: Reading, i: int) -> int | None:
    """End of a long form that begins at token ``i`` or up to three tokens later ("GOROHO, Gerakan Orang Rumah ...")."""
    for token in reading.tokens[i : i + 4]:
        end = reading.long_ending_after(token.start)
        if end is not None:
            return end
    return None


def _place_features(reading: Reading, span: Span, tail: int, place: Place, plan: Layout) -> Features:
    tokens = reading.tokens
    start = tokens[span.first].start
    if abs(place.start - start) > FAR:
        return {"after_any": 1.0} if place.start > start else {"before_any": 1.0, "before_far": 1.0}
    first, last = reading.sentence_at(start)
    same = first <= place.start < last
    same_line = "\n" not in reading.text[min(start, place.start) : max(start, place.end)]
    found: Features = {"same_sentence": float(same), "same_line": float(same_line)}
    if place.start > start:
        found |= _after(reading, tail, place, plan, same=same)
    else:
        found |= _before(reading, span, place, plan, same=same)
    return found


def _after(reading: Reading, tail: int, place: Place, plan: Layout, *, same: bool) -> Features:
    """The agency follows the name."""
    tokens = reading.tokens
    if tail >= len(tokens):
        return {}
    begin = tokens[tail].start
    others = plan.names_between(begin, place.start)
    distance = place.start - begin
    found: Features = {"after_any": 1.0}
    if others:
        return found | {"after_other_name": 1.0, "after_far": float(distance > 200)}
    agency_token = reading.token_at(place.start)
    word_before = tokens[agency_token - 1].text if agency_token else ""
    immediate = agency_token - tail
    opener = tokens[tail].text
    owner = (
        any(t.text.casefold() in grammar("owner") for t in tokens[tail:agency_token][-5:])
        if 0 <= immediate <= 14
        else False
    )
    clear = plan.places_between(begin, place.start) == 0
    return found | {
        "after_bracket": float(opener in OPEN_BRACKETS and immediate <= 2),
        "after_dash": float(opener in DASHES | {"|"} and immediate <= 2),
        "after_cell": float("|" in {t.text for t in tokens[tail : tail + 2]} and immediate <= 12 and same),
        "after_comma": float(opener == "," and immediate <= 2),
        "after_directly": float(immediate == 0),
        "after_owner": float(owner and same and clear),
        "after_owner_next": float(word_before.casefold() in grammar("owner") and clear),
        "after_owner_sentence": float(word_before.casefold() in grammar("owner") and not same and clear),
        "after_close": float(same and distance < 60 and clear),
        "after_same": float(same and clear),
        "after_next_sentence": float(not same and distance < 250 and clear),
        "after_in_role": float(place.in_role and distance < 300 and clear),
        "after_clear": float(clear),
    }


def _before(reading: Reading, span: Span, place: Place, plan: Layout, *, same: bool) -> Features:
    """The agency precedes the name."""
    tokens = reading.tokens
    start = tokens[span.first].start
    agency_last = reading.token_at(place.end - 1)
    between = tokens[agency_last + 1 : span.first]
    agencies = plan.places_between(place.end, start)
    others = plan.names_between(place.end, start)
    gap = [t.text.casefold() for t in between[:4]]
    distance = start - place.end
    bracketed = (
        tokens[reading.token_at(place.start) - 1].text in OPEN_BRACKETS if reading.token_at(place.start) else False
    )
    closes = bool(between) and between[0].text in CLOSE_BRACKETS
    owner_before = tokens[reading.token_at(place.start) - 1].text.casefold() if reading.token_at(place.start) else ""
    earlier = plan.names_between(max(0, place.start - 120), place.start) > 0
    kinds = {trigger_kinds().get(w) for w in gap}
    clear = agencies == 0
    found: Features = {
        "before_any": 1.0,
        "before_clear": float(clear),
        "before_same": float(same and clear),
        "before_same_first": float(same and clear and others == 0),
        "before_colon": float(clear and ":" in gap[:2] and same),
        "before_dash": float(clear and bool(gap) and gap[0] in DASHES and others == 0),
        "before_with": float(clear and same and bool(kinds & {"with", "via", "named"}) and others == 0),
        "before_shows": float(clear and same and "shows" in kinds),
        "before_directly": float(clear and not between),
        "before_close": float(clear and distance < 50 and same),
        "before_carry": float(clear and same and others > 0),
        "before_previous_sentence": float(clear and not same and distance < 250),
        "before_far": float(distance > 400),
        "before_owner_of_earlier": float(
            earlier and (owner_before in grammar("owner") or owner_before in DASHES) and clear
        ),
        "before_in_bracket": float(bracketed and closes and clear),
        "before_in_role": float(place.in_role and distance < 300 and clear),
        "before_subject": float(place.start in plan.subjects and clear),
        "stop_between": float(any(t.text in STOPS for t in between[:40])),
    }
    return found
