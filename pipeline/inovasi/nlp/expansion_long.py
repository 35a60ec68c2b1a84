"""LONG is sought, SHORT is known: where does it begin or end?"""

from __future__ import annotations

from inovasi.nlp.align import NOTHING, Beginnings, Fit, align_score, best_start, could_align
from inovasi.nlp.align_letters import fold_letters, window_words
from inovasi.nlp.expansion_parts import Pairing, quoted_after, quoted_before, score, words_of
from inovasi.nlp.expansion_short import name_run_before
from inovasi.nlp.lexicon import expansion_heads, grammar
from inovasi.nlp.reading import Reading, Token
from inovasi.nlp.spans import (
    CLOSE_BRACKETS,
    OPEN_BRACKETS,
    OPEN_QUOTES,
    STOPS,
    Span,
    closing_bracket,
    is_name_like,
    run_after,
    run_before,
    slice_text,
    strip_marks,
)

NEAR = 0.13
"""LONG may start at the start of its capitalised run instead of the best place if the score falls by no more."""


LOWER_INSIDE = 0.25
"""LONG keeps to one capitalised run unless reaching out over lower-case words gains more than this."""


def long_before(reading: Reading, end: int, floor: int, short: Span, least: float = NOTHING) -> Pairing | None:
    """LONG ends at token ``end``; SHORT is known. LONG begins where the alignment is best.

    The caller has no use for a score below ``least``, so None may stand for one.
    """
    tokens = reading.tokens
    quoted = quoted_before(tokens, end, floor)
    if quoted is not None and quoted.last - quoted.first > 1:
        return Pairing(short, quoted, score(reading, short, quoted))
    while end > floor and tokens[end - 1].text == ",":
        end -= 1
    text = slice_text(reading, short)
    window = _window_before(tokens, end, floor, window_words(text))
    words = words_of(reading, window)
    if not could_align(text, words, least):
        return None
    found = best_start(text, words)
    if not found.words:
        return None
    long = _settle_start(reading, text, Span(end - found.words, end), found, window.first)
    return Pairing(short, long, align_score(text, words_of(reading, long)))


def _window_before(tokens: tuple[Token, ...], end: int, floor: int, size: int) -> Span:
    first = end
    while first > max(floor, end - size):
        text = tokens[first - 1].text
        if text in STOPS or text in OPEN_BRACKETS or text in CLOSE_BRACKETS or text == ":" or text in OPEN_QUOTES:
            break
        first -= 1
    return Span(first, end)


def _settle_start(reading: Reading, short: str, long: Span, found: Fit, floor: int) -> Span:
    """Begin at the start of the capitalised run when SHORT's first letter is there too and little is lost."""
    tokens = reading.tokens
    if not is_name_like(tokens[long.last - 1]):
        before = tokens[long.first - 1].text if long.first > floor else ""
        opens = before.casefold() in expansion_heads() and fold_letters(before)[:1] == fold_letters(short)[:1]
        return Span(long.first - 1, long.last) if opens else long
    while not is_name_like(tokens[long.first]) and long.first + 1 < long.last:
        long = Span(long.first + 1, long.last)
    run = run_before(tokens, long.last, floor)
    if run.first > long.first and tokens[long.first].text.casefold() not in grammar("body_head"):
        # Lower-case words lie inside: believe them only when the capitalised part alone explains SHORT much worse.
        inner = align_score(short, words_of(reading, run)) if run.last > run.first else -1.0
        return run if inner >= found.score - LOWER_INSIDE else long
    run = name_run_before(reading, long.last, floor)
    same = fold_letters(tokens[run.first].text)[:1] == fold_letters(short)[:1]
    if (
        run.first < long.first
        and same
        and tokens[run.first].text.casefold() in expansion_heads() | grammar("body_head")
    ):
        wider = Span(run.first, long.last)
        if align_score(short, words_of(reading, wider)) >= found.score - NEAR:
            return wider
    return long


class LongAfter:
    """LONG begins at token ``start``; SHORT is known. The same question for several places where LONG must end."""

    def __init__(self, reading: Reading, start: int, short: Span) -> None:
        self._reading = reading
        self._start = start
        self._short = short
        self._text = slice_text(reading, short)
        self._beginnings = Beginnings(self._text)

    def up_to(self, ceiling: int) -> Pairing | None:
        """LONG ends where the alignment is best, or its clause does."""
        tokens, start = self._reading.tokens, self._start
        quoted = quoted_after(tokens, start, ceiling)
        if quoted is not None and quoted.last - quoted.first > 1:
            return Pairing(self._short, quoted, score(self._reading, self._short, quoted))
        window = _window_after(tokens, start, min(ceiling, start + window_words(self._text) + 12))
        words = words_of(self._reading, window)
        if not could_align(self._text, words):
            return None
        found = self._beginnings.best(words)
        if not found.words:
            return None
        long = strip_marks(tokens, self._settle_end(start + found.words, window.last))
        if long.last <= long.first:
            return None
        return Pairing(self._short, long, self._score(long))

    def _score(self, long: Span) -> float:
        words = words_of(self._reading, long)
        return self._beginnings.score(words) if long.first == self._start else align_score(self._text, words)

    def _settle_end(self, last: int, ceiling: int) -> Span:
        """Go on to the end of the capitalised run, or of a lower-case clause when that is at most four words away."""
        tokens = self._reading.tokens
        if is_name_like(tokens[last - 1]):
            while last < ceiling and is_name_like(tokens[last]):
                last += 1
            return Span(self._start, self._join(last, ceiling))
        for i in range(last, min(ceiling, last + 5)):
            if tokens[i].text == "," or tokens[i].text.casefold() in grammar("ends_long"):
                return Span(self._start, i)
        return Span(self._start, ceiling if ceiling - last <= 4 else last)

    def _join(self, last: int, ceiling: int) -> int:
        """Where LONG ends when a second capitalised run follows its first one, which ends at ``last``."""
        tokens = self._reading.tokens
        if last >= ceiling or tokens[last].text not in grammar("joins_long"):
            return last
        after = run_after(tokens, last + 1, ceiling)
        if after.last <= after.first or self._reading.place_at(tokens[after.first].start):
            return last
        gains = tokens[last].text != "dan" or self._asked(after.last) > self._asked(last)
        return after.last if gains else last

    def _asked(self, last: int) -> float:
        """Score with LONG up to ``last``, or -1 where a cheap look says that it can not align."""
        words = words_of(self._reading, Span(self._start, last))
        return self._beginnings.score(words) if could_align(self._text, words) else -1.0


def long_after(reading: Reading, start: int, ceiling: int, short: Span) -> Pairing | None:
    """LONG begins at token ``start`` and ends before ``ceiling``; SHORT is known."""
    return LongAfter(reading, start, short).up_to(ceiling)


def _window_after(tokens: tuple[Token, ...], start: int, ceiling: int) -> Span:
    last = start
    while last < ceiling:
        text = tokens[last].text
        if text in OPEN_BRACKETS:
            closing = closing_bracket(tokens, last, 5)
            if closing is None or closing >= ceiling:
                break
            last = closing  # a short form inside LONG: "Air Susu Ibu (ASI) eksklusif"
        elif text in STOPS or text in CLOSE_BRACKETS or text in OPEN_QUOTES:
            break
        last += 1
    return Span(start, last)
