"""What the text says about "this agency owns that innovation", as named features of a (name, agency) pair.

Owners stand in a handful of places: in a bracket after the name, after "dari/milik/karya", after a dash, before the name
as the subject of its sentence or the head of its list item ("Dinas X: A (..), B (..)"). Features are pooled over all
places of the name and of the agency by taking the largest value; the weights are learned (models/).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from inovasi.nlp.lexicon import grammar, trigger_kinds
from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import CLOSE_BRACKETS, CLOSE_QUOTES, DASHES, OPEN_BRACKETS, STOPS, Span, closing_bracket
from inovasi.types import AgencyMention, Evidence

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
    subjects: frozenset[int]  # agencies whose place opens a sentence

    def names_between(self, start: int, end: int) -> int:
        """How many names begin in the stretch."""
        return bisect_left(self.names, (end, 0)) - bisect_left(self.names, (start, 0))

    def places_between(self, start: int, end: int) -> int:
        """How many agency places begin in the stretch."""
        low = bisect_left(self.places, start, key=lambda p: p.start)
        return bisect_left(self.places, end, key=lambda p: p.start) - low


def layout(reading: Reading, names: Sequence[tuple[int, int]]) -> Layout:
    """Index an article once; ``names`` are the character spans of all accepted names."""
    roles = [(e.start, e.end) for o in reading.officials for e in o.evidence if e.field == "role"]
    starts = {reading.tokens[a].start for a, _ in reading.sentences}
    places = sorted(
        (
            Place(e.start, e.end, i, e, any(a <= e.start and e.end <= b for a, b in roles))
            for i, agency in enumerate(reading.agencies)
            for e in agency.evidence
        ),
        key=lambda p: (p.start, p.end),
    )
    subjects = frozenset(p.start for p in places if p.start in starts)
    return Layout(tuple(places), tuple(sorted(names)), subjects)


def pair_features(reading: Reading, spans: Sequence[Span], agency: int, plan: Layout) -> Features:
    """Features of one (name, agency) pair, pooled over their places."""
    found = _agency_features(reading, agency, plan)
    places = [p for p in plan.places if p.agency == agency]
    for span in spans[:6]:
        tail = tail_of(reading, span)
        for place in places[:12]:
            for name, value in _place_features(reading, span, tail, place, plan).items():
                if value > found.get(name, 0.0):
                    found[name] = value
    return found


def _agency_features(reading: Reading, index: int, plan: Layout) -> Features:
    agency: AgencyMention = reading.agencies[index]
    count = sum(p.agency == index for p in plan.places)
    found: Features = {
        "government": float(agency.kind == GOVERNMENT),
        "national": float(agency.kind in NATIONAL),
        "local_unit": float(agency.kind in _LOCAL_UNITS),
        "often": float(count >= 3),
        "only_one": float(len(reading.agencies) == 1),
        "first_agency": float(index == 0),
        "headline": float(agency.evidence[0].start < 250),
        "in_role": float(any(p.in_role for p in plan.places if p.agency == index)),
        "few_names": float(len(plan.names) <= 2),
        "opens_sentence": float(any(p.start in plan.subjects for p in plan.places if p.agency == index)),
    }
    found["government*few_names"] = found["government"] * found["few_names"]
    found["local_unit*few_agencies"] = found["local_unit"] * float(
        sum(a.kind in _LOCAL_UNITS for a in reading.agencies) == 1
    )
    return {k: v for k, v in found.items() if v}


def tail_of(reading: Reading, span: Span) -> int:
    """Token index after the name, its closing quote and its bracketed expansion."""
    tokens = reading.tokens
    i = span.last
    while i < len(tokens) and tokens[i].text in CLOSE_QUOTES:
        i += 1
    if i < len(tokens) and tokens[i].text in OPEN_BRACKETS:
        closing = closing_bracket(tokens, i, 60)
        spelled = any(
            e.field == "long" and tokens[i].start < e.start <= tokens[i].start + 3
            for x in reading.expansions
            for e in x.evidence
        )
        if closing is not None and spelled:
            i = closing + 1
    else:
        i = _after_comma_expansion(reading, i)
    while i < len(tokens) and tokens[i].text in CLOSE_QUOTES:
        i += 1
    return i


def _after_comma_expansion(reading: Reading, i: int) -> int:
    """ "GOROHO, Gerakan Orang Rumah ... (Kelurahan X)": read over a long form that follows without a bracket."""
    start = reading.tokens[i].start if i < len(reading.tokens) else len(reading.text)
    for expansion in reading.expansions:
        for e in expansion.evidence:
            if e.field == "long" and start <= e.start <= start + 20:
                return reading.token_at(e.end - 1) + 1
    return i


def _place_features(reading: Reading, span: Span, tail: int, place: Place, plan: Layout) -> Features:
    tokens = reading.tokens
    start = tokens[span.first].start
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
