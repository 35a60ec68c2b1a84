"""The learned part: a logistic model over named features that says how likely a candidate names an innovation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from inovasi.errors import GazetteerError
from inovasi.nlp.layers import Layer
from inovasi.nlp.name_features import is_certain
from inovasi.nlp.name_groups import Group, neighbour_features
from inovasi.nlp.owners import Layers
from inovasi.nlp.reading import Reading

CERTAIN = 0.9
"""Least probability of a name that the wording of the article leaves no doubt about."""


@dataclass(frozen=True, slots=True)
class NameModel:
    """Two looks: ``first`` sees a candidate alone, ``second`` also what the first thinks of its neighbours.

    ``threshold`` is the probability from which a candidate counts as a name. ``attachments`` rank the agencies and the
    regions of a name.
    """

    first: Layer
    second: Layer
    attachments: Layers
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
    first, second, place, owner, region = (
        Layer(data[k]["weights"], data[k]["bias"]) for k in ("first", "second", "place", "owner", "region")
    )
    return NameModel(first, second, Layers(place, owner, region), data["threshold"])


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
    return from_json(data)
