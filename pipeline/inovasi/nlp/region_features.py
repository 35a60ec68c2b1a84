"""What the text says about "that innovation belongs to this region", as named features of a (name, region) pair.

A region never lies below the level of a regency: a kecamatan speaks for the regency around it. Places count by where
they stand to the name and by what they are: inside the name of an agency, in the role of an official, after "di".
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from inovasi.nlp.cover import Cover
from inovasi.nlp.lexicon import grammar, trigger_kinds
from inovasi.nlp.owner_layout import Features, Layout, Target
from inovasi.nlp.reading import Reading
from inovasi.nlp.region_index import parent
from inovasi.nlp.regions import main_region
from inovasi.nlp.spans import CLOSE_BRACKETS, DASHES, OPEN_BRACKETS
from inovasi.types import Evidence

HEADLINE = 250
_AT = frozenset(("di", "ke", "se"))
_TELLS = OPEN_BRACKETS | DASHES | {"|", ",", ":"}
_OWNS = frozenset(("dari", "asal", "milik", "oleh", "punya"))
_WORKS = frozenset(("inovasi", "terobosan", "program", "wakil", "jago", "jagoan", "andalan", "inovator", "karya"))
_CAPITAL = "31"
_FAR, _LINE, _CLOSE = 5000, 1500, 120  # characters between a name and a region
BESIDE = 25
"""Characters after the name of an agency in which its region may follow: "Puskesmas Rao, Kabupaten Pasaman"."""


class Spot(NamedTuple):
    """One place of a region: ``way`` says what it is part of or follows: name, body, role, bracket, at ...."""

    start: int
    end: int
    code: str
    way: str
    opens: int  # where the agency name that it lies in begins, or the place itself
    heads: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class RegionLayout:
    """The places of regions in an article, sorted, and what each region is in it, by code."""

    reading: Reading
    spots: tuple[Spot, ...]
    by_code: Mapping[str, Sequence[Spot]]
    traits: Mapping[str, Features]
    heads: tuple[int, ...]  # starts of places that innovations are said to be of
    starts: tuple[int, ...]  # of ``spots``

    def last_head(self, start: int) -> int | None:
        """The last of ``heads`` before ``start``."""
        i = bisect_left(self.heads, start) - 1
        return self.heads[i] if i >= 0 else None

    def between(self, start: int, end: int) -> int:
        """How many places begin in the stretch."""
        return bisect_left(self.starts, end) - bisect_left(self.starts, start)

    def holds(self, code: str, start: int, end: int) -> bool:
        """Whether a place of the region begins in the stretch."""
        spots = self.by_code[code]
        i = bisect_left(spots, start, key=_start)
        return i < len(spots) and spots[i].start < end

    def owned_by(self, code: str, end: int) -> bool:
        """Whether "milik" and a place of the region follow an agency: "RSUD X, rumah sakit milik Pemprov Y"."""
        stop = end + 3 * BESIDE
        return self.holds(code, end, stop) and "milik" in self.reading.text[end:stop]

    def near(self, start: int, reach: int) -> set[str]:
        """Codes with a place at most ``reach`` characters away."""
        low = bisect_left(self.starts, start - reach)
        return {s.code for s in self.spots[low : bisect_left(self.starts, start + reach)]}


def region_layout(reading: Reading, layout: Layout) -> RegionLayout:
    """Index the regions of an article once."""
    spots = tuple(sorted(_spots(reading, layout), key=lambda s: (s.start, s.end)))
    by_code: dict[str, list[Spot]] = {}
    for spot in spots:
        by_code.setdefault(spot.code, []).append(spot)
    heads = tuple(s.start for s in spots if s.heads)
    return RegionLayout(reading, spots, by_code, _traits(reading, spots, by_code), heads, tuple(s.start for s in spots))


def _spots(reading: Reading, layout: Layout) -> Iterator[Spot]:
    length = len(reading.text)
    bodies = {
        at.start: e.start
        for region in reading.regions
        for at in region.evidence
        for e in layout.over(at.start)
        if at.end <= e.end
    }
    named = Cover(length, layout.names)
    roles = Cover(length, ((e.start, e.end) for o in reading.officials for e in o.evidence if e.field == "role"))
    for region in reading.regions:
        code = parent(region.code).code
        for e in region.evidence:
            body = bodies.get(e.start)
            way = _way(reading, e.start) if body is None else "body"
            way = "role" if body is None and roles.holds(e.start, e.end) else way
            way = "bracket" if body is None and _in_brackets(reading, e) else way
            way = "name" if named.holds(e.start, e.end) else way
            yield Spot(e.start, e.end, code, way, e.start if body is None else body, _heads(reading, e.start), e)


def _way(reading: Reading, start: int) -> str:
    """By the word before: where something is, who takes it over, whose it is."""
    before = reading.token_at(start) - 1
    word = reading.tokens[before].text.casefold() if before >= 0 else ""
    return "at" if word in _AT else "copy" if word in grammar("copy") else "of" if word in _OWNS else "bare"


def _in_brackets(reading: Reading, place: Evidence) -> bool:
    """Whether the region is all that stands in a bracket: it is of what stands before that."""
    first, last = reading.token_at(place.start), reading.token_at(place.end - 1) + 1
    opened = first > 0 and reading.tokens[first - 1].text in OPEN_BRACKETS
    return opened and last < len(reading.tokens) and reading.tokens[last].text in CLOSE_BRACKETS


def _heads(reading: Reading, start: int) -> bool:
    """Whether innovations are said to be the region's: "tiga inovasi Kota X", "inovasi dari X", "dua wakil X"."""
    first = reading.token_at(start)
    words = [t.text.casefold() for t in reading.tokens[max(0, first - 3) : first]]
    while words and words[-1] in _OWNS | {"unggulan", "daerah", "pemkab", "pemkot", "pemprov", "pemerintah"}:
        words.pop()
    return bool(words) and words[-1] in _WORKS


