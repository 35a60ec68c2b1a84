"""Given where SHORT must end (or begin) and where LONG may lie, settle the exact spans of both by alignment.

Nothing here knows what stood between the two: a bracket, "singkatan dari", a dash or nothing at all. The sites in
``expansion_sites.py`` ask these questions and set how good an answer must be.
"""

from __future__ import annotations

from typing import NamedTuple

from inovasi.nlp.align import (
    Alignment,
    align,
    best_end,
    best_start,
    could_align,
    fold_letters,
    name_nouns,
    window_words,
)
from inovasi.nlp.lexicon import discourse_words, expansion_heads, grammar, lead_words
from inovasi.nlp.reading import Reading, Token
from inovasi.nlp.spans import (
    CLOSE_BRACKETS,
    CLOSE_QUOTES,
    OPEN_BRACKETS,
    OPEN_QUOTES,
    STOPS,
    Span,
    closing_bracket,
    is_name_like,
    is_word,
    run_after,
    run_before,
    slice_text,
    strip_marks,
)

MARGIN = 0.5
"""A word joins SHORT when its letters gain more than this on average; a word that LONG does not explain stays out."""
NEAR = 0.13
"""LONG may start at the start of its capitalised run instead of the best place if the score falls by no more."""
LOWER_INSIDE = 0.25
"""LONG keeps to one capitalised run unless reaching out over lower-case words gains more than this."""
PARTIAL = 0.15
"""What a SHORT loses that is cut out of a longer capitalised name ("Tumpuk Takam" of "Nangkaeh Tumpuk Takam")."""
MAX_SHORT_WORDS = 8


class Candidate(NamedTuple):
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


def short_before(reading: Reading, end: int, floor: int, long: Span) -> Candidate | None:
    """SHORT ends at token ``end``; LONG is known. Returns the SHORT that LONG explains best."""
    tokens = reading.tokens
    quoted = quoted_before(tokens, end, floor)
    if quoted is not None:
        return Candidate(quoted, long, score(reading, quoted, long))
    while end > floor and (tokens[end - 1].text in CLOSE_QUOTES or tokens[end - 1].text == ","):
        end -= 1
    starts = _short_starts(reading, end, floor)
    return _best_short(reading, [Span(i, end) for i in starts], long)


def short_after(reading: Reading, start: int, ceiling: int, long: Span) -> Candidate | None:
    """SHORT begins at token ``start``; LONG is known."""
    tokens = reading.tokens
    quoted = quoted_after(tokens, start, ceiling)
    if quoted is not None:
        return Candidate(quoted, long, score(reading, quoted, long))
    run = run_after(tokens, start, min(ceiling, start + MAX_SHORT_WORDS))
    spans = [Span(start, n) for n in range(start + 1, run.last + 1) if is_name_like(tokens[n - 1])]
    return _best_short(reading, spans, long)


def name_run_before(reading: Reading, end: int, floor: int) -> Span:
    """The capitalised run that ends at ``end``, without lead words (Inovasi, Aplikasi) and without an agency, a region
    or a person before the name.
    """
    tokens = reading.tokens
    run = run_before(tokens, end, floor)
    first = run.first
    for i in range(run.first, end - 1):
        text = tokens[i].text
        opener = text.casefold() in discourse_words() and text[0].isupper()
        if opener or text.casefold() in lead_words() or (text.islower() and text not in grammar("joins_short")):
            first = i + 1
    while first < end:
        cut = reading.body_ending_after(tokens[first].start)
        if cut is not None and cut < tokens[end - 1].end:
            while tokens[first].start < cut:
                first += 1
        elif is_name_like(tokens[first]):
            break
        else:
            first += 1
    # "si Keceng": the particle belongs to the name also in lower case
    if first < end and first > floor and tokens[first - 1].text in {"si", "sih"}:
        first -= 1
    return Span(first, end)


def _short_starts(reading: Reading, end: int, floor: int) -> list[int]:
    """Where a SHORT that ends at ``end`` may begin: inside its capitalised run, else at one of five plain words."""
    tokens = reading.tokens
    floor = max(floor, end - MAX_SHORT_WORDS)
    if end <= floor or not is_word(tokens[end - 1]):
        return []
    run = name_run_before(reading, end, floor)
    if run.first < end:
        return [i for i in range(run.first, end) if is_name_like(tokens[i]) or i == run.first]
    starts: list[int] = []
    for i in range(end - 1, max(floor, end - 5) - 1, -1):
        if not is_word(tokens[i]):
            break
        if tokens[i].text not in grammar("connector"):
            starts.append(i)
    return starts


