"""One pipeline in one process on one core: reads a job from standard input, writes its figures to the job's file."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.extract.pipelines import PIPELINES
from benchmarks.machine import peak_megabytes

if TYPE_CHECKING:
    from benchmarks.extract.loaded import Loaded

Job = dict[str, Any]
Figures = dict[str, Any]


def main() -> int:
    job: Job = json.load(sys.stdin)
    _stay_on_one_core()
    if job["pipeline"] and not PIPELINES[job["pipeline"]].torch:
        # spaCy imports torch where it finds it: seconds and 200 MB that its users need not have.
        sys.modules["torch"] = None  # type: ignore[assignment]
    figures = TASKS[job["task"]](job)
    Path(job["out"]).write_text(json.dumps(figures), encoding="utf-8")
    return 0


def speed(job: Job) -> Figures:
    """Load, warm up, and read every slice of every stream once."""
    from benchmarks.extract.streams import count_words
    from inovasi.types import Article

    with _absence() as figures, _timed() as loading:
        loaded = _load(job)
    if figures:
        return figures

    def articles(texts: list[dict[str, Any]]) -> list[Article]:
        return [Article(text["id"], text["text"], text["title"]) for text in texts]

    with _timed() as warming:
        loaded.read(articles(job["warm_up"]))
    runs: dict[str, list[Figures]] = {}
    for name, slices in job["streams"].items():
        runs[name] = []
        for texts in slices:
            batch = articles(texts)
            with _timed() as reading:
                skipped = loaded.read(batch)
            words = sum(count_words(text["text"]) for text in texts)
            runs[name].append({"words": words, "articles": len(batch), "skipped": skipped, **reading})
    return {"load": loading["cpu"], "first": warming["cpu"], "peak": peak_megabytes(), "runs": runs}


def quality(job: Job) -> Figures:
    """The project's own scorer over each folder of annotated articles. Only totals leave this function."""
    from benchmarks.extract.loaded import Absent
    from inovasi.evaluate import evaluate
    from inovasi.gold import read_gold
    from inovasi.report import as_json

    with _absence() as figures:
        annotate = _load(job).annotate
        if annotate is None:
            raise Absent("it reads no articles")
        for folder in job["gold"]:
            golds = read_gold(Path(folder))
            report = evaluate((g.annotations for g in golds), annotate([g.article for g in golds]))
            figures[folder] = as_json(report)
    return figures


def entities(job: Job) -> Figures:
    """Strict spans on the sentences of a file."""
    from benchmarks.extract.entities import read_sentences, span_counts
    from benchmarks.extract.loaded import Absent

    with _absence() as figures:
        recognise = _load(job).entities
        if recognise is None:
            raise Absent("it has no recogniser")
        sentences = read_sentences(Path(job["sentences"]))
        counts = span_counts([s.spans for s in sentences], recognise([s.text for s in sentences]))
        figures |= {label: {"precision": c.precision, "recall": c.recall, "f1": c.f1} for label, c in counts.items()}
    return figures


def growth(job: Job) -> Figures:
    """Seconds of each hostile text at both sizes."""
    from benchmarks.extract.growth import measure, named_texts

    return {name: list(pair) for name, pair in measure(named_texts())}


def train_spacy(job: Job) -> Figures:
    """Where the trained pipeline is; trains it first where it is not there yet."""
    from benchmarks.extract.spacy_ner import trained_model

    return {"folder": str(trained_model(Path(job["train"]), Path(job["dev"]), Path(job["cache"])))}


TASKS: dict[str, Callable[[Job], Figures]] = {
    "speed": speed,
    "quality": quality,
    "entities": entities,
    "growth": growth,
    "train_spacy": train_spacy,
}


def _load(job: Job) -> Loaded:
    from benchmarks.extract.loaded import Models

    return PIPELINES[job["pipeline"]].load(Models(**job["models"]))


@contextmanager
def _absence() -> Iterator[Figures]:
    """The figures to fill; where the pipeline cannot be had, they say why instead."""
    from benchmarks.extract.loaded import Absent

    figures: Figures = {}
    try:
        yield figures
    except Absent as error:
        figures["absent"] = str(error)


@contextmanager
def _timed() -> Iterator[dict[str, float]]:
    """Seconds of the clock (``wall``) and of the processor, all threads together (``cpu``)."""
    seconds: dict[str, float] = {}
    wall, cpu = time.perf_counter(), time.process_time()
    yield seconds
    seconds |= {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def _stay_on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


if __name__ == "__main__":
    sys.exit(main())
