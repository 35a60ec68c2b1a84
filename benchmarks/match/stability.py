"""Whether the answer hangs on the order of the mentions or on the number of processes. It must not."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.match.adapters.as_entries import entries
from benchmarks.match.generate import FIELDS
from inovasi.match.entries import Entry
from inovasi.match.linkage import link

# Seed of the shuffle (0: as they come) and number of worker processes.
RUNS = ((0, 1), (0, 2), (1, 1), (2, 2))


def stable(mentions: Path) -> bool:
    """Match one set of mentions in several ways and print a line for each: the hash of its answer, and its seconds."""
    found = entries(pq.read_table(mentions, columns=list(FIELDS)))
    answers = set()
    for seed, workers in RUNS:
        if seed:
            random.Random(seed).shuffle(found)
        begun = time.perf_counter()
        answer = fingerprint(found, workers)
        answers.add(answer)
        order = f"shuffled ({seed})" if seed else "as they come"
        seconds = time.perf_counter() - begun
        print(f"{len(found):>11,} mentions {order:14s} {workers} processes {seconds:8.1f} s  {answer}", flush=True)
    return len(answers) == 1


def fingerprint(found: Sequence[Entry], workers: int) -> str:
    """A hash of the sorted list of all mentions, each with the mention that founded its innovation."""
    answer = hashlib.sha256()
    clusters = link(found, workers=workers).clusters
    lines = (f"{found[at].id}\t{found[cluster[0]].id}\n" for cluster in clusters for at in cluster)
    for line in sorted(lines):
        answer.update(line.encode())
    return answer.hexdigest()[:16]
