"""Near-duplicates: copies of a release are one story, whatever the sites make of it; look-alikes are not."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inovasi.scrape import stories
from inovasi.scrape.stories import story_of
from inovasi.types import Article

RELEASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("releases.toml").read_text())["release"]
Rewrite = Callable[[dict[str, Any]], list[str]]
SYNONYMS = {
    "mengatakan": "menuturkan", "menyebut": "mengungkapkan", "warga": "masyarakat", "sebelumnya": "semula",
    "sehingga": "maka", "hanya": "cuma", "dipakai": "digunakan", "menerima": "mendapatkan", "kemudian": "lalu",
    "karena": "sebab", "mencatat": "membukukan", "berharap": "ingin",
}  # fmt: skip


def _reworded(paragraph: str) -> str:
    return re.sub(r"\w+", lambda word: SYNONYMS.get(word[0], word[0]), paragraph)


def _full(release: dict[str, Any]) -> list[str]:
    return [release["lead"], *release["body"], release["about"]]


def _dateline(release: dict[str, Any]) -> list[str]:
    link = "Baca juga: Harga cabai naik lagi di pasar induk"
    first, *rest = release["body"]
    return ["PALAPA RAYA, WARTA NUSA - " + release["reworded"], first, link, *rest, release["about"]]


def _cut(release: dict[str, Any]) -> list[str]:
    return ["Kota Seberang, Kabar Pagi. " + release["reworded"], *release["body"][:3], "(hms/red)"]


def _added(release: dict[str, Any]) -> list[str]:
    own = "Kabar ini disambut baik oleh pembaca kami yang meminta hal serupa di daerahnya sejak tahun lalu."
    signature = "Editor: Redaksi. Ikuti berita lain melalui saluran kami."
    return [release["lead"], *release["body"], own, release["about"], signature]


def _edited(release: dict[str, Any]) -> list[str]:
    return [release["reworded"], *map(_reworded, release["body"][:4])]


def _tail(release: dict[str, Any]) -> list[str]:
    return [*release["body"][1:], release["about"], "Sumber: siaran pers"]


COPIES: list[Rewrite] = [_dateline, _cut, _added, _edited, _tail]


def _article(name: str, paragraphs: Sequence[str], published: str | None = None) -> Article:
    return Article(id=name, text="\n\n".join(paragraphs), published=published)


@pytest.mark.parametrize("number", range(len(RELEASES)))
@pytest.mark.parametrize("rewrite", COPIES)
def test_a_rewritten_copy_is_the_story_of_its_release(number: int, rewrite: Rewrite) -> None:
    release = RELEASES[number]
    found = story_of([_article("a", _full(release)), _article("b", rewrite(release))])
    assert found == {"a": "a", "b": "a"}


@pytest.mark.parametrize("number", range(len(RELEASES)))
@pytest.mark.parametrize("background", [False, True])
def test_another_article_on_the_same_programme_stays_apart(number: int, background: bool) -> None:
    release = RELEASES[number]
    other = [*release["other"], *release["body"][:background], release["about"]]
    found = story_of([_article("a", _full(release)), _article("b", other), _article("c", _added(release))])
    assert found == {"a": "a", "b": "b", "c": "a"}


def test_all_releases_with_all_their_copies_together() -> None:
    articles = []
    want = {}
    for number, release in enumerate(RELEASES):
        group = [_full(release), *(rewrite(release) for rewrite in COPIES)]
        for place, paragraphs in enumerate(group):
            articles.append(_article(f"{number:02}-{place}", paragraphs))
            want[f"{number:02}-{place}"] = f"{number:02}-0"
        articles.append(_article(f"{number:02}-x", [*release["other"], release["about"]]))
        want[f"{number:02}-x"] = f"{number:02}-x"
    assert story_of(articles) == want


@pytest.mark.parametrize(
    ("published", "first"),
    [
        (("2024-03-12", "2024-03-13", "2024-03-14"), "a"),
        (("2024-03-14", "2024-03-13", "2024-03-12"), "c"),
        (("2024-03-13", "2024-03-12", "2024-03-12"), "b"),
        ((None, None, "2024-03-14"), "c"),
        ((None, None, None), "a"),
    ],
)
def test_the_story_is_named_after_the_first_to_publish(published: tuple[str | None, ...], first: str) -> None:
    release = RELEASES[0]
    texts = [_cut(release), _full(release), _added(release)]
    articles = [_article(name, text, day) for name, text, day in zip("abc", texts, published, strict=True)]
    assert story_of(articles) == dict.fromkeys("abc", first)


@pytest.mark.parametrize("text", ["", "  \n\t", "…", "— ★ —"])
def test_articles_without_words_are_not_copies_of_each_other(text: str) -> None:
    assert story_of([_article("a", [text]), _article("b", [text])]) == {"a": "a", "b": "b"}


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Foto: antrean di loket malam.", "FOTO - Antrean di loket malam", True),
        ("Satu", "satu!", True),
        ("Satu", "Dua", False),
        ("Antrean warga di loket malam Pasar Baru.", "Antrean warga di loket malam Pasar Lama.", False),
        ("Halaman ini tidak ada lagi.", "Halaman ini tidak ada lagi. Kembali ke beranda.", False),
    ],
)
def test_short_texts_are_copies_only_if_their_words_are_equal(left: str, right: str, same: bool) -> None:
    found = story_of([_article("a", [left]), _article("b", [right])])
    assert (found["b"] == "a") is same


def test_no_articles_no_stories() -> None:
    assert story_of([]) == {}


def test_a_quoted_paragraph_does_not_make_a_copy() -> None:
    report = [*RELEASES[1]["other"], *RELEASES[2]["other"], *RELEASES[3]["other"]]
    brief = [RELEASES[1]["other"][0], RELEASES[2]["other"][0]]
    assert story_of([_article("a", report), _article("b", brief)]) == {"a": "a", "b": "b"}


def test_similarity_does_not_chain() -> None:
    parts = [paragraph for release in RELEASES[:3] for paragraph in release["body"]]
    sliding = [_article(f"{start:02}", parts[start : start + 6]) for start in (0, 2, 4, 6, 8)]
    by_name = {article.id: article for article in sliding}
    found = story_of(sliding)
    pairs = [("00", "02"), ("02", "04"), ("04", "06"), ("06", "08")]  # neighbours have two thirds in common
    assert all(len(set(story_of([by_name[a], by_name[b]]).values())) == 1 for a, b in pairs)
    assert all(found["00"] != found[far] for far in ("04", "06", "08"))  # a third and less


def test_a_digest_does_not_join_the_releases_in_it() -> None:
    first, second = RELEASES[4], RELEASES[5]
    digest = [*first["body"], *second["body"]]
    articles = [_article("a", first["body"]), _article("b", second["body"]), _article("c", digest)]
    found = story_of(articles)
    assert found["a"] != found["b"]


def test_one_outlets_boilerplate_costs_bounded_work(monkeypatch: pytest.MonkeyPatch) -> None:
    footer = [paragraph for release in RELEASES[:2] for paragraph in release["body"]]
    articles = [_article(f"{n:03}", [*footer, *(f"unsur{n}x{i}" for i in range(250))]) for n in range(200)]
    calls = 0
    shared = stories._shared

    def counted(left: stories._Text, right: stories._Text) -> int:
        nonlocal calls
        calls += 1
        return shared(left, right)

    monkeypatch.setattr(stories, "_shared", counted)
    found = story_of(articles)
    assert all(story == name for name, story in found.items())
    assert calls <= 20 * len(articles)  # all pairs are five times as many


def test_importing_costs_no_datasketch() -> None:
    code = "import sys, inovasi.scrape.stories; sys.exit('datasketch' in sys.modules or 'scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


PARAGRAPHS = [paragraph for release in RELEASES[:3] for paragraph in [*_full(release), *release["other"]]]
TEXTS = st.lists(st.sampled_from(PARAGRAPHS), max_size=8)
DAYS = st.sampled_from([None, "2024-01-01", "2024-01-02"])


@st.composite
def _articles(draw: st.DrawFn) -> list[Article]:
    drawn = draw(st.lists(st.tuples(TEXTS, DAYS), max_size=8))
    return [_article(f"a{number}", text, day) for number, (text, day) in enumerate(drawn)]


@settings(max_examples=40, deadline=None)
@given(_articles(), st.randoms(use_true_random=False))
def test_the_order_of_the_articles_makes_no_difference(articles: list[Article], chance: Random) -> None:
    shuffled = list(articles)
    chance.shuffle(shuffled)
    assert story_of(shuffled) == story_of(articles)


@settings(max_examples=40, deadline=None)
@given(_articles())
def test_every_story_is_that_of_its_first_article(articles: list[Article]) -> None:
    found = story_of(articles)
    order = {article.id: (article.published or "~", article.id) for article in articles}
    assert set(found) == set(order)
    for name, story in found.items():
        assert found[story] == story
        assert order[story] <= order[name]


@settings(max_examples=30, deadline=None)
@given(_articles())
def test_grouping_one_story_again_gives_one_story(articles: list[Article]) -> None:
    found = story_of(articles)
    for story in set(found.values()):
        members = [article for article in articles if found[article.id] == story]
        assert set(story_of(members).values()) == {story}
