"""An alarm on big clusters: no size is forbidden, but a person should look at one whose parts do not agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from inovasi.match.batch import Scorer
from inovasi.match.score import SAME
from inovasi.match.table import Ints, Table
from inovasi.match.weights import HAND, Weights
from inovasi.types import Issue, LooseCluster, Resolution

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


def loose_clusters(
    table: Table, cluster: Ints, ids: Sequence[str], weights: Weights = HAND
) -> tuple[LooseCluster, ...]:
    """Those of the alarms that are loose, sorted by the founding mention; ``ids`` are those of the rows."""
    alarms = alarms_of(table, cluster, weights)
    found = [LooseCluster(ids[a.first], a.size, a.names, a.agreement) for a in alarms if a.loose]
    return tuple(sorted(found, key=lambda one: one.mention))


def issues_of(resolution: Resolution) -> Iterator[Issue]:
    """A note for each loose cluster, under the id that its innovation goes by in the end.

    Where people took it apart, they have seen it, and nothing is said any more.
    """
    wanted = {one.mention for one in resolution.loose}
    homes = {mention: home for home in resolution.clusters for mention in wanted.intersection(home.mention_ids)}
    for one in resolution.loose:
        home = homes[one.mention]
        if len(home.mention_ids) < one.size:
            continue
        names = f"{one.names:,d} names" if one.names != 1 else "one name"
        reason = (
            f"{one.size:,d} mentions with {names} are held for one innovation, though two of them are one with a "
            f"probability of only {one.agreement:.2f} on average"
        )
        advice = f"Look at its mentions in the registry; inovasi split {home.id} takes some of them out."
        yield Issue("resolve", home.id, reason, advice, fatal=False)
