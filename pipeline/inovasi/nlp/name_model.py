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
from inovasi.nlp.owners import Layers
from inovasi.nlp.reading import Reading
from inovasi.nlp.shipped import shipped

CERTAIN = 0.9
"""Least probability of a name that the wording of the article leaves no doubt about."""


READER = "reader_"
"""Features whose names begin so come from the trained reader."""


@dataclass(frozen=True, slots=True)
class Looks:
    """``first`` sees a candidate alone, ``second`` also what the first thinks of its neighbours."""

    first: Layer
    second: Layer


@dataclass(frozen=True, slots=True)
class NameModel:
    """``full`` decides with the trained reader's votes, ``plain`` without them.

    ``threshold`` is the probability from which a candidate counts as a name. ``attachments`` rank the agencies and the
    regions of a name.
    """

    full: Looks
    plain: Looks
    attachments: Layers
    threshold: float

    def score(self, reading: Reading, groups: Sequence[Group]) -> None:
        """Set ``probability`` of every group."""
        looks = self.full if any(group.votes for group in groups) else self.plain
        for group in groups:
            group.probability = looks.first.probability(group.features)
        around = neighbour_features(reading, groups)
        for group, extra in zip(groups, around, strict=True):
            group.probability = looks.second.probability(group.features | extra)
            if is_certain(group.features):
                group.probability = max(group.probability, CERTAIN)


def from_json(data: Mapping[str, Any]) -> NameModel:
    """The model as ``models/train_names.py`` writes it."""
    full, plain = (Looks(_layer(data[kind]["first"]), _layer(data[kind]["second"])) for kind in ("full", "plain"))
    attachments = Layers(*(_layer(data[kind]) for kind in ("place", "owner", "region")))
    return NameModel(full, plain, attachments, data["threshold"])


def _layer(data: Mapping[str, Any]) -> Layer:
    return Layer(data["weights"], data["bias"])


@cache
def load_name_model() -> NameModel:
    """The model that comes with the package."""
    return from_json(json.loads(shipped("names.json")))
