"""One matcher on one set of mentions in a process of its own: reads a job from standard input, writes what it found.

The answers are not in what it is given, except those of other mentions to learn from.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from benchmarks.machine import peak_megabytes
from benchmarks.match.adapters import load

FIELDS = ["mention_id", "name", "expansion", "agency", "region_code", "region", "published", "article_id", "awards"]


def main() -> int:
    job: dict[str, Any] = json.load(sys.stdin)
    adapter = load(job["matcher"])
    table = pq.read_table(job["mentions"], columns=FIELDS)
    judged = pq.read_table(job["judged"]) if adapter.supervised else None
    state = adapter.prepare(table, judged)
    # From the moment at which the parent started this process, imports included.
    prepared = time.time() - job["started"]
    clustering: dict[str, float] = {}
    for threshold in adapter.thresholds:
        begun = time.perf_counter()
        clusters = adapter.cluster(state, threshold)
        clustering[str(threshold)] = time.perf_counter() - begun
        np.save(Path(job["out"]) / f"{threshold}.npy", np.asarray(clusters, np.int64))
    figures = {"prepared": prepared, "clustering": clustering, "peak": peak_megabytes()}
    (Path(job["out"]) / "figures.json").write_text(json.dumps(figures), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
