"""The region gazetteer as look-up tables, built once at the first use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from inovasi import gazetteers
from inovasi.nlp.phrases import Phrases, words_of
from inovasi.text import squash

MIN_TYPO_LENGTH = 8  # shorter names have neighbours one letter away that are other words (Batang, Banyak)
_MAX_TYPO_LENGTH = 32  # the longest name has 28 letters; nothing longer can be a slip of one


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the gazetteer. ``base`` is the name without Kabupaten or Kota."""

    code: str
    name: str
    kind: str
    base: str

    @property
    def province(self) -> str:
        """Code of the province that the place lies in (its own for a province)."""
        return self.code[:2]


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a name and the places it may mean.

    ``care``: also an ordinary word or a name. ``short``: a contraction or initials, not the name itself.
    """

    places: tuple[Place, ...]
    care: bool
    short: bool
    length: int


@cache
def places() -> dict[str, Place]:
    """Every region by its code."""
    found = {}
    for row in gazetteers.rows("regions"):
        base = row["name"]
        if row["kind"] in ("kabupaten", "kota"):
            base = base.removeprefix("Kabupaten ").removeprefix("Kota ").removeprefix("Administrasi ")
        found[row["code"]] = Place(row["code"], row["name"], row["kind"], base)
    return found


def parent(code: str) -> Place:
    """The place itself, or for a kecamatan the regency or city that it lies in."""
    return places()[code[:5]]


@cache
def forms() -> Phrases[Form]:
    """Provinces, regencies and cities under every known way of writing them."""
    gathered: dict[str, list[tuple[str, Place, bool, bool]]] = {}
    for text, place, care, short in _written():
        gathered.setdefault(squash(text), []).append((text, place, care, short))
    return Phrases(_merge(group) for group in gathered.values())


def _merge(group: list[tuple[str, Place, bool, bool]]) -> tuple[str, Form]:
    distinct = tuple({place.code: place for _, place, _, _ in group}.values())
    care = any(care for _, _, care, _ in group)
    short = all(short for _, _, _, short in group)
    longest = max((text for text, *_ in group), key=lambda t: len(t.split()))
    return longest, Form(distinct, care, short, len(squash(longest)))


def _written() -> Iterator[tuple[str, Place, bool, bool]]:
    by_name = {}
    for place in places().values():
        if place.kind != "kecamatan":
            by_name[place.name] = place
            yield place.base, place, False, False
            if "Kepulauan" in place.base.split():
                yield place.base.replace("Kepulauan", "Kep"), place, False, False
    for row in gazetteers.rows("region_nicknames"):
        place = by_name[row["region"]]
        short = len(row["form"]) < len(place.base) and not place.base.startswith(row["form"])
        yield row["form"], place, row["care"] == "yes", short


@cache
def districts() -> Phrases[tuple[Place, ...]]:
    """Kecamatan by name; many regencies may have one of the same name."""
    gathered: dict[str, list[Place]] = {}
    for place in places().values():
        if place.kind == "kecamatan":
            gathered.setdefault("".join(words_of(place.base)), []).append(place)
    return Phrases((group[0].base, tuple(group)) for group in gathered.values())


@cache
def _deletions() -> dict[str, tuple[str, ...]]:
    """Every official name with one letter left out -> the squashed names it may come from."""
    found: dict[str, set[str]] = {}
    for place in places().values():
        key = squash(place.base)
        if place.kind == "kecamatan" or len(key) < MIN_TYPO_LENGTH:
            continue
        for shorter in (key, *(key[:i] + key[i + 1 :] for i in range(len(key)))):
            found.setdefault(shorter, set()).add(key)
    return {k: tuple(sorted(v)) for k, v in found.items()}


@lru_cache(maxsize=4096)
def near(key: str) -> Form | None:
    """The form whose squashed name is one letter away from ``key`` (added, lost or changed); None if not just one."""
    if not MIN_TYPO_LENGTH - 1 <= len(key) <= _MAX_TYPO_LENGTH:
        return None
    table = _deletions()
    names = set(table.get(key, ()))
    for i in range(len(key)):
        names.update(n for n in table.get(key[:i] + key[i + 1 :], ()) if _one_apart(n, key))
    if len(names) != 1 or names == {key}:
        return None
    return forms().get(names.pop())


def _one_apart(a: str, b: str) -> bool:
    """Whether one edit turns ``a`` into ``b``; two equal deletions at different places are two edits."""
    if len(a) != len(b):
        return abs(len(a) - len(b)) == 1
    return sum(x != y for x, y in zip(a, b, strict=True)) <= 1
