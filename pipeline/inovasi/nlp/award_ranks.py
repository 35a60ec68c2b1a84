"""The wordings of ranks (Top 45, juara harapan II, terbaik pertama, finalis ...) and their one spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from inovasi.nlp.numerals import read_number

Kind = Literal["rank", "group", "contest"]
"""One winner (juara I), several (Top 45, finalis), or a contest with no rank told."""

_WORDS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
_NUMBER = {
    **{word: n for n, word in enumerate(_WORDS, 1)},
    **{f"ke{word}": n for n, word in enumerate(_WORDS, 1)},
    **{roman: n for n, roman in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), 1)},
    "pertama": 1,
}
_SPELLED = "|".join(sorted((w for w in _NUMBER if len(w) > 4 or w in _WORDS), key=lambda w: -len(w)))
# "juara dua kali", "terbaik 2.0", "peringkat 35,5": no rank.
_NO_RANK_AFTER = r"(?![.,]\d|\w|\s(?:kali|tahun|kategori\w*\s+sekaligus|inovasi\s+terbaik|persen|besar|daerah|orang)\b)"
_ORDINAL = rf"(?:(?i:{_SPELLED})|(?i:ke)[- ]?\d{{1,2}}|VIII|VII|VI|IV|IX|V|X|I{{1,3}}|[1-9]\d?){_NO_RANK_AFTER}"
_COUNT = rf"(?:\d{{1,3}}|(?i:{'|'.join(_WORDS)})(?:\s(?i:belas|puluh))?)"
_GROUP = (
    r"(?:\s(?:Kelompok|kelompok)\s(?:Umum|Replikasi|Khusus|umum|replikasi|khusus)|\s(?:Replikasi|Terpuji|Nasional)\b)"
)

_NOUN = r"(?i:inovasi|inovator|program|karya|proposal|terobosan)"
_RULES: tuple[tuple[Kind, str, re.Pattern[str]], ...] = (
    ("group", "top", re.compile(rf"\b(?i:top)[\s-]?(\d{{1,3}})(?!\d|[.,]\d|%)({_GROUP})?")),
    ("group", "top", re.compile(r"\b(\d{1,3})\s(?i:top)\s(?i:inovasi|inovator)\b()")),
    ("group", "besar", re.compile(rf"\b({_COUNT})\s(?i:besar)\b()(?!\s(?:orang|jenis|masalah|kota|warga))")),
    ("group", "top words", re.compile(rf"\b(?:Top|TOP)\s(?:Replikasi|Inovasi|Inovator|Pelayanan Publik)\b{_GROUP}?")),
    (
        "group",
        "outstanding",
        re.compile(r"\b(?i:outstanding\s(?:achievement\s(?:of|in)\s)?public\sservice\sinnovations?)\b"),
    ),
    ("rank", "juara harapan", re.compile(rf"\b(?i:juara\s+harapan)(?:\s+({_ORDINAL}))?")),
    ("rank", "juara", re.compile(rf"\b(?i:juara)\s+({_ORDINAL}|(?i:umum|favorit)\b)")),
    ("rank", "juara", re.compile(rf"\b(?i:pemenang)\s+({_ORDINAL})")),
    ("rank", "peringkat", re.compile(rf"\b(?i:peringkat|ranking|rangking)\s+({_ORDINAL})")),
    ("rank", "terbaik", re.compile(rf"\b(?i:terbaik)\s+({_ORDINAL})(?!\s(?i:inovasi))")),
    ("group", "n terbaik", re.compile(rf"\b({_COUNT})()\s{_NOUN}(?:\s\w+){{0,2}}?\s(?i:terbaik)\b")),
    ("group", "replikasi terbaik", re.compile(r"\b(?i:(?:inovasi\s)?replikasi(?:\sinovasi)?\sterbaik)\b")),
    ("rank", "inovasi terbaik", re.compile(rf"\b{_NOUN}(?i:(?:\s(?:pelayanan\s)?publik)?\sterbaik)\b")),
    ("group", "terpuji", re.compile(r"\b(?i:inovasi(?:\spelayanan\spublik)?(?:\ssangat)?\sterpuji)\b")),
    ("group", "finalis", re.compile(r"\b(?i:finalis)\b")),
    ("group", "nominasi", re.compile(r"\b(?i:nominasi|nominator|nomine|nominee)\b")),
    (
        "group",
        "pemenang",
        re.compile(
            r"\b(?i:(?:pemenang|juara)nya|(?:para|daftar)\s(?:juara|jawara|peraih)|pemenang(?:\s+(?:utama|terbaik))?)\b"
        ),
    ),
    ("rank", "pemenang", re.compile(r"\b(?i:(?:first|second|third)\s(?:place\s)?winner|winner)\b")),
    ("rank", "posisi", re.compile(rf"\b(?i:posisi|urutan)\s+({_ORDINAL})")),
    ("rank", "posisi", re.compile(r"\b(?i:tempat\s+(pertama|kedua|ketiga))\b")),
    ("group", "medal", re.compile(r"\b(?i:medali\s(?:emas|perak|perunggu))\b")),
    ("group", "medal", re.compile(r"\b(?:Platinum|Gold|Silver|Bronze)\s(?:Award|Winner|Medal)\b")),
    ("rank", "verb", re.compile(r"\b(?i:dimenang(?:i|kan)|dijuarai)\b")),
)
NEEDS_CONTEST = frozenset(
    {"finalis", "nominasi", "pemenang", "posisi", "medal", "verb", "inovasi terbaik", "n terbaik", "terpuji", "besar"}
)
"""Rules whose words also say other things: they count only beside a contest or another rank."""
_TITLES = {
    "juara harapan": "Juara Harapan",
    "replikasi terbaik": "Replikasi Terbaik",
    "posisi": "Peringkat",
    "verb": "Pemenang",
    "inovasi terbaik": "Terbaik",
    "outstanding": "Outstanding Achievement",
}


@dataclass(frozen=True, slots=True)
class Rank:
    """One place of a rank: character offsets, kind, level in one spelling, and the rule that found it."""

    start: int
    end: int
    kind: Kind
    level: str
    rule: str


def find_ranks(text: str) -> list[Rank]:
    """All ranks in text order; of two that overlap the one of the earlier rule counts."""
    found: dict[int, Rank] = {}
    for kind, rule, pattern in _RULES:
        for match in pattern.finditer(text):
            found.setdefault(match.start(), Rank(match.start(), match.end(), kind, level_of(rule, match), rule))
    ranks: list[Rank] = []
    for rank in sorted(found.values(), key=lambda r: (r.start, -r.end)):
        if not ranks or rank.start >= ranks[-1].end:
            ranks.append(rank)
    return ranks


def level_of(rule: str, match: re.Match[str]) -> str:
    """The level in one spelling."""
    number = ordinal(match.group(1)) if match.re.groups and match.group(1) else None
    if rule in {"top", "besar", "n terbaik"}:
        extra = f" {match.group(2).strip().title()}" if match.group(2) else ""
        return f"Top {number if number is not None else match.group(1)}{extra.replace(' Nasional', '')}"
    if rule == "juara" and number is None:
        return f"Juara {match.group(1).title()}"
    if rule in {"medal", "top words"}:
        return " ".join(match.group().split()).title()
    title = _TITLES.get(rule, rule.title())
    return title if number is None else f"{title} {number}"


def ordinal(word: str) -> int | None:
    """The number of an ordinal: pertama, kedua, III, 3, ke-3."""
    plain = " ".join(word.split()).casefold()
    if " " in plain and (spelled := read_number(plain.split())) is not None:
        return spelled[0]
    if plain in _NUMBER:
        return _NUMBER[plain]
    figures = re.sub(r"\D", "", plain)
    return int(figures) if figures else None
