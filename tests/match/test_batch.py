"""Many pairs at once are scored as one pair is: features.py and score.py are the slow, obvious reference."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from match_builders import MUBA, OKI, PALEMBANG, SUMSEL

from inovasi.match.batch import Scorer
from inovasi.match.context import readings
from inovasi.match.places import official
from inovasi.match.profile import Profile, profiles_of
from inovasi.match.score import score
from inovasi.match.table import table_of
from inovasi.match.weights import HAND, Weights
from inovasi.types import Article, Award, Extraction, InnovationMention

NAMES = (
    "Si Pandai",
    "SIPANDAI",
    "Sipandae",
    "Sipandai 2.0",
    "Si Pandai Jilid II",
    "Gerbang Nelayan Tangguh",
    "Gerbang Nelayan Tanguh",
    "Nelayan Tangguh",
    "GNT Pesisir",
    "Gerbang Nelayan Tangguh Pesisir",
    "Sistem Pelayanan dan Data Ibu",
    "PPDB Online",
    "Batik",
    "!!!",
)
LONG = (None, "Sistem Pelayanan dan Data Ibu", "Sistem Pelayanan Data Ibu dan Anak", "Sinergi Petani Padi", "Si Pandai")
REGIONS = (MUBA, OKI, PALEMBANG, SUMSEL, ("Malang", None), ("Kota Malang", "35.73"), ("Negeri Dongeng", None), None)
AGENCIES = (
    None,
    "Dinas Sosial",
    "Dinsos",
    "RSUD Kayuagung",
    "Puskesmas Tugu",
    "Dinas Pertanian Kabupaten Musi Banyuasin",
    "Pemkot",
)
AWARDS = (
    Award("Top 45 KIPP 2021", "KIPP", "Top 45", None, 2021),
    Award("Top 99 KIPP 2021", "KIPP", "Top 99", None, 2021),
    Award("KIPP", "KIPP"),
    Award("penghargaan bupati"),
)
OFFICIALS = ((), ("H. Rahmat Santosa",), ("Rahmat Santosa", "Dewi Lestari"), ("Dewi Lestari",), ("Budi",))
TOLD = (
    None,
    "petugas menjemput berkas lansia naik perahu",
    "berkas lansia dijemput petugas dengan naik perahu",
    "siswa menanam bakau bersama guru",
)


def _mention(
    name: str,
    region: tuple[str, str | None] | None,
    spelled: tuple[str | None, tuple[str, ...]],
    agency: str | None,
    awards: tuple[Award, ...],
    origin: tuple[str, ...],
    told: tuple[tuple[str, ...], str | None],
) -> InnovationMention:
    place, code = region or (None, None)
    return InnovationMention(
        name,
        spelled[1],
        spelled[0],
        told[1],
        agency=agency,
        region=place,
        region_code=code,
        awards=tuple(award.text for award in awards),
        award_details=awards,
        replicated_from=origin,
        officials=told[0],
    )


mentions = st.builds(
    _mention,
    st.sampled_from(NAMES),
    st.sampled_from(REGIONS),
    st.tuples(st.sampled_from(LONG), st.lists(st.sampled_from(NAMES), max_size=2).map(tuple)),
    st.sampled_from(AGENCIES),
    st.lists(st.sampled_from(AWARDS), max_size=2).map(tuple),
    st.sampled_from(((), ("Kabupaten Musi Banyuasin",), ("Malang",))),
    st.tuples(st.sampled_from(OFFICIALS), st.sampled_from(TOLD)),
)
articles = st.lists(
    st.tuples(st.sampled_from((None, "2015-05-01", "2024-01-31")), st.lists(mentions, max_size=3)), max_size=5
)


def profiles(found: list[tuple[str | None, list[InnovationMention]]]) -> tuple[Profile, ...]:
    known = [Article(f"a{i}", "", published=published) for i, (published, _) in enumerate(found)]
    read = [Extraction(f"a{i}", tuple(listed)) for i, (_, listed) in enumerate(found)]
    return profiles_of(readings(known, read, official()), official())


weights = st.one_of(
    st.just(HAND),
    st.builds(
        lambda prior, sizes: Weights(prior, {n: w * s for (n, w), s in zip(HAND.of.items(), sizes, strict=True)}),
        st.floats(-8.0, 2.0),
        st.lists(st.just(0.0) | st.floats(0.0, 2.0), min_size=len(HAND.of), max_size=len(HAND.of)),
    ),
)


@settings(max_examples=600, deadline=None)
@given(articles, weights)
def test_a_batch_scores_as_one_pair_does(
    found: list[tuple[str | None, list[InnovationMention]]], weights: Weights
) -> None:
    rows = profiles(found)
    pairs = np.array(list(combinations(range(len(rows)), 2)), np.int32).reshape(-1, 2)
    scored = Scorer(table_of(rows), weights=weights).score(pairs[:, 0], pairs[:, 1])
    for at, (i, j) in enumerate(pairs.tolist()):
        value, forbidden = score(rows[i], rows[j], weights)
        assert abs(scored.score[at] - value) < 2e-6, (rows[i], rows[j])
        assert scored.forbidden[at] == forbidden
        assert scored.equal[at] == (rows[i].name.key == rows[j].name.key)


@settings(max_examples=100, deadline=None)
@given(articles)
def test_a_part_of_a_table_scores_as_the_whole(found: list[tuple[str | None, list[InnovationMention]]]) -> None:
    rows = profiles(found)
    whole = table_of(rows)
    some = np.arange(0, len(rows), 2, dtype=np.int32)[::-1]
    part = whole.take(some)
    pairs = np.array(list(combinations(range(len(some)), 2)), np.int32).reshape(-1, 2)
    inside = Scorer(part).score(pairs[:, 0], pairs[:, 1])
    outside = Scorer(whole).score(some[pairs[:, 0]], some[pairs[:, 1]])
    assert inside.score.tolist() == outside.score.tolist()
    assert inside.forbidden.tolist() == outside.forbidden.tolist()
