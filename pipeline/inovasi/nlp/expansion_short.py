"""SHORT is sought, LONG is known: how many words before the site belong to it?"""

from __future__ import annotations

from functools import lru_cache

from inovasi.nlp.align import best_end
from inovasi.nlp.align_letters import fold_letters, name_nouns
from inovasi.nlp.expansion_parts import Pairing, quoted_before, score, words_of
from inovasi.nlp.lexicon import discourse_words, grammar, lead_words
from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import (
    CLOSE_QUOTES,
    Span,
    is_name_like,
    is_word,
    run_before,
    slice_text,
)

MARGIN = 0.5
"""A word joins SHORT when its letters gain more than this on average; a word that LONG does not explain stays out."""
PARTIAL = 0.15
"""What a SHORT loses that is cut out of a longer capitalised name ("Tumpuk Takam" of "Nangkaeh Tumpuk Takam")."""
MAX_SHORT_WORDS = 8


def short_before(reading: Reading, end: int, floor: int, long: Span) -> Pairing | None:
    """SHORT ends at token ``end``; LONG is known. Returns the SHORT that LONG explains best."""
    tokens = reading.tokens
    quoted = quoted_before(tokens, end, floor)
    if quoted is not None:
        return Pairing(quoted, long, score(reading, quoted, long))
    while end > floor and (tokens[end - 1].text in CLOSE_QUOTES or tokens[end - 1].text == ","):
        end -= 1
    starts = _short_starts(reading, end, floor)
    return _best_short(reading, [Span(i, end) for i in starts], long)


def name_run_before(reading: Reading, end: int, floor: int) -> Span:
    """The capitalised run that ends at ``end``, without lead words (Inovasi, Aplikasi) and without an agency, a region
    or a person before the name.
    """
    tokens = reading.tokens
    run = run_before(tokens, end, floor)
    first = run.first
    for i in range(run.first, end - 1):
        text = tokens[i].text
        if _is_outside(text) or (i == run.first and text.endswith("nya") and text[0].isupper()):
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


@lru_cache(8192)
def _is_outside(text: str) -> bool:
    """A word that is no part of a name, so that the name begins after it: Adapun, Inovasi, oleh."""
    lower = text.casefold()
    if lower in lead_words() or (lower in discourse_words() and text[0].isupper()):
        return True
    return text.islower() and text not in grammar("joins_short")


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


def _best_short(reading: Reading, spans: list[Span], long: Span) -> Pairing | None:
    best: Pairing | None = None
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
            best, best_margin = Pairing(span, long, value), margin
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
