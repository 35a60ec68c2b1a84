"""The letters an alignment sees, and the words that cost it nothing: function words, prefixes, suffixes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from inovasi import gazetteers
from inovasi.text import squash

_WORDS = 8192
"""How many words keep their letters for the next window, which most often has the same words."""

INNER = 0.45
"""Gain of a match inside a word after a gap; ``initial`` and ``syllable`` gain 1."""


FILLER = 0.35
"""Cost of a letter of SHORT that LONG does not explain."""


PREFIX = 0.6
"""Gain of an unexplained letter in a personal prefix (Si, Sih, Bang ...), which is part of the name all the same."""


NOUN = 0.42
"""The same for a common noun before the acronym ("Klinik Jaguk"): less than what a word needs to join SHORT."""


SKIP = 0.3
"""Cost of a content word of LONG that gives no letter."""


NUMERALS = {
    word: str(digit)
    for digit, word in enumerate(
        ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
    )
}


class Letter(NamedTuple):
    """A letter that can be matched: folded, with its index ``at`` in the string it stands in."""

    char: str
    at: int
    initial: bool


@cache
def function_words() -> frozenset[str]:
    """Words an acronym may leave out at no cost."""
    return frozenset(row["word"] for row in gazetteers.rows("function_words"))


@cache
def prefix_gains() -> dict[str, float]:
    """First words of a name that its long form need not explain (si, klinik ...), and what a letter of them gains."""
    return {row["prefix"]: PREFIX if row["kind"] == "person" else NOUN for row in gazetteers.rows("name_prefixes")}


@cache
def name_prefixes() -> frozenset[str]:
    """The personal prefixes: si, sih, mbak, bang ..."""
    return frozenset(word for word, gain in prefix_gains().items() if gain == PREFIX)


@cache
def name_nouns() -> frozenset[str]:
    """The common nouns among the prefixes: klinik, rumah, kampung ..."""
    return frozenset(prefix_gains()) - name_prefixes()


@cache
def name_suffixes() -> frozenset[str]:
    """Last words of a name that its long form need not explain: center, online ..."""
    return frozenset(row["suffix"] for row in gazetteers.rows("name_suffixes"))


def window_words(short: str) -> int:
    """How many words LONG may have at most: one for each letter, and room for function words."""
    return min(40, 2 * len(fold_letters(short)) + 4)


@cache
def fold_char(char: str) -> str:
    """One lower-case letter or digit for ``char``, or "" when it can not be matched."""
    return next((piece for piece in unicodedata.normalize("NFKD", char).casefold() if piece.isalnum()), "")


def fold_letters(text: str) -> str:
    """The letters and digits of ``text`` that an alignment sees."""
    return squash(text) if text.isascii() else "".join(map(fold_char, text))


@lru_cache(_WORDS)
def word_letters(word: str) -> tuple[Letter, ...]:
    """Letters of one word. A part after a mark ("Izin-Mudah") and a capital inside ("TIadakan peLANGgaran") start anew.

    A numeral word can also give its digit: "dua" gives 2.
    """
    letters = []
    if word.casefold() in NUMERALS:
        letters.append(Letter(NUMERALS[word.casefold()], 0, initial=True))
    fresh = True
    for i, char in enumerate(word):
        folded = fold_char(char)
        if folded:
            marked = char.isupper() and i > 0 and word[i - 1].islower()
            letters.append(Letter(folded, i, initial=fresh or marked))
        fresh = not folded
    return tuple(letters)


_COUNTED = re.compile(r"(?P<n1>[2-9])(?P<c1>[A-Za-z])|(?P<c2>[A-Za-z])(?P<n2>[2-9])")


def counted_letters(short: str) -> str | None:
    """ "3S" and "S3" stand for three words with S: "SSS"; None for any other SHORT."""
    text = short.strip()
    match = _COUNTED.fullmatch(text) if len(text) == 2 else None
    if match is None:
        return None
    return (match["c1"] or match["c2"]) * int(match["n1"] or match["n2"])


@lru_cache(_WORDS)
def skip_cost(word: str) -> float:
    """What it costs that a word gives no letter: nothing for a function word or a mark."""
    return 0.0 if word.casefold() in function_words() or not fold_letters(word) else SKIP


def filler_costs(short: str, size: int) -> list[float]:
    """Cost of leaving each letter unexplained; a known prefix or suffix word, or a digit, is no loss."""
    costs = [-PREFIX if c.isdigit() else FILLER for c in fold_letters(short)]  # a version number needs no word
    parts = short.casefold().replace("-", " ").split()
    if len(parts) > 1 and parts[0] in prefix_gains():
        for i in range(len(fold_letters(parts[0]))):
            costs[i] = -prefix_gains()[parts[0]]
    if len(parts) > 1 and parts[-1] in name_suffixes():
        for i in range(size - len(fold_letters(parts[-1])), size):
            costs[i] = -PREFIX
    return costs


class Pattern(NamedTuple):
    """SHORT as the aligner reads it: its letters ("SSS" for "3S"), and what each costs as a filler.

    ``places`` are the numbers (from 1) of a letter, last first; ``free`` counts the fillers that cost nothing;
    ``numbered`` tells of a digit among the letters.
    """

    letters: str
    costs: Sequence[float]
    places: dict[str, list[int]]
    free: int
    numbered: bool


@lru_cache(1024)
def pattern_of(short: str) -> Pattern:
    """How the aligner reads ``short``."""
    short = counted_letters(short) or short
    letters = fold_letters(short)
    costs = filler_costs(short, len(letters))
    numbered = not letters.isalpha()
    return Pattern(letters, costs, _numbers(letters), sum(cost < 0 for cost in costs), numbered)


def reversed_pattern(pattern: Pattern) -> Pattern:
    """The same for a window that is read from its end."""
    letters = pattern.letters[::-1]
    return pattern._replace(letters=letters, costs=pattern.costs[::-1], places=_numbers(letters))


def _numbers(letters: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for i in range(len(letters), 0, -1):
        places.setdefault(letters[i - 1], []).append(i)
    return places
