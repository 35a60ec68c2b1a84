"""Regions named in an article, with official codes; the region an article is about; the region of a span.

``region_scan`` finds the places where a region may stand. Here the article as a whole decides what an ambiguous name
means (Kota or Kabupaten Malang, Mura in Sumatra or in Kalimantan) and whether an everyday word is a region at all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import zip_longest

from inovasi.nlp.phrases import keys_of
from inovasi.nlp.reading import Reading
from inovasi.nlp.region_index import Place, districts, forms, places
from inovasi.nlp.region_scan import Find, Scan, scan
from inovasi.types import RegionMention

_HEADLINE = 250  # characters in which the dateline and the headline of an article stand
_DATELINE_WEIGHT, _DATELINE_REACH = 2, 6  # tokens that a town's name and the mark after it may take
_DATELINE_MARKS = frozenset((",", "-", "–", "—", "--", "(", "|", ":"))
_CAPITAL = "31"  # national events happen in Jakarta: as a dateline it says nothing about the subject


def find_regions(reading: Reading) -> tuple[RegionMention, ...]:
    """One mention per distinct region, in order of first appearance, with every place as evidence."""
    found = scan(reading)
    chosen = _choose(found, reading)
    grouped: dict[str, list[tuple[int, int, int]]] = {}
    for place, full_start, start, end in sorted(chosen, key=lambda c: c[1:]):
        grouped.setdefault(place.code, []).append((full_start, start, end))
    return tuple(_mention(reading, code, spots) for code, spots in grouped.items())


def _mention(reading: Reading, code: str, spots: Sequence[tuple[int, int, int]]) -> RegionMention:
    place = places()[code]
    evidence = tuple(reading.evidence("region", full, end) for full, _, end in spots)
    return RegionMention(place.name, code, place.kind, evidence[0].quote, evidence)


def _choose(found: Scan, reading: Reading) -> list[tuple[Place, int, int, int]]:
    provinces = _province_votes(found.finds)
    levels = _level_votes(found.finds)
    sure = {id(f.form) for f in found.finds if f.context or not f.form.care}
    chosen = []
    for find, after in zip_longest(found.finds, found.finds[1:]):
        if find.form.care and not _is_region(find, after, sure, reading):
            continue
        place = _resolve(find, levels, provinces)
        chosen.append((place, find.full_start, find.start, find.end))
    inside = {place.code for place, *_ in chosen}
    for start, end, candidates in found.districts:
        district = _district(candidates, inside)
        if district:
            chosen.append((district, start, start, end))
    return chosen


def _province_votes(finds: Sequence[Find]) -> Counter[str]:
    return Counter(f.form.places[0].province for f in finds if len(f.form.places) == 1 and not f.form.care)


def _level_votes(finds: Sequence[Find]) -> dict[int, Counter[str]]:
    """How often the text gives each level for a form, by the words beside it."""
    votes: dict[int, Counter[str]] = {}
    for find in finds:
        if find.kind and len(find.form.places) > 1:
            votes.setdefault(id(find.form), Counter())[find.kind] += 1
    return votes


def _resolve(find: Find, levels: dict[int, Counter[str]], provinces: Counter[str]) -> Place:
    candidates = find.form.places
    if len(candidates) == 1:
        return candidates[0]
    if find.kind:
        candidates = tuple(p for p in candidates if p.kind == find.kind) or candidates
    votes = levels.get(id(find.form), Counter())
    # max keeps the first of equals: the gazetteer lists provinces first, then regencies, so a city needs its own point
    return max(candidates, key=lambda p: (votes[p.kind], provinces[p.province], p.kind == "kota"))


def _is_region(find: Find, after: Find | None, sure: set[int], reading: Reading) -> bool:
    """Whether a form that is also an ordinary word stands for the region here."""
    if after is not None and after.first == find.last + 1 and after.full_start == after.start:
        return False  # "Polres Metro Jakarta Barat"
    return find.context or (id(find.form) in sure and not _in_a_name(find, reading))


def _in_a_name(find: Find, reading: Reading) -> bool:
    """Whether a capitalised word stands directly before the find, as in a person's name."""
    if find.first == 0:
        return False
    before = reading.tokens[find.first - 1].text
    return before[0].isupper() and before[0].isalpha()


def _district(candidates: Sequence[Place], regions: set[str]) -> Place | None:
    """The one kecamatan meant: the only one of its name, or the only one in a region that the article names."""
    if len(candidates) == 1:
        return candidates[0]
    for level in (slice(0, 5), slice(0, 2)):
        near = [p for p in candidates if p.code[level] in regions]
        if len(near) == 1:
            return near[0]
    return None


