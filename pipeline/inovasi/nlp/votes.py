"""Who found a value, and how sure that makes us (``inovasi_votes``).

Rules and gazetteers find agencies, officials and expansions; the trained reader (or stanza) marks entities on its own.
Where both see something, the value carries both in ``found_by`` and a higher confidence. The confidences are measured:
the share of right values among those with the same votes, on articles that the reader did not learn from
(``models/calibrate.py``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from inovasi.nlp.cover import Cover, entity_covers
from inovasi.nlp.layers import Layer
from inovasi.nlp.reading import Reading
from inovasi.nlp.shipped import shipped
from inovasi.types import AgencyMention, Evidence, Expansion, OfficialMention

MODEL = "model"
SUREST = 0.99
"""No reading of a text is certain."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """Logistic layers over votes, one for each kind of value; ``innovation`` corrects the name model's probability."""

    innovation: Layer
    agency: Layer
    official: Layer
    expansion: Layer


@cache
def load_confidence() -> Confidence:
    """The measured confidences that come with the package."""
    return from_json(json.loads(shipped("confidence.json")))


def from_json(data: Mapping[str, Any]) -> Confidence:
    """The layers as ``models/calibrate.py`` writes them."""
    kinds = ("innovation", "agency", "official", "expansion")
    return Confidence(*(Layer(data[kind]["weights"], data[kind]["bias"]) for kind in kinds))


def vote(reading: Reading, confidence: Confidence | None = None) -> None:
    """Give agencies, officials and expansions their ``found_by`` and their ``confidence``."""
    measured = confidence or load_confidence()
    covers = entity_covers(reading)
    reading.agencies = tuple(_agency(a, covers["ORG"], measured.agency) for a in reading.agencies)
    reading.officials = tuple(_official(o, covers["PER"], measured.official) for o in reading.officials)
    reading.expansions = tuple(_expansion(x, measured.expansion) for x in reading.expansions)


def agency_votes(agency: AgencyMention, organisations: Cover) -> dict[str, float]:
    """What speaks for an agency: the reader saw an organisation there, it stands in the text more than once."""
    seen = _seen(agency.evidence, organisations)
    return {MODEL: float(seen), "repeated": float(len(agency.evidence) > 1), "region": float(agency.region is not None)}


def official_votes(official: OfficialMention, persons: Cover) -> dict[str, float]:
    """What speaks for an official: the reader saw a person there, the text gives a role, the name has two words."""
    names = [e for e in official.evidence if e.field == "official"]
    return {
        MODEL: float(_seen(names, persons)),
        "role": float(official.role is not None),
        "full_name": float(" " in official.name),
        "repeated": float(len(names) > 1),
    }


def expansion_votes(expansion: Expansion) -> dict[str, float]:
    """What speaks for an expansion: how well the letters explain each other, and how it was told."""
    return {
        "score": expansion.score,
        "told": float(expansion.kind != "acronym"),
        "long": float(len(expansion.long.split()) >= 3),
    }


def _seen(places: Iterable[Evidence], cover: Cover) -> bool:
    return any(cover.touches(e.start, e.end) for e in places)


def _agency(agency: AgencyMention, organisations: Cover, layer: Layer) -> AgencyMention:
    votes = agency_votes(agency, organisations)
    by = ("gazetteer", MODEL) if votes[MODEL] else ("gazetteer",)
    return replace(agency, found_by=by, confidence=sure(layer.probability(votes)))


def _official(official: OfficialMention, persons: Cover, layer: Layer) -> OfficialMention:
    votes = official_votes(official, persons)
    by = (MODEL, "rule") if votes[MODEL] else ("rule",)
    return replace(official, found_by=by, confidence=sure(layer.probability(votes)))


def _expansion(expansion: Expansion, layer: Layer) -> Expansion:
    by = "marker" if expansion.kind != "acronym" else "alignment"
    return replace(expansion, found_by=(by,), confidence=sure(layer.probability(expansion_votes(expansion))))


def sure(probability: float) -> float:
    """A probability as it is published: four digits, never certainty."""
    return round(min(probability, SUREST), 4)
