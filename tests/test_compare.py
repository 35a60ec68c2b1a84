"""Where two readers disagree: only what one of them found, where it stands, in its sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inovasi.compare import LAYERS, compare_all, disagreements, summary
from inovasi.errors import UsageError
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
    Reader,
    RegionMention,
)

TEXT = (
    "Dinas Kesehatan Kota Binjai punya 3 inovasi. Salah satunya SIPADU (Sistem Pelayanan Terpadu), kata Sari Wulandari."
)
ARTICLE = Article("a1", TEXT)


def evidence(field: str, quote: str) -> tuple[Evidence, ...]:
    start = TEXT.index(quote)
    return (Evidence(field, start, start + len(quote), quote),)


SIPADU = InnovationMention("SIPADU", agency="Dinas Kesehatan", evidence=evidence("name", "SIPADU"))
FULL = Extraction(
    "a1",
    innovations=(SIPADU,),
    expansions=(Expansion("SIPADU", "Sistem Pelayanan Terpadu", "acronym", 1.0, evidence=evidence("short", "SIPADU")),),
    agencies=(AgencyMention("Dinas Kesehatan", "dinas", evidence=evidence("agency", "Dinas Kesehatan")),),
    officials=(
        OfficialMention("Sari Wulandari", role="Kepala Dinas", evidence=evidence("official", "Sari Wulandari")),
    ),
    regions=(RegionMention("Kota Binjai", "12.75", "kota", "Kota Binjai", evidence("region", "Kota Binjai")),),
    claims=(Claim(3, "inovasi", "Dinas Kesehatan", evidence=evidence("claim", "3 inovasi")),),
)
NOTHING = Extraction("a1")


def found(a: Extraction, b: Extraction) -> list[tuple[str, str, str]]:
    return [(d.layer, d.value, d.found_by) for d in disagreements(ARTICLE, {"spacy": a, "stanza": b})]


def test_two_readers_that_agree_give_nothing() -> None:
    assert found(FULL, FULL) == []


def test_every_layer_is_compared_in_text_order() -> None:
    assert found(FULL, NOTHING) == [
        ("agencies", "Dinas Kesehatan", "spacy"),
        ("regions", "Kota Binjai (kota)", "spacy"),
        ("claims", "3 inovasi (Dinas Kesehatan)", "spacy"),
        ("innovations", "SIPADU", "spacy"),
        ("expansions", "SIPADU = Sistem Pelayanan Terpadu", "spacy"),
        ("officials", "Sari Wulandari (Kepala Dinas)", "spacy"),
    ]
    assert [by for _, _, by in found(NOTHING, FULL)] == ["stanza"] * 6


def test_a_disagreement_says_where_it_stands() -> None:
    (only,) = (d for d in disagreements(ARTICLE, {"spacy": FULL, "stanza": NOTHING}) if d.layer == "innovations")
    assert TEXT[only.start : only.end] == "SIPADU"
    assert only.sentence == TEXT[TEXT.index("Salah") :]


@pytest.mark.parametrize(
    "other",
    [
        replace(SIPADU, name="Si-Padu"),
        replace(SIPADU, name="Sistem Terpadu", aliases=("SIPADU",)),
        replace(SIPADU, confidence=0.1, awards=("Top 99",)),
    ],
)
def test_another_form_of_the_name_is_the_same_innovation(other: InnovationMention) -> None:
    assert found(FULL, replace(FULL, innovations=(other,))) == []


def test_another_owner_is_a_disagreement_on_both_sides() -> None:
    other = replace(SIPADU, agency="Puskesmas Contoh")
    assert found(FULL, replace(FULL, innovations=(other,))) == [
        ("owners", "SIPADU: Dinas Kesehatan", "spacy"),
        ("owners", "SIPADU: Puskesmas Contoh", "stanza"),
    ]


def test_an_owner_that_one_reader_lacks_is_a_disagreement() -> None:
    other = replace(SIPADU, agency=None)
    assert found(FULL, replace(FULL, innovations=(other,))) == [("owners", "SIPADU: Dinas Kesehatan", "spacy")]


def test_another_role_is_a_disagreement() -> None:
    other = replace(FULL.officials[0], role=None)
    assert found(FULL, replace(FULL, officials=(other,))) == [
        ("officials", "Sari Wulandari (Kepala Dinas)", "spacy"),
        ("officials", "Sari Wulandari", "stanza"),
    ]


def test_the_summary_counts_by_layer() -> None:
    assert summary([], 2) == "2 articles, 0 disagreements"
    assert summary(["claims", "innovations", "claims"], 9) == "9 articles, 3 disagreements: innovations 1, claims 2"
    assert set(LAYERS) >= {"innovations", "claims"}


def test_a_reader_is_not_compared_with_itself() -> None:
    def refuse(issue: Issue) -> None:
        raise AssertionError(issue)

    with pytest.raises(UsageError, match="read by spacy already"):
        list(compare_all([ARTICLE], 1, refuse, Reader(), "spacy"))