def lookup(name: str) -> tuple[str, str] | None:
    """(code, official name) of a surface such as "Muba", "Kab. Bogor" or "Sumsel"; None if unknown or ambiguous."""
    words = name.replace(".", " ").split()
    kind = None
    while words and words[0].lower() in _PREFIXES:
        kind = _PREFIXES[words.pop(0).lower()] or kind
    form = forms().get(" ".join(words))
    if form is None:
        return None
    candidates = [p for p in form.places if kind in (None, p.kind)] or list(form.places)
    if len(candidates) > 1:
        return None
    return candidates[0].code, candidates[0].name


_PREFIXES = {
    **dict.fromkeys(("kabupaten", "kab", "pemkab"), "kabupaten"),
    **dict.fromkeys(("kota", "pemkot"), "kota"),
    **dict.fromkeys(("provinsi", "prov", "propinsi", "pemprov"), "provinsi"),
    **dict.fromkeys(("pemerintah", "pemda", "daerah", "administrasi")),
}


def main_region(reading: Reading) -> RegionMention | None:
    """The region the article is about: often named, early, and the regency rather than its province."""
    weights = {r.code: _weight(r) for r in reading.regions if r.kind != "kecamatan"}
    if not weights:
        return None
    dateline = _dateline(reading, weights)
    if dateline:
        weights[dateline] += _DATELINE_WEIGHT
    by_code = {r.code: r for r in reading.regions}
    local = [c for c in weights if by_code[c].kind != "provinsi"]
    provincial = [c for c in weights if by_code[c].kind == "provinsi"]
    best = max(local, key=lambda c: weights[c], default=None)
    province = max(provincial, key=lambda c: weights[c], default=None)
    if best is None:
        return by_code[province] if province else None
    if province is None:
        return by_code[best]
    return by_code[best] if 2 * weights[best] >= weights[province] else by_code[province]


def _dateline(reading: Reading, codes: Collection[str]) -> str | None:
    """The named regency whose town opens a line near the start: "RUTENG – ..." speaks of Manggarai."""
    last = bisect_left(reading.tokens, _HEADLINE, key=lambda t: t.start)
    head = reading.tokens[: last + _DATELINE_REACH]
    keys = keys_of(head)
    for i in range(last):
        opens = i == 0 or "\n" in reading.text[head[i - 1].end : head[i].start]
        hit = districts().at(keys, i) if opens and keys[i] and forms().at(keys, i) is None else None
        if hit is None or hit[0] >= len(head) or head[hit[0]].text not in _DATELINE_MARKS:
            continue
        near = {place.code[:5] for place in hit[1]}.intersection(codes)
        if len(near) == 1:
            return near.pop()
    return None


def _weight(region: RegionMention) -> float:
    early = sum(e.start < _HEADLINE for e in region.evidence)
    weight = len(region.evidence) + min(early, 2)
    return weight / 4 if region.code.startswith(_CAPITAL) else float(weight)


class RegionSpans:
    """Where the regions of a reading stand, sorted, for many questions about spans."""

    def __init__(self, regions: Sequence[RegionMention]) -> None:
        spots = sorted(((e.start, e.end, r) for r in regions for e in r.evidence), key=lambda s: s[:2])
        self._spots: list[tuple[int, int, RegionMention]] = spots
        self._starts = [start for start, _, _ in spots]

    def starting_at(self, offset: int) -> tuple[int, RegionMention] | None:
        """(end, region) of the region whose name begins exactly at ``offset``."""
        at = bisect_left(self._starts, offset)
        if at < len(self._starts) and self._starts[at] == offset:
            return self._spots[at][1], self._spots[at][2]
        return None

    def inside(self, start: int, end: int) -> RegionMention | None:
        """The last region that lies within the span: the tail of "Dinas Kesehatan Kota Palembang"."""
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._starts[at] >= start:
            if self._spots[at][1] <= end:
                return self._spots[at][2]
            at -= 1
        return None

    def near(self, start: int, end: int, within: tuple[int, int]) -> RegionMention | None:
        """The region inside the span, else the closest one before or after it that lies in ``within``."""
        found = self.inside(start, end)
        if found is not None:
            return found
        at = bisect_left(self._starts, start)
        before = self._spots[at - 1] if at else None
        after = self._spots[at] if at < len(self._spots) else None
        if before and before[0] < within[0]:
            before = None
        if after and after[1] > within[1]:
            after = None
        if before and after:
            return before[2] if start - before[1] <= after[0] - end else after[2]
        nearest = before or after
        return nearest[2] if nearest else None


def region_of_span(reading: Reading, start: int, end: int) -> RegionMention | None:
    """The region named inside ``text[start:end]``, else the nearest one in the same sentence.

    Sorts all places anew at each call; who asks about many spans makes one ``RegionSpans`` instead.
    """
    return RegionSpans(reading.regions).near(start, end, reading.sentence_at(start))
