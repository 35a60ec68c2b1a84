"""Sites without bracket or marker: "yakni", a dash, a comma, two names side by side, the next sentence."""

from __future__ import annotations

from collections.abc import Iterator

from inovasi.nlp.align_letters import fold_letters, name_prefixes
from inovasi.nlp.expansion_long import LongAfter
from inovasi.nlp.expansion_markers import shorts_before, wordy
from inovasi.nlp.expansion_parts import (
    Found,
    Pairing,
    may_open_alike,
    quoted_after,
    quoted_before,
    sentence_span,
)
from inovasi.nlp.expansion_short import name_run_before, short_before
from inovasi.nlp.lexicon import grammar
from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import (
    CLOSE_QUOTES,
    DASHES,
    STOPS,
    Span,
    is_name_like,
    is_word,
    run_after,
    slice_text,
)

EQUALS = frozenset({"yakni", "yaitu", "ialah", "adalah", "itu", "berarti", "artinya", "–", "—", "-", ":", "=", "|"})


def equals(reading: Reading, i: int) -> Iterator[Found]:
    """ "SHORT, yakni LONG", "SHORT – LONG", "SHORT: LONG"."""
    tokens = reading.tokens
    sentence = sentence_span(reading, i)
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
    shorts = shorts_before(reading, end, sentence)
    if site != "dash" and not may_open_alike(reading, shorts, Span(i + 1, sentence.last)):
        return
    readers = [LongAfter(reading, i + 1, short) for short in shorts]
    options: list[Pairing] = []
    for ceiling in _clause_ends(reading, i + 1, sentence.last):
        options += wordy(readers, ceiling)
        if options and max(c.score for c in options) >= 0.7:
            break
    if options:
        best = max(options, key=lambda c: (c.score - 0.4) * len(fold_letters(slice_text(reading, c.short))))
        yield Found(best.short, best.long, best.score, site)


def translation(reading: Reading, i: int) -> Iterator[Found]:
    """ "Lejong dalam bahasa Manggarai berarti bertamu", with ``i`` at "bahasa": what it means, not what it spells."""
    tokens = reading.tokens
    sentence = sentence_span(reading, i)
    words = [t.text.casefold() for t in tokens[i - 1 : i + 3]] if i else []
    if len(words) < 4 or words[0] != "dalam" or words[3] not in {"berarti", "artinya", "bermakna"}:
        return
    short = quoted_before(tokens, i - 1, sentence.first) or name_run_before(reading, i - 1, max(sentence.first, i - 7))
    quoted = quoted_after(tokens, i + 3, sentence.last)
    last = i + 3
    while quoted is None and last < min(sentence.last, i + 9) and is_word(tokens[last]):
        last += 1
    long = quoted or Span(i + 3, last)
    if short.last > short.first and long.last > long.first:
        yield Found(short, long, 0.0, "translation")


def comma(reading: Reading, i: int) -> Iterator[Found]:
    """ "GOROHO, Gerakan Orang Rumah Hobi Olahraga (Kelurahan X)": only when the first letters agree, so it is cheap."""
    tokens = reading.tokens
    if i == 0 or i + 3 >= len(tokens) or not is_name_like(tokens[i - 1]):
        return
    sentence = sentence_span(reading, i)
    run = name_run_before(reading, i, max(sentence.first, i - 6))
    heads = {fold_letters(t.text)[:1] for t in tokens[run.first : run.first + 2]}
    if run.last <= run.first or fold_letters(tokens[i + 1].text)[:1] not in heads:
        return
    if not may_open_alike(reading, [run], Span(i + 1, sentence.last)):
        return
    reader = LongAfter(reading, i + 1, run)
    options = [c for end in _clause_ends(reading, i + 1, sentence.last) if (c := reader.up_to(end))]
    best = max(options, key=lambda c: c.score, default=None)
    if best is not None and best.long.last - best.long.first >= 3:
        yield Found(best.short, best.long, best.score, "comma")


def _clause_ends(reading: Reading, start: int, ceiling: int) -> list[int]:
    """Where LONG may stop after a dash: at the first commas (the next item of a list may follow), else at the end."""
    if quoted_after(reading.tokens, start, ceiling) is not None:
        return [ceiling]
    commas = [i for i in range(start, min(ceiling, start + 40)) if reading.tokens[i].text in {",", "|"}]
    return [*commas[:3], ceiling]


def side_by_side(reading: Reading, first: int, last: int) -> Iterator[Found]:
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
        shorts = [Span(s, i) for s in starts]
        if not may_open_alike(reading, shorts, Span(i, last)):
            continue
        options = [c for short in shorts if (c := LongAfter(reading, i, short).up_to(last))]
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


def whole_sentence(reading: Reading, first: int, last: int) -> Iterator[Found]:
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
    before = sentence_span(reading, stop - 1) if stop else None
    if before is None or not is_name_like(tokens[stop - 1]):
        return
    found = short_before(reading, stop, before.first, Span(first, end))
    if found is not None:
        yield Found(found.short, found.long, found.score, "sentence")
