"""inovasi as lists are resolved: rows become entries, and ``link`` does the rest, on both cores as splink has them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from benchmarks.match.adapters import Adapter
from benchmarks.match.adapters.as_entries import entries
from inovasi.match.linkage import link
from inovasi.processes import no_garbage
from inovasi.settings import available_cpus


def prepare(table: pa.Table, _: pa.Table | None) -> np.ndarray:
    with no_garbage():
        found = link(entries(table), workers=available_cpus())
    clusters = np.full(len(table), -1, np.int64)
    for at, cluster in enumerate(found.clusters):
        clusters[cluster] = at
    return clusters


def cluster(clusters: np.ndarray, _: float) -> np.ndarray:
    return clusters


ADAPTER = Adapter(prepare, cluster, (0.0,), ("inovasi", "rapidfuzz"))
