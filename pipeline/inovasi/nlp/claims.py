"""Count claims: "X has N innovations" (the ``inovasi_claims`` component).

A claim is a number that counts innovations: directly ("15 inovasi pelayanan publik", "dua inovasi besar"), through a
contest ("22 yang masuk Top 99"), or by reference ("enam di antaranya unggulan" after a counted set). Numbers of
participants, proposals, agencies or regions are none, nor is the 99 of "Top 99" or the one of "satu OPD satu inovasi".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from inovasi.nlp.awards import find_awards
from inovasi.nlp.lexicon import grammar
from inovasi.nlp.numerals import collective, digits, read_number
from inovasi.nlp.reading import Reading, Token
from inovasi.nlp.regions import main_region
from inovasi.nlp.spans import Span, offsets
from inovasi.types import Claim, Evidence, InnovationMention

_COUNTED = frozenset({"inovasi", "terobosan"})
_GENERIC_OWNERS = frozenset({"satu", "minimal", "setiap", "tiap", "wajib", "sedikitnya", "masing-masing", "per"})
_REFERS = re.compile(
    r"\s+(?:(?:inovasi\s+)?di\s?antara(?:nya)?\b"
    r"|(?:yang\s+)?(?:masuk|lolos|menembus|tembus)(?:\s+(?:ke|dalam|seleksi))*\s+top\b"
    r"|(?:karya|wakil|andalan)\b(?:\s+[\w.-]+){0,4}?\s+(?:masuk|lolos|menembus|tembus|melaju|meraih|tampil|sudah|berhasil)\b"
    r"|(?:yang|lagi)\s+(?:tembus|lolos|masuk|terpilih)\b)",
    re.IGNORECASE,
)
_NOUN_FIRST = re.compile(
    r"\binovasi\b(?:\s+(?!(?:tahun|nomor|top)\b)[\w/-]+){0,5}?\s+(?:dilaporkan|terdaftar|didaftarkan|terdata|tercatat|berjumlah|sebanyak"
    r"|mencapai|jumlahnya|totalnya)\s+(?:sebanyak\s+|ada\s+|mencapai\s+)?(?=\d)",
    re.IGNORECASE,
)
_CONTEST = re.compile(r"\btop\s?\d|KIPP|sinovik|kompetisi inovasi|inovasi pelayanan publik", re.IGNORECASE)
REACH = 600
"""Characters to each side of a number that count as its sentence: a page may be one endless line."""
_LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A number that counts innovations: value and the tokens of number and noun."""

    count: int
    span: Span


def find_claims(reading: Reading) -> tuple[Claim, ...]:
    """Claims in order of first appearance, one per count. Needs the innovations."""
    scene = _Scene(reading)
    claims: dict[int, Claim] = {}
    for hit in _hits(reading):
        if hit.count not in claims:
            claims[hit.count] = _claim(reading, hit, scene)
    return tuple(claims.values())


class _Scene:
    """What a claim may speak of: places of agencies and regions, awards, and innovations, each sorted by offset."""

    def __init__(self, reading: Reading) -> None:
        agencies = [(e, a.name, a.region_code) for a in reading.agencies for e in a.evidence]
        regions = [(e, r.name, r.code) for r in reading.regions for e in r.evidence]
        self.places = sorted((*agencies, *regions), key=lambda p: (p[0].start, p[0].end, p[1]))
        self.awards = find_awards(reading)
        self.names = sorted((_first_place(i), i.name) for i in reading.innovations)
        self.main = main_region(reading)


def award_named(innovations: Sequence[InnovationMention], claims: Sequence[Claim]) -> tuple[InnovationMention, ...]:
    """ "Tiga inovasi masuk Top 99 yakni A, B dan C": the award of a claim is an award of each innovation it names."""
    found = []
    for item in innovations:
        won = [c for c in claims if c.award and len(c.named) == c.count and item.name in c.named]
        new = [c for c in won if c.award not in item.awards]
        evidence = [e for c in new for e in c.evidence if e.field == "award"]
        awards = (*item.awards, *dict.fromkeys(c.award for c in new if c.award))
        found.append(replace(item, awards=awards, evidence=(*item.evidence, *evidence)) if new else item)
    return tuple(found)


