"""Where the names, the agencies and the heads of agencies of an article stand, indexed once for many questions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from inovasi.nlp.agency_echoes import echoes
from inovasi.nlp.cover import Cover
from inovasi.nlp.lexicon import grammar, trigger_kinds
from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import CLOSE_BRACKETS, CLOSE_QUOTES, OPEN_BRACKETS, STOPS, Span, closing_bracket, offsets
from inovasi.types import Evidence

Features = dict[str, float]

GOVERNMENT = "pemda"
NATIONAL = frozenset({"kementerian", "direktorat", "deputi", "lembaga", "komisi"})
LOCAL_UNITS = frozenset(
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
_PLANNERS = re.compile(
    r"\b(?:bappe|bapel|bapeda|barenlit|baperida|balitbang|litbang|brida|riset|perencanaan|organisasi)"
)
TIE = 3
_ENDS = STOPS | CLOSE_BRACKETS | {"dan", "serta", "sedangkan", "sementara", "lalu", "kemudian", "bersama"}
"""Tokens between a name and an agency that is written right beside it."""


class Place(NamedTuple):
    """One place of an agency."""

    start: int
    end: int
    agency: int  # index in reading.agencies
    evidence: Evidence
    in_role: bool
    first: int  # token index
    after: int  # index of the token after it
    aside: bool  # the word before makes it a partner or a receiver: "bersama Dinas X", "diserahkan kepada Dinas X"
    bracketed: bool  # it is all that stands in a bracket
    opens: bool  # what it has comes after it: "Dinas X melalui ...", "Dinas X: ...", "Dinas X (...)"


@dataclass(frozen=True, slots=True)
class Target:
    """One name: its places, where each begins (characters, sorted), and the token after each with its long form."""

    spans: tuple[Span, ...]
    starts: tuple[int, ...]
    tails: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ties:
    """Names with an agency written right beside them ("A (Dinas X)", "Dinas X: A").

    ``by_agency`` has the starts of such names, sorted; ``after`` and ``before`` the start of the name by the start of
    the agency that follows it, or that it follows; the shares count places of names.
    """

    by_agency: Mapping[int, Sequence[int]]
    after: Mapping[int, int]
    before: Mapping[int, int]
    share_after: float
    share_before: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Agency places and name spans of an article, sorted by offset. ``echoes`` are places that only speak of one."""

    reading: Reading
    places: tuple[Place, ...]
    names: tuple[tuple[int, int], ...]
    subjects: frozenset[int]  # starts of places that open a sentence
    by_agency: Mapping[int, Sequence[Place]]
    echoes: Mapping[int, Sequence[tuple[int, int]]]
    ties: Ties
    headings: tuple[int, ...]  # starts of places that have their line to themselves
    traits: tuple[Features, ...]  # what each agency is in this article, whatever the name
    name_starts: tuple[int, ...]  # of ``names``
    place_starts: tuple[int, ...]  # of ``places``

    def names_between(self, start: int, end: int, own: Sequence[int] = ()) -> int:
        """How many names begin in the stretch; those that begin at ``own`` (sorted) do not count."""
        found = bisect_left(self.name_starts, end) - bisect_left(self.name_starts, start)
        return found - (bisect_left(own, end) - bisect_left(own, start))

    def places_between(self, start: int, end: int) -> int:
        """How many agency places begin in the stretch."""
        return bisect_left(self.place_starts, end) - bisect_left(self.place_starts, start)

    def over(self, start: int) -> Sequence[Evidence]:
        """The last place of an agency that begins at or before ``start``."""
        i = bisect_left(self.place_starts, start + 1) - 1
        return [self.places[i].evidence] if i >= 0 else []

    def near(self, start: int, reach: int) -> set[int]:
        """Agencies with a place at most ``reach`` characters away."""
        low = bisect_left(self.place_starts, start - reach)
        high = bisect_left(self.place_starts, start + reach)
        return {p.agency for p in self.places[low:high]}

    def of(self, agency: int) -> Sequence[Place]:
        """The places of one agency."""
        return self.by_agency.get(agency, ())


def target(reading: Reading, spans: Sequence[Span]) -> Target:
    """The places of one name as the features ask for them; the first six speak for all."""
    starts = tuple(sorted(reading.tokens[s.first].start for s in spans))
    return Target(tuple(spans[:6]), starts, tuple(tail_of(reading, s) for s in spans[:6]))


