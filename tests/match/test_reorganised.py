"""Bodies under their names before and after a reorganisation: joined where nothing speaks against it."""

from __future__ import annotations

import pytest

from inovasi import gazetteers
from inovasi.match.bodies import agreement, body
from inovasi.match.places import official
from inovasi.match.reorganised import key_of, subject
from inovasi.match.resolve import resolve
from inovasi.types import AgencyMention, AgencyRecord, Article, Extraction, RegionMention

OKI = RegionMention("Kabupaten Ogan Komering Ilir", "16.02", "kabupaten", "OKI")
MUBA = RegionMention("Kabupaten Musi Banyuasin", "16.06", "kabupaten", "Muba")
SUMSEL = RegionMention("Sumatera Selatan", "16", "provinsi", "Sumsel")

Told = tuple[str | None, str, RegionMention]


def agencies(*told: Told) -> tuple[AgencyRecord, ...]:
    """Articles given as (published, names with "; " between them, region)."""
    articles = [Article(f"a{n}", "", published=day) for n, (day, _, _) in enumerate(told)]
    read = [
        Extraction(f"a{n}", agencies=tuple(AgencyMention(one, "dinas") for one in names.split("; ")), regions=(region,))
        for n, (_, names, region) in enumerate(told)
    ]
    return resolve(articles, read).agencies


@pytest.mark.parametrize(
    ("told", "records"),
    [
        ([("2015-03-01", "Badan Lingkungan Hidup", OKI), ("2019-03-01", "Dinas Lingkungan Hidup", OKI)], 1),
        ([("2015-03-01", "BLH", OKI), ("2019-03-01", "Dinas Lingkungan Hidup dan Pertanahan", OKI)], 1),
        ([("2015-03-01", "BPTPM", OKI),
          ("2018-03-01", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", OKI)], 1),
        ([("2014-03-01", "Badan Pemberdayaan Masyarakat dan Pemerintahan Desa", OKI),
          ("2018-03-01", "Dinas Pemberdayaan Masyarakat dan Desa", OKI)], 1),
        ([("2019-03-01", "Badan Penelitian dan Pengembangan Daerah", SUMSEL),
          ("2023-03-01", "Badan Riset dan Inovasi Daerah", SUMSEL)], 1),
        # three names one after the other
        ([("2009-03-01", "Kantor Lingkungan Hidup", OKI), ("2013-03-01", "Badan Lingkungan Hidup", OKI),
          ("2018-03-01", "Dinas Lingkungan Hidup", OKI)], 1),
        # nobody knows when: nothing speaks against it
        ([(None, "Badan Lingkungan Hidup", OKI), (None, "Dinas Lingkungan Hidup", OKI)], 1),
        # news uses the old name for a while
        ([("2018-06-01", "Badan Lingkungan Hidup", OKI), ("2017-03-01", "Dinas Lingkungan Hidup", OKI)], 1),
        # ... but not for so long
        ([("2016-06-01", "Badan Lingkungan Hidup", OKI), ("2021-06-01", "Badan Lingkungan Hidup", OKI),
          ("2017-03-01", "Dinas Lingkungan Hidup", OKI)], 2),
        # an old name that comes up years after the change
        ([("2021-06-01", "Badan Lingkungan Hidup", OKI), ("2022-03-01", "Dinas Lingkungan Hidup", OKI)], 2),
        # two regions
        ([("2015-03-01", "Badan Lingkungan Hidup", OKI), ("2019-03-01", "Dinas Lingkungan Hidup", MUBA)], 2),
        # one article names both
        ([("2017-03-01", "Badan Lingkungan Hidup; Dinas Lingkungan Hidup", OKI)], 2),
        # two bodies that went over into one: which of them it is, nobody knows
        ([("2014-03-01", "Badan Pelayanan Terpadu", OKI), ("2014-06-01", "Kantor Pelayanan Terpadu Satu Pintu", OKI),
          ("2015-03-01", "Badan Pelayanan Terpadu", OKI),
          ("2018-03-01", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", OKI)], 3),
        # a body that was divided is in no row
        ([("2015-03-01", "Dinas Perhubungan, Komunikasi dan Informatika", OKI),
          ("2019-03-01", "Dinas Komunikasi dan Informatika", OKI)], 2),
    ],
)  # fmt: skip
def test_old_and_new_names_are_one_body_unless_something_speaks_against_it(told: list[Told], records: int) -> None:
    assert len(agencies(*told)) == records
    assert {frozenset(r.other_names) | {r.name} for r in agencies(*told)} == {
        frozenset(r.other_names) | {r.name} for r in agencies(*reversed(told))
    }


def test_the_present_name_stands_for_the_body_even_if_an_old_one_is_fuller() -> None:
    (record,) = agencies(
        ("2014-03-01", "Badan Pemberdayaan Masyarakat dan Pemerintahan Desa Kabupaten Ogan Komering Ilir", OKI),
        ("2018-03-01", "Dinas Pemberdayaan Masyarakat dan Desa", OKI),
    )
    assert record.name == "Dinas Pemberdayaan Masyarakat dan Desa"
    assert len(record.other_names) == 1


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Badan Lingkungan Hidup", "Dinas Lingkungan Hidup", "same"),
        ("Dinas Lingkungan Hidup OKI", "BLH OKI", "same"),
        ("Kantor Lingkungan Hidup", "Badan Lingkungan Hidup", "unknown"),
        ("Badan Lingkungan Hidup", "Dinas Kesehatan", "conflict"),
    ],
)
def test_innovations_of_a_renamed_body_have_one_owner(left: str, right: str, expected: str) -> None:
    places = official()
    assert agreement(body(left, places), body(right, places)) == expected


def test_the_gazetteer_is_read_as_names_in_articles_are() -> None:
    places = official()
    for row in gazetteers.rows("agency_changes"):
        for name in (row["old"], row["new"]):
            found = body(name, places)
            assert found is not None
            assert found.key == key_of(subject(name))
        assert 2001 <= int(row["year"]) <= 2025
        assert row["source"]
