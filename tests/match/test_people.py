"""Who is one person: roles over time, names that two may share, and records under judgements."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inovasi.match.decided import Run, decided
from inovasi.match.judgements import Judgement, as_line, from_line
from inovasi.match.resolve import mentions_of, resolve
from inovasi.types import (
    AgencyMention,
    Article,
    Extraction,
    OfficialMention,
    OfficialRecord,
    Past,
    PastMention,
    RegionMention,
    Resolution,
)

OKI = RegionMention("Kabupaten Ogan Komering Ilir", "16.02", "kabupaten", "OKI")
MUBA = RegionMention("Kabupaten Musi Banyuasin", "16.06", "kabupaten", "Muba")

Told = tuple[str | None, str, str, RegionMention]  # published, name, role, region of the article


def read(told: list[Told]) -> tuple[list[Article], list[Extraction]]:
    articles = [Article(f"a{n}", "", published=day) for n, (day, _, _, _) in enumerate(told)]
    extractions = [
        Extraction(f"a{n}", officials=(OfficialMention(name, role),), regions=(region,))
        for n, (_, name, role, region) in enumerate(told)
    ]
    return articles, extractions


def officials(*told: Told) -> tuple[OfficialRecord, ...]:
    return resolve(*read([*told])).officials


SHORT, LONG = "Tono Badra", "Tono Badra Kusumawijaya"


@pytest.mark.parametrize(
    ("told", "people"),
    [
        # one role after the other
        ([("2015-01-01", SHORT, "Kepala Dinas Sosial", OKI), ("2019-01-01", SHORT, "Sekretaris Daerah", OKI)], 1),
        ([("2015-01-01", SHORT, "Bupati", OKI), ("2019-01-01", SHORT, "Gubernur", OKI)], 1),
        # at the same time: two people of a short name, one of a long one
        ([("2015-01-01", SHORT, "Bupati", OKI), ("2017-01-01", SHORT, "Kepala Dinas Sosial", OKI),
          ("2019-01-01", SHORT, "Bupati", OKI)], 2),
        ([("2015-01-01", SHORT, "Kepala Dinas Sosial", OKI), ("2017-01-01", SHORT, "Kadinkes", OKI),
          ("2019-01-01", SHORT, "Kepala Dinas Sosial", OKI)], 2),
        ([("2015-01-01", LONG, "Bupati", OKI), ("2017-01-01", LONG, "Kepala Dinas Sosial", OKI),
          ("2019-01-01", LONG, "Bupati", OKI)], 1),
        # roles that one person may hold together
        ([("2015-01-01", SHORT, "Bupati", OKI), ("2017-01-01", SHORT, "Ketua Umum", OKI),
          ("2019-01-01", SHORT, "Bupati", OKI)], 1),
        ([("2015-01-01", SHORT, "Sekretaris Daerah", OKI), ("2017-01-01", SHORT, "Plt Kepala Dinas Sosial", OKI),
          ("2019-01-01", SHORT, "Sekda", OKI)], 1),
        # a former role is none at that time
        ([("2015-01-01", SHORT, "Sekda", OKI), ("2018-01-01", SHORT, "Mantan Bupati", OKI),
          ("2019-01-01", SHORT, "Sekda", OKI)], 1),
        # one role under two spellings
        ([("2015-01-01", SHORT, "Kadinkes", OKI), ("2017-01-01", SHORT, "Kepala Dinas Kesehatan", OKI),
          ("2019-01-01", SHORT, "Kadinkes", OKI)], 1),
        # a handover takes a while
        ([("2015-01-01", SHORT, "Kepala Dinas Sosial", OKI), ("2015-03-01", SHORT, "Camat", OKI),
          ("2015-02-01", SHORT, "Kepala Dinas Sosial", OKI), ("2016-01-01", SHORT, "Camat", OKI)], 1),
        # two regions
        ([("2015-01-01", LONG, "Kepala Dinas Sosial", OKI), ("2019-01-01", LONG, "Kepala Dinas Sosial", MUBA)], 2),
    ],
)  # fmt: skip
def test_one_person_or_two(told: list[Told], people: int) -> None:
    assert len(officials(*told)) == people


def test_roles_are_told_apart_by_status_and_one_role_has_one_spelling() -> None:
    (record,) = officials(
        ("2015-01-01", LONG, "Kadinkes", OKI),
        ("2016-01-01", LONG, "Kepala Dinas Kesehatan", OKI),
        ("2017-01-01", LONG, "Kepala Dinas Kesehatan", OKI),
        ("2018-01-01", LONG, "Plt Bupati OKI", OKI),
        ("2020-01-01", LONG, "Mantan Bupati OKI", OKI),
    )
    assert [(term.role, term.status, term.region_code, len(term.members)) for term in record.terms] == [
        ("Kepala Dinas Kesehatan", None, None, 3),
        ("Plt Bupati OKI", "plt", "16.02", 1),
        ("Mantan Bupati OKI", "mantan", "16.02", 1),
    ]


def test_two_offices_of_one_name_in_one_article_have_ids_of_their_own() -> None:
    named = (AgencyMention("Dinas Kesehatan", "dinas", region_code="16.02"),
             AgencyMention("Dinas Kesehatan", "dinas", region_code="16.06"))  # fmt: skip
    found = resolve([Article("a", "")], [Extraction("a", agencies=named)]).agencies
    assert sorted(member.id for record in found for member in record.members) == [
        "agy:a:dinaskesehatan",
        "agy:a:dinaskesehatan~2",
    ]


def build(told: list[Told], judgements: list[Judgement], past: Past) -> tuple[Resolution, Past]:
    """One build, and the past that it leaves."""
    articles, extractions = read(told)
    run = Run(articles, extractions, mentions_of(articles, extractions), resolve(articles, extractions))
    found, _ = decided(run, judgements, past, "judgements.jsonl")
    days = {article.id: article.published for article in articles}
    left = tuple(
        PastMention(m.id, record.id, m.article_id, days[m.article_id], days[m.article_id], about="official")
        for record in found.officials
        for m in record.members
    )
    return found, Past(left, found.redirects, found.history)


def test_an_earlier_article_does_not_change_the_id_of_a_person() -> None:
    later: list[Told] = [("2019-01-01", "Badra", "Bupati OKI", OKI)]
    first, past = build(later, [], Past())
    second, _ = build([*later, ("2018-01-01", SHORT, "Bupati OKI", OKI)], [], past)
    assert [record.id for record in second.officials] == [record.id for record in first.officials]
    assert second.officials[0].members[0].article_id == "a1"
    assert second.history == first.history


names = st.sampled_from([SHORT, LONG, "Tono", "Badra", "H. Tono Badra", "Rini Kartika"])
roles = st.sampled_from(["Bupati", "Bupati OKI", "Kadinkes", "Kepala Dinas Kesehatan", "Plt Camat", "Mantan Bupati"])
days = st.sampled_from([None, "2015-01-01", "2017-06-01", "2021-01-01"])
articles_told = st.lists(st.tuples(days, names, roles, st.sampled_from([OKI, MUBA])), min_size=1, max_size=8)


@settings(max_examples=100, deadline=None)
@given(articles_told, st.randoms(use_true_random=False), st.data())
def test_the_order_of_articles_never_shows_and_judgements_hold(
    told: list[Told], rng: random.Random, data: st.DataObject
) -> None:
    articles, extractions = read(told)
    plain = resolve(articles, extractions)
    members = sorted(member.id for record in plain.officials for member in record.members)
    assert len(members) == len(told)
    said = []
    if len(members) > 1:
        left, right = data.draw(st.lists(st.sampled_from(members), min_size=2, max_size=2, unique=True))
        verdict = data.draw(st.sampled_from(["same", "different"]))
        said = [Judgement("Sari", "2024-01-01", verdict, (left,), (right,), about="official")]
    found, past = build(told, said, Past())
    rng.shuffle(articles)
    rng.shuffle(extractions)
    again, _ = decided(
        Run(articles, extractions, mentions_of(articles, extractions), resolve(articles, extractions)),
        said, Past(), "judgements.jsonl",
    )  # fmt: skip
    assert again == found
    home = {member.id: record.id for record in found.officials for member in record.members}
    assert sorted(home) == members
    assert len({record.id for record in found.officials}) == len(found.officials)
    for judgement in said:
        assert (home[judgement.left[0]] == home[judgement.right[0]]) == (judgement.verdict == "same")
    second, _ = build(told, said, past)
    assert second == found


def test_a_line_says_what_it_is_about_and_lines_on_innovations_stay_as_they_were() -> None:
    line = Judgement("Sari", "2024-01-01", "same", ("off:a:x",), ("off:b:x",), about="official")
    assert json.loads(as_line(line))["about"] == "official"
    assert from_line(as_line(line)) == line
    assert "about" not in as_line(Judgement("Sari", "2024-01-01", "same", ("a:x",), ("b:x",)))
    for broken in (
        {"verdict": "same", "left": "a:x", "right": "b:x", "about": "region"},
        {"undoes": "jdg-a", "about": "agency"},
    ):
        with pytest.raises(ValueError, match=r"about is 'region'|both undoes and judges"):
            from_line(json.dumps({"by": "Sari", "at": "2024-01-01", **broken}))
