"""How an innovation stands and since when: status (berlanjut, berhenti, direplikasi) and the year of its start.

Only what the text states as a fact counts: hopes, plans, abilities and negations ("agar terus berlanjut", "dapat
direplikasi", "akan diluncurkan pada 2026") say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inovasi.nlp.contests import YEAR
from inovasi.nlp.cues import holds, lowered
from inovasi.nlp.factual import clause_start, is_fact
from inovasi.nlp.reading import Reading
from inovasi.nlp.replication import RegionPlaces, Replication, replications_of
from inovasi.nlp.scopes import Scope, scopes_of, speaks_of
from inovasi.types import Evidence

_RUNS = (
    r"(?:berjalan|berlanjut|berlangsung|beroperasi|diterapkan|dijalankan|digunakan|dipakai|dimanfaatkan|dilanjutkan|dilaksanakan"
    r"|aktif|eksis|bertahan|melayani|berfungsi|diandalkan)"
)
_MONTH = r"(?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember)"
# Year with what may stand before it: "pada awal tahun 2019", "sejak 12 Maret 2019", "(12/3/2019)", "Kamis (12/3/2019)".
_WHEN = (
    rf"(?:(?:sejak|pada|di|mulai|per|dari|kali|tahun|awal|akhir|pertengahan|bulan|tanggal|hari|tepatnya|sekitar|{_MONTH}|\d{{1,2}}"
    rf"|senin|selasa|rabu|kamis|jumat|sabtu|minggu),?\s+){{0,6}}(?:\(?\d{{1,2}}[/.-]\d{{1,2}}[/.-])?\(?{YEAR}"
)
_BEGUN = (
    r"(?:diluncurkan|di-?launching|dilaunching|meluncur|dirilis|diresmikan|diperkenalkan|dicanangkan|dirintis|digagas|diinisiasi"
    r"|dicetuskan|diprakarsai|dimulai|bermula|berawal|lahir|dilahirkan|diciptakan|dibentuk|dibangun|hadir|mulai"
    r"|berjalan|diterapkan|dijalankan|dilaksanakan|diimplementasikan|beroperasi|digunakan|dikembangkan|berdiri)"
)
_STARTED = (
    # "diluncurkan pada 2019", "mulai diterapkan oleh Puskesmas X sejak awal 2019"
    re.compile(
        rf"\b{_BEGUN}(?:\s+(?!(?:lagi|kembali|ulang|hingga|sampai)\b)[\w'’-]+){{0,6}}?,?\s+{_WHEN}", re.IGNORECASE
    ),
    # "sejak 2019, SIGAP dijalankan", "Sejak 2019 Puskesmas X menerapkan SIGAP"
    re.compile(
        rf"\bsejak\s+(?:(?:tahun|awal|akhir|pertengahan|bulan|{_MONTH}|\d{{1,2}})\s+){{0,4}}{YEAR}(?=[^.;]{{0,90}}?\b(?:{_BEGUN}"
        r"|meluncurkan|menerapkan|menjalankan|mengembangkan|menggagas|merintis|memiliki|menggunakan|menghadirkan)\b)",
        re.IGNORECASE,
    ),
    # "meluncurkan SIGAP pada 2019": the verb stands before the name, the year after it
    re.compile(
        r"\b(?:meluncurkan|merilis|meresmikan|memperkenalkan|merintis|menggagas|melahirkan|memulai|menciptakan|mencanangkan)\b"
        rf"[^.;\n]{{1,160}}?\b(?:pada|sejak|di|mulai|tahun)\s+{_WHEN}",
        re.IGNORECASE,
    ),
)
_CENTURIES = ("199", "200", "201", "202", "203")
"""How every year that is read begins."""
_AGAIN = re.compile(
    r"(?i)\b(?:versi|generasi|tahap|fase|terbaru|kedua|ketiga|gedung|kantor|penghargaan|lomba|kompetisi|penilaian)\b"
)

_STOPPED = re.compile(
    r"\b(?:(?:sudah|telah|kini|akhirnya|resmi|pernah)\s+)?(?:"
    r"dihentikan(?!\s+sementara)|terhenti(?!\s+(?:di|pada|dalam)\s+(?:babak|tahap|seleksi|urutan|posisi))"
    r"|mati suri|vakum|mangkrak|mandek|ditinggalkan|tinggal nama|dibubarkan|dinonaktifkan"
    rf"|(?:tidak|tak|sudah tidak|sudah tak)\s+(?:lagi|bisa lagi|dapat lagi)?\s*{_RUNS}(?:\s+lagi)?"
    r"|berhenti(?=\s+(?:beroperasi|berjalan|sejak|pada|karena|total|setelah|saat|ketika|akibat|di tengah)|[.,;]|$)"
    r")\b",
    re.IGNORECASE,
)
_STOP_NOT = re.compile(
    r"(?i)\b(?:tidak|tak|jangan|tanpa|belum|pantang|sempat|bukan|agar|supaya|jika|bila|kalau|apabila|akan|bisa|dapat|harus|diminta"
    r"|meminta|ingin|terancam|nyaris|hampir|rencana|berharap|diharapkan|penularan|kasus|kegiatan|layanan\s+lama)\b"
)
_COPIED = re.compile(
    r"\b(?:direplikasi(?:kan)?|diadopsi|diduplikasi|ditiru|dicontoh|diadaptasi)\b(?!\s+dari\b)"
    r"|\b(?:menjadi|jadi)\s+(?:bahan\s+|objek\s+|rujukan\s+)?replikasi\b",
    re.IGNORECASE,
)
# What each wording of a status has in it.
_STATUS_CUES: tuple[str, ...] = (
    "henti",
    "mati suri",
    "vakum",
    "mangkrak",
    "mandek",
    "tinggal",
    "dibubarkan",
    "dinonaktifkan",
    "tidak",
    "tak",
    "replika",
    "diadopsi",
    "diduplikasi",
    "ditiru",
    "dicontoh",
    "diadaptasi",
    "masih",
    "tetap",
    "terus",
    "hingga",
    "sampai",
)
_GOES_ON = re.compile(
    rf"\b(?:masih|tetap)\s+(?:terus\s+)?(?:{_RUNS})\b|\bterus\s+(?:{_RUNS})\b"
    rf"|\b(?:hingga|sampai)\s+(?:kini|sekarang|saat ini|hari ini)\b[\s,]+(?:\w+\s+){{0,4}}?(?:{_RUNS})\b"
    rf"|\b{_RUNS}\s+(?:hingga|sampai)\s+(?:kini|sekarang|saat ini|hari ini)\b",
    re.IGNORECASE,
)

Found = tuple[str, tuple[int, int]]
"""A value and its place (character offsets)."""


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """What an article states about one innovation's course, with the evidence of each value.

    Evidence fields: "status", "started", "replication" (one per region of ``replicated_from`` and ``replicated_by``).
    """

    status: str | None = None
    started: int | None = None
    replicated_from: tuple[str, ...] = ()
    replicated_by: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def lifecycle_of(
    reading: Reading,
    spans: Sequence[tuple[int, int]],
    names: Sequence[tuple[int, int]],
    places: RegionPlaces,
    scopes: Sequence[Scope] | None = None,
) -> Lifecycle:
    """Status, start and replication of one name.

    ``spans`` are its places, ``names`` those of all names, sorted; ``scopes`` what ``scopes_of`` finds for them, where
    that is known.
    """
    if scopes is None:
        scopes = scopes_of(reading, spans, names)
    text = reading.text
    status: Found | None = None
    started: tuple[int, tuple[int, int]] | None = None
    for scope in scopes:
        told = status_in(text, scope)
        status = max(filter(None, (status, told)), key=lambda f: _RANK[f[0]], default=None)
        started = started or start_in(text, scope)
    copies = [r for r in replications_of(reading, spans, names, places, scopes) if r.kind == "replication"]
    taken = next((r for r in copies if r.takers and not r.replica), None)
    if taken is not None and (status is None or status[0] == "berlanjut"):
        status = "direplikasi", (taken.cue.start, taken.cue.end)
    evidence = [reading.evidence("status", *status[1])] if status else []
    evidence += [reading.evidence("started", *started[1])] if started else []
    origins, takers = _parties(copies)
    return Lifecycle(
        status[0] if status else None,
        started[0] if started else None,
        tuple(origins),
        tuple(takers),
        (*evidence, *origins.values(), *takers.values()),
    )


_RANK = {"berlanjut": 0, "direplikasi": 1, "berhenti": 2}


def _parties(copies: Sequence[Replication]) -> tuple[dict[str, Evidence], dict[str, Evidence]]:
    """Names of the origins and of the takers, each with its first place."""
    origins: dict[str, Evidence] = {}
    takers: dict[str, Evidence] = {}
    for told in copies:
        for party in told.origin:
            origins.setdefault(party.name, party.evidence)
        for party in told.takers:
            takers.setdefault(party.name, party.evidence)
    return origins, takers


def status_in(text: str, scope: Scope) -> Found | None:
    """berhenti, direplikasi or berlanjut, the first of these that the scope states of its name as a fact; else None."""
    if not holds(lowered(text[scope.first : scope.last]), _STATUS_CUES):
        return None
    for match in _STOPPED.finditer(text, scope.first, scope.last):
        before = clause_start(text, scope.floor, match.start())
        if speaks_of(text, scope, *match.span()) and _STOP_NOT.search(text, before, match.start()) is None:
            return "berhenti", match.span()
    for value, pattern in (("direplikasi", _COPIED), ("berlanjut", _GOES_ON)):
        for match in pattern.finditer(text, scope.first, scope.last):
            if speaks_of(text, scope, *match.span()) and is_fact(text, scope.floor, match.start()):
                return value, match.span()
    return None


def start_in(text: str, scope: Scope) -> tuple[int, tuple[int, int]] | None:
    """The first year that the scope tells as the start of its name, with its place; else None."""
    for match, about in _starts(text, scope):
        if about and is_fact(text, scope.floor, match.start()) and not _AGAIN.search(match.group()):
            return int(match.group(1)), match.span()
    return None


def _starts(text: str, scope: Scope) -> Iterator[tuple[re.Match[str], bool]]:
    """Statements of a start, and whether the name is what began."""
    if not holds(text[scope.first : scope.last], _CENTURIES):
        return
    passive, since, active = _STARTED
    start, end = scope.name
    for match in passive.finditer(text, scope.first, scope.last):
        yield match, speaks_of(text, scope, *match.span())
    for match in since.finditer(text, scope.first, scope.last):
        yield match, 0 <= start - match.end() <= 90 or speaks_of(text, scope, *match.span())
    for match in active.finditer(text, scope.first, scope.last):
        yield match, match.start() < start and end <= match.start(1) and start - match.start() <= 90
