"""Regions as matching sees them: official codes, and whether two of them agree, contain each other or conflict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from inovasi import gazetteers
from inovasi.match.words import PLACE_KINDS
from inovasi.text import fold, squash

Relation = Literal["same", "maybe", "contains", "conflict", "unknown"]

# "16" is a province, "16.06" a regency or city. Districts ("16.06.01") are cut to their regency: an innovation is owned
# by a government, and a district is often only the place where a reporter stood.
_PROVINCE = 2
_REGENCY = 5
_LONGEST_NAME = 5  # words; "Pangkajene dan Kepulauan" with its kind before it has four


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something belongs: every code the text leaves open (sorted), and the bare folded name.

    One code is a certain place, two or more an ambiguous name ("Malang" is a city and a regency), none unknown.
    """

    codes: tuple[str, ...] = ()
    name: str = ""

    @property
    def code(self) -> str | None:
        """The official code where it is certain, else None."""
        return self.codes[0] if len(self.codes) == 1 else None

    @property
    def key(self) -> str:
        """A string that is equal for equal places: the code, or the name where there is no single code."""
        return self.code or self.name


NOWHERE = Place()


def relation(left: Place, right: Place) -> Relation:
    """Compare two places by official codes; by name where codes are missing. Symmetric."""
    if not left.codes or not right.codes:
        return "same" if left.name and left.name == right.name else "unknown"
    if left.codes == right.codes:
        return "same" if len(left.codes) == 1 else "maybe"
    if not set(left.codes).isdisjoint(right.codes):
        return "maybe"
    inside = any(a.startswith(b) or b.startswith(a) for a in left.codes for b in right.codes)
    return "contains" if inside else "conflict"


class Places:
    """Region names to codes: provinces, regencies and cities.

    ``regions`` has ``code``, ``name`` and ``kind``, also of districts (they lead to where they lie); ``nicknames`` has
    ``form``, ``region`` and ``care``. A nickname that is also an ordinary word (care) counts only after a word for its
    kind.
    """

    def __init__(self, regions: Iterable[Mapping[str, str]], nicknames: Iterable[Mapping[str, str]] = ()) -> None:
        index: dict[tuple[str, str], set[str]] = {}
        districts: dict[str, set[str]] = {}
        official: dict[str, list[tuple[str, str]]] = {}
        for row in regions:
            if len(row["code"]) > _REGENCY:
                districts.setdefault(squash(row["name"]), set()).add(row["code"][:_REGENCY])
                continue
            bare = "".join(_split(fold(row["name"]).split())[1])
            official.setdefault(squash(row["name"]), []).append((row["code"], row["kind"]))
            for key in (row["kind"], ""):
                index.setdefault((key, bare), set()).add(row["code"])
        for row in nicknames:
            bare = "".join(_split(fold(row["form"]).split())[1])
            for code, kind in official.get(squash(row["region"]), ()):
                for key in (kind,) if row["care"] == "yes" else (kind, ""):
                    index.setdefault((key, bare), set()).add(code)
        self._districts = {name: tuple(sorted(codes)) for name, codes in districts.items()}
        self._index = {key: tuple(sorted(codes)) for key, codes in index.items()}

    def find(self, words: list[str]) -> Place | None:
        """The place that these folded words name as a whole ("kab muara enim", "malang kota"), or None."""
        kind, bare = _split(words)
        codes = self._index.get((kind or "", "".join(bare)), ())
        if not codes or not bare:
            return None
        return Place(codes, " ".join(bare))

    def of_district(self, words: list[str]) -> Place:
        """The regency or city of the one district that these folded words name; NOWHERE where there are several."""
        codes = self._districts.get("".join(words), ())
        return Place(codes, " ".join(words)) if len(codes) == 1 else NOWHERE

    def named(self, text: str | None, code: str | None = None) -> Place:
        """The place of a region field: its code where the text's reader gave one, else what the name says."""
        words = fold(text).split()
        bare = " ".join(_split(words)[1])
        if code:
            return Place((code[:_REGENCY] if len(code) > _PROVINCE else code,), bare)
        return self.find(words) or Place((), bare)

    def of_kind(self, place: Place, kind: str) -> Place:
        """The place of this name and kind where the name alone leaves it open: a bupati's "Pekalongan"."""
        return place if place.code else self.find([kind, *place.name.split()]) or place

    def split_end(self, words: list[str]) -> tuple[list[str], Place]:
        """Cut a place off the end of a name: ["polres", "malang", "kota"] -> ["polres"] and Malang the city.

        The longest ending wins; the first word always stays, because a name is never only a place.
        """
        for start in range(max(1, len(words) - _LONGEST_NAME), len(words)):
            place = self.find(words[start:])
            if place is not None:
                return words[:start], place
        return words, NOWHERE


@cache
def official() -> Places:
    """The places of the packaged gazetteers."""
    return Places(gazetteers.rows("regions"), gazetteers.rows("region_nicknames"))


def _split(words: list[str]) -> tuple[str | None, list[str]]:
    """Take the word for the kind of region off a name; the police put it last ("Malang Kota")."""
    if len(words) > 1 and words[0] in PLACE_KINDS:
        rest = words[1:]
        if len(rest) > 1 and rest[0] in ("adm", "administrasi"):
            rest = rest[1:]
        return PLACE_KINDS[words[0]], rest
    if len(words) > 1 and words[-1] == "kota":
        return "kota", words[:-1]
    return None, words
