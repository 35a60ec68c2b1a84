"""Distinct texts of a table, with what comparing needs to know of each, and the comparison of many pairs of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from inovasi.match import strength
from inovasi.match.names import abbreviation, distinctiveness, edition, is_run_of
from inovasi.match.strength import BEGUN, CLOSE, CUT_SHORT, DIFFERENT, SHORTEST_CLOSE
from inovasi.match.table import Codes, Ints
from inovasi.match.weights import Weights

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Scorer = Callable[..., float]


class Forms:
    """Texts (folded, words apart) by number. Two texts with one ``key`` are equal but for spacing."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.keys = [text.replace(" ", "") for text in texts]
        codes = Codes[str]()
        self.key = np.array([codes.of(key) for key in self.keys], np.int64)
        self.spaced = np.array([len(text) for text in texts], np.int32)
        self.length = np.array([len(key) for key in self.keys], np.int32)

    @cached_property
    def rank(self) -> Ints:
        """The place of each text in alphabetical order of keys."""
        found = np.empty(len(self.keys), np.int32)
        found[sorted(range(len(self.keys)), key=self.keys.__getitem__)] = np.arange(len(self.keys), dtype=np.int32)
        return found

    @cached_property
    def words(self) -> list[tuple[str, ...]]:
        return [tuple(text.split()) for text in self.texts]

    @cached_property
    def size(self) -> Ints:
        """Words of each text."""
        return np.array([len(words) for words in self.words], np.int32)

    @cached_property
    def distinct(self) -> Floats:
        return np.array([distinctiveness(words) for words in self.words], np.float64)

    @cached_property
    def stem(self) -> Ints:
        """Equal where two texts are one name but for the edition."""
        codes = Codes[str]()
        return np.array([codes.of(stem) for stem, _ in self._editions], np.int32)

    @cached_property
    def mark(self) -> Ints:
        """The edition."""
        codes = Codes[str]()
        return np.array([codes.of(mark) for _, mark in self._editions], np.int32)

    @cached_property
    def _editions(self) -> list[tuple[str, str]]:
        return [edition(words) for words in self.words]

    @cached_property
    def ordered(self) -> list[str]:
        """The texts with their words sorted, for comparing sentences whose words changed places."""
        return [" ".join(sorted(words)) for words in self.words]

    def sentence_ratios(self, left: Ints, right: Ints) -> Floats:
        """How alike texts are as sentences, 0 to 100: as features.py compares two expansions."""
        found = np.maximum(ratios(self.texts, left, right), ratios(self.ordered, left, right))
        long_enough = np.minimum(self.spaced[left], self.spaced[right]) >= CUT_SHORT
        begun = np.minimum(self.size[left], self.size[right]) >= BEGUN
        texts = self.texts
        for at in np.flatnonzero((long_enough & (found < 100.0)) | (begun & (found < DIFFERENT))).tolist():
            one, other = texts[left[at]], texts[right[at]]
            if one.startswith(other) or other.startswith(one):
                found[at] = 100.0 if long_enough[at] else DIFFERENT
        return found


def ratios(texts: Sequence[str], left: Ints, right: Ints, scorer: Scorer = fuzz.ratio, cutoff: float = 0.0) -> Floats:
    """The similarity of each pair of texts; 0 where it is below ``cutoff``."""
    ours, theirs = [texts[i] for i in left.tolist()], [texts[i] for i in right.tolist()]
    found = process.cpdist(ours, theirs, scorer=scorer, score_cutoff=cutoff, dtype=np.float64)
    return np.asarray(found, np.float64)


def distinct_pairs(left: Ints, right: Ints) -> tuple[Ints, Ints, NDArray[np.intp]]:
    """Unordered pairs without repeats (lower number first), and where each given pair is among them."""
    low, high = np.minimum(left, right).astype(np.int64), np.maximum(left, right)
    codes, back = np.unique((low << 32) | high, return_inverse=True)
    return (codes >> 32).astype(np.int32), (codes & 0xFFFFFFFF).astype(np.int32), back.reshape(-1)


def names_odds(forms: Forms, left: Ints, right: Ints, weights: Weights) -> tuple[Floats, Bools]:
    """Log-odds of the group of name features for names that differ, and which of them are editions.

    For distinct pairs (no pair twice): this is the costly part of scoring.
    """
    odds = np.zeros(len(left))
    editions = (forms.stem[left] == forms.stem[right]) & (forms.mark[left] != forms.mark[right])
    odds[editions] = weights.of["name_edition"]
    rest = np.flatnonzero(~editions)
    short = np.minimum(forms.length[left], forms.length[right])
    long = np.maximum(forms.length[left], forms.length[right])
    maybe = rest[(short[rest] >= SHORTEST_CLOSE) & (short[rest] >= CLOSE * long[rest] - 1e-9)]
    likeness = ratios(forms.keys, left[maybe], right[maybe], Levenshtein.normalized_similarity)
    close = maybe[likeness >= CLOSE]
    odds[close] = weights.of["name_close"] * strength.close(short[close])
    rest = np.setdiff1d(rest, close, assume_unique=True)
    abbreviated, within = _partly(forms, left[rest], right[rest])
    odds[rest] = np.where(
        (abbreviated > 0) | (within > 0),
        weights.of["name_abbreviated"] * abbreviated + weights.of["name_within"] * within,
        weights.of["name_differs"] * (1.0 - ratios(forms.keys, left[rest], right[rest]) / 100),
    )
    return odds, editions


def _partly(forms: Forms, left: Ints, right: Ints) -> tuple[Floats, Floats]:
    """How strongly names abbreviate and shorten each other, 0 for others. Only one of several words can be either."""
    abbreviated, within = np.zeros(len(left)), np.zeros(len(left))
    words = forms.words
    several = np.flatnonzero(np.maximum(forms.size[left], forms.size[right]) > 1)
    for at, i, j in zip(several.tolist(), left[several].tolist(), right[several].tolist(), strict=True):
        abbreviated[at], within[at] = _part(words[i], words[j])
    return abbreviated, within


def _part(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[float, float]:
    for one, other in ((ours, theirs), (theirs, ours)):
        if abbreviation(one, other):
            return strength.abbreviated(one), 0.0
    short, long = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
    return 0.0, strength.within(short, long) if is_run_of(short, long) else 0.0
