"""Awkward pairs, each with the decision a careful reader would make. Names are invented or plain vocabulary."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from match_builders import MUBA, OKI, PALEMBANG, SUMSEL, TEGAL, mention, profiles

from inovasi.match.features import GROUPS
from inovasi.match.score import explain, score
from inovasi.match.weights import HAND
from inovasi.types import InnovationMention

LONG = "Tanaman Obat Keluarga Hidup Bersama Warga"

SAME = [
    ("case", mention("SIPANDAI", MUBA), mention("SiPandai", MUBA)),
    ("spacing", mention("Si Pandai", MUBA), mention("SIPANDAI", MUBA)),
    ("hyphen", mention("Si-Pandai", MUBA), mention("Si Pandai", MUBA)),
    ("apostrophe", mention("Pandai Ma’", MUBA), mention("PANDAI MA", MUBA)),
    ("lead word", mention("Aplikasi Si Pandai", MUBA), mention("Si Pandai", MUBA)),
    ("two lead words", mention("Inovasi Layanan Si Pandai", MUBA), mention("program Si Pandai", MUBA)),
    ("generic name, one region", mention("PPDB Online", TEGAL), mention("ppdb online", TEGAL)),
    ("region by name only", mention("Si Pandai", ("Kota Tegal", None)), mention("Si Pandai", TEGAL)),
    ("bare region name", mention("Si Pandai", ("Palembang", None)), mention("Si Pandai", PALEMBANG)),
    ("alias", mention("Rumah Tokoh", MUBA, aliases=("Si Pandai",)), mention("Si Pandai", MUBA)),
    ("long form as name", mention("TOKHBW", MUBA, expansion=LONG), mention(LONG, MUBA)),
    (
        "long form as name, a word changed",
        mention("TOKHBW", MUBA, expansion=LONG),
        mention(LONG.replace("Tanaman", "Taman"), MUBA),
    ),
    ("bracket in name", mention(f"TOKHBW ({LONG})", MUBA), mention(LONG, MUBA)),
    (
        "misspelled, one agency",
        mention("Sipandai", OKI, agency="RSUD Kayuagung"),
        mention("Sipandae", OKI, agency="RSUD Kayuagung"),
    ),
    ("misspelled long name", mention("Gerbang Nelayan Tangguh", OKI), mention("Gerbang Nelayan Tanguh", OKI)),
    (
        "expansion reworded",
        mention("Tokhb", OKI, expansion=LONG),
        mention("TOKHB", OKI, expansion=LONG.replace("Warga", "Rakyat")),
    ),
    ("distinctive name, no region", mention("Gerbang Nelayan Tangguh", OKI), mention("Gerbang Nelayan Tangguh")),
    (
        "short name, no region, expansion agrees",
        mention("Sitoga", OKI, expansion=LONG),
        mention("SITOGA", expansion=LONG),
    ),
    ("distinctive name, province", mention("Gerbang Nelayan Tangguh", OKI), mention("Gerbang Nelayan Tangguh", SUMSEL)),
    (
        "part of name, one agency",
        mention("Jemput Pandai", OKI, agency="Dinas Sosial"),
        mention("Jemput Pandai Plus", OKI, agency="Dinas Sosial"),
    ),
    ("region from the agency", mention("Si Pandai", agency="Polres Ogan Komering Ilir"), mention("Si Pandai", OKI)),
]

APART = [
    ("one name, two regencies", mention("Si Pandai", MUBA), mention("Si Pandai", OKI)),
    (
        "all but the region",
        mention("Si Pandai", MUBA, expansion=LONG, agency="Dinas Sosial"),
        mention("Si Pandai", OKI, expansion=LONG, agency="Dinas Sosial"),
    ),
    ("long name, two regencies", mention("Gerbang Nelayan Tangguh", OKI), mention("Gerbang Nelayan Tangguh", MUBA)),
    ("generic name, no region", mention("e-Kelurahan", PALEMBANG), mention("e-Kelurahan")),
    ("generic name, no region at all", mention("PPDB Online"), mention("PPDB Online")),
    ("short acronym, no region", mention("SIDAK", OKI), mention("SIDAK")),
    ("short acronym, province", mention("Sidak", OKI), mention("Sidak", SUMSEL)),
    (
        "one acronym, two meanings",
        mention("Jempol", OKI, expansion="Jendela Pembayaran Online"),
        mention("Jempol", OKI, expansion="Jemput Pasien Lanjut Usia"),
    ),
    ("short names one letter apart", mention("Batik", OKI), mention("Gotik", OKI)),
    ("shared last word", mention("Jalan Pandai", OKI), mention("Si Bina Pandai", OKI)),
    (
        "shared agency and region only",
        mention("Rumah Padi", OKI, agency="Dinas Pertanian"),
        mention("Kebun Kopi", OKI, agency="Dinas Pertanian"),
    ),
]


@pytest.mark.parametrize(("left", "right"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_one_innovation(left: InnovationMention, right: InnovationMention) -> None:
    pair = explain(*profiles(left, right))
    assert pair.decision == "same", pair


@pytest.mark.parametrize(("left", "right"), [case[1:] for case in APART], ids=[case[0] for case in APART])
def test_not_one_innovation(left: InnovationMention, right: InnovationMention) -> None:
    pair = explain(*profiles(left, right))
    assert pair.decision != "same", pair


@pytest.mark.parametrize(("left", "right"), [case[1:] for case in SAME + APART], ids=[case[0] for case in SAME + APART])
def test_scores_are_symmetric_and_explained(left: InnovationMention, right: InnovationMention) -> None:
    forth, back = profiles(left, right), profiles(right, left)
    assert score(*forth)[0] == score(*back)[0] == score(forth[1], forth[0])[0]
    pair = explain(*forth)
    odds = sum(reason.weight for reason in pair.reasons)
    assert pair.score == pytest.approx(1 / (1 + math.exp(-odds)), abs=1e-3)
    assert pair.reasons[0].weight == HAND.prior
    assert all(reason.note for reason in pair.reasons)


def test_every_feature_has_a_weight_and_a_reason_to_exist() -> None:
    features = [feature for group in GROUPS for feature in group]
    assert sorted(HAND.of) == sorted(feature.__name__ for feature in features)
    assert all(feature.__doc__ for feature in features)


def test_agencies_count_for_and_against() -> None:
    one, other = mention("Sipandai", OKI, agency="Dinas Sosial"), mention("Sipandai", OKI, agency="Dinas Pertanian")
    unknown = mention("Sipandai", OKI)
    against = score(*profiles(one, other))[0]
    neutral = score(*profiles(one, unknown))[0]
    together = score(*profiles(one, one))[0]
    assert against < neutral < together


def test_a_health_centre_does_not_contradict_its_office() -> None:
    pair = explain(
        *profiles(
            mention("Sipandai", OKI, agency="Puskesmas Pedamaran"),
            mention("Sipandai", OKI, agency="Dinas Kesehatan OKI"),
        )
    )
    assert "agency_conflicts" not in {reason.feature for reason in pair.reasons}


def test_a_shared_official_tells_the_region_where_it_is_open() -> None:
    told = replace(mention("e-Kelurahan", OKI), officials=("H. Rahmat Santosa",))
    other = replace(mention("e-Kelurahan"), officials=("Rahmat Santosa, M.Si.", "Dewi Lestari"))
    without = score(*profiles(told, mention("e-Kelurahan")))[0]
    away = explain(*profiles(told, replace(other, officials=("Rahmat Santosa",))))
    home = explain(*profiles(told, replace(mention("e-Kelurahan", OKI), officials=("Rahmat Santosa",))))
    assert away.score > without
    value = {reason.feature: reason.value for reason in away.reasons}, {r.feature: r.value for r in home.reasons}
    assert (value[0]["officials_shared"], value[1]["officials_shared"]) == (1.0, 0.3)


@pytest.mark.parametrize(
    ("one", "other", "speaks"),
    [
        (
            "petugas menjemput berkas warga lansia naik perahu",
            "berkas lansia dijemput petugas dengan naik perahu",
            True,
        ),
        ("petugas menjemput berkas", "petugas menjemput berkas", False),  # too short to tell
        ("petugas menjemput berkas lansia naik perahu", "siswa menanam bakau bersama guru sekolah pesisir", False),
        ("e-Kelurahan Kabupaten Ogan Komering Ilir", "e-Kelurahan Kabupaten Ogan Komering Ilir", False),  # its own name
    ],
)
def test_descriptions_in_the_same_words_speak_for_one(one: str, other: str, speaks: bool) -> None:
    pair = explain(
        *profiles(
            replace(mention("e-Kelurahan", OKI), description=one),
            replace(mention("e-Kelurahan", OKI), description=other),
        )
    )
    assert ("description_similar" in {reason.feature for reason in pair.reasons}) is speaks


def test_a_health_centre_by_its_name_says_more_than_an_office_that_each_region_has() -> None:
    def value(agency: str) -> float:
        pair = explain(*profiles(mention("Sipandai", OKI, agency=agency), mention("Sipandai", agency=agency)))
        return next(reason.value for reason in pair.reasons if reason.feature == "agency_same")

    assert (value("Puskesmas Sukarame Hulu"), value("Dinas Sosial")) == (1.0, 0.5)


@pytest.mark.parametrize(
    ("region", "agency", "codes"),
    [
        (SUMSEL, "Dinas Sosial Kabupaten Ogan Komering Ilir", ("16.02",)),
        (OKI, "Dinas Sosial Provinsi Sumatera Selatan", ("16.02",)),
        (OKI, "Dinas Sosial Kabupaten Musi Banyuasin", ("16.02", "16.06")),
        (OKI, "Dinas Sosial", ("16.02",)),
        (None, "Dinas Sosial Kabupaten Musi Banyuasin", ("16.06",)),
        (None, "Kec. Belitang Madang Raya", ("16.08",)),  # one district of that name in the country
        (None, "Kecamatan Sukajaya", ()),  # several
        (None, "Puskesmas Belitang Madang Raya", ()),  # may be named after a village elsewhere
    ],
)
def test_the_name_of_an_agency_places_its_innovation(
    region: tuple[str, str] | None, agency: str, codes: tuple[str, ...]
) -> None:
    profile, _ = profiles(mention("Sipandai", region, agency=agency), mention("Sipandai"))
    assert profile.place.codes == codes


def test_an_expansion_that_begins_another_one_contradicts_nothing() -> None:
    short = mention("Jempol", OKI, expansion="Jendela Pembayaran")
    long = mention("Jempol", OKI, expansion="Jendela Pembayaran Online Rumah Warga")
    assert not {"expansion_differs", "expansion_similar"} & {r.feature for r in explain(*profiles(short, long)).reasons}


@pytest.mark.parametrize(("name", "value"), [("Si Pandu", 1.0), ("e-Pandu", 1.0), ("Gerakan Baru Pandu", 0.4)])
def test_a_name_without_its_article_is_nearly_the_whole(name: str, value: float) -> None:
    pair = explain(*profiles(mention(name, OKI), mention("Pandu", OKI)))
    assert next(reason.value for reason in pair.reasons if reason.feature == "name_within") == value


def test_nothing_outweighs_two_regions() -> None:
    for_it = {name: weight for name, weight in HAND.of.items() if weight > 0}
    most = sum(max(for_it.get(feature.__name__, 0.0) for feature in group) for group in GROUPS)
    told_twice = HAND.of["told_twice"]  # one article cannot have one name in two regions and speak of one thing
    regions = HAND.of["region_same"]  # of this group, the conflict is what spoke
    assert HAND.prior + most - told_twice - regions + HAND.of["region_conflicts"] < 0
    assert HAND.of["region_copied"] == HAND.of["region_conflicts"]
