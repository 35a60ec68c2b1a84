"""Rows as one picture: quality, time and memory of every matcher, by the number of mentions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from benchmarks.match.command import Row

COLOURS = {"inovasi": "#1b5e8c", "splink": "#c23b22", "dedupe": "#6b6b6b", "recordlinkage": "#bdbdbd"}


def write_plot(rows: Sequence[Row], path: Path) -> None:
    """Four panels in one PNG."""
    best = [row for row in rows if row.best]
    panels = (
        ("F1 of pairs", {row: row.scores.pair_f1 for row in best}),
        ("B-cubed F1", {row: row.scores.b3_f1 for row in best}),
        ("seconds", {row: row.wall for row in best}),
        ("peak memory, MB", {row: row.peak for row in best}),
    )
    figure = Figure(figsize=(11, 6.5), layout="constrained")
    for axes, (title, values) in zip(figure.subplots(2, 2).flat, panels, strict=True):
        _panel(axes, title, values)
    handles, labels = figure.axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=len(COLOURS), frameon=False)
    figure.savefig(path, dpi=130, metadata={"Software": None})


def _panel(axes: Axes, title: str, values: dict[Row, float]) -> None:
    for matcher, colour in COLOURS.items():
        points = sorted((row.size, value) for row, value in values.items() if row.matcher == matcher)
        if points:
            axes.plot(*zip(*points, strict=True), "o-", color=colour, label=matcher)
    axes.set_xscale("log")
    if title.startswith(("F1", "B")):
        axes.set_ylim(max(0.0, min(values.values(), default=0.0) - 0.1), 1.0)
    else:
        axes.set_yscale("log")
    axes.set_title(title, loc="left")
    axes.set_xlabel("mentions")
    axes.spines[["top", "right"]].set_visible(False)
