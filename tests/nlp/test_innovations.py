"""Which names are innovations, and what belongs to each. All innovations and people are invented."""

from __future__ import annotations

import pytest
from spacy.language import Language

from inovasi.nlp.doc import reading_of
from inovasi.types import InnovationMention


def found(nlp: Language, text: str) -> dict[str, InnovationMention]:
    return {i.name: i for i in reading_of(nlp(text)).innovations}


NAMED = [
    ("Dinas Kesehatan Kabupaten Sikka meluncurkan inovasi SIKOPI (Sistem Kontrol Pasien) untuk warga.", {"SIKOPI"}),
    ("Inovasi bernama “Perahu Baca” itu digagas Dinas Perpustakaan Kota Tegal.", {"Perahu Baca"}),
    (
        "Tiga inovasi Kota Kediri masuk Top 99, yakni Sigemoy, Lapor Mbakyu dan Sekolah Ceria Tanpa Bullying.",
        {"Sigemoy", "Lapor Mbakyu", "Sekolah Ceria Tanpa Bullying"},
    ),
    (
        "Pemenang lomba inovasi daerah:\n1. Gemparku – Dinas Sosial\n2. Sipakalebbi – RSUD Melati\n"
        "3. Rantang Kasih – Kecamatan Borong",
        {"Gemparku", "Sipakalebbi", "Rantang Kasih"},
    ),
    (
        "Inovasi itu tersebar di OPD, yakni RSUD Melati yang mempunyai Sih Larasati (Layanan Rawat Santun Lansia), "
        "Saroha (Sistem Antrean Online Harian), Dinas Perikanan: Sukamina (Sukseskan Kawasan Mina).",
        {"Sih Larasati", "Saroha", "Sukamina"},
    ),
]
NONE = [
    "Bupati Sikka membuka Musrenbang RKPD Tahun 2024 di Aula Kantor Bupati, Senin (4/3/2024).",
    "Kompetisi Inovasi Pelayanan Publik (KIPP) 2024 dibuka Kementerian Dalam Negeri di Jakarta, Senin.",
    "Harga cabai di Pasar Raya Padang naik menjelang Lebaran, kata Kepala Dinas Perdagangan Kota Padang.",
]


@pytest.mark.parametrize(("text", "names"), NAMED, ids=[" ".join(sorted(n)) for _, n in NAMED])
def test_the_innovations_of_a_text_are_named(nlp: Language, text: str, names: set[str]) -> None:
    assert set(found(nlp, text)) == names


@pytest.mark.parametrize("text", NONE)
def test_a_text_about_something_else_names_none(nlp: Language, text: str) -> None:
    assert found(nlp, text) == {}


def test_agencies_are_carried_over_the_items_of_a_prose_list(nlp: Language) -> None:
    text = (
        "Inovasi Kabupaten Sikka antara lain RSUD Melati yang mempunyai Larasati (Layanan Rawat Santun Lansia), "
        "Saroha (Sistem Antrean Online Harian), Dinas Perikanan: Sukamina (Sukseskan Kawasan Mina)."
    )
    items = found(nlp, text)
    assert {name: item.agency for name, item in items.items()} == {
        "Larasati": "RSUD Melati",
        "Saroha": "RSUD Melati",
        "Sukamina": "Dinas Perikanan",
    }
    assert {item.region for item in items.values()} == {"Kabupaten Sikka"}
    assert {item.region_code for item in items.values()} == {"53.07"}


def test_spellings_and_the_long_form_are_one_innovation(nlp: Language) -> None:
    text = (
        "Pemkot Tegal meluncurkan inovasi SIKOPI (Sistem Kontrol Perizinan). Aplikasi Si Kopi dipakai warga. "
        "Menurut wali kota, inovasi SIKOPI memangkas antrean."
    )
    [item] = found(nlp, text).values()
    assert item.name == "SIKOPI"
    assert item.expansion == "Sistem Kontrol Perizinan"
    assert "Sistem Kontrol Perizinan" not in item.aliases


def test_a_rank_is_no_part_of_a_name(nlp: Language) -> None:
    text = (
        "Pemenang lomba inovasi Kabupaten Sikka yakni juara 1 inovasi Gemparku (Gerakan Masyarakat Peduli Arsip Kita) "
        "dari Dinas Perpustakaan, juara 2 Sipakalebbi dari Bapenda dan juara 3 Rantang Kasih dari Dinas Sosial."
    )
    items = found(nlp, text)
    assert {"Gemparku", "Sipakalebbi", "Rantang Kasih"} <= set(items)
    assert not [s for item in items.values() for s in (item.name, *item.aliases) if s[0].isdigit()]


def test_an_award_claimed_for_named_innovations_becomes_theirs(nlp: Language) -> None:
    text = "Dua inovasi Kota Kediri masuk Top 45 KIPP 2021, yakni Sigemoy dan Lapor Mbakyu."
    assert {award for item in found(nlp, text).values() for award in item.awards} == {"Top 45 KIPP 2021"}


def test_form_fields_are_filled_only_when_the_text_states_them(nlp: Language) -> None:
    stated = found(nlp, "Pemkot Tegal melakukan uji coba inovasi SIKOPI (Sistem Kontrol Perizinan) berbasis android.")
    silent = found(nlp, "Pemkot Tegal memperkenalkan inovasi SIKOPI (Sistem Kontrol Perizinan) kepada warga.")
    assert (stated["SIKOPI"].stage, stated["SIKOPI"].digital) == ("uji coba", True)
    assert (silent["SIKOPI"].stage, silent["SIKOPI"].digital) == (None, None)


def test_the_description_is_the_sentence_and_stays_short_on_an_endless_line(nlp: Language) -> None:
    line = "Pemkot Tegal meluncurkan inovasi SIKOPI (Sistem Kontrol Perizinan), " + "lalu warga datang " * 400
    item = found(nlp, line)["SIKOPI"]
    assert item.description is not None
    assert "SIKOPI" in item.description
    assert len(item.description) < 700
