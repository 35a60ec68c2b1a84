"""Rare trigrams and words of a text: what a misspelled or reworded name still shares with the right one.

Which keys a text has follows from the text alone, never from what else is there: so a text that comes later meets the
same ones as if it had been there from the beginning. Any fixed order of trigrams would do for this: one wrong letter
makes at most three of a text's trigrams its own, so of its first ``TRIGRAMS`` at least three are shared, and the first
of all that two spellings share is among the first of both. Rare letters first keep the blocks small.
"""

from __future__ import annotations

import math
import zlib

import numpy as np
from numpy.typing import NDArray

from inovasi.match.forms import Floats, Forms
from inovasi.match.table import Ints, starts_of
from inovasi.match.words import GENERIC, STOP

TRIGRAMS = 6  # keys of each text
WORDS = 4
_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789"
_LETTERS = 40  # signs, begin and end
_BEGIN, _END = "^", "$"
# How often each letter comes in a thousand of Indonesian news (counted in the articles under corpora/).
_FREQUENCY = {
    "a": 170, "n": 101, "i": 76, "e": 74, "s": 53, "t": 52, "u": 50, "r": 48, "k": 39, "l": 39, "d": 37, "p": 37,
    "m": 36, "o": 36, "g": 33, "b": 26, "h": 18, "y": 12, "c": 11, "j": 8, "w": 8, "f": 5, "v": 5, "x": 3,
    "q": 1, "z": 1,
}  # fmt: skip
_DIGIT = 2

Longs = NDArray[np.int64]
Rows = NDArray[np.intp]


def rare_trigrams(forms: Forms, text: Ints) -> tuple[Rows, Longs]:
    """The ``TRIGRAMS`` rarest trigrams of each text: position in ``text`` and key (below 2**32)."""
    padded = "".join(f"{_BEGIN}{forms.keys[i]}{_END}" for i in text.tolist())
    letters = _numbers(padded)
    at = np.cumsum(letters == _LETTERS - 2) - 1
    whole = (letters[:-2] != _LETTERS - 1) & (letters[1:-1] != _LETTERS - 1)  # not across two texts
    code = (letters[:-2] * _LETTERS + letters[1:-1]) * _LETTERS + letters[2:]
    rarity = _rarities()[letters]
    return _first(at[:-2][whole], code[whole], (rarity[:-2] + rarity[1:-1] + rarity[2:])[whole], TRIGRAMS)


def rare_words(forms: Forms, text: Ints) -> tuple[Rows, Longs]:
    """The ``WORDS`` longest telling words of each text: position in ``text`` and key (below 2**32).

    Two words with one key only cost a comparison more.
    """
    known: dict[str, int] = {}
    listed = [[word for word in forms.words[i] if _telling(word)] for i in text.tolist()]
    for some in listed:
        for word in some:
            if word not in known:
                known[word] = zlib.crc32(word.encode())
    at = np.repeat(np.arange(len(listed)), [len(some) for some in listed])
    key = np.array([known[word] for some in listed for word in some], np.int64)
    length = np.array([len(word) for some in listed for word in some], np.float64)
    return _first(at, key, length, WORDS)


def _telling(word: str) -> bool:
    return len(word) > 3 and word not in GENERIC and word not in STOP


def _first(node: Rows, key: Longs, rarity: Floats, most: int) -> tuple[Rows, Longs]:
    """The ``most`` rarest keys of each node, each once."""
    order = np.lexsort((key, node))
    node, key, rarity = node[order], key[order], rarity[order]
    once = np.ones(len(node), np.bool_)
    once[1:] = (node[1:] != node[:-1]) | (key[1:] != key[:-1])
    node, key, rarity = node[once], key[once], rarity[once]
    order = np.lexsort((key, -rarity, node))
    node, key = node[order], key[order]
    starts = starts_of(node)
    position = np.arange(len(node)) - np.repeat(starts, np.diff(np.append(starts, len(node))))
    return node[position < most], key[position < most]


def _rarities() -> Floats:
    """By number of a sign; rounded, so that equal input gives equal order on every machine."""
    frequency = [_FREQUENCY.get(sign, _DIGIT) for sign in _SIGNS]
    begin_and_end = [40, 40, 40, 40]  # neither rare nor common
    return np.array([round(-math.log(often / 1000), 2) for often in frequency + begin_and_end], np.float64)


def _numbers(text: str) -> Longs:
    table = np.zeros(256, np.int64)
    for i, letter in enumerate(_SIGNS):
        table[ord(letter)] = i
    table[ord(_BEGIN)], table[ord(_END)] = _LETTERS - 2, _LETTERS - 1
    found: Longs = table[np.frombuffer(text.encode("ascii"), np.uint8)]
    return found
