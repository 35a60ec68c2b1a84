"""A logistic layer over named features: all that the learned models of this package consist of."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layer:
    """``weights`` by feature name, and ``bias``."""

    weights: Mapping[str, float]
    bias: float

    def probability(self, features: Mapping[str, float]) -> float:
        """Probability between 0 and 1; features the layer has no weight for count nothing."""
        return 1.0 / (1.0 + math.exp(-self.score(features)))

    def score(self, features: Mapping[str, float]) -> float:
        """Log-odds, between -30 and 30."""
        weight, total = self.weights.get, 0.0
        for name, value in features.items():
            total += value * weight(name, 0.0)
        total += self.bias
        return -30.0 if total < -30.0 else 30.0 if total > 30.0 else total


def logit(probability: float) -> float:
    """Log odds, kept within what a probability of one in a thousand gives."""
    return math.log((probability + 1e-3) / (1 - probability + 1e-3))