def _traits(reading: Reading, spots: Sequence[Spot], by_code: Mapping[str, Sequence[Spot]]) -> Mapping[str, Features]:
    count = Counter(s.code for s in spots if s.way != "name")
    local = [c for c in by_code if len(c) > 2]
    most = max(local, key=lambda c: (count[c], -by_code[c][0].start), default=None)
    first = min(local, key=lambda c: by_code[c][0].start, default=None)
    main = main_region(reading)
    found = {}
    for code, own in by_code.items():
        ways = Counter(s.way for s in own)
        provincial = len(code) == 2
        traits: Features = {
            "share": count[code] / len(spots),
            "in_names": float(count[code] == 0),
            "province": float(provincial),
            "city": float(not provincial and code[3:4] == "7"),
            "main": float(main is not None and parent(main.code).code == code),
            "most": float(code == most),
            "first": float(code == first),
            "only": float(len(by_code) == 1),
            "only_local": float(not provincial and len(local) == 1),
            "headline": float(own[0].start < HEADLINE),
            "dateline": float(any(_dateline(reading, s) for s in own[:4])),
            "dateline_only": float(len(own) == 1 and _dateline(reading, own[0])),
            "capital": float(code.startswith(_CAPITAL)),
            "several": float(len(own) >= 3),
            "roles": float(ways["role"] > 0),
            "bodies": float(ways["body"] > 0),
            "bodies_3": float(ways["body"] >= 3),
            "only_at": float(ways["at"] == len(own)),
            "no_locals": float(provincial and not local),
            "many_locals": float(provincial and len(local) > 3),
            "around_most": float(provincial and most is not None and most.startswith(code)),
        }
        traits["province*share"] = traits["province"] * traits["share"]
        traits["province*main"] = traits["province"] * traits["main"]
        traits["province*roles"] = traits["province"] * traits["roles"]
        traits["province*bodies"] = traits["province"] * traits["bodies"]
        found[code] = {k: v for k, v in traits.items() if v}
    return found


def _dateline(reading: Reading, spot: Spot) -> bool:
    """A place that opens its line and is followed by a mark: where the reporter was."""
    before = reading.text[max(0, spot.start - 3) : spot.start]
    after = reading.text[spot.end : spot.end + 3].lstrip()[:1]
    opens = spot.start == 0 or "\n" in before
    return opens and after in {"-", "–", "—", ",", "(", "/", ":", "|"} and spot.start < 4 * HEADLINE


