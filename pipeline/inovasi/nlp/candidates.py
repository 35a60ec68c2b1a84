"""Candidates: every span that might name an innovation, and by which rule it was proposed.

The rules are generous on purpose: capitalised runs, quoted words, short forms that the text spells out, items of lists.
``innovations.py`` scores what they propose; a name that no rule proposes can never be found.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from inovasi.nlp.candidate import Candidate, token_span, with_noun
from inovasi.nlp.candidate_items import items
from inovasi.nlp.candidate_runs import runs
from inovasi.nlp.cover import Cover
from inovasi.nlp.lexicon import foreign_kinds, grammar, is_common, trigger_kinds
from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import (
    CLOSE_QUOTES,
    DASHES,
    OPEN_QUOTES,
    Span,
    is_word,
    offsets,
    strip_marks,
)

MAX_WORDS = 12


def candidates(reading: Reading) -> list[Candidate]:
    """All candidates of a text, each span once per rule, in text order."""
    found: set[Candidate] = set()
    fits: dict[Span, bool] = {}  # many rules propose the same span
    cuts = _Cuts(reading)
    for candidate in chain(_shorts(reading), _quotes(reading), runs(reading), items(reading), _lower(reading)):
        span = strip_marks(reading.tokens, candidate.span)
        known = fits.get(span)
        if known is None:
            known = fits[span] = _has_letters(reading, span) and not cuts.spoils(reading, span)
        if known and not (candidate.rule in _LISTED and _is_plain(reading, span)):
            found.add(candidate if span is candidate.span else Candidate(span, candidate.rule))
    return sorted(found)


class _Cuts:
    """Spans that are no names: part of a long form ("Informasi Hibah" of "Sistem Informasi Hibah"), what a preposition
    opens, the place that opens a story, and exactly a region, an agency or a person.
    """

    def __init__(self, reading: Reading) -> None:
        spelled = [e for x in reading.expansions for e in x.evidence]
        self._exact = {(e.start, e.end) for e in spelled}
        places = [e for r in reading.regions for e in r.evidence] + [e for a in reading.agencies for e in a.evidence]
        people = [e for o in reading.officials for e in o.evidence]
        self._others = {(e.start, e.end) for e in (*places, *people)}
        self._long = Cover(len(reading.text), ((e.start, e.end) for e in spelled if e.field == "long"))

    def spoils(self, reading: Reading, span: Span) -> bool:
        start, end = offsets(reading, span)
        first = reading.tokens[span.first].text
        dangling = first.islower() and (first in grammar("joins_name") or first in grammar("ends_item"))
        if dangling or (start, end) in self._others or _is_dateline(reading, span):
            return True
        return (start, end) not in self._exact and self._long.holds(start, end)


STORY = 12
"""Words after a dateline at the least; what follows the dash of a list's line is shorter."""


def _is_dateline(reading: Reading, span: Span) -> bool:
    """ "LUBUK BASUNG – Disdukcapil Kabupaten Agam mendatangi ...": the place that opens a story."""
    tokens = reading.tokens
    dash = span.last
    if dash + STORY >= len(tokens) or tokens[dash].text not in DASHES or span.last - span.first > 3:
        return False
    opens = span.first == 0 or "\n" in reading.text[tokens[span.first - 1].end : tokens[span.first].start]
    apart = reading.text[tokens[dash].start - 1] == " " and reading.text[tokens[dash].end] == " "
    return opens and apart and "\n" not in reading.text[tokens[dash].end : tokens[dash + STORY].start]


_LISTED = frozenset({"item", "names", "mixed", "counted", "exact", "clean", "line", "told_line", "cell"})


def _is_plain(reading: Reading, span: Span) -> bool:
    """Three or more everyday words in lower case: a list of things, not of names."""
    tokens = reading.tokens[span.first : span.last]
    return len(tokens) >= 3 and all(t.text.islower() and is_common(t.text) for t in tokens)


def _has_letters(reading: Reading, span: Span) -> bool:
    """Two letters at the least, in at most ``MAX_WORDS`` words."""
    if span.last - span.first > MAX_WORDS:
        return False
    letters = 0
    for token in reading.tokens[span.first : span.last]:
        letters += len(token.text) if token.text.isalpha() else sum(map(str.isalpha, token.text))
        if letters >= 2:
            return True
    return False


def _shorts(reading: Reading) -> Iterator[Candidate]:
    for expansion in reading.expansions:
        for e in expansion.evidence:
            span = token_span(reading, e.start, e.end)
            if span is not None:
                yield Candidate(with_noun(reading, span) if e.field == "short" else span, e.field)


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


def _lower(reading: Reading) -> Iterator[Candidate]:
    """ "program bangkit berdaya": lower-case words right after a product word, up to the end of the name."""
    tokens = reading.tokens
    kinds = trigger_kinds()
    for i, token in enumerate(tokens[:-1]):
        if kinds.get(token.text.casefold()) not in {"product", "innovation", "named"}:
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
