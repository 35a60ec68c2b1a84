"""How strongly features hold, as numbers: the formulas that one pair (features.py) and many pairs (batch.py) share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inovasi.match.words import NAME_ARTICLES

CLOSE = 0.84  # similarity from which a name is a misspelling: one letter in six
SHORTEST_CLOSE = 5  # letters; shorter names differ by a letter without being misspelled
SIMILAR = 82.0  # token ratio from which two expansions are one sentence with a word changed
DIFFERENT = 60.0  # ... and below which they say different things
CUT_SHORT = 30  # letters from which an expansion that begins another one is that one cut short
PEOPLE_AT_HOME = 0.3  # strength of a shared official inside one region: a regent stands beside whatever it does
BEGUN = 2  # words from which it at least contradicts nothing
YEARS_APART = 4  # news of one innovation comes in a few years; after that a reused name grows likelier

Number = float | NDArray[Any]


def telling(distinct: Number) -> NDArray[np.float64]:
    """An equal name counts half if it is generic, in full if nobody would invent it twice."""
    return (1 + np.asarray(distinct, np.float64)) / 2


def close(letters: Number) -> NDArray[np.float64]:
    """A misspelling counts more in a long name (``letters`` of the shorter one), where a letter changes little."""
    return np.minimum(1.0, 0.4 + np.asarray(letters, np.float64) / 30)


def abbreviated(words: Sequence[str]) -> float:
    """A name that is nothing but the abbreviation says less than one that shares further words."""
    return 1.0 if len(words) > 1 else 0.6


def within(words: Sequence[str], whole: Sequence[str]) -> float:
    """A name that is part of another: telling if it has two words, or eight letters, or lacks no more than "si"."""
    known = len(words) > 1 or sum(map(len, words)) >= 8 or (*NAME_ARTICLES.intersection(whole[:1]), *words) == whole
    return 1.0 if known else 0.4


def expansion(words: Number, ratio: Number) -> NDArray[np.float64]:
    """Expansions that agree count more the longer they are (``words`` of the shorter one)."""
    return np.minimum(1.0, 0.4 + 0.2 * np.asarray(words, np.float64)) * ratio / 100


def years_apart(gap: Number) -> NDArray[np.float64]:
    """Full strength after ten years."""
    return np.minimum(1.0, (np.asarray(gap, np.float64) - YEARS_APART) / 6)
