"""Places that speak of an agency without naming it: its head ("Kadis Pertanian"), the village of a health centre, or
its kind alone ("puskesmas" in an article that names one)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from inovasi.nlp.phrases import Phrases
from inovasi.nlp.reading import Reading
from inovasi.nlp.region_index import forms
from inovasi.text import fold, squash
from inovasi.types import AgencyMention, OfficialMention

_WORDS, _NAMES = 16384, 2048
"""How many words of texts, and names of agencies and roles, are remembered in their plain form."""
MOST = 10
"""Agencies of a kind, and places of an official, that are looked at."""
_HEADS = {
    **dict.fromkeys(("bupati", "wabup", "walikota", "wawali", "wawako", "gubernur", "wagub", "wali"), "pemda"),
    **dict.fromkeys(("sekretaris", "sekda", "sekdaprov", "sekdakab", "pj", "penjabat"), "pemda"),
    **dict.fromkeys(("kadis", "kadinas", "kadinkes", "kadisdik", "kadisdukcapil", "sekdis"), "dinas"),
    **dict.fromkeys(("kaban",), "badan"),
    **dict.fromkeys(("camat", "panewu", "sekcam"), "kecamatan"),
    **dict.fromkeys(("lurah", "seklur"), "kelurahan"),
    **dict.fromkeys(("kades", "perbekel", "kuwu", "petinggi", "walinagari", "keuchik", "geuchik", "pambakal"), "desa"),
    **dict.fromkeys(("kapolres", "wakapolres", "kapolresta", "kapolsek", "kapolda", "kasat"), "polri"),
    **dict.fromkeys(("kalapas",), "lapas"),
    **dict.fromkeys(("karutan",), "rutan"),
    **dict.fromkeys(("kajari",), "kejaksaan"),
    **dict.fromkeys(("kasatpol",), "satpol"),
    **dict.fromkeys(("kapuskesmas",), "puskesmas"),
    **dict.fromkeys(("kabag",), "bagian"),
    **dict.fromkeys(("karo",), "biro"),
    **dict.fromkeys(("kepsek",), "sekolah"),
    **dict.fromkeys(("dirut", "direktur"), "rsud"),
}
_ABOVE = frozenset(("wakil", "plt", "pj", "pjs", "plh", "kota", "negeri", "nagari", "desa", "kepala", "daerah"))
_PROPER = frozenset(
    ("kecamatan", "kelurahan", "desa", "pemdes", "puskesmas", "rsud", "polri", "sekolah", "upt", "lapas")
)
_GENERIC = frozenset(
    (
        "kecamatan",
        "kelurahan",
        "desa",
        "nagari",
        "gampong",
        "kampung",
        "pemerintah",
        "puskesmas",
        "pkm",
        "upt",
        "uptd",
        "blud",
        "rsud",
        "rsu",
        "rs",
        "rumah",
        "sakit",
        "umum",
        "daerah",
        "polres",
        "polresta",
        "polsek",
        "polda",
        "kepolisian",
        "resor",
        "sektor",
        "sd",
        "sdn",
        "smp",
        "smpn",
        "sma",
        "smk",
        "negeri",
        "sekolah",
        "dasar",
        "kantor",
        "camat",
        "lapas",
        "lembaga",
        "pemasyarakatan",
        "kelas",
        "iia",
        "iib",
        "dr",
        "kabupaten",
        "kota",
    )
)
_BARE = {
    "puskesmas": "puskesmas",
    "rsud": "rsud",
    "kelurahan": "kelurahan",
    "kecamatan": "kecamatan",
    "desa": "desa",
    "nagari": "desa",
    "dinas": "dinas",
    "polres": "polri",
    "sekolah": "sekolah",
    "lapas": "lapas",
}


def echoes(reading: Reading) -> Mapping[int, Sequence[tuple[int, int]]]:
    """Character spans by index of the agency, sorted."""
    count = Counter(a.kind for a in reading.agencies)
    found: dict[int, list[tuple[int, int]]] = {}
    for index, span in (*_of_heads(reading, count), *_of_words(reading, count)):
        found.setdefault(index, []).append(span)
    return {index: sorted(spans) for index, spans in found.items()}


def _of_heads(reading: Reading, count: Counter[str]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Officials whose role makes them the head of an agency of the article."""
    by_kind: dict[str, list[tuple[int, AgencyMention, frozenset[str]]]] = {}
    for i, agency in enumerate(reading.agencies):
        by_kind.setdefault(agency.kind, []).append((i, agency, frozenset(_folded(agency.name)) - _GENERIC))
    for official in reading.officials:
        kind, rest = _headed(official)
        for index, agency, words in by_kind.get(kind, ())[:MOST] if kind else ():
            governs = kind == "pemda" and official.region_code == agency.region_code
            if governs or (kind != "pemda" and (words & rest or count[agency.kind] == 1)):
                yield from ((index, (e.start, e.end)) for e in official.evidence[:MOST])


def _headed(official: OfficialMention) -> tuple[str | None, frozenset[str]]:
    """The kind of agency that the role heads, and the other words of the role."""
    words = _folded(official.role or "")
    kind = next((_HEADS[w] for w in words[:3] if w in _HEADS), None)
    return kind, frozenset(words) - _ABOVE - _HEADS.keys()


def _of_words(reading: Reading, count: Counter[str]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Proper parts of agency names, and the bare kind where the article names one agency of it, outside names."""
    spoken: dict[str, int] = {}
    for i, agency in enumerate(reading.agencies):
        proper = _proper(agency)
        if proper and forms().get(proper) is None:
            spoken.setdefault(proper, i)
        for word, kind in _BARE.items():
            if agency.kind == kind and count[kind] == 1:
                spoken[word] = i
    phrases = Phrases(spoken.items())
    keys = [_key(text) for text, _, _ in reading.tokens]
    letters = {phrase[0] for phrase in spoken}
    openers = {key for key in set(keys) if key[:1] in letters and phrases.starts(key)}
    taken = sorted((e.start, e.end) for a in reading.agencies for e in a.evidence)
    done = 0
    for i in [i for i, key in enumerate(keys) if key in openers] if openers else ():
        hit = phrases.at(keys, i) if i >= done else None
        if hit is None:
            continue
        start, end = reading.tokens[i].start, reading.tokens[hit[0] - 1].end
        j = bisect_left(taken, (start + 1, 0)) - 1
        if j < 0 or taken[j][1] <= start:
            yield hit[1], (start, end)
        done = hit[0]


@lru_cache(_WORDS)
def _key(word: str) -> str:
    return squash(word)


@lru_cache(_NAMES)
def _folded(name: str) -> tuple[str, ...]:
    return tuple(fold(name).split())


def _proper(agency: AgencyMention) -> str | None:
    """ "Suwawa" of "Puskesmas Suwawa": the name without its kind, where a place gives it."""
    if agency.kind not in _PROPER:
        return None
    words = _folded(agency.name)
    while words and (words[0] in _GENERIC or words[0].isdigit()):
        words = words[1:]
    text = " ".join(words[:3])
    return text if len(text) >= 4 else None
