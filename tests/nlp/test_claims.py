"""Count claims and the numbers in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from inovasi.nlp.doc import reading_of
from inovasi.nlp.numerals import collective, digits, read_number

CLAIMS = [
    ("Kabupaten Sikka sudah memiliki 15 inovasi pelayanan publik.", [15]),
    ("Kabupaten Sikka punya 15inovasi baru.", [15]),
    ("Ada lebih 3.200 inovasi yang didaftarkan.", [3200]),
    ("Sebanyak dua puluh tiga inovasi dipamerkan.", [23]),
    ("Tiga inovasi Kota Tegal masuk Top 99.", [3]),
    ("Ketujuh inovasi tersebut diluncurkan kemarin.", [7]),
    ("Ada 16 jenis inovasi yang dijalankan, enam di antaranya unggulan.", [16, 6]),
    ("Inovasi yang dilaporkan 14.897, naik dari tahun lalu.", [14897]),
    ("Dari 40 inovasi yang masuk, 18 lolos ke babak akhir.", [40, 18]),
    ("Tahun ini ada 61 inovasi. Tahun lalu baru 33.", [61, 33]),
    ("Kabupaten itu mengirim satu inovasi ke tingkat nasional.", [1]),
]
NO_CLAIMS = [
    "Ajang Top 99 Inovasi Pelayanan Publik digelar di Jakarta.",
    "Setiap OPD wajib melahirkan satu inovasi tiap tahun.",
    "Sebanyak 40 proposal dan 12 peserta mendaftar lomba inovasi.",
    "Ketiga, inovasi harus bermanfaat.",
    "Panitia menerima 40 proposal, 18 lolos seleksi.",
    "Kompetisi tahun 2021 inovasi daerah kembali dibuka.",
    "Terpilih delapan kementerian dengan sembilan inovasi dan empat lembaga dengan empat inovasi.",
]


@pytest.mark.parametrize(("text", "counts"), CLAIMS)
def test_a_count_of_innovations_is_a_claim(nlp: Language, text: str, counts: list[int]) -> None:
    assert [c.count for c in reading_of(nlp(text)).claims] == counts


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_contests_rules_proposals_and_breakdowns_are_no_claims(nlp: Language, text: str) -> None:
    assert reading_of(nlp(text)).claims == ()


def test_a_claim_is_tied_to_the_names_that_follow_it(nlp: Language) -> None:
    text = (
        "Sebelumnya ada inovasi Perahu Baca (Perpustakaan Rakyat Hulu). "
        "Tahun ini dua inovasi Kota Kediri lolos, yakni Sigemoy dan Lapor Mbakyu."
    )
    [claim] = reading_of(nlp(text)).claims
    assert claim.named == ("Sigemoy", "Lapor Mbakyu")
    assert claim.who == "Kota Kediri"
    assert claim.region_code == "35.71"


def test_names_told_before_and_again_after_a_claim_belong_to_it(nlp: Language) -> None:
    text = (
        "1. Perahu Baca – Kota Kediri\n2. Sigemoy – Kota Tegal\n3. Lapor Mbakyu – Kota Tegal\n\n"
        "Pemkot Tegal tampil dengan dua inovasi, yakni Sigemoy dan Lapor Mbakyu."
    )
    [claim] = reading_of(nlp(text)).claims
    assert claim.named == ("Sigemoy", "Lapor Mbakyu")


def test_what_is_counted_is_told_also_where_the_text_leaves_it_out(nlp: Language) -> None:
    claims = reading_of(nlp("Ada 16 inovasi pelayanan publik, enam di antaranya unggulan.")).claims
    assert [c.what for c in claims] == ["inovasi pelayanan publik", "inovasi di antaranya unggulan"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("15", 15),
        ("3.200", 3200),
        ("sebelas", 11),
        ("lima belas", 15),
        ("dua puluh tiga", 23),
        ("seratus dua", 102),
        ("dua ratus empat puluh satu", 241),
        ("tiga ribu lima ratus", 3500),
    ],
)
def test_numbers_are_read_as_the_news_writes_them(text: str, number: int) -> None:
    assert read_number(text.split()) == (number, len(text.split()))


@pytest.mark.parametrize("text", ["2.0", "24/10", "08", "inovasi", "", "1.2345", "²"])
def test_other_figures_are_no_numbers(text: str) -> None:
    assert digits(text) is None
    assert read_number([text] if text else []) is None


@given(st.integers(0, 10**9))
def test_digits_reads_back_what_indonesian_writes(number: int) -> None:
    assert digits(f"{number:,}".replace(",", ".")) == number
    assert digits(str(number)) == number


def test_collective_numerals() -> None:
    assert (collective("ketujuh"), collective("kesepuluh"), collective("ke-15"), collective("kerja")) == (
        7,
        10,
        15,
        None,
    )
