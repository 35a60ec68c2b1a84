"""inovasi as lists are resolved: rows become entries, and ``link`` does the rest, on both cores as splink has them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from benchmarks.match.adapters import Adapter
from inovasi.match.entries import Entry
from inovasi.match.linkage import link
from inovasi.settings import available_cpus
from inovasi.types import Award


def prepare(table: pa.Table, _: pa.Table | None) -> np.ndarray:
    found = link([_entry(row) for row in _rows(table)], workers=available_cpus())
    clusters = np.full(len(table), -1, np.int64)
    for at, cluster in enumerate(found.clusters):
        clusters[cluster] = at
    return clusters


def _rows(table: pa.Table) -> Iterator[dict[str, str | None]]:
    for batch in table.to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()


def _entry(row: dict[str, str | None]) -> Entry:
    return Entry(
        row["mention_id"] or "",
        row["name"] or "",
        row["expansion"],
        agency=row["agency"],
        region=row["region"],
        region_code=row["region_code"],
        published=row["published"],
        article_id=row["article_id"] or "",
        awards=(Award(row["awards"]),) if row["awards"] else (),
    )


def cluster(clusters: np.ndarray, _: float) -> np.ndarray:
    return clusters


ADAPTER = Adapter(prepare, cluster, (0.0,), ("inovasi", "rapidfuzz"))
