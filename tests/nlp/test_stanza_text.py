"""Text on its way to stanza and back: stretches cover it, rows concatenate to it. No stanza needed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inovasi.nlp.stanza_text import PIECE, STRETCH, Piece, Plan, Stretch, laid_out, pieces

SENTENCE = "Puskesmas Contoh membuka layanan antar obat bagi warga desa. "


def all_stretches(text: str) -> list[Stretch]:
    plan = Plan(text)
    found: list[Stretch] = []
    start, fresh = 0, True
    while start < len(text):
        found.append(plan.at(start, fresh=fresh))
        start, fresh = found[-1].end, found[-1].closed
    return found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pendek",
        " \n\n ",
        SENTENCE * 400,
        (SENTENCE + "\n\n") * 400,
        ("x" * 30_000),
        ("(" * 1_000 + " ") * 20,
        "\n" * 20_000,
        (SENTENCE * 90 + "\n\n") * 5,
    ],
    ids=[
        "empty",
        "short",
        "blank",
        "one line",
        "paragraphs",
        "one word",
        "long words",
        "empty lines",
        "long paragraphs",
    ],
)
def test_stretches_are_bounded_and_cover_the_text(text: str) -> None:
    found = all_stretches(text)
    assert "".join(text[s.start : s.end] for s in found) == text
    assert all(s.start < s.end for s in found)
    blank = [s for s in found if text[s.start : s.end].isspace()]
    assert all(s.end - s.start <= STRETCH for s in found if s not in blank)
    assert max((len(w) for s in found for w in text[s.start : s.end].split()), default=0) < 2 * PIECE


def test_stretches_end_at_paragraphs_where_they_can() -> None:
    text = (SENTENCE * 10 + "\n\n") * 40
    found = all_stretches(text)
    assert len(found) > 1
    assert all(s.fresh for s in found)
    assert not any(s.cut for s in found)
    assert all(text[: s.end].endswith("\n\n") for s in found)


def test_a_paragraph_that_is_too_long_is_cut_at_white_space() -> None:
    first, *_ = all_stretches(SENTENCE * 400)
    assert first.cut
    assert not first.closed
    assert (SENTENCE * 400)[first.end - 1] == " "


def test_a_word_without_end_is_no_place_for_a_new_sentence() -> None:
    first, second, *_ = all_stretches("x" * 2_000)
    assert (first.end, first.cut, second.fresh) == (PIECE, False, False)


@given(text=st.text(alphabet=" \n\t\xa0\x85\x97ab.", max_size=40), cuts=st.lists(st.integers(0, 40), max_size=12))
def test_rows_concatenate_to_the_text(text: str, cuts: list[int]) -> None:
    bounds = sorted({min(cut, len(text)) for cut in cuts})
    found = [p for a, b in zip(bounds[::2], bounds[1::2], strict=False) for p in pieces(text, a, b, "X", first=True)]
    rows = laid_out(text, found, [])
    assert "".join(row.text + " " * row.space for row in rows) == text
    assert all(row.text.isspace() or not any(c.isspace() for c in row.text) for row in rows)


def test_a_token_across_white_space_becomes_several() -> None:
    found = list(pieces("30 000 warga", 0, 6, "NUM", first=True))
    assert found == [Piece(0, 2, "NUM", first=True), Piece(3, 6, "NUM", first=False)]


def test_an_entity_keeps_the_white_space_inside_it() -> None:
    text = "di Musi \n Banyuasin kini"
    found = [p for a, b in ((0, 2), (3, 7), (10, 19), (20, 24)) for p in pieces(text, a, b, "", first=False)]
    rows = laid_out(text, found, [(3, 19, "LOC")])
    assert [(row.text, row.tag) for row in rows] == [
        ("di", "O"),
        ("Musi", "B-LOC"),
        ("\n ", "I-LOC"),
        ("Banyuasin", "I-LOC"),
        ("kini", "O"),
    ]


def test_neighbouring_entities_stay_two() -> None:
    text = "Binjai Medan"
    found = [*pieces(text, 0, 6, "", first=True), *pieces(text, 7, 12, "", first=False)]
    assert [row.tag for row in laid_out(text, found, [(0, 6, "LOC"), (7, 12, "LOC")])] == ["B-LOC", "B-LOC"]
