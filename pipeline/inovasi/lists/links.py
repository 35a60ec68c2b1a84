"""Which rows of a list are one innovation: the one place where lists meet the matching room.

A confidence says how probable it is that a mention belongs where it was put. Its candidates are the innovation it was
put into (odds of its best pair there), its best rival (odds of its best pair elsewhere), and being alone (odds 1); the
confidence is the share of the one that was chosen. A pair of 0.95 and nothing else alike gives 0.95; two innovations
that fit equally well give less than 0.5; a mention that is like nothing else has 1.0, and 0.4 beside a pair of 0.6.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from inovasi.match import linkage
from inovasi.match.alarms import Alarm
from inovasi.match.entries import Entry, founders
from inovasi.match.identity import ids
from inovasi.match.places import official
from inovasi.match.score import DIFFERENT, KEEP, SAME
from inovasi.match.table import Ints
from inovasi.match.weights import HAND, Weights

_CERTAIN = 0.999999  # a pair's score is rounded; odds need it below 1


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of entries, as their places in a list; the id of ``left`` is the lower one, and pairs are sorted by ids."""

    left: Ints
    right: Ints
    score: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """What a list of entries comes to. ``ids`` (of innovations), ``confidence`` (0 to 1) and ``places`` (codes of the
    regions that the mention may be of) go with the entries, one for each; ``places`` is empty where nobody looked.

    ``pairs`` are those that may tell something; ``alarms`` are big clusters, named by places in the list.
    """

    ids: Sequence[str]
    confidence: Sequence[float]
    pairs: Pairs
    places: Sequence[tuple[str, ...]] = ()
    alarms: tuple[Alarm, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A mention that is in no list: of the innovation ``anchor``, and known to people as ``mention_id``."""

    entry: Entry
    anchor: str
    mention_id: str | int


def link(entries: Sequence[Entry], workers: int = 1, weights: Weights = HAND) -> Links:
    """Group entries into innovations. Neither their order nor the number of ``workers`` (processes) shows.

    Raises InovasiError where two entries have one id.
    """
    found = linkage.link(entries, least=KEEP, workers=workers, weights=weights)
    members = np.fromiter(chain.from_iterable(found.clusters), np.int32, len(entries))
    cluster = np.empty(len(entries), np.int32)
    cluster[members] = np.repeat(np.arange(len(found.clusters), dtype=np.int32), [*map(len, found.clusters)])
    named = ids("inv", founders([entries[group[0]] for group in found.clusters], official()))
    pairs = Pairs(found.left, found.right, found.score)
    return Links([named[i] for i in cluster.tolist()], confidences(cluster, pairs), pairs, alarms=found.alarms)


def confidences(cluster: Ints, pairs: Pairs) -> list[float]:
    """The confidence of each entry, as the head of this file describes it. ``cluster`` numbers their innovations."""
    score = np.minimum(pairs.score, _CERTAIN)
    together = cluster[pairs.left] == cluster[pairs.right]
    inside = _best(len(cluster), pairs, score / (1 - score), together)
    outside = _best(len(cluster), pairs, score / (1 - score), ~together)
    here = np.maximum(inside, 0.0)
    share = np.where(inside < 0, 1.0, here) / (1.0 + here + np.maximum(outside, 0.0))
    return [round(value, 4) for value in share.tolist()]  # not np.round, which is off by one where a 5 follows


def _best(size: int, pairs: Pairs, odds: NDArray[np.float64], chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The best odds that each entry has in the chosen pairs; -1 where it is in none."""
    found = np.full(size, -1.0)
    for side in (pairs.left, pairs.right):
        np.maximum.at(found, side[chosen], odds[chosen])
    return found


def uncertain(links: Links) -> Pairs:
    """The pairs that a person should look at, the least certain first.

    They are those whose score says neither same nor different, and those that were put otherwise than it says.
    """
    pairs = links.pairs
    numbers: dict[str, int] = {}
    cluster = np.array([numbers.setdefault(name, len(numbers)) for name in links.ids], np.int32)
    together = cluster[pairs.left] == cluster[pairs.right]
    chosen = np.flatnonzero(np.where(together, pairs.score < SAME, pairs.score >= DIFFERENT))
    chosen = chosen[np.argsort(np.abs(pairs.score[chosen] - 0.5), kind="stable")]
    return Pairs(pairs.left[chosen], pairs.right[chosen], pairs.score[chosen])
