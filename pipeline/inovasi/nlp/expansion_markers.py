"""Sites that say it in words: "singkatan dari", "yang disingkat", "atau"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inovasi.nlp.align_letters import fold_letters
from inovasi.nlp.expansion_long import LongAfter, long_after, long_before
from inovasi.nlp.expansion_parts import Found, Pairing, quoted_after, quoted_before, sentence_span
from inovasi.nlp.expansion_short import name_run_before
from inovasi.nlp.lexicon import grammar
from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import (
    Span,
    is_name_like,
    is_word,
    run_after,
    slice_text,
    strip_marks,
)

LONG_FOLLOWS = (
    ("singkatan", "dari"),
    ("akronim", "dari"),
    ("kependekan", "dari"),
    ("kepanjangan", "dari"),
    ("singkatan",),
    ("akronim",),
    ("kepanjangannya",),
    ("singkatannya",),
    ("nama", "lengkapnya"),
    ("nama", "panjangnya"),
    ("kependekan",),
)


SHORT_FOLLOWS = (
    ("disingkat", "menjadi"),
    ("disingkat", "dengan"),
    ("disingkat", "sebagai"),
    ("disingkat",),
    ("dengan", "akronim"),
    ("dengan", "singkatan"),
)


def marker_follows(reading: Reading, i: int) -> bool:
    """True when a marker stands in the next two words: "adalah singkatan dari"."""
    return any(t.text.casefold() in MARKER_HEADS for t in reading.tokens[i + 1 : i + 3])


def without_marker(reading: Reading, inner: Span) -> Span:
    """The inside of a bracket without a marker at its start: "(singkatan dari ...)"."""
    words = [t.text.casefold() for t in reading.tokens[inner.first : inner.first + 2]]
    for phrase in (*LONG_FOLLOWS, *SHORT_FOLLOWS):
        if tuple(words[: len(phrase)]) == phrase:
            return strip_marks(reading.tokens, Span(inner.first + len(phrase), inner.last))
    return inner


MARKER_HEADS = frozenset(m[0] for m in (*LONG_FOLLOWS, *SHORT_FOLLOWS))


def marker(reading: Reading, i: int) -> Iterator[Found]:
    """What the marker at token ``i``, if one begins there, spells out."""
    tokens = reading.tokens
    words = tuple(t.text.casefold() for t in tokens[i : i + 2])
    sentence = sentence_span(reading, i)
    for phrases, read in ((LONG_FOLLOWS, _long_follows), (SHORT_FOLLOWS, _short_follows)):
        for phrase in phrases:
            if words[: len(phrase)] == phrase:
                yield from read(reading, i, i + len(phrase), sentence)
                return


def _long_follows(reading: Reading, marker: int, start: int, sentence: Span) -> Iterator[Found]:
    """ "SHORT merupakan singkatan dari LONG", also with SHORT at the end of the sentence before."""
    start = _skip_filling(reading, start, sentence.last)
    floor = sentence_span(reading, sentence.first - 1).first if sentence.first else 0
    for short in _names_before(reading, marker, floor):
        found = long_after(reading, start, sentence.last, short)
        if found is not None and found.score >= 0.3:
            yield Found(found.short, found.long, found.score, "marker")
            return


def _names_before(reading: Reading, end: int, floor: int) -> Iterator[Span]:
    """Names to the left, nearest first: quoted ones and capitalised runs; at most three."""
    tokens = reading.tokens
    i = end
    count = 0
    while i > max(floor, end - 40) and count < 3:
        quoted = quoted_before(tokens, i, floor)
        if quoted is not None:
            yield quoted
            count += 1
            i = quoted.first - 1
            continue
        if is_name_like(tokens[i - 1]):
            run = name_run_before(reading, i, max(floor, i - 8))
            if run.last > run.first:
                yield run
                count += 1
            i = min(run.first, i - 1)
            continue
        i -= 1


def _skip_filling(reading: Reading, i: int, ceiling: int) -> int:
    while i < ceiling and reading.tokens[i].text.casefold() in grammar("filling"):
        i += 1
    return i


def _short_follows(reading: Reading, marker: int, start: int, sentence: Span) -> Iterator[Found]:
    """ "LONG yang disingkat SHORT"."""
    tokens = reading.tokens
    start = _skip_filling(reading, start, sentence.last)
    end = marker
    while end > sentence.first and tokens[end - 1].text.casefold() in grammar("filling"):
        end -= 1
    options = [
        c
        for short in _names_after(reading, start, sentence.last)
        if (c := long_before(reading, end, sentence.first, short))
    ]
    if options:
        best = max(options, key=lambda c: (c.score - 0.5) * len(fold_letters(slice_text(reading, c.short))))
        yield Found(best.short, best.long, best.score, "marker")


def _names_after(reading: Reading, start: int, ceiling: int) -> list[Span]:
    """What may be a SHORT at ``start``: the quoted words, or each beginning of the capitalised run."""
    tokens = reading.tokens
    quoted = quoted_after(tokens, start, ceiling)
    if quoted is not None:
        return [quoted]
    run = run_after(tokens, start, min(ceiling, start + 6))
    ends = [n for n in range(run.first + 1, run.last + 1) if is_name_like(tokens[n - 1])]
    lower = start < ceiling and is_word(tokens[start]) and not ends
    return [Span(start, n) for n in ends] or ([Span(start, start + 1)] if lower else [])


def either(reading: Reading, i: int) -> Iterator[Found]:
    """ "SHORT atau LONG", "LONG atau SHORT"; also with a comma before "atau"."""
    tokens = reading.tokens
    sentence = sentence_span(reading, i)
    end = i - 1 if i > sentence.first and tokens[i - 1].text == "," else i
    if i + 1 >= sentence.last or end <= sentence.first:
        return
    options = wordy(
        [LongAfter(reading, i + 1, short) for short in shorts_before(reading, end, sentence)], sentence.last
    )
    for short in _names_after(reading, i + 1, sentence.last):
        found = long_before(reading, end, sentence.first, short)
        if found is not None and found.long.last - found.long.first > 1:
            options.append(found)
    if options:
        best = max(options, key=lambda c: c.score * len(fold_letters(slice_text(reading, c.short))) ** 0.25)
        yield Found(best.short, best.long, best.score, "either")


def shorts_before(reading: Reading, end: int, sentence: Span) -> list[Span]:
    """What may be a SHORT that ends at ``end``: the quoted words, or each beginning of the capitalised run."""
    tokens = reading.tokens
    quoted = quoted_before(tokens, end, sentence.first)
    if quoted is not None:
        return [quoted]
    run = name_run_before(reading, end, max(sentence.first, end - 6))
    return [Span(first, end) for first in range(run.first, end) if is_name_like(tokens[first])]


def wordy(readers: Iterable[LongAfter], ceiling: int) -> list[Pairing]:
    """The LONG of each reader up to ``ceiling`` that has more than one word."""
    found = [reader.up_to(ceiling) for reader in readers]
    return [c for c in found if c is not None and c.long.last - c.long.first > 1]
