"""The learned part: a logistic model over named features that says how likely a candidate names an innovation."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from inovasi.errors import GazetteerError


@dataclass(frozen=True, slots=True)
class NameModel:
    """``weights`` by feature name, ``bias``, and the probability from which a candidate counts as a name."""

    weights: Mapping[str, float]
    bias: float
    threshold: float

    def probability(self, features: Mapping[str, float]) -> float:
        """Probability between 0 and 1; features the model has no weight for count nothing."""
        total = self.bias + sum(value * self.weights.get(name, 0.0) for name, value in features.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load_name_model() -> NameModel:
    """Read the model that ships with the package: inside it when installed, in the checkout's models/ before that."""
    packed = resources.files("inovasi").joinpath("models/names.json")
    checkout = Path(__file__).parents[3] / "models" / "names.json"
    for file in (packed, checkout):
        if file.is_file():
            data = json.loads(file.read_text(encoding="utf-8"))
            break
    else:
        raise GazetteerError("models/names.json", "the name model is missing", "Reinstall inovasi.")
    return NameModel(data["weights"], data["bias"], data["threshold"])
