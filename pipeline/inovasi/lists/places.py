"""The region of a list's row: an official name, a short name, a code, or a government ("Pemkab ...") -> its code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from inovasi import gazetteers
from inovasi.match.bodies import body
from inovasi.match.places import Place, Places, official
from inovasi.match.words import UMBRELLA
from inovasi.registry.regions import official_name
from inovasi.text import fold

_PARTS = re.compile(r"[,;()/|]| - | – ")
_CODE = re.compile(r"\d\d(?:\.\d{1,2}(?:\.\d{1,6})?)?")
_NATION = frozenset({"nasional", "indonesia", "pusat"})


@dataclass(frozen=True, slots=True)
class Where:
    """``code`` is None where the text leaves it open ("Malang") or where nobody knows it; ``problem`` says so then."""

    name: str | None = None
    code: str | None = None
    problem: str | None = None


class Regions:
    """Reads the region fields of rows; remembers what it has read, since a list names few regions many times."""

    def __init__(self) -> None:
        self._places = official()
        self._known: dict[tuple[str | None, ...], Where] = {}

    def of(self, region: str | None, code: str | None, province: str | None, government: str | None) -> Where:
        """The region of a row. A province narrows an ambiguous name, and stands in for a missing region."""
        key = (region, code, province, government)
        if key not in self._known:
            self._known[key] = _where(self._places, region, code, province, government)
        return self._known[key]


def _where(places: Places, region: str | None, code: str | None, province: str | None, government: str | None) -> Where:
    around = _place(places, province) if province else None
    texts = [text for text in (code, region) if text and fold(text) not in _NATION]
    for text in texts:
        found = _place(places, text)
        if found is not None:
            return _named(_narrowed(found, [around] if around else []), region or text)
    if texts:
        # A province alone still keeps the row away from other provinces.
        return Where(region, around.code if around else None, f"region {texts[-1]!r} is not known")
    fallback = _place(places, government) if government else None
    if fallback is not None:
        return _named(_narrowed(fallback, [around] if around else []), government or "")
    if around is not None:
        return _named(around, province or "")
    return Where(problem=f"province {province!r} is not known" if province else None)


def _named(place: Place, text: str) -> Where:
    name = official_name(place.code)
    return Where(name, place.code) if name else Where(place.name or text)


def _narrowed(place: Place, others: Sequence[Place]) -> Place:
    """The codes of ``place`` that lie in all ``others``; all of its codes where that leaves none."""
    codes = place.codes
    for other in others:
        codes = tuple(code for code in codes if any(code.startswith(around) for around in other.codes)) or codes
    return Place(codes, place.name)


def _place(places: Places, text: str) -> Place | None:
    """The innermost place that a text names: "Malang (Jawa Timur)", "Pemkab Malang", "16.06"; None: not known."""
    whole = _one(places, text)
    if whole is not None:
        return whole
    found = [place for part in _PARTS.split(text) if (place := _one(places, part)) is not None]
    if not found:
        return None
    inner = max(found, key=lambda place: len(place.codes[0]))
    return _narrowed(inner, [place for place in found if len(place.codes[0]) < len(inner.codes[0])])


def _one(places: Places, text: str) -> Place | None:
    text = text.strip()
    if code := _official_code(text):
        return places.named(official_name(code), code)
    words = fold(text).split()
    if not words:
        return None
    if (found := places.find(words)) is not None:
        return found
    owner = body(text, places)
    if owner is None or owner.topic or owner.head not in UMBRELLA or not owner.place.codes:
        return None
    return owner.place


def _official_code(text: str) -> str | None:
    """ "16.06" and what spreadsheets make of codes: "16,06", and "16.1" for 16.10. None if no region has the code."""
    if not _CODE.fullmatch(text.replace(",", ".")):
        return None
    province, _, rest = text.replace(",", ".").partition(".")
    regency = rest.split(".")[0]
    code = f"{province}.{regency.ljust(2, '0')}" if regency else province
    return code if code in _codes() else None


@cache
def _codes() -> frozenset[str]:
    return frozenset(row["code"] for row in gazetteers.rows("regions"))
