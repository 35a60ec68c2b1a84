"""What the text says about "this agency owns that innovation", as named features of a (name, agency) pair.

Owners stand in a handful of places: in a bracket after the name, after "dari" or "milik", after a dash, or before the
name as the subject of its sentence or the head of its list item ("Dinas X: A (..), B (..)"). Features are pooled over
all places of the name and of the agency by taking the largest value; the weights are learned (models/).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from inovasi.nlp.lexicon import grammar, trigger_kinds
from inovasi.nlp.owner_layout import GOVERNMENT, Features, Layout, Place, Target
from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import CLOSE_BRACKETS, DASHES, OPEN_BRACKETS, STOPS, Span
from inovasi.types import AgencyMention

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
        for place in places:
            for key, value in _place_features(reading, span, tail, place, plan, name.starts).items():
                if value > found.get(key, 0.0):
                    found[key] = value
    found |= _tie_features(name, agency, plan, found)
    found |= _home_features(reading.agencies[agency], plan.traits[agency], homes)
    found |= _echo_features(name, agency, plan)
    return {k: v for k, v in found.items() if v}


def _around(places: Sequence[Place], start: int) -> Sequence[Place]:
    """The twelve places around ``start``: an article names its own government on every page."""
    i = bisect_left(places, start, key=lambda p: p.start)
    return places[max(0, i - 6) : i + 6]


def _tie_features(name: Target, agency: int, plan: Layout, found: Features) -> Features:
    """How this article writes owners, and whether the agency is written beside other names only."""
    tied = plan.ties.by_agency.get(agency, ())
    mine = sum(start in tied[bisect_left(tied, start) :][:1] for start in name.starts[:6])
    return {
        "tied": float(mine > 0),
        "tied_to_others": float(mine == 0 and len(tied) > 0),
        "tied_to_many": float(mine == 0 and len(tied) > 2),
        "untied": float(not tied),
        "style_after*close": plan.ties.share_after * found.get("after_close", 0.0),
        "style_before*close": plan.ties.share_before * found.get("before_close", 0.0),
        "style_after*before": plan.ties.share_after * found.get("before_same_first", 0.0),
        "style_before*after": plan.ties.share_before * found.get("after_close", 0.0),
    }


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
    reading = plan.reading
    found: Features = {"echoed": float(bool(spots))}
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


def _place_features(
    reading: Reading, span: Span, tail: int, place: Place, plan: Layout, own: Sequence[int]
) -> Features:
    tokens = reading.tokens
    start = tokens[span.first].start
    if abs(place.start - start) > FAR:
        return {"after_any": 1.0} if place.start > start else {"before_any": 1.0, "before_far": 1.0}
    side = "after" if place.start > start else "before"
    if _aside(reading, place):
        return {f"{side}_aside": 1.0}
    first, last = reading.sentence_at(start)
    same = first <= place.start < last
    same_line = "\n" not in reading.text[min(start, place.start) : max(start, place.end)]
    found: Features = {"same_sentence": float(same), "same_line": float(same_line)}
    if same_line and abs(place.start - start) < 600:
        found["line_alone"] = float(_alone(reading, start, place, plan, own))
    if place.start > start:
        found |= _after(reading, tail, place, plan, own, same=same)
    else:
        found |= _before(reading, span, place, plan, own, same=same)
    return found


def _aside(reading: Reading, place: Place) -> bool:
    """Whether the word before makes it a partner or a receiver: "bersama Dinas X", "diserahkan kepada Dinas X"."""
    first = reading.token_at(place.start)
    return any(t.text.casefold() in grammar("aside") for t in reading.tokens[max(0, first - 1) : first])


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
    bracketed = _in_brackets(reading, place)
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
        "after_late_bracket": float(bracketed and same and clear and reading.token_at(place.start) - tail > 2),
        "after_opens": float(_opens(reading, place)),
        "after_close": float(same and distance < 60 and clear),
        "after_same": float(same and clear),
        "after_next_sentence": float(not same and distance < 250 and clear),
        "after_in_role": float(place.in_role and distance < 300 and clear),
        "after_clear": float(clear),
    }
    return found | _link(reading, tail, place, same=same, clear=clear)


def _link(reading: Reading, tail: int, place: Place, *, same: bool, clear: bool) -> Features:
    """What joins a name and the agency after it."""
    tokens, at = reading.tokens, reading.token_at(place.start)
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
    agency_last = reading.token_at(place.end - 1)
    between = tokens[agency_last + 1 : span.first]
    agencies = plan.places_between(place.end, start)
    others = plan.names_between(place.end, start, own)
    gap = [t.text.casefold() for t in between[:4]]
    distance = start - place.end
    bracketed = _in_brackets(reading, place)
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
        "before_claimed": float(plan.ties.after.get(place.start, place.start) not in (*own, place.start)),
        "before_heading": float(_headed(plan, place.start, start)),
        "before_in_bracket": float(bracketed and clear),
        "before_in_role": float(place.in_role and distance < 300 and clear),
        "before_subject": float(place.start in plan.subjects and clear),
        "stop_between": float(any(t.text in STOPS for t in between[:40])),
    }
    return found


def _in_brackets(reading: Reading, place: Place) -> bool:
    """Whether the name of the agency is all that stands in a bracket."""
    first, last = reading.token_at(place.start), reading.token_at(place.end - 1) + 1
    opened = first > 0 and reading.tokens[first - 1].text in OPEN_BRACKETS
    return opened and last < len(reading.tokens) and reading.tokens[last].text in CLOSE_BRACKETS


def _headed(plan: Layout, place: int, start: int) -> bool:
    """Whether the place is the last one before ``start`` that has its line to itself."""
    i = bisect_left(plan.headings, start) - 1
    return i >= 0 and plan.headings[i] == place


def _opens(reading: Reading, place: Place) -> bool:
    """Whether what the agency has comes after it: "Dinas X melalui ...", "Dinas X: ...", "Dinas X (...)"."""
    after = reading.token_at(place.end - 1) + 1
    word = reading.tokens[after].text.casefold() if after < len(reading.tokens) else ""
    return word in OPEN_BRACKETS or word == ":" or trigger_kinds().get(word) in {"with", "via", "shows"}
