"""From scored pairs to clusters that cannot chain.

Joining everything that is connected turns a few wrong pairs into one huge cluster. A component of two is one
innovation. A small one whose members all agree with each other is one, too. The rest grows step by step from the best
pairs: two clusters join only if their members agree on average (also the members that were never a candidate pair) and
no pair across them is forbidden: two regions that conflict, or two names that one article lists side by side. No size
is too big; the work per step is bounded by comparing samples.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inovasi.match.batch import Scorer
from inovasi.match.groups import AVERAGE, Groups
from inovasi.match.table import Ints, Table
from inovasi.match.weights import HAND, Weights

_SMALL = 12  # members up to which all pairs of a component are compared at once
_BATCH = 200_000  # pairs scored at once: bounds memory

Rows = NDArray[np.intp]


def components(size: int, left: Ints, right: Ints) -> Ints:
    """For each of ``size`` rows, the lowest row that pairs connect it with."""
    label = np.arange(size, dtype=np.int32)
    while True:
        ours, theirs = label[left], label[right]
        apart = ours != theirs
        if not apart.any():
            return label
        left, right, ours, theirs = left[apart], right[apart], ours[apart], theirs[apart]
        np.minimum.at(label, np.maximum(ours, theirs), np.minimum(ours, theirs))
        while not np.array_equal(label, shorter := label[label]):
            label = shorter


def clusters(table: Table, left: Ints, right: Ints, score: NDArray[np.float64], weights: Weights = HAND) -> Ints:
    """For each row the number of its cluster (a row of it). The pairs are those good enough to join on."""
    label = components(len(table), left, right)
    size = np.bincount(label, minlength=len(table))
    scorer = Scorer(table, weights=weights)
    agreed = (size > 1) & (size <= 2)
    agreed |= _agreeing(scorer, label, (size > 2) & (size <= _SMALL))
    found = np.where(agreed[label], label, np.arange(len(table), dtype=np.int32))
    open_ = ~agreed[label[left]]
    groups = Groups(table, scorer, np.flatnonzero(~agreed[label] & (size[label] > 1)))
    groups.grow(left[open_], right[open_], score[open_])
    rows, homes = groups.homes()
    found[rows] = homes
    return found


def _agreeing(scorer: Scorer, label: Ints, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of the chosen components agree in every pair."""
    rows = np.flatnonzero(chosen[label])
    rows = rows[np.argsort(label[rows], kind="stable")]
    agreed = chosen.copy()
    blocks = label[rows]
    for step in range(1, _SMALL):
        at = np.flatnonzero(blocks[step:] == blocks[:-step])
        at = at[agreed[blocks[at]]]  # once a pair disagreed, the rest of its component need not be compared
        for start in range(0, len(at), _BATCH):
            some = at[start : start + _BATCH]
            scored = scorer.score(rows[some].astype(np.int32), rows[some + step].astype(np.int32))
            agreed[blocks[some[(scored.score < AVERAGE) | scored.forbidden]]] = False
    return agreed
