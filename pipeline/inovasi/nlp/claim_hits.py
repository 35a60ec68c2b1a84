"""The numbers in a text that count innovations: directly, by reference to a count before, or with the noun first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inovasi.nlp.lexicon import grammar
from inovasi.nlp.numerals import collective, digits, may_begin_number, read_number
from inovasi.nlp.reading import Reading, Token
from inovasi.nlp.spans import Span

_COUNTED = frozenset({"inovasi", "terobosan"})


_GENERIC_OWNERS = frozenset({"satu", "minimal", "setiap", "tiap", "wajib", "sedikitnya", "masing-masing", "per"})


_REFERS = re.compile(
    r"\s+(?:(?:inovasi\s+)?di\s?antara(?:nya)?\b"
    r"|(?:yang\s+)?(?:masuk|lolos|menembus|tembus)(?:\s+(?:ke|dalam|seleksi))*\s+top\b"
    r"|(?:karya|wakil|andalan)\b(?:\s+[\w.-]+){0,4}?\s+(?:masuk|lolos|menembus|tembus|melaju|meraih|tampil|sudah|berhasil)\b"
    r"|(?:yang|lagi)\s+(?:tembus|lolos|masuk|terpilih)\b)",
    re.IGNORECASE,
)


_TOTAL_WORDS = "dilaporkan|terdaftar|didaftarkan|terdata|tercatat|berjumlah|sebanyak|mencapai|jumlahnya|totalnya"
_NOUN_FIRST = re.compile(
    rf"\binovasi\b(?:\s+(?!(?:tahun|nomor|top)\b)[\w/-]+){{0,5}}?\s+(?:{_TOTAL_WORDS})\s+"
    r"(?:sebanyak\s+|ada\s+|mencapai\s+)?(?=\d)",
    re.IGNORECASE,
)
_TELLS_TOTAL = (*_TOTAL_WORDS.split("|"), "ada")
_LONGEST = max(map(len, _TELLS_TOTAL))


_CONTEST = re.compile(r"\btop\s?\d|KIPP|sinovik|kompetisi inovasi|inovasi pelayanan publik", re.IGNORECASE)


REACH = 600
"""Characters to each side of a number that count as its sentence: a page may be one endless line."""


_LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A number that counts innovations: value and the tokens of number and noun."""

    count: int
    span: Span


def hits(reading: Reading) -> Iterator[Hit]:
    """All numbers that count innovations, in text order."""
    tokens = reading.tokens
    totals = _Totals(reading.text)
    i = 0
    counted_before = -9  # index of the sentence in which innovations were counted last
    for number, (first, last) in enumerate(reading.sentences):
        i = first
        while i < last:
            hit = may_begin_number(tokens[i].text) and (
                _direct(tokens, i, last)
                or _referring(reading, i, first, after_count=number - counted_before <= 1)
                or (_noun_first(reading, i) if i and totals.at(tokens[i - 1].end, tokens[i].start) else None)
                or (_elided(tokens, i, last) if number - counted_before <= 1 else None)
            )
            if not hit:
                i += 1
                continue
            counted_before = number
            yield hit
            i = hit.span.last