def layout(reading: Reading, names: Sequence[Sequence[Span]]) -> Layout:
    """Index an article once; ``names`` are the places of every accepted name."""
    roles = Cover(
        len(reading.text), ((e.start, e.end) for o in reading.officials for e in o.evidence if e.field == "role")
    )
    starts = {reading.tokens[a].start for a, _ in reading.sentences}
    places = sorted(
        (_place(reading, i, e, roles) for i, agency in enumerate(reading.agencies) for e in agency.evidence),
        key=lambda p: (p.start, p.end),
    )
    subjects = frozenset(p.start for p in places if p.start in starts)
    by_agency: dict[int, list[Place]] = {}
    for place in places:
        by_agency.setdefault(place.agency, []).append(place)
    spans = sorted({offsets(reading, s): s for name in names for s in name}.items())
    ties = _ties(reading, [s for _, s in spans], places)
    at = tuple(span for span, _ in spans)
    headings = tuple(p.start for p in places if _heads(reading.text, p))
    traits = tuple(_traits(reading, i, by_agency, subjects, len(at)) for i in range(len(reading.agencies)))
    return Layout(
        reading,
        tuple(places),
        at,
        subjects,
        by_agency,
        echoes(reading),
        ties,
        headings,
        traits,
        tuple(start for start, _ in at),
        tuple(p.start for p in places),
    )


def _place(reading: Reading, agency: int, e: Evidence, roles: Cover) -> Place:
    tokens = reading.tokens
    first, after = reading.token_at(e.start), reading.token_at(e.end - 1) + 1
    before = tokens[first - 1].text if first > 0 else ""
    behind = tokens[after].text if after < len(tokens) else ""
    return Place(
        e.start,
        e.end,
        agency,
        e,
        roles.holds(e.start, e.end),
        first,
        after,
        before.casefold() in grammar("aside"),
        before in OPEN_BRACKETS and behind in CLOSE_BRACKETS,
        behind in OPEN_BRACKETS or behind == ":" or trigger_kinds().get(behind.casefold()) in {"with", "via", "shows"},
    )


def _heads(text: str, place: Place) -> bool:
    """Whether the agency is all that its line has, a number or a colon aside."""
    before = text[max(0, place.start - 6) : place.start].rpartition("\n")
    after = text[place.end : place.end + 6].partition("\n")
    return bool(before[1] and after[1]) and not re.search(r"[^\W\d_]", before[2] + after[0])


def _traits(
    reading: Reading, index: int, by_agency: Mapping[int, Sequence[Place]], subjects: frozenset[int], names: int
) -> Features:
    agency, places = reading.agencies[index], by_agency.get(index, ())
    features: Features = {
        "government": float(agency.kind == GOVERNMENT),
        "national": float(agency.kind in NATIONAL),
        "local_unit": float(agency.kind in LOCAL_UNITS),
        "often": float(len(places) >= 3),
        "only_one": float(len(reading.agencies) == 1),
        "first_agency": float(index == 0),
        "headline": float(agency.evidence[0].start < 250),
        "in_role": float(any(p.in_role for p in places)),
        "few_names": float(names <= 2),
        "opens_sentence": float(any(p.start in subjects for p in places)),
        "planner": float(_PLANNERS.search(agency.name.casefold()) is not None),
        "provincial": float(agency.region_code is not None and len(agency.region_code) == 2),
    }
    features["government*few_names"] = features["government"] * features["few_names"]
    return {k: v for k, v in features.items() if v}


def _ties(reading: Reading, spans: Sequence[Span], places: Sequence[Place]) -> Ties:
    by_agency: dict[int, list[int]] = {}
    after: dict[int, int] = {}
    before: dict[int, int] = {}
    starts = [p.start for p in places]
    for span in spans:
        start, tail = reading.tokens[span.first].start, tail_of(reading, span)
        i = bisect_left(starts, reading.tokens[tail - 1].end)
        if i < len(places) and _tied(reading, tail, places[i].first):
            after[places[i].start] = start
            by_agency.setdefault(places[i].agency, []).append(start)
        i = bisect_left(starts, start) - 1
        if i >= 0 and _tied(reading, places[i].after, span.first):
            before[places[i].start] = start
            by_agency.setdefault(places[i].agency, []).append(start)
    total = max(1, len(spans))
    return Ties(by_agency, after, before, len(after) / total, len(before) / total)


def _tied(reading: Reading, first: int, last: int) -> bool:
    """Whether at most a few tokens stand between, none of which ends an item."""
    return first <= last <= first + TIE and not any(t.text.casefold() in _ENDS for t in reading.tokens[first:last])


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
