"""What holds for a whole resolution: order, ids, regions, and what is refused."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from match_builders import MUBA, OKI, PALEMBANG, SUMSEL, mention, run
from match_generated import generate

from inovasi.errors import InovasiError
from inovasi.match.context import readings
from inovasi.match.places import official, relation
from inovasi.match.profile import profiles_of
from inovasi.match.resolve import mentions_of, resolve
from inovasi.types import Article, Extraction, InnovationMention, Resolution

NAMES = (
    "Si Pandai",
    "SIPANDAI",
    "Sipandae",
    "Aplikasi Si Pandai",
    "Gerbang Nelayan Tangguh",
    "PPDB Online",
    "Rumah Padi",
)
REGIONS = (
    MUBA,
    OKI,
    PALEMBANG,
    SUMSEL,
    ("Malang", None),
    ("Kota Malang", "35.73"),
    ("Kabupaten Malang", "35.07"),
    None,
)

innovations = st.builds(
    lambda name, region, expansion, agency: mention(name, region, expansion=expansion, agency=agency),
    st.sampled_from(NAMES),
    st.sampled_from(REGIONS),
    st.sampled_from((None, "Sistem Pelayanan dan Data Ibu", "Sinergi Petani Padi")),
    st.sampled_from((None, "Dinas Sosial", "RSUD Kayuagung", "Dinas Pertanian Kabupaten Musi Banyuasin")),
)
corpora = st.lists(
    st.tuples(st.sampled_from((None, "2019-05-01", "2023-01-31")), st.lists(innovations, max_size=3)), max_size=9
).map(lambda found: [(f"a{i}", published, listed) for i, (published, listed) in enumerate(found)])


@settings(max_examples=150, deadline=None)
@given(corpora, st.randoms(use_true_random=False))
def test_input_order_never_shows(
    corpus: list[tuple[str, str | None, list[InnovationMention]]], rng: random.Random
) -> None:
    articles = [Article(key, "", published=published) for key, published, _ in corpus]
    extractions = [Extraction(key, tuple(listed)) for key, _, listed in corpus]
    expected = resolve(articles, extractions)
    rng.shuffle(articles)
    rng.shuffle(extractions)
    assert resolve(articles, extractions) == expected


@settings(max_examples=150, deadline=None)
@given(corpora)
def test_every_mention_is_in_one_cluster_and_regions_never_conflict(
    corpus: list[tuple[str, str | None, list[InnovationMention]]],
) -> None:
    found = run(*corpus)
    held = [mention_id for cluster in found.clusters for mention_id in cluster.mention_ids]
    mentions = {m.id: m for m in mentions_of(*_split(corpus))}
    assert sorted(held) == sorted(mentions)
    assert len({cluster.id for cluster in found.clusters}) == len(found.clusters)
    where = {profile.id: profile.place for profile in profiles_of(readings(*_split(corpus), official()), official())}
    for cluster in found.clusters:
        for a, b in combinations(cluster.mention_ids, 2):
            assert relation(where[a], where[b]) != "conflict"


@settings(max_examples=100, deadline=None)
@given(corpora)
def test_an_unrelated_article_changes_no_id(corpus: list[tuple[str, str | None, list[InnovationMention]]]) -> None:
    before = run(*corpus)
    after = run(*corpus, ("z9", "2010-01-01", [mention("Kampung Lentera Ufuk", ("Kota Sorong", "92.71"))]))
    assert set(before.clusters) < set(after.clusters)
    assert len(after.clusters) == len(before.clusters) + 1


def test_a_later_article_keeps_the_id_and_founds_nothing() -> None:
    first = ("a", "2019-01-01", [mention("Si Pandai", MUBA)])
    later = ("b", "2021-01-01", [mention("SIPANDAI", MUBA)])
    undated = ("0", None, [mention("Aplikasi Si Pandai", MUBA)])
    (alone,), (together,) = run(first).clusters, run(undated, later, first).clusters
    assert together.id == alone.id
    assert together.mention_ids == ("a:sipandai", "b:sipandai", "0:aplikasisipandai")


def test_an_earlier_article_with_the_same_name_and_region_keeps_the_id() -> None:
    (alone,) = run(("b", "2021-01-01", [mention("Si Pandai", MUBA)])).clusters
    earlier = ("a", "2019-01-01", [mention("Inovasi SIPANDAI", MUBA)])
    (together,) = run(("b", "2021-01-01", [mention("Si Pandai", MUBA)]), earlier).clusters
    assert together.id == alone.id


def test_a_name_in_two_regions_is_two_with_the_pair_on_record() -> None:
    found = run(("a", None, [mention("Si Pandai", MUBA)]), ("b", None, [mention("Si Pandai", OKI)]))
    assert len(found.clusters) == 2
    (pair,) = found.pairs
    assert pair.decision == "different"
    assert "region_conflicts" in {reason.feature for reason in pair.reasons}


def test_a_mention_without_region_never_bridges_two_regions() -> None:
    name = "Gerbang Nelayan Tangguh"
    found = run(("a", None, [mention(name, MUBA)]), ("b", None, [mention(name)]), ("c", None, [mention(name, OKI)]))
    assert sorted(len(cluster.mention_ids) for cluster in found.clusters) == [1, 2]


def test_what_one_article_lists_apart_stays_apart() -> None:
    listed = [
        mention("SKCK Pandai", OKI, agency="Polres OKI"),
        mention("SKCK Pandai Keliling", OKI, agency="Polres OKI"),
    ]
    other = [mention("SKCK Pandai", OKI, agency="Polres OKI")]
    found = run(("a", None, listed), ("b", None, other))
    assert sorted(cluster.mention_ids for cluster in found.clusters) == [
        ("a:skckpandai", "b:skckpandai"),
        ("a:skckpandaikeliling",),
    ]


def test_one_name_twice_in_an_article_gets_two_ids() -> None:
    listed = [mention("SKCK Pandai", OKI), mention("SKCK Pandai", MUBA), mention("Skck pandai", OKI)]
    found = run(("a", None, listed))
    assert sorted(cluster.mention_ids for cluster in found.clusters) == [
        ("a:skckpandai", "a:skckpandai~3"),
        ("a:skckpandai~2",),
    ]


def test_an_extraction_without_article_is_refused() -> None:
    with pytest.raises(InovasiError, match="without its article"):
        resolve([], [Extraction("a")])


def test_two_extractions_of_one_article_are_refused_but_a_repeat_is_not() -> None:
    article = Article("a", "")
    assert resolve([article, article], [Extraction("a"), Extraction("a")]) == Resolution((), (), (), ())
    with pytest.raises(InovasiError, match="two different extractions"):
        resolve([article], [Extraction("a"), Extraction("a", (mention("Si Pandai"),))])


def test_generated_mentions_are_clustered_without_chains() -> None:
    made = generate(1500)
    found = resolve(made.articles, made.extractions)
    truth = {f"g{i}": which for i, which in enumerate(made.truth)}
    right = said = 0
    for cluster in found.clusters:
        size = len(cluster.mention_ids)
        said += size * (size - 1) // 2
        counts = Counter(truth[key.split(":")[0]] for key in cluster.mention_ids)
        right += sum(count * (count - 1) // 2 for count in counts.values())
    true = sum(count * (count - 1) // 2 for count in Counter(made.truth).values())
    assert right / said >= 0.98
    assert right / true >= 0.90


def _split(corpus: list[tuple[str, str | None, list[InnovationMention]]]) -> tuple[list[Article], list[Extraction]]:
    articles = [Article(key, "", published=published) for key, published, _ in corpus]
    return articles, [Extraction(key, tuple(listed)) for key, _, listed in corpus]
