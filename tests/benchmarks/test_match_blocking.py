"""The share of true pairs that blocking lets through, and the fingerprint of an answer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from benchmarks.match.adapters.as_entries import entries
from benchmarks.match.blocking import blocked, counted
from benchmarks.match.generate import generate, write, write_split
from benchmarks.match.stability import fingerprint

TRUTH = np.array([7, 7, 7, 2, 2, 9])


@pytest.mark.parametrize(
    ("pairs", "direct", "chained"),
    [
        ([], 0.0, 0.0),
        ([(0, 1), (0, 2), (1, 2), (3, 4)], 1.0, 1.0),
        ([(0, 1), (1, 2), (3, 4)], 3 / 4, 1.0),  # 0 and 2 meet through 1
        ([(0, 3), (3, 4), (2, 5)], 1 / 4, 1 / 4),  # wrong pairs join nothing
        ([(0, 3), (3, 1)], 0.0, 0.0),
    ],
)
def test_true_pairs_are_counted_directly_and_through_others(
    pairs: list[tuple[int, int]], direct: float, chained: float
) -> None:
    left, right = (np.array([pair[side] for pair in pairs], np.int32) for side in (0, 1))
    found = counted(left, right, TRUTH)
    assert (found.size, found.pairs) == (6, len(pairs))
    assert (found.direct, found.chained) == pytest.approx((direct, chained))


def test_blocking_of_made_up_mentions_is_measured_beside_their_answers(tmp_path: Path) -> None:
    write(1_500, tmp_path / "mentions.parquet")
    found = blocked(tmp_path / "mentions.parquet")
    assert found.size == 1_500
    assert found.size < found.pairs < 40 * found.size
    # In another order, the answers would say that nearly none is right.
    assert 0.1 < found.direct < found.chained
    assert found.chained > 0.85


def test_a_split_has_the_latest_mentions_of_one_made_up_country_in_a_file_of_their_own(tmp_path: Path) -> None:
    write_split(900, 100, tmp_path / "early.parquet", tmp_path / "late.parquet")
    early, late = (pq.read_table(tmp_path / name) for name in ("early.parquet", "late.parquet"))
    assert (len(early), len(late)) == (900, 100)
    both = sorted([*early["mention_id"].to_pylist(), *late["mention_id"].to_pylist()])
    assert both == sorted(generate(1_000)["mention_id"].to_pylist())
    last = max(day for day in early["published"].to_pylist() if day)
    assert last <= min(day for day in late["published"].to_pylist() if day)
    assert set(late["innovation_id"].to_pylist()) & set(early["innovation_id"].to_pylist())


def test_a_fingerprint_tells_answers_apart_and_nothing_else() -> None:
    found = entries(generate(300))
    assert fingerprint(found, 1) == fingerprint(found[::-1], 1)
    assert fingerprint(found, 1) != fingerprint(entries(generate(300, seed=6)), 1)
