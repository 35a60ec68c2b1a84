"""Contests in the text: KIPP, IGA and their kin by the gazetteer, and local ones by the way their names are made."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from inovasi import gazetteers
from inovasi.nlp.cues import holds
from inovasi.nlp.reading import Reading
from inovasi.text import squash

AGENCY = "agency"
"""Who wins a contest, where it is not an innovation."""

YEAR = r"((?:19[9]|20[0-3])\d)(?!\d)"
_YEAR_AFTER = re.compile(
    rf"[\s,]{{0,2}}(?:\(?\s?(?:[Tt]ahun|[Tt]h\.?|[Ee]disi|[Pp]eriode|[Pp]ada|ke-\d{{1,2}})\s?)*{YEAR}"
)
_SCOPE = re.compile(
    r"(?:[Tt]ingkat|[Ss]kala|[Ll]evel|se-?)\s?([Nn]asional|[Pp]rovinsi|[Kk]abupaten|[Kk]ota|[Ii]nternasional|[Dd]unia)\b"
)
_SCOPES = {
    "nasional": "nasional",
    "provinsi": "provinsi",
    "kabupaten": "kabupaten/kota",
    "kota": "kabupaten/kota",
    "internasional": "internasional",
    "dunia": "internasional",
}
# Local contests: "Lomba Inovasi Kabupaten X", "Anugerah Inovasi ...", "X Innovation Award".
_CALLED = (
    r"(?:[Ll]omba|LOMBA|[Kk]ompetisi|[Ss]ayembara|[Ff]estival|[Aa]nugerah|[Pp]enghargaan)\s"
    r"(?:[Kk]reasi\s|[Kk]reativitas\s)?(?:dan\s)?[Ii]nova(?:si|tor)(?:\s(?:Daerah|Desa|Pelayanan|Publik|Layanan|Kesehatan|Perangkat"
    r"|Teknologi|Puskesmas|ASN|OPD|Kecamatan|Kelurahan))*"
)
_CALLED_CUES = ("omba", "OMBA", "ompetisi", "ayembara", "estival", "nugerah", "enghargaan")
_CALLED_ONLY = re.compile(rf"\b(?:{_CALLED})")
_LOCAL = re.compile(
    rf"\b(?:{_CALLED}"
    r"|(?:[A-Z][\w-]{1,20}\s){1,4}(?:Innovation|Inovation|Innovative|Inovasi)\sAwards?)\b"
)
_BRACKET = re.compile(r"\s?\([^()]{2,30}\)")


@dataclass(frozen=True, slots=True)
class Contest:
    """A contest: its name, its scope (or None) and who wins it."""

    name: str
    scope: str | None
    holder: str


@dataclass(frozen=True, slots=True)
class ContestPlace:
    """One place of a contest, with the year and the scope told right after its name (character offsets)."""

    start: int
    end: int
    contest: Contest
    scope: str | None
    scope_at: tuple[int, int] | None
    year: int | None
    year_at: tuple[int, int] | None


@cache
def _known() -> dict[str, Contest]:
    return {
        squash(form): Contest(row["contest"], row["scope"] or None, row["holder"])
        for row in gazetteers.rows("contests")
        for form in row["spellings"].split("|")
    }


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """All spellings, sorted, and how each looks in any case."""
    forms = {form for row in gazetteers.rows("contests") for form in row["spellings"].split("|")}
    return tuple((form, form.casefold()) for form in sorted(forms))


@lru_cache(maxsize=64)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(forms, key=lambda f: (-len(f), f))
    return re.compile(r"\b(?:" + "|".join(_form(f) for f in ordered) + r")(?!\w)")


def _present(text: str) -> tuple[str, ...]:
    """The spellings that the text may hold: to look for all of them at every word costs ten times as much."""
    plain = " ".join(text.casefold().split())
    return tuple([form for form, folded in _forms() if folded in plain])


def _form(form: str) -> str:
    """Long forms in any case, short forms as written: "iga" is a rib, "Iga" a name."""
    body = r"\s+".join(re.escape(word) for word in form.split())
    return f"(?i:{body})" if " " in form else body


def find_contests(reading: Reading) -> tuple[ContestPlace, ...]:
    """All places of contests, in text order; none overlaps another."""
    found: list[ContestPlace] = []
    end = 0
    local = {m.start(): m for m in _local(reading.text)}
    forms = _present(reading.text)
    known = {m.start(): m for m in _pattern(forms).finditer(reading.text)} if forms else {}
    regions = sorted((e.start, e.end, r.kind) for r in reading.regions for e in r.evidence)
    for start in sorted({*local, *known}):
        if start < end:
            continue
        match = known.get(start) or local[start]
        contest = _known().get(squash(match.group())) if start in known else None
        contest = contest or Contest(" ".join(match.group().split()), None, "innovation")
        place = _place(reading.text, match.start(), match.end(), contest, regions)
        found.append(place)
        end = place.end
    return tuple(found)


def _local(text: str) -> Iterable[re.Match[str]]:
    """The places of local contests; most texts hold no word that one could be made of."""
    if "Award" in text:
        return _LOCAL.finditer(text)
    return _CALLED_ONLY.finditer(text) if holds(text, _CALLED_CUES) else ()


def _place(text: str, start: int, end: int, contest: Contest, regions: Sequence[tuple[int, int, str]]) -> ContestPlace:
    """Take in what follows a contest's name: its short form, "tingkat Provinsi X", a region, the year."""
    scope, scope_at, year, year_at = contest.scope, None, None, None
    for _ in range(6):
        if match := _BRACKET.match(text, end):
            inner = _known().get(squash(match.group()))
            if inner is None and not re.fullmatch(r"\s?\([A-Z][\w-]+(?: [A-Z][\w-]+)?\)", match.group()):
                break
            contest = inner if inner is not None and inner.scope == "provinsi" else contest
            scope = contest.scope if scope_at is None else scope
            end = match.end()
        elif year is None and (match := _YEAR_AFTER.match(text, end)):
            year, year_at, end = int(match.group(1)), match.span(1), match.end()
        elif match := re.compile(r"\s?" + _SCOPE.pattern).match(text, end):
            scope, scope_at, end = _SCOPES[match.group(1).casefold()], match.span(1), match.end()
        elif (region := _region_after(text, end, regions)) is not None and contest.holder != AGENCY:
            scope, scope_at, end = _region_scope(region[2]), region[:2], region[1]
        else:
            break
    return ContestPlace(start, end, contest, scope, scope_at, year, year_at)


def _region_after(text: str, end: int, regions: Sequence[tuple[int, int, str]]) -> tuple[int, int, str] | None:
    """The region that begins right after ``end`` ("KIPP Provinsi Jawa Tengah", "Lomba Inovasi Pemkab X")."""
    i = bisect_left(regions, (end, 0, ""))
    if i < len(regions) and regions[i][2] != "kecamatan":
        between = text[end : regions[i][0]]
        if re.fullmatch(
            r"\s?(?:(?:Pemerintah\s)?(?:Provinsi|Prov\.?|Kabupaten|Kab\.?|Kota|Pemprov|Pemkab|Pemkot)?\s?)?", between
        ):
            return regions[i]
    return None


def _region_scope(kind: str) -> str:
    return "provinsi" if kind == "provinsi" else "kabupaten/kota"


def scope_in(text: str, start: int, end: int) -> tuple[str, tuple[int, int]] | None:
    """The first "tingkat nasional/provinsi/..." of the stretch, with its place."""
    match = _SCOPE.search(text, start, end)
    return (_SCOPES[match.group(1).casefold()], match.span(1)) if match else None
