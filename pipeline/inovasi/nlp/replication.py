"""Replication: an innovation of one region that another one takes over, or comes to study.

"Kabupaten A mereplikasi SIPANDU milik Kota B": Kota B is the origin, Kabupaten A the taker. A plan or a wish to
replicate has an origin as well, but no taker yet. A study visit ("studi tiru ke Kota B") tells the origin only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from inovasi.nlp.cues import holds, lowered
from inovasi.nlp.factual import is_fact
from inovasi.nlp.reading import Reading
from inovasi.nlp.scopes import Scope, scopes_of
from inovasi.types import Evidence, RegionMention

REACH = 300
"""Characters to each side of a cue in which its name and its regions stand."""
MOST = 30
"""Takers that one sentence may list."""

_TAKES = re.compile(
    r"\b(?:mereplikasi(?:kan)?|mereplika|mengadopsi|meniru|mencontoh|mengadaptasi|menduplikasi|mengimplementasikan\s+replikasi)\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\b(?:direplikasi(?:kan)?|direplika|diadopsi|ditiru|dicontoh|diadaptasi|diduplikasi)\b", re.IGNORECASE
)
_COPY_OF = re.compile(
    r"\b(?:(?:hasil\s+)?(?:replikasi|adopsi|adaptasi|duplikasi)(?:\s+(?:inovasi|program|aplikasi))?\s+(?:dari|milik)"
    r"|(?:direplikasi|diadopsi|diadaptasi|ditiru|dicontoh)\s+dari)\b",
    re.IGNORECASE,
)
_VISIT = re.compile(
    r"\b(?:studi\s+(?:tiru|banding|replikasi|komparasi)|kaji\s+(?:tiru|banding)|kunjungan\s+(?:kerja|belajar|studi|lapangan)|benchmarking"
    r"|berkunjung|bertandang|belajar|berguru|menimba\s+ilmu|mempelajari|mendatangi|mengunjungi)\b",
    re.IGNORECASE,
)
# One of these is in every wording above.
_CUES: tuple[str, ...] = (
    "repli",
    "adopsi",
    "niru",
    "tiru",
    "contoh",
    "adapt",
    "dupli",
    "studi",
    "kaji",
    "unjung",
    "benchmark",
    "bertandang",
    "belajar",
    "berguru",
    "menimba",
    "mempelajari",
    "mendatangi",
)
# "Kabupaten A meniru dengan nama SIGAP": the name is that of the copy, and whose it was stands elsewhere.
_UNDER = re.compile(r"(?i)\b(?:dengan|lewat|melalui|menjadi)\s(?:nama\s)?|\b(?:bernama|dinamai|dinamakan)\b")
_GOAL = re.compile(r"\s+(?i:menjadi|jadi)\s+(?i:tujuan|jujugan|rujukan|lokasi|tempat|sasaran)\b")
_STUDY = re.compile(r"(?i)studi|kaji|kunjungan|benchmarking")
# What stands between an owner word and the region: the office that the region's name is part of.
_OFFICE = r"(?:(?:[A-Z][\w.&]*|dan)\s+){0,8}"
_OWNS = re.compile(
    r"(?:\b(?i:milik|dari|asal|punya|kepunyaan|besutan|karya|ciptaan|garapan|inovasi|program|aplikasi|buatan|oleh"
    r"|(?:dimiliki|dikembangkan|digagas|dijalankan|diterapkan|diciptakan)(?:\s+(?:oleh|di))?)\s+|[(–-]\s*)"
    + _OFFICE
    + r"$"
)
_TO = re.compile(r"\b(?i:ke|di|kepada|mengunjungi|mendatangi)\s+" + _OFFICE + r"$")
_LISTED = re.compile(
    r"[\s,]*(?:(?:dan|serta|juga|oleh|di|ke|hingga|lalu|kemudian|kabupaten|kota|provinsi|pemkab|pemkot|pemprov|pemerintah|seperti"
    r"|yakni|yaitu|antara|lain|antaranya|dinas|kesehatan|puskesmas|rsud|daerah|lainnya|sejumlah|beberapa|banyak|\d+|termasuk"
    r"|tetangga|tiga|dua|empat|lima)[\s,]+)*",
    re.IGNORECASE,
)

Kind = Literal["replication", "plan", "visit"]


@dataclass(frozen=True, slots=True)
class Party:
    """A region on one side: its name as the text has it, its mention, and its place (field "replication")."""

    name: str
    region: RegionMention
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Replication:
    """What one sentence tells about one name: whose it is and who took it.

    ``replica``: the name itself is the copy ("SIGAP merupakan replikasi dari SIPANDU milik Kota B"); ``origin`` is
    then not its home. ``kind`` plan: told as a wish or an ability only, so ``takers`` is empty; visit: a study visit.
    """

    kind: Kind
    origin: tuple[Party, ...]
    takers: tuple[Party, ...]
    cue: Evidence  # field "replication"
    replica: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    before: int  # end of the name before, or the start of the sentence
    after: int  # start of the name after, or the end of the sentence


class RegionPlaces:
    """Every place of a region that is no district, also inside the name of an agency, by offset."""

    def __init__(self, reading: Reading) -> None:
        found = [(e.start, e.end, r) for r in reading.regions if r.kind != "kecamatan" for e in r.evidence]
        self._places = sorted(found, key=lambda p: p[:2])
        self._starts = [p[0] for p in self._places]

    def between(self, start: int, end: int) -> Sequence[tuple[int, int, RegionMention]]:
        """The places that begin in the stretch."""
        return self._places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def replications_of(
    reading: Reading,
    spans: Sequence[tuple[int, int]],
    names: Sequence[tuple[int, int]],
    places: RegionPlaces,
    scopes: Sequence[Scope] | None = None,
) -> tuple[Replication, ...]:
    """What the sentences with the name tell about its replication, in text order.

    ``spans`` are the character spans of the name, ``names`` those of all names of the article, sorted; ``scopes`` what
    ``scopes_of`` finds for them, where that is known.
    """
    if scopes is None:
        scopes = scopes_of(reading, spans, names)
    own = frozenset(spans)
    cued = [scope.name for scope in scopes if _cued(reading, scope.name)]
    found = [_told(reading, _placed(reading, name, names, own), places) for name in cued]
    return tuple(r for r in found if r is not None)


def origin_of(replications: Sequence[Replication]) -> Party | None:
    """The region whose innovation the name is, where a sentence tells of a replication, a plan or a visit; else None.

    None also for a copy: its home is the region that took it over.
    """
    return next((r.origin[0] for r in replications if r.origin and not r.replica), None)


def takers_of(replications: Sequence[Replication]) -> tuple[Party, ...]:
    """Regions that must not be taken for the home of the name: they copied it, or came to see it."""
    return tuple(p for r in replications if not r.replica for p in r.takers)


def _cued(reading: Reading, name: tuple[int, int]) -> bool:
    """Whether the sentence has a word that every statement of a replication has."""
    first, last = reading.sentence_at(name[0])
    return holds(lowered(reading.text[max(first, name[0] - REACH) : min(last, name[1] + REACH)]), _CUES)


def _placed(
    reading: Reading, span: tuple[int, int], names: Sequence[tuple[int, int]], own: frozenset[tuple[int, int]]
) -> _Name:
    start, end = span
    first, last = reading.sentence_at(start)
    first, last = max(first, start - REACH), min(last, end + REACH)
    i = bisect_left(names, (start, 0))
    before = max((b for a, b in names[max(0, i - 4) : i] if b <= start and (a, b) not in own), default=first)
    after = next((a for a, b in names[i : i + 8] if a >= end and (a, b) not in own), last)
    return _Name(start, end, max(first, before), min(last, after))


def _told(reading: Reading, name: _Name, places: RegionPlaces) -> Replication | None:
    text = reading.text
    first, last = reading.sentence_at(name.start)
    first, last = max(first, name.start - REACH), min(last, name.end + REACH)
    copy = _COPY_OF.search(text, name.end, name.after)
    if copy:
        return _copy(reading, name, copy, min(last, copy.end() + REACH), places)
    taken = _TAKEN.search(text, name.end, name.after)
    if taken:
        return _passive(reading, name, taken, (first, last), places)
    takes = _last(_TAKES, text, name.before, name.start)
    if takes and _UNDER.search(text, takes.end(), name.start):
        return None
    if takes:
        return _active(reading, name, takes, (first, last), places)
    copies = _TAKES.search(text, name.end, name.after)
    if copies:
        return _copy(reading, name, copies, min(last, copies.end() + REACH), places)
    visit = _last(_VISIT, text, first, name.start) or _VISIT.search(text, name.end, name.after)
    return _visited(reading, visit, (first, last), name, places) if visit else None


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    return next(iter([*pattern.finditer(text, start, end)][-1:]), None)


def _active(
    reading: Reading, name: _Name, cue: re.Match[str], span: tuple[int, int], places: RegionPlaces
) -> Replication:
    """ "Kabupaten A mereplikasi SIPANDU milik Kota B"; "... mereplikasi inovasi Kota B, SIPANDU"."""
    origin = _owner_after(reading, name, places) or [
        _party(reading, p) for p in places.between(cue.end(), name.start) if _OWNS.search(reading.text, cue.end(), p[0])
    ]
    subject = places.between(span[0], cue.start())
    fact = is_fact(reading.text, span[0], cue.start())
    takers = _coordinated(reading, subject)[:MOST] if fact else []
    return _replication(reading, cue, origin[:1], takers, fact=fact)


def _passive(
    reading: Reading, name: _Name, cue: re.Match[str], span: tuple[int, int], places: RegionPlaces
) -> Replication:
    """ "SIPANDU milik Kota B telah direplikasi Kabupaten A, C dan D"."""
    text = reading.text
    origin = _owner_after(reading, name, places, cue.start())
    takers: list[Party] = []
    at = cue.end()
    for place in places.between(cue.end(), min(span[1], cue.end() + REACH)):
        if len(takers) == MOST or not _LISTED.fullmatch(text, at, place[0]):
            break
        takers.append(_party(reading, place))
        at = place[1]
    fact = is_fact(text, span[0], cue.start())
    return _replication(reading, cue, origin[:1], takers if fact else [], fact=fact)


def _copy(reading: Reading, name: _Name, cue: re.Match[str], last: int, places: RegionPlaces) -> Replication | None:
    """ "SIGAP merupakan replikasi dari SIPANDU milik Kota B": the name is the copy."""
    text = reading.text
    found = [p for p in places.between(cue.end(), last) if _OWNS.search(text, cue.start(), p[0])]
    fact = is_fact(text, reading.sentence_at(name.start)[0], cue.start())
    if not found or not fact:
        return None
    cut = reading.evidence("replication", cue.start(), cue.end())
    return Replication("replication", (_party(reading, found[0]),), (), cut, replica=True)


def _visited(
    reading: Reading, cue: re.Match[str], span: tuple[int, int], name: _Name, places: RegionPlaces
) -> Replication | None:
    """ "Kabupaten A melakukan studi tiru ke Kota B untuk mempelajari SIPANDU"."""
    text = reading.text
    found = places.between(span[0], span[1])
    hosts = [p for p in found if _TO.search(text, max(span[0], p[0] - 60), p[0])]
    owners = _owner_after(reading, name, places)
    goal = [p for p in found if _GOAL.match(text, p[1])]
    hosts = goal or hosts
    owned = {p.region.code for p in owners} or {p[2].code for p in hosts[-1:]}
    limit = max([name.start, *(p[0] for p in hosts)])
    guests = [p for p in found if p not in hosts and p[2].code not in owned and (goal or p[0] < limit)]
    if not hosts and not owners:
        return None
    if not guests and not _STUDY.search(cue.group()):
        return None  # pupils learn at home as well
    origin = owners or [_party(reading, hosts[-1])]
    cut = reading.evidence("replication", cue.start(), cue.end())
    return Replication("visit", tuple(origin[:1]), tuple(_coordinated(reading, guests)), cut)


def _owner_after(reading: Reading, name: _Name, places: RegionPlaces, limit: int | None = None) -> list[Party]:
    """The region that the words right after the name give as its owner."""
    text = reading.text
    end = min(name.after, name.end + 160, limit if limit is not None else len(text))
    return [_party(reading, p) for p in places.between(name.end, end) if _OWNS.search(text, name.end, p[0])]


def _coordinated(reading: Reading, places: Sequence[tuple[int, int, RegionMention]]) -> list[Party]:
    """The last region of the stretch and those joined to it: the subject of the verb after it."""
    chosen = list(places[-1:])
    for place in reversed(places[:-1]):
        if not _LISTED.fullmatch(reading.text, place[1], chosen[0][0]) or chosen[0][0] - place[1] > 40:
            break
        chosen.insert(0, place)
    return [_party(reading, p) for p in chosen]


def _replication(
    reading: Reading, cue: re.Match[str], origin: Sequence[Party], takers: Sequence[Party], *, fact: bool
) -> Replication:
    own = {p.region.code for p in origin}
    others = tuple(p for p in takers if p.region.code not in own)
    cut = reading.evidence("replication", cue.start(), cue.end())
    return Replication("replication" if fact else "plan", tuple(origin), others, cut)


def _party(reading: Reading, place: tuple[int, int, RegionMention]) -> Party:
    evidence = reading.evidence("replication", place[0], place[1])
    return Party(" ".join(evidence.quote.split()), place[2], evidence)
