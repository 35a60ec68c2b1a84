"""An alarm on big clusters: no size is forbidden, but a person should look at one whose parts do not agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inovasi.match.batch import Scorer
from inovasi.match.score import SAME
from inovasi.match.table import Ints, Table
from inovasi.match.weights import HAND, Weights

LARGEST = 10  # clusters that are looked at
_SAMPLE = 24  # members of each that are compared, spread over its whole history
_BIG = 10  # members from which a cluster counts as big: below that, reading it is quicker than doubting it


@dataclass(frozen=True, slots=True)
class Alarm:
    """One of the largest clusters. ``first`` is its founding row, ``names`` how many different names it holds.

    ``agreement`` is the mean probability over a sample of its pairs, from all of its history; ``loose`` that it is
    lower than two mentions need in order to be joined.
    """

    first: int
    size: int
    names: int
    agreement: float

    @property
    def loose(self) -> bool:
        return self.agreement < SAME


def alarms_of(table: Table, cluster: Ints, weights: Weights = HAND) -> tuple[Alarm, ...]:
    """The largest clusters, the largest first. ``cluster`` holds the founding row of each row's cluster."""
    size = np.bincount(cluster, minlength=len(table))
    order = np.lexsort((np.arange(len(size)), -size))[:LARGEST]
    return tuple(_alarm(table, cluster, row, weights) for row in order.tolist() if size[row] >= _BIG)


def _alarm(table: Table, cluster: Ints, first: int, weights: Weights) -> Alarm:
    members = np.flatnonzero(cluster == first).astype(np.int32)
    members = members[np.argsort(table.rank[members])]
    some = members[(np.arange(min(_SAMPLE, len(members))) * len(members)) // min(_SAMPLE, len(members))]
    left, right = np.triu_indices(len(some), 1)
    part = table.take(some)
    score = Scorer(part, weights=weights).score(left.astype(np.int32), right.astype(np.int32)).score
    names = {table.texts[i].replace(" ", "") for i in set(table.name[members].tolist())}
    return Alarm(first, len(members), len(names), round(float(score.mean()), 4))
