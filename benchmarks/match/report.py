"""Rows as Markdown tables to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.extract.table import table

if TYPE_CHECKING:
    from benchmarks.match.command import Row

HEAD = ("mentions", "matcher", "threshold", "pair P", "R", "F1", "B³ P", "R", "F1", "largest", "wall, s", "peak, MB")


def as_markdown(rows: Sequence[Row], about: Sequence[str]) -> str:
    """The best threshold of each matcher, then how time grows, then all thresholds."""
    blocks = ["# Results", "\n".join(f"- {line}" for line in about)]
    blocks += ["\n".join(table(HEAD, (_cells(row) for row in rows if row.best)))]
    grown = list(_growth([row for row in rows if row.best]))
    if grown:
        blocks += ["## Growth of time", "\n".join(table(("matcher", "from", "to", "times as long"), grown))]
    blocks += ["## Every threshold", "\n".join(table(HEAD, map(_cells, rows)))]
    return "\n\n".join(blocks) + "\n"


def _cells(row: Row) -> list[str]:
    s = row.scores
    shares = (s.pair_precision, s.pair_recall, s.pair_f1, s.b3_precision, s.b3_recall, s.b3_f1)
    threshold = f"{row.threshold:g}" if row.threshold else ""
    cells = [f"{row.size:,}", row.matcher, threshold, *(f"{share:.3f}" for share in shares)]
    return [*cells, f"{s.largest:,}", f"{row.wall:,.1f}", f"{row.peak:,.0f}"]


def _growth(rows: Sequence[Row]) -> Iterator[list[str]]:
    for matcher in dict.fromkeys(row.matcher for row in rows):
        own = sorted((row for row in rows if row.matcher == matcher), key=lambda row: row.size)
        for small, large in pairwise(own):
            yield [matcher, f"{small.size:,}", f"{large.size:,}", f"{large.wall / small.wall:.1f}"]
