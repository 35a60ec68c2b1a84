"""What the text says about "this agency owns that innovation", as named features of a (name, agency) pair.

Owners stand in a handful of places: in a bracket after the name, after "dari" or "milik", after a dash, or before the
name as the subject of its sentence or the head of its list item ("Dinas X: A (..), B (..)"). Features are pooled over
all places of the name and of the agency by taking the largest value; the weights are learned (models/).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from inovasi.nlp.lexicon import grammar, trigger_kinds
from inovasi.nlp.owner_layout import GOVERNMENT, Features, Layout, Place, Target
from inovasi.nlp.reading import Reading
from inovasi.nlp.region_features import BESIDE, RegionLayout
from inovasi.nlp.spans import DASHES, OPEN_BRACKETS, STOPS, Span
from inovasi.types import AgencyMention

_PROVINCIAL = re.compile(r"biro\b|rsj|rumah sakit jiwa|polda\b|kejati|kanwil")
FAR = 5000
"""Characters beyond which nothing between a name and an agency is looked at."""


def pair_features(name: Target, agency: int, plan: Layout, homes: Mapping[str, float]) -> Features:
    """Features of one (name, agency) pair, pooled over their places.

    ``homes`` says how likely each region (by code) is the name's.
    """
    reading = plan.reading
    found = dict(plan.traits[agency])
    places = _around(plan.of(agency), name.starts[0])
    for span, tail in zip(name.spans, name.tails, strict=True):
        first = reading.tokens[span.first].start
        sentence = reading.sentence_at(first)
        for place in places:
            for key, value in _place_features(_Name(span, tail, first, sentence, name.starts), place, plan).items():
                if value and value > found.get(key, 0.0):
                    found[key] = value
    extras = (
        _tie_features(name, agency, plan, found),
        _home_features(reading.agencies[agency], plan.traits[agency], homes),
        _echo_features(name, agency, plan),
    )
    for extra in extras:
        found |= {key: value for key, value in extra.items() if value}
    return found


class _Name(NamedTuple):
    """One place of a name: the token after it and its long form, its first character, its sentence, ``own`` the starts
    of all its places."""

    span: Span
    tail: int
    start: int
    sentence: tuple[int, int]
    own: Sequence[int]


def _around(places: Sequence[Place], start: int) -> Sequence[Place]:
    """The twelve places around ``start``: an article names its own government on every page."""
    i = bisect_left(places, start, key=lambda p: p.start)
    return places[max(0, i - 6) : i + 6]


def _tie_features(name: Target, agency: int, plan: Layout, found: Features) -> Features:
    """How this article writes owners, and whether the agency is written beside other names only."""
    tied = plan.ties.by_agency.get(agency, ())
    features: Features = {"untied": 1.0}
    if tied:
        spots = ((bisect_left(tied, start), start) for start in name.starts[:6])
        mine = any(start in tied[i : i + 1] for i, start in spots)
        features = {"tied": 1.0} if mine else {"tied_to_others": 1.0, "tied_to_many": float(len(tied) > 2)}
    close, before = found.get("after_close", 0.0), found.get("before_close", 0.0)
    if plan.ties.share_after:
        features["style_after*close"] = plan.ties.share_after * close
        features["style_after*before"] = plan.ties.share_after * found.get("before_same_first", 0.0)
    if plan.ties.share_before:
        features["style_before*close"] = plan.ties.share_before * before
        features["style_before*after"] = plan.ties.share_before * close
    return features


def _home_features(agency: AgencyMention, traits: Features, homes: Mapping[str, float]) -> Features:
    """Whether the agency is of the region that the name seems to belong to."""
    code = agency.region_code
    if code is None:
        return {"no_home": 1.0}
    likely = homes.get(code, 0.0)
    government = agency.kind == GOVERNMENT
    return {
        "home": likely,
        "home*government": likely * government,
        "home*planner": likely * traits.get("planner", 0.0),
        "other_home": float(likely < 0.1),
        "other_home*government": float(likely < 0.1 and government),
    }


def _echo_features(name: Target, agency: int, plan: Layout) -> Features:
    """Places that speak of the agency by its head, its village or its kind, in the line of the name or beside it."""
    spots = plan.echoes.get(agency, ())
    if not spots:
        return {}
    reading = plan.reading
    found: Features = {"echoed": 1.0}
    for start, tail in zip((reading.tokens[s.first].start for s in name.spans), name.tails, strict=True):
        end = reading.tokens[tail - 1].end
        first, last = reading.sentence_at(start)
        i = bisect_left(spots, (start, 0))
        for at, stop in spots[max(0, i - 2) : i + 2]:
            low, high = (stop, start) if at < start else (end, at)
            clear = high - low < 400 and plan.places_between(low, high) == 0
            side = "before" if at < start else "after"
            others = plan.names_between(low, high, name.starts)
            found[f"echo_{side}_same"] = max(found.get(f"echo_{side}_same", 0.0), float(first <= at < last and clear))
            close = clear and others == 0 and "\n\n" not in reading.text[low:high]
            found[f"echo_{side}_near"] = max(found.get(f"echo_{side}_near", 0.0), float(close))
    return found


def _place_features(name: _Name, place: Place, plan: Layout) -> Features:
    start = name.start
    follows = place.start > start
    if not -FAR <= place.start - start <= FAR:
        return {"after_any": 1.0} if follows else {"before_any": 1.0, "before_far": 1.0}
    if place.aside:
        return {"after_aside" if follows else "before_aside": 1.0}
    reading = plan.reading
    same = name.sentence[0] <= place.start < name.sentence[1]
    low, high = (start, place.end) if follows else (place.start, max(start, place.end))
    same_line = reading.text.find("\n", low, high) < 0
    found: Features = {"same_sentence": float(same), "same_line": float(same_line)}
    if same_line and -600 < place.start - start < 600:
        found["line_alone"] = float(_alone(reading, start, place, plan, name.own))
    if follows:
        found |= _after(reading, name.tail, place, plan, name.own, same=same)
    else:
        found |= _before(reading, name.span, place, plan, name.own, same=same)
    return found


def _alone(reading: Reading, start: int, place: Place, plan: Layout, own: Sequence[int]) -> bool:
    """Whether the line has no other name and no other agency: an item of a list, or a paragraph on one thing."""
    first = reading.text.rfind("\n", max(0, start - 800), start) + 1
    last = reading.text.find("\n", start, start + 800)
    last = last if last >= 0 else min(len(reading.text), start + 800)
    return plan.names_between(first, last, own) == 0 and plan.places_between(first, last) == 1


def _after(reading: Reading, tail: int, place: Place, plan: Layout, own: Sequence[int], *, same: bool) -> Features:
    """The agency follows the name."""
    tokens = reading.tokens
    if tail >= len(tokens):
        return {}
    begin = tokens[tail].start
    others = plan.names_between(begin, place.start, own)
    distance = place.start - begin
    bracketed = place.bracketed
    clear = plan.places_between(begin, place.start) == 0
    found: Features = {
        "after_any": 1.0,
        "after_claimed": float(plan.ties.before.get(place.start, place.start) not in (*own, place.start)),
    }
    if others:
        shared = float(bracketed and same and clear)
        return found | {
            "after_shared_bracket": shared,
            "after_shared_bracket*style": shared * plan.ties.share_after,
            "after_other_name": 1.0,
            "after_far": float(distance > 200),
        }
    found |= {
        "after_late_bracket": float(bracketed and same and clear and place.first - tail > 2),
        "after_opens": float(place.opens),
        "after_close": float(same and distance < 60 and clear),
        "after_same": float(same and clear),
        "after_next_sentence": float(not same and distance < 250 and clear),
        "after_in_role": float(place.in_role and distance < 300 and clear),
        "after_clear": float(clear),
    }
    return found | _link(reading, tail, place, same=same, clear=clear)


def _link(reading: Reading, tail: int, place: Place, *, same: bool, clear: bool) -> Features:
    """What joins a name and the agency after it."""
    tokens, at = reading.tokens, place.first
    opener, gap = tokens[tail].text, at - tail
    before = tokens[at - 1].text.casefold() if at else ""
    next_to = before in grammar("owned_by") and clear
    near = [t.text.casefold() for t in tokens[tail:at][-5:]] if 0 <= gap <= 14 else []
    return {
        "after_bracket": float(opener in OPEN_BRACKETS and gap <= 2),
        "after_dash": float(opener in DASHES | {"|"} and gap <= 2),
        "after_cell": float("|" in {t.text for t in tokens[tail : tail + 2]} and gap <= 12 and same),
        "after_comma": float(opener == "," and gap <= 2),
        "after_directly": float(gap == 0),
        "after_owner": float(any(w in grammar("owned_by") for w in near) and same and clear),
        "after_owner_next": float(next_to),
        "after_owner_sentence": float(next_to and not same),
        "after_at": float(before == "di" and gap <= 1 and clear),
    }


def _before(reading: Reading, span: Span, place: Place, plan: Layout, own: Sequence[int], *, same: bool) -> Features:
    """The agency precedes the name."""
    tokens = reading.tokens
    start = tokens[span.first].start
    distance = start - place.end
    between = [t.text for t in tokens[place.after : min(span.first, place.after + 40)]]
    found: Features = {
        "before_any": 1.0,
        "before_far": float(distance > 400),
        "before_claimed": float(plan.ties.after.get(place.start, place.start) not in (*own, place.start)),
        "before_heading": float(_headed(plan, place.start, start)),
        "stop_between": float(not STOPS.isdisjoint(between)),
    }
    if plan.places_between(place.end, start) != 0:
        return found
    others = plan.names_between(place.end, start, own)
    gap = [word.casefold() for word in between[:4]]
    kinds = {trigger_kinds().get(w) for w in gap} if same else set()
    return found | {
        "before_clear": 1.0,
        "before_same": float(same),
        "before_same_first": float(same and others == 0),
        "before_colon": float(":" in gap[:2] and same),
        "before_dash": float(bool(gap) and gap[0] in DASHES and others == 0),
        "before_with": float(bool(kinds & {"with", "via", "named"}) and others == 0),
        "before_shows": float("shows" in kinds),
        "before_directly": float(not between),
        "before_close": float(distance < 50 and same),
        "before_carry": float(same and others > 0),
        "before_previous_sentence": float(not same and distance < 250),
        "before_in_bracket": float(place.bracketed),
        "before_in_role": float(place.in_role and distance < 300),
        "before_subject": float(place.start in plan.subjects),
    }


def _headed(plan: Layout, place: int, start: int) -> bool:
    """Whether the place is the last one before ``start`` that has its line to itself."""
    i = bisect_left(plan.headings, start) - 1
    return i >= 0 and plan.headings[i] == place


def owner_home_features(code: str, owner: int | None, name: Target, plan: RegionLayout, layout: Layout) -> Features:
    """How the owner of the name (index of the agency) speaks for a region."""
    if owner is None:
        traits = plan.traits[code]
        return {"no_owner*main": traits.get("main", 0.0), "no_owner*most": traits.get("most", 0.0)}
    agency = plan.reading.agencies[owner]
    places = layout.of(owner)
    i = bisect_left(places, name.starts[0], key=lambda p: p.start)
    around = places[max(0, i - 4) : i + 4]
    inside = any(plan.holds(code, p.start, p.end) for p in places[:20])
    home = agency.region_code == code
    found = {
        "owner_says": float(inside),
        "owner_beside": float(any(plan.holds(code, p.end, p.end + BESIDE) for p in around)),
        "owner_of": float(any(plan.owned_by(code, p.end) for p in places[:20])),
        "owner_home": float(home),
        "owner_provincial": float(len(code) == 2 and _PROVINCIAL.match(agency.name.casefold()) is not None),
        "owner_assumed": float(home and not inside),
        "owner_over": float(agency.region_code is not None and len(code) == 2 and agency.region_code[:2] == code),
        "owner_national": layout.traits[owner].get("national", 0.0) * plan.traits[code].get("main", 0.0),
    }
    return {key: value for key, value in found.items() if value}
