"""The rarest trigrams and words of texts inside their scopes: what a misspelled or reworded name still shares."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inovasi.match.forms import Forms
from inovasi.match.table import Codes, Ints, starts_of
from inovasi.match.words import GENERIC, STOP

RAREST = 4  # keys of one sort per text: a misspelling leaves at least one of four trigrams whole
_LETTERS = 40  # letters, digits, begin and end
_BEGIN, _END = "^", "$"

Longs = NDArray[np.int64]
Rows = NDArray[np.intp]


def rare_trigrams(forms: Forms, scope: Longs, text: Ints) -> tuple[Rows, Longs]:
    """The rarest trigrams of each text that another text of its scope shares: positions, and keys that tell scopes."""
    padded = "".join(f"{_BEGIN}{forms.keys[i]}{_END}" for i in text.tolist())
    letters = _numbers(padded)
    at = np.cumsum(letters == _LETTERS - 2) - 1
    whole = (letters[:-2] != _LETTERS - 1) & (letters[1:-1] != _LETTERS - 1)  # not across two texts
    code = (letters[:-2] * _LETTERS + letters[1:-1]) * _LETTERS + letters[2:]
    node = at[:-2][whole]
    return _rarest(node, scope[node] * _LETTERS**3 + code[whole])


def rare_words(forms: Forms, scope: Longs, text: Ints) -> tuple[Rows, Longs]:
    """The rarest telling words of each text that another text of its scope shares."""
    words = Codes[str]()
    listed = [[words.of(word) for word in forms.words[i] if _telling(word)] for i in text.tolist()]
    node = np.repeat(np.arange(len(listed)), [len(some) for some in listed])
    code = np.array([word for some in listed for word in some], np.int64)
    return _rarest(node, (scope[node] << 32) | code)


def _telling(word: str) -> bool:
    return len(word) > 3 and word not in GENERIC and word not in STOP


def _rarest(node: Rows, key: Longs) -> tuple[Rows, Longs]:
    order = np.lexsort((key, node))
    node, key = node[order], key[order]
    first = np.ones(len(node), np.bool_)
    first[1:] = (node[1:] != node[:-1]) | (key[1:] != key[:-1])
    node, key = node[first], key[first]
    _, back, counts = np.unique(key, return_inverse=True, return_counts=True)
    count = counts[back.reshape(-1)]
    shared = count > 1
    node, key, count = node[shared], key[shared], count[shared]
    order = np.lexsort((key, count, node))
    node, key = node[order], key[order]
    starts = starts_of(node)
    position = np.arange(len(node)) - np.repeat(starts, np.diff(np.append(starts, len(node))))
    return node[position < RAREST], key[position < RAREST]


def _numbers(text: str) -> Longs:
    table = np.zeros(256, np.int64)
    for i, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789"):
        table[ord(letter)] = i
    table[ord(_BEGIN)], table[ord(_END)] = _LETTERS - 2, _LETTERS - 1
    found: Longs = table[np.frombuffer(text.encode("ascii"), np.uint8)]
    return found
