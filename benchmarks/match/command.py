"""The order of a run: mentions, one process per matcher and size, scores, table, plot."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from benchmarks.machine import installed, processor
from benchmarks.match.environment import FOLDER, ROOT
from benchmarks.match.generate import SEED, write
from benchmarks.match.metrics import Scores, score

# Who is measured up to which size: dedupe and recordlinkage are no longer practical above the smallest.
LIMITS = {"inovasi": 1_000_000, "splink": 1_000_000, "dedupe": 10_000, "recordlinkage": 10_000}
SIZES = (10_000, 100_000)
MILLION = 1_000_000
JUDGED, JUDGED_SEED = 3_000, 77  # mentions with answers for those who learn from judgements; another made-up country
PATIENCE = 1800  # seconds; a matcher that needs longer is stopped and has no row
PACKAGES = ("inovasi", "rapidfuzz", "splink", "duckdb", "dedupe", "numpy")


@dataclass(frozen=True, slots=True)
class Row:
    """One clustering. ``wall`` is in seconds and includes the start of the process, ``peak`` in megabytes."""

    matcher: str
    size: int
    threshold: float
    wall: float
    peak: float
    scores: Scores
    best: bool = True


def main() -> int:
    arguments = _arguments()
    FOLDER.mkdir(parents=True, exist_ok=True)
    judged = FOLDER / "judged.parquet"
    write(JUDGED, judged, JUDGED_SEED)
    rows, failed = [], []
    for size in sorted({*arguments.sizes, *((MILLION,) if arguments.million else ())}):
        mentions = FOLDER / f"mentions-{size}.parquet"
        write(size, mentions, arguments.seed)
        for matcher in arguments.only:
            if size > LIMITS[matcher]:
                continue
            python = arguments.older_python if matcher == "recordlinkage" else sys.executable
            found = list(_measured(python, matcher, size, mentions, judged))
            rows += found
            failed += [] if found else [f"{matcher} at {size}"]
    _write(rows, arguments.base / arguments.out, arguments.seed)
    for name in failed:
        print(f"failed: {name}", file=sys.stderr)
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/match/run.py", description="Matching beside the peers.")
    parser.add_argument("older_python", help=argparse.SUPPRESS)
    parser.add_argument("base", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="numbers of mentions")
    parser.add_argument("--million", action="store_true", help="a million as well: minutes and several gigabytes")
    parser.add_argument("--only", nargs="+", choices=LIMITS, default=list(LIMITS), metavar="NAME")
    parser.add_argument("--seed", type=int, default=SEED, help="another made-up country")
    parser.add_argument("--out", type=Path, default=ROOT / "outputs" / "benchmark-match", metavar="DIR")
    return parser.parse_args()


def _measured(python: str, matcher: str, size: int, mentions: Path, judged: Path) -> Iterator[Row]:
    """One row for each threshold; the one with the highest pair F1 is the best. None where the matcher fails."""
    print(f"{matcher:14s} {size:,}", file=sys.stderr, flush=True)
    out = FOLDER / f"found-{matcher}"
    out.mkdir(exist_ok=True)
    (out / "figures.json").unlink(missing_ok=True)
    job = {"matcher": matcher, "mentions": str(mentions), "judged": str(judged), "out": str(out)}
    if not _finished(python, job):
        return
    figures = json.loads((out / "figures.json").read_text(encoding="utf-8"))
    answers = pq.read_table(mentions, columns=["innovation_id", "family"])
    truth, family = (answers[name].to_numpy() for name in answers.column_names)
    scored = {name: score(np.load(out / f"{name}.npy"), truth, family) for name in figures["clustering"]}
    best = max(scored, key=lambda name: scored[name].pair_f1)
    for name, seconds in figures["clustering"].items():
        wall = figures["prepared"] + seconds
        yield Row(matcher, size, float(name), wall, figures["peak"], scored[name], name == best)


def _finished(python: str, job: dict[str, str]) -> bool:
    try:
        done = subprocess.run(
            [python, "-W", "ignore", "-m", "benchmarks.match.worker"],
            input=json.dumps(job | {"started": time.time()}),
            text=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": "0"},
            stdout=sys.stderr,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _write(rows: Sequence[Row], out: Path, seed: int) -> None:
    from benchmarks.match.plot import write_plot
    from benchmarks.match.report import as_markdown

    about = [
        f"{processor()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
        ", ".join(f"{name} {installed(name)}" for name in PACKAGES),
        f"made-up mentions, seed {seed}",
    ]
    out.mkdir(parents=True, exist_ok=True)
    figures = {"about": about, "rows": [asdict(row) for row in rows]}
    (out / "results.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    (out / "table.md").write_text(as_markdown(rows, about), encoding="utf-8")
    write_plot(rows, out / "match.png")
    print(out / "table.md")


if __name__ == "__main__":
    sys.exit(main())
