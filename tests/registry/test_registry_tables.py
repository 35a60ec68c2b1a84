"""build_tables: what the rows say, and that every value leads to a sentence."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registry_samples import Inputs, at, build, empty, many, small

from inovasi.errors import RegistryError
from inovasi.registry.checks import check_tables
from inovasi.registry.rows import Tables, Value, day, load_list
from inovasi.registry.schema import TABLES
from inovasi.registry.sentences import split_sentences
from inovasi.registry.summary import summary
from inovasi.types import (
    Article,
    Change,
    Cluster,
    Evidence,
    Extraction,
    InnovationMention,
    Mention,
    Redirect,
    Resolution,
)


def one(mentions: list[tuple[Article, InnovationMention]]) -> dict[str, Value]:
    """The innovation row of mentions that are all one innovation, in founding order."""
    made = [Mention(f"m{n}", article.id, article.published, found) for n, (article, found) in enumerate(mentions)]
    clusters = (Cluster("i", tuple(mention.id for mention in made)),)
    articles = {article.id: article for article, _ in mentions}
    tables = build(Inputs(tuple(articles.values()), (), made, Resolution(clusters, (), (), ())))
    return tables.records("innovations")[0]


def named(name: str, **values: object) -> InnovationMention:
    return replace(InnovationMention(name, confidence=0.5), **values)  # type: ignore[arg-type]


def statements(tables: Tables, entity: str, prop: str) -> list[dict[str, Value]]:
    return [r for r in tables.records("statements") if r["entity_id"] == entity and r["property"] == prop]


def test_the_small_registry_is_sound_and_complete() -> None:
    tables = build(small())
    assert check_tables(tables) == []
    assert {name: len(rows) for name, rows in tables.rows.items()} == {
        "articles": 2, "regions": 3, "agencies": 1, "agency_names": 1, "agency_mentions": 1, "officials": 1,
        "official_roles": 1, "official_mentions": 1, "innovations": 2, "mentions": 3, "expansions": 1,
        "awards": 1, "claims": 1, "pairs": 1, "redirects": 0, "history": 0, "statements": 39,
    }  # fmt: skip
    first = tables.records("innovations")[0]
    assert first["name"] == "Sih Lintang"
    assert load_list(first["other_names"]) == ["SIH LINTANG"]
    assert (first["agency"], first["agency_id"]) == ("RSUD Sekarwangi", "g1")
    assert (first["region"], first["region_code"]) == ("Kabupaten Musi Banyuasin", "16.06")
    assert (first["first_reported"], first["last_reported"]) == ("2020-05-01", "2021-06-02")
    assert load_list(first["awards"]) == ["Top 99"]
    assert (first["stage"], first["digital"], first["form"]) == ("uji coba", True, None)
    assert (first["n_mentions"], first["n_articles"], first["n_sources"]) == (2, 2, 2)
    assert first["confidence"] == 0.9


def test_an_award_is_a_row_whose_values_have_their_sentences() -> None:
    tables = build(small())
    (award,) = tables.records("awards")
    assert (award["text"], award["level"], award["scope"], award["year"]) == ("Top 99", "Top 99", "nasional", None)
    assert (award["innovation_id"], award["mention_id"], award["article_id"]) == ("i1", "m1", "a1")
    assert award["quote"] == "Top 99"
    (contest,) = statements(tables, str(award["id"]), "contest")
    assert (contest["value"], contest["quote"]) == ("Kompetisi Inovasi Pelayanan Publik", "KIPP")
    assert "lahir pada 2019" in str(contest["sentence"])


def test_an_award_keeps_its_id_when_its_innovation_gets_another() -> None:
    inputs = small()
    (before,) = build(inputs).records("awards")
    other = tuple(replace(c, id=f"other-{c.id}") for c in inputs.resolution.clusters)
    (after,) = build(replace(inputs, resolution=replace(inputs.resolution, clusters=other))).records("awards")
    assert (before["id"], after["innovation_id"]) == (after["id"], "other-i1")


def test_the_course_of_an_innovation_has_its_sentences() -> None:
    tables = build(small())
    quotes = {
        name: [(r["value"], r["quote"]) for r in statements(tables, "i1", name)]
        for name in ("status", "started", "replicated_by", "replicated_from")
    }
    assert quotes == {
        "status": [("direplikasi", "sudah direplikasi")],
        "started": [("2019", "lahir pada 2019")],
        "replicated_by": [("Lubuklinggau", "Lubuklinggau")],
        "replicated_from": [],
    }


def dated(day_: str | None, **values: object) -> tuple[Article, InnovationMention]:
    article = Article(f"a-{day_}", "Si Contoh", published=day_)
    return article, named("Si Contoh", evidence=(at("Si Contoh", "Si Contoh", "name"),), **values)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ([("2020-01-01", "berlanjut"), ("2023-01-01", "berhenti")], "berhenti"),
        ([("2023-01-01", "berhenti"), ("2020-01-01", "berlanjut")], "berhenti"),
        ([("2020-01-01", "direplikasi"), ("2024-01-01", None)], "direplikasi"),
        ([(None, "berhenti"), ("2019-01-01", "berlanjut")], "berlanjut"),
        ([("2024", "berhenti"), ("2019-01-01", "berlanjut")], "berhenti"),
        ([("2020-01-01", None)], None),
    ],
)
def test_the_latest_publication_decides_the_status(told: list[tuple[str | None, str | None]], status: str) -> None:
    assert one([dated(day_, status=value) for day_, value in told])["status"] == status


def test_the_earliest_start_counts_and_lists_hold_what_any_mention_has() -> None:
    row = one(
        [
            dated("2020-01-01", started=2019, replicated_by=("Kota Tegal",), awards=("Top 99",)),
            dated("2021-01-01", started=2017, replicated_by=("KOTA TEGAL", "Ende"), awards=("Top 45", "Top 99")),
            dated("2022-01-01", replicated_from=("Sragen",)),
        ]
    )
    assert row["started"] == 2017
    assert load_list(row["replicated_by"]) == ["Kota Tegal", "Ende"]
    assert load_list(row["replicated_from"]) == ["Sragen"]
    assert load_list(row["awards"]) == ["Top 99", "Top 45"]


def test_a_value_leads_to_its_sentence() -> None:
    (stage,) = statements(build(small()), "i1", "stage")
    assert stage["quote"] == "uji coba"
    assert stage["sentence"] == (
        "Inovasi digital itu diperkenalkan Plt. Direktur dr. H. Budi Contoh pada tahap uji coba."
    )
    assert (stage["url"], stage["retrieved"]) == ("https://contoh.id/1", "2026-01-01T00:00:00Z")
    assert stage["extractor_version"] == "0.1.0"


def test_evidence_of_another_layer_is_used_before_the_name() -> None:
    tables = build(small())
    assert statements(tables, "i1", "official")[0]["quote"] == "dr. H. Budi Contoh"
    assert statements(tables, "i1", "region")[0]["quote"] == "Musi Banyuasin"


def test_a_value_without_a_place_gets_the_names() -> None:
    (found,) = statements(build(small()), "i2", "digital")
    assert (found["value"], found["quote"]) == ("false", "Si Randik")


def test_a_claim_finds_its_innovations_by_any_spelling() -> None:
    (claim,) = build(small()).records("claims")
    assert load_list(claim["innovation_ids"]) == ["i1"]
    assert claim["n_named"] == 2


def test_regions_come_with_their_ancestors_and_unknown_codes_stay() -> None:
    found = one([(Article("a", "x"), named("X", region_code="99.01"))])
    assert (found["region"], found["region_code"]) == ("99.01", "99.01")
    assert [r["code"] for r in build(small()).records("regions")] == ["16", "16.06", "16.71"]


def test_the_most_frequent_name_wins_and_the_founder_on_a_tie() -> None:
    article = [Article(f"a{n}", f"text {n}") for n in range(3)]
    founder, other = named("SI RANDIK"), named("Si Randik")
    assert one([(article[0], founder), (article[1], other), (article[2], other)])["name"] == "Si Randik"
    tie = one([(article[0], founder), (article[1], other)])
    assert (tie["name"], tie["other_names"]) == ("SI RANDIK", '["Si Randik"]')


def test_a_coded_region_beats_more_frequent_ones_without_code() -> None:
    article = [Article(f"a{n}", f"text {n}") for n in range(3)]
    vague, exact = named("X", region="Muba"), named("X", region="Muba", region_code="16.06")
    found = one([(article[0], vague), (article[1], vague), (article[2], exact)])
    assert (found["region"], found["region_code"]) == ("Kabupaten Musi Banyuasin", "16.06")


def test_identical_texts_count_once() -> None:
    copies = [Article(f"a{n}", "satu  rilis\n", source=f"s{n}.id", published=f"2020-01-0{n + 1}") for n in range(3)]
    copies[1] = replace(copies[1], text="satu rilis")
    found = one([(article, named("X")) for article in copies])
    assert (found["n_articles"], found["n_sources"], found["confidence"]) == (3, 1, 0.5)


def test_articles_of_one_story_count_once_and_all_stay() -> None:
    texts = ("satu rilis", "satu rilis, dipotong", "satu rilis dengan tambahan")
    days = ("2020-01-02", "2020-01-01", "2020-01-03")
    printed = [
        Article(f"a{n}", text, source=f"s{n}.id", published=day, story="a1")
        for n, (text, day) in enumerate(zip(texts, days, strict=True))
    ]
    found = one([(article, named("X")) for article in printed])
    assert (found["n_articles"], found["n_sources"], found["confidence"]) == (3, 1, 0.5)
    other = Article("a9", "satu rilis", source="s9.id", story="a9")
    assert one([(article, named("X")) for article in (*printed, other)])["n_sources"] == 2


def test_articles_without_outlet_are_their_own_and_one_outlet_counts_once() -> None:
    articles = [
        Article("a0", "a"),
        Article("a1", "b"),
        Article("a2", "c", source="s.id"),
        Article("a3", "d", source="s.id"),
    ]
    found = one([(article, named("X")) for article in articles])
    assert (found["n_sources"], found["confidence"]) == (3, 0.9375)


def test_confidence_is_capped() -> None:
    assert one([(Article(f"a{n}", str(n)), named("X")) for n in range(20)])["confidence"] == 0.99


def test_order_of_the_inputs_changes_nothing() -> None:
    inputs = many(40, 3)
    shuffled = [list(x) for x in (inputs.articles, inputs.extractions, inputs.mentions)]
    for number, items in enumerate(shuffled):
        random.Random(number).shuffle(items)
    assert build(Inputs(*shuffled, inputs.resolution)) == build(inputs)  # type: ignore[arg-type]


def test_an_empty_registry_is_sound() -> None:
    tables = build(empty())
    assert check_tables(tables) == []
    assert set(tables.rows) == set(TABLES)


def test_text_that_utf8_cannot_hold_is_replaced_and_offsets_stay() -> None:
    text = "\ud800\0 Si\0Contoh hadir."
    found = named("Si\0Contoh", aliases=("\ud800\0",))
    found = replace(found, evidence=(at(text, "Si\0Contoh", "name"), at(text, "\ud800\0", "alias")))
    mention = Mention("m", "a", None, found)
    tables = build(Inputs((Article("a", text),), (), (mention,), Resolution((Cluster("i", ("m",)),), (), (), ())))
    assert check_tables(tables) == []
    assert tables.records("innovations")[0]["name"] == "Si\ufffdContoh"


def test_statement_ids_outlive_a_new_version() -> None:
    inputs = small()
    old = build(inputs)
    retrieved = [replace(article, retrieved="2030-01-01T00:00:00Z") for article in inputs.articles]
    new = build(replace(inputs, articles=retrieved))
    assert [row[0] for row in old.rows["statements"]] == [row[0] for row in new.rows["statements"]]


A = Article("a", "X ada.")
M = Mention("m", "a", None, InnovationMention("X"))


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        (Inputs((A, replace(A, text="Y")), (), (), Resolution((), (), (), ())), "article a"),
        (Inputs((), (Extraction("a"),), (), Resolution((), (), (), ())), "article a"),
        (Inputs((A,), (), (M,), Resolution((), (), (), ())), "mention m"),
        (Inputs((A,), (), (M,), Resolution((Cluster("i", ("m", "m")),), (), (), ())), "mention m"),
        (Inputs((A,), (), (M,), Resolution((Cluster("i", ("m", "n")),), (), (), ())), "mention n"),
        (Inputs((A,), (), (), Resolution((Cluster("i", ()),), (), (), ())), "innovation i"),
    ],
)
def test_inputs_that_do_not_fit_together_stop(inputs: Inputs, message: str) -> None:
    with pytest.raises(RegistryError, match=message):
        build(inputs)


def test_the_same_input_twice_is_one() -> None:
    inputs = small()
    twice = Inputs((*inputs.articles,) * 2, (*inputs.extractions,) * 2, (*inputs.mentions,) * 2, inputs.resolution)
    assert build(twice) == build(inputs)


def test_summary_counts() -> None:
    found = summary(build(small()))
    assert (found.articles, found.innovations, found.mentions, found.claims, found.issues) == (2, 2, 3, 1, 0)
    assert found.top_regions == (("Kabupaten Musi Banyuasin", "16.06", 1), ("Kota Palembang", "16.71", 1))


@pytest.mark.parametrize(
    ("text", "quote", "sentence"),
    [
        ("Satu. Dua tiga. Empat.", "tiga", "Dua tiga."),
        ("Satu\nDua tiga\nEmpat", "tiga", "Dua tiga"),
        ("Plt. Bupati H. Beni hadir. Lalu pulang.", "Beni", "Plt. Bupati H. Beni hadir."),
        ("“Bagus.” Kata dia. Selesai.", "dia", "Kata dia."),
        ("1. Si Contoh hadir. 2. Lain.", "Contoh", "1. Si Contoh hadir."),
        ("Satu. Dua. Tiga.", "tu. Du", "Satu. Dua."),
    ],
)
def test_sentences(text: str, quote: str, sentence: str) -> None:
    start = text.index(quote)
    assert split_sentences(text).around(start, start + len(quote)) == sentence


@given(st.text(alphabet='aB.!?\n \t”"1’(é', max_size=60), st.data())
@settings(max_examples=300)
def test_the_sentence_always_holds_the_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(len(text) - 1, 0)))
    end = data.draw(st.integers(start, len(text)))
    assert text[start:end].strip() in split_sentences(text).around(start, end)


@pytest.mark.parametrize(
    ("given_date", "expected"),
    [
        ("2020-05-01", "2020-05-01"),
        ("2020-05-01T10:00:00+07:00", "2020-05-01"),
        ("2020-05", None),
        ("2020-13-01", None),
        ("kemarin", None),
        (None, None),
    ],
)
def test_day(given_date: str | None, expected: str | None) -> None:
    assert day(given_date) == expected


names = st.sampled_from(["Si Randik", "SI RANDIK", "=Bahaya", "Larajaket"])
texts = st.lists(names, min_size=1, max_size=5)


@given(st.lists(texts, min_size=1, max_size=6), st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_any_clustering_gives_a_sound_registry(contents: list[list[str]], n_clusters: int) -> None:
    articles, mentions = [], []
    for n, words in enumerate(contents):
        text = ", ".join(words) + "."
        articles.append(Article(f"a{n}", text, source=f"s{n % 2}.id"))
        for k, name in enumerate(dict.fromkeys(words)):
            found = InnovationMention(
                name, aliases=(name.lower(),), awards=("Top 45",), confidence=0.3, evidence=(at(text, name, "name"),)
            )
            mentions.append(Mention(f"m{n}-{k}", f"a{n}", None, found))
    groups: dict[str, list[str]] = {}
    for n, mention in enumerate(mentions):
        groups.setdefault(f"i{n % n_clusters}", []).append(mention.id)
    clusters = tuple(Cluster(key, tuple(ids)) for key, ids in groups.items())
    assert check_tables(build(Inputs(articles, (), mentions, Resolution(clusters, (), (), ())))) == []


def with_past() -> Inputs:
    """The small registry after a merge."""
    inputs = small()
    history = (
        Change("founded", None, "i0", "m2", "2021-06-02", "new articles"),
        Change("merged", "i0", "i1", "m2", "2024-01-01T08:00:00Z", "judgement jdg-a", "Sari"),
    )
    resolution = replace(inputs.resolution, redirects=(Redirect("i0", "i1"),), history=history)
    return replace(inputs, resolution=resolution)


def test_redirects_and_history_are_rows() -> None:
    tables = build(with_past())
    assert check_tables(tables) == []
    assert tables.records("redirects") == [{"old_id": "i0", "entity_type": "innovation", "new_id": "i1"}]
    assert [(r["id"], r["what"], r["old_id"], r["by"]) for r in tables.records("history")] == [
        ("000000001", "founded", None, None),
        ("000000002", "merged", "i0", "Sari"),
    ]


def break_row(tables: Tables, name: str, column: str, value: Value) -> Tables:
    place = TABLES[name].names.index(column)
    first, *rest = tables.rows[name]
    rows = ((*first[:place], value, *first[place + 1 :]), *rest)
    return replace(tables, rows={**tables.rows, name: rows})


@pytest.mark.parametrize(
    ("name", "column", "value", "problem"),
    [
        ("innovations", "agency_id", "nobody", "is not in agencies"),
        ("innovations", "agency", "Dinas Lain", "no sentence backs agency 'Dinas Lain'"),
        ("innovations", "awards", '["Nobel"]', "no sentence backs awards 'Nobel'"),
        ("innovations", "digital", False, "no sentence backs digital 'false'"),
        ("innovations", "n_articles", 7, "counts do not fit"),
        ("innovations", "n_sources", 3, "3 sources do not fit"),
        ("claims", "innovation_ids", '["i9"]', "innovation_ids has i9"),
        ("claims", "n_named", 1, "n_named 1 does not fit"),
        ("claims", "start", None, "no place"),
        ("articles", "n_chars", 1, "n_chars 1 does not fit"),
        ("statements", "end", 99_999, "is outside the article's"),
        ("statements", "quote", "lain", "not 'lain'"),
        ("statements", "sentence", "lain", "the sentence does not hold the quote"),
        ("statements", "entity_id", "nobody", "nobody does not exist"),
        ("agencies", "standard", "Lain", "no sentence backs standard"),
        ("officials", "roles", '["Raja"]', "no sentence backs roles 'Raja'"),
        ("regions", "parent", "98", "parent 98 is not in regions"),
        ("redirects", "new_id", "i9", "there is no innovation i9"),
        ("redirects", "entity_type", "agency", "there is no agency i1"),
        ("agency_names", "name", "Lain", "no sentence backs name 'Lain'"),
        ("agency_mentions", "quote", "lain", "not 'lain'"),
        ("official_roles", "status", "pj", "no sentence backs status 'pj'"),
        ("official_roles", "role", "Raja", "no sentence backs role 'Raja'"),
        ("official_roles", "agency_id", "nobody", "is not in agencies"),
        ("redirects", "old_id", "i1", "the id is still in use"),
    ],
)
def test_checks_see_each_defect(name: str, column: str, value: Value, problem: str) -> None:
    assert any(problem in found for found in check_tables(break_row(build(with_past()), name, column, value)))


def test_a_mention_without_any_evidence_is_reported_not_hidden() -> None:
    mention = Mention("m", "a", None, InnovationMention("X", evidence=(Evidence("name", 0, 0, ""),)))
    tables = build(Inputs((A,), (), (mention,), Resolution((Cluster("i", ("m",)),), (), (), ())))
    assert any("no sentence backs name 'X'" in problem for problem in check_tables(tables))