def home_features(name: Target, code: str, plan: RegionLayout, layout: Layout) -> Features:
    """Features of one (name, region) pair, pooled over their places."""
    found = dict(plan.traits[code])
    spots = plan.by_code[code]
    i = bisect_left(spots, name.starts[0], key=_start)
    around = spots[max(0, i - 6) : i + 6]
    reading = plan.reading
    for span, tail in zip(name.spans, name.tails, strict=True):
        start = reading.tokens[span.first].start
        spoken = _Name(start, reading.tokens[tail - 1].end, name.starts, reading.sentence_at(start))
        for spot in around:
            if -_FAR <= spot.start - start <= _FAR:
                found |= _spot_features(plan, layout, spoken, spot)
    return found


class _Name(NamedTuple):
    """One place of a name: ``end`` with its long form, ``own`` the starts of all its places."""

    start: int
    end: int
    own: Sequence[int]
    sentence: tuple[int, int]


def _spot_features(plan: RegionLayout, layout: Layout, name: _Name, spot: Spot) -> Features:
    start = name.start
    ahead = spot.start < start
    low, high = (spot.end, start) if ahead else (name.end, spot.start)
    if high < low:  # inside the name or its long form
        return {"inside": 1.0}
    if spot.way == "name":
        return {}
    if spot.way == "bracket" and ahead:
        return {"claimed_before": 1.0}
    claimed = layout.ties.before.get(spot.opens, start)
    if claimed != start and claimed not in name.own:
        return {"claimed_next": 1.0}
    others = layout.names_between(low, high, name.own)
    same = name.sentence[0] <= spot.start < name.sentence[1]
    found = _around(plan, spot, (low, high), others, same=same)
    if spot.heads and ahead:
        found["heads"] = 1.0
        if same:
            found["heads_same"] = 1.0
        if plan.last_head(start) == spot.start:
            found["heads_last"] = 1.0
    if high - low <= _CLOSE and not others:
        found |= dict.fromkeys(_beside(plan.reading, spot, (low, high)), 1.0)
    return found


def _around(plan: RegionLayout, spot: Spot, gap: tuple[int, int], others: int, *, same: bool) -> Features:
    """How far apart a name and a region are, and whether others stand between them."""
    low, high = gap
    side = "before" if spot.end == low else "after"
    clear = plan.between(low, high) == 0
    found = {side: 1.0}
    if clear:
        found[f"{side}_clear"] = found[f"{side}_clear_{spot.way}"] = 1.0
        if same:
            found[f"{side}_same"] = found[f"{side}_same_{spot.way}"] = 1.0
            if others == 0:
                found[f"{side}_own_{spot.way}"] = 1.0
    if high - low < _LINE and plan.reading.text.find("\n", low, high) < 0:
        found[f"{side}_line"] = 1.0
        if others == 0:
            found[f"{side}_line_own"] = 1.0
    if clear and not same and high - low < HEADLINE:
        found[f"{side}_next"] = 1.0
    return found


def _start(spot: Spot) -> int:
    return spot.start


def _beside(reading: Reading, spot: Spot, gap: tuple[int, int]) -> Iterator[str]:
    """What stands between a name and a region that are close."""
    low, high = gap
    side = "before" if spot.end == low else "after"
    tokens = reading.tokens[reading.token_at(low) + 1 : reading.token_at(high - 1) + 1] if high > low else ()
    words = [t.text.casefold() for t in tokens]
    yield f"{side}_close"
    if any(w in grammar("copy") for w in words):
        yield f"{side}_copy"
    if any(w in grammar("owner") for w in (words if side == "before" else words[-3:])):
        yield f"{side}_owner"
    if side == "after" and spot.way != "at" and (not words or (len(words) <= 2 and words[0] in _TELLS)):
        yield "after_told"
    if side == "before" and {trigger_kinds().get(w) for w in words[:4]} & {"with", "via", "named", "shows"}:
        yield "before_with"
    if side == "before" and (":" in words[:2] or (words and words[0] in DASHES)):
        yield "before_colon"
