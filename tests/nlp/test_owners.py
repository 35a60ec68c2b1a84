"""Which agency and which region a name belongs to. All innovations and people are invented."""

from __future__ import annotations

import pytest
from spacy.language import Language

from inovasi.nlp.doc import reading_of
from inovasi.nlp.layers import Layer
from inovasi.nlp.owners import best, likelihood
from inovasi.types import InnovationMention

AGENCIES = [
    (
        "after each name, joined by words",
        "Tiga inovasi Kota Tegal masuk final, yakni inovasi Sapu Pantai milik Dinas Perikanan, inovasi Lampu Baca "
        "besutan RSUD Melati, dan inovasi Kuda Sehat dari Dinas Sosial.",
        {"Sapu Pantai": "Dinas Perikanan", "Lampu Baca": "RSUD Melati", "Kuda Sehat": "Dinas Sosial"},
    ),
    (
        "before each name",
        "Di Kabupaten Sikka, Dinas Sosial mengusung inovasi SIRAMPAK (Sistem Ramah Anak Panti), sedangkan RSUD Melati "
        "membawa inovasi SIKOPI (Sistem Kontrol Pasien).",
        {"SIRAMPAK": "Dinas Sosial", "SIKOPI": "RSUD Melati"},
    ),
    (
        "before the name, though the one of another name is nearer to it",
        "Juara inovasi Kabupaten Sikka yakni Dinas Sosial dengan SIRAMPAK (Sistem Ramah Anak Panti), Dinas Perikanan "
        "dengan SUKAMINA (Sukseskan Kawasan Mina) dan RSUD Melati dengan SIKOPI (Sistem Kontrol Pasien).",
        {"SIRAMPAK": "Dinas Sosial", "SUKAMINA": "Dinas Perikanan", "SIKOPI": "RSUD Melati"},
    ),
    (
        "not the partner",
        "RSUD Melati Kabupaten Sikka meluncurkan inovasi SIKOPI (Sistem Kontrol Pasien) bersama Dinas Kesehatan.",
        {"SIKOPI": "RSUD Melati Kabupaten Sikka"},
    ),
    (
        "not the judge",
        "Inovasi SIKOPI (Sistem Kontrol Pasien) dari RSUD Melati dinilai tim Kementerian PANRB dan diumumkan di "
        "Jakarta.",
        {"SIKOPI": "RSUD Melati"},
    ),
    (
        "the government of a region whose innovation it is, where no office is named",
        "Pemkot Tegal mengikuti lomba di Semarang. Wali kota hadir bersama rombongan.\n\n"
        "Inovasi Tegal yang diunggulkan bernama “Perahu Baca”.",
        {"Perahu Baca": "Pemkot Tegal"},
    ),
]
REGIONS = [
    (
        "in brackets after each name",
        "Tiga inovasi terbaik Jawa Tengah yakni inovasi Perahu Baca (Kota Tegal), inovasi Kuda Sehat (Kabupaten "
        "Blora), dan inovasi Lampu Desa (Kabupaten Jepara).",
        {"Perahu Baca": "Kota Tegal", "Kuda Sehat": "Kabupaten Blora", "Lampu Desa": "Kabupaten Jepara"},
    ),
    (
        "after the owner's name",
        "Daftar inovasi terbaik Sumatera Barat:\n1. Kuda Sehat – Puskesmas Rao, Kabupaten Pasaman\n"
        "2. Lampu Surau – Dinas Sosial Kota Solok\n3. Perahu Baca – Puskesmas Tarusan, Kabupaten Pesisir Selatan",
        {"Kuda Sehat": "Kabupaten Pasaman", "Lampu Surau": "Kota Solok", "Perahu Baca": "Kabupaten Pesisir Selatan"},
    ),
    (
        "not where the reporter was",
        "JAKARTA – Inovasi SIKOPI (Sistem Kontrol Pasien) milik RSUD Melati Kabupaten Sikka meraih penghargaan, "
        "Senin. Bupati Sikka menerimanya di Jakarta.",
        {"SIKOPI": "Kabupaten Sikka"},
    ),
]


def found(nlp: Language, text: str) -> dict[str, InnovationMention]:
    return {i.name: i for i in reading_of(nlp(text)).innovations}


@pytest.mark.parametrize(("text", "owners"), [c[1:] for c in AGENCIES], ids=[c[0] for c in AGENCIES])
def test_the_owner_of_a_name_is(nlp: Language, text: str, owners: dict[str, str]) -> None:
    items = found(nlp, text)
    assert {name: items[name].agency for name in owners} == owners


@pytest.mark.parametrize(("text", "homes"), [c[1:] for c in REGIONS], ids=[c[0] for c in REGIONS])
def test_the_region_of_a_name_is_told(nlp: Language, text: str, homes: dict[str, str]) -> None:
    items = found(nlp, text)
    assert {name: items[name].region for name in homes} == homes


def test_a_name_without_any_hint_has_neither(nlp: Language) -> None:
    [item] = found(nlp, "Warga menyukai inovasi SIKOPI (Sistem Kontrol Pasien) itu.").values()
    assert (item.agency, item.region, item.region_code) == (None, None, None)


def test_the_evidence_of_owner_and_region_is_in_the_text(nlp: Language) -> None:
    for _, text, names in (*AGENCIES, *REGIONS):
        items = found(nlp, text)
        places = [e for name in names for e in items[name].evidence if e.field in {"agency", "region"}]
        assert places
        assert all(text[e.start : e.end] == e.quote for e in places)


def test_the_likelihoods_of_options_leave_room_for_none() -> None:
    layer = Layer({"near": 2.0}, -1.0)
    chances = likelihood(layer, {"a": {"near": 1.0}, "b": {}})
    assert chances["a"] > chances["b"]
    assert sum(chances.values()) < 1.0
    assert likelihood(layer, {}) == {}


def test_of_equal_options_the_first_is_best_and_below_the_floor_none() -> None:
    layer = Layer({"near": 2.0}, -1.0)
    options = [(7, {"near": 1.0}), (3, {"near": 1.0}), (5, {})]
    assert best(layer, options, 0.0) == 7
    assert best(layer, options, 1.0) is None
