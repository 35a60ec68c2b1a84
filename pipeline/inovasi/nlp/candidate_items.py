"""Candidates from lists: items of an enumeration in prose, of bulleted or numbered lines, and cells of table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inovasi.nlp.candidate import Candidate, is_lead
from inovasi.nlp.lexicon import grammar
from inovasi.nlp.reading import Reading, Token
from inovasi.nlp.spans import (
    CLOSE_BRACKETS,
    DASHES,
    OPEN_BRACKETS,
    STOPS,
    Span,
    closing_bracket,
    is_name_like,
    is_word,
)

_INTRO = re.compile(
    r"\b(?:inovasi|inovator|aplikasi|program|layanan|terobosan|gagasan|karya|top\s?\d+|KIPP|sinovik|IGA|juara|pemenang"
    r"|unggulan|terdaftar|penghargaan|launching|diluncurkan|dipaparkan|dilombakan)\w*",
    re.IGNORECASE,
)


def items(reading: Reading) -> Iterator[Candidate]:
    """Items of an enumeration whose introduction speaks of innovations, and items of bulleted or numbered lines."""
    tokens = reading.tokens
    for first, last in reading.sentences:
        opener = _opener(reading, first, last)
        if opener is not None:
            items = list(_split(reading, opener, last))
            named = sum(is_name_like(tokens[item.first]) for item in items)
            for item in items:
                yield Candidate(item, "item")
                if named >= 4 and named >= 0.7 * len(items):
                    yield Candidate(item, "names")
                core = _core(tokens, item)
                if core != item:
                    yield Candidate(core, "core")
        marker = line_marker(reading, first)
        if marker is not None:
            for item in list(_split(reading, marker, last))[:2]:
                yield Candidate(item, "line")
        if any(t.text == "|" for t in tokens[first:last]):
            for cell in _cells(tokens, first, last):
                yield Candidate(cell, "cell")


def _cells(tokens: Sequence[Token], first: int, last: int) -> Iterator[Span]:
    """Cells of a table row that was flattened to "1 | NAME | long form | agency"."""
    start = first
    for i in range(first, last + 1):
        if i == last or tokens[i].text == "|":
            if start < i <= start + 8:
                yield Span(start, i)
            start = i + 1


def _opener(reading: Reading, first: int, last: int) -> int | None:
    """Index after the word that opens an enumeration of innovations, or None."""
    tokens = reading.tokens
    commas = sum(t.text in {",", ";"} for t in tokens[first:last])
    if not commas:
        return None
    intro = _INTRO.search(reading.text, tokens[first].start, tokens[last - 1].end)
    for i in range(first, last):
        if intro and tokens[i].text.casefold() in grammar("opens_list") and intro.end() <= tokens[i].end:
            return i + 1
    return None


def line_marker(reading: Reading, first: int) -> int | None:
    """Index after "1.", "-", "•", "Juara 1:" or "Terbaik I:" at the start of a line, or None."""
    tokens = reading.tokens
    if first and "\n" not in reading.text[tokens[first - 1].end : tokens[first].start]:
        return None
    text = tokens[first].text
    after = tokens[first + 1].text if first + 1 < len(tokens) else ""
    if text in DASHES or text in {"*", "•", "·", "▪", "●", "‣"}:
        return first + 1
    if text.rstrip(".)").isdigit() and (after in {".", ")"} or text[-1] in ".)"):
        return first + 2 if after in {".", ")"} else first + 1
    if text.casefold() in {"juara", "terbaik", "peringkat", "pemenang"}:
        colon = next((i for i in range(first, min(first + 5, len(tokens))) if tokens[i].text == ":"), None)
        return colon + 1 if colon is not None else None
    return None


def _split(reading: Reading, first: int, last: int) -> Iterator[Span]:
    """Items between commas, "dan" and semicolons; each up to a bracket, a dash or a word that ends a name.

    What follows a bracket up to the next separator describes the item before it and is no item.
    """
    tokens = reading.tokens
    start: int | None = first
    i = first
    while i <= last:
        text = tokens[i].text if i < last else ";"
        if text in OPEN_BRACKETS:
            if start is not None and i > start:
                yield from _item(reading, start, i)
            closing = closing_bracket(tokens, i, 60)
            inside = closing is not None and closing < last
            i, start = (closing + 1, None) if closing is not None and inside else (i + 1, i + 1)
            continue
        if text in {",", ";", ":"} or text in STOPS or text.casefold() in {"dan", "serta"} or text in DASHES:
            if start is not None and i > start:
                yield from _item(reading, start, i)
            start = i + 1
        i += 1


def _item(reading: Reading, first: int, last: int) -> Iterator[Span]:
    tokens = reading.tokens
    while first < last and (
        _is_ordinal(tokens[first].text) or is_lead(tokens[first].text) or not is_word(tokens[first])
    ):
        first += 1
    body = reading.body_ending_after(tokens[first].start) if first < last else None
    while body is not None and first < last and tokens[first].start < body:
        first += 1
    while first < last and (
        is_lead(tokens[first].text)
        or tokens[first].text.casefold() in grammar("ends_item")
        or not is_word(tokens[first])
    ):
        first += 1
    end = next(
        (
            i
            for i in range(first + 1, last)
            if tokens[i].text in grammar("ends_item")
            or tokens[i].text in CLOSE_BRACKETS
            or reading.body_ending_after(tokens[i].start)
        ),
        last,
    )
    if first < end <= first + 8:
        yield Span(first, end)


def _core(tokens: Sequence[Token], item: Span) -> Span:
    """The item without lower-case words at its ends: "nama unik SIPOLI pelayanan" -> "SIPOLI"."""
    named = [i for i in range(*item) if is_name_like(tokens[i])]
    return Span(named[0], named[-1] + 1) if named else item


def _is_ordinal(text: str) -> bool:
    return text.casefold() in {
        "pertama",
        "kedua",
        "ketiga",
        "keempat",
        "kelima",
        "terakhir",
        "pertama,",
        "selanjutnya",
        "lalu",
        "kemudian",
        "berikutnya",
        "juga",
        "ada",
    }
