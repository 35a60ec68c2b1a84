"""Finding the places where a region may be named: which tokens, in which context. Deciding comes in regions.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from inovasi.nlp.agency_index import fields, heads, shorts
from inovasi.nlp.phrases import keys_of
from inovasi.nlp.place_words import words
from inovasi.nlp.reading import Reading, Token
from inovasi.nlp.region_index import Form, Place, districts, forms, near
from inovasi.text import squash

# The word before a name tells its kind. Offices stand for the level they govern.
_KINDS = {
    **dict.fromkeys(("kabupaten", "kab", "pemkab", "bupati", "wabup", "sekkab", "polres", "kapolres"), "kabupaten"),
    **dict.fromkeys(("kota", "pemkot", "pemko", "walikota", "wawako", "wawali", "polresta", "polrestabes"), "kota"),
    **dict.fromkeys(("provinsi", "prov", "propinsi", "pemprov", "gubernur", "wagub", "polda", "kejati"), "provinsi"),
}
_DISTRICT_WORDS = frozenset(("kecamatan", "kec", "camat", "distrik", "kapanewon", "panewu", "kemantren", "sekcam"))
_OPEN = frozenset("([")
_BRACKET_REACH = 5  # tokens of "Kota (Pemkot) X" or of a name before "[Muba]"


class Find(NamedTuple):
    """A possible place: token range and character range of the bare name, and what the context says.

    ``full_start`` is where the name starts with its level word. ``kind`` is the level that the context gives.
    """

    first: int
    last: int
    start: int
    end: int
    full_start: int
    form: Form
    kind: str | None
    context: bool


class Scan(NamedTuple):
    """The finds in text order, and (start, end, candidates) of the names after a word for kecamatan."""

    finds: tuple[Find, ...]
    districts: tuple[tuple[int, int, tuple[Place, ...]], ...]


class _Left(NamedTuple):
    kind: str | None
    full_start: int
    context: bool


def scan(reading: Reading) -> Scan:
    """Every possible place of the text, longest name first at each position."""
    tokens = reading.tokens
    keys = _keys(tokens)
    finds: list[Find] = []
    kecamatan: list[tuple[int, int, tuple[Place, ...]]] = []
    i = 0
    while i < len(tokens):
        if not keys[i] or not _may_open(tokens[i].text):
            i += 1
            continue
        district = districts().at(keys, i) if i and keys[i - 1] in _DISTRICT_WORDS else None
        if district and tokens[i].text[0].isupper():
            kecamatan.append((tokens[i].start, tokens[district[0] - 1].end, district[1]))
            i = district[0]
            continue
        find = _find_at(tokens, keys, i)
        if find is not None:
            finds.append(find)
        i = find.last + 1 if find else i + 1
    finds.extend(_before_brackets(tokens, keys, finds))
    return Scan(tuple(sorted(finds, key=lambda f: f.start)), tuple(kecamatan))


def _may_open(text: str) -> bool:
    """Names begin with a capital or a digit; only "se-" may be glued to one. Most words are out at once."""
    return text[0].isupper() or text[0].isdigit() or text[2:3] == "-"


def _keys(tokens: Sequence[Token]) -> list[str]:
    """Keys of the tokens, of "se-Sumsel" and "se-Kota" without the prefix that glues to a name."""
    keys = keys_of(tokens)
    for i, token in enumerate(tokens):
        if token.text[2:3] == "-" and (cut := _cut(token)):
            keys[i] = squash(token.text[cut:])
    return keys


def _cut(token: Token) -> int:
    """Length of a glued prefix: 3 for "se-Sumsel", else 0."""
    return 3 if token.text[:3].lower() == "se-" and token.text[3:4].isupper() else 0


def _find_at(tokens: Sequence[Token], keys: Sequence[str], i: int) -> Find | None:
    cut = _cut(tokens[i])
    text = tokens[i].text[cut:]
    if not (text[0].isupper() or text[0].isdigit()):
        return None
    hit = forms().at(keys, i)
    if hit is None:
        return _misspelt(tokens, keys, i) if i and keys[i - 1] in _KINDS else None
    end, form = hit
    left = _left(tokens, keys, i)
    if not _well_written(text, form, left) or (i and _named_after(keys[i - 1], form)):
        return None
    kind = _kind_after(tokens, keys, end) or left.kind
    span = tokens[i].start + cut, tokens[end - 1].end
    return Find(i, end - 1, *span, left.full_start, form, kind, context=left.context or cut > 0)


def _well_written(text: str, form: Form, left: _Left) -> bool:
    """Initials of up to three letters (OKI, NTT) must be capitals: "Oki" is a person. A digit needs a level word."""
    if text[0].isdigit():
        return left.kind is not None
    return text.isupper() or not (form.short and form.length <= 3)


def _named_after(before: str, form: Form) -> bool:
    """ "Jalan Surabaya", "Danau Toba" are no regions; "Bahasa Jawa Tengah" still speaks of the province."""
    return before in words("not_region") and all(p.kind != "provinsi" for p in form.places)


def _kind_after(tokens: Sequence[Token], keys: Sequence[str], end: int) -> str | None:
    """ "Polres Malang Kota": the level word may follow, when it does not open the next name."""
    if end >= len(tokens) or tokens[end].text != "Kota":
        return None
    if end + 1 < len(tokens) and forms().at(keys, end + 1):
        return None
    return "kota"


def _left(tokens: Sequence[Token], keys: Sequence[str], i: int) -> _Left:
    """What stands before token ``i``: the level it gives, where the full form starts, whether a region may follow."""
    full = tokens[i].start + _cut(tokens[i])
    j = i - 1
    bracketed = j >= 0 and tokens[j].text in ")]"
    if bracketed:  # "Pemerintah Kota (Pemkot) Surabaya"
        opened = next((k for k in range(j, max(j - _BRACKET_REACH, -1), -1) if tokens[k].text in _OPEN), 0)
        j = opened - 1
    if j >= 0 and keys[j] == "administrasi":
        j -= 1
    if j < 0:
        return _Left(None, full, context=False)
    key = keys[j]
    office = key == "kota" and j > 0 and keys[j - 1] == "wali"
    if key in words("level") and not office and not bracketed:
        full = tokens[j].start + _cut(tokens[j])
    kind = _KINDS.get(key)
    return _Left(kind, full, context=kind is not None or key in words("region_context") or _of_agency(keys, j))


def _of_agency(keys: Sequence[str], j: int) -> bool:
    """Whether token ``j`` ends the name of a body, which a region's name often follows."""
    key = keys[j]
    if not key:
        return False
    whole = shorts().at(keys, j) or heads().at(keys, j) or (shorts().at(keys, j - 1) if j else None)
    return key in fields() or (whole is not None and whole[0] == j + 1)


