"""Blocking alone: how many pairs it leaves to score, and how many true ones it never lets through."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from benchmarks.match.adapters.as_entries import entries
from benchmarks.match.metrics import Ids, pairs_of
from benchmarks.match.results import Blocked
from inovasi.match.block import candidates
from inovasi.match.cluster import components
from inovasi.match.entries import sorted_by_id, table_of_entries
from inovasi.match.places import official

LIMIT = 100_000  # all pairs at once; matching itself goes through them in pieces


def blocked(mentions: Path) -> Blocked:
    """The candidates of one set of mentions beside its answers."""
    table = pq.read_table(mentions)
    found = entries(table)
    order = sorted_by_id(found)
    left, right = candidates(table_of_entries([found[at] for at in order], official()))
    return counted(left, right, table["innovation_id"].to_numpy()[order])


def counted(left: Ids, right: Ids, truth: Ids) -> Blocked:
    """Distinct pairs of mentions beside the innovation of each mention."""
    right_ones = truth[left] == truth[right]
    wanted = int(pairs_of(np.unique(truth, return_counts=True)[1]).sum())
    joined = components(len(truth), left[right_ones], right[right_ones])
    chained = int(pairs_of(np.unique(joined, return_counts=True)[1]).sum())
    return Blocked(
        len(truth), len(left), int(right_ones.sum()) / wanted if wanted else 1.0, chained / wanted if wanted else 1.0
    )
