"""Fields of the home ministry's innovation form, filled only when a sentence about the innovation states them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inovasi.nlp.cues import holds, lowered
from inovasi.nlp.reading import Reading
from inovasi.nlp.scopes import Scope
from inovasi.types import Evidence


def _pattern(*choices: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(choices)})\b", re.IGNORECASE)


# (field, value, wordings that state it); the first that matches counts.
_RULES: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("digital", "non", _pattern(r"non[- ]?digital", "tanpa aplikasi")),
    ("digital", "digital", _pattern("aplikasi", "website", "android", "playstore", "chatbot", "WhatsApp", "QRIS")),
    ("digital", "digital", _pattern(r"berbasis (?:web|digital|online|IT|teknologi informasi)")),
    ("stage", "uji coba", _pattern("uji coba", "ujicoba", "diujicobakan", "pilot project")),
    ("stage", "inisiatif", _pattern("ide inovasi", "kategori inisiatif", r"masih (?:berupa )?gagasan")),
    ("stage", "penerapan", _pattern(r"kategori (?:implementasi|penerapan)", r"(?:sudah|telah) diterapkan")),
    (
        "form",
        "inovasi tata kelola pemerintahan daerah",
        _pattern(r"(?:kategori|bidang)(?: inovasi)? tata kelola pemerintahan"),
    ),
    ("form", "inovasi pelayanan publik", _pattern(r"(?:kategori|bentuk)(?: inovasi)? pelayanan publik")),
)
_CUES: tuple[str, ...] = (
    "digital",
    "aplikasi",
    "website",
    "android",
    "playstore",
    "chatbot",
    "whatsapp",
    "qris",
    "berbasis",
    "coba",
    "pilot project",
    "ide inovasi",
    "kategori",
    "gagasan",
    "diterapkan",
    "tata kelola",
    "pelayanan publik",
)
"""Each wording above has one of these in it."""
_FIELDS = (
    "kesehatan|pendidikan|perhubungan|perizinan|pertanian|perikanan|kependudukan|sosial|pariwisata|lingkungan hidup"
    "|ketahanan pangan|pekerjaan umum|perdagangan|kearsipan|kepegawaian|keuangan"
)
_AFFAIRS = re.compile(rf"\b(?:bidang|urusan|sektor)\s+({_FIELDS})\b", re.IGNORECASE)
_AFFAIRS_CUES = ("bidang", "urusan", "sektor")
_INITIATOR_CUES = ("digagas", "diinisiasi", "dicetuskan", "diprakarsai", "inisiator")
_NAME = r"((?:[A-Z][\w.'’-]*)(?:\s+[A-Z][\w.'’-]*){0,5})"
_INITIATOR = re.compile(
    rf"\b(?:[Dd]igagas|[Dd]iinisiasi|[Dd]icetuskan|[Dd]iprakarsai)\s+(?:oleh\s+)?{_NAME}|\b[Ii]nisiator(?:nya)?,?\s+{_NAME}"
)


def form_fields(reading: Reading, scopes: Sequence[Scope]) -> tuple[dict[str, str], list[Evidence]]:
    """Values by field (stage, initiator, digital, form, affairs) and their evidence.

    ``scopes`` are the stretches about the name: what a sentence says between two names belongs to the first, so that
    "A; B (masih uji coba)" says nothing of A (``scopes.clause_of``).
    """
    values: dict[str, str] = {}
    evidence: list[Evidence] = []
    for scope in scopes:
        if scope.follows:
            continue
        for field, value, match in _matches(reading.text, scope.first, scope.last):
            if field not in values:
                values[field] = value
                evidence.append(reading.evidence(field, *match))
    return values, evidence


def _matches(text: str, first: int, last: int) -> list[tuple[str, str, tuple[int, int]]]:
    found = []
    plain = lowered(text[first:last])
    for field, value, pattern in _RULES if holds(plain, _CUES) else ():
        match = pattern.search(text, first, last)
        if match:
            found.append((field, value, match.span()))
    match = _AFFAIRS.search(text, first, last) if holds(plain, _AFFAIRS_CUES) else None
    if match:
        found.append(("affairs", match.group(1).casefold(), match.span(1)))
    match = _INITIATOR.search(text, first, last) if holds(plain, _INITIATOR_CUES) else None
    if match:
        group = 1 if match.group(1) else 2
        found.append(
            (
                "initiator",
                " ".join(match.group(group).rstrip(".").split()),
                (match.start(group), match.start(group) + len(match.group(group).rstrip("."))),
            )
        )
    return found
