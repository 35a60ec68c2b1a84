"""The acronym aligner: how SHORT is built from LONG, and where LONG begins and ends."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inovasi.nlp.align import align, best_end, best_start, could_align
from inovasi.nlp.align_letters import counted_letters, fold_letters

sys.path.insert(0, str(Path(__file__).parent))

from reference_align import best_score

SPELLED_OUT = [
    # syllables, with a dropped function word
    ("Perkadima", "Perawatan Luka di Rumah"),
    # syllables, then a prefix that no word explains
    ("Sih Larajaket", "Layanan Rawat Jalan Tanpa Kertas"),
    ("Gemulai Merindu", "Gerakan Mutu Layanan Mengetahui Riwayat Diabetes Militus Terpadu"),
    # plain initials
    ("KIPP", "Kompetisi Inovasi Pelayanan Publik"),
    ("BPKAD", "Badan Pengelolaan Keuangan dan Aset Daerah"),
    # letters from inside the words
    ("Tahu Panas", "tidak takut kehujanan dan tidak takut kepanasan"),
    ("Saji-Muba", "Siap Antar Jemput Izin-Mudah dan Berbantuan"),
    # capitals inside a word mark what was taken
    ("SENANDUNG", "SENtra ANtar DUkungan warGA"),
    # a numeral gives its digit
    ("Si 2 Pilar", "Sistem Dua Pintu Layanan Arsip"),
    # "3S" counts words
    ("3S", "Senyum Salam Sapa"),
    ("S3", "Sepatu Sehat Siswa"),
]
UNRELATED = [
    ("Bunga Tanjung", "Pemprov DKI Jakarta"),
    ("Gembira Dong", "ASN"),
    ("Rumah Tenun", "kategori inovasi perangkat daerah"),
    ("Klinik Warga", "Kabupaten Musi Banyuasin"),
]


@pytest.mark.parametrize(("short", "long"), SPELLED_OUT, ids=[s for s, _ in SPELLED_OUT])
def test_a_long_form_explains_its_short_form(short: str, long: str) -> None:
    assert align(short, long.split()).score >= 0.7


@pytest.mark.parametrize(("short", "other"), UNRELATED, ids=[s for s, _ in UNRELATED])
def test_an_owner_region_or_category_explains_nothing(short: str, other: str) -> None:
    assert align(short, other.split()).score < 0.45


@pytest.mark.parametrize(("short", "long"), SPELLED_OUT, ids=[s for s, _ in SPELLED_OUT])
def test_every_step_joins_equal_letters_in_order(short: str, long: str) -> None:
    found = align(short, long.split())
    for step in found.steps:
        here = fold_letters(long[step.l])
        numeral = here and long[step.l :].casefold().startswith(("dua", "tiga"))
        assert fold_letters(short[step.s]) == here or numeral or counted_letters(short)
    assert [s.l for s in found.steps] == sorted(s.l for s in found.steps)
    assert len(found.steps) + found.fillers == len(fold_letters(counted_letters(short) or short))


@pytest.mark.parametrize(
    ("short", "window", "words"),
    [
        ("SIPADU", "Dinas Kesehatan meluncurkan inovasi Sistem Pelayanan Terpadu", 3),
        ("KUNANG", "warga menyambut program Kunjungan Antar Gizi", 3),
        ("DPMPTSP", "kata Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", 8),
    ],
)
def test_the_start_of_a_long_form_is_found(short: str, window: str, words: int) -> None:
    assert best_start(short, window.split()).words == words


@pytest.mark.parametrize(
    ("short", "window", "words"),
    [
        ("SIPADU", "Sistem Pelayanan Terpadu milik dinas itu kini dipakai warga", 3),
        ("BPKAD", "Badan Pengelolaan Keuangan dan Aset Daerah menyerahkan piagam", 6),
    ],
)
def test_the_end_of_a_long_form_is_found(short: str, window: str, words: int) -> None:
    assert best_end(short, window.split()).words == words


@pytest.mark.parametrize("short", ["", "-", "A", "()"])
def test_nothing_aligns_with_no_letters(short: str) -> None:
    assert not could_align(short, ["Sistem"])
    assert align(short, ["Sistem"]).score <= 1.0


_LETTERS = st.sampled_from("abSd2")
_WORDS = st.lists(st.text(_LETTERS, min_size=1, max_size=3) | st.sampled_from(["dan", "dua"]), min_size=1, max_size=3)


@given(st.text(_LETTERS, min_size=1, max_size=4), _WORDS)
@settings(max_examples=300, deadline=None)
def test_the_fast_aligner_finds_the_best_of_all_matchings(short: str, words: list[str]) -> None:
    if counted_letters(short):
        return  # a rule of its own, above
    assert align(short, words).score == pytest.approx(best_score(short, words))


@given(st.text(_LETTERS, min_size=1, max_size=4), _WORDS)
@settings(max_examples=300, deadline=None)
def test_reading_backwards_gives_the_same_score_as_the_best_start_forwards(short: str, words: list[str]) -> None:
    if counted_letters(short):
        return
    found = best_start(short, words)
    if found.words:
        again = align(short, words[len(words) - found.words :]).score
        assert found.score == pytest.approx(again)
        starts = [n for n in range(1, len(words) + 1) if words[-n] not in {"dan"}]
        assert found.score == pytest.approx(max(align(short, words[-n:]).score for n in starts))
