"""Lists of any size: what comes out is the same for any order and any number of workers, and never chains."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from match_builders import MUBA, OKI, mention
from match_generated import generate
from numpy.typing import NDArray
from reference_cluster import clusters_of
from test_batch import articles, profiles

from inovasi.errors import InovasiError
from inovasi.match.batch import Scorer
from inovasi.match.block import candidates
from inovasi.match.context import readings
from inovasi.match.entries import Entry, table_of_entries
from inovasi.match.linkage import Linked, joined, link, members_of
from inovasi.match.places import official
from inovasi.match.profile import Profile, profiles_of
from inovasi.match.score import KEEP, SAME, score
from inovasi.match.table import table_of
from inovasi.types import InnovationMention


def entries(size: int, seed: int = 7) -> tuple[list[Entry], dict[str, int]]:
    made = generate(size, seed)
    found = []
    for article, extraction in zip(made.articles, made.extractions, strict=True):
        (m,) = extraction.innovations
        found.append(
            Entry(
                article.id,
                m.name,
                m.expansion,
                agency=m.agency,
                region_code=m.region_code,
                region=m.region,
                published=article.published,
                article_id=article.id,
            )
        )
    return found, dict(zip((e.id for e in found), made.truth, strict=True))


def named(found: Linked, listed: list[Entry]) -> tuple[list[list[str]], list[tuple[str, str, float]]]:
    """The result under ids."""
    clusters = [[listed[i].id for i in cluster] for cluster in found.clusters]
    pairs = zip(found.left.tolist(), found.right.tolist(), found.score.tolist(), strict=True)
    return clusters, [(listed[i].id, listed[j].id, score) for i, j, score in pairs]


def entry(key: str, m: InnovationMention, article: str = "") -> Entry:
    return Entry(
        key,
        m.name,
        m.expansion,
        m.aliases,
        m.agency,
        m.region_code,
        m.region,
        article_id=article,
        replicated_from=m.replicated_from,
    )


def test_neither_order_nor_workers_show() -> None:
    listed, _ = entries(25_000)
    shuffled = random.Random(3).sample(listed, len(listed))
    expected = named(link(listed), listed)
    assert named(link(shuffled), shuffled) == expected
    assert named(link(shuffled, workers=3), shuffled) == expected


@pytest.mark.parametrize("size", [2_000, 30_000])
def test_clusters_are_right_at_any_size(size: int) -> None:
    listed, truth = entries(size)
    right = said = 0
    for cluster in link(listed).clusters:
        said += len(cluster) * (len(cluster) - 1) // 2
        counts = Counter(truth[listed[i].id] for i in cluster)
        right += sum(count * (count - 1) // 2 for count in counts.values())
    true = sum(count * (count - 1) // 2 for count in Counter(truth.values()).values())
    assert right / said >= 0.98
    assert right / true >= 0.90


@settings(max_examples=200, deadline=None)
@given(articles)
def test_no_cluster_holds_what_must_stay_apart_or_what_nothing_ties(
    found: list[tuple[str | None, list[InnovationMention]]],
) -> None:
    rows = profiles(found)
    result = joined(table_of(rows), KEEP)
    pairs = result.pairs.where((result.pairs.score >= SAME) & ~result.pairs.forbidden)
    ties = [*zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)]
    for members in members_of(result.cluster, founding(rows)):
        assert not [(i, j) for i, j in combinations(members, 2) if score(rows[i], rows[j])[1]]
        reached = {members[0]}
        while more := {j for i, j in ties + [(j, i) for i, j in ties] if i in reached and j in members} - reached:
            reached |= more
        assert reached == set(members)


def test_clusters_are_nearly_those_of_the_slow_reference() -> None:
    """Groups grow in rounds here and pair by pair there: of equally good ways to join, another one may be taken."""
    made = generate(4_000)
    rows = profiles_of(readings(made.articles, made.extractions, official()), official())
    result = joined(table_of(rows), KEEP)
    pairs = result.pairs.where((result.pairs.score >= SAME) & ~result.pairs.forbidden)
    same = zip(pairs.score.tolist(), pairs.left.tolist(), pairs.right.tolist(), strict=True)
    slow = {pair for cluster in clusters_of(rows, list(same)) for pair in combinations(sorted(cluster), 2)}
    groups = members_of(result.cluster, founding(rows))
    fast = {pair for cluster in groups for pair in combinations(sorted(cluster), 2)}
    assert len(slow) > 2_000
    assert len(slow & fast) >= 0.995 * len(slow | fast)


def founding(rows: Sequence[Profile]) -> NDArray[np.int32]:
    """The place of each row in the order of founding."""
    return np.argsort(np.argsort([str(row.rank) for row in rows], kind="stable")).astype(np.int32)


def test_blocking_finds_nearly_every_pair_that_would_be_joined() -> None:
    listed, _ = entries(1_500)
    table = table_of_entries(sorted(listed, key=lambda e: e.id), official())
    left, right = (side.astype(np.int32) for side in np.triu_indices(len(table), 1))
    scored = Scorer(table).score(left, right)
    joinable = scored.where((scored.score >= SAME) & ~scored.forbidden)
    found = set(zip(*(side.tolist() for side in candidates(table)), strict=True))
    missed = [pair for pair in zip(joinable.left.tolist(), joinable.right.tolist(), strict=True) if pair not in found]
    print(f"recall of blocking {1 - len(missed) / len(joinable.left):.4f} of {len(joinable.left)}")
    assert len(missed) <= 0.01 * len(joinable.left)


def test_a_chain_of_misspellings_is_not_one_cluster() -> None:
    name = list("gerbangnelayan")
    names = ["".join(name)]
    for at in range(len(name)):
        name[at] = "x"
        names.append("".join(name))
    listed = [entry(f"m{i:02}", mention(text, OKI, agency="Dinas Sosial")) for i, text in enumerate(names)]
    found = link(listed).clusters
    assert max(map(len, found)) <= len(listed) // 2


def test_one_name_printed_ten_thousand_times_costs_no_square() -> None:
    listed = [entry(f"m{i}", mention("PPDB Online", (MUBA, OKI, None)[i % 3])) for i in range(10_000)]
    found = link(listed)
    assert len(found.left) <= 60 * len(listed)
    big = sorted(map(len, found.clusters))[-2:]
    assert big == [3333, 3334]


def test_an_edition_in_one_region_is_a_question() -> None:
    listed = [
        entry("a", mention("Si Pandai", OKI, agency="Dinas Sosial", expansion="Sistem Pelayanan dan Data Ibu")),
        entry("b", mention("Si Pandai 2.0", OKI, agency="Dinas Sosial", expansion="Sistem Pelayanan dan Data Ibu")),
        entry("c", mention("SIPANDAI Jilid III", OKI, agency="Dinas Sosial")),
    ]
    found = link(listed)
    assert found.clusters == [[0], [1], [2]]
    assert all(0.3 <= score < 0.7 for score in found.score)
    assert len(found.score) == 3


def test_a_copy_in_another_region_is_another_innovation() -> None:
    origin = mention("Gerbang Nelayan Tangguh", MUBA)
    copy = InnovationMention("Gerbang Nelayan Tangguh", replicated_from=("Kabupaten Musi Banyuasin",))
    assert link([entry("a", origin), entry("b", copy)]).clusters == [[0], [1]]
    assert link([entry("a", origin), entry("b", mention("Gerbang Nelayan Tangguh"))]).clusters == [[0, 1]]


def test_two_entries_of_one_id_are_refused() -> None:
    with pytest.raises(InovasiError, match="two mentions with one id"):
        link([Entry("a", "Si Pandai"), Entry("a", "Si Pandai")])


def test_nothing_comes_of_nothing() -> None:
    assert link([]).clusters == []
