"""From features to a probability, with the reasons. Scoring is pure and decides nothing about clusters.

The score is a logistic model over the features; ``weights.py`` says how much each counts.
"""

from __future__ import annotations

import math
from typing import Literal

from inovasi.match.features import Signal, signals
from inovasi.match.profile import Profile
from inovasi.match.weights import FORBIDDEN, HAND, Weights
from inovasi.types import Pair, Reason

Decision = Literal["same", "different", "unsure"]

SAME = 0.7  # from here a pair may join two clusters
DIFFERENT = 0.3  # below this a pair is two innovations
KEEP = 0.1  # pairs below this tell a reader nothing, unless their names are equal
EDITION = 0.4  # log-odds that two editions never exceed: whether they are one innovation is for a person to say


def log_odds(found: list[tuple[str, Signal]], weights: Weights = HAND) -> float:
    """The weighted sum of the signals, with the prior; held down to ``EDITION`` for two editions."""
    return sum(reason.weight for reason in _reasons(found, weights))


def probability(odds: float) -> float:
    """Log-odds to a probability, rounded so that equal input gives equal bytes on every machine."""
    return round(1 / (1 + math.exp(-odds)), 6)


def decide(score: float) -> Decision:
    """What the score alone says; clustering may still keep a "same" pair apart."""
    if score >= SAME:
        return "same"
    return "different" if score < DIFFERENT else "unsure"


def score(left: Profile, right: Profile, weights: Weights = HAND) -> tuple[float, bool]:
    """Probability that two mentions are one innovation, and whether a cluster must never hold both."""
    found = signals(*_ordered(left, right))
    return probability(log_odds(found, weights)), any(name in FORBIDDEN for name, _ in found)


def explain(left: Profile, right: Profile, weights: Weights = HAND) -> Pair:
    """The pair with a reason for each feature that spoke; the weights add up to the log-odds of the score."""
    first, second = _ordered(left, right)
    return Pair(first.id, second.id, *judged(signals(first, second), weights))


def judged(found: list[tuple[str, Signal]], weights: Weights = HAND) -> tuple[float, Decision, tuple[Reason, ...]]:
    """The score of a pair that gives these signals, what it says, and a reason for each signal."""
    reasons = _reasons(found, weights)
    value = probability(sum(reason.weight for reason in reasons))
    rounded = (Reason(r.feature, round(r.value, 4), round(r.weight, 4), r.note) for r in reasons)
    return value, decide(value), tuple(rounded)


def _reasons(found: list[tuple[str, Signal]], weights: Weights) -> list[Reason]:
    reasons = [Reason("prior", 1.0, weights.prior, "few candidates are one innovation")]
    reasons += [Reason(name, s.value, weights.of[name] * s.value, s.note) for name, s in found]
    excess = sum(reason.weight for reason in reasons) - EDITION
    if excess > 0 and any(name == "name_edition" for name, _ in found):
        reasons.append(Reason("edition_open", 1.0, -excess, "whether editions are one innovation is for a person"))
    return reasons


def worth_keeping(pair: Pair) -> bool:
    """Whether a reader may want to see the pair: not clearly two, or two of one name."""
    return pair.score >= KEEP or any(reason.feature == "name_equal" for reason in pair.reasons)


def _ordered(left: Profile, right: Profile) -> tuple[Profile, Profile]:
    return (left, right) if left.id < right.id else (right, left)
