"""Many pairs are explained together as each is alone: score.explain is the slow, obvious reference."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from match_generated import generate
from test_batch import articles, profiles

from inovasi.match import reasons
from inovasi.match.context import readings
from inovasi.match.features import GROUPS
from inovasi.match.places import official
from inovasi.match.profile import Profile, profiles_of
from inovasi.match.reasons import Sought, explained
from inovasi.match.resolve import resolve
from inovasi.match.score import explain, worth_keeping
from inovasi.match.table import table_of
from inovasi.types import InnovationMention, Pair


def together(rows: tuple[Profile, ...], pairs: list[tuple[int, int]], workers: int = 1) -> tuple[Pair, ...]:
    left, right = np.array(pairs, np.int32).reshape(-1, 2).T
    near = np.arange(len(rows), dtype=np.int32) % 3  # which rows are near each other must not show
    return explained([row.id for row in rows], Sought(table_of(rows), left, right), near, workers)


@settings(max_examples=400, deadline=None)
@given(articles)
def test_pairs_together_have_the_reasons_that_each_has_alone(
    found: list[tuple[str | None, list[InnovationMention]]],
) -> None:
    rows = profiles(found)
    pairs = list(combinations(range(len(rows)), 2))
    assert together(rows, pairs) == tuple(explain(rows[i], rows[j]) for i, j in pairs)


def test_neither_pieces_nor_workers_show(monkeypatch: pytest.MonkeyPatch) -> None:
    made = generate(400)
    rows = profiles_of(readings(made.articles, made.extractions, official()), official())
    pairs = [(i, j) for i in range(len(rows)) for j in range(i + 1, min(i + 6, len(rows)))]
    expected = together(rows, pairs)
    assert repr(expected) == repr(tuple(explain(rows[i], rows[j]) for i, j in pairs))
    monkeypatch.setattr(reasons, "_PAIRS", 150)
    assert together(rows, pairs) == expected
    assert together(rows, pairs, workers=2) == expected


def test_no_pairs_have_no_reasons() -> None:
    assert together((), []) == ()


def test_every_feature_says_what_it_looks_at() -> None:
    assert {feature.__name__ for group in GROUPS for feature in group} == set(reasons.LOOKS_AT)


def test_published_pairs_are_explained_in_full_sorted_and_worth_a_look() -> None:
    made = generate(600)
    by_id = {p.id: p for p in profiles_of(readings(made.articles, made.extractions, official()), official())}
    found = resolve(made.articles, made.extractions).pairs
    assert len(found) > 300
    assert [*found] == sorted({*found}, key=lambda pair: (pair.left, pair.right))
    for pair in found:
        assert pair.left < pair.right
        assert pair == explain(by_id[pair.left], by_id[pair.right])
        assert worth_keeping(pair)
