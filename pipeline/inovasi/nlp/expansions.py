"""Expansions: which short forms a text spells out, and how (the ``inovasi_acronyms`` component).

Sites propose, this module decides: a proposal stands when its alignment is good enough for its site, and when what
stands in the bracket is no owner, region, date or category. One pair is reported once, with every place as evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from inovasi.nlp.align import align
from inovasi.nlp.align_letters import counted_letters, fold_letters
from inovasi.nlp.cover import Cover
from inovasi.nlp.expansion_parts import Found, opens_alike
from inovasi.nlp.expansion_sites import LEAST_IN_BRACKET, sites
from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import offsets, slice_text
from inovasi.text import fold, squash
from inovasi.types import AgencyMention, Evidence, Expansion, ExpansionKind, RegionMention

# The least score per site, for a SHORT of six letters or more. The more freedom a site leaves to choose LONG's ends,
# the easier a chance alignment, so the more is asked.
_FLOORS = {
    "bracket": LEAST_IN_BRACKET,
    "unclosed": 0.6,
    "marker": 0.3,
    "either": 0.68,
    "equals": 0.7,
    "dash": 0.62,
    "colon": 0.68,
    "comma": 0.7,
    "beside": 0.58,
    "sentence": 0.75,
    "translation": 0.0,  # a meaning shares no letters; the wording alone decides
}
# Short short forms align by chance: what is asked on top, by number of letters.
LOWER_CASE = 0.72
"""Least score of a SHORT in lower case: a lower-case word before a bracket is a word first."""
_EXTRA = {1: 1.0, 2: 0.4, 3: 0.2, 4: 0.08, 5: 0.04}
# With no bracket and no marker, the first letters must agree at the least.
_SAME_LETTER = frozenset({"equals", "colon", "comma", "beside", "sentence"})
_OPEN_ENDED = _SAME_LETTER | {"dash"}
_COUNT = re.compile(r"\d+\s+(?:inovasi|program|aplikasi|daerah|inovator)", re.IGNORECASE)
_DATE = re.compile(r"(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)\b,?\s*\(?\d", re.IGNORECASE)
GLOSS = 0.45
"""Below this a marked expansion is a gloss: the text says what SHORT means, but its letters do not come from LONG."""


def find_expansions(reading: Reading) -> tuple[Expansion, ...]:
    """All expansions of ``reading``, in order of first appearance. Needs regions and agencies to be filled."""
    standing = _standing(reading, _Places(reading))
    kept: dict[tuple[str, str], Expansion] = {}
    places: dict[tuple[str, str], dict[Evidence, None]] = {}
    longs: dict[str, list[str]] = {}
    for found in sorted(standing, key=lambda f: (min(f.short.first, f.long.first), -f.score)):
        key = squash(slice_text(reading, found.short)), squash(slice_text(reading, found.long))
        if key not in kept:
            if _is_worse_cut(key[1], longs.setdefault(key[0], [])):
                continue
            kept[key] = _expansion(reading, found)
            longs[key[0]].append(key[1])
        places.setdefault(key, {}).update(dict.fromkeys(_evidence(reading, found)))
    return tuple(replace(expansion, evidence=tuple(places[key])) for key, expansion in kept.items())


def _standing(reading: Reading, places: _Places) -> list[Found]:
    """Proposals that are good enough, the better one where two share a SHORT or a LONG at one place."""
    good = [f for f in sites(reading) if _is_good(reading, f) and not _is_owner(reading, f, places)]
    good.sort(key=lambda f: (-_strength(reading, f), f.short.first))
    shorts: dict[int, Found] = {}
    longs: dict[int, Found] = {}
    kept: list[Found] = []
    for found in good:
        rivals = [shorts[i] for i in range(*found.short) if i in shorts] + [
            longs[i] for i in range(*found.long) if i in longs
        ]
        if any(not _inside(found, other) and not _inside(other, found) for other in rivals):
            continue
        shorts |= dict.fromkeys(range(*found.short), found)
        longs |= {i: longs.get(i, found) for i in range(*found.long)}
        kept.append(found)
    return kept


def _inside(inner: Found, outer: Found) -> bool:
    """A pair spelled out inside the LONG of another: "1 Pembina Keluarga (PK) untuk 100 Kepala Keluarga (KK)"."""
    first, last = outer.long
    return all(first <= span.first and span.last <= last for span in (inner.short, inner.long))


def _strength(reading: Reading, found: Found) -> float:
    return found.score - _FLOORS[found.site] / 4 + min(len(fold_letters(slice_text(reading, found.short))), 12) / 100


def _is_good(reading: Reading, found: Found) -> bool:
    """Does the alignment convince, for this site and this SHORT?"""
    short, long = slice_text(reading, found.short), slice_text(reading, found.long)
    letters = fold_letters(counted_letters(short) or short)
    if found.site == "translation":
        return _could_be_short(short, letters)
    if not _could_be_short(short, letters) or _says_nothing_new(short, long, letters):
        return False
    if found.site not in {"bracket", "marker"} and (_COUNT.match(short) or _DATE.match(long)):
        return False  # "61 inovasi, disusul ...": a count, not a short form
    if found.site in _OPEN_ENDED and _is_running_text(short, long, letters, found.site):
        return False
    if found.site in _SAME_LETTER and not opens_alike(short, fold_letters(long)[:1]):
        return False
    floor = _FLOORS[found.site] + _EXTRA.get(len(letters), 0.0)
    if not any(c.isupper() for c in short):
        floor = max(floor, LOWER_CASE)
    return found.score >= min(floor, 0.97)


def _could_be_short(short: str, letters: str) -> bool:
    return len(letters) >= 2 and not letters.isdigit() and short[0].isalnum() and "\n" not in short


def _says_nothing_new(short: str, long: str, letters: str) -> bool:
    """ "Grobogan – Kabupaten Grobogan": all words of SHORT stand in LONG, or LONG is no longer than SHORT."""
    return set(fold(short).split()) <= set(fold(long).split()) or len(fold_letters(long)) <= len(letters)


def _is_running_text(short: str, long: str, letters: str, site: str) -> bool:
    """A dateline or a headline word before a dash: LONG has more words than SHORT has letters."""
    limit = len(letters) * (2 if site == "beside" else 1)
    return len(long.split()) > limit or "." in short or short.split()[0].endswith("nya")


class _Places:
    """Where regions and agencies stand: their exact spans, and all characters they cover."""

    def __init__(self, reading: Reading) -> None:
        mentions: list[RegionMention | AgencyMention] = [*reading.regions, *reading.agencies]
        self.exact = frozenset((e.start, e.end) for item in mentions for e in item.evidence)
        self.cover = Cover(len(reading.text), self.exact)


def _is_owner(reading: Reading, found: Found, places: _Places) -> bool:
    """ "Bunga Tanjung (Pemprov DKI Jakarta)": a region or an agency stands in the bracket, and none before it."""
    short, long = offsets(reading, found.short), offsets(reading, found.long)
    short_is_place = places.cover.touches(*short)
    if found.site not in {"bracket", "unclosed"} and short in places.exact and long not in places.exact:
        return True  # "Kota Baubau. Kader Sigap ...": a place is the short form of nothing but a place
    return found.short.first < found.long.first and long in places.exact and not short_is_place


def _is_worse_cut(long: str, known: Iterable[str]) -> bool:
    """The same SHORT with a LONG that differs from a ``known`` one only by where it was cut; all are squashed."""
    return any(long in other or other in long for other in known)


def _expansion(reading: Reading, found: Found) -> Expansion:
    short, long = slice_text(reading, found.short), slice_text(reading, found.long)
    kind: ExpansionKind = "acronym" if found.score >= GLOSS else "gloss"
    if found.site == "translation":
        kind = "translation"
    steps = align(short, long.split()).steps if kind == "acronym" else ()
    return Expansion(short, long, kind, round(max(found.score, 0.0), 4), steps)


def _evidence(reading: Reading, found: Found) -> tuple[Evidence, Evidence]:
    return (
        reading.evidence("short", *offsets(reading, found.short)),
        reading.evidence("long", *offsets(reading, found.long)),
    )
