"""What a run of benchmarks/match shows: every section that was measured, and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from benchmarks.match.metrics import Scores
from benchmarks.match.report import as_markdown
from benchmarks.match.results import Added, Blocked, Results, Row

SCORES = Scores(1.0, 0.8, 0.889, 0.9, 0.7, 0.788, 50, 9)
ROW = Row("inovasi", 10_000, 0.0, 2.0, 100.0, SCORES)


def _lines(results: Results, section: str) -> list[str]:
    """The rows of the table under a heading; the first table has none."""
    text = as_markdown(results)
    assert section in text
    block = text.split(section, 1)[1].split("\n## ", 1)[0]
    return [line for line in block.splitlines() if line.startswith("| ")][1:]


def test_only_the_best_threshold_is_in_the_first_table() -> None:
    rows = (
        ROW,
        replace(ROW, matcher="splink", threshold=0.5, best=False),
        replace(ROW, matcher="splink", threshold=0.9),
    )
    results = Results(("a machine",), rows)
    first = _lines(results, "a machine")
    assert [line.split(" | ")[1:3] for line in first] == [["inovasi", ""], ["splink", "0.9"]]
    assert len(_lines(results, "## Every threshold")) == 3


@pytest.mark.parametrize(
    ("large", "grown"),
    [
        (replace(ROW, size=100_000, wall=14.0, peak=400.0), "| inovasi | 10,000 | 100,000 | 7.0 | 7.0 | 4.0 |"),
        # Sizes that are two tenfolds apart: the root of what the time grows.
        (replace(ROW, size=1_000_000, wall=98.0, peak=400.0), "| inovasi | 10,000 | 1,000,000 | 49.0 | 7.0 | 4.0 |"),
    ],
)
def test_growth_is_given_for_each_tenfold_of_mentions(large: Row, grown: str) -> None:
    assert _lines(Results((), (large, ROW)), "## Growth") == [grown]


def test_what_was_not_measured_has_no_section() -> None:
    text = as_markdown(Results(("a machine",), (ROW,)))
    for section in ("## Growth", "## Blocking", "## Adding"):
        assert section not in text


def test_blocking_and_adding_are_shown_where_they_were_measured() -> None:
    blocked = Blocked(10_000, 80_000, 0.25, 0.97)
    added = Added(10_000, 1_000, 50.0, 1.0, 55.0, 300.0, 100.0, 0.9, 0.91, 3)
    results = Results((), (ROW,), (blocked,), (added,))
    assert _lines(results, "## Blocking") == ["| 10,000 | 80,000 | 8.0 | 0.2500 | 0.9700 |"]
    adding = "| 10,000 | 1,000 | 50.0 | 1.0 | 2.0% | 300 | 100 | 0.900 | 0.910 | 3 |"
    assert _lines(results, "## Adding") == [adding]
