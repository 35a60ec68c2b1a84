"""Which agency and which region an innovation belongs to.

Each is the candidate with the best learned score over the features of ``owner_features`` and ``region_features``: the
region as the text around the name tells it, then the agency, which prefers those of a likely region, then the region
once more, now that the agency is known.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from inovasi.nlp.layers import Layer
from inovasi.nlp.owner_features import owner_home_features, pair_features
from inovasi.nlp.owner_layout import Features, Place, Target, layout, target
from inovasi.nlp.reading import Reading
from inovasi.nlp.region_features import Spot, home_features, region_layout
from inovasi.nlp.region_index import places
from inovasi.nlp.spans import Span
from inovasi.types import AgencyMention, Evidence

K = TypeVar("K", int, str)

AGENCY_FLOOR = -0.7
"""Least score (log-odds against "none") of the best agency."""

GOVERNMENT_FLOOR = -4.0
"""Least score of a local government where no agency reaches the floor; it must be that of the likely region."""

LIKELY = 0.5
"""Probability from which a region is the likely one."""

REACH = 4000
"""Characters to each side of a name in which an agency or a region may be its own."""


@dataclass(frozen=True, slots=True)
class Layers:
    """The three learned choices: the region that the text tells, the agency, the region given the agency."""

    place: Layer
    owner: Layer
    region: Layer


@dataclass(frozen=True, slots=True)
class Owner:
    """An agency with the place that speaks for it."""

    agency: AgencyMention
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Home:
    """A region (never below regency level) with the place that speaks for it."""

    name: str
    code: str
    evidence: Evidence


class Attacher:
    """Owners and regions of the names of one article, which it indexes once."""

    def __init__(self, reading: Reading, names: Sequence[Sequence[Span]], layers: Layers) -> None:
        self.layers = layers
        self.reading = reading
        self.agencies = layout(reading, names)
        self.regions = region_layout(reading, self.agencies)

    def attach(self, spans: Sequence[Span]) -> tuple[Owner | None, Home | None]:
        """The agency and the region of the name at ``spans``."""
        name = target(self.reading, spans)
        told = dict(self.region_options(name))
        agency = self._owner(name, told)
        code = best(self.layers.region, self._with_owner(name, told.items(), agency), -math.inf)
        owner = None
        if agency is not None:
            evidence = _nearest_place(name, self.agencies.of(agency)).evidence
            owner = Owner(self.reading.agencies[agency], evidence)
        if code is None:
            return owner, None
        return owner, Home(places()[code].name, code, _nearest_spot(name, self.regions.by_code[code]).evidence)

    def owner_of(self, name: Target) -> int | None:
        """Index of the agency that owns the name."""
        return self._owner(name, dict(self.region_options(name)))

    def _owner(self, name: Target, told: Mapping[str, Features]) -> int | None:
        homes = likelihood(self.layers.place, told)
        options = self.agency_options(name, homes)
        found = best(self.layers.owner, options, AGENCY_FLOOR)
        if found is not None:
            return found
        governments = [(i, features) for i, features in options if features.get("home*government", 0.0) >= LIKELY]
        return best(self.layers.owner, governments, GOVERNMENT_FLOOR)

    def agency_options(self, name: Target, homes: Mapping[str, float]) -> list[tuple[int, Features]]:
        """Features of the agencies worth a look: those around the name, and the first few of the article."""
        found = set(range(min(6, len(self.reading.agencies))))
        for start in name.starts[:6]:
            found |= self.agencies.near(start, REACH)
        return [(i, pair_features(name, i, self.agencies, homes)) for i in sorted(found)]

    def region_options(self, name: Target, owner: Known | None = None) -> Iterable[tuple[str, Features]]:
        """Features of the regions worth a look, by code; with ``owner`` also what the agency says."""
        codes = set(list(self.regions.by_code)[:6])
        for start in name.starts[:6]:
            codes |= self.regions.near(start, REACH)
        told = [(code, home_features(name, code, self.regions, self.agencies)) for code in sorted(codes)]
        return told if owner is None else self._with_owner(name, told, owner.agency)

    def _with_owner(
        self, name: Target, told: Iterable[tuple[str, Features]], agency: int | None
    ) -> Iterable[tuple[str, Features]]:
        """The features of the regions with what the agency says."""
        for code, features in told:
            yield code, features | owner_home_features(code, agency, name, self.regions, self.agencies)


@dataclass(frozen=True, slots=True)
class Known:
    """An agency that was looked for: its index, or None where the text tells none."""

    agency: int | None


def likelihood(layer: Layer, options: Mapping[K, Features]) -> dict[K, float]:
    """Probability of each option; "none" has the rest."""
    weights = {key: math.exp(layer.score(features)) for key, features in options.items()}
    total = 1.0 + sum(weights.values())
    return {key: weight / total for key, weight in weights.items()}


def best(layer: Layer, options: Iterable[tuple[K, Features]], floor: float) -> K | None:
    """The option with the highest score above ``floor``, the first of equals."""
    found: K | None = None
    for key, features in options:
        score = layer.score(features)
        if score > floor + 1e-9:
            floor, found = score, key
    return found


def _nearest_place(name: Target, found: Sequence[Place]) -> Place:
    """The place of the agency that is closest to a place of the name."""
    return found[_nearest(name.starts, found)]


def _nearest_spot(name: Target, found: Sequence[Spot]) -> Spot:
    return found[_nearest(name.starts, found)]


def _nearest(starts: Sequence[int], places: Sequence[Place] | Sequence[Spot]) -> int:
    """Index of the place that is closest to one of the starts, the first of equals."""
    near = []
    for start in starts:
        i = bisect_left(places, start, key=_START)
        near += [(abs(places[j].start - start), j) for j in (i - 1, i) if 0 <= j < len(places)]
    return min(near)[1]


_START = attrgetter("start")
