"""The parts below resolve(): places, names, bodies, blocks, ids."""

from __future__ import annotations

import pytest
from match_builders import MUBA, OKI, mention

from inovasi.match import block
from inovasi.match.bodies import agreement, body
from inovasi.match.context import readings
from inovasi.match.identity import Founder, ids
from inovasi.match.names import abbreviates, bracketed, distinctiveness, surface
from inovasi.match.places import Place, official, relation
from inovasi.match.profile import profiles_of
from inovasi.match.table import table_of
from inovasi.types import Article, Extraction


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("16.06", "16.06", "same"),
        ("16", "16.06", "contains"),
        ("16.06", "16.71", "conflict"),
        ("16", "17.01", "conflict"),
        ("16.06.01", "16.06", "same"),
    ],
)
def test_codes_decide_how_regions_relate(left: str, right: str, expected: str) -> None:
    places = official()
    assert relation(places.named(None, left), places.named(None, right)) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Kota Malang", "Malang Kota", "same"),
        ("Malang", "Kota Malang", "maybe"),
        ("Malang", "Malang", "maybe"),
        ("Kabupaten Malang", "Kota Malang", "conflict"),
        ("Malang", "Surabaya", "conflict"),
        ("Jawa Timur", "Malang", "contains"),
        ("Provinsi Jawa Timur", "Jatim", "same"),
        ("Negeri Dongeng", "negeri dongeng", "same"),
        ("Negeri Dongeng", "Kota Malang", "unknown"),
        (None, "Kota Malang", "unknown"),
        (None, None, "unknown"),
    ],
)
def test_names_decide_where_codes_are_missing(left: str | None, right: str | None, expected: str) -> None:
    places = official()
    assert relation(places.named(left), places.named(right)) == expected
    assert relation(places.named(right), places.named(left)) == expected


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Aplikasi Fish-Go", "fishgo"),
        ("Sistem Informasi Si Pandai", "sipandai"),
        ("Layanan Terpadu", "layananterpadu"),  # generic without its lead word: keep it
        ("RMC ( Respon Medis Center) Jayapura", "rmcjayapura"),
        ("(Pandai)", "pandai"),
        ("Pandai (tanpa tutup", "pandai"),
        ("Ürün’ku", "urunku"),
        ("!!!", ""),
    ],
)
def test_surface_keys(text: str, key: str) -> None:
    assert surface(text).key == key


def test_brackets_with_one_word_are_no_expansion() -> None:
    assert bracketed("Rumah Padi (RP) dan Kebun (Kebun Kopi Warga)") == ("Kebun Kopi Warga",)


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("anc", "antenatal care", True),
        ("dinkes", "dinas kesehatan", True),
        ("lhk", "lingkungan hidup kebersihan", True),
        ("lhk", "lingkungan hidup dan kebersihan", True),
        ("lh", "lingkungan hidup kebersihan", False),
        ("pandai", "pandai", False),
        ("", "dinas kesehatan", False),
    ],
)
def test_abbreviates(short: str, long: str, expected: bool) -> None:
    assert abbreviates(short, tuple(long.split())) is expected


def test_distinctiveness_grows_with_what_is_not_generic() -> None:
    texts = ("PPDB Online", "SIDAK", "Si Pandai", "Gerbang Nelayan Tangguh")
    values = [distinctiveness(surface(text).words) for text in texts]
    assert values == sorted(values)
    assert (values[0], values[-1]) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Dinas Sosial", "Dinas Sosial Kabupaten Musi Banyuasin", "same"),
        ("RSUD Prof. Dr. Harapan Bangsa", "Rumah Sakit Umum Daerah (RSUD) Harapan", "same"),
        ("Dinas LHK", "Dinas Lingkungan Hidup dan Kebersihan (DLHK)", "same"),
        ("PKM Nisam", "UPT Puskesmas Nisam", "same"),
        ("Dinas Kesehatan", "Dinas Peternakan dan Kesehatan Hewan", "conflict"),
        ("Puskesmas Muaradua", "Puskesmas Muaradua Kisam", "conflict"),
        ("Dinas Sosial", "Polres Jember", "conflict"),
        ("Dinas Kesehatan", "RSUD Harapan", "unknown"),
        ("Pemkot Surabaya", "Dinas Sosial", "unknown"),
        ("Pemkot Surabaya", "Pemerintah Kota Surabaya", "unknown"),
        ("BP2RD", "Dinas Sosial", "unknown"),
    ],
)
def test_agencies_agree(left: str, right: str, expected: str) -> None:
    places = official()
    assert agreement(body(left, places), body(right, places)) == expected
    assert agreement(body(right, places), body(left, places)) == expected


def test_a_name_repeated_everywhere_makes_no_quadratic_block() -> None:
    count = 400
    regions = (MUBA, OKI, None)
    extractions = [Extraction(f"a{i}", (mention("PPDB Online", regions[i % 3]),)) for i in range(count)]
    articles = [Article(extraction.article_id, "") for extraction in extractions]
    places = official()
    left, right = block.candidates(table_of(profiles_of(readings(articles, extractions, places), places)))
    pairs = list(zip(left.tolist(), right.tolist(), strict=True))
    assert 0 < len(pairs) <= count * (block.WINDOW + block.CAP)
    assert pairs == sorted(set(pairs))


def test_a_misspelled_name_in_one_region_is_a_candidate() -> None:
    extractions = [Extraction("a", (mention("Sipandai", OKI),)), Extraction("b", (mention("Sipandae", OKI),))]
    places = official()
    found = profiles_of(readings([Article("a", ""), Article("b", "")], extractions, places), places)
    left, right = block.candidates(table_of(found))
    assert (left.tolist(), right.tolist()) == ([0], [1])


def test_ids_are_fixed_and_different() -> None:
    first = Founder("sipandai", "16.06", ("2019-01-01", "a", 0), "a:sipandai")
    rival = Founder("sipandai", "16.06", ("2020-01-01", "b", 0), "b:sipandai")
    nowhere = Founder("sipandai", "", ("2020-01-01", "c", 0), "c:sipandai")
    (alone,) = ids("inv", [first])
    assert alone == "inv-wb4fs4pxnf"
    assert ids("inv", [rival, first, nowhere])[1] == alone
    assert len(set(ids("inv", [rival, first, nowhere]))) == 3


def test_ambiguous_places_have_no_code() -> None:
    malang = official().named("Malang")
    assert malang.code is None
    assert malang.codes == ("35.07", "35.73")
    assert Place(("16.06",)).code == "16.06"
