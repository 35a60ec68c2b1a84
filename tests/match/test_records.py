"""Agencies and officials as records of their own."""

from __future__ import annotations

from inovasi.match.resolve import resolve
from inovasi.types import (
    AgencyMention,
    AgencyRecord,
    Article,
    Extraction,
    OfficialMention,
    OfficialRecord,
    RegionMention,
)

OKI = RegionMention("Kabupaten Ogan Komering Ilir", "16.02", "kabupaten", "OKI")
MUBA = RegionMention("Kabupaten Musi Banyuasin", "16.06", "kabupaten", "Muba")


def agencies(*articles: tuple[list[AgencyMention], list[RegionMention]]) -> tuple[AgencyRecord, ...]:
    extractions = [
        Extraction(f"a{i}", agencies=tuple(named), regions=tuple(where)) for i, (named, where) in enumerate(articles)
    ]
    return resolve([Article(e.article_id, "") for e in extractions], extractions).agencies


def officials(*articles: tuple[list[OfficialMention], list[RegionMention]]) -> tuple[OfficialRecord, ...]:
    extractions = [
        Extraction(f"a{i}", officials=tuple(named), regions=tuple(where)) for i, (named, where) in enumerate(articles)
    ]
    return resolve([Article(e.article_id, "") for e in extractions], extractions).officials


def test_one_agency_under_short_and_long_names() -> None:
    long = "Dinas Kependudukan dan Pencatatan Sipil"
    (record,) = agencies(
        ([AgencyMention("Disdukcapil Kabupaten Ogan Komering Ilir", "dinas", standard=long)], []),
        ([AgencyMention(f"{long} Kab. Ogan Komering Ilir", "dinas")], []),
        ([AgencyMention(f"{long} (Disdukcapil) OKI", "dinas", region_code="16.02")], []),
        ([AgencyMention("Disdukcapil", "dinas")], [OKI]),
    )
    assert record.region_code == "16.02"
    assert record.standard == long
    assert len(record.members) == 4
    assert "Disdukcapil" in record.other_names
    assert record.name == f"{long} Kab. Ogan Komering Ilir"


def test_agencies_of_one_name_in_two_regions_stay_two() -> None:
    found = agencies(
        ([AgencyMention("Dinas Kesehatan", "dinas")], [OKI]),
        ([AgencyMention("Dinas Kesehatan", "dinas")], [MUBA]),
    )
    assert sorted(record.region_code or "" for record in found) == ["16.02", "16.06"]


def test_agencies_without_any_region_stay_apart() -> None:
    assert (
        len(
            agencies(
                ([AgencyMention("Dinas Kesehatan", "dinas")], []), ([AgencyMention("Dinas Kesehatan", "dinas")], [])
            )
        )
        == 2
    )
    assert (
        len(
            agencies(
                ([AgencyMention("Dinas Kesehatan", "dinas")], [OKI, MUBA]),
                ([AgencyMention("Dinas Kesehatan", "dinas")], [OKI]),
            )
        )
        == 2
    )


def test_a_ministry_is_one_everywhere() -> None:
    (record,) = agencies(
        ([AgencyMention("Kementerian Kesehatan", "kementerian")], [OKI]),
        ([AgencyMention("Kemenkes", "kementerian")], [MUBA]),
        ([AgencyMention("Kementerian Kesehatan (Kemenkes) RI", "kementerian")], []),
    )
    assert record.region_code is None
    assert record.name == "Kementerian Kesehatan"


def test_a_local_office_of_a_ministry_and_a_polres_are_local() -> None:
    found = agencies(
        (
            [
                AgencyMention("Kementerian Agama", "kementerian"),
                AgencyMention("Kementerian Agama Kota Jambi", "kementerian"),
            ],
            [],
        ),
        ([AgencyMention("Polres Jember", "polri"), AgencyMention("Polres Gresik", "polri")], []),
    )
    assert sorted(record.region_code or "" for record in found) == ["", "15.71", "35.09", "35.25"]


def test_two_offices_are_not_one_for_a_shared_word() -> None:
    named = [AgencyMention("Dinas Kesehatan", "dinas"), AgencyMention("Dinas Peternakan dan Kesehatan Hewan", "dinas")]
    assert len(agencies((named, [OKI]))) == 2


def test_one_person_under_full_name_honorific_and_surname() -> None:
    role = "Gubernur Sumatera Selatan"
    (record,) = officials(
        ([OfficialMention("Herman Wijaya", role)], []),
        ([OfficialMention("H. Herman Wijaya", "Gubernur Sumsel", region_code="16")], []),
        ([OfficialMention("Wijaya", role)], []),
        ([OfficialMention("Herman Wijaya", role, aliases=("Herman",))], []),
    )
    assert record.name in ("Herman Wijaya", "H. Herman Wijaya")
    assert record.region_code == "16"
    assert set(record.roles) == {role, "Gubernur Sumsel"}
    assert len(record.members) == 4


def test_two_people_of_one_name_in_two_regions_stay_two() -> None:
    found = officials(
        ([OfficialMention("Ahmad Fauzi", "Bupati Ogan Komering Ilir")], []),
        ([OfficialMention("Ahmad Fauzi", "Kepala Dinas Kesehatan")], [MUBA]),
    )
    assert len(found) == 2


def test_a_surname_never_joins_two_people() -> None:
    found = officials(
        (
            [
                OfficialMention("Herman Wijaya", "Kepala Dinas Sosial"),
                OfficialMention("Rina Wijaya", "Kepala Dinas Sosial"),
            ],
            [OKI],
        ),
        ([OfficialMention("Wijaya", "Kepala Dinas Sosial")], [OKI]),
    )
    names = [record.name for record in found]
    assert {"Herman Wijaya", "Rina Wijaya"} <= set(names)


def test_deputy_and_head_of_one_surname_are_two() -> None:
    found = officials(
        ([OfficialMention("Fauzi", "Bupati")], [OKI]),
        ([OfficialMention("Ahmad Fauzi", "Wakil Bupati")], [OKI]),
    )
    assert len(found) == 2


def test_a_minister_is_one_everywhere() -> None:
    (record,) = officials(
        ([OfficialMention("Rina Marlina", "Menteri Kesehatan")], [OKI]),
        ([OfficialMention("Rina Marlina", "Menteri Kesehatan RI")], [MUBA]),
    )
    assert record.region_code is None
    assert record.roles == ("Menteri Kesehatan", "Menteri Kesehatan RI")


def test_a_bupati_makes_an_ambiguous_region_name_certain() -> None:
    (record,) = officials(([OfficialMention("Ahmad Fauzi", "Bupati Malang")], []))
    assert record.region_code == "35.07"


def test_a_single_name_without_region_stays_in_its_article() -> None:
    assert len(officials(([OfficialMention("Sanusi")], []), ([OfficialMention("Sanusi")], []))) == 2


def test_acting_status_does_not_split_a_person() -> None:
    (record,) = officials(
        ([OfficialMention("Ahmad Fauzi", "Pj Bupati Malang", status="pj")], []),
        ([OfficialMention("Fauzi", "Bupati Malang")], []),
    )
    assert record.name == "Ahmad Fauzi"