def _best_short(reading: Reading, spans: list[Span], long: Span) -> Candidate | None:
    best: Candidate | None = None
    best_margin = float("-inf")
    whole = max(spans, key=lambda span: span.last - span.first, default=None)
    for span in spans:
        value = _best_cut(reading, span, long)
        partial = whole is not None and span != whole and is_name_like(reading.tokens[span.first])
        if partial and whole is not None and not _may_drop(reading, whole.first, span.first):
            value -= PARTIAL
        size = len(fold_letters(slice_text(reading, span)))
        margin = (value - MARGIN) * size
        if margin > best_margin:
            best, best_margin = Candidate(span, long, value), margin
    return best


def _may_drop(reading: Reading, first: int, last: int) -> bool:
    """Words that a SHORT may leave behind: a place, or a common noun before the acronym ("Klinik Jaguk")."""
    words = {t.text.casefold() for t in reading.tokens[first:last]}
    return reading.place_at(reading.tokens[first].start) or words <= name_nouns()


def _best_cut(reading: Reading, short: Span, long: Span) -> float:
    """The score with all of LONG, or with its best beginning: a long list may follow what the letters come from."""
    full = score(reading, short, long)
    if full >= 0.5 or long.last - long.first < 8 or full < 0:
        return full
    return max(full, best_end(slice_text(reading, short), words_of(reading, long)).score - 0.1)


def long_before(reading: Reading, end: int, floor: int, short: Span) -> Candidate | None:
    """LONG ends at token ``end``; SHORT is known. LONG begins where the alignment is best."""
    tokens = reading.tokens
    quoted = quoted_before(tokens, end, floor)
    if quoted is not None and quoted.last - quoted.first > 1:
        return Candidate(short, quoted, score(reading, short, quoted))
    while end > floor and tokens[end - 1].text == ",":
        end -= 1
    text = slice_text(reading, short)
    window = _window_before(tokens, end, floor, window_words(text))
    words = words_of(reading, window)
    if not could_align(text, words):
        return None
    found = best_start(text, words)
    if not found.words:
        return None
    long = _settle_start(reading, text, Span(end - found.words, end), found, window.first)
    return Candidate(short, long, align(text, words_of(reading, long)).score)


def _window_before(tokens: tuple[Token, ...], end: int, floor: int, size: int) -> Span:
    first = end
    while first > max(floor, end - size):
        text = tokens[first - 1].text
        if text in STOPS or text in OPEN_BRACKETS or text in CLOSE_BRACKETS or text == ":" or text in OPEN_QUOTES:
            break
        first -= 1
    return Span(first, end)


def _settle_start(reading: Reading, short: str, long: Span, found: Alignment, floor: int) -> Span:
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
        inner = align(short, words_of(reading, run)).score if run.last > run.first else -1.0
        return run if inner >= found.score - LOWER_INSIDE else long
    run = name_run_before(reading, long.last, floor)
    same = fold_letters(tokens[run.first].text)[:1] == fold_letters(short)[:1]
    if (
        run.first < long.first
        and same
        and tokens[run.first].text.casefold() in expansion_heads() | grammar("body_head")
    ):
        wider = Span(run.first, long.last)
        if align(short, words_of(reading, wider)).score >= found.score - NEAR:
            return wider
    return long


def long_after(reading: Reading, start: int, ceiling: int, short: Span) -> Candidate | None:
    """LONG begins at token ``start``; SHORT is known. LONG ends where the alignment is best, or its clause does."""
    tokens = reading.tokens
    quoted = quoted_after(tokens, start, ceiling)
    if quoted is not None and quoted.last - quoted.first > 1:
        return Candidate(short, quoted, score(reading, short, quoted))
    text = slice_text(reading, short)
    window = _window_after(tokens, start, min(ceiling, start + window_words(text) + 12))
    words = words_of(reading, window)
    if not could_align(text, words):
        return None
    found = best_end(text, words)
    if not found.words:
        return None
    long = strip_marks(tokens, _settle_end(reading, short, Span(start, start + found.words), window.last))
    if long.last <= long.first:
        return None
    return Candidate(short, long, align(text, words_of(reading, long)).score)


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


def _settle_end(reading: Reading, short: Span, long: Span, ceiling: int) -> Span:
    """Go on to the end of the capitalised run, or of a lower-case clause when that is at most four words away."""
    tokens = reading.tokens
    last = long.last
    if is_name_like(tokens[last - 1]):
        while last < ceiling and is_name_like(tokens[last]):
            last += 1
        joined = last < ceiling and tokens[last].text in grammar("joins_long")
        after = run_after(tokens, last + 1, ceiling) if joined else Span(last, last)
        if after.last > after.first and not reading.place_at(tokens[after.first].start):
            wider = Span(long.first, after.last)
            if tokens[last].text != "dan" or score(reading, short, wider) > score(
                reading, short, Span(long.first, last)
            ):
                last = after.last
        return Span(long.first, last)
    for i in range(last, min(ceiling, last + 5)):
        if tokens[i].text == "," or tokens[i].text.casefold() in grammar("ends_long"):
            return Span(long.first, i)
    return Span(long.first, ceiling) if ceiling - last <= 4 else long
