"""The places where a text spells out a short form, and how each is read.

A site is a bracket, a marker phrase, "atau", "yakni", a dash, or two names side by side. Each finder looks at a bounded
stretch around its site, so all of them together take time linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from inovasi.nlp.align import fold_letters, name_prefixes
from inovasi.nlp.expansion_parts import (
    Candidate,
    long_after,
    long_before,
    name_run_before,
    quoted_after,
    quoted_before,
    short_before,
)
from inovasi.nlp.lexicon import grammar
from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import (
    CLOSE_BRACKETS,
    CLOSE_QUOTES,
    DASHES,
    OPEN_BRACKETS,
    STOPS,
    Span,
    closing_bracket,
    is_name_like,
    is_word,
    run_after,
    slice_text,
    strip_marks,
)


class Found(NamedTuple):
    """One proposal: the spans, the alignment score, and the kind of site (it decides how much is asked of the score)."""

    short: Span
    long: Span
    score: float
    site: str


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
_EQUALS = frozenset({"yakni", "yaitu", "ialah", "adalah", "itu", "berarti", "artinya", "–", "—", "-", ":", "=", "|"})


def sites(reading: Reading) -> Iterator[Found]:
    """All proposals of a text, in text order by site."""
    for i, token in enumerate(reading.tokens):
        text = token.text
        if text in OPEN_BRACKETS:
            yield from _bracket(reading, i)
            continue
        lower = text.casefold()
        if lower in _MARKER_HEADS:
            yield from _marker(reading, i)
        if lower in {"atau", "alias"}:
            yield from _either(reading, i)
        elif text == ",":
            yield from _comma(reading, i)
        elif lower in _EQUALS and not _marker_follows(reading, i):
            yield from _equals(reading, i)
    for first, last in reading.sentences:
        yield from _side_by_side(reading, first, last)
        yield from _whole_sentence(reading, first, last)


def _marker_follows(reading: Reading, i: int) -> bool:
    return any(t.text.casefold() in _MARKER_HEADS for t in reading.tokens[i + 1 : i + 3])


def _sentence(reading: Reading, index: int) -> Span:
    start, end = reading.sentence_at(reading.tokens[index].start)
    return Span(reading.token_at(start), reading.token_at(end - 1) + 1)


def _bracket(reading: Reading, opening: int) -> Iterator[Found]:
    tokens = reading.tokens
    floor = _sentence(reading, opening).first
    for inner, closed in _insides(reading, opening):
        inner = _without_marker(reading, strip_marks(tokens, inner))
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
    end = _sentence(reading, opening).last
    if closing is None or (
        not balanced and nested is not None and nested < closing and tokens[nested].text in OPEN_BRACKETS
    ):
        stop = min(end, nested if nested is not None else end, opening + 40)
        if stop > opening + 1:
            yield Span(opening + 1, stop), False


def _without_marker(reading: Reading, inner: Span) -> Span:
    words = [t.text.casefold() for t in reading.tokens[inner.first : inner.first + 2]]
    for marker in (*LONG_FOLLOWS, *SHORT_FOLLOWS):
        if tuple(words[: len(marker)]) == marker:
            return strip_marks(reading.tokens, Span(inner.first + len(marker), inner.last))
    return inner


def _long_then_short(reading: Reading, opening: int, floor: int, inner: Span) -> Candidate | None:
    text = slice_text(reading, inner)
    if inner.last - inner.first > 7 or len(fold_letters(text)) > 40:
        return None
    found = long_before(reading, opening, floor, inner)
    if found is None or len(fold_letters(text)) >= 0.9 * len(fold_letters(slice_text(reading, found.long))):
        return None
    return found


def _short_then_long(reading: Reading, opening: int, floor: int, inner: Span) -> Candidate | None:
    tokens = reading.tokens
    if "(" not in {t.text for t in tokens[opening : opening + 1]} and "[" != tokens[opening].text:
        return None
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


_MARKER_HEADS = frozenset(m[0] for m in (*LONG_FOLLOWS, *SHORT_FOLLOWS))


def _marker(reading: Reading, i: int) -> Iterator[Found]:
    tokens = reading.tokens
    words = tuple(t.text.casefold() for t in tokens[i : i + 2])
    sentence = _sentence(reading, i)
    for marker in LONG_FOLLOWS:
        if words[: len(marker)] == marker:
            yield from _long_follows(reading, i, i + len(marker), sentence)
            return
    for marker in SHORT_FOLLOWS:
        if words[: len(marker)] == marker:
            yield from _short_follows(reading, i, i + len(marker), sentence)
            return


def _long_follows(reading: Reading, marker: int, start: int, sentence: Span) -> Iterator[Found]:
    """ "SHORT merupakan singkatan dari LONG", also with SHORT at the end of the sentence before."""
    tokens = reading.tokens
    start = _skip_filling(reading, start, sentence.last)
    floor = sentence.first
    floor = _sentence(reading, floor - 1).first if floor else floor
    for short in _names_before(reading, marker, floor):
        found = long_after(reading, start, sentence.last, short)
        if found is None and tokens[start:]:
            continue
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


def _either(reading: Reading, i: int) -> Iterator[Found]:
    """ "SHORT atau LONG", "LONG atau SHORT"; also with a comma before "atau"."""
    tokens = reading.tokens
    sentence = _sentence(reading, i)
    end = i - 1 if i > sentence.first and tokens[i - 1].text == "," else i
    if i + 1 >= sentence.last or end <= sentence.first:
        return
    options = list(_around(reading, end, i + 1, sentence, sentence.last))
    for short in _names_after(reading, i + 1, sentence.last):
        found = long_before(reading, end, sentence.first, short)
        if found is not None and found.long.last - found.long.first > 1:
            options.append(found)
    if options:
        best = max(options, key=lambda c: c.score * len(fold_letters(slice_text(reading, c.short))) ** 0.25)
        yield Found(best.short, best.long, best.score, "either")


def _around(reading: Reading, end: int, start: int, sentence: Span, ceiling: int) -> Iterator[Candidate]:
    """SHORT ends at ``end``, LONG begins at ``start``: try the names that may be SHORT."""
    tokens = reading.tokens
    quoted = quoted_before(tokens, end, sentence.first)
    if quoted is not None:
        shorts = [quoted]
    else:
        run = name_run_before(reading, end, max(sentence.first, end - 6))
        shorts = [Span(f, end) for f in range(run.first, end) if is_name_like(tokens[f])]
    for short in shorts:
        found = long_after(reading, start, ceiling, short)
        if found is not None and found.long.last - found.long.first > 1:
            yield found


def _equals(reading: Reading, i: int) -> Iterator[Found]:
    """ "SHORT, yakni LONG", "SHORT – LONG", "SHORT: LONG"."""
    tokens = reading.tokens
    sentence = _sentence(reading, i)
    end = i - 1 if i > sentence.first and tokens[i - 1].text == "," else i
    if end <= sentence.first or i + 2 >= len(tokens):
        return
    before = tokens[end - 1]
    quoted = quoted_after(tokens, i + 1, sentence.last)
    if not (
        is_name_like(before) or before.text in CLOSE_QUOTES or (quoted is not None and tokens[i].text == "berarti")
    ):
        return
    site = (
        "dash"
        if tokens[i].text in DASHES or tokens[i].text in {"=", "|"}
        else "colon"
        if tokens[i].text == ":"
        else "equals"
    )
    options: list[Candidate] = []
    for ceiling in _clause_ends(reading, i + 1, sentence.last):
        options += _around(reading, end, i + 1, sentence, ceiling)
        if options and max(c.score for c in options) >= 0.7:
            break
    if options:
        best = max(options, key=lambda c: (c.score - 0.4) * len(fold_letters(slice_text(reading, c.short))))
        yield Found(best.short, best.long, best.score, site)


def _comma(reading: Reading, i: int) -> Iterator[Found]:
    """ "GOROHO, Gerakan Orang Rumah Hobi Olahraga (Kelurahan X)": only when the first letters agree, so it is cheap."""
    tokens = reading.tokens
    if i == 0 or i + 3 >= len(tokens) or not is_name_like(tokens[i - 1]):
        return
    sentence = _sentence(reading, i)
    run = name_run_before(reading, i, max(sentence.first, i - 6))
    heads = {fold_letters(t.text)[:1] for t in tokens[run.first : run.first + 2]}
    if run.last <= run.first or fold_letters(tokens[i + 1].text)[:1] not in heads:
        return
    options = [c for end in _clause_ends(reading, i + 1, sentence.last) if (c := long_after(reading, i + 1, end, run))]
    best = max(options, key=lambda c: c.score, default=None)
    if best is not None and best.long.last - best.long.first >= 3:
        yield Found(best.short, best.long, best.score, "comma")


def _clause_ends(reading: Reading, start: int, ceiling: int) -> list[int]:
    """Where LONG may stop after a dash: at the first commas (the next item of a list may follow), else at the end."""
    if quoted_after(reading.tokens, start, ceiling) is not None:
        return [ceiling]
    commas = [i for i in range(start, min(ceiling, start + 40)) if reading.tokens[i].text in {",", "|"}]
    return [*commas[:3], ceiling]


def _side_by_side(reading: Reading, first: int, last: int) -> Iterator[Found]:
    """ "Si Randik Sistem Informasi Manajemen ...": a name and its long form with nothing between."""
    tokens = reading.tokens
    for i in range(first + 1, last - 2):
        if not (
            is_name_like(tokens[i])
            and is_name_like(tokens[i - 1])
            and _may_open_long(tokens[i - 1].text, tokens[i].text)
        ):
            continue
        run = name_run_before(reading, i, max(first, i - 5))
        starts = [s for s in range(run.first, i) if is_name_like(tokens[s]) and _may_be_short(tokens[s].text, i - s)]
        options = [c for s in starts if (c := long_after(reading, i, last, Span(s, i)))]
        best = max(
            options, key=lambda c: (c.score - 0.5) * len(fold_letters(slice_text(reading, c.short))), default=None
        )
        if best is not None and best.long.last - best.long.first >= 3:
            yield Found(best.short, best.long, best.score, "beside")


def _may_open_long(before: str, text: str) -> bool:
    """A word that long forms begin with, or one that repeats the first letter of a name in capitals before it."""
    shouted = before.isupper() and len(before) >= 4 and not text.isupper()
    return text.casefold() in grammar("opens_long") or (shouted and text[:1] == before[:1])


def _may_be_short(text: str, words: int) -> bool:
    return words > 1 or text.casefold() not in name_prefixes()


def _whole_sentence(reading: Reading, first: int, last: int) -> Iterator[Found]:
    """ "... aplikasi Payjem Pas Ngamuk. Pelayanan Jemput Pasien Ngamuk.": LONG is the sentence after SHORT."""
    tokens = reading.tokens
    end = last - 1 if tokens[last - 1].text in STOPS else last
    if first == 0:
        return
    comma = next((i for i in range(first, min(end, first + 16)) if tokens[i].text == ","), end)
    end = comma if run_after(tokens, first, comma).last == comma else end
    if not 3 <= end - first <= 16 or run_after(tokens, first, end).last != end:
        return
    stop = first - 1 if tokens[first - 1].text in STOPS else first
    before = _sentence(reading, stop - 1) if stop else None
    if before is None or not is_name_like(tokens[stop - 1]):
        return
    found = short_before(reading, stop, before.first, Span(first, end))
    if found is not None:
        yield Found(found.short, found.long, found.score, "sentence")
