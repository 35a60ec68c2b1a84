"""Fields of the home ministry's innovation form, filled only when a sentence about the innovation states them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import Span
from inovasi.types import Evidence

_RULES: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("digital", "non", re.compile(r"\bnon[- ]?digital\b|\btanpa aplikasi\b", re.IGNORECASE)),
    (
        "digital",
        "digital",
        re.compile(
            r"\b(?:aplikasi|berbasis (?:web|android|digital|online|IT|teknologi informasi)|website|android|playstore|chatbot|WhatsApp|QRIS)\b",
            re.IGNORECASE,
        ),
    ),
    ("stage", "uji coba", re.compile(r"\b(?:uji coba|ujicoba|diujicobakan|pilot project)\b", re.IGNORECASE)),
    (
        "stage",
        "inisiatif",
        re.compile(r"\b(?:ide inovasi|kategori inisiatif|masih (?:berupa )?gagasan)\b", re.IGNORECASE),
    ),
    (
        "stage",
        "penerapan",
        re.compile(
            r"\b(?:kategori (?:implementasi|penerapan)|penerapan inovasi|sudah diterapkan|telah diterapkan)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "form",
        "inovasi tata kelola pemerintahan daerah",
        re.compile(r"\b(?:kategori|bidang)(?: inovasi)? tata kelola pemerintahan\b", re.IGNORECASE),
    ),
    (
        "form",
        "inovasi pelayanan publik",
        re.compile(r"\b(?:kategori|bentuk)(?: inovasi)? pelayanan publik\b", re.IGNORECASE),
    ),
)
_AFFAIRS = re.compile(
    r"\b(?:bidang|urusan|sektor)\s+(kesehatan|pendidikan|perhubungan|perizinan|pertanian|perikanan|kependudukan|sosial|pariwisata|lingkungan hidup|ketahanan pangan|pekerjaan umum|perdagangan|kearsipan|kepegawaian|keuangan)\b",
    re.IGNORECASE,
)
_INITIATOR = re.compile(
    r"\b(?:digagas|diinisiasi|dicetuskan|diprakarsai)\s+(?:oleh\s+)?((?:[A-Z][\w.'’-]*)(?:\s+[A-Z][\w.'’-]*){0,5})|\binisiator(?:nya)?,?\s+((?:[A-Z][\w.'’-]*)(?:\s+[A-Z][\w.'’-]*){0,4})"
)


def form_fields(reading: Reading, spans: Sequence[Span]) -> tuple[dict[str, str], list[Evidence]]:
    """Values by field (stage, initiator, digital, form, affairs) and their evidence, from sentences that hold the name."""
    values: dict[str, str] = {}
    evidence: list[Evidence] = []
    seen: set[int] = set()
    for span in spans:
        first, last = reading.sentence_at(reading.tokens[span.first].start)
        if first in seen or last - first > 1500:
            continue
        seen.add(first)
        for field, value, match in _matches(reading.text, first, last):
            if field not in values:
                values[field] = value
                evidence.append(reading.evidence(field, *match))
    return values, evidence


def _matches(text: str, first: int, last: int) -> list[tuple[str, str, tuple[int, int]]]:
    found = []
    for field, value, pattern in _RULES:
        match = pattern.search(text, first, last)
        if match:
            found.append((field, value, match.span()))
    match = _AFFAIRS.search(text, first, last)
    if match:
        found.append(("affairs", match.group(1).casefold(), match.span(1)))
    match = _INITIATOR.search(text, first, last)
    if match:
        group = 1 if match.group(1) else 2
        found.append(("initiator", " ".join(match.group(group).split()), match.span(group)))
    return found
