"""Learning weights: what is known to be true is found again, little evidence changes little, and nothing is random."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inovasi.match.calibration import FOLDS, SPREADS, compared, figures, folds, groups, learn, unseen, without
from inovasi.match.learn import KEPT, Example, Matrix, Source, fit, log_odds, minimum, ordered, rescaled
from inovasi.match.score import DIFFERENT, SAME
from inovasi.match.weights import FORBIDDEN, HAND, Weights, as_text, from_text

# One feature of each group, as pairs have them.
NAMES = ("name_equal", "name_is_alias", "name_is_expansion", "name_close", "name_within", "name_differs")
GROUPS = (
    NAMES,
    (None, "expansion_similar", "expansion_differs"),
    (None, "region_same", "region_maybe", "region_contains"),
    (None, "agency_same", "agency_conflicts"),
    (None, "award_shared"),
    (None, "years_apart"),
)


def simulated(count: int, truth: Weights, seed: int = 1, source: Source = "annotated") -> list[Example]:
    """Pairs of all sorts, answered as often as ``truth`` says."""
    rng = random.Random(seed)
    found = []
    for at in range(count):
        chosen = [name for group in GROUPS if (name := rng.choice(group))]
        values = tuple((name, round(rng.uniform(0.3, 1.0), 4)) for name in chosen)
        odds = truth.prior + sum(truth.of[name] * value for name, value in values)
        same = rng.random() < 1 / (1 + math.exp(-odds))
        found.append(Example((f"m{at:05}", f"n{at:05}"), values, same, (f"story {at}",), source))
    return found


def moved(prior: float, **of: float) -> Weights:
    """The weights set by hand, some of them changed."""
    return Weights(HAND.prior + prior, {name: weight + of.get(name, 0.0) for name, weight in HAND.of.items()})


TRUTH = moved(2.0, name_equal=-2.4, name_within=2.0, region_same=-1.6, agency_conflicts=1.8, expansion_similar=1.6)


def distance(one: Weights, other: Weights) -> float:
    return max(abs(one.prior - other.prior), *(abs(one.of[name] - other.of[name]) for name in HAND.of.keys() - KEPT))


def test_weights_that_are_true_are_found_again() -> None:
    found = learn(simulated(8_000, TRUTH))
    for name in ("name_equal", "name_within", "region_same", "agency_conflicts", "expansion_similar"):
        assert abs(found.of[name] - TRUTH.of[name]) < 0.7, name
        assert abs(found.of[name] - TRUTH.of[name]) < abs(HAND.of[name] - TRUTH.of[name]) / 2, name
    assert abs(found.prior - TRUTH.prior) < 0.7


def test_pairs_that_the_weights_set_by_hand_explain_leave_them_where_they_are() -> None:
    assert distance(learn(simulated(2_000, HAND)), HAND) < 0.35


def test_few_judgements_move_little_and_more_move_further() -> None:
    few, some, many = (fit(simulated(count, TRUTH, source="judged"), 0.5) for count in (5, 20, 2_000))
    assert distance(few, HAND) < 0.3
    assert distance(few, HAND) < distance(some, HAND) < distance(many, HAND)
    assert some.origin.judged == 20


def test_no_pairs_leave_every_weight_as_it_is() -> None:
    found = fit([], 1.0)
    assert (found.prior, found.of) == (HAND.prior, HAND.of)


def test_people_asked_only_where_scores_are_open_teach_no_other_prior() -> None:
    """Chosen by the score alone, judged pairs say of a feature what all pairs say."""
    everyone = simulated(20_000, TRUTH)
    score = 1 / (1 + np.exp(-log_odds(everyone, HAND)))
    asked = [one for one, value in zip(everyone, score.tolist(), strict=True) if DIFFERENT <= value < SAME]
    found = fit(asked, 1.0)
    before, after = (figures(everyone, log_odds(everyone, weights)) for weights in (HAND, found))
    assert 1_000 < len(asked) < 5_000
    assert after.log_loss < before.log_loss
    assert after.gap < 0.02 < before.gap
    assert abs(found.prior - TRUTH.prior) < abs(HAND.prior - TRUTH.prior)


def contrary(values: Mapping[str, float], same: int, different: int) -> list[Example]:
    verdicts = [True] * same + [False] * different
    some = tuple(values.items())
    return [Example((f"a{n}", f"b{n}"), some, same, (f"s{n}",), "judged") for n, same in enumerate(verdicts)]


def test_no_weight_changes_sides() -> None:
    against = contrary({"name_equal": 1.0, "award_shared": 1.0}, 0, 500)
    for_ = contrary({"name_differs": 1.0, "years_apart": 1.0}, 500, 0)
    found = fit([*against, *(replace(one, key=("x", one.key[1])) for one in for_)], 4.0)
    assert found.of["award_shared"] == 0.0
    assert found.of["years_apart"] == 0.0
    assert all(weight * HAND.of[name] >= 0 for name, weight in found.of.items())
    assert from_text(as_text(found)) == found


@pytest.mark.parametrize("name", sorted(KEPT))
def test_what_keeps_apart_and_editions_teach_nothing(name: str) -> None:
    listed = simulated(200, TRUTH)
    extra = contrary({"name_close": 1.0, name: 1.0}, 50, 0)
    assert fit([*listed, *extra], 0.5) == fit(listed, 0.5)
    assert fit(listed, 0.5).of["name_edition"] == HAND.of["name_edition"]


def test_two_regions_stay_two_innovations_whatever_was_learned() -> None:
    eager = contrary({"name_equal": 1.0, "expansion_similar": 1.0, "agency_same": 1.0}, 800, 0)
    doubtful = contrary({"name_differs": 0.5}, 300, 300)
    found = fit([*eager, *(replace(one, key=("x", one.key[1])) for one in doubtful)], 2.0)
    for weights in (found, rescaled(found, 2.5, 1.0)):
        most = sum(weights.of[name] for name in ("name_equal", "expansion_similar", "award_shared"))
        odds = weights.prior + most + weights.of["agency_same"] / 2 + weights.of["region_conflicts"]
        assert odds < math.log(DIFFERENT / (1 - DIFFERENT))
        assert all(weights.of[name] <= HAND.of[name] for name in FORBIDDEN)


@settings(max_examples=50, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 60), st.sampled_from(SPREADS))
def test_neither_order_nor_a_second_run_shows(rng: random.Random, count: int, spread: float) -> None:
    listed = simulated(count, TRUTH, seed=count)
    shuffled = rng.sample(listed, len(listed))
    assert as_text(fit(shuffled, spread)) == as_text(fit(listed, spread))


def test_learning_again_gives_the_same_bytes() -> None:
    listed = simulated(150, TRUTH)
    shuffled = random.Random(5).sample(listed, len(listed))
    assert as_text(learn(shuffled)) == as_text(learn(listed))
    assert compared(shuffled) == compared(listed)


def test_the_answer_is_the_minimum_of_the_loss() -> None:
    """Held against many small steps downhill, on weights that are all free and all far from their bounds."""
    data = Matrix.of(simulated(300, TRUTH))
    centre = np.array([HAND.prior, *HAND.of.values()])
    found = minimum(data, centre, 0.5, np.ones(len(centre), np.bool_))
    slow = centre.copy()
    for _ in range(20_000):
        chance = 1 / (1 + np.exp(-(data.values @ slow)))
        slow -= 0.01 * (data.values.T @ (chance - data.same) + (slow - centre) / 0.25)
    assert np.abs(found - slow).max() < 1e-6


def test_rescaling_changes_what_the_scores_say_and_not_their_order() -> None:
    listed = simulated(500, TRUTH)
    weights = fit(listed, 0.5)
    odds, scaled = log_odds(listed, weights), log_odds(listed, rescaled(weights, 1.5, -0.25))
    assert np.abs(scaled - (1.5 * odds - 0.25)).max() < 1e-3
    assert (rescaled(weights, 1.5, -0.25).origin.slope, weights.origin.slope) == (1.5, 1.0)


def test_scores_that_are_not_sure_enough_are_rescaled_and_judged_pairs_alone_never_do_it() -> None:
    surer = Weights(HAND.prior * 4, {name: weight * 4 for name, weight in HAND.of.items()})
    annotated = learn(simulated(600, surer))
    assert annotated.origin.slope > 1.2
    asked = learn(simulated(600, surer, source="judged"))
    assert (asked.origin.slope, asked.origin.shift) == (1.0, 0.0)


def tied(count: int, stories: int, hub: bool) -> list[Example]:
    listed = simulated(count, TRUTH)
    rng = random.Random(3)
    ties = [(f"inv {rng.randrange(stories)}", *(("article 1",) if hub and at % 3 == 0 else ())) for at in range(count)]
    return [replace(one, ties=some) for one, some in zip(listed, ties, strict=True)]


@pytest.mark.parametrize("hub", [False, True])
def test_no_innovation_and_no_article_is_on_both_sides_of_a_fold(hub: bool) -> None:
    listed = tied(300, 80, hub)
    seen: list[set[tuple[str, str]]] = []

    def learned(rest: list[Example]) -> Weights:
        seen.append({one.key for one in rest})
        return HAND

    held = [where for where, _ in without(listed, learned)]
    assert np.sum(held, axis=0).tolist() == [1] * len(listed)
    for where, rest in zip(held, seen, strict=True):
        ours = {tie for at in np.flatnonzero(where) for tie in listed[at].ties}
        theirs = {tie for one in listed if one.key in rest for tie in one.ties}
        assert not ours & theirs
        assert len(rest) >= len(listed) / 3
        assert len(listed) / 8 <= where.sum() <= len(listed) / 3


def test_ties_connect_by_way_of_others() -> None:
    listed = [
        Example((str(n), "x"), (), True, ties, "judged")
        for n, ties in enumerate([("a", "b"), ("c",), ("b", "d"), ("d",)])
    ]
    assert groups(listed) == [[0, 2, 3], [1]]
    assert len(set(folds(simulated(20, HAND)).tolist())) == FOLDS


def test_figures_are_those_that_hands_can_count() -> None:
    odds = np.array([math.log(0.9 / 0.1), math.log(0.8 / 0.2), math.log(0.2 / 0.8), math.log(0.2 / 0.8)])
    verdicts = (True, False, False, True)
    listed = [Example((str(n), "x"), (), same, (), "judged") for n, same in enumerate(verdicts)]
    found = figures(listed, odds)
    assert found.log_loss == pytest.approx(-(math.log(0.9) + math.log(0.2) + math.log(0.8) + math.log(0.2)) / 4)
    assert found.brier == pytest.approx((0.1**2 + 0.8**2 + 0.2**2 + 0.8**2) / 4)
    assert found.gap == pytest.approx((0.1 + 0.8 + 2 * 0.3) / 4)
    assert (found.precision, found.recall) == (0.5, 0.5)
    assert [round(one.count) for one in found.bins] == [2, 1, 1]
    half = figures([replace(listed[0], share=0.5), *listed[1:]], odds)
    assert half.brier == pytest.approx((0.5 * 0.1**2 + 0.8**2 + 0.2**2 + 0.8**2) / 3.5)


def test_cross_validation_does_not_flatter() -> None:
    """Answers at random: weights that saw them fit them better than weights that did not."""
    rng = random.Random(8)
    noise = [replace(one, same=rng.random() < 0.5) for one in simulated(60, HAND)]
    seen = figures(noise, log_odds(noise, fit(noise, 1.0))).log_loss
    assert figures(noise, unseen(ordered(noise), lambda rest: fit(rest, 1.0))).log_loss > seen
