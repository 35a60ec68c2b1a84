"""Candidates from capitalised runs, cut where an agency, a person or a long form begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from inovasi.nlp.candidate import Candidate, is_lead
from inovasi.nlp.lexicon import discourse_words, grammar, is_common
from inovasi.nlp.reading import Reading, Token
from inovasi.nlp.spans import Span, is_name_like_word

_E_WORD = re.compile(r"^[a-z]{1,2}-[a-z]{3,}|^[a-z]+[A-Z]")


def runs(reading: Reading) -> Iterator[Candidate]:
    """Candidates from every capitalised run."""
    tokens = reading.tokens
    starts = {tokens[a].start for a, _ in reading.sentences}
    fits = [_fits_run(token.text) for token in tokens]
    past = 0
    for i, opens in enumerate(fits):
        if not opens or i < past:
            continue
        past = i + 1
        while past < len(tokens) and _goes_on(reading, fits, past):
            past += 1
        while not fits[past - 1]:
            past -= 1
        yield from _pieces(reading, Span(i, past), starts)


@lru_cache(8192)
def _fits_run(text: str) -> bool:
    return is_name_like_word(text) or bool(_E_WORD.match(text))


def _goes_on(reading: Reading, fits: Sequence[bool], i: int) -> bool:
    """Whether token ``i`` continues the run before it; ``fits`` says of each token whether it may stand in one."""
    _, _, before = reading.tokens[i - 1]
    text, start, _ = reading.tokens[i]
    if "\n" in reading.text[before:start]:
        return False
    if fits[i] or i + 1 >= len(fits) or not fits[i + 1]:
        return fits[i]
    if text in grammar("joins_name") and not reading.place_at(reading.tokens[i + 1].start):
        return True
    return before == start and text in {"-", "/", "–", "'", "’"}


def _pieces(reading: Reading, run: Span, sentence_starts: set[int]) -> Iterator[Candidate]:
    """A run without the bodies and the persons in it, without lead words; with variants where the cut is open."""
    tokens = reading.tokens
    for piece in _without_bodies(reading, run):
        first, last = piece
        while first + 1 < last and tokens[first].text.casefold() in discourse_words():
            first += 1
        while first < last and is_lead(tokens[first].text):
            first += 1
        while last > first and _is_year(tokens[last - 1].text):
            last -= 1
        if last - first > 1 and tokens[first].text.isdigit() and _ranks(tokens, first):
            first += 1
        if first >= last:
            continue
        yield Candidate(piece if piece == (first, last) else Span(first, last), "run")
        if piece.first < first and is_lead(tokens[first - 1].text):
            yield Candidate(Span(first - 1, last), "led")
        if tokens[first].start in sentence_starts and last - first > 1 and is_common(tokens[first].text):
            yield Candidate(Span(first + 1, last), "run")
        for i in range(first + 1, last - 1):
            if tokens[i].text in grammar("joins_name"):
                yield Candidate(Span(first, i), "part")
                yield Candidate(Span(i + 1, last), "part")


def _ranks(tokens: Sequence[Token], i: int) -> bool:
    """The number in "juara 3 Jas Cilik" counts winners and is no part of the name."""
    return i > 0 and tokens[i - 1].text.casefold() in {"juara", "peringkat", "terbaik", "harapan", "urutan"}


def _is_year(text: str) -> bool:
    return text.isdigit() and len(text) == 4


def _without_bodies(reading: Reading, run: Span) -> Iterator[Span]:
    """The run cut at agencies and officials, and where a long form follows its short form with nothing between."""
    tokens = reading.tokens
    first = i = run.first
    while i < run.last:
        end = reading.body_ending_after(tokens[i].start)
        if end is None and i > run.first:
            end = reading.long_ending_after(tokens[i].start)
        if end is None:
            i += 1
            continue
        if i > first:
            yield _trim_joins(tokens, Span(first, i))
        while i < run.last and tokens[i].start < end:
            i += 1
        first = i
    if first < run.last:
        yield _trim_joins(tokens, Span(first, run.last))


def _trim_joins(tokens: tuple[Token, ...], span: Span) -> Span:
    first, last = span
    while first < last and tokens[first].text in grammar("joins_name"):
        first += 1
    while last > first and tokens[last - 1].text in grammar("joins_name"):
        last -= 1
    return span if span == (first, last) else Span(first, last)
