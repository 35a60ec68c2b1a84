"""Finding the places where a region may be named: which tokens, in which context. Deciding comes in regions.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from inovasi.nlp.phrases import keys_of
from inovasi.nlp.reading import Reading, Token
from inovasi.nlp.region_index import Form, Place, districts, forms, near

# The word before a name tells its kind. Offices stand for the level they govern.
_KINDS = {
    **dict.fromkeys(
        ("kabupaten", "kab", "pemkab", "bupati", "wabup", "wakilbupati", "plbup", "regency", "sekkab", "setkab"),
        "kabupaten",
    ),
    **dict.fromkeys(
        ("kota", "pemkot", "walikota", "wawako", "wawali", "wako", "kotamadya", "polresta", "polrestabes", "sekkot"),
        "kota",
    ),
    **dict.fromkeys(
        ("provinsi", "prov", "propinsi", "pemprov", "gubernur", "wagub", "polda", "kejati", "sekprov", "daerahistimewa"),
        "provinsi",
    ),
}
# Words that a region's name follows without telling its kind.
_CONTEXT = frozenset(
    "di ke dari pemda pemerintah pemkab pemkot daerah wilayah warga masyarakat se seluruh asal dprd kpu bawaslu polres "
    "kapolres kejari kajari kodim setda sekda sekretariat rsud puskesmas dinas bappeda bapenda bkpsdm dpmptsp diskominfo "
    "disdukcapil dinkes disdik dishub inspektorat untuk dan hingga sampai antara kanwil kemenag bpn bps bumi ibukota "
    "menuju kantor pengadilan lapas rutan baznas pdam satpol pp kesehatan pendidikan informatika publik daerahnya "
    "perhubungan sosial sipil perikanan pertanian pariwisata kebudayaan lingkungan hidup".split()
)
# After these words stands the name of something else: a street, a strait, a people, a language, a dish.
_BLOCKED = frozenset(
    "jalan jl jln gang selat danau gunung sungai laut teluk tanjung suku bahasa batik soto sate kain kopi etnis adat "
    "gedung hotel stadion bandara universitas lagu tari bank pasukan".split()
)
_DISTRICT_WORDS = frozenset({"kecamatan", "kec", "camat", "distrik", "kapanewon", "panewu", "kemantren", "sekcam"})
_LEVEL_WORDS = frozenset(
    {"kabupaten", "kab", "kota", "provinsi", "prov", "propinsi", "kotamadya", "administrasi", "kabupatenadministrasi"}
)
_OPEN = frozenset("([")


class Find(NamedTuple):
    """A possible place: character range of the bare name, start with its level word, and what the context says."""

    first: int  # token indices of the bare name
    last: int
    start: int
    end: int
    full_start: int
    form: Form
    kind: str | None
    context: bool
    typo: bool


class Scan(NamedTuple):
    """The finds in text order and, for kecamatan, (start, end, candidates) after a district word."""

    finds: tuple[Find, ...]
    districts: tuple[tuple[int, int, tuple[Place, ...]], ...]


def scan(reading: Reading) -> Scan:
    """Every possible place of the text, longest name first at each position."""
    tokens = reading.tokens
    keys = keys_of(tokens)
    finds: list[Find] = []
    kecamatan: list[tuple[int, int, tuple[Place, ...]]] = []
    i = 0
    while i < len(tokens):
        if i and keys[i - 1] in _DISTRICT_WORDS and tokens[i].text[0].isupper():
            hit = districts().at(keys, i)
            if hit:
                kecamatan.append((tokens[i].start, tokens[hit[0] - 1].end, hit[1]))
                i = hit[0]
                continue
        find = _find_at(tokens, keys, i)
        if find is None:
            i += 1
            continue
        finds.append(find)
        i = find.last + 1
    finds.extend(_before_brackets(tokens, keys, finds))
    return Scan(tuple(sorted(finds, key=lambda f: f.start)), tuple(kecamatan))


def _find_at(tokens: Sequence[Token], keys: Sequence[str], i: int) -> Find | None:
    text = tokens[i].text
    if text[:3].lower() == "se-" and len(text) > 4:
        form = forms().get(text[3:])
        if form is None or not text[3].isupper():
            return None
        token = tokens[i]
        return Find(i, i, token.start + 3, token.end, token.start + 3, form, None, context=True, typo=False)
    kind, full, context = _left(tokens, keys, i)
    if not (text[0].isupper() or (text[0].isdigit() and kind)):
        return None
    hit = forms().at(keys, i)
    if hit is None:
        return _typo_at(tokens, keys, i, kind, full) if kind else None
    end, form = hit
    if not _well_written(text, form):
        return None
    if i and keys[i - 1] in _BLOCKED and not kind:
        return None
    kind = kind or _kind_after(tokens, keys, end)
    return Find(i, end - 1, tokens[i].start, tokens[end - 1].end, full, form, kind, context=context, typo=False)


def _well_written(text: str, form: Form) -> bool:
    """Initials of up to three letters (OKI, NTT) must be capitals: "Oki" is a person."""
    return not (form.short and form.length <= 3) or text.isupper()


def _kind_after(tokens: Sequence[Token], keys: Sequence[str], end: int) -> str | None:
    """ "Polres Malang Kota": the level word may follow, when it does not open the next name."""
    if end >= len(tokens) or tokens[end].text != "Kota":
        return None
    if end + 1 < len(tokens) and tokens[end + 1].text[0].isupper() and forms().at(keys, end + 1):
        return None
    return "kota"


def _left(tokens: Sequence[Token], keys: Sequence[str], i: int) -> tuple[str | None, int, bool]:
    """What stands before token ``i``: (kind, start of the full form, whether a region is expected here)."""
    j = i - 1
    full = tokens[i].start
    if j >= 0 and tokens[j].text == "." and j > 0:  # "Kab . X"
        j -= 1
    if j >= 0 and tokens[j].text in ")]":  # "Pemerintah Kota (Pemkot) Surabaya"
        opened = next((k for k in range(j, max(j - 5, -1), -1) if tokens[k].text in _OPEN), None)
        j = opened - 1 if opened else -1
    if j < 0:
        return None, full, False
    key = keys[j]
    if key == "administrasi" and j:
        j, key = j - 1, keys[j - 1]
    kind = _KINDS.get(key)
    office = key == "kota" and j > 0 and keys[j - 1] == "wali"
    if key in _LEVEL_WORDS and not office and tokens[i - 1].text not in ")]":
        full = tokens[j].start
    context = kind is not None or key in _CONTEXT or tokens[i - 1].text in _OPEN
    return kind, full, context


def _typo_at(tokens: Sequence[Token], keys: Sequence[str], i: int, kind: str, full: int) -> Find | None:
    joined = ""
    for end in range(i, min(i + 4, len(tokens))):
        if not keys[end] or not tokens[end].text[0].isupper():
            return None
        joined += keys[end]
        form = near(joined)
        if form is not None and any(p.kind == kind for p in form.places):
            return Find(i, end, tokens[i].start, tokens[end].end, full, form, kind, context=True, typo=True)
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
        for start in range(bracket - 1, max(bracket - 5, -1), -1):
            if not keys[start] or not tokens[start].text[0].isupper():
                break
            joined = keys[start] + joined
            form = near(joined)
            if form and start and any(p.code in codes for p in form.places):
                if start in taken and not _inside_only(finds, start, bracket):
                    break
                at = tokens[start].start
                yield Find(start, bracket - 1, at, tokens[bracket - 1].end, at, form, None, context=True, typo=True)
                break


def _inside_only(finds: Sequence[Find], start: int, end: int) -> bool:
    return any(start <= f.first and f.last < end for f in finds)

