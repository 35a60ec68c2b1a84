"""Awards: their wordings, what they say, and whose they are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from spacy.language import Language

sys.path.insert(0, str(Path(__file__).parent))

from helpers_names import read, spans_of

from inovasi import gazetteers
from inovasi.nlp.awards import awards_by_name, find_awards
from inovasi.nlp.extract import extract
from inovasi.types import Article, Award

KIPP = "Kompetisi Inovasi Pelayanan Publik"
KIJB = "Kompetisi Inovasi Jawa Barat"
UNPSA = "United Nations Public Service Awards"
LID = "Lomba Inovasi Daerah"


def awards(nlp: Language, text: str, *names: str) -> list[tuple[Award, ...]]:
    return list(awards_by_name(read(nlp, text), [spans_of(text, name) for name in names]))


def levels(nlp: Language, text: str, *names: str) -> list[list[str | None]]:
    return [[a.level for a in found] for found in awards(nlp, text, *names)]


# text, then for Kopi Pagi: level, contest, scope, year
TOLD = [
    ("Kopi Pagi masuk Top 45 KIPP 2021.", ("Top 45", KIPP, "nasional", 2021)),
    ("Inovasi Kopi Pagi menembus TOP 99 Sinovik tahun 2018.", ("Top 99", KIPP, "nasional", 2018)),
    ("Kopi Pagi lolos ke Top-40 Inovasi Pelayanan Publik 2018 di Jakarta.", ("Top 40", KIPP, None, 2018)),
    ("Dinas Sosial membawa Kopi Pagi ke jajaran Top35 inovasi.", ("Top 35", None, None, None)),
    ("Kopi Pagi termasuk 99 top inovasi nasional.", ("Top 99", None, None, None)),
    ("Kopi Pagi meraih Top 30 Kovablik 2020.", ("Top 30", "Kovablik Jawa Timur", "provinsi", 2020)),
    (
        "Kopi Pagi meraih Top 25 Kompetisi Inovasi Pelayanan Publik (Kovablik) tahun 2022.",
        ("Top 25", "Kovablik Jawa Timur", "provinsi", 2022),
    ),
    ("Kopi Pagi masuk 15 besar KIJB 2019.", ("Top 15", KIJB, "provinsi", 2019)),
    ("Kopi Pagi masuk lima besar Kompetisi Inovasi Jawa Barat.", ("Top 5", KIJB, "provinsi", None)),
    ("Kopi Pagi menyabet Top 5 Kelompok Khusus KIPP 2022.", ("Top 5 Kelompok Khusus", KIPP, "nasional", 2022)),
    ("Kopi Pagi menyabet Top 5 Replikasi KIPP 2021.", ("Top 5 Replikasi", KIPP, "nasional", 2021)),
    ("Kopi Pagi ditetapkan sebagai Top Replikasi KIPP tahun 2023.", ("Top Replikasi", KIPP, "nasional", 2023)),
    ("Kopi Pagi meraih predikat Top Inovasi Terpuji KIPP 2021.", ("Top Inovasi Terpuji", KIPP, "nasional", 2021)),
    (
        "Kopi Pagi meraih Outstanding Achievement of Public Service Innovation 2022.",
        ("Outstanding Achievement", KIPP, "nasional", 2022),
    ),
    ("Kopi Pagi meraih juara I Lomba Inovasi Daerah 2023.", ("Juara 1", LID, None, 2023)),
    ("Kopi Pagi menjadi juara pertama Krenova 2017.", ("Juara 1", "Krenova", None, 2017)),
    ("Kopi Pagi keluar sebagai juara ke-2 lomba inovasi daerah tahun 2022.", ("Juara 2", LID, None, 2022)),
    ("Kopi Pagi dinobatkan sebagai Juara 3 Inotek Award 2019.", ("Juara 3", "Inotek Award", "provinsi", 2019)),
    ("Kopi Pagi meraih juara harapan II Krenova 2021.", ("Juara Harapan 2", "Krenova", None, 2021)),
    ("Kopi Pagi meraih juara harapan dalam Krenova 2021.", ("Juara Harapan", "Krenova", None, 2021)),
    ("Kopi Pagi meraih juara umum Lomba Inovasi Daerah.", ("Juara Umum", LID, None, None)),
    ("Kopi Pagi terpilih sebagai juara favorit Krenova.", ("Juara Favorit", "Krenova", None, None)),
    ("Kopi Pagi dinilai terbaik kedua pada Lomba Inovasi Daerah 2020.", ("Terbaik 2", LID, None, 2020)),
    ("Kopi Pagi meraih Terbaik III Krenova 2015.", ("Terbaik 3", "Krenova", None, 2015)),
    ("Sebagai pemenang kedua Krenova 2020, Kopi Pagi dipamerkan.", ("Juara 2", "Krenova", None, 2020)),
    ("Kopi Pagi menempati peringkat ketiga Krenova 2016.", ("Peringkat 3", "Krenova", None, 2016)),
    ("Kopi Pagi berada di urutan kedua Krenova 2016.", ("Peringkat 2", "Krenova", None, 2016)),
    ("Kopi Pagi menjadi finalis UNPSA 2019.", ("Finalis", UNPSA, "internasional", 2019)),
    ("Kopi Pagi masuk nominasi Inagara Award 2018.", ("Nominasi", "Inagara Award", "nasional", 2018)),
    ("Kopi Pagi menjadi pemenang UNPSA tahun 2018.", ("Pemenang", UNPSA, "internasional", 2018)),
    ("Kopi Pagi menjadi pemenang utama KIJB 2023.", ("Pemenang", KIJB, "provinsi", 2023)),
    ("Kopi Pagi meraih United Nations Public Service Award 2020.", (None, UNPSA, "internasional", 2020)),
    ("Kopi Pagi memperoleh IndoHCF Innovation Awards 2019.", (None, "IndoHCF Innovation Awards", "nasional", 2019)),
    ("Kopi Pagi mendapat medali emas pada Krenova 2018.", ("Medali Emas", "Krenova", None, 2018)),
    ("Kopi Pagi raih Gold Award di ASEAN ICT Awards 2019.", ("Gold Award", "ASEAN ICT Awards", "internasional", 2019)),
    ("Kopi Pagi meraih juara I Lomba Inovasi Daerah tingkat provinsi tahun 2022.", ("Juara 1", LID, "provinsi", 2022)),
    ("Kopi Pagi meraih juara II tingkat nasional.", ("Juara 2", None, "nasional", None)),
    ("Kopi Pagi meraih juara III se-Kabupaten.", ("Juara 3", None, "kabupaten/kota", None)),
    ("Kopi Pagi meraih Top 10 KIPP Provinsi Jawa Tengah 2021.", ("Top 10", KIPP, "provinsi", 2021)),
    ("Kopi Pagi masuk Top 12 KIPP Kabupaten Sragen 2023.", ("Top 12", KIPP, "kabupaten/kota", 2023)),
    ("Pada 2018, Kopi Pagi masuk Top 40.", ("Top 40", None, None, 2018)),
    ("Tahun 2019 Kopi Pagi menembus Top 45 Sinovik.", ("Top 45", KIPP, "nasional", 2019)),
    ("Kopi Pagi masuk Top 99 pada tahun 2020.", ("Top 99", None, None, 2020)),
    ("Kopi Pagi meraih Top 45 (2019) dari Kementerian PANRB.", ("Top 45", None, None, 2019)),
    ("Kopi Pagi meraih Bukit Raya Innovation Award 2021.", (None, "Bukit Raya Innovation Award", None, 2021)),
    ("Tidak hanya dipakai warga, Kopi Pagi juga meraih Top 45 KIPP 2021.", ("Top 45", KIPP, "nasional", 2021)),
    ("Warga diminta menjaga Top 45 KIPP 2021 yang diraih lewat Kopi Pagi.", ("Top 45", KIPP, "nasional", 2021)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_an_award_is_read_with_its_contest_level_scope_and_year(
    nlp: Language, text: str, expected: tuple[str | None, str | None, str | None, int | None]
) -> None:
    [[award]] = awards(nlp, text, "Kopi Pagi")
    assert (award.level, award.contest, award.scope, award.year) == expected
    assert award.text in " ".join(text.split())


# text, names, levels of each
WHOSE = [
    ("Kopi Pagi meraih juara I, Rumah Daun juara II, dan Pasar Pintar juara III Krenova.", "1 2 3"),
    ("Juara I diraih Kopi Pagi, juara II Rumah Daun, dan juara III Pasar Pintar.", "1 2 3"),
    ("Juara pertama jatuh kepada Kopi Pagi, juara kedua diraih Rumah Daun, disusul Pasar Pintar.", "1 2 -"),
    ("Juara 1 Kopi Pagi dari Puskesmas Melati, juara 2 Rumah Daun dari Dinas Sosial.", "1 2 -"),
    ("Kopi Pagi meraih juara I, sedangkan Rumah Daun meraih juara II dan Pasar Pintar juara III.", "1 2 3"),
    ("Kopi Pagi dan Rumah Daun masing-masing meraih juara I dan juara II.", "1 2 -"),
    ("Juara I: Kopi Pagi\nJuara II: Rumah Daun\nJuara III: Pasar Pintar", "1 2 3"),
    ("Juara 1 : Kopi Pagi (Puskesmas Melati)\nJuara 2 : Rumah Daun (Dinas Sosial)\n", "1 2 -"),
    ("Terbaik I: Kopi Pagi\nTerbaik II: Rumah Daun\nTerbaik III: Pasar Pintar", "1 2 3"),
    ("Peringkat pertama ditempati Kopi Pagi. Peringkat kedua Rumah Daun.", "1 2 -"),
    ("Juara II disabet Puskesmas Melati lewat Rumah Daun. Juara I tetap Kopi Pagi.", "1 2 -"),
    ("Puskesmas Melati meraih juara I. Inovasinya bernama Kopi Pagi.", "1 - -"),
    ("Kopi Pagi diperkenalkan kemarin. Inovasi ini meraih juara I Krenova.", "1 - -"),
    ("Juara I dan juara II diraih Puskesmas Melati.\nRumah Daun dan Kopi Pagi ikut dipamerkan.", "- - -"),
    ("Juara I diraih Kopi Pagi, mengalahkan Rumah Daun dan Pasar Pintar.", "1 - -"),
    ("Juara III Pasar Pintar, karya Dinas Sosial; juara I Kopi Pagi; juara II Rumah Daun.", "1 2 3"),
    ("1. Kopi Pagi (Juara I)\n2. Rumah Daun (Juara II)\n3. Pasar Pintar (Juara III)", "1 2 3"),
    ("Kopi Pagi, juara I tingkat kabupaten, dipamerkan bersama Rumah Daun.", "1 - -"),
    ("Masuk Top 45: Kopi Pagi, Rumah Daun, dan Pasar Pintar.", "45 45 45"),
    ("Tiga inovasi masuk Top 45 yakni Kopi Pagi, Rumah Daun, dan Pasar Pintar.", "45 45 45"),
    ("Kopi Pagi, Rumah Daun, dan Pasar Pintar masuk Top 45 KIPP.", "45 45 45"),
    ("Yang masuk Top 45 KIPP 2021:\n1. Kopi Pagi\n2. Rumah Daun\n3. Pasar Pintar", "45 45 45"),
    ("Berikut daftar Top 45 KIPP 2021:\n- Kopi Pagi – Kota Tegal\n- Rumah Daun\n\nPasar Pintar baru.", "45 45 -"),
    ("Tiga inovasi masuk Top 45 KIPP. Ketiganya adalah Kopi Pagi, Rumah Daun, dan Pasar Pintar.", "45 45 45"),
    ("Dua wakil kabupaten masuk Top 45. Keduanya ialah Kopi Pagi dan Rumah Daun.", "45 45 -"),
    ("Kopi Pagi dan Rumah Daun diluncurkan. Keduanya masuk Top 45 KIPP.", "45 45 -"),
    ("Kopi Pagi dan Rumah Daun diluncurkan. Ketiganya masuk Top 45 KIPP.", "- - -"),
    ("Kopi Pagi dan Rumah Daun diluncurkan. Inovasi ini masuk Top 45 KIPP.", "- - -"),
    ("Kopi Pagi masuk Top 45, sementara Rumah Daun baru diuji.", "45 - -"),
    ("Kopi Pagi masuk Top 99, Rumah Daun masuk Top 45.", "99 45 -"),
    ("Daerah itu meraih Top 99.\n\nNama inovasinya Kopi Pagi. Ada pula Rumah Daun.", "99 - -"),
    ("Kabupaten menerima piagam Top 40.\nAcara meriah.\nInovasi yang mengantar daerah ini adalah Kopi Pagi.", "40 - -"),
    (
        "Lima belas inovasi terbaik KIPP 2020 ditetapkan. Yang diumumkan baru dua, yaitu\n– Kopi Pagi (Kota Tegal)\n"
        "– Rumah Daun, Pemkab Sragen\n\nPasar Pintar menyusul.",
        "15 15 -",
    ),
    (
        "Daftar Pemenang Krenova 2023\n\nKategori Umum\n1. Kopi Pagi\n\nKategori Pelajar\n1. Rumah Daun\n",
        "Pemenang Pemenang -",
    ),
    ("Kopi Pagi juara satu, tetangganya juara tiga.", "1 - -"),
    ("Peraih Krenova 2024\nHasilnya berikut.\nNo | Inovasi | Nilai\n1 | Kopi Pagi | 9\n2 | Rumah Daun | 8\n", "* * -"),
    ("Top 45 KIPP diraih daerah itu. Inovasi lain yang diusulkan yaitu:\n- Kopi Pagi\n- Rumah Daun\n", "- - -"),
    ("Pemkab meraih Top 45 lewat Kopi Pagi.", "45 - -"),
    ("Penghargaan Top 45 diberikan kepada Kopi Pagi dan Rumah Daun.", "45 45 -"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WHOSE)
def test_an_award_belongs_to_the_names_that_the_order_of_the_text_gives_it(
    nlp: Language, text: str, expected: str
) -> None:
    found = levels(nlp, text, "Kopi Pagi", "Rumah Daun", "Pasar Pintar")
    assert [(own[0] or "*").split()[-1] if own else "-" for own in found] == expected.split()
    assert all(len(own) <= 1 for own in found)


NOTHING = [
    # hopes, targets, plans, negations
    "Pemkab menargetkan Kopi Pagi masuk Top 45 KIPP 2025.",
    "Kopi Pagi diharapkan masuk Top 99 tahun depan.",
    "Kopi Pagi kini menuju Top 45.",
    "Kopi Pagi akan bersaing memperebutkan juara I Krenova.",
    "Kopi Pagi belum masuk Top 99 KIPP.",
    "Kopi Pagi gagal masuk Top 45.",
    "Kopi Pagi tidak lolos ke Top 99 KIPP 2022.",
    "Kopi Pagi disiapkan agar meraih juara I Krenova 2026.",
    "Semoga Kopi Pagi meraih juara I.",
    "Jika Kopi Pagi masuk Top 45, bupati memberi hadiah.",
    "Kopi Pagi nyaris masuk Top 45 KIPP 2020.",
    "Top 45 KIPP menjadi target Kopi Pagi.",
    # contests without an award
    "Kopi Pagi didaftarkan ke KIPP 2024.",
    "Sosialisasi KIPP 2022 dihadiri tim Kopi Pagi.",
    "Juri KIPP datang melihat Kopi Pagi.",
    # the agency's or the region's awards
    "Pemkab Sragen meraih predikat Kabupaten Terinovatif IGA 2022. Kopi Pagi diluncurkan sore harinya.",
    "Kabupaten Sragen meraih juara II Innovative Government Award 2021, dan Kopi Pagi diperkenalkan di sana.",
    "Kota Tegal dinilai sangat inovatif pada IGA 2023, kata tim Kopi Pagi.",
    "Kota Tegal meraih Adipura 2019; Kopi Pagi ikut mendukung kebersihan.",
    "Kota Tegal naik ke peringkat 5 Indeks Inovasi Daerah, sementara Kopi Pagi terus berjalan.",
    "Pemkot meraih SAKIP Award 2020 dan menjalankan Kopi Pagi.",
    # words that say other things
    "Kopi Pagi memberi layanan terbaik bagi warga.",
    "Kopi Pagi adalah inovasi terbaik bagi petani, kata camat.",
    "Masalah besar dihadapi Kopi Pagi.",
    "Kopi Pagi melayani 45 desa di posisi strategis.",
    "Sebanyak 15 orang pemenang kuis mencoba Kopi Pagi.",
    "Kopi Pagi berada pada tempat kedua di gedung itu.",
    "Harga tiket nominasi film naik, kata pengelola Kopi Pagi.",
    "Kopi Pagi menghemat anggaran 2.5 persen, top up saldo tersedia.",
    "Nilai Kopi Pagi naik 35,5 persen dari urutan biasa.",
    # somebody else's
    "Rumah Baca meraih juara I. Di tempat lain, Kopi Pagi diluncurkan camat.",
    "Siswa SMP meraih juara I olimpiade sains. Bupati lalu meninjau Kopi Pagi.",
    "Juara I diraih tim voli putra.\n\nKopi Pagi melayani warga setiap pagi.",
    "Juara I: tim voli putra; Kopi Pagi dibuka sore hari.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_award_of_the_innovation_is_not_tied_to_it(nlp: Language, text: str) -> None:
    assert levels(nlp, text, "Kopi Pagi") == [[]]


def test_an_award_of_regions_is_tied_only_when_a_list_of_innovations_says_so(nlp: Language) -> None:
    text = "Dua inovasi Kota Batam masuk nominasi IGA 2025, yaitu:\n- Kopi Pagi\n- Rumah Daun\n"
    assert levels(nlp, text, "Kopi Pagi", "Rumah Daun") == [["Nominasi"], ["Nominasi"]]


def test_an_endless_line_ties_nothing_that_is_far_apart(nlp: Language) -> None:
    filler = "warga datang dan petugas melayani dengan ramah " * 40
    text = f"Kopi Pagi {filler} meraih Top 45 KIPP 2021 {filler} Rumah Daun {filler}"
    assert levels(nlp, text, "Kopi Pagi", "Rumah Daun") == [[], []]


def test_a_long_list_in_one_line_keeps_its_award(nlp: Language) -> None:
    names = [f"Kopi {a}{b}" for a in ("Manis", "Pahit", "Susu", "Hitam") for b in ("an", "ku", "mu", "ria", "raya")]
    text = f"Masuk Top 45 KIPP 2021: {', '.join(f'{n} dari Dinas Sosial Kabupaten Sragen' for n in names)}."
    assert levels(nlp, text, *names) == [["Top 45"]] * len(names)


def test_the_same_award_told_twice_is_one(nlp: Language) -> None:
    text = "Kopi Pagi masuk Top 45. Tim Kopi Pagi bangga dengan Top 45 KIPP 2021. Top 45 itu diraih Kopi Pagi."
    [[award]] = awards(nlp, text, "Kopi Pagi")
    assert (award.text, award.year) == ("Top 45 KIPP 2021", 2021)


def test_two_awards_of_one_name_are_two(nlp: Language) -> None:
    text = "Kopi Pagi masuk Top 99 KIPP 2018 dan Top 40. Tahun berikutnya Kopi Pagi menjadi finalis UNPSA 2019."
    assert levels(nlp, text, "Kopi Pagi") == [["Top 99", "Top 40", "Finalis"]]


def test_ranks_of_a_list_take_contest_and_year_from_its_heading(nlp: Language) -> None:
    text = "Lomba Inovasi Daerah 2022 usai.\n\nPemenangnya:\nJuara I: Kopi Pagi\nJuara II: Rumah Daun\n"
    [[first], [second]] = awards(nlp, text, "Kopi Pagi", "Rumah Daun")
    assert (first.level, first.contest, first.year) == ("Juara 1", LID, 2022)
    assert (second.level, second.contest, second.year) == ("Juara 2", LID, 2022)
    assert {e.field: e.quote for e in first.evidence} == {
        "award": "Juara I",
        "contest": "Lomba Inovasi Daerah 2022",
        "year": "2022",
    }


def test_a_year_of_something_else_is_not_the_year_of_the_award(nlp: Language) -> None:
    [[award]] = awards(nlp, "Kopi Pagi, berjalan sejak 2015, masuk Top 45.", "Kopi Pagi")
    assert award.year is None


def test_awards_and_their_details_go_together_in_the_mention(nlp: Language) -> None:
    text = "Kabupaten Sikka punya tiga inovasi. Inovasi SIKOPI (Sistem Kontrol Perizinan) masuk Top 45 KIPP 2021."
    [item] = extract(nlp, Article("x", text)).innovations
    assert item.awards == tuple(a.text for a in item.award_details) == ("Top 45 KIPP 2021",)
    assert [e.quote for e in item.evidence if e.field == "award"] == ["Top 45 KIPP 2021"]


def test_awards_that_are_hoped_for_or_won_by_regions_are_no_awards_of_claims(nlp: Language) -> None:
    text = (
        "Tiga inovasi ditargetkan masuk Top 99. Kota Tegal meraih Kota Terinovatif IGA 2022. Dua inovasi masuk Top 45."
    )
    assert [e.quote for e in find_awards(read(nlp, text))] == ["Top 45"]


def test_every_contest_has_one_meaning_per_spelling() -> None:
    forms = [form for row in gazetteers.rows("contests") for form in row["spellings"].split("|")]
    assert len(forms) == len(set(forms))
    assert {row["holder"] for row in gazetteers.rows("contests")} == {"innovation", "agency"}
    assert {row["scope"] for row in gazetteers.rows("contests")} <= {"", "nasional", "provinsi", "internasional"}
