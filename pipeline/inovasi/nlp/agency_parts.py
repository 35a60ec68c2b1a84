"""The pieces that names of government bodies are built from: task words, proper names, brackets, regions.

Every step looks a bounded number of tokens ahead, so reading names stays linear in the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from inovasi.nlp.agency_index import field_slip, fields, heads, shorts
from inovasi.nlp.phrases import keys_of
from inovasi.nlp.place_words import words
from inovasi.nlp.reading import Reading
from inovasi.nlp.region_index import districts
from inovasi.nlp.regions import RegionSpans
from inovasi.text import squash
from inovasi.types import RegionMention

OPEN, CLOSE = frozenset("(["), frozenset(")]")
_JOINERS = frozenset(("dan", "&", "serta", "/"))
_BRANCHES = frozenset(("perwakilan", "regional", "cabang", "wilayah", "kanwil", "upt"))
_TASK_WORD = re.compile(r"(?:pe|ke)[a-z]{4,}(?:an|si)(?:dan)?")  # Kemaritiman, Perternakan: formed like a public task
_WRITTEN_OUT = frozenset(("dinas", "badan"))  # kinds whose long names open with the word itself
_CODE = re.compile(r"\d+/[A-Z]\w*")  # Kodim 1503/Tual
_VERB = re.compile(r"me(?:ng|ny|m|n)[a-z]{5,}|me[lrw][a-z]{3,}kan|(?:di|ber)[a-z]{4,}kan|diduga|dinilai|diminta")
_MAX_NAME = 6
_MAX_BRACKET = 6
_MAX_LIST = 16


class Body(NamedTuple):
    """One place where a body stands. ``core`` is its name without region and brackets."""

    first: int
    last: int  # token after the last
    kind: str
    core: str
    short: str | None = None  # the form in brackets
    region: RegionMention | None = None
    solo: bool = False  # a short form by itself


class NameReader:
    """Reads pieces of names in one Reading; keeps the token keys and region positions that every step needs."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.keys = keys_of(reading.tokens)
        self.spans = RegionSpans(reading.regions)
        self.count = len(self.tokens)

    def text(self, first: int, last: int) -> str:
        """The text of tokens ``first`` to ``last`` (exclusive)."""
        return self.reading.text[self.tokens[first].start : self.tokens[last - 1].end] if last > first else ""

    def capital(self, i: int) -> bool:
        """Whether token ``i`` exists and starts with a capital letter."""
        return i < self.count and self.tokens[i].text[0].isupper()

    def line_breaks(self, j: int) -> int:
        """Line breaks directly before token ``j``: no name goes on after an empty line, no proper name after any."""
        return self.reading.text.count("\n", self.tokens[j - 1].end, self.tokens[j].start) if j else 0

    def fields(self, j: int) -> int | None:
        """End of the words of public tasks that start at ``j``; None if there is none."""
        end = None
        while j < self.count:
            if self._is_field(j):
                j = end = j + 1
            elif end is None:
                return None
            elif self._joins(j) and self._is_field(j + 1):
                j = end = j + 2
            elif self.tokens[j].text == "," and (closed := self._list_end(j + 1)):
                j = end = closed
            else:
                break
        return end

    def _joins(self, j: int) -> bool:
        return j < self.count and self.tokens[j].text.lower() in _JOINERS

    def _is_field(self, j: int) -> bool:
        if j >= self.count or self.line_breaks(j) > 1:
            return False
        key, text = self.keys[j], self.tokens[j].text
        if not text[0].isupper():  # ", pemberdayaan Perempuan": one slip of case inside a list
            return key in fields() and self.tokens[j - 1].text in (",", "dan") and self.capital(j + 1)
        if self.spans.starting_at(self.tokens[j].start) is not None:
            return False
        if "/" in text:  # "Nasional/Bappenas"
            key = squash(text.split("/")[0])
        if self._is_owner(j):
            return False
        if key in fields() or _TASK_WORD.fullmatch(key) is not None:
            return True
        return field_slip(key) and j + 1 < self.count and self.keys[j + 1] in fields() and self.capital(j + 1)

    def _is_owner(self, j: int) -> bool:
        """ "Bagian Hukum Sekretariat Daerah", "Deputi Bidang Pelayanan Publik Kementerian X": another body's name."""
        hit = heads().at(self.keys, j)
        if hit is None or not self.capital(hit[0] - 1):
            return False
        alone = hit[0] == j + 1 and (self.keys[j] in fields() or not self.capital(hit[0]))
        return not alone and hit[1].pattern != "unit" and hit[1].text.lower() == self.text(j, hit[0]).lower()

    def _list_end(self, j: int) -> int | None:
        """End of ", A, B dan C": a comma goes on with the name only when "dan" and a task word close the list."""
        last = min(j + _MAX_LIST, self.count)
        while j < last:
            closing = self._joins(j)
            j += closing
            start = j
            while j < last and self._is_field(j):
                j += 1
            if j == start:
                return None
            if closing:
                return j
            if j < last and self.tokens[j].text == ",":
                j += 1
            elif j >= last or not self._joins(j):
                return None
        return None

    def bracket(self, j: int, long: str) -> tuple[int, str | None]:
        """(index after it, its text) of a short form of ``long`` in brackets or after "atau"; else (j, None)."""
        if j >= self.count or self.line_breaks(j) > 1:
            return j, None
        if self.keys[j] == "atau":
            other = shorts().at(self.keys, j + 1) if self.capital(j + 1) else None
            same = other is not None and other[1].kind in _WRITTEN_OUT and long.lower().startswith(other[1].kind)
            return (other[0], self.text(j + 1, other[0])) if other and same else (j, None)
        if self.tokens[j].text not in OPEN:
            return j, None
        for end in range(j + 2, min(j + _MAX_BRACKET, self.count)):
            if self.tokens[end].text in CLOSE:
                short = self.text(j + 1, end)
                return (end + 1, short) if _abbreviates(short, long) else (j, None)
        return j, None

    def region(self, j: int) -> tuple[int, RegionMention] | None:
        """(token after it, region) of the region that starts at token ``j``."""
        if j >= self.count or self.line_breaks(j) > 1:
            return None
        hit = self.spans.starting_at(self.tokens[j].start)
        if hit is None and self.keys[j - 1] in words("level"):  # "Pemerintah Kota" has read the region's first word
            hit = self.spans.starting_at(self.tokens[j - 1].start)
        if hit is None or hit[0] <= self.tokens[j].start:
            return None
        return self.reading.token_at(hit[0] - 1) + 1, hit[1]

    def close(self, i: int, stop: int, kind: str, core: str, short: str | None = None) -> Body:
        """Add what may follow any name: short form in brackets, region, RI, the branch of a national body."""
        place: RegionMention | None = None
        for _ in range(2):  # the bracket stands before or after the region, a branch after RI
            if short is None:
                stop, short = self.bracket(stop, core)
            if place is None:
                stop, place = self._region_tail(stop)
            stop = self._republic(stop)
        return Body(i, stop, kind, core, short, place)

    def _region_tail(self, stop: int) -> tuple[int, RegionMention | None]:
        branch = stop + 1 if stop < self.count and self.keys[stop] in _BRANCHES else stop
        region = self.region(branch)
        if region is not None:
            stop, place = region
            part = stop < self.count and self.keys[stop] in words("part_of_region") and self.capital(stop)
            if part and self.region(stop) is None and not self.line_breaks(stop):
                stop += 1  # Polres Malang Kota, Polsek Cilacap Utara
            return stop, place
        if stop + 1 < self.count and self.keys[stop] in words("level") and self.capital(stop + 1):
            named = self.name_end(stop + 1, limit=2)  # a misspelt region, still part of the name
            return (named if named > stop + 1 else stop), None
        return stop, None

    def _republic(self, stop: int) -> int:
        if stop < self.count and self.tokens[stop].text == "RI":
            return stop + 1
        if stop + 1 < self.count and self.keys[stop] == "republik" and self.keys[stop + 1] == "indonesia":
            return stop + 2
        return stop

    def name_end(self, j: int, limit: int = _MAX_NAME) -> int:
        """End of the proper name at ``j``: capitalised words and titles, up to a region, another body or a code."""
        start = j
        while j < min(start + limit, self.count) and self._in_name(j, start):
            j += 1
        while j > start and self.keys[j - 1] in words("level"):
            j -= 1
        return j

    def _in_name(self, j: int, start: int) -> bool:
        key, text = self.keys[j], self.tokens[j].text
        if self.line_breaks(j):
            return False
        if key in words("title"):
            return True
        number = text.isdigit() and (j == start or self.region(j + 1) is not None)  # SMP 3, SD Percobaan 2 Yogyakarta
        number = number or (j == start and _CODE.fullmatch(text) is not None)
        if not key or not (text[0].isupper() or number) or text[:3].lower() == "se-":
            return False
        if self.spans.starting_at(self.tokens[j].start) or self._opens_body(j, start):
            return False
        if j > start and self._is_verb(j, start):
            return False
        shouted = len(text) > 3 and text.isupper() and not self.tokens[start].text.isupper()
        return not (shouted and j > start) and not (text.endswith(".") and len(text) > 3)

    def _opens_body(self, j: int, start: int) -> bool:
        """Whether another body's name opens here; "Loka" alone after Puskesmas is the place's name."""
        hit = heads().at(self.keys, j)
        if hit is None:
            return False
        goes_on = self.capital(hit[0]) and not self.line_breaks(hit[0])
        return j > start or goes_on or hit[1].pattern not in ("unit", "body")

    def _is_verb(self, j: int, start: int) -> bool:
        """ "Puskesmas Suka Maju Menjangkau Anak": a headline goes on, unless a kecamatan has this name."""
        if not _VERB.fullmatch(self.keys[j]):
            return False
        return not any((hit := districts().at(self.keys, k)) and hit[0] > j for k in range(start, j + 1))


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of ``short`` stand in ``long`` in this order (digits aside): Kominfo, PANRB, DKP3A."""
    if shorts().get(short) is not None or heads().get(short) is not None:
        return True
    letters = [c for c in squash(short) if c.isalpha()]
    if not 2 <= len(letters) <= 20 or len(letters) * 2 > len(long) or not short[0].isupper():
        return False
    rest = iter(long.lower())
    opened = "".join(letters[:3])
    return all(c in rest for c in (letters[3:] if opened in ("dis", "din", "kem") else letters))
