"""From what the workers measured to rows: one figure each, with all that is needed to read it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.extract.pipelines import FULL, SPACY_NER, STANZA_NER

ALL_RELEVANT, ONE_IN_TEN = "all relevant", "one in ten relevant"
LAYERS = ("innovations", "expansions", "agencies", "officials", "officials_with_role", "claims")
# Of the whole default pipeline, against a peer on a stream: at least so many times its words/s.
SPEED_TARGETS = ((ONE_IN_TEN, SPACY_NER, 3.0), (ONE_IN_TEN, STANZA_NER, 12.0), (ALL_RELEVANT, SPACY_NER, 0.8))
GROWTH_TARGET = 12.0  # ten times the text takes at most so many times the seconds


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: ``part`` of the benchmark, ``pipeline``, what it was measured ``on``; ``value`` None: not measured.

    ``note`` says why not, or what to know of the data.
    """

    part: str
    pipeline: str
    on: str
    figure: str
    value: float | None
    note: str = ""


Figures = Mapping[str, Any]


def speed_rows(measured: Mapping[str, Figures]) -> Iterator[Row]:
    """Words/s by pipeline and stream, load and memory, and how often a peer's words/s inovasi reaches."""
    for name, figures in measured.items():
        if "absent" in figures:
            yield Row("speed", name, "", "words/s", None, figures["absent"])
            continue
        yield Row("speed", name, "", "load s", figures["load"])
        yield Row("speed", name, "", "first articles s", figures["first"])
        yield Row("speed", name, "", "peak MB", figures["peak"])
        for stream, runs in figures["runs"].items():
            rates = _rates(runs)
            yield Row("speed", name, stream, "words/s", median(rates))
            yield Row("speed", name, stream, "words/s lowest", min(rates))
            yield Row("speed", name, stream, "words/s highest", max(rates))
            yield Row("speed", name, stream, "words/s by the clock", median(r["words"] / r["wall"] for r in runs))
            yield Row("speed", name, stream, "left out by the gate", _share(runs, "skipped", "articles"))
    for stream, peer, target in SPEED_TARGETS:
        value = times(measured, stream, peer)
        yield Row("target", FULL, stream, f"times {peer}", value, f"at least {target:g}: {_met(value, target, 1)}")


def times(measured: Mapping[str, Figures], stream: str, peer: str) -> float | None:
    """How many times the peer's words/s inovasi reads: the median over the slices, which are the same for both."""
    ours, theirs = (measured.get(name, {}).get("runs", {}).get(stream) for name in (FULL, peer))
    if not ours or not theirs:
        return None
    return median(a / b for a, b in zip(_rates(ours), _rates(theirs), strict=True))


def growth_rows(measured: Figures) -> Iterator[Row]:
    """Seconds of each text at both sizes, and whether the larger one took few enough."""
    if "absent" in measured:
        yield Row("growth", FULL, "", "ratio", None, measured["absent"])
        return
    for name, (small, large) in measured.items():
        ratio = large / small
        yield Row("growth", FULL, name, "s for 100 KB", small)
        yield Row("growth", FULL, name, "s for 1 MB", large)
        note = f"at most {GROWTH_TARGET:g}: {_met(ratio, GROWTH_TARGET, -1)}"
        yield Row("growth", FULL, name, "ratio", ratio, note)


def quality_rows(name: str, layers: Sequence[str], figures: Figures, notes: Mapping[str, str]) -> Iterator[Row]:
    """``figures``: a report as JSON by folder; ``notes``: what to know of each folder."""
    if "absent" in figures:
        yield Row("quality", name, "", "f1", None, figures["absent"])
        return
    for folder, report in figures.items():
        for layer in layers:
            for figure in ("precision", "recall", "f1"):
                yield Row("quality", name, folder, f"{layer} {figure}", report[layer][figure], notes.get(folder, ""))
        for attached, share in report["attached"].items() if "innovations" in layers else ():
            yield Row("quality", name, folder, f"right {attached}", share["rate"], notes.get(folder, ""))


def entity_rows(name: str, data: str, figures: Figures) -> Iterator[Row]:
    """Precision, recall and F1 of each label on ``data``."""
    if "absent" in figures:
        yield Row("entities", name, data, "all f1", None, figures["absent"])
        return
    for label, values in figures.items():
        for figure, value in values.items():
            yield Row("entities", name, data, f"{label} {figure}", value)


def known_to(articles: Collection[str], learned: Collection[str]) -> str:
    """Whether rules were written, and the models trained, with these articles in view.

    Both are ids; ``learned`` is the list in the model's file. What it lacks was kept back, or is a user's own.
    """
    seen = len(set(articles) & set(learned))
    if not seen:
        return "nobody"
    return "rules, models" if seen == len(articles) else f"rules, models ({seen} of {len(articles)})"


def _rates(runs: Sequence[Figures]) -> list[float]:
    """Words per second of the processor: on a busy machine the clock also counts the work of others."""
    return [run["words"] / run["cpu"] for run in runs]


def _share(runs: Sequence[Figures], part: str, whole: str) -> float:
    total: float = sum(run[whole] for run in runs)
    return sum(run[part] for run in runs) / total if total else 0.0


def _met(value: float | None, target: float, sign: int) -> str:
    if value is None:
        return "not measured"
    return "met" if sign * value >= sign * target else "missed"
