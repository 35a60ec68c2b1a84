"""The JSON lines: complete, on one line each, and every quote is the article's text at its offsets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from inovasi.nlp.extract import extract
from inovasi.output import issue_line, line, record, writing
from inovasi.types import (
    AgencyMention,
    Article,
    Claim,
    Evidence,
    Expansion,
    Extraction,
    InnovationMention,
    Issue,
    OfficialMention,
    RegionMention,
    Step,
)

# What the rules look for, so that arbitrary text between these pieces meets every rule.
PIECES = st.sampled_from(
    [
        "Dinas Kesehatan Kabupaten Musi Banyuasin",
        "Wali Kota Padang",
        "Plt. Kepala Puskesmas Kebun Lada, dr. Sari Wulandari, M.Kes.,",
        "inovasi SIPADU (Sistem Pelayanan Terpadu)",
        "aplikasi “Jemput Sehat”",
        "punya 15 inovasi",
        "meraih Top 99 Inovasi Pelayanan Publik",
        "yakni A, B dan C",
        "RSUD",
        "Pemkab",
        "(",
        ")",
        ":",
        ", ",
        ". ",
        "\n\n",
        "\u0301",
        "İ",
        "ﬁ",
        "\u200b",
        "\U0001f3c6",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=14).map(" ".join)


def evidence(value: object) -> Iterator[dict[str, Any]]:
    """Every evidence in a record, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from evidence(item)
    elif isinstance(value, dict):
        yield from value.get("evidence", [])
        for item in value.values():
            yield from evidence(item)


@given(text=TEXTS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_quote_is_the_text_at_its_offsets(nlp: Language, text: str) -> None:
    article = Article("a", text)
    written = line(article, extract(nlp, article))
    assert len(written.splitlines()) == 1
    for item in evidence(json.loads(written)):
        assert 0 <= item["start"] < item["end"] <= len(text)
        assert text[item["start"] : item["end"]] == item["quote"]


@given(text=st.text(st.characters(exclude_categories=[])))
def test_any_string_stays_on_one_line_of_utf8(text: str) -> None:
    """Also half a surrogate pair, which JSON can carry, and the characters that some readers take for line ends."""
    written = line(Article("a", "", title=text), Extraction("a"))
    assert len(written.splitlines()) == 1
    assert json.loads(written.encode("utf-8"))["title"] == text


def test_every_field_is_written() -> None:
    proof = (Evidence("name", 0, 1, "A"),)
    extraction = Extraction(
        "a",
        innovations=(InnovationMention("A", confidence=0.123456, digital=False, evidence=proof),),
        expansions=(Expansion("A", "B", "acronym", 1.0, (Step(0, 3, "initial"),), proof),),
        agencies=(AgencyMention("A", "dinas", evidence=proof),),
        officials=(OfficialMention("A", evidence=proof),),
        regions=(RegionMention("A", "16.06", "kabupaten", "Muba", proof),),
        claims=(Claim(15, "inovasi", named=("A",), evidence=proof),),
    )
    written = record(Article("a", "A", url="https://kabar.example/1"), extraction)
    for layer in fields(Extraction)[1:-1]:
        (value,) = getattr(extraction, layer.name)
        (item,) = written[layer.name]
        assert list(item) == [field.name for field in fields(value)]
        assert item["evidence"] == [{"field": "name", "start": 0, "end": 1, "quote": "A"}]
    assert written["url"] == "https://kabar.example/1"
    assert written["innovations"][0]["confidence"] == 0.1235
    assert written["innovations"][0]["digital"] is False
    assert written["expansions"][0]["alignment"] == [[0, 3, "initial"]]
    assert next(iter(written)) == "article_id"


def test_an_issue_is_one_line() -> None:
    written = issue_line(Issue("read", "a\nb", "é", "try"))
    assert "\n" not in written
    assert json.loads(written) == {"stage": "read", "input": "a\nb", "reason": "é", "advice": "try", "fatal": True}


def test_writing_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    with writing(link) as file:
        file.write("new")
        assert target.read_text(encoding="utf-8") == "old"
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_an_interrupted_writing_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> None:
        with writing(tmp_path / "file") as file:
            file.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_a_device_is_written_as_it_is() -> None:
    with writing(Path("/dev/null")) as file:
        file.write("x")
    assert not Path("/dev/null").is_file()
