"""How good weights are on pairs that they were not learned from, and the choices that this decides.

Pairs are divided into folds, and no innovation and no article of a fold is in what is learned for it: pairs that others
tie to each other go into one fold; where they are too many for one, those that would be on both sides are left out.
What is chosen by cross-validation (how far weights may go, whether they are rescaled) is chosen anew without each fold,
so the figures are those of the whole procedure.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from inovasi.match.learn import DIGITS, Example, Floats, Matrix, fit, log_odds, minimum, ordered, rescaled
from inovasi.match.score import SAME
from inovasi.match.union import Union
from inovasi.match.weights import HAND, Weights

FOLDS = 5
SPREADS = (0.125, 0.25, 0.5, 1.0)  # log-odds; the first leaves weights nearly as they are set by hand
_BINS = 10
_SCALE_SPREAD = 1.0  # how far the slope of a rescaling may be from 1, and its shift from 0 (standard deviation)

Folds = NDArray[np.int64]
Learned = Callable[[Sequence[Example]], Weights]


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs whose scores are alike: how many, their mean score, and the share of them that are one innovation."""

    count: float
    score: float
    same: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Scores against answers. Log loss, Brier score and expected calibration error (``gap``) are better when lower.

    ``precision`` and ``recall`` are of the pairs scored "same"; NaN where there are none. ``bins`` are tenths of the
    score, the empty ones left out.
    """

    log_loss: float
    brier: float
    gap: float
    precision: float
    recall: float
    bins: tuple[Bin, ...]


def figures(examples: Sequence[Example], odds: Floats) -> Figures:
    """The figures of pairs with these log-odds; each counts by its share."""
    data = Matrix.of(examples)
    share, same = data.share / data.share.sum(), data.same
    score = 1.0 / (1.0 + np.exp(-odds))
    tenth = np.minimum((score * _BINS).astype(np.int64), _BINS - 1)
    bins = []
    for at in range(_BINS):
        some = tenth == at
        if some.any():
            weight = float(share[some].sum())
            mean = float(share[some] @ score[some]) / weight
            bins.append(Bin(float(data.share[some].sum()), mean, float(share[some] @ same[some]) / weight))
    said = score >= SAME
    hits = float(share[said] @ same[said])
    return Figures(
        log_loss=float(share @ _losses(odds, same)),
        brier=float(share @ (score - same) ** 2),
        gap=sum(one.count * abs(one.score - one.same) for one in bins) / float(data.share.sum()),
        precision=hits / float(share[said].sum()) if said.any() else math.nan,
        recall=hits / float(share @ same) if same.any() else math.nan,
        bins=tuple(bins),
    )


def _losses(odds: Floats, same: Floats) -> Floats:
    found: Floats = np.logaddexp(0.0, odds) - same * odds
    return found


def groups(examples: Sequence[Example]) -> list[list[int]]:
    """The examples that ties connect, also by way of others: indices, in the order of the first of each group."""
    union = Union(len(examples))
    first: dict[str, int] = {}
    for at, example in enumerate(examples):
        for tie in example.ties:
            union.join(first.setdefault(tie, at), at)
    return union.groups()


def units(examples: Sequence[Example]) -> list[list[int]]:
    """What goes into a fold as a whole: groups; one too big for a fold is divided by the first tie of its examples."""
    found: list[list[int]] = []
    for group in groups(examples):
        if len(group) * FOLDS <= len(examples):
            found.append(group)
            continue
        parts: dict[str, list[int]] = {}
        for at in group:
            parts.setdefault(examples[at].ties[0], []).append(at)
        found += parts.values()
    return found


def folds(examples: Sequence[Example]) -> Folds:
    """The fold of each example: the biggest unit first, each to the fold that has least."""
    found = np.zeros(len(examples), np.int64)
    held = [0] * FOLDS
    for group in sorted(units(examples), key=len, reverse=True):
        found[group] = held.index(min(held))
        held[found[group[0]]] += len(group)
    return found


def unseen(examples: Sequence[Example], learned: Learned) -> Floats:
    """The log-odds of each pair by weights that were learned without its fold."""
    odds = np.zeros(len(examples))
    for held, weights in without(examples, learned):
        odds[held] = log_odds([examples[row] for row in np.flatnonzero(held).tolist()], weights)
    return odds


def without(examples: Sequence[Example], learned: Learned) -> Iterator[tuple[NDArray[np.bool_], Weights]]:
    """For each fold, which examples are in it, and the weights learned from the others that share no tie with them."""
    fold = folds(examples)
    for at in range(FOLDS):
        held = fold == at
        seen = {tie for row in np.flatnonzero(held).tolist() for tie in examples[row].ties}
        rest = (examples[row] for row in np.flatnonzero(~held).tolist())
        yield held, learned([example for example in rest if seen.isdisjoint(example.ties)])


def learn(examples: Sequence[Example]) -> Weights:
    """The weights of pairs that teach, as far from those set by hand and as rescaled as cross-validation says.

    Rescaled on annotated pairs alone: those that people were asked about are the ones that scores could not tell, and
    say little about how sure the others should be.
    """
    examples = ordered(examples)
    spread = chosen_spread(examples)
    weights = fit(examples, spread)
    annotated = [row for row, example in enumerate(examples) if example.source == "annotated"]
    if not annotated:
        return weights
    odds = unseen(examples, partial(fit, spread=spread))[annotated]
    slope, shift = _rescaling([examples[row] for row in annotated], odds)
    return weights if (slope, shift) == (1.0, 0.0) else rescaled(weights, slope, shift)


def chosen_spread(examples: Sequence[Example]) -> float:
    """The spread with the least loss on pairs that the weights did not see."""
    data = Matrix.of(examples)

    def loss(spread: float) -> float:
        return round(float(data.share @ _losses(unseen(examples, partial(fit, spread=spread)), data.same)), DIGITS)

    return min(SPREADS, key=loss)


def _better(examples: Sequence[Example], one: Floats, other: Floats) -> bool:
    """Whether ``one`` loses less than ``other`` by more than chance: by the standard error over the groups."""
    gain = Matrix.of(examples).share * (other - one)
    each = np.array([gain[group].sum() for group in units(examples)])
    return len(each) > 1 and float(each.sum()) > math.sqrt(len(each)) * float(each.std(ddof=1))


def _rescaling(examples: Sequence[Example], odds: Floats) -> tuple[float, float]:
    """Slope and shift for these log-odds: 1 and 0, unless others are better on folds that they were not fitted on, by
    more than chance.
    """
    if len(groups(examples)) < FOLDS:
        return 1.0, 0.0
    held = folds(examples)
    data = Matrix.of(examples)
    tried = odds.copy()
    for at in range(FOLDS):
        slope, shift = _platt(odds[held != at], data.same[held != at], data.share[held != at])
        tried[held == at] = slope * odds[held == at] + shift
    if not _better(examples, _losses(tried, data.same), _losses(odds, data.same)):
        return 1.0, 0.0
    return _platt(odds, data.same, data.share)


def _platt(odds: Floats, same: Floats, share: Floats) -> tuple[float, float]:
    """Slope (not below zero) and shift of the logistic regression on log-odds, rounded."""
    values = np.column_stack([np.ones(len(odds)), odds])
    found = minimum(Matrix(values, same, share), np.array([0.0, 1.0]), _SCALE_SPREAD, np.array([True, True]))
    shift, slope = (round(number, DIGITS) for number in found.tolist())
    return slope, shift


@dataclass(frozen=True, slots=True)
class Judged:
    """Weights set by hand and learned ones on the same pairs, the latter by cross-validation."""

    hand: Figures
    learned: Figures


def compared(examples: Sequence[Example]) -> Judged:
    """The figures of both on pairs that teach."""
    examples = ordered(examples)
    return Judged(figures(examples, log_odds(examples, HAND)), figures(examples, unseen(examples, learn)))
