"""Given where SHORT must end (or begin) and where LONG may lie, settle the exact spans of both by alignment.

Nothing here knows what stood between the two: a bracket, "singkatan dari", a dash or nothing at all. The sites in
``expansion_sites.py`` ask these questions and set how good an answer must be.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from inovasi.nlp.align import align_score, could_align
from inovasi.nlp.align_letters import fold_letters, prefix_gains
from inovasi.nlp.reading import Reading, Token
from inovasi.nlp.spans import (
    CLOSE_QUOTES,
    OPEN_QUOTES,
    Span,
    slice_text,
)
from inovasi.text import fold

FAR = 60
"""How many tokens without a letter are passed by to see what LONG begins with."""


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
    return align_score(text, words) if could_align(text, words) else -1.0


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
    return Span(*reading.sentence_of(index))


def opens_alike(short: str, letter: str) -> bool:
    """Whether ``letter``, the first of LONG, opens SHORT, or SHORT's part after a prefix ("Klinik Jaguk Jasa ...")."""
    parts = fold(short).split()
    heads = parts[: 1 + (parts[0] in prefix_gains())] if parts else []
    return not short.endswith(".") and letter in {part[:1] for part in heads}


def may_open_alike(reading: Reading, shorts: Iterable[Span], long: Span) -> bool:
    """Whether any of ``shorts`` can open as a LONG inside the tokens ``long`` does, whose start only loses marks.

    Where none can, no score helps; asking first saves most alignments of the sites that need this.
    """
    tokens = reading.tokens[long.first : min(long.last, long.first + FAR)]
    letter = next((letters[0] for t in tokens if (letters := fold_letters(t.text))), None)
    if letter is None:
        return long.last > long.first + FAR
    return any(opens_alike(slice_text(reading, short), letter) for short in shorts)
