"""What it costs to add mentions to an index, beside the full run that left it and a run over everything."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.match.generate import write_split
from benchmarks.match.metrics import Ids, apart, score
from benchmarks.match.process import Measured, measured
from benchmarks.match.results import Added

MANY = 1_000


def added(size: int, seed: int, folder: Path) -> Added | None:
    """One measurement, each step in a process of its own; None where a step fails. ``folder`` is emptied."""
    shutil.rmtree(folder, ignore_errors=True)
    early, late = folder / "early.parquet", folder / "late.parquet"
    write_split(size, MANY, early, late, seed)
    first = _step("start", [early], folder / "index", folder / "first")
    adding = first and _step("add", [late], folder / "index", folder / "adding")
    rebuilt = adding and _step("start", [early, late], folder / "index-rebuilt", folder / "rebuilt")
    if not (first and adding and rebuilt):
        return None
    mentions = pa.concat_tables([pq.read_table(early), pq.read_table(late)])
    truth, family = (mentions[name].to_numpy() for name in ("innovation_id", "family"))
    ids = mentions["mention_id"].to_pylist()
    grown, anew = (_clusters(folder / name / "answers.json", ids) for name in ("adding", "rebuilt"))
    f1 = (score(found, truth, family).pair_f1 for found in (grown, anew))
    seconds = (step.seconds["seconds"] for step in (first, adding, rebuilt))
    return Added(size, MANY, *seconds, first.peak, adding.peak, *f1, int(apart(grown, anew).sum()))


def _step(task: str, mentions: list[Path], index: Path, out: Path) -> Measured | None:
    print(f"{'inovasi':14s} {task} {index.name}", file=sys.stderr, flush=True)
    index.mkdir(parents=True, exist_ok=True)
    job = {"task": task, "mentions": "\n".join(map(str, mentions)), "index": str(index)}
    return measured(sys.executable, job, out)


def _clusters(answers: Path, ids: list[str]) -> Ids:
    """A number for each mention, equal where the innovation is. Raises KeyError where one has none."""
    innovation = json.loads(answers.read_text(encoding="utf-8"))
    return np.unique([innovation[one] for one in ids], return_inverse=True)[1]