def _misspelt(tokens: Sequence[Token], keys: Sequence[str], i: int) -> Find | None:
    """A name one letter away from a region's, after a word that tells its level: "Kabupaten Musi Banyuasi"."""
    kind = _KINDS[keys[i - 1]]
    joined = ""
    for end in range(i, min(i + _BRACKET_REACH - 1, len(tokens))):
        if not keys[end] or not tokens[end].text[0].isupper():
            return None
        joined += keys[end]
        form = near(joined)
        if form is not None and any(p.kind == kind for p in form.places):
            full = _left(tokens, keys, i).full_start
            return Find(i, end, tokens[i].start, tokens[end].end, full, form, kind, context=True)
    return None


def _before_brackets(tokens: Sequence[Token], keys: Sequence[str], finds: Sequence[Find]) -> Iterator[Find]:
    """ "Musi Banyuasi [Muba]": a misspelt name is known by the short form that follows in brackets."""
    taken = {index for f in finds for index in range(f.first, f.last + 1)}
    for find in finds:
        bracket = find.first - 1
        if bracket < 1 or tokens[bracket].text not in _OPEN:
            continue
        codes = {p.code for p in find.form.places}
        joined = ""
        for start in range(bracket - 1, max(bracket - _BRACKET_REACH, -1), -1):
            if start in taken or not keys[start] or not tokens[start].text[0].isupper():
                break
            joined = keys[start] + joined
            form = near(joined)
            if form and any(p.code in codes for p in form.places):
                at = tokens[start].start
                yield Find(start, bracket - 1, at, tokens[bracket - 1].end, at, form, None, context=True)
                break
