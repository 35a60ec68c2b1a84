"""The places where a text spells out a short form, and how each is read.

A site is a bracket, a marker phrase, "atau", "yakni", a dash, or two names side by side. Each finder looks at a bounded
stretch around its site, so all of them together take time linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from inovasi.nlp.align_letters import fold_letters
from inovasi.nlp.expansion_long import long_after, long_before
from inovasi.nlp.expansion_loose import EQUALS, comma, equals, side_by_side, translation, whole_sentence
from inovasi.nlp.expansion_markers import MARKER_HEADS, either, marker, marker_follows, without_marker
from inovasi.nlp.expansion_parts import Found, Pairing, sentence_span
from inovasi.nlp.expansion_short import short_before
from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import (
    CLOSE_BRACKETS,
    OPEN_BRACKETS,
    Span,
    closing_bracket,
    is_word,
    slice_text,
    strip_marks,
)

LEAST_IN_BRACKET = 0.5
"""Least score of a pair with a bracket."""
# A token that is none of these opens no site.
_HEADS = MARKER_HEADS | EQUALS | OPEN_BRACKETS | {"atau", "alias", "bahasa", ","}


def sites(reading: Reading) -> Iterator[Found]:
    """All proposals of a text, in text order by site."""
    for i, token in enumerate(reading.tokens):
        text, lower = token.text, token.text.casefold()
        if lower not in _HEADS:
            continue
        if text in OPEN_BRACKETS:
            yield from _bracket(reading, i)
            continue
        if lower in MARKER_HEADS:
            yield from marker(reading, i)
        if lower in {"atau", "alias"}:
            yield from either(reading, i)
        elif lower == "bahasa":
            yield from translation(reading, i)
        elif text == ",":
            yield from comma(reading, i)
        elif lower in EQUALS and not marker_follows(reading, i):
            yield from equals(reading, i)
    for first, last in reading.sentences:
        yield from side_by_side(reading, first, last)
        yield from whole_sentence(reading, first, last)


def _bracket(reading: Reading, opening: int) -> Iterator[Found]:
    tokens = reading.tokens
    floor = sentence_span(reading, opening).first
    for inner, closed in _insides(reading, opening):
        inner = without_marker(reading, strip_marks(tokens, inner))
        if inner.last <= inner.first or not any(map(is_word, tokens[inner.first : inner.last])):
            continue
        site = "bracket" if closed else "unclosed"
        long_first = _long_then_short(reading, opening, floor, inner) if closed else None
        short_first = _short_then_long(reading, opening, floor, inner)
        options = [c for c in (long_first, short_first) if c is not None]
        if options:
            best = max(options, key=lambda c: c.score)
            yield Found(best.short, best.long, best.score, site)


def _insides(reading: Reading, opening: int) -> Iterator[tuple[Span, bool]]:
    """What the bracket may hold: up to its closing, and, when it seems never to close, up to the next bracket."""
    tokens = reading.tokens
    closing = closing_bracket(tokens, opening, 70)
    if closing is not None and "\n\n" not in reading.text[tokens[opening].start : tokens[closing].end]:
        yield Span(opening + 1, closing), True
    balanced = closing is not None and tokens[closing - 1].text in CLOSE_BRACKETS
    nested = next((i for i in range(opening + 1, min(len(tokens), opening + 40)) if tokens[i].text in "()[]"), None)
    end = sentence_span(reading, opening).last
    if closing is None or (
        not balanced and nested is not None and nested < closing and tokens[nested].text in OPEN_BRACKETS
    ):
        stop = min(end, nested if nested is not None else end, opening + 40)
        if stop > opening + 1:
            yield Span(opening + 1, stop), False


def _long_then_short(reading: Reading, opening: int, floor: int, inner: Span) -> Pairing | None:
    text = slice_text(reading, inner)
    if inner.last - inner.first > 7 or len(fold_letters(text)) > 40:
        return None
    found = long_before(reading, opening, floor, inner, LEAST_IN_BRACKET)
    if found is None or len(fold_letters(text)) >= 0.9 * len(fold_letters(slice_text(reading, found.long))):
        return None
    return found


def _short_then_long(reading: Reading, opening: int, floor: int, inner: Span) -> Pairing | None:
    tokens = reading.tokens
    found = short_before(reading, opening, floor, inner)
    if found is None or len(fold_letters(slice_text(reading, found.short))) > len(
        fold_letters(slice_text(reading, inner))
    ):
        return None
    closing = tokens[inner.last].text if inner.last < len(tokens) else ""
    if closing in {")", "]", "”", '"', "’", "'"}:
        return found
    # Nothing closes the bracket: LONG ends where the alignment says, inside what was taken.
    return long_after(reading, inner.first, inner.last, found.short)
