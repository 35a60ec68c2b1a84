"""The trimmed Indonesian tokenizer and the sentence splitter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from inovasi.nlp.doc import reading_of
from inovasi.nlp.tokenizer import BoundedTokenizer

WHOLE = [
    "24/10/2019",
    "inovasi-inovasi",
    "e-SPTPD",
    "ber-AKHLAK",
    "se-Sumsel",
    "SP2D",
    "2H2",
    "SiPaduko",
    "Jum'at",
    "3.200",
    "Rp200.000",
    "dr.",
    "Ir.",
    "Jl.",
    "Kol.",
    "M.Si",
    "https://contoh.example/berita?id=1",
]


@pytest.mark.parametrize("word", WHOLE)
def test_a_word_of_the_news_stays_whole(nlp: Language, word: str) -> None:
    assert word in [t.text for t in nlp.make_doc(f"Kata warga {word} kemarin")]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("punya 15inovasi baru", ["punya", "15", "inovasi", "baru"]),
        ("di Jalan Merdeka No.38 Kota", ["di", "Jalan", "Merdeka", "No.", "38", "Kota"]),
        ("(SIPADU),", ["(", "SIPADU", ")", ","]),
        ("“Kopi Darat”.", ["“", "Kopi", "Darat", "”", "."]),
        ('disebut "Kopi Darat".', ["disebut", '"', "Kopi", "Darat", '"', "."]),
        ("MEDAN – Warga", ["MEDAN", "–", "Warga"]),
        ("inovasi.Warga senang", ["inovasi", ".", "Warga", "senang"]),
    ],
)
def test_glued_words_and_marks_come_apart(nlp: Language, text: str, tokens: list[str]) -> None:
    assert [t.text for t in nlp.make_doc(text)] == tokens


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Kata Ir. Budi di Jl. Melati, Kol. Asep hadir. Ia pergi.", 2),
        ("Program itu bernama SIPOLI. Warga senang.", 2),
        ("“Kami siap.” Begitu katanya.", 2),
        ("Juara:\n1. Sikopi\n2. Siteh\n3. Sigula", 4),
        ("Baris pertama yang\nterpotong di tengah.", 1),
        ("Judul berita\n\nIsi berita.", 2),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_ends_them(nlp: Language, text: str, count: int) -> None:
    assert len(reading_of(nlp.make_doc(text) if not text else nlp(text)).sentences) == count


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_character_is_lost_or_changed(nlp: Language, text: str) -> None:
    assert nlp.make_doc(text).text == text


@given(st.text(alphabet="(a-.“ \n", min_size=1, max_size=30), st.integers(200, 900))
@settings(max_examples=25, deadline=None)
def test_endless_stretches_lose_nothing_either(nlp: Language, piece: str, times: int) -> None:
    text = piece.replace(" ", "") * times + " akhir"
    assert nlp.make_doc(text).text == text


def test_a_stretch_without_white_space_is_read_in_bounded_pieces(nlp: Language) -> None:
    doc = nlp.make_doc("x" * 5000)
    assert max(len(t.text) for t in doc) <= 2 * BoundedTokenizer.PIECE


def test_the_pipeline_survives_a_round_trip_to_bytes(nlp: Language) -> None:
    data = nlp.tokenizer.to_bytes()
    nlp.tokenizer.from_bytes(data)
    assert [t.text for t in nlp.make_doc("se-Sumsel (SIPADU)")] == ["se-Sumsel", "(", "SIPADU", ")"]
