"""Weights from pairs whose answer is known: a logistic regression that stays near the weights set by hand.

Each weight has a Gaussian prior around the one set by hand (maximum a posteriori): few pairs move it little, many as
far as they say. A weight never changes sides: what speaks for a pair never comes to speak against it. Not learned are
the weights of editions, which are a question of taste and not of odds, and of what keeps two mentions apart in any case
(FORBIDDEN), which outweigh everything else at least as far as those set by hand do. Pairs with either teach nothing.

Newton's method on the weights that are free to move (two-metric projection: D. P. Bertsekas, "Projected Newton methods
for optimization problems with simple constraints", 1982). The problem is strictly convex, so there is one answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from inovasi.match.weights import FORBIDDEN, HAND, Origin, Weights

KEPT = FORBIDDEN | {"name_edition"}
# The most that can speak for two mentions in two regions: one feature of each group (features.agency_same: half).
_MOST = (("name_equal", 1.0), ("expansion_similar", 1.0), ("agency_same", 0.5), ("award_shared", 1.0))
DIGITS = 4  # of a weight: what is behind them may differ from machine to machine
_STEPS = 100
_HALVINGS = 40
_FLAT = 1e-9  # slope of the loss at which a minimum is reached

Floats = NDArray[np.float64]
Source = Literal["judged", "annotated"]


@dataclass(frozen=True, slots=True)
class Example:
    """One pair (``key``) whose answer is known.

    ``values`` are the features that spoke, with their strengths (0 to 1). It counts as ``share`` of a pair. Pairs that
    have one of ``ties`` in common (an innovation, an article) are not independent of each other.
    """

    key: tuple[str, str]
    values: tuple[tuple[str, float], ...]
    same: bool
    ties: tuple[str, ...]
    source: Source
    share: float = 1.0

    @property
    def teaches(self) -> bool:
        """Whether weights can be learned from it."""
        return all(name not in KEPT for name, _ in self.values)


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Pairs as numbers, one row each; column 0 of ``values`` is 1, the others are what weights are wanted for."""

    values: Floats
    same: Floats
    share: Floats

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Matrix:
        """The columns are the features in the order of HAND."""
        column = {name: at for at, name in enumerate(HAND.of, start=1)}
        values = np.zeros((len(examples), len(column) + 1))
        values[:, 0] = 1.0
        for row, example in enumerate(examples):
            for name, value in example.values:
                values[row, column[name]] = value
        same = np.array([example.same for example in examples], np.float64)
        return cls(values, same, np.array([example.share for example in examples], np.float64))


def ordered(examples: Iterable[Example]) -> list[Example]:
    """In the order in which everything here is computed, so that the order of input never shows."""
    return sorted(examples, key=lambda example: (example.key, example.source, example.same))


def fit(examples: Sequence[Example], spread: float) -> Weights:
    """The likeliest weights if each is ``spread`` (standard deviation, log-odds) from the one set by hand.

    The order of ``examples`` never shows; those that teach nothing are passed over.
    """
    taught = ordered(example for example in examples if example.teaches)
    free = np.array([True, *(name not in KEPT for name in HAND.of)])
    centre = np.array([HAND.prior, *HAND.of.values()])
    found = minimum(Matrix.of(taught), centre, spread, free)
    judged = sum(example.source == "judged" for example in taught)
    return _weights(found, Origin("learned", judged, len(taught) - judged, spread))


def _weights(found: Floats, origin: Origin) -> Weights:
    """Rounded, and such that what is forbidden is outweighed no more easily than it is by hand."""
    prior, *rest = (round(weight, DIGITS) for weight in found.tolist())
    of = dict(zip(HAND.of, rest, strict=True))
    excess = max(0.0, _most(prior, of) - _most(HAND.prior, HAND.of))
    of |= {name: round(HAND.of[name] - excess, DIGITS) for name in HAND.of if name in FORBIDDEN}
    return Weights(prior, of, origin)


def _most(prior: float, of: Mapping[str, float]) -> float:
    return prior + sum(of[name] * strength for name, strength in _MOST)


def log_odds(examples: Sequence[Example], weights: Weights) -> Floats:
    """The log-odds of each pair (one that teaches)."""
    odds: Floats = Matrix.of(examples).values @ np.array([weights.prior, *(weights.of[name] for name in HAND.of)])
    return odds


def minimum(data: Matrix, centre: Floats, spread: float, free: NDArray[np.bool_]) -> Floats:
    """Weights with the least loss: log loss, and squared distance from ``centre`` in units of ``spread``.

    All but the first keep the sign that they have in ``centre``; those not ``free`` stay.
    """
    precision = spread**-2
    side = np.sign(centre)
    side[0] = 0.0
    found = centre.copy()
    for _ in range(_STEPS):
        chance = 1.0 / (1.0 + np.exp(-(data.values @ found)))
        slope = data.values.T @ (data.share * (chance - data.same)) + precision * (found - centre)
        moves = free & ~((side != 0) & (found == 0) & (slope * side > 0))  # the others are zero, and want to go further
        if not moves.any() or np.abs(slope[moves]).max() < _FLAT:
            break
        part = data.values[:, moves]
        bend = (part.T * (data.share * chance * (1.0 - chance))) @ part + precision * np.eye(int(moves.sum()))
        step = np.zeros(len(found))
        step[moves] = np.linalg.solve(bend, slope[moves])
        better = _stepped(found, step, side, lambda weights: _loss(data, weights, centre, precision))
        if better is None:  # as good as numbers of this length can be
            break
        found = better
    return found


def _stepped(found: Floats, step: Floats, side: Floats, loss: Callable[[Floats], float]) -> Floats | None:
    """As much of a step as makes the loss smaller, cut off where a weight would change sides; None if nothing does."""
    before = loss(found)
    for halving in range(_HALVINGS):
        tried = found - step / 2**halving
        tried = np.where(tried * side < 0, 0.0, tried)
        if loss(tried) < before:
            return tried
    return None


def _loss(data: Matrix, weights: Floats, centre: Floats, precision: float) -> float:
    odds = data.values @ weights
    lost = np.logaddexp(0.0, odds) - data.same * odds
    return float(data.share @ lost + precision / 2 * ((weights - centre) ** 2).sum())


def rescaled(weights: Weights, slope: float, shift: float) -> Weights:
    """Weights that give slope * log-odds + shift to every pair that teaches."""
    scaled = [weight if name in KEPT else slope * weight for name, weight in weights.of.items()]
    found = np.array([slope * weights.prior + shift, *scaled])
    return _weights(found, replace(weights.origin, slope=slope, shift=shift))
