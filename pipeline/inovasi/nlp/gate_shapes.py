"""Shapes of names that the relevance gate counts in raw text: short forms beside brackets, capitals, quotes.

Every pattern looks at a bounded stretch from a fixed kind of character, so the time is linear in the text's length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from inovasi import gazetteers
from inovasi.nlp.lexicon import general_acronyms

_BRACKET = re.compile(r"\(([^()\n]{3,160})")
_BEFORE = 60  # characters before a bracket that may hold the short form
_LONGEST_BEFORE = 160  # the same for the long form
_MOST_SHORT_WORDS = 4
_MOST_LONG_WORDS = 12
_LEAST_LETTERS = 4
_LEAST_GAIN = 3  # letters that a long form has beyond its short form
_WORDS = re.compile(r"[\w'’.-]+")
_CAPITALS = re.compile(r"\b[A-Z][A-Z-]{3,40}[A-Z]\b")
_VOWEL = re.compile(r"[AEIOU]")
# Less the first letter, which may be a capital: aplikasi, program, layanan and pelayanan ...
_NOUNS = (
    *("plikasi ", "rogram ", "ayanan ", "novasi ", "erakan ", "istem ", "roduk ", "agasan "),
    *("elalui ", "ewat ", "ernama ", "unya ", "uncurkan "),
)
_QUOTED = re.compile(r"[\"“”'‘’«]([A-Za-z][\w'-]{0,30}(?: [\w'-]{1,30}){0,4})[\"”'’»](?!\w)")
# What follows such a noun: a quote or bracket, "Si Xx" or "e-Xx", capitals, two capitalised words.
_NAME = re.compile(r" ?[\"“‘'(]|(?:[Ss]i|[Ee])[- ]?[A-Z]|[A-Z]{3}|[A-Z][a-z]+[A-Z]|[A-Z][a-z]+ [A-Z]")
# A capital inside a word, or after "e-" and "Si".
_JOINED = re.compile(r"[A-Z](?:(?<=[a-z][A-Z])|(?<=\b[eE]-[A-Z])|(?<=\b[Ss]i[- ][A-Z])|(?<=\bSI[- ][A-Z]))")
_DATELINE = re.compile(r"^\W*[A-Z][A-Z .'/-]{2,40}(?=[ ,–—|:(/-])", re.MULTILINE)
_HEAD = 400  # characters at the beginning, where a dateline may stand


def shapes(text: str) -> Iterator[str]:
    """One cue for each place where a shape stands.

    ``spelt_name``: a short form beside a bracket that spells it out; ``capital_name``: a word in capitals that is no
    known short form (each once); ``quoted_name``, ``quoted_words``: up to five words in quotes; ``noun_and_name``:
    "aplikasi SIPADU"; ``joined_name``: "SiPadu", "e-Padu", "Si Padu".
    """
    for bracket in _BRACKET.finditer(text):
        if found := _bracket(text[max(0, bracket.start() - _LONGEST_BEFORE) : bracket.start()], bracket[1]):
            yield found
    known = _bodies()
    place = {word for line in _DATELINE.findall(text[:_HEAD]) for word in _CAPITALS.findall(line)}
    for word in set(_CAPITALS.findall(text)) - place:
        if word not in known and _VOWEL.search(word):
            yield "capital_name"
    for quoted in _QUOTED.findall(text):
        yield "quoted_name" if quoted[0].isupper() else "quoted_words"
    for noun in _NOUNS:
        start = text.find(noun)
        while start >= 0:
            start += len(noun)
            if _NAME.match(text, start):
                yield "noun_and_name"
            start = text.find(noun, start)
    for _ in _JOINED.findall(text):
        yield "joined_name"


def _bracket(before: str, inside: str) -> str | None:
    """``spelt_name`` for SHORT (Long Form) and Long Form (SHORT); None where the letters disagree."""
    words = _WORDS.findall(inside)
    if len(words) == 1:
        return "spelt_name" if _is_short_for(words[0], before) else None
    if not words:
        return None
    first = words[0][0].lower()
    tail = _WORDS.findall(before[-_BEFORE:])[-_MOST_SHORT_WORDS:]
    for start in range(len(tail)):
        if tail[start][0].isupper() and tail[start][0].lower() == first:
            short = "".join(tail[start:])
            if short.upper() not in _bodies() and _spells(short, words):
                return "spelt_name"
    return None


def _is_short_for(short: str, before: str) -> bool:
    """True when the word in a bracket is a short form of what stands before it and no body's."""
    if len(short) < _LEAST_LETTERS or sum(map(str.isupper, short)) < 2 or short.upper() in _bodies():
        return False
    tail = _WORDS.findall(before)[-_MOST_LONG_WORDS:]
    first = short[0].lower()
    return any(tail[start][0].lower() == first and _spells(short, tail[start:]) for start in range(len(tail) - 1))


def _spells(short: str, words: list[str]) -> bool:
    """True when the letters of ``short`` stand in ``words`` in this order, from the first letter on."""
    letters = [c for c in short.lower() if c.isalpha()]
    long = "".join(words).lower()
    if len(letters) < _LEAST_LETTERS or len(long) < len(letters) + _LEAST_GAIN or long[0] != letters[0]:
        return False
    place = 0
    for letter in letters:
        place = long.find(letter, place) + 1
        if not place:
            return False
    return True


@cache
def _bodies() -> frozenset[str]:
    """Upper-cased short forms of public bodies and of everyday life, which name no innovation."""
    short = {row["short"].upper() for row in gazetteers.rows("agency_short")}
    return frozenset(short | general_acronyms())
