"""Every value leads to its place: evidence fits the text, on any text at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from inovasi.gold import read_gold
from inovasi.nlp.extract import extract
from inovasi.types import Article, Evidence, Extraction

LAYERS = ("innovations", "expansions", "agencies", "officials", "regions", "claims")
# Pieces that make the rules work: triggers, brackets, quotes, names, bodies, numbers, odd white space and marks.
PIECES = st.sampled_from(
    [
        *(
            "inovasi",
            "aplikasi",
            "bernama",
            "SIKOPI",
            "Si",
            "Kopi",
            "Sistem",
            "Kontrol",
            "Perizinan",
            "dan",
            "yakni",
            "atau",
        ),
        *(
            "singkatan",
            "dari",
            "Dinas",
            "Kesehatan",
            "Kabupaten",
            "Sikka",
            "Pemkot",
            "Tegal",
            "Bupati",
            "Budi",
            "Santoso",
        ),
        *(
            "S.E.",
            "Plt.",
            "tiga",
            "15",
            "Top",
            "99",
            "(",
            ")",
            "[",
            "]",
            "“",
            "”",
            '"',
            "'",
            ",",
            ".",
            ":",
            "–",
            "|",
            "-",
        ),
        *("\n", "\n\n", "\t", "1.", "\u00a0", "\u200b", "ﬁ", "İ", "ß", "𝔖", "👍🏽", "e\u0301", "\u0308"),
    ]
)


def evidence(extraction: Extraction) -> Iterator[tuple[str, Any, Evidence]]:
    for layer in LAYERS:
        for item in getattr(extraction, layer):
            for e in item.evidence:
                yield layer, item, e


def check(text: str, extraction: Extraction) -> None:
    for layer, item, e in evidence(extraction):
        assert 0 <= e.start < e.end <= len(text), (layer, item)
        assert text[e.start : e.end] == e.quote, (layer, item)
    for layer in LAYERS:
        assert all(item.evidence for item in getattr(extraction, layer)), layer


@given(st.lists(PIECES, max_size=60).map(" ".join) | st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_offsets_hold_on_arbitrary_text(nlp: Language, text: str) -> None:
    check(text, extract(nlp, Article("x", text)))


@given(st.lists(PIECES, max_size=40).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_reading_twice_gives_the_same_values(nlp: Language, text: str) -> None:
    first = extract(nlp, Article("x", text))
    assert extract(nlp, Article("x", text)) == first


def test_every_value_of_the_corpus_has_its_evidence(nlp: Language, root: Path) -> None:
    for gold in read_gold(root / "corpora" / "gold"):
        found = extract(nlp, gold.article)
        check(gold.article.text, found)
        for item in found.innovations:
            fields = {e.field for e in item.evidence}
            given_fields = {
                f.name
                for f in dataclasses.fields(item)
                if f.name in {"expansion", "agency", "region", "stage", "initiator", "digital", "form", "affairs"}
                and getattr(item, f.name) is not None
            }
            assert given_fields <= fields, (gold.article.id, item.name)
            assert "name" in fields
            assert len([e for e in item.evidence if e.field == "award"]) >= len(item.awards)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "(", "“", "a", "\u200b", "1."])
def test_next_to_nothing_yields_nothing(nlp: Language, text: str) -> None:
    assert not list(evidence(extract(nlp, Article("x", text))))
