"""Sentences given as words become text with spans, and spans are counted strictly."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.extract.entities import Span, read_sentences, span_counts, tagged

from inovasi.report import Counts

SENTENCE = """Bupati NOUN O
Tegar PROPN B-PER
Wiratama PROPN I-PER
( PUNCT O
kiri NOUN O
) PUNCT O
, PUNCT O
dari ADP O
Slawi PROPN B-LOC
. PUNCT O
"""


def test_punctuation_closes_up_and_spans_point_at_the_names(tmp_path: Path) -> None:
    path = tmp_path / "sentences.txt"
    path.write_text(SENTENCE + "\n" + SENTENCE, encoding="utf-8")
    first, second = read_sentences(path)
    assert first == second
    assert first.text == "Bupati Tegar Wiratama (kiri), dari Slawi."
    assert [(first.text[a:b], label) for a, b, label in first.spans] == [("Tegar Wiratama", "PER"), ("Slawi", "LOC")]


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (("B-PER", "B-PER"), ["Ayu", "Bima"]),
        (("B-PER", "I-PER"), ["Ayu Bima"]),
        (("B-PER", "I-LOC"), ["Ayu", "Bima"]),
        (("O", "I-PER"), ["Bima"]),
        (("B-EVT", "O"), []),
    ],
)
def test_labels_begin_continue_and_end_names(labels: tuple[str, str], names: list[str]) -> None:
    sentence = tagged(list(zip(("Ayu", "Bima"), labels, strict=True)))
    assert [sentence.text[span.start : span.end] for span in sentence.spans] == names


def test_a_span_is_right_only_with_both_ends_and_its_label() -> None:
    gold = [[Span(0, 3, "PER"), Span(5, 9, "LOC")], [Span(0, 4, "ORG")]]
    found = [[Span(0, 3, "PER"), Span(5, 8, "LOC")], [Span(0, 4, "LOC"), Span(0, 4, "LOC")]]
    counts = span_counts(gold, found)
    assert counts["PER"] == Counts(1, 0, 0)
    assert counts["LOC"] == Counts(0, 2, 1)
    assert counts["ORG"] == Counts(0, 0, 1)
    assert counts["all"] == Counts(1, 2, 2)
