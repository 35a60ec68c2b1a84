"""Results as Markdown tables to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log10

from benchmarks.extract.table import table
from benchmarks.match.results import Added, Blocked, Results, Row

HEAD = ("mentions", "matcher", "threshold", "pair P", "R", "F1", "B³ P", "R", "F1", "largest", "wall, s", "peak, MB")
GROWTH = ("matcher", "from", "to", "time grows", "for each tenfold", "memory grows")
BLOCKING = ("mentions", "pairs to score", "for each mention", "of true pairs, direct", "through others")
ADDING = (
    "mentions",
    "added",
    "first run, s",
    "adding, s",
    "share",
    "first, MB",
    "adding, MB",
    "F1",
    "anew",
    "other mates",
)


def as_markdown(results: Results) -> str:
    """The best threshold of each matcher, how time grows, blocking, adding, then all thresholds."""
    best = [row for row in results.rows if row.best]
    sections = (
        ("", HEAD, map(_cells, best)),
        ("Growth", GROWTH, _growth(best)),
        ("Blocking", BLOCKING, map(_blocked, results.blocked)),
        ("Adding mentions to an index", ADDING, map(_added, results.added)),
        ("Every threshold", HEAD, map(_cells, results.rows)),
    )
    blocks = ["# Results", "\n".join(f"- {line}" for line in results.about)]
    for title, head, cells in sections:
        if rows := list(cells):
            blocks += [f"## {title}"] if title else []
            blocks += ["\n".join(table(head, rows))]
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
            times = large.wall / small.wall
            tenfold = times ** (1 / log10(large.size / small.size))
            memory = large.peak / small.peak if small.peak else 0.0
            yield [matcher, f"{small.size:,}", f"{large.size:,}", f"{times:.1f}", f"{tenfold:.1f}", f"{memory:.1f}"]


def _blocked(one: Blocked) -> list[str]:
    shares = (f"{one.direct:.4f}", f"{one.chained:.4f}")
    return [f"{one.size:,}", f"{one.pairs:,}", f"{one.pairs / one.size:.1f}", *shares]


def _added(one: Added) -> list[str]:
    seconds = (f"{one.first:,.1f}", f"{one.adding:,.1f}", f"{one.adding / one.first:.1%}")
    peaks = (f"{one.first_peak:,.0f}", f"{one.adding_peak:,.0f}")
    quality = (f"{one.f1:.3f}", f"{one.rebuilt_f1:.3f}", f"{one.differ:,}")
    return [f"{one.size:,}", f"{one.added:,}", *seconds, *peaks, *quality]
