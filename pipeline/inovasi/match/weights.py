"""How much each feature counts: log-odds, set by hand or learned (``learn.py``), as a value and as a small JSON file.

+2.3 makes odds ten times better. The weights set by hand follow from three judgements:

- a candidate pair is rarely one innovation (prior -8);
- an equal name is enough inside one region (-8 + 5.1 + 5 > 0 even for "PPDB Online"), and without a region only if
  the name is one that nobody would invent twice (10.2 at full distinctiveness);
- two regions are two innovations, whatever else agrees (-20 outweighs all that can speak for a pair).

They give calibrated probabilities on the annotated articles: at half their size, all pairs of a mean score of 0.75 were
one innovation, and Platt's rescaling, cross-validated, asked for 2.07 times as much.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from inovasi.errors import UsageError

FORMAT = "inovasi-weights-1"
FORBIDDEN: frozenset[str] = frozenset({"region_conflicts", "region_copied", "listed_apart"})  # never in one cluster
_ADVICE = "Make the file anew with `inovasi train-matching`, or leave --weights out."


@dataclass(frozen=True, slots=True)
class Origin:
    """Where weights come from: from how many judged and annotated pairs they were learned.

    ``spread`` is how far (standard deviation, log-odds) each could go from the weight set by hand; ``slope`` and
    ``shift`` are the recalibration that the weights contain already (new log-odds = slope * old + shift).
    """

    how: Literal["hand", "learned"] = "hand"
    judged: int = 0
    annotated: int = 0
    spread: float = 0.0
    slope: float = 1.0
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds: ``prior`` of any candidate pair, and what each feature adds at full strength."""

    prior: float
    of: Mapping[str, float]
    origin: Origin = Origin()


HAND = Weights(
    prior=-8.0,
    of={
        "name_equal": 10.2,
        "name_is_alias": 9.2,  # an alias may be a part ("X Center" of "X") where a name is the whole
        "name_is_expansion": 10.2,
        "name_edition": 4.6,  # inside one region just short of enough; see score.EDITION
        "name_close": 6.0,  # needs the region, and for short names the agency too
        "name_abbreviated": 4.4,
        "name_within": 3.6,
        "name_differs": -3.0,
        "expansion_similar": 6.4,
        "expansion_differs": -7.0,
        "region_copied": -20.0,
        "region_same": 5.0,
        "region_maybe": 4.0,
        "region_contains": 1.6,
        "region_conflicts": -20.0,
        "agency_same": 3.0,
        "agency_conflicts": -3.0,  # articles often name the agency of the speaker, so this only tips the balance
        "award_shared": 1.0,
        "officials_shared": 3.0,
        "description_similar": 2.0,
        "years_apart": -1.6,
        "told_twice": 6.0,
        "listed_apart": -8.0,
    },
)


def as_text(weights: Weights) -> str:
    """The weights as JSON, for people to read and git to compare. No date, so that equal weights are equal bytes."""
    origin = {name: getattr(weights.origin, name) for name in Origin.__dataclass_fields__}
    record = {"format": FORMAT, "origin": origin, "prior": weights.prior, "weights": dict(weights.of)}
    return json.dumps(record, indent=1) + "\n"


def from_text(text: str) -> Weights:
    """Read what ``as_text`` wrote. Raises ValueError, with a reason that people understand, if it is something else."""
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"it is not valid JSON ({error})") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError(f"it is no file of weights (its format is not {FORMAT!r})")
    given = found.get("weights")
    if not isinstance(given, dict):
        raise ValueError("weights is not an object of features with their numbers")
    if unknown := sorted(given.keys() - HAND.of.keys()):
        raise ValueError(f"{unknown[0]} is no feature that is known")
    if missing := [name for name in HAND.of if name not in given]:
        raise ValueError(f"{missing[0]} has no weight")
    weights = {name: _number(given[name], name) for name in HAND.of}
    for name, weight in weights.items():
        if weight * HAND.of[name] < 0:
            raise ValueError(f"{name} is {weight}, but it speaks {'for' if HAND.of[name] > 0 else 'against'} a pair")
    return Weights(_number(found.get("prior"), "prior"), weights, _origin(found.get("origin")))


def _origin(found: object) -> Origin:
    if not isinstance(found, dict) or found.keys() - Origin.__dataclass_fields__.keys():
        raise ValueError("origin does not say where the weights come from")
    how = found.get("how")
    if how not in ("hand", "learned"):
        raise ValueError(f"origin says {how!r}, neither hand nor learned")
    counts = {name: found.get(name, 0) for name in ("judged", "annotated")}
    for name, count in counts.items():
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            raise ValueError(f"{name} is {count!r}, which is no number of pairs")
    numbers = [_number(found.get(name, getattr(Origin(), name)), name) for name in ("spread", "slope", "shift")]
    return Origin(cast(Literal["hand", "learned"], how), counts["judged"], counts["annotated"], *numbers)


def _number(value: Any, name: str) -> float:  # noqa: ANN401 - any JSON value
    try:
        number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError(f"{name} is {value!r}, which is no finite number")
    return number


def read_weights(path: Path) -> Weights:
    """The weights of a file. Raises UsageError, which names it, where it cannot be read or holds something else."""
    try:
        return from_text(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(str(path), f"cannot be read ({error.strerror})", "Check the name.") from error
    except ValueError as error:  # also what is not UTF-8
        reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        raise UsageError(str(path), reason, _ADVICE) from error
