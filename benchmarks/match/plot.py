"""Rows as one picture: quality, time and memory of every matcher, by the number of mentions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from benchmarks.match.results import Row

COLOURS = {
    "inovasi": "#1b5e8c",
    "splink": "#c23b22",
    "splink-lean": "#e8927c",
    "dedupe": "#6b6b6b",
    "recordlinkage": "#bdbdbd",
}
APART = 0.17  # matchers of one size, where sizes are 1 apart
SHARES = ("F1 of pairs", "B-cubed F1")


def write_plot(rows: Sequence[Row], path: Path) -> None:
    """Four panels in one PNG, each with the matchers side by side at every number of mentions."""
    best = [row for row in rows if row.best]
    panels = (
        (SHARES[0], {row: row.scores.pair_f1 for row in best}),
        (SHARES[1], {row: row.scores.b3_f1 for row in best}),
        ("Seconds", {row: row.wall for row in best}),
        ("Peak memory of all processes, MB", {row: row.peak for row in best}),
    )
    figure = Figure(figsize=(13, 8), layout="constrained")
    for axes, (title, values) in zip(figure.subplots(2, 2).flat, panels, strict=True):
        _panel(axes, title, values)
    handles, labels = figure.axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper left", ncols=len(COLOURS), frameon=False, fontsize=11)
    figure.savefig(path, dpi=110, metadata={"Software": None})


def _panel(axes: Axes, title: str, values: dict[Row, float]) -> None:
    share = title in SHARES
    sizes = sorted({row.size for row in values})
    spots = _spots(sizes, values)
    for matcher in dict.fromkeys(row.matcher for row in values):
        own = sorted((spots[row], value) for row, value in values.items() if row.matcher == matcher)
        # Points, not bars: what counts is the distance between them, and no axis here begins at zero.
        axes.plot(*zip(*own, strict=True), "o-", color=COLOURS[matcher], label=matcher, markersize=9, lw=0.8)
        for spot in own:
            _label(axes, spot, share=share)
    if not share:
        axes.set_yscale("log")
        axes.yaxis.set_major_locator(LogLocator(subs=(1.0, 3.0)))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
        axes.yaxis.set_minor_formatter(NullFormatter())
    axes.margins(x=0.06, y=0.14)
    axes.grid(axis="y", color="#e6e6e6", lw=0.6)
    axes.set_axisbelow(True)
    axes.set_xticks(range(len(sizes)), [f"{size:,} mentions" for size in sizes])
    axes.set_title(title, loc="left", fontsize=12)
    axes.tick_params(axis="x", length=0)
    axes.spines[["top", "right"]].set_visible(False)


def _spots(sizes: Sequence[int], values: dict[Row, float]) -> dict[Row, float]:
    """Where each point stands: those of one size next to each other, around the number of the size."""
    found = {}
    for number, size in enumerate(sizes):
        there = [row for row in values if row.size == size]
        for place, row in enumerate(there):
            found[row] = number + (place - (len(there) - 1) / 2) * APART
    return found


def _label(axes: Axes, spot: tuple[float, float], *, share: bool) -> None:
    """The figure above a point: two that look alike are told apart by it."""
    value = spot[1]
    text = f"{value:.3f}" if share else f"{value:,.1f}" if value < 100 else f"{value:,.0f}"
    white = {"boxstyle": "square,pad=0.1", "fc": "white", "ec": "none", "alpha": 0.75}
    axes.annotate(text, spot, (0, 8), textcoords="offset points", ha="center", fontsize=8, bbox=white)
