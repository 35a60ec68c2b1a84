"""Awards in the text: Top 99, KIPP, IGA and their kin, with year, and which names they belong to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import Span
from inovasi.types import Evidence

REACH = 600
"""Characters to each side of a name that count as its sentence: a page may be one endless line."""
_CONTEST = (
    r"(?:KIPP|SINOVIK|Sinovik|SiNovik|KOVABLIK|Kovablik|KIJB|IGA|UNPSA|Krenova|KRENOVA"
    r"|Innovati(?:ve|on) Government Award|Inovasi Pelayanan Publik|Kompetisi Inovasi \w+(?: \w+)?)"
)
_PATTERNS = (
    re.compile(
        rf"\b(?:[Tt]op|TOP)\s?\d{{1,3}}(?:\s{_CONTEST})?(?:\s(?:KIPP|Sinovik|SINOVIK|Terpuji|Nasional))?(?:\s(?:[Tt]ahun\s)?\d{{4}})?"
    ),
    re.compile(
        r"\b(?:[Jj]uara|[Tt]erbaik|[Pp]eringkat)\s(?:I{1,3}V?|IV|VI?|\d{1,2}|pertama|kedua|ketiga|[Hh]arapan)\b(?![.,]\d)"
    ),
    re.compile(rf"\b(?:[Nn]ominasi|[Ff]inalis|[Pp]emenang)\s{_CONTEST}(?:\s(?:[Tt]ahun\s)?\d{{4}})?"),
)


def find_awards(reading: Reading) -> tuple[Evidence, ...]:
    """All award phrases, in text order; evidence field "award"."""
    found = {m.span() for pattern in _PATTERNS for m in pattern.finditer(reading.text)}
    return tuple(reading.evidence("award", a, b) for a, b in sorted(found))


def awards_of(reading: Reading, spans: Sequence[Span], awards: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Awards of one name: in its own sentence, or in the sentence before when that introduces a list.

    In a sentence with several places ("juara 1 A, juara 2 B") the nearest place before the name counts.
    """
    found: dict[str, Evidence] = {}
    for span in spans:
        start = reading.tokens[span.first].start
        first, last = reading.sentence_at(start)
        low = bisect_left(awards, max(first, start - REACH), key=lambda a: a.start)
        high = bisect_left(awards, min(last, start + REACH), key=lambda a: a.start)
        here = awards[low:high]
        ranks = [a for a in here if not a.quote.casefold().startswith(("top", "nom", "fin", "pem"))]
        near = [a for a in ranks if a.start < start][-1:]
        for award in [a for a in here if a not in ranks] + near:
            found.setdefault(" ".join(award.quote.split()), award)
    return tuple(found.values())
