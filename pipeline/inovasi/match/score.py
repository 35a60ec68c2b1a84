"""From features to a probability, with the reasons. Scoring is pure and decides nothing about clusters.

The score is a logistic model: the weights below are log-odds, set by hand. +2.5 makes odds twelve times better.
They follow from three judgements:

- a candidate pair is rarely one innovation (prior -4: about one in fifty);
- an equal name is enough inside one region (-4 + 2.55 + 2.5 > 0 even for "PPDB Online"), and without a region only if
  the name is one that nobody would invent twice (5.1 at full distinctiveness);
- two regions are two innovations, whatever else agrees (-8 outweighs name, expansion and agency together).
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Literal

from inovasi.match.features import Signal, signals
from inovasi.match.profile import Profile
from inovasi.types import Pair, Reason

PRIOR = -4.0
WEIGHTS: dict[str, float] = {
    "name_equal": 5.1,
    "name_is_alias": 4.6,  # an alias may be a part ("X Center" of "X") where a name is the whole
    "name_is_expansion": 5.1,
    "name_edition": 2.3,  # inside one region just short of enough; see EDITION
    "name_close": 3.0,  # needs the region, and for short names the agency too
    "name_abbreviated": 2.2,
    "name_within": 1.8,
    "name_differs": -1.5,
    "expansion_similar": 3.2,
    "expansion_differs": -3.5,
    "region_copied": -8.0,
    "region_same": 2.5,
    "region_maybe": 2.0,
    "region_contains": 0.8,
    "region_conflicts": -8.0,
    "agency_same": 1.5,
    "agency_conflicts": -1.5,  # articles often name the agency of the speaker, so this only tips the balance
    "award_shared": 0.5,
    "years_apart": -0.8,
    "told_twice": 3.0,
    "listed_apart": -4.0,
}
SAME = 0.7  # from here a pair may join two clusters
DIFFERENT = 0.3  # below this a pair is two innovations
KEEP = 0.1  # pairs below this tell a reader nothing, unless their names are equal
FORBIDDEN: frozenset[str] = frozenset({"region_conflicts", "region_copied", "listed_apart"})  # never in one cluster
EDITION = 0.4  # log-odds that two editions never exceed: whether they are one innovation is for a person to say


def log_odds(found: list[tuple[str, Signal]]) -> float:
    """The weighted sum of the signals, with the prior; held down to ``EDITION`` for two editions."""
    return sum(reason.weight for reason in _reasons(found))


def probability(odds: float) -> float:
    """Log-odds to a probability, rounded so that equal input gives equal bytes on every machine."""
    return round(1 / (1 + math.exp(-odds)), 6)


def decide(score: float) -> Literal["same", "different", "unsure"]:
    """What the score alone says; clustering may still keep a "same" pair apart."""
    if score >= SAME:
        return "same"
    return "different" if score < DIFFERENT else "unsure"


def score(left: Profile, right: Profile) -> tuple[float, bool]:
    """Probability that two mentions are one innovation, and whether a cluster must never hold both."""
    found = signals(*_ordered(left, right))
    return probability(log_odds(found)), any(name in FORBIDDEN for name, _ in found)


def explain(left: Profile, right: Profile) -> Pair:
    """The pair with a reason for each feature that spoke; the weights add up to the log-odds of the score."""
    first, second = _ordered(left, right)
    found = signals(first, second)
    value = probability(log_odds(found))
    reasons = [replace(r, value=round(r.value, 4), weight=round(r.weight, 4)) for r in _reasons(found)]
    return Pair(first.id, second.id, value, decide(value), tuple(reasons))


def _reasons(found: list[tuple[str, Signal]]) -> list[Reason]:
    reasons = [Reason("prior", 1.0, PRIOR, "few candidates are one innovation")]
    reasons += [Reason(name, s.value, WEIGHTS[name] * s.value, s.note) for name, s in found]
    excess = sum(reason.weight for reason in reasons) - EDITION
    if excess > 0 and any(name == "name_edition" for name, _ in found):
        reasons.append(Reason("edition_open", 1.0, -excess, "whether editions are one innovation is for a person"))
    return reasons


def worth_keeping(pair: Pair) -> bool:
    """Whether a reader may want to see the pair: not clearly two, or two of one name."""
    return pair.score >= KEEP or any(reason.feature == "name_equal" for reason in pair.reasons)


def _ordered(left: Profile, right: Profile) -> tuple[Profile, Profile]:
    return (left, right) if left.id < right.id else (right, left)
