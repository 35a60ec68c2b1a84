"""Names as news really gives them: lists without a telling introduction, lower case, three spellings, look-alikes.

Every sentence is our own; the places exist, the programmes and people do not.
"""

from __future__ import annotations

import pytest
from spacy.language import Language

from inovasi.nlp.extract import extract
from inovasi.types import Article

CASES = [
    pytest.param(
        "PANGKALAN BUN – Pemenang lomba inovasi daerah Kabupaten Kotawaringin Barat tahun 2022 "
        "adalah:\n- SIRAJA (Sistem Rawat Jalan Terpadu), RSUD Sultan Imanuddin\n- Kapal Cerdas, Dinas "
        "Perpustakaan dan Kearsipan\n- Sekapur Sirih, Kecamatan Arut Selatan\n",
        ["Kapal Cerdas", "SIRAJA", "Sekapur Sirih"],
        id="dashes",
    ),
    pytest.param(
        "SUMENEP – Hasil lomba inovasi desa Kabupaten Sumenep. Terbaik I: Garam Manis (Desa Pinggir "
        "Papas). Terbaik II: Kerapan Data (Desa Kalianget). Terbaik III: Lampu Nelayan (Desa Dungkek).",
        ["Garam Manis", "Kerapan Data", "Lampu Nelayan"],
        id="terbaik",
    ),
    pytest.param(
        "Puskesmas Talang memperkenalkan inovasi bernama teman tidur, layanan konsultasi malam bagi "
        "ibu hamil. Kepala Puskesmas Talang mengatakan teman tidur sudah dipakai 40 ibu.",
        ["teman tidur"],
        id="lower case",
    ),
    pytest.param(
        "Kecamatan Sukamaju meluncurkan inovasi “Sayur Cepat Tumbuh” untuk warga. Camat menyebut "
        "'Sayur Cepat Tumbuh' diikuti 20 RT.",
        ["Sayur Cepat Tumbuh"],
        id="quotes",
    ),
    pytest.param(
        "RSUD Bendan membuat inovasi SI-PELITA. Lewat Si Pelita pasien mendaftar dari rumah. Sipelita "
        "diluncurkan Wali Kota Pekalongan.",
        ["SI-PELITA"],
        id="spellings",
    ),
    pytest.param(
        "Dinas Sosial Kota Tegal punya inovasi GURITA. GURITA merupakan singkatan dari Gerakan Urus "
        "Rakyat Tanpa Antre. Layanan itu dimulai 2021.",
        ["GURITA"],
        id="next sentence",
    ),
    pytest.param(
        "Rombongan Pemkab Ngada belajar ke Kota Tegal. Mereka hendak mereplikasi inovasi GURITA "
        "(Gerakan Urus Rakyat Tanpa Antre) milik Dinas Sosial Kota Tegal.",
        ["GURITA"],
        id="replication",
    ),
    pytest.param(
        "Lomba Masak Ikan Nila digelar Dinas Perikanan Kabupaten Wonogiri di Alun-alun Giri Krida "
        "Bakti. Juara pertama diraih Kecamatan Manyaran. Bupati berharap konsumsi ikan naik.",
        [],
        id="contest",
    ),
    pytest.param(
        "Pemkot Madiun memberikan penghargaan inovasi kepada Dinas Perdagangan, RSUD Sogaten, "
        "Kecamatan Taman, dan Kelurahan Kartoharjo. Piala diserahkan Wali Kota Madiun.",
        [],
        id="agencies only",
    ),
    pytest.param(
        "Kabupaten Sragen mendaftarkan 48 inovasi ke ajang IGA. Dari 48 inovasi itu, tiga inovasi "
        "masuk Top 99, yakni Sapu Lidi, Tumpang Sari Data dan E-Gayeng.",
        ["E-Gayeng", "Sapu Lidi", "Tumpang Sari Data"],
        id="counts",
    ),
    pytest.param(
        "Kominfo Kabupaten Banjar melatih operator SP4N-LAPOR! dan SIPD. Pelatihan di Hotel Aston itu "
        "diikuti 60 orang. Peserta juga dikenalkan pada Satu Sehat.",
        [],
        id="national apps",
    ),
    pytest.param(
        "Jemput Bola ala Sikumbang, Cara Disdukcapil Agam Dekati Warga\n\nLUBUK BASUNG – Disdukcapil "
        "Kabupaten Agam mendatangi nagari dengan inovasi Sikumbang. Warga cukup menunggu di kantor "
        "wali nagari.",
        ["Sikumbang"],
        id="headline",
    ),
    pytest.param(
        "Puskesmas Rasimah Ahmad meluncurkan inovasi BUNDO KANDUANG (Bunda Peduli Kandungan). Menurut "
        "kepala puskesmas, inovasi lain seperti Siti Nurba",
        ["BUNDO KANDUANG"],
        id="cut off",
    ),
]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_names_that_are_hard_to_tell(nlp: Language, text: str, names: list[str]) -> None:
    assert sorted(item.name for item in extract(nlp, Article("a", text)).innovations) == names


def test_owners_are_carried_over_the_items_of_a_list(nlp: Language) -> None:
    text = next(case.values[0] for case in CASES if case.id == "dashes")
    found = {item.name: item.agency for item in extract(nlp, Article("a", str(text))).innovations}
    assert found == {
        "SIRAJA": "RSUD Sultan Imanuddin",
        "Kapal Cerdas": "Dinas Perpustakaan dan Kearsipan",
        "Sekapur Sirih": "Kecamatan Arut Selatan",
    }


def test_a_replicated_innovation_stays_with_its_origin(nlp: Language) -> None:
    text = next(case.values[0] for case in CASES if case.id == "replication")
    (item,) = extract(nlp, Article("a", str(text))).innovations
    assert (item.agency, item.region) == ("Dinas Sosial Kota Tegal", "Kota Tegal")


def test_three_spellings_are_one_innovation(nlp: Language) -> None:
    text = next(case.values[0] for case in CASES if case.id == "spellings")
    (item,) = extract(nlp, Article("a", str(text))).innovations
    assert {item.name, *item.aliases} == {"SI-PELITA", "Si Pelita", "Sipelita"}