class _Totals:
    """Where the numbers after "inovasi yang dilaporkan" and its like begin; sought once, and only where one may be."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: frozenset[int] | None = None

    def at(self, before: int, start: int) -> bool:
        """True when such a number begins at ``start``; the word before it ends at ``before``."""
        word = self._text[max(0, before - _LONGEST) : before]
        if word.isascii() and not word.casefold().endswith(_TELLS_TOTAL):
            return False
        if self._starts is None:
            self._starts = frozenset(m.end() for m in _NOUN_FIRST.finditer(self._text))
        return start in self._starts


def _direct(tokens: Sequence[Token], i: int, limit: int) -> Hit | None:
    """ "15 inovasi", "tiga program inovasi", "ketujuh inovasi itu"."""
    value, used = _number(tokens, i, limit)
    if value is None:
        return None
    j = i + used
    while j < limit and tokens[j].text.casefold() in grammar("counted_between") and j - i - used < 3:
        j += 1
    if j >= limit or tokens[j].text.casefold().split("-")[0] not in _COUNTED:
        return None
    if _is_part_of_name(tokens, i, value) or _is_generic(tokens, i, value) or _is_breakdown(tokens, i):
        return None
    if collective(tokens[i].text) is not None and not _points_back(tokens, j + 1):
        return None
    return Hit(value, Span(i, j + 1))


def _number(tokens: Sequence[Token], i: int, limit: int) -> tuple[int | None, int]:
    found = read_number([t.text for t in tokens[i : min(limit, i + 6)]])
    if found is not None and 0 < found[0] < _LARGEST:
        return found
    together = collective(tokens[i].text)
    return (together, 1) if together is not None and together > 1 else (None, 0)


def _points_back(tokens: Sequence[Token], j: int) -> bool:
    """ "ketiga inovasi tersebut/itu/yakni": all three, not the third."""
    after = tokens[j].text.casefold() if j < len(tokens) else ""
    return after in {"tersebut", "itu", "ini", "yakni", "yaitu", "meliputi", "adalah", "unggulan"}


def _is_part_of_name(tokens: Sequence[Token], i: int, value: int) -> bool:
    """ "Top 99 Inovasi Pelayanan Publik", "tahun 2021 inovasi", "Kompetisi ... 2019 inovasi"."""
    before = tokens[i - 1].text.casefold() if i else ""
    if before in {"top", "nomor", "no", "no.", "pasal", "peringkat", "juara", "ke"}:
        return True
    year = 1990 <= value <= 2035 and tokens[i].text.isdecimal()
    return year and (before in {"tahun", "award", "sinovik", "kipp", "iga", "nasional"} or before.isalpha())


_LEVELS = frozenset({"kementerian", "lembaga", "provinsi", "kabupaten", "kota", "bumn", "bumd", "daerah"})


def _is_breakdown(tokens: Sequence[Token], i: int) -> bool:
    """ "empat lembaga dengan empat inovasi": a breakdown by level does not count beside its total."""
    words = [t.text.casefold() for t in tokens[max(0, i - 3) : i]]
    return len(words) == 3 and words[1] in _LEVELS and words[2] == "dengan" and read_number(words[:1]) is not None


def _is_generic(tokens: Sequence[Token], i: int, value: int) -> bool:
    """ "satu OPD satu inovasi" is a rule, not a count."""
    if value != 1:
        return False
    around = {t.text.casefold() for t in tokens[max(0, i - 4) : i]}
    sends = bool(around & grammar("sends"))
    return bool(around & _GENERIC_OWNERS) or (tokens[i].text.casefold() in {"satu", "sebuah"} and not sends)


def _referring(reading: Reading, i: int, first: int, *, after_count: bool) -> Hit | None:
    """ "enam di antaranya unggulan" after a count; "22 yang masuk Top 99"."""
    tokens = reading.tokens
    value, used = _number(tokens, i, min(len(tokens), i + 6))
    together = collective(tokens[i].text) is not None and digits(tokens[i].text) is None
    if value is None or used == 0 or together:
        return None
    match = _REFERS.match(reading.text, tokens[i + used - 1].end)
    if match is None or _is_part_of_name(tokens, i, value):
        return None
    context = reading.text[max(tokens[first].start, tokens[i].start - REACH) : tokens[i].start].casefold()
    told = match.group(0).casefold()
    about = "inovasi" in context or (after_count and ("antara" in told or "yang" in told))
    contest = "top" in told or bool(
        _CONTEST.search(reading.text, max(tokens[first].start, tokens[i].start - REACH), tokens[i].end + REACH)
    )
    if not about and not contest:
        return None
    last = reading.token_at(match.end() - 1) + 1
    return Hit(value, Span(i, last)) if value > 1 or "wakil" in told else None


def _elided(tokens: Sequence[Token], i: int, limit: int) -> Hit | None:
    """ "Dari 40 inovasi, 18 lolos", "tahun lalu baru 33": a bare number soon after a count of innovations."""
    value, used = _number(tokens, i, limit)
    if value is None or value < 2 or collective(tokens[i].text) is not None or 1990 <= value <= 2035:
        return None
    before = tokens[i - 1].text.casefold() if i else ""
    after = tokens[i + used].text.casefold() if i + used < len(tokens) else "."
    chosen = after in grammar("chosen")
    left_over = before in grammar("only") and (after in _AFTER_BARE or chosen)
    if not (chosen or left_over) or _is_part_of_name(tokens, i, value):
        return None
    return Hit(value, Span(i, i + used))


_AFTER_BARE = frozenset({",", ".", ";", ")", "yang", "saja", "lagi", "di", "dari", "pada"})


def _noun_first(reading: Reading, i: int) -> Hit | None:
    """ "Inovasi yang dilaporkan 14.897"."""
    value, used = _number(reading.tokens, i, i + 1)
    return Hit(value, Span(i, i + used)) if value is not None and value > 1 else None
