"""Given where SHORT must end (or begin) and where LONG may lie, settle the exact spans of both by alignment.

Nothing here knows what stood between the two: a bracket, "singkatan dari", a dash or nothing at all. The sites in
``expansion_sites.py`` ask these questions and set how good an answer must be.
"""

from __future__ import annotations

from typing import NamedTuple

from inovasi.nlp.align import align, could_align
from inovasi.nlp.reading import Reading, Token
from inovasi.nlp.spans import (
    CLOSE_QUOTES,
    OPEN_QUOTES,
    Span,
    slice_text,
)


class Pairing(NamedTuple):
    """SHORT, LONG and their alignment score."""

    short: Span
    long: Span
    score: float


def words_of(reading: Reading, span: Span) -> list[str]:
    """Token texts of a span."""
    return [t.text for t in reading.tokens[span.first : span.last]]


def score(reading: Reading, short: Span, long: Span) -> float:
    """Alignment score of two spans, or -1 where a cheap look says that they can not align."""
    text, words = slice_text(reading, short), words_of(reading, long)
    return align(text, words).score if could_align(text, words) else -1.0


def quoted_before(tokens: tuple[Token, ...], end: int, floor: int) -> Span | None:
    """The span inside quotes when a closing quote stands right before ``end``."""
    if end <= floor or tokens[end - 1].text not in CLOSE_QUOTES:
        return None
    last = end - 1
    while last > floor and tokens[last - 1].text in CLOSE_QUOTES:
        last -= 1
    for i in range(last - 1, max(floor - 1, last - 14), -1):
        if tokens[i].text in OPEN_QUOTES and i + 1 < last:
            return Span(i + 1, last)
    return None


def quoted_after(tokens: tuple[Token, ...], start: int, ceiling: int) -> Span | None:
    """The span inside quotes when an opening quote stands right at ``start``."""
    if start >= ceiling or tokens[start].text not in OPEN_QUOTES:
        return None
    first = start + 1
    while first < ceiling and tokens[first].text in OPEN_QUOTES:
        first += 1
    for i in range(first + 1, min(ceiling, first + 40)):
        if tokens[i].text in CLOSE_QUOTES:
            return Span(first, i)
    return None


class Found(NamedTuple):
    """One proposal: the spans, the alignment score, and the kind of site, which decides how much is asked of it."""

    short: Span
    long: Span
    score: float
    site: str


def sentence_span(reading: Reading, index: int) -> Span:
    """The sentence of a token, as token indices."""
    start, end = reading.sentence_at(reading.tokens[index].start)
    return Span(reading.token_at(start), reading.token_at(end - 1) + 1)
