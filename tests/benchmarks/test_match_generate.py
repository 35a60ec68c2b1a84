"""Generated mentions: the same each time, as noisy as documented, with answers that make sense."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
import pyarrow as pa
import pytest
from benchmarks.match.acronyms import Coined, pieces_of, spelled_out_otherwise
from benchmarks.match.generate import FIELDS, Plan, batches, cluster_sizes, draws, generate, plan, shares
from benchmarks.match.rates import NOISE, WORLD

SIZE = 20_000


@pytest.fixture(scope="module")
def planned() -> Plan:
    return plan(SIZE)


@pytest.fixture(scope="module")
def told(planned: Plan) -> tuple[pa.Table, dict[str, float]]:
    seen: Counter[str] = Counter()
    table = pa.Table.from_batches(list(batches(planned, 5, seen)))
    return table, shares(planned, seen)


def test_the_same_size_and_seed_give_the_same_mentions() -> None:
    assert generate(3_000).equals(generate(3_000))
    assert not generate(3_000).equals(generate(3_000, seed=6))


@pytest.mark.parametrize("size", [1, 2, 7, 500])
def test_there_are_as_many_mentions_as_asked_for(size: int) -> None:
    table = generate(size)
    assert len(table) == size
    assert table.column_names == [*FIELDS, "innovation_id", "family"]
    assert len(set(table["mention_id"].to_pylist())) == size


# What is done to a mention, and to what share of mentions by its documented rate.
RATES = {
    "other_case": NOISE.other_case,
    "lead_word": NOISE.lead_word,
    "typo": NOISE.typo,
    "cut": NOISE.cut,
    "joined_or_split": NOISE.joined_or_split,
    "agency_missing": 1 - NOISE.agency,
    "region_missing": NOISE.region_missing,
    "region_province": NOISE.region_province,
    "region_district": NOISE.region_district,
    "region_wrong": NOISE.region_wrong,
    "agency_government": NOISE.agency * NOISE.agency_government,
    "agency_speaker": NOISE.agency * NOISE.agency_speaker,
    "expansion_missing": WORLD.acronyms * (1 - NOISE.expansion),
    "swapped": WORLD.acronyms * NOISE.swapped,
    # A quarter of expansions has two words, of which none is cut.
    "expansion_cut": WORLD.acronyms * NOISE.expansion * NOISE.expansion_cut * 0.75,
    "expansion_word": WORLD.acronyms * NOISE.expansion * NOISE.expansion_word,
    "acronym": WORLD.acronyms,
    "edition": WORLD.editions,
}


@pytest.mark.parametrize("what", RATES)
def test_noise_is_as_frequent_as_documented(told: tuple[pa.Table, dict[str, float]], what: str) -> None:
    # A cluster of hundreds counts as one draw for what belongs to the innovation, hence the wide margin.
    assert told[1][what] == pytest.approx(RATES[what], rel=0.25, abs=0.004)


def test_most_innovations_are_mentioned_once_and_a_few_hundreds_of_times() -> None:
    sizes = cluster_sizes(np.random.default_rng(1), 300_000)
    assert sizes.sum() == 300_000
    assert (sizes == 1).mean() == pytest.approx(1 - 2**-WORLD.tail, abs=0.02)
    assert (sizes >= 100).mean() == pytest.approx(100**-WORLD.tail, rel=0.3)
    assert sizes.max() <= WORLD.largest


def test_regions_are_unequal(told: tuple[pa.Table, dict[str, float]]) -> None:
    regencies = Counter(code for code in told[0]["region_code"].to_pylist() if code and len(code) == 5)
    by_size = [count for _, count in regencies.most_common()]
    assert sum(by_size[:50]) > 3 * sum(by_size[-250:])


def test_favourite_names_are_invented_in_many_regencies_and_once_in_each(planned: Plan) -> None:
    places = defaultdict(list)
    for number, one in enumerate(planned.found):
        if one.family == number and one.coined:
            places[one.name].append(one.region)
    favourite = max(places.values(), key=len)
    assert len(favourite) >= 10
    assert len(set(favourite)) >= len(favourite) - 1  # another innovation may arrive at the same letters by chance


def test_editions_share_the_family_of_what_they_continue(planned: Plan) -> None:
    editions = [one for number, one in enumerate(planned.found) if one.family != number]
    assert editions
    for edition in editions:
        origin = planned.found[edition.family]
        assert edition.name.startswith(f"{origin.name} ")
        assert (edition.region, edition.expansion) == (origin.region, origin.expansion)


def test_an_article_names_an_innovation_once_and_has_one_day(told: tuple[pa.Table, dict[str, float]]) -> None:
    table = told[0]
    columns = (table[name].to_pylist() for name in ("article_id", "innovation_id", "published"))
    named, days = defaultdict(list), defaultdict(set)
    for article, innovation, day in zip(*columns, strict=True):
        named[article].append(innovation)
        days[article].add(day)
    assert all(len(set(some)) == len(some) for some in named.values())
    assert all(len(some) == 1 for some in days.values())
    assert max(map(len, named.values())) >= 3


def test_neighbouring_rows_do_not_give_the_answers_away(told: tuple[pa.Table, dict[str, float]]) -> None:
    ids = told[0]["innovation_id"].to_numpy()
    by_chance = ((np.bincount(ids) / len(ids)) ** 2).sum()
    assert (ids[1:] == ids[:-1]).mean() < 2 * by_chance


def test_pieces_are_initials_and_syllables() -> None:
    assert pieces_of("dinas") == ("d", "di", "din", "nas")
    assert pieces_of("kesehatan") == ("k", "ke", "kes", "tan")
    assert pieces_of("stunting") == ("s", "stu", "stun", "ting")
    assert pieces_of("ibu") == ("i", "i", "ib", "bu")


def test_a_name_can_be_spelled_out_in_other_words() -> None:
    coined = Coined(("sistem", "padi", "unggul"), ("si", "pa", "du"), 0)
    other = spelled_out_otherwise(draws(np.random.default_rng(3)), coined, 1.0)
    assert other.name == coined.name == "sipadu"
    assert other.words != coined.words
    for word, piece in zip(other.words, other.pieces, strict=True):
        assert piece in pieces_of(word) or word in coined.words
