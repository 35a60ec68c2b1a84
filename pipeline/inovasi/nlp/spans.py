"""Small questions about tokens that several components ask: is it a name, a quote, a bracket; where does a run end?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from inovasi.nlp.lexicon import grammar
from inovasi.nlp.reading import Reading, Token

OPEN_BRACKETS = frozenset("([")
CLOSE_BRACKETS = frozenset(")]")
OPEN_QUOTES = frozenset({"“", "‘", '"', "'", "''", "„", "«", "`", "``"})
CLOSE_QUOTES = frozenset({"”", "’", '"', "'", "''", "“", "»", "`", "´"})
DASHES = frozenset({"-", "–", "—", "--"})
STOPS = frozenset({".", "!", "?", "…", ";"})
MARKS = (
    frozenset({",", ":", "/", "|", "="}) | STOPS | DASHES | OPEN_BRACKETS | CLOSE_BRACKETS | OPEN_QUOTES | CLOSE_QUOTES
)

_WORDS = 8192
"""How many words are remembered as name-like or not: all rules ask that of the same few words."""


class Span(NamedTuple):
    """Token indices, ``first`` inclusive and ``last`` exclusive."""

    first: int
    last: int


def is_word(token: Token) -> bool:
    """True when the token has a letter or a digit."""
    return token.text.isalnum() or any(c.isalnum() for c in token.text)


def is_name_like(token: Token) -> bool:
    """A word that is written as part of a name: with a capital anywhere (SiPaduko, e-SPTPD), or a number."""
    return is_name_like_word(token.text)


@lru_cache(_WORDS)
def is_name_like_word(text: str) -> bool:
    """``is_name_like`` of a token with this text."""
    return any(c.isupper() for c in text) or text[0].isdigit()


def slice_text(reading: Reading, span: Span) -> str:
    """The text of a token span, as written, with white space collapsed."""
    start, end = offsets(reading, span)
    return " ".join(reading.text[start:end].split())


def offsets(reading: Reading, span: Span) -> tuple[int, int]:
    """Character offsets of a token span, without the dot of an abbreviation at its end ("Rumah Curhat RT.")."""
    last = reading.tokens[span.last - 1]
    dotted = last.text.endswith(".") and len(last.text) > 2 and span.last - span.first > 1
    return reading.tokens[span.first].start, last.end - 1 if dotted else last.end


def strip_marks(tokens: Sequence[Token], span: Span) -> Span:
    """Drop quotes, dashes and other marks at both ends; a bracket that closes one inside the span stays."""
    first, last = span
    while first < last and tokens[first].text in MARKS:
        first += 1
    while last > first and tokens[last - 1].text in MARKS and not _closes_inside(tokens, first, last):
        last -= 1
    return span if span == (first, last) else Span(first, last)


def _closes_inside(tokens: Sequence[Token], first: int, last: int) -> bool:
    if tokens[last - 1].text not in CLOSE_BRACKETS:
        return False
    inside = [t.text for t in tokens[first:last]]
    return sum(t in OPEN_BRACKETS for t in inside) == sum(t in CLOSE_BRACKETS for t in inside)


def run_before(tokens: Sequence[Token], end: int, floor: int) -> Span:
    """The longest run of name-like tokens that ends at ``end``; connectors only between two name-like tokens."""
    first = end
    i = end - 1
    while i >= floor:
        if is_name_like(tokens[i]):
            first = i
        elif not (tokens[i].text in grammar("connector") and i - 1 >= floor and first == i + 1):
            break
        i -= 1
    return Span(first, end)


def run_after(tokens: Sequence[Token], start: int, ceiling: int) -> Span:
    """The longest run of name-like tokens that begins at ``start``; connectors only between two name-like tokens."""
    last = start
    i = start
    while i < ceiling:
        if is_name_like(tokens[i]):
            last = i + 1
        elif not (tokens[i].text in grammar("connector") and last == i):
            break
        i += 1
    return Span(start, last)


def closing_bracket(tokens: Sequence[Token], opening: int, limit: int) -> int | None:
    """Index of the token that closes the bracket at ``opening``, or None within ``limit`` tokens."""
    depth = 0
    for i in range(opening, min(len(tokens), opening + limit)):
        if tokens[i].text in OPEN_BRACKETS:
            depth += 1
        elif tokens[i].text in CLOSE_BRACKETS:
            depth -= 1
            if depth == 0:
                return i
    return None
