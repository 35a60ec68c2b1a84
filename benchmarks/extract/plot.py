"""Rows as two pictures: words/s of every pipeline on both streams, and F1 where there is a peer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.extract.figures import ALL_RELEVANT, ONE_IN_TEN, SPEED_TARGETS, Row
from benchmarks.extract.pipelines import FULL, PIPELINES

OURS, OTHERS = {ALL_RELEVANT: "#1b5e8c", ONE_IN_TEN: "#7fb8de"}, {ALL_RELEVANT: "#6b6b6b", ONE_IN_TEN: "#bdbdbd"}
TARGET = "#c23b22"
STYLES = dict(zip((times for _, _, times in SPEED_TARGETS), ("-", ":", "--"), strict=True))
HEIGHT = 0.38  # of a bar; two of them to a pipeline
LABELS = {"PER": "persons", "ORG": "organisations", "LOC": "places", "all": "all"}
SHADES = ("#1b5e8c", "#5b9bd5", "#a3c9e8", "#f0a35e", "#c23b22")


def write_plots(rows: Sequence[Row], out: Path) -> Iterator[Path]:
    """Writes what there are figures for and yields the paths."""
    mpl.rcParams |= {"font.size": 10}
    speed = [row for row in rows if row.part == "speed" and row.value is not None]
    if speed:
        yield _saved(_speed_figure(speed), out / "speed.png")
    quality = [row for row in rows if row.part in {"quality", "entities"} and row.value is not None]
    if quality:
        yield _saved(_quality_figure(quality), out / "quality.png")


def _saved(figure: Figure, path: Path) -> Path:
    figure.savefig(path, dpi=130, metadata={"Software": None})
    return path


def _speed_figure(rows: Sequence[Row]) -> Figure:
    rates = {(r.pipeline, r.on): r.value or 0.0 for r in rows if r.figure == "words/s"}
    names = [name for name in reversed(PIPELINES) if any(pipeline == name for pipeline, _ in rates)]
    figure = Figure(figsize=(10, 1.2 + 0.62 * len(names)), layout="constrained")
    axes = figure.subplots()
    for offset, stream in ((HEIGHT / 2, ALL_RELEVANT), (-HEIGHT / 2, ONE_IN_TEN)):
        values = [rates.get((name, stream), 0.0) for name in names]
        colours = [(OURS if name.startswith("inovasi") else OTHERS)[stream] for name in names]
        places = [i + offset for i in range(len(names))]
        axes.barh(places, values, HEIGHT, color=colours)
        ink = "white" if stream == ALL_RELEVANT else "black"
        for place, value in zip(places, values, strict=True):
            axes.annotate(
                f"{value:,.0f}",
                (value, place),
                (-4, 0),
                textcoords="offset points",
                va="center",
                ha="right",
                color=ink,
                fontsize=8,
            )
    _targets(axes, rates, names)
    figure.legend(loc="outside lower center", ncols=3, frameon=False, fontsize=8.5)
    axes.set_xscale("log")
    axes.set_xlim(min(rates.values()) / 2, max(rates.values()) * 3)
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("words per second on one core (logarithmic)")
    axes.set_title("Upper bar: all articles relevant. Lower bar: one in ten.", loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def _targets(axes: Axes, rates: dict[tuple[str, str], float], names: Sequence[str]) -> None:
    """A line across the bar of the default pipeline where each target lies."""
    if FULL not in names:
        return
    for stream, peer, times in SPEED_TARGETS:
        rate = rates.get((peer, stream))
        if rate:
            low = names.index(FULL) + (0.0 if stream == ALL_RELEVANT else -HEIGHT)
            label = f"wanted: {times:g} × {peer}, {stream}"
            axes.plot([rate * times] * 2, [low, low + HEIGHT], STYLES[times], color=TARGET, linewidth=2.5, label=label)


def _quality_figure(rows: Sequence[Row]) -> Figure:
    figure = Figure(figsize=(12, 5.2), layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=(3, 2))
    folders = dict.fromkeys(row.on for row in rows if row.part == "quality")
    expansions = {
        name: {row.on: row.value or 0.0 for row in rows if row.pipeline == name and row.figure == "expansions f1"}
        for name in PIPELINES
    }
    _grouped(left, {k: v for k, v in expansions.items() if v}, {folder: folder for folder in folders})
    left.set_title("Short forms and what they stand for", loc="left")
    left.set_ylabel("F1")
    entities = {
        name: {r.figure.split()[0]: r.value or 0.0 for r in rows if r.pipeline == name and r.figure.endswith(" f1")}
        for name in dict.fromkeys(row.pipeline for row in rows if row.part == "entities")
    }
    entities = {name: {k: v for k, v in values.items() if k in LABELS} for name, values in entities.items()}
    _grouped(right, entities, LABELS)
    right.set_title("Persons, organisations, places (IDNER test)", loc="left")
    return figure


def _grouped(axes: Axes, bars: dict[str, dict[str, float]], groups: dict[str, str]) -> None:
    """One group of bars for each of ``groups`` (key: label), one bar in it for each pipeline that has a figure."""
    if not bars:
        axes.set_axis_off()
        return
    width = 0.84 / len(bars)
    for index, (name, values) in enumerate(bars.items()):
        places = [i + (index - (len(bars) - 1) / 2) * width for i in range(len(groups))]
        heights = [values.get(key, 0.0) for key in groups]
        drawn = axes.bar(places, heights, width * 0.95, label=name, color=_colour(name, index))
        axes.bar_label(drawn, [f"{h:.2f}"[1:] if 0 < h < 1 else "" for h in heights], fontsize=7, padding=1)
    axes.set_xticks(range(len(groups)), list(groups.values()))
    axes.set_ylim(0, 1.0)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.08), ncols=2, frameon=False, fontsize=9)


def _colour(name: str, index: int) -> str:
    greys = ("#9a9a9a", "#c9c9c9", "#6b6b6b")
    return SHADES[index % len(SHADES)] if name.startswith("inovasi") else greys[index % len(greys)]