def _hits(reading: Reading) -> Iterator[Hit]:
    tokens = reading.tokens
    noun_first = {m.end() for m in _NOUN_FIRST.finditer(reading.text)}
    i = 0
    counted_before = -1  # index of the sentence in which innovations were counted last
    for number, (first, last) in enumerate(reading.sentences):
        i = first
        while i < last:
            hit = (
                _direct(tokens, i, last)
                or _referring(reading, i, first, after_count=number - counted_before <= 1)
                or (_noun_first(reading, i) if tokens[i].start in noun_first else None)
            )
            if hit is None:
                i += 1
                continue
            counted_before = number
            yield hit
            i = hit.span.last


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
    return bool(around & _GENERIC_OWNERS) or tokens[i].text.casefold() in {"satu", "sebuah"}


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
        _CONTEST.search(reading.text, tokens[first].start, reading.sentence_at(tokens[i].start)[1])
    )
    if not about and not contest:
        return None
    last = reading.token_at(match.end() - 1) + 1
    return Hit(value, Span(i, last)) if value > 1 or "wakil" in told else None


def _noun_first(reading: Reading, i: int) -> Hit | None:
    """ "Inovasi yang dilaporkan 14.897"."""
    value, used = _number(reading.tokens, i, i + 1)
    return Hit(value, Span(i, i + used)) if value is not None and value > 1 else None


def _claim(reading: Reading, hit: Hit, scene: _Scene) -> Claim:
    tokens = reading.tokens
    start = offsets(reading, hit.span)[0]
    first, last = reading.sentence_at(start)
    first, last = max(first, start - REACH), min(last, start + REACH)
    who, region_code, who_evidence = _who(reading, start, (first, last), scene)
    award = next((a for a in _between(scene.awards, first, last)), None)
    what_end = hit.span.last
    while what_end < len(tokens) and what_end - hit.span.last < 3 and _describes(tokens[what_end].text):
        what_end += 1
    noun = next(
        (k for k in range(hit.span.first, hit.span.last) if tokens[k].text.casefold().startswith(("inov", "terob"))),
        None,
    )
    what = " ".join(t.text for t in tokens[noun if noun is not None else hit.span.first : what_end])
    evidence = [reading.evidence("claim", start, tokens[what_end - 1].end)]
    if who_evidence is not None:
        evidence.append(who_evidence)
    if award is not None:
        evidence.append(award)
    return Claim(
        count=hit.count,
        what=what,
        who=who,
        region_code=region_code,
        award=" ".join(award.quote.split()) if award is not None else None,
        named=_named(reading, hit, scene),
        evidence=tuple(evidence),
    )


def _describes(text: str) -> bool:
    return text.casefold() in {
        "pelayanan",
        "publik",
        "daerah",
        "unggulan",
        "terbaik",
        "baru",
        "digital",
        "besar",
        "kesehatan",
        "layanan",
        "kerja",
        "inovatif",
        "aksi",
        "perubahan",
    }


def _between(items: Sequence[Evidence], first: int, last: int) -> Sequence[Evidence]:
    return items[bisect_left(items, first, key=_start) : bisect_left(items, last, key=_start)]


def _start(evidence: Evidence) -> int:
    return evidence.start


def _who(
    reading: Reading, start: int, sentence: tuple[int, int], scene: _Scene
) -> tuple[str | None, str | None, Evidence | None]:
    """The agency or region nearest to the number in its sentence, else the region of the article."""
    low = bisect_left(scene.places, sentence[0], key=lambda p: p[0].start)
    high = bisect_left(scene.places, sentence[1], key=lambda p: p[0].start)
    near = scene.places[low:high]
    if near:
        spot, name, code = min(near, key=lambda i: (min(abs(i[0].start - start), abs(i[0].end - start)), i[0].start))
        return name, code, reading.evidence("who", spot.start, spot.end)
    if scene.main is None:
        return None, None, None
    first = scene.main.evidence[0]
    return scene.main.name, scene.main.code, reading.evidence("who", first.start, first.end)


def _named(reading: Reading, hit: Hit, scene: _Scene) -> tuple[str, ...]:
    """Names of this article that belong to the claim: all when the number fits, else those told right after it."""
    names = scene.names
    if len(names) <= hit.count <= 3 * max(len(names), 1):
        return tuple(i.name for i in reading.innovations)
    after = bisect_left(names, (reading.tokens[hit.span.first].start, ""))
    return tuple(name for _, name in names[after : after + hit.count])


def _first_place(item: InnovationMention) -> int:
    return min(e.start for e in item.evidence if e.field in {"name", "alias"})
