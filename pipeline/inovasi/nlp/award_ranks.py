"""The wordings of ranks (Top 45, juara harapan II, terbaik pertama, finalis ...) and their one spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from inovasi.nlp.cues import lowered
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

_NOUNS = ("inovasi", "inovator", "program", "karya", "proposal", "terobosan")
_NOUN = rf"(?i:{'|'.join(_NOUNS)})"


@dataclass(frozen=True, slots=True)
class _Rule:
    """A wording. It begins with one of ``cues`` (lower case); or, where ``after`` is given, one of them stands in it,
    one white space behind a word of ``after`` or a digit."""

    kind: Kind
    name: str
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    after: tuple[str, ...] | None = None


_COUNTS = (*_WORDS, "belas", "puluh")
_RULES = (
    _Rule("group", "top", ("top",), re.compile(rf"\b(?i:top)[\s-]?(\d{{1,3}})(?!\d|[.,]\d|%)({_GROUP})?")),
    _Rule("group", "top", ("top",), re.compile(r"\b(\d{1,3})\s(?i:top)\s(?i:inovasi|inovator)\b()"), ()),
    _Rule(
        "group",
        "besar",
        ("besar",),
        re.compile(rf"\b({_COUNT})\s(?i:besar)\b()(?!\s(?:orang|jenis|masalah|kota|warga))"),
        _COUNTS,
    ),
    _Rule(
        "group",
        "top words",
        ("top",),
        re.compile(rf"\b(?:Top|TOP)\s(?:Replikasi|Inovasi|Inovator|Pelayanan Publik)\b{_GROUP}?"),
    ),
    _Rule(
        "group",
        "outstanding",
        ("outstanding",),
        re.compile(r"\b(?i:outstanding\s(?:achievement\s(?:of|in)\s)?public\sservice\sinnovations?)\b"),
    ),
    _Rule("rank", "juara harapan", ("juara",), re.compile(rf"\b(?i:juara\s+harapan)(?:\s+({_ORDINAL}))?")),
    _Rule("rank", "juara", ("juara",), re.compile(rf"\b(?i:juara)\s+({_ORDINAL}|(?i:umum|favorit)\b)")),
    _Rule("rank", "juara", ("pemenang",), re.compile(rf"\b(?i:pemenang)\s+({_ORDINAL})")),
    _Rule(
        "rank",
        "peringkat",
        ("peringkat", "ranking", "rangking"),
        re.compile(rf"\b(?i:peringkat|ranking|rangking)\s+({_ORDINAL})"),
    ),
    _Rule("rank", "terbaik", ("terbaik",), re.compile(rf"\b(?i:terbaik)\s+({_ORDINAL})(?!\s(?i:inovasi))")),
    _Rule(
        "group",
        "n terbaik",
        _NOUNS,
        re.compile(rf"\b({_COUNT})()\s{_NOUN}(?:\s\w+){{0,2}}?\s(?i:terbaik)\b"),
        _COUNTS,
    ),
    _Rule(
        "group",
        "replikasi terbaik",
        ("terbaik",),
        re.compile(r"\b(?i:(?:inovasi\s)?replikasi(?:\sinovasi)?\sterbaik)\b"),
        ("replikasi", "inovasi"),
    ),
    _Rule(
        "rank",
        "inovasi terbaik",
        ("terbaik",),
        re.compile(rf"\b{_NOUN}(?i:(?:\s(?:pelayanan\s)?publik)?\sterbaik)\b"),
        (*_NOUNS, "publik"),
    ),
    _Rule(
        "group",
        "terpuji",
        ("terpuji",),
        re.compile(r"\b(?i:inovasi(?:\spelayanan\spublik)?(?:\ssangat)?\sterpuji)\b"),
        ("inovasi", "publik", "sangat"),
    ),
    _Rule("group", "finalis", ("finalis",), re.compile(r"\b(?i:finalis)\b")),
    _Rule("group", "nominasi", ("nomin",), re.compile(r"\b(?i:nominasi|nominator|nomine|nominee)\b")),
    _Rule(
        "group",
        "pemenang",
        ("pemenang", "juaranya", "para", "daftar"),
        re.compile(
            r"\b(?i:(?:pemenang|juara)nya|(?:para|daftar)\s(?:juara|jawara|peraih)|pemenang(?:\s+(?:utama|terbaik))?)\b"
        ),
    ),
    _Rule(
        "rank",
        "pemenang",
        ("first", "second", "third", "winner"),
        re.compile(r"\b(?i:(?:first|second|third)\s(?:place\s)?winner|winner)\b"),
    ),
    _Rule("rank", "posisi", ("posisi", "urutan"), re.compile(rf"\b(?i:posisi|urutan)\s+({_ORDINAL})")),
    _Rule("rank", "posisi", ("tempat",), re.compile(r"\b(?i:tempat\s+(pertama|kedua|ketiga))\b")),
    _Rule("group", "medal", ("medali",), re.compile(r"\b(?i:medali\s(?:emas|perak|perunggu))\b")),
    _Rule(
        "group",
        "medal",
        ("platinum", "gold", "silver", "bronze"),
        re.compile(r"\b(?:Platinum|Gold|Silver|Bronze)\s(?:Award|Winner|Medal)\b"),
    ),
    _Rule("rank", "verb", ("dimenang", "dijuarai"), re.compile(r"\b(?i:dimenang(?:i|kan)|dijuarai)\b")),
)
_CUES = tuple(dict.fromkeys(cue for rule in _RULES for cue in rule.cues))
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
    plain = lowered(text)
    cues = {cue: tuple(_starts(plain, cue)) for cue in _CUES if cue in plain}
    for rule in _RULES:
        for match in _matches(rule, text, plain, cues):
            level = level_of(rule.name, match)
            found.setdefault(match.start(), Rank(match.start(), match.end(), rule.kind, level, rule.name))
    ranks: list[Rank] = []
    for rank in sorted(found.values(), key=lambda r: (r.start, -r.end)):
        if not ranks or rank.start >= ranks[-1].end:
            ranks.append(rank)
    return ranks


def _starts(plain: str, cue: str) -> Iterator[int]:
    at = plain.find(cue)
    while at >= 0:
        yield at
        at = plain.find(cue, at + 1)


def _matches(rule: _Rule, text: str, plain: str, cues: Mapping[str, Sequence[int]]) -> Iterator[re.Match[str]]:
    """What ``rule.pattern.finditer`` gives, but looked for at its cues only; ``cues`` has their starts in the text."""
    starts = [at for cue in rule.cues for at in cues.get(cue, ())]
    if rule.after is not None:
        if any(_follows(plain, at, rule.after) for at in starts):
            yield from rule.pattern.finditer(text)
        return
    end = 0
    for start in sorted(starts):
        match = rule.pattern.match(text, start) if start >= end else None
        if match is not None:
            end = match.end()
            yield match


def _follows(plain: str, at: int, words: tuple[str, ...]) -> bool:
    """Whether a white space and, before it, a digit or one of the words stand before ``at``."""
    spaced = at >= 2 and plain[at - 1].isspace()
    return spaced and (plain[at - 2].isdecimal() or plain.endswith(words, 0, at - 1))


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
