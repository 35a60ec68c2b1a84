"""Status, start and replication of an innovation, and the fields of the home ministry's form."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from spacy.language import Language

sys.path.insert(0, str(Path(__file__).parent))

from helpers_names import all_spans, read, spans_of

from inovasi.nlp.extract import extract
from inovasi.nlp.lifecycle import Lifecycle, lifecycle_of
from inovasi.nlp.replication import RegionPlaces, origin_of, replications_of, takers_of
from inovasi.types import Article


def course(nlp: Language, text: str, name: str = "Kopi Pagi", *others: str) -> Lifecycle:
    reading = read(nlp, text)
    return lifecycle_of(reading, spans_of(text, name), all_spans(text, (name, *others)), RegionPlaces(reading))


STATUS = [
    ("Kopi Pagi masih berjalan sampai sekarang.", "berlanjut"),
    ("Hingga kini Kopi Pagi masih digunakan warga.", "berlanjut"),
    ("Kopi Pagi tetap dilaksanakan setiap pekan.", "berlanjut"),
    ("Sejak 2019 Kopi Pagi terus berjalan di semua desa.", "berlanjut"),
    ("Kopi Pagi berjalan hingga saat ini.", "berlanjut"),
    ("Kopi Pagi lahir di Puskesmas Melati. Inovasi ini masih diterapkan hingga kini.", "berlanjut"),
    ("Kopi Pagi sudah tidak berjalan sejak pandemi.", "berhenti"),
    ("Program Kopi Pagi dihentikan tahun lalu karena anggaran habis.", "berhenti"),
    ("Kopi Pagi kini mati suri.", "berhenti"),
    ("Kopi Pagi tidak lagi digunakan petugas.", "berhenti"),
    ("Setelah camat pindah, Kopi Pagi berhenti beroperasi.", "berhenti"),
    ("Kopi Pagi vakum selama pandemi.", "berhenti"),
    ("Kopi Pagi telah direplikasi di sepuluh kecamatan.", "direplikasi"),
    ("Kopi Pagi sudah diadopsi sejumlah daerah.", "direplikasi"),
    ("Kopi Pagi banyak ditiru puskesmas lain.", "direplikasi"),
    ("Kopi Pagi menarik banyak tamu. Inovasi ini sudah direplikasi oleh Kabupaten Sragen.", "direplikasi"),
    ("Kabupaten Sragen mereplikasi Kopi Pagi.", "direplikasi"),
    ("Kopi Pagi masih berjalan dan telah direplikasi Kabupaten Sragen.", "direplikasi"),
]
NO_STATUS = [
    "Bupati berharap Kopi Pagi dapat direplikasi daerah lain.",
    "Kopi Pagi akan direplikasi di semua kecamatan.",
    "Kopi Pagi diharapkan terus berlanjut.",
    "Anggaran disiapkan agar Kopi Pagi terus berjalan.",
    "Kopi Pagi mudah direplikasi.",
    "Kopi Pagi layak diadopsi kabupaten lain.",
    "Kopi Pagi belum direplikasi daerah lain.",
    "Kopi Pagi berpotensi direplikasi.",
    "Kopi Pagi harus tetap berjalan, kata bupati.",
    "Kopi Pagi tidak berhenti di satu desa.",
    "Kopi Pagi jangan dihentikan, pinta warga.",
    "Kopi Pagi terancam dihentikan.",
    "Kopi Pagi dihentikan sementara selama libur.",
    "Kopi Pagi terhenti di babak 40 besar.",
    "Bila tidak ada aral, Kopi Pagi sudah direplikasi bulan depan.",
    "Dua daerah melirik Kopi Pagi untuk ditiru.",
    "Kopi Pagi bisa ditiru puskesmas lain.",
    "Jika Kopi Pagi masih berjalan, warga senang.",
    "Kopi Pagi membantu warga berhenti merokok.",
    "Dengan Kopi Pagi, berkas kertas tidak lagi digunakan.",
    "Melalui aplikasi Kopi Pagi, layanan tetap berjalan saat libur.",
    "Kopi Pagi membuat antrean panjang tidak lagi berjalan lambat.",
    "Sebelum Kopi Pagi hadir, posyandu sempat terhenti.",
    "Kopi Pagi diperkenalkan, sementara pasar lama masih beroperasi di kota.",
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_a_status_that_is_told_as_a_fact_is_read(nlp: Language, text: str, status: str) -> None:
    found = course(nlp, text)
    assert found.status == status
    [place] = [e for e in found.evidence if e.field == "status"]
    assert text[place.start : place.end] == place.quote


@pytest.mark.parametrize("text", NO_STATUS)
def test_hopes_plans_and_negations_are_no_status(nlp: Language, text: str) -> None:
    assert course(nlp, text).status is None


def test_what_is_said_of_the_next_name_is_not_said_of_the_one_before(nlp: Language) -> None:
    text = "Kopi Pagi masih berjalan, sedangkan Rumah Daun sudah dihentikan."
    assert course(nlp, text, "Kopi Pagi", "Rumah Daun").status == "berlanjut"
    assert course(nlp, text, "Rumah Daun", "Kopi Pagi").status == "berhenti"


STARTED = [
    ("Kopi Pagi diluncurkan pada 2019.", 2019),
    ("Kopi Pagi diluncurkan Bupati pada 12 Maret 2021.", 2021),
    ("Kopi Pagi mulai diterapkan di Puskesmas Melati sejak awal tahun 2018.", 2018),
    ("Kopi Pagi lahir pada 2017 dari keluhan warga.", 2017),
    ("Inovasi Kopi Pagi dirintis sejak 2016.", 2016),
    ("Kopi Pagi di-launching Kamis (12/3/2020).", 2020),
    ("Sejak 2015, Puskesmas Melati menjalankan Kopi Pagi.", 2015),
    ("Puskesmas Melati meluncurkan Kopi Pagi pada Januari 2022.", 2022),
    ("Dinas Sosial merintis Kopi Pagi sejak tahun 2014.", 2014),
    ("Kopi Pagi dipuji menteri. Inovasi ini digagas pada tahun 2013.", 2013),
    ("Kopi Pagi berjalan sejak Agustus 2018.", 2018),
    ("Kopi Pagi diresmikan Wali Kota pada awal 2023.", 2023),
]
NOT_STARTED = [
    "Kopi Pagi akan diluncurkan pada 2026.",
    "Kopi Pagi rencananya diluncurkan pada 2026.",
    "Kopi Pagi ditargetkan mulai berjalan tahun 2027.",
    "Kopi Pagi masuk Top 45 pada 2019.",
    "Sejak 2015 angka kematian turun; Kopi Pagi ikut membantu.",
    "Kopi Pagi belum diluncurkan pada 2020.",
    "Kopi Pagi melayani warga dan camat meluncurkan gedung pada 2020.",
    "Lewat Kopi Pagi, klinik desa dibangun pada 2021.",
    "Versi baru Kopi Pagi memakai data 2020.",
]


@pytest.mark.parametrize(("text", "year"), STARTED)
def test_the_year_of_the_start_is_read(nlp: Language, text: str, year: int) -> None:
    found = course(nlp, text)
    assert found.started == year
    [place] = [e for e in found.evidence if e.field == "started"]
    assert str(year) in place.quote


@pytest.mark.parametrize("text", NOT_STARTED)
def test_other_years_are_no_start(nlp: Language, text: str) -> None:
    assert course(nlp, text).started is None


# text, replicated from, replicated by
COPIED = [
    ("Kabupaten Sragen mereplikasi Kopi Pagi milik Kota Tegal.", "Kota Tegal", "Kabupaten Sragen"),
    ("Pemkab Sragen telah mengadopsi Kopi Pagi dari Kota Tegal.", "Kota Tegal", "Sragen"),
    ("Pemkab Sragen mereplikasi inovasi Kota Tegal, Kopi Pagi.", "Kota Tegal", "Sragen"),
    ("Kopi Pagi milik Kota Tegal direplikasi Kabupaten Sragen.", "Kota Tegal", "Kabupaten Sragen"),
    (
        "Kopi Pagi sudah direplikasi oleh Kabupaten Sragen, Kabupaten Ende, dan Kota Kupang.",
        "",
        "Kabupaten Sragen|Kabupaten Ende|Kota Kupang",
    ),
    ("Kopi Pagi telah direplikasi di beberapa daerah, antara lain Kota Kupang.", "", "Kota Kupang"),
    ("Kopi Pagi merupakan replikasi dari Rumah Daun milik Kota Tegal.", "Kota Tegal", ""),
    ("Kopi Pagi diadopsi dari Kabupaten Ende.", "Kabupaten Ende", ""),
    ("Kopi Pagi terkenal. Inovasi ini telah direplikasi Kabupaten Sragen.", "", "Kabupaten Sragen"),
    ("Kabupaten Ende dan Kabupaten Sragen meniru Kopi Pagi.", "", "Kabupaten Ende|Kabupaten Sragen"),
    ("Dinas Sosial Kabupaten Sragen meniru Kopi Pagi (Dinas Sosial Kota Tegal).", "Kota Tegal", "Kabupaten Sragen"),
]  # fmt: skip
NOT_COPIED = [
    "Kabupaten Sragen akan mereplikasi Kopi Pagi milik Kota Tegal.",
    "Kopi Pagi diharapkan direplikasi Kabupaten Sragen.",
    "Kabupaten Sragen berencana mengadopsi Kopi Pagi.",
    "Kabupaten Sragen belum mereplikasi Kopi Pagi.",
    "Kabupaten Sragen meneken kesepakatan untuk meniru Kopi Pagi.",
    "Kabupaten Sragen meniru dengan nama Kopi Pagi.",
    "Rombongan Kabupaten Sragen melakukan studi tiru ke Kota Tegal untuk mempelajari Kopi Pagi.",
    "Kopi Pagi dijalankan Kabupaten Sragen dan Kota Tegal.",
]


@pytest.mark.parametrize(("text", "origin", "takers"), COPIED)
def test_a_replication_tells_who_took_whose_innovation(nlp: Language, text: str, origin: str, takers: str) -> None:
    found = course(nlp, text, "Kopi Pagi", "Rumah Daun")
    assert "|".join(found.replicated_from) == origin
    assert "|".join(found.replicated_by) == takers
    quotes = [e.quote for e in found.evidence if e.field == "replication"]
    assert quotes == [*found.replicated_from, *found.replicated_by]


@pytest.mark.parametrize("text", NOT_COPIED)
def test_plans_and_visits_are_no_replication(nlp: Language, text: str) -> None:
    found = course(nlp, text)
    assert (found.replicated_from, found.replicated_by) == ((), ())


# text, origin (whose innovation it is), regions that must not be taken for its home
ORIGINS = [
    ("Rombongan Kabupaten Sragen melakukan studi tiru ke Kota Tegal untuk mempelajari Kopi Pagi.", "33.76", "33.14"),
    ("Pemkab Sragen berkunjung ke Pemkot Tegal guna mempelajari Kopi Pagi.", "33.76", "33.14"),
    ("Kabupaten Sragen akan mereplikasi Kopi Pagi milik Kota Tegal.", "33.76", ""),
    ("Kabupaten Sragen mereplikasi Kopi Pagi milik Kota Tegal.", "33.76", "33.14"),
    ("Kopi Pagi dipelajari rombongan Kabupaten Sragen saat kunjungan kerja ke Kota Tegal.", "33.76", "33.14"),
    ("Kopi Pagi merupakan replikasi dari Rumah Daun milik Kota Tegal.", "", ""),
    ("Kota Tegal menjadi tujuan studi tiru Pemkab Sragen terkait aplikasi Kopi Pagi.", "33.76", "33.14"),
    ("Bupati Sragen ingin mereplikasi Kopi Pagi yang dimiliki Pemkot Tegal.", "33.76", ""),
    ("Kunjungan kerja DPRD Kabupaten Sragen ke Kota Tegal bertujuan mengenal Kopi Pagi.", "33.76", "33.14"),
    ("Kopi Pagi membantu anak belajar di Kabupaten Sragen.", "", ""),
]


@pytest.mark.parametrize(("text", "origin", "takers"), ORIGINS)
def test_the_home_of_an_innovation_that_others_copy_or_visit_is_its_origin(
    nlp: Language, text: str, origin: str, takers: str
) -> None:
    reading = read(nlp, text)
    names = all_spans(text, ("Kopi Pagi", "Rumah Daun"))
    found = replications_of(reading, spans_of(text, "Kopi Pagi"), names, RegionPlaces(reading))
    home = origin_of(found)
    assert (home.region.code if home else "") == origin
    assert "|".join(p.region.code for p in takers_of(found)) == takers


def test_the_copied_innovation_belongs_to_the_region_that_the_copy_came_from(nlp: Language) -> None:
    text = "Kopi Pagi merupakan replikasi dari Rumah Daun milik Kota Tegal."
    reading = read(nlp, text)
    found = replications_of(
        reading, spans_of(text, "Rumah Daun"), all_spans(text, ("Kopi Pagi", "Rumah Daun")), RegionPlaces(reading)
    )
    assert [p.name for r in found for p in r.origin] in ([], ["Kota Tegal"])


def test_an_endless_line_tells_nothing_of_a_far_name(nlp: Language) -> None:
    filler = "warga datang dan petugas melayani dengan ramah " * 40
    text = f"Kopi Pagi {filler} telah direplikasi Kabupaten Sragen {filler}"
    assert course(nlp, text) == Lifecycle()


def test_the_mention_carries_the_course_with_its_evidence(nlp: Language) -> None:
    text = (
        "Inovasi SIKOPI (Sistem Kontrol Perizinan) diluncurkan Kota Tegal pada 2019. "
        "Inovasi ini telah direplikasi Kabupaten Sragen."
    )
    [item] = extract(nlp, Article("x", text)).innovations
    assert (item.status, item.started, item.replicated_by) == ("direplikasi", 2019, ("Kabupaten Sragen",))
    fields = {e.field for e in item.evidence}
    assert {"status", "started", "replication"} <= fields


FORM = [
    ("Aplikasi SIKOPI (Sistem Kontrol Perizinan) masih tahap uji coba.", "stage", "uji coba"),
    ("Inovasi SIKOPI (Sistem Kontrol Perizinan) masih berupa gagasan.", "stage", "inisiatif"),
    ("Inovasi SIKOPI (Sistem Kontrol Perizinan) berbasis web.", "digital", True),
    ("Inovasi SIKOPI (Sistem Kontrol Perizinan) di bidang kesehatan dibuka.", "affairs", "kesehatan"),
    ("Inovasi SIKOPI (Sistem Kontrol Perizinan) digagas oleh Budi Contoh.", "initiator", "Budi Contoh"),
]


@pytest.mark.parametrize(("text", "field", "value"), FORM)
def test_the_fields_of_the_form_are_read_beside_the_name(
    nlp: Language, text: str, field: str, value: str | bool
) -> None:
    [item] = extract(nlp, Article("x", text)).innovations
    assert getattr(item, field) == value
