"""One piece of work in a process of its own: reads a job from standard input, writes what it found and its seconds.

Jobs are ``match`` (one matcher on one set of mentions), and ``start`` and ``add`` of inovasi's index. The answers are
not in what is given, except those of other mentions to learn from.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.machine import peak_megabytes
from benchmarks.match.adapters import load
from benchmarks.match.generate import FIELDS

Job = dict[str, str]
Figures = dict[str, float]


def match(job: Job, begun: float) -> Figures:
    """Seconds of everything before clustering, and of clustering at each threshold; clusters go to files."""
    adapter = load(job["matcher"])
    table = pq.read_table(job["mentions"], columns=list(FIELDS))
    judged = pq.read_table(job["judged"]) if adapter.supervised else None
    state = adapter.prepare(table, judged)
    figures = {"prepared": time.time() - begun}
    for threshold in adapter.thresholds:
        start = time.perf_counter()
        clusters = adapter.cluster(state, threshold)
        figures[str(threshold)] = time.perf_counter() - start
        np.save(Path(job["out"]) / f"{threshold}.npy", np.asarray(clusters, np.int64))
    return figures


def index(job: Job, begun: float) -> Figures:
    """Seconds of matching into an index or adding to it; the innovation of every mention goes to a file."""
    from benchmarks.match.adapters import adding
    from benchmarks.match.adapters.as_entries import entries

    folder = Path(job["index"])
    # Several files are one list, as when everything is matched again from scratch.
    # Not read_table, which imports pandas, and nothing here needs it.
    tables = [pq.ParquetFile(file).read(columns=list(FIELDS)) for file in job["mentions"].split("\n")]
    found = entries(pa.concat_tables(tables))
    {"start": adding.start, "add": adding.add}[job["task"]](folder, found)
    seconds = time.time() - begun
    (Path(job["out"]) / "answers.json").write_text(json.dumps(adding.read(folder)), encoding="utf-8")
    return {"seconds": seconds}


def main() -> int:
    job: Job = json.load(sys.stdin)
    # From the moment at which the parent started this process, imports included.
    figures = (match if job["task"] == "match" else index)(job, float(job["started"]))
    written = json.dumps({"seconds": figures, "peak": peak_megabytes()})
    (Path(job["out"]) / "figures.json").write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
