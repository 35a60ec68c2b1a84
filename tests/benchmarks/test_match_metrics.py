"""The fast counts of benchmarks/match are those of listing every pair."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from benchmarks.match.metrics import apart, f1, score
from hypothesis import given
from hypothesis import strategies as st

# One mention: its cluster, its innovation, whether that is an edition of the innovation before it.
MENTIONS = st.lists(st.tuples(st.integers(-3, 6), st.integers(0, 8)), min_size=1, max_size=40)


def _families(truth: list[int], editions: frozenset[int]) -> list[int]:
    return [one - 1 if one in editions else one for one in truth]


def _pairs_listed(found: list[int], truth: list[int], family: list[int]) -> tuple[float, float]:
    right = claimed = wanted = 0
    for i, j in combinations(range(len(found)), 2):
        same = truth[i] == truth[j]
        if family[i] == family[j] and not same:
            continue
        right += same and found[i] == found[j]
        claimed += found[i] == found[j]
        wanted += same
    return right / claimed if claimed else 1.0, right / wanted if wanted else 1.0


def _b3_listed(found: list[int], truth: list[int], family: list[int]) -> tuple[float, float]:
    precision = recall = 0.0
    everyone = range(len(found))
    for i in everyone:
        mates = {j for j in everyone if found[j] == found[i]}
        own = {j for j in everyone if truth[j] == truth[i]}
        undecided = {j for j in everyone if family[j] == family[i] and truth[j] != truth[i]}
        precision += len(mates & own) / len(mates - undecided)
        recall += len(mates & own) / len(own)
    return precision / len(found), recall / len(found)


@given(MENTIONS, st.frozensets(st.sampled_from([1, 3, 5, 7])))
def test_counting_cells_gives_what_listing_pairs_gives(
    mentions: list[tuple[int, int]], editions: frozenset[int]
) -> None:
    found, truth = [cluster for cluster, _ in mentions], [innovation for _, innovation in mentions]
    family = _families(truth, editions)
    got = score(np.array(found), np.array(truth), np.array(family))
    assert (got.pair_precision, got.pair_recall) == pytest.approx(_pairs_listed(found, truth, family))
    assert (got.b3_precision, got.b3_recall) == pytest.approx(_b3_listed(found, truth, family))
    assert got.pair_f1 == pytest.approx(f1(got.pair_precision, got.pair_recall))
    assert got.largest == max(found.count(one) for one in found)
    assert got.clusters == len(set(found))


@given(MENTIONS)
def test_the_answers_themselves_are_perfect(mentions: list[tuple[int, int]]) -> None:
    truth = np.array([innovation for _, innovation in mentions])
    got = score(truth + 100, truth, truth)
    assert (got.pair_f1, got.b3_f1) == (1.0, 1.0)


def test_joining_an_innovation_with_its_edition_is_neither_right_nor_wrong() -> None:
    truth, family = np.array([1, 1, 2, 2, 3]), np.array([1, 1, 1, 1, 3])
    together, apart = np.array([0, 0, 0, 0, 1]), np.array([0, 0, 1, 1, 2])
    assert score(together, truth, family).pair_f1 == score(apart, truth, family).pair_f1 == 1.0
    assert score(together, truth, truth).pair_precision == pytest.approx(1 / 3)


@given(MENTIONS)
def test_mentions_with_other_mates_are_those_whose_clusters_differ(mentions: list[tuple[int, int]]) -> None:
    everyone = range(len(mentions))
    ours, theirs = (
        [{j for j in everyone if mentions[j][side] == mentions[i][side]} for i in everyone] for side in (0, 1)
    )
    one, other = (np.array([mention[side] for mention in mentions]) for side in (0, 1))
    assert apart(one, other).tolist() == [ours[i] != theirs[i] for i in everyone]


def test_millions_of_pairs_in_one_cluster_are_counted_exactly() -> None:
    many = 200_000
    truth = np.arange(many) // 2
    got = score(np.zeros(many), truth, truth)
    assert got.pair_recall == 1.0
    assert got.pair_precision == pytest.approx((many // 2) / (many * (many - 1) // 2))


@pytest.mark.parametrize("lengths", [(0, 0, 0), (2, 3, 3), (3, 3, 2)])
def test_answers_for_other_mentions_are_refused(lengths: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="as many answers as mentions"):
        score(*(np.zeros(length, np.int64) for length in lengths))
