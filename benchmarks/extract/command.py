"""The order of a run: streams, one process per pipeline and question, tables, plots. Runs with the peers installed."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.extract import figures, inputs
from benchmarks.extract.figures import Row
from benchmarks.extract.loaded import Models
from benchmarks.extract.pipelines import FULL, PIPELINES, RULES
from benchmarks.extract.table import as_csv, as_markdown
from benchmarks.machine import installed, processor

WORK = inputs.ROOT / "build" / "benchmarks"
QUICK = 10
PARTS = ("speed", "growth", "quality", "entities")
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
PACKAGES = ("inovasi", "spacy", "thinc", "numpy", "stanza", "torch", "abbreviations", "scispacy")


@dataclass(slots=True)
class Run:
    """Starts the workers, one after the other, and remembers which of them failed."""

    models: Models = field(default_factory=lambda: Models(None, None))
    failed: list[str] = field(default_factory=list)

    def __call__(self, task: str, pipeline: str = "", **job: object) -> dict[str, Any]:
        print(f"{task:12s} {pipeline}", file=sys.stderr, flush=True)
        out = WORK / "figures.json"
        out.unlink(missing_ok=True)
        text = json.dumps({"task": task, "pipeline": pipeline, "models": asdict(self.models), "out": str(out), **job})
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.extract.worker"],
            input=text,
            text=True,
            cwd=inputs.ROOT,
            env=os.environ | ONE_THREAD | {"PYTHONHASHSEED": "0"},
            stdout=sys.stderr,
        )
        if done.returncode:
            self.failed.append(f"{task} {pipeline}")
            return {"absent": "it failed"}
        figures: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return figures


def main() -> int:
    arguments = _arguments()
    WORK.mkdir(parents=True, exist_ok=True)
    run = Run()
    run.models = _models(run)
    streams = inputs.streams(QUICK if arguments.quick else 1)
    rows = list(_rows(run, streams, arguments))
    _write(rows, [*_machine(), *streams.sizes()], arguments.out)
    for name in run.failed:
        print(f"failed: {name}", file=sys.stderr)
    return 1 if run.failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="benchmarks/extract/run.py", description="Quality and speed beside the peers."
    )
    parser.add_argument("--out", type=Path, default=inputs.ROOT / "outputs" / "benchmark-extract", metavar="DIR")
    parser.add_argument("--gold", type=Path, nargs="+", default=[], metavar="DIR", help="more annotated articles")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="a tenth of the streams: to see whether everything runs")
    return parser.parse_args()


def _models(run: Run) -> Models:
    stanza = str(inputs.STANZA) if (inputs.STANZA / "tokenize.pt").is_file() else None
    if not inputs.NER.is_dir():
        return Models(stanza, None)
    parts = {part: str(inputs.NER / f"idner_{part}.txt") for part in ("train", "dev")}
    return Models(stanza, run("train_spacy", cache=str(WORK), **parts).get("folder"))


def _rows(run: Run, streams: inputs.Streams, arguments: argparse.Namespace) -> Iterator[Row]:
    if "speed" in arguments.only:
        cut = {name: [[asdict(text) for text in part] for part in parts] for name, parts in streams.slices.items()}
        texts = {"warm_up": [asdict(text) for text in streams.warm_up], "streams": cut}
        yield from figures.speed_rows({name: run("speed", name, **texts) for name in PIPELINES})
    if "growth" in arguments.only:
        yield from figures.growth_rows(run("growth", FULL))
    if "quality" in arguments.only:
        yield from _quality(run, inputs.gold_folders([folder.resolve() for folder in arguments.gold]))
    if "entities" in arguments.only and inputs.ENTITY_TEST.is_file():
        for name in _finding("entities"):
            measured = run("entities", name, sentences=str(inputs.ENTITY_TEST))
            yield from figures.entity_rows(name, inputs.relative(inputs.ENTITY_TEST), measured)


def _quality(run: Run, folders: Sequence[Path]) -> Iterator[Row]:
    known = inputs.notes(folders)
    rules = {folder: note.partition(",")[0] for folder, note in known.items()}
    peers = dict.fromkeys(known, "nobody")
    for name in _finding("expansions"):
        measured = run("quality", name, gold=[str(folder) for folder in folders])
        named = {key if key == "absent" else inputs.relative(Path(key)): value for key, value in measured.items()}
        ours = "layers" in PIPELINES[name].finds
        layers = figures.LAYERS if ours else ("expansions",)
        notes = rules if name == RULES else known if ours else peers
        yield from figures.quality_rows(name, layers, named, notes)


def _finding(what: str) -> list[str]:
    return [name for name, pipeline in PIPELINES.items() if what in pipeline.finds]


def _machine() -> Iterator[str]:
    yield f"{processor()}, {platform.system()}, Python {platform.python_version()}; every pipeline on one core"
    yield ", ".join(f"{name} {installed(name)}" for name in PACKAGES)


def _write(rows: Sequence[Row], about: Sequence[str], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / "results.csv").write_text(as_csv(rows), encoding="utf-8")
    (out / "results.md").write_text(as_markdown(rows, about), encoding="utf-8")
    from benchmarks.extract.plot import write_plots

    for path in write_plots(rows, out):
        print(path)
    print(out / "results.md")


if __name__ == "__main__":
    sys.exit(main())
