"""Regions: every way of writing them, what is none, and which one an article is about."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # pytest runs in importlib mode: test folders are not on the path

from helpers_regions import read

from inovasi import gazetteers
from inovasi.nlp.region_index import forms, places
from inovasi.nlp.regions import lookup, main_region, region_of_span


def codes(text: str) -> list[str]:
    return [r.code for r in read(text).regions]


FULL_FORMS = [
    ("Kabupaten Musi Banyuasin punya 15 inovasi", "Kabupaten Musi Banyuasin", "16.06"),
    ("inovasi dari Kab. Musi Banyuasin", "Kab. Musi Banyuasin", "16.06"),
    ("inovasi dari Kab Bone Bolango", "Kab Bone Bolango", "75.03"),
    ("warga Kota Palembang", "Kota Palembang", "16.71"),
    ("di Provinsi Sumatera Selatan", "Provinsi Sumatera Selatan", "16"),
    ("oleh Prov. Sumatra Barat", "Prov. Sumatra Barat", "13"),
    ("dari kabupaten Muaraenim", "kabupaten Muaraenim", "16.03"),
    ("KOTA LUBUKLINGGAU JUARA", "KOTA LUBUKLINGGAU", "16.73"),
    ("Kota Pare-Pare", "Kota Pare-Pare", "73.72"),
    ("Kabupaten Toli-toli", "Kabupaten Toli-toli", "72.04"),
    ("Pemkab Pangkajene Kepulauan", "Pangkajene Kepulauan", "73.10"),
    ("Wali Kota Palembang hadir", "Palembang", "16.71"),
    ("Pemerintah Kota (Pemkot) Surabaya", "Surabaya", "35.78"),
    ("lomba se-Sulawesi Selatan", "Sulawesi Selatan", "73"),
    ("lomba se-Kabupaten Agam", "Kabupaten Agam", "13.06"),
    ("Kota Administrasi Jakarta Selatan", "Kota Administrasi Jakarta Selatan", "31.74"),
]


@pytest.mark.parametrize(("text", "surface", "code"), FULL_FORMS)
def test_full_forms(text: str, surface: str, code: str) -> None:
    (region,) = read(text).regions
    assert (region.surface, region.code) == (surface, code)
    assert region.evidence[0].quote == surface == text[region.evidence[0].start : region.evidence[0].end]
    assert region.evidence[0].field == "region"


NICKNAMES = [
    ("Muba", "16.06"), ("OKI", "16.02"), ("OKU", "16.01"), ("OKU Timur", "16.08"), ("Muratara", "16.13"),
    ("Sumsel", "16"), ("Jatim", "35"), ("Jateng", "33"), ("Jabar", "32"), ("Kalsel", "63"), ("Babel", "19"),
    ("Kepri", "21"), ("NTT", "53"), ("NTB", "52"), ("DIY", "34"), ("DKI", "31"), ("Sulbar", "76"), ("Malut", "82"),
    ("HSS", "63.06"), ("HST", "63.07"), ("HSU", "63.08"), ("Batola", "63.04"), ("Barsel", "62.04"), ("Tanbu", "63.10"),
    ("Lamteng", "18.02"), ("Lamsel", "18.01"), ("Tubaba", "18.12"), ("Pesibar", "18.13"), ("Inhil", "14.04"),
    ("Inhu", "14.02"), ("Rohil", "14.07"), ("Rohul", "14.06"), ("Kuansing", "14.09"), ("Madina", "12.13"),
    ("Tapsel", "12.03"), ("Labura", "12.23"), ("Sergai", "12.18"), ("Pessel", "13.01"), ("Solsel", "13.11"),
    ("Pasbar", "13.12"), ("Bateng", "19.04"), ("Beltim", "19.06"), ("Kukar", "64.02"), ("Kubar", "64.07"),
    ("Kutim", "64.08"), ("PPU", "64.09"), ("Kotim", "62.02"), ("Barut", "62.05"), ("Bartim", "62.13"),
    ("Gumas", "62.10"), ("Minsel", "71.05"), ("Minut", "71.06"), ("Bolmong", "71.01"), ("Bolsel", "71.11"),
    ("Boltim", "71.10"), ("Sitaro", "71.09"), ("Parimo", "72.08"), ("Touna", "72.09"), ("Sidrap", "73.14"),
    ("Pangkep", "73.10"), ("Lutra", "73.22"), ("Lutim", "73.24"), ("Konsel", "74.05"), ("Konut", "74.09"),
    ("Butur", "74.10"), ("Mubar", "74.13"), ("Polman", "76.04"), ("Mateng", "76.06"), ("Lotim", "52.03"),
    ("Loteng", "52.02"), ("Lobar", "52.01"), ("KLU", "52.08"), ("KSB", "52.07"), ("TTS", "53.02"), ("TTU", "53.03"),
    ("SBD", "53.18"), ("Halteng", "82.02"), ("Haltim", "82.06"), ("Halsel", "82.04"), ("Halut", "82.03"),
    ("Halbar", "82.01"), ("SBB", "81.06"), ("SBT", "81.05"), ("MBD", "81.08"), ("KKT", "81.03"), ("Malra", "81.02"),
    ("Papua Barat Daya", "96"), ("Papua Pegunungan", "95"),
    ("Papua Selatan", "93"), ("Papua Tengah", "94"),
]  # fmt: skip
NEED_CONTEXT = [
    ("Mitra", "71.07"), ("Pali", "16.12"), ("Tala", "63.01"), ("Mabar", "53.15"), ("Matim", "53.19"), ("Batu", "35.79"),
    ("Buru", "81.04"), ("Karo", "12.06"), ("Agam", "13.06"), ("Pati", "33.18"), ("Kobar", "62.01"),
    ("Meranti", "14.10"),
    ("Benteng", "17.09"), ("Basel", "19.03"), ("Solo", "33.72"), ("Serang", "36.04"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), NICKNAMES)
def test_short_forms(name: str, code: str) -> None:
    assert codes(f"Kemarin {name} menerima penghargaan.") == [code]


@pytest.mark.parametrize(("name", "code"), NEED_CONTEXT)
def test_everyday_words_need_a_regional_word_beside_them(name: str, code: str) -> None:
    assert codes(f"Pemkab {name} menerima penghargaan.") == [code]
    assert codes(f"Kemarin {name} menerima penghargaan.") == []


NO_REGION = [
    "Mitra kerja dan pali-pali ikut",
    "Sdr. Oki dan Hss hadir",
    "Jalan Surabaya No. 3",
    "Jl. Malang",
    "Danau Toba dan Selat Malaka",
    "Suku Asmat berbahasa Asmat",
    "Rahmat Agam dan Siti Karo",
    "ia bernasib malang di padang rumput",
    "Rumah makan Padang",
    "serang dan buru",
    "",
    "((((",
    "Kabupaten",
    "di Kota",
]


@pytest.mark.parametrize("text", NO_REGION)
def test_no_region(text: str) -> None:
    assert codes(text) == []


AMBIGUOUS = [
    ("Pemkot Bogor menang. Warga Bogor senang.", ["32.71"]),
    ("Bupati Bogor hadir. Warga Bogor senang.", ["32.01"]),
    ("Wali Kota Malang dan Pemkot Malang. Di Malang ramai.", ["35.73"]),
    ("Polres Malang dan Polres Malang Kota", ["35.07", "35.73"]),
    ("Polresta Pekalongan di Pekalongan", ["33.75"]),
    ("Kota Jambi dan Provinsi Jambi", ["15.71", "15"]),
    ("Gubernur Jambi bicara soal Jambi", ["15"]),
    ("Pemprov Gorontalo dan Kabupaten Gorontalo", ["75", "75.01"]),
    ("Pemkab Mura di Kalteng", ["62.12", "62"]),
    ("Pemkab Mura di Sumsel", ["16.05", "16"]),
    ("Kabupaten Banjar, Kalsel", ["63.03", "63"]),
    ("Kota Banjar, Jabar", ["32.79", "32"]),
    ("Kabupaten Batu Bara", ["12.19"]),
    ("Kota Solok dan Kabupaten Solok", ["13.72", "13.02"]),
]


@pytest.mark.parametrize(("text", "expected"), AMBIGUOUS)
def test_the_article_decides_between_places_of_one_name(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


MISSPELT = [
    ("Musi Banyuasi [Muba] punya 15 inovasi", ["16.06"]),
    ("Kabupaten Musi Banyuasim", ["16.06"]),
    ("Kabupaten Banyuwagi", ["35.10"]),
    ("Bupati Ogan Komring Ilir", ["16.02"]),
    ("Kabupaten Pringswu", ["18.10"]),
    ("Kabupaten Demac", []),  # too short to tell a slip from another word
    ("Kabupaten Layak Anak", []),
    ("Bupati Sumarwono meninjau", []),
]


@pytest.mark.parametrize(("text", "expected"), MISSPELT)
def test_a_slip_of_one_letter_is_forgiven_in_context(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_a_port_town_is_not_the_city_of_a_like_name() -> None:
    assert codes("Kantor Imigrasi Tanjung Balai Karimun") == ["21.02"]


def test_kecamatan_only_after_its_word_and_in_the_regency_named() -> None:
    assert codes("Kecamatan Sukajadi, Kota Bandung") == ["32.73.07", "32.73"]
    assert codes("Camat Tabukan di Batola") == ["63.04.12", "63.04"]
    assert codes("Sukajadi ramai") == []


def test_one_mention_with_all_its_places() -> None:
    (region,) = read("Pemkab Muba dan Kabupaten Musi Banyuasin; Muba juara.").regions
    assert [e.quote for e in region.evidence] == ["Muba", "Kabupaten Musi Banyuasin", "Muba"]


MAIN = [
    ("JAKARTA – Kabupaten Luwu Utara menang. Bupati Luwu Utara hadir di Jakarta.", "73.22"),
    ("Gubernur Sumsel memuji Muba. Pemkab Muba punya inovasi.", "16.06"),
    ("RUTENG – Penghargaan di Semarang itu milik warga Kabupaten Manggarai.", "53.10"),
    ("Layanan Baru\n\nSelong, (Kabar) - Juara NTB. Pemprov NTB memuji Lombok Timur, kata Gubernur NTB.", "52.03"),
    ("MATARAM - Pemprov NTB dan Gubernur NTB menerima piala untuk NTB.", "52"),
    ("Jateng juara. Pemprov Jateng, Gubernur Jateng, warga Jateng di Semarang.", "33"),
]


@pytest.mark.parametrize(("text", "code"), MAIN)
def test_main_region(text: str, code: str) -> None:
    region = main_region(read(text))
    assert region is not None
    assert region.code == code


def test_main_region_of_nothing_is_none() -> None:
    assert main_region(read("Tidak ada daerah di sini.")) is None


def test_region_of_span_is_inside_else_near_in_the_sentence() -> None:
    text = "Di Palembang ada Si Randik. Inovasi Berseni dari Kota Malang. Tanpa nama daerah."
    reading = read(text)

    def code_of(part: str) -> str | None:
        at = text.index(part)
        region = region_of_span(reading, at, at + len(part))
        return region.code if region else None

    assert code_of("Si Randik") == "16.71"
    assert code_of("dari Kota Malang") == "35.73"
    assert code_of("Berseni") == "35.73"
    assert code_of("Tanpa nama") is None


LOOKUP = [
    ("Muba", "16.06"), ("Kab. Bogor", "32.01"), ("Kota Bogor", "32.71"), ("Sumsel", "16"), ("Pemkot Malang", "35.73"),
    ("Bogor", None), ("Atlantis", None), ("", None), ("provinsi jawa  tengah", "33"), ("MUARA ENIM", "16.03"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), LOOKUP)
def test_lookup(name: str, code: str | None) -> None:
    found = lookup(name)
    assert (found[0] if found else None) == code


def test_every_short_form_names_a_region_of_the_gazetteer() -> None:
    names = {p.name for p in places().values() if p.kind != "kecamatan"}
    assert {row["region"] for row in gazetteers.rows("region_nicknames")} <= names


def test_the_gazetteer_is_complete() -> None:
    kinds = [p.kind for p in places().values()]
    assert kinds.count("provinsi") == 38
    assert kinds.count("kabupaten") + kinds.count("kota") == 514
    for place in places().values():
        form = forms().get(place.base) if place.kind != "kecamatan" else None
        assert place.kind == "kecamatan" or (form is not None and place in form.places)
