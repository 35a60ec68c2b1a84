"""Whether a kecamatan, kelurahan or village stands in a text as a body that acts, and not as a place.

All questions look at a bounded piece of text on either side of the name.
"""

from __future__ import annotations

import re

from inovasi.nlp.agency_parts import Body, NameReader
from inovasi.nlp.place_words import words

TERRITORIES = frozenset(("kecamatan", "kelurahan", "desa"))
_OFFICES = frozenset(("dinas", "badan", "bagian", "biro", "setda", "sekretariat", "satpol", "inspektorat", "lembaga"))
LEADS = frozenset(":-–—•(=|")
_AND = frozenset(("dan", "serta", "&"))
_LIST_MARKS = _AND | {",", ";"}
_NAME_ENDS = frozenset(")”\"’'")
PASSIVE = re.compile(r"di(?!sini|sana|situ|mana|antara|atas|bawah|dalam|depan|dekat)[a-z]{4,}")  # "dimenangi X"
_MAKER = re.compile(r"(?:pe[a-z]{5,}|inisiator|inovator|kreator)nya")  # "penggagasnya Kecamatan X"
_RANKED = re.compile(
    r"(?:\n\s*(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s*"
    r"|\b(?:juara|terbaik|harapan|peringkat|urutan|posisi|ranking|pemenang)\s+(?:\d{1,2}|[ivx]{1,4}|[a-z]{3,9})\s+)\Z",
    re.IGNORECASE,
)
_LISTED_LINE = re.compile(r"\s*(?:[-–—•*]|\d{1,3}[.)]|[a-z][.)]|(?:juara|terbaik|harapan)\b)", re.IGNORECASE)
_INSIDE_OF = re.compile(  # "Desa X, Kecamatan Y": where the village lies
    r"\b(?:desa|kelurahan|kampung|dusun|nagari|gampong|kalurahan|jorong|banjar|lingkungan|jalan|jl\.?|rt|rw|blok|pasar)"
    r"\s[^,;\n]{1,30},\s*\Z",
    re.IGNORECASE,
)
_ACTS_NEXT = re.compile(  # what follows an actor: a verb, or the programme that it has
    r"\s+(?:me(?:m|n|l|r|w|y)?[a-z]{4,}|ber[a-z]{4,}|punya|lewat|melalui|tampil|keluar|ikut|raih|sukses|mampu|berkat"
    r"|dengan (?:inovasi|program|aplikasi|[A-Z“\"‘']))\b|\s+[A-Z]{2,}\b|\s*:|\s*\((?=[A-Z“\"‘'])|\s+[“\"‘'](?=[A-Z])"
)
_LEFT, _LINE, _RIGHT = 48, 240, 24


def acts(reader: NameReader, i: int, end: int, before: Body | None) -> bool:
    """Whether the territory whose head stands at tokens ``i`` to ``end`` is an owner, an actor or one of a list."""
    start, text = reader.tokens[i].start, reader.reading.text
    if i == 0 or reader.reading.sentence_at(start)[0] == start or reader.line_breaks(i):
        return True
    left = text[max(0, start - _LEFT) : start]
    if _named_as_actor(reader, i) or _RANKED.search(left):
        return True
    if reader.keys[i - 1] in ("dari", "asal"):
        return _maker_before(reader, i - 2)
    inside = reader.tokens[i - 1].text == "," and reader.keys[i] in words("over_villages")
    if inside and _INSIDE_OF.search(left):
        return False
    return _listed(reader, i, before) or _goes_on(reader, i, end)


def _named_as_actor(reader: NameReader, i: int) -> bool:
    """The word before says it: a dash, "oleh", "dimenangi", "penggagasnya"; "milik" not in Badan Usaha Milik Desa."""
    last, key = reader.tokens[i - 1].text, reader.keys[i - 1]
    if key == "milik" and i > 1 and reader.keys[i - 2] == "usaha":
        return False
    listed = any(key in words(use) for use in ("agency_lead", "territory_lead", "clause_subject"))
    return listed or last in LEADS or any(form.fullmatch(key) for form in (PASSIVE, _MAKER))


def _maker_before(reader: NameReader, j: int) -> bool:
    """ "Pasar Sepi dari Kelurahan X": a name stands before, not "warga dari", not the first word of a sentence."""
    if j < 1 or not (reader.capital(j) or reader.tokens[j].text in _NAME_ENDS):
        return False
    return reader.reading.sentence_at(reader.tokens[j].start)[0] != reader.tokens[j].start


def _listed(reader: NameReader, i: int, before: Body | None) -> bool:
    """One more of a list: "Dinas Sosial, Kecamatan X", "Kelurahan X dan Kelurahan Y"."""
    last = reader.tokens[i - 1].text
    if before is None or last not in _LIST_MARKS:
        return False
    near = before.last == i - 1 or (before.last == i - 2 and last in _AND and reader.tokens[i - 2].text == ",")
    return near and (last in _AND or before.kind in _OFFICES or before.kind in TERRITORIES)


def _goes_on(reader: NameReader, i: int, end: int) -> bool:
    """A clause begins with it ("sementara Kelurahan X mengandalkan"), or a line of a list ends with it."""
    last, text = reader.tokens[i - 1].text, reader.reading.text
    if last not in ",;" and last.lower() not in words("clause_start"):
        return False
    region = reader.region(end)
    stop = region[0] if region else reader.name_end(end)
    if stop == end:
        return False
    after = reader.tokens[stop - 1].end
    if _ACTS_NEXT.match(text, after, after + _RIGHT):
        return True
    ends = stop >= reader.count or reader.line_breaks(stop) > 0
    start = reader.tokens[i].start
    line = text[max(0, start - _LINE) : start].rpartition("\n")
    return ends and (bool(line[1]) or start <= _LINE) and _LISTED_LINE.match(line[2]) is not None
