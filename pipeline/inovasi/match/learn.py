"""Weights from pairs whose answer is known: a logistic regression that stays near the weights set by hand.

Each weight has a Gaussian prior around the one set by hand (maximum a posteriori): few pairs move it little, many move it
as far as they say. A weight never changes sides: what speaks for a pair never comes to speak against it. Kept as they
are: the weights of what keeps two mentions apart in any case (FORBIDDEN), and of editions, which are a question of taste
and not of odds; pairs with either teach nothing.

Newton's method on the weights that are free to move (two-metric projection: D. P. Bertsekas, "Projected Newton methods
for optimization problems with simple constraints", 1982). The problem is strictly convex, so there is one answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from inovasi.match.weights import FORBIDDEN, HAND, Origin, Weights

KEPT = FORBIDDEN | {"name_edition"}
DIGITS = 4  # of a weight: what is behind them may differ from machine to machine
SPREADS = (0.125, 0.25, 0.5, 1.0, 2.0)  # log-odds; the first leaves the weights nearly as they are
_STEPS = 100
_TIGHT = 1e-9

Floats = NDArray[np.float64]
Source = Literal["judged", "annotated"]


@dataclass(frozen=True, slots=True)
class Example:
    """One pair whose answer is known.

    ``values`` are the features that spoke, with their strengths (0 to 1). It counts as ``share`` pairs. Pairs that know
    of each other (one innovation, one article) are of one ``group``; ``key`` is unique.
    """

    key: tuple[str, str]
    values: tuple[tuple[str, float], ...]
    same: bool
    group: str
    source: Source
    share: float = 1.0

    @property
    def teaches(self) -> bool:
        """Whether weights can be learned from it."""
        return all(name not in KEPT for name, _ in self.values)


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Examples as numbers: one row each; column 0 is the prior's, the others those of the features in HAND's order."""

    values: Floats
    same: Floats
    share: Floats
    annotated: NDArray[np.bool_]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Matrix:
        column = {name: at for at, name in enumerate(HAND.of, start=1)}
        values = np.zeros((len(examples), len(column) + 1))
        values[:, 0] = 1.0
        for row, example in enumerate(examples):
            for name, value in example.values:
                values[row, column[name]] = value
        return cls(
            values,
            np.array([example.same for example in examples], np.float64),
            np.array([example.share for example in examples], np.float64),
            np.array([example.source == "annotated" for example in examples], np.bool_),
        )

    def where(self, chosen: NDArray[np.bool_]) -> Matrix:
        return Matrix(self.values[chosen], self.same[chosen], self.share[chosen], self.annotated[chosen])


def vector(weights: Weights) -> Floats:
    """The weights in the order of a Matrix's columns."""
    return np.array([weights.prior, *(weights.of[name] for name in HAND.of)])


def _minimum(start: Floats, centre: Floats, spread: float, fixed: NDArray[np.bool_], data: Matrix) -> Floats:
    sign = np.sign(centre)
    precision = 1.0 / spread**2
    found = start.copy()
    for _ in range(_STEPS):
        odds = data.values @ found
        chance = 1.0 / (1.0 + np.exp(-odds))
        slope = data.values.T @ (data.share * (chance - data.same)) + precision * (found - centre)
        stuck = fixed | ((found * sign <= 0) & (slope * sign > 0))
        stuck[0] = fixed[0]
        free = ~stuck
        if not free.any() or np.abs(slope[free]).max() < _TIGHT:
            break
        part = data.values[:, free]
        bend = (part * (data.share * chance * (1.0 - chance))[:, None]).T @ part + precision * np.eye(free.sum())
        step = np.zeros(len(found))
        step[free] = np.linalg.solve(bend, slope[free])
        found = _step(found, step, sign, lambda w: _loss(w, centre, precision, data))
    return found


def _step(found: Floats, step: Floats, sign: Floats, loss: Callable[[Floats], float]) -> Floats:
    """As much of a Newton step as makes the loss smaller, cut off where a weight would change sides."""
    before = loss(found)
    for halving in range(40):
        tried = found - step / 2**halving
        tried[1:] = np.where(tried[1:] * sign[1:] < 0, 0.0, tried[1:])
        if loss(tried) <= before:
            return tried
    return found


def _loss(weights: Floats, centre: Floats, precision: float, data: Matrix) -> float:
    odds = data.values @ weights
    lost = np.logaddexp(0.0, odds) - data.same * odds
    return float(data.share @ lost + precision / 2 * ((weights - centre) ** 2).sum())
