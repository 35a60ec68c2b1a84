"""The order of a run: mentions, one process per matcher and size, scores, table, plot."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from benchmarks.machine import installed, processor
from benchmarks.match.adding import added
from benchmarks.match.blocking import LIMIT, blocked
from benchmarks.match.environment import FOLDER, ROOT
from benchmarks.match.generate import SEED, write
from benchmarks.match.metrics import score
from benchmarks.match.plot import write_plot
from benchmarks.match.process import measured
from benchmarks.match.report import as_markdown
from benchmarks.match.results import Added, Blocked, Results, Row
from benchmarks.match.stability import stable

# Who is measured up to which size: dedupe and recordlinkage are no longer practical above the smallest.
LIMITS = {
    "inovasi": 1_000_000,
    "splink": 1_000_000,
    "splink-lean": 1_000_000,
    "dedupe": 10_000,
    "recordlinkage": 10_000,
}
SIZES = (10_000, 100_000)
MILLION = 1_000_000
JUDGED, JUDGED_SEED = 3_000, 77  # mentions with answers for those who learn from judgements; another made-up country
PACKAGES = ("inovasi", "rapidfuzz", "splink", "duckdb", "dedupe", "numpy")


def main() -> int:
    arguments = _arguments()
    FOLDER.mkdir(parents=True, exist_ok=True)
    sizes = sorted({*arguments.sizes, *((MILLION,) if arguments.million else ())})
    if arguments.stability:
        unstable = [size for size in sizes if not stable(_mentions(size, arguments.seed))]
        return 1 if unstable else 0
    judged = FOLDER / "judged.parquet"
    write(JUDGED, judged, JUDGED_SEED)
    rows: list[Row] = []
    failed: list[str] = []
    for size in sizes:
        mentions = _mentions(size, arguments.seed)
        for matcher in arguments.only:
            if size > LIMITS[matcher]:
                continue
            python = arguments.older_python if matcher == "recordlinkage" else sys.executable
            found = list(_measured(python, matcher, size, mentions, judged))
            rows += found
            failed += [] if found else [f"{matcher} at {size}"]
    ours = sizes if "inovasi" in arguments.only else []
    results = Results(
        _about(arguments.seed),
        tuple(rows),
        tuple(_blocked(ours)),
        tuple(_added(ours, arguments.seed)),
    )
    failed += [f"adding to {size}" for size in ours if size not in {one.size for one in results.added}]
    _write(results, arguments.base / arguments.out)
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
    parser.add_argument(
        "--stability",
        action="store_true",
        help="compare nothing, but check that neither the order of mentions nor the number of processes shows",
    )
    return parser.parse_args()


def _mentions(size: int, seed: int) -> Path:
    path = FOLDER / f"mentions-{size}.parquet"
    write(size, path, seed)
    return path


def _measured(python: str, matcher: str, size: int, mentions: Path, judged: Path) -> Iterator[Row]:
    """One row for each threshold; the one with the highest pair F1 is the best. None where the matcher fails."""
    print(f"{matcher:14s} {size:,}", file=sys.stderr, flush=True)
    out = FOLDER / f"found-{matcher}"
    job = {"task": "match", "matcher": matcher, "mentions": str(mentions), "judged": str(judged)}
    figures = measured(python, job, out)
    if figures is None:
        return
    prepared = figures.seconds.pop("prepared")
    answers = pq.read_table(mentions, columns=["innovation_id", "family"])
    truth, family = (answers[name].to_numpy() for name in answers.column_names)
    scored = {name: score(np.load(out / f"{name}.npy"), truth, family) for name in figures.seconds}
    best = max(scored, key=lambda name: scored[name].pair_f1)
    for name, seconds in figures.seconds.items():
        yield Row(matcher, size, float(name), prepared + seconds, figures.peak, scored[name], name == best)


def _blocked(sizes: Sequence[int]) -> Iterator[Blocked]:
    for size in sizes:
        if size <= LIMIT:
            print(f"{'blocking':14s} {size:,}", file=sys.stderr, flush=True)
            yield blocked(FOLDER / f"mentions-{size}.parquet")


def _added(sizes: Sequence[int], seed: int) -> Iterator[Added]:
    for size in sizes:
        found = added(size, seed, FOLDER / "adding")
        if found:
            yield found


def _about(seed: int) -> tuple[str, ...]:
    return (
        f"{processor()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
        ", ".join(f"{name} {installed(name)}" for name in PACKAGES),
        f"made-up mentions, seed {seed}",
    )


def _write(results: Results, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / "results.json").write_text(json.dumps(asdict(results), indent=1) + "\n", encoding="utf-8")
    (out / "table.md").write_text(as_markdown(results), encoding="utf-8")
    write_plot(results.rows, out / "match.png")
    print(out / "table.md")


if __name__ == "__main__":
    sys.exit(main())
