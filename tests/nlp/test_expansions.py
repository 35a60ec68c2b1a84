"""Which short forms a text spells out: every way the news does it, and what only looks like it. Names are invented."""

from __future__ import annotations

import pytest
from spacy.language import Language

from inovasi.nlp.doc import reading_of

SPELLED_OUT = [
    # SHORT (LONG)
    (
        "Dinas itu membawa Saroma (Sistem Antrean Rumah Sakit Online Mandiri).",
        "Saroma",
        "Sistem Antrean Rumah Sakit Online Mandiri",
    ),
    # LONG (SHORT)
    ("Ada Gerakan Sapa Lansia Pulau (GESALAP) di sana.", "GESALAP", "Gerakan Sapa Lansia Pulau"),
    # lower case on both sides
    ("Petugas aparatur sipil negara (ASN) hadir.", "ASN", "aparatur sipil negara"),
    # a lead word and an agency before the name stay out
    ("Lewat Aplikasi SIKOPI (Sistem Kontrol Perizinan) warga terbantu.", "SIKOPI", "Sistem Kontrol Perizinan"),
    ("Puskesmas Melati punya Perkasa (Perawatan Kaki Sakit).", "Perkasa", "Perawatan Kaki Sakit"),
    # a bracket that never closes, in a list
    (
        "RSUD punya Lapis (Layanan Pasien Istimewa, Bakso (Bantu Akses Sosial), dan lainnya.",
        "Lapis",
        "Layanan Pasien Istimewa",
    ),
    # nested and square brackets, several words
    ("Lahir Jukung [Jemput Urusan Kampung] di pesisir.", "Jukung", "Jemput Urusan Kampung"),
    ("Ada Sirup (Sistem Rujukan Puskesmas (Darurat)) di kota.", "Sirup", "Sistem Rujukan Puskesmas (Darurat)"),
    # markers
    (
        "Sapu Lidi merupakan singkatan dari Satu Pintu Layanan Izin Digital.",
        "Sapu Lidi",
        "Satu Pintu Layanan Izin Digital",
    ),
    ('Aplikasi "Bajaku", akronim dari "Bantu Jaga Keluarga", diluncurkan.', "Bajaku", "Bantu Jaga Keluarga"),
    (
        "Sistem Monitoring Kebun Rakyat yang disingkat SIMKERA dipakai petani.",
        "SIMKERA",
        "Sistem Monitoring Kebun Rakyat",
    ),
    ("Warga memakai GELAS. Singkatan Gerakan Lansia Sehat.", "GELAS", "Gerakan Lansia Sehat"),
    # atau, yakni, dash, comma, nothing at all, the next sentence
    ("Pemkot memaparkan Aksi Jemput Akta Lahir atau Ajaklah.", "Ajaklah", "Aksi Jemput Akta Lahir"),
    ("Mereka mengusung Saweran, yakni Sayangi Warga Rentan.", "Saweran", "Sayangi Warga Rentan"),
    ("Program Jumpa Sehat – Jumat Pagi Sehat di lapangan.", "Jumpa Sehat", "Jumat Pagi Sehat"),
    ("Juaranya GOROSI, Gerakan Orang Rumah Sigap (Kelurahan Melati).", "GOROSI", "Gerakan Orang Rumah Sigap"),
    (
        "Dinas Perhubungan: Si Randu Sistem Informasi Rambu Daerah Utama.",
        "Si Randu",
        "Sistem Informasi Rambu Daerah Utama",
    ),
    (
        "Ada aplikasi Pamit Sehat. Pelayanan Antar Mandiri Pasien Sehat.",
        "Pamit Sehat",
        "Pelayanan Antar Mandiri Pasien Sehat",
    ),
    # counted letters, a noun before the acronym
    ("Kami punya kantin 3S (Sehat, Segar, Santun) di sekolah.", "3S", "Sehat, Segar, Santun"),
    # bodies spell out only what the letters take
    (
        "Dinas Komunikasi dan Informatika (Kominfo) Kota Palembang hadir.",
        "Kominfo",
        "Komunikasi dan Informatika",
    ),
]
NOT_SPELLED_OUT = [
    "Bunga Tanjung (Pemprov DKI Jakarta) masuk daftar.",
    "Gembira Dong (ASN) juga disebut.",
    "Rumah Tenun (Kabupaten Sikka) dan Kelas Ombak (2021) menang.",
    "Acara digelar Kamis (24/10/2019) di aula.",
    "KUPANG, kabarbaru.example – Kepala Dinas Pendidikan meninjau sekolah pada hari itu.",
    "Juara I: Sipakatau, Dinas Sosial; juara II: Rumah Tenun, Kecamatan Borong.",
    "Bupati menyebut 61 inovasi, disusul kabupaten tetangga.",
    "Kabupaten Grobogan (Grobogan) di Jawa Tengah.",
]


@pytest.mark.parametrize(("text", "short", "long"), SPELLED_OUT, ids=[s for _, s, _ in SPELLED_OUT])
def test_a_spelled_out_short_form_is_found(nlp: Language, text: str, short: str, long: str) -> None:
    found = [(x.short, x.long) for x in reading_of(nlp(text)).expansions]
    assert (short, long) in found


@pytest.mark.parametrize("text", NOT_SPELLED_OUT)
def test_an_owner_a_region_a_date_or_a_dateline_is_no_expansion(nlp: Language, text: str) -> None:
    assert reading_of(nlp(text)).expansions == ()


def test_the_alignment_of_an_expansion_indexes_its_own_strings(nlp: Language) -> None:
    text = "Lewat Perkadina (Perawatan Luka di Rumah Anda) pasien terbantu."
    [expansion] = reading_of(nlp(text)).expansions
    assert expansion.kind == "acronym"
    taken = "".join(expansion.long[s.l] for s in expansion.alignment).casefold()
    given = "".join(expansion.short[s.s] for s in expansion.alignment).casefold()
    assert taken == given
    assert {s.how for s in expansion.alignment} <= {"initial", "syllable", "inner"}


def test_a_pair_told_twice_is_reported_once_with_both_places(nlp: Language) -> None:
    text = "Ada Sikopi (Sistem Kontrol Perizinan). Kemarin Sikopi (Sistem Kontrol Perizinan) dipuji."
    [expansion] = reading_of(nlp(text)).expansions
    assert sum(e.field == "short" for e in expansion.evidence) == 2


@pytest.mark.parametrize(
    ("text", "short", "long", "kind"),
    [
        ("Lejong dalam bahasa Manggarai berarti bertamu.", "Lejong", "bertamu", "translation"),
        ("Nama “Sintuwu” dalam bahasa Pamona artinya “hidup bersama”.", "Sintuwu", "hidup bersama", "translation"),
        ("Ada Sikopi (Sistem Kontrol Perizinan).", "Sikopi", "Sistem Kontrol Perizinan", "acronym"),
        (
            "Sapu Jagat singkatan dari Sahabat Pembangunan Desa.",
            "Sapu Jagat",
            "Sahabat Pembangunan Desa",
            "gloss",
        ),
    ],
)
def test_the_kind_says_what_the_long_form_is(nlp: Language, text: str, short: str, long: str, kind: str) -> None:
    assert (short, long, kind) in [(x.short, x.long, x.kind) for x in reading_of(nlp(text)).expansions]
