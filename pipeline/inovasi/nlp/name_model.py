"""The learned part: a logistic model over named features that says how likely a candidate names an innovation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from inovasi.nlp.layers import Layer
from inovasi.nlp.name_features import is_certain
from inovasi.nlp.name_groups import Group, neighbour_features
from inovasi.nlp.reading import Reading
from inovasi.nlp.shipped import shipped

CERTAIN = 0.9
"""Least probability of a name that the wording of the article leaves no doubt about."""


@dataclass(frozen=True, slots=True)
class NameModel:
    """Two looks: ``first`` sees a candidate alone, ``second`` also what the first thinks of its neighbours.

    ``threshold`` is the probability from which a candidate counts as a name. ``owner`` ranks the agencies of a name.
    """

    first: Layer
    second: Layer
    owner: Layer
    threshold: float

    def score(self, reading: Reading, groups: Sequence[Group]) -> None:
        """Set ``probability`` of every group."""
        for group in groups:
            group.probability = self.first.probability(group.features)
        around = neighbour_features(reading, groups)
        for group, extra in zip(groups, around, strict=True):
            group.probability = self.second.probability(group.features | extra)
            if is_certain(group.features):
                group.probability = max(group.probability, CERTAIN)


def from_json(data: Mapping[str, Any]) -> NameModel:
    """The model as ``models/train_names.py`` writes it."""
    first, second, owner = (Layer(data[k]["weights"], data[k]["bias"]) for k in ("first", "second", "owner"))
    return NameModel(first, second, owner, data["threshold"])


@cache
def load_name_model() -> NameModel:
    """The model that comes with the package."""
    return from_json(json.loads(shipped("names.json")))
