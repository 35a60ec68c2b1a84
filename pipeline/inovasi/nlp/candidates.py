"""Candidates: every span that might name an innovation, and by which rule it was proposed.

The rules are generous on purpose: capitalised runs, quoted words, short forms that the text spells out, items of lists.
``innovations.py`` scores what they propose; a name that no rule proposes can never be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from inovasi.nlp.lexicon import discourse_words, foreign_kinds, grammar, is_common, lead_words, trigger_kinds
from inovasi.nlp.reading import Reading, Token
from inovasi.nlp.spans import (
    CLOSE_BRACKETS,
    CLOSE_QUOTES,
    DASHES,
    OPEN_BRACKETS,
    OPEN_QUOTES,
    STOPS,
    Span,
    closing_bracket,
    is_name_like,
    is_word,
    slice_text,
    strip_marks,
)

MAX_WORDS = 12
_E_WORD = re.compile(r"^[a-z]{1,2}-[a-z]{3,}|^[a-z]+[A-Z]")


class Candidate(NamedTuple):
    """A span and the rule that proposed it: run, quote, short, long, item, lower."""

    span: Span
    rule: str


def candidates(reading: Reading) -> list[Candidate]:
    """All candidates of a text, each span once per rule, in text order."""
    found: dict[Candidate, None] = {}
    for candidate in (*_shorts(reading), *_quotes(reading), *_runs(reading), *_items(reading), *_lower(reading)):
        span = strip_marks(reading.tokens, candidate.span)
        fits = span.last > span.first and span.last - span.first <= MAX_WORDS and _has_letters(reading, span)
        if fits and not (candidate.rule in _LISTED and _is_plain(reading, span)):
            found[Candidate(span, candidate.rule)] = None
    return sorted(found, key=lambda c: (c.span, c.rule))


_LISTED = frozenset({"item", "names", "line", "cell"})


def _is_plain(reading: Reading, span: Span) -> bool:
    """Three or more everyday words in lower case: a list of things, not of names."""
    words = [t.text for t in reading.tokens[span.first : span.last]]
    return len(words) >= 3 and all(w.islower() and is_common(w) for w in words)


def _has_letters(reading: Reading, span: Span) -> bool:
    return sum(c.isalpha() for c in slice_text(reading, span)) >= 2


def _shorts(reading: Reading) -> Iterator[Candidate]:
    for expansion in reading.expansions:
        for e in expansion.evidence:
            span = token_span(reading, e.start, e.end)
            if span is not None:
                yield Candidate(span, e.field)


def token_span(reading: Reading, start: int, end: int) -> Span | None:
    """Tokens that cover the characters, or None when nothing does."""
    first, last = reading.token_at(start), reading.token_at(end - 1) + 1
    return Span(first, last) if 0 <= first < last else None


def _quotes(reading: Reading) -> Iterator[Candidate]:
    tokens = reading.tokens
    i = 0
    while i < len(tokens):
        if tokens[i].text not in OPEN_QUOTES:
            i += 1
            continue
        last = next((j for j in range(i + 1, min(len(tokens), i + 14)) if tokens[j].text in CLOSE_QUOTES), None)
        if last is None or last == i + 1:
            i += 1
            continue
        inner = Span(i + 1, last)
        # Speech ends in a comma or a full stop before its closing quote; a quoted name does not.
        if tokens[last - 1].text not in {",", ".", "!", "?", "…"} and any(map(is_word, tokens[i + 1 : last])):
            yield Candidate(inner, "quote")
        i = last if tokens[last].text in OPEN_QUOTES else last + 1


def _runs(reading: Reading) -> Iterator[Candidate]:
    tokens = reading.tokens
    starts = {tokens[a].start for a, _ in reading.sentences}
    i = 0
    while i < len(tokens):
        if not _in_run(tokens, i):
            i += 1
            continue
        last = i + 1
        while last < len(tokens) and _goes_on(reading, last):
            last += 1
        while not _in_run(tokens, last - 1):
            last -= 1
        yield from _pieces(reading, Span(i, last), starts)
        i = last


def _in_run(tokens: tuple[Token, ...], i: int) -> bool:
    return is_name_like(tokens[i]) or bool(_E_WORD.match(tokens[i].text))


def _goes_on(reading: Reading, i: int) -> bool:
    tokens = reading.tokens
    if "\n" in reading.text[tokens[i - 1].end : tokens[i].start]:
        return False
    if _in_run(tokens, i):
        return True
    after = i + 1 < len(tokens) and _in_run(tokens, i + 1)
    if tokens[i].text in grammar("joins_name") and after and not reading.place_at(tokens[i + 1].start):
        return True
    glued = tokens[i - 1].end == tokens[i].start
    return tokens[i].text in {"-", "/", "–", "'", "’"} and after and glued


def _pieces(reading: Reading, run: Span, sentence_starts: set[int]) -> Iterator[Candidate]:
    """A run without the bodies and the persons in it, without lead words; with variants where the cut is open."""
    tokens = reading.tokens
    for piece in _without_bodies(reading, run):
        first, last = piece
        while first + 1 < last and tokens[first].text.casefold() in discourse_words():
            first += 1
        while first < last and _is_lead(tokens[first].text):
            first += 1
        while last > first and _is_year(tokens[last - 1].text):
            last -= 1
        if first >= last:
            continue
        yield Candidate(Span(first, last), "run")
        if piece.first < first and _is_lead(tokens[first - 1].text):
            yield Candidate(Span(first - 1, last), "led")
        if tokens[first].start in sentence_starts and last - first > 1 and is_common(tokens[first].text):
            yield Candidate(Span(first + 1, last), "run")
        for i in range(first + 1, last - 1):
            if tokens[i].text in grammar("joins_name"):
                yield Candidate(Span(first, i), "part")
                yield Candidate(Span(i + 1, last), "part")


def _is_lead(text: str) -> bool:
    return text.casefold() in lead_words() or trigger_kinds().get(text.casefold()) in {"via", "shows", "named", "with"}


def _is_year(text: str) -> bool:
    return text.isdigit() and len(text) == 4


def _without_bodies(reading: Reading, run: Span) -> Iterator[Span]:
    """The run cut at agencies and officials, and where a long form follows its short form with nothing between."""
    tokens = reading.tokens
    longs = {e.start: e.end for x in reading.expansions for e in x.evidence if e.field == "long"}
    first = i = run.first
    while i < run.last:
        end = reading.body_ending_after(tokens[i].start)
        if end is None and i > run.first:
            end = longs.get(tokens[i].start)
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
    return Span(first, last)


_INTRO = re.compile(
    r"\b(?:inovasi|inovator|aplikasi|program|layanan|terobosan|gagasan|karya|top\s?\d+|KIPP|sinovik|IGA|juara|pemenang"
    r"|unggulan|terdaftar|penghargaan|launching|diluncurkan|dipaparkan|dilombakan)\w*",
    re.IGNORECASE,
)


def _items(reading: Reading) -> Iterator[Candidate]:
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
    for i in range(first, last):
        if tokens[i].text.casefold() in grammar("opens_list") and _INTRO.search(
            reading.text, tokens[first].start, tokens[i].end
        ):
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
        _is_ordinal(tokens[first].text) or _is_lead(tokens[first].text) or not is_word(tokens[first])
    ):
        first += 1
    body = reading.body_ending_after(tokens[first].start) if first < last else None
    while body is not None and first < last and tokens[first].start < body:
        first += 1
    while first < last and (
        _is_lead(tokens[first].text)
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


def _lower(reading: Reading) -> Iterator[Candidate]:
    """ "program bangkit berdaya": lower-case words right after a product word, up to the end of the name."""
    tokens = reading.tokens
    for i, token in enumerate(tokens[:-1]):
        if trigger_kinds().get(token.text.casefold()) not in {"product", "innovation", "named"}:
            continue
        last = i + 1
        while last < min(len(tokens), i + 6) and _plain(tokens[last].text):
            last += 1
        if 1 <= last - i - 1 <= 4 and (last >= len(tokens) or last - i - 1 < 5):
            yield Candidate(Span(i + 1, last), "lower")


def _plain(text: str) -> bool:
    lower = text.casefold()
    return (
        text.islower()
        and text.isalpha()
        and lower not in grammar("ends_item")
        and lower not in foreign_kinds()
        and lower not in grammar("no_lower_name")
    )
