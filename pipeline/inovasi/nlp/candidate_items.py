"""Candidates from lists: items of an enumeration in prose, of bulleted or numbered lines, and cells of table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inovasi.nlp.candidate import Candidate, is_lead
from inovasi.nlp.lexicon import foreign_kinds, general_acronyms, given_names, grammar
from inovasi.nlp.numerals import collective, read_number
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

_TELLS = re.compile(r"\binovasi|inovator|terobosan|\btop\s?\d+|KIPP|sinovik|\bIGA\b", re.IGNORECASE)


def items(reading: Reading) -> Iterator[Candidate]:
    """Items of an enumeration whose introduction speaks of innovations, and items of bulleted or numbered lines."""
    told = False  # does the text before the line items say that they are innovations?
    unread: list[tuple[int, int]] = []  # sentences since that was last asked
    has_cells = "|" in reading.text
    for first, last in reading.sentences:
        yield from _prose(reading, first, last)
        marker = line_marker(reading, first)
        if marker is not None:
            told = _introduces(reading, unread, before=told)
            unread = []
            yield from _line(reading, marker, last, told=told)
        else:
            unread.append((first, last))
        if has_cells and any(t.text == "|" for t in reading.tokens[first:last]):
            for cell in _cells(reading.tokens, first, last):
                yield Candidate(cell, "cell")


def _prose(reading: Reading, first: int, last: int) -> Iterator[Candidate]:
    """ "..., yakni A, B dan C"; the rule says how sure the introduction makes it."""
    opener = _opener(reading, first, last)
    if opener is None:
        return
    tokens = reading.tokens
    spans = list(_split(reading, opener, last))
    rules = _list_rules(reading, spans, first, opener)
    for span in spans:
        core = _core(tokens, span)
        if core != span:
            yield Candidate(core, "core")
        if core == span or is_name_like(tokens[span.first]):
            yield from (Candidate(span, rule) for rule in rules)
        else:  # "dengan nama unik SIPOLI": what precedes the capitals is no part of the name
            yield from (Candidate(core, rule) for rule in rules)


def _list_rules(reading: Reading, spans: Sequence[Span], first: int, opener: int) -> list[str]:
    """What a list says of all its items, as names of rules."""
    tokens = reading.tokens
    named = sum(is_name_like(tokens[span.first]) for span in spans)
    rules = ["item"]
    if named >= 4 and named >= 0.7 * len(spans):
        rules.append("names")
    if named <= 0.5 * len(spans):
        rules.append("mixed")  # a list of things, one of which happens to be capitalised
    counted = _counted(tokens, first, opener)
    if counted:
        rules.append("counted")
    if counted == len(spans) == named:
        rules.append("exact")
    if named == len(spans) >= 3 and _is_clean(reading, spans):
        rules.append("clean")
    return rules


def _is_clean(reading: Reading, spans: Sequence[Span]) -> bool:
    """No item is a place or a body or has a word that says "contest" or "law", and few hold a person's name."""
    people = 0
    for span in spans:
        words = [t.text.casefold() for t in reading.tokens[span.first : span.last]]
        start = reading.tokens[span.first].start
        if reading.place_at(start) or reading.body_ending_after(start) is not None:
            return False
        if any(word in foreign_kinds() or word.upper() in general_acronyms() for word in words):
            return False
        people += any(word in given_names() for word in words)
    return people <= 0.25 * len(spans)


def _counted(tokens: Sequence[Token], first: int, opener: int) -> int:
    """The N of "N inovasi ... yakni", the last one there is; 0 when the introduction counts none."""
    count = 0
    for i in range(first, opener):
        together = collective(tokens[i].text)
        found = (together, 1) if together else read_number([t.text for t in tokens[i : i + 4]])
        if found is not None and found[0] > 1:
            after = [t.text.casefold() for t in tokens[i + found[1] : i + found[1] + 3]]
            if "inovasi" in after or "terobosan" in after:
                count = found[0]
    return count


def _line(reading: Reading, marker: int, last: int, *, told: bool) -> Iterator[Candidate]:
    for span in list(_split(reading, marker, last))[:2]:
        yield Candidate(span, "line")
        if told:
            yield Candidate(span, "told_line")


def _introduces(reading: Reading, sentences: Sequence[tuple[int, int]], *, before: bool) -> bool:
    """Does the last of ``sentences`` speak of innovations at its end? A short heading ("Kategori OPD:") leaves it to
    the sentence before, and at last to what was so ``before`` them all.
    """
    for first, last in reversed(sentences):
        start, end = reading.tokens[first].start, reading.tokens[last - 1].end
        if _TELLS.search(reading.text, max(start, end - 300), end):
            return True
        if end - start >= 60:
            return False
    return before


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
    texts = [t.text for t in tokens[first:last]]
    if "," not in texts and ";" not in texts:
        return None
    openers = grammar("opens_list")
    told = -1  # where the first word for innovations ends; sought when an opener asks for it
    for i, text in enumerate(texts, start=first):
        if text in OPEN_BRACKETS and _is_bracketed_list(tokens, i, first):
            return i + 1
        if text.casefold() not in openers:
            continue
        if told < 0:
            intro = _INTRO.search(reading.text, tokens[first].start, tokens[last - 1].end)
            told = intro.end() if intro else len(reading.text) + 1
        if told <= tokens[i].end:
            return i + 1
    return None


def _is_bracketed_list(tokens: Sequence[Token], i: int, first: int) -> bool:
    """ "inovasi pelayanan publik (A, B, dan C)": a bracket with two commas right after a word for innovations."""
    before = {t.text.casefold() for t in tokens[max(first, i - 3) : i]}
    closing = closing_bracket(tokens, i, 60)
    inside = [t.text for t in tokens[i + 1 : closing]] if closing is not None else []
    return bool(before & {"inovasi", "aplikasi", "terobosan"}) and inside.count(",") >= 2 and "(" not in inside


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
    if text.casefold() in {"juara", "terbaik", "peringkat", "pemenang", "harapan"}:
        colon = next((i for i in range(first + 2, min(first + 5, len(tokens))) if tokens[i].text == ":"), None)
        ranked = colon is not None and _RANK.fullmatch(tokens[colon - 1].text) is not None
        return colon + 1 if colon is not None and ranked else None
    return None


_RANK = re.compile(r"\d+|[IVX]+|pertama|kedua|ketiga|satu|dua|tiga", re.IGNORECASE)


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
    return text.casefold() in grammar("ordinal") or (text.isdigit() and len(text) == 1)
