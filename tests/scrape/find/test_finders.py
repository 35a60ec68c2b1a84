"""The same articles whichever way, and the first way that works."""

from __future__ import annotations

from dataclasses import replace

import pytest
from getting import EVERYTHING, Fetch, Web
from site_server import Break, Site

from inovasi.errors import FetchFailed
from inovasi.scrape.find.finders import FINDERS, find
from inovasi.scrape.find.keywords import matches
from inovasi.scrape.find.values import Wanted
from inovasi.types import Finder, Source

EACH = pytest.mark.parametrize("name", FINDERS)


@EACH
def test_500_articles_are_found_each_way_once(name: Finder, big_site: Site) -> None:
    found = [item.url for item in FINDERS[name](Source("kabar", big_site.url), EVERYTHING, Fetch())]
    assert len(found) == len(set(found)) == 500
    assert set(found) == set(big_site.articles)


@EACH
def test_a_second_look_finds_the_same_in_the_same_order(name: Finder, big_site: Site) -> None:
    source, wanted = Source("kabar", big_site.url), Wanted("2020-09-01", lambda url: False, False)
    first, second = (list(FINDERS[name](source, wanted, Fetch())) for _ in range(2))
    assert first == second
    assert len(first) > 10


@EACH
def test_a_window_of_days_is_the_same_each_way_and_spares_requests(name: Finder, big_site: Site) -> None:
    new = {big_site.address(post.path) for post in big_site.posts if post.published.date().isoformat() >= "2020-09-01"}
    all_pages, few_pages = Fetch(), Fetch()
    wanted = Wanted("2020-09-01", lambda url: False, False)
    assert {item.url for item in FINDERS[name](Source("kabar", big_site.url), wanted, few_pages)} == new
    list(FINDERS[name](Source("kabar", big_site.url), EVERYTHING, all_pages))
    assert len(few_pages.asked) < len(all_pages.asked)


@EACH
def test_keywords_lose_no_article_that_has_one(name: Finder, big_site: Site) -> None:
    source = Source("kabar", big_site.url, keywords=("inovasi", "LAYAR0001"))
    found = {item.url for item in FINDERS[name](source, EVERYTHING, Fetch())}
    right = {
        big_site.address(post.path)
        for post in big_site.posts
        if matches(f"{post.title} {' '.join(post.paragraphs)}", source.keywords)
    }
    assert right <= found
    assert name == "sitemap" or found == right  # a sitemap has no words to choose by


@pytest.mark.parametrize("name", ["wordpress", "rss", "listing"])
def test_news_since_the_last_time_cost_one_page_each_way(name: Finder, big_site: Site) -> None:
    fetch = Fetch()
    known = set(big_site.articles[:-3])
    found = [
        item.url for item in FINDERS[name](Source("kabar", big_site.url), Wanted(None, known.__contains__, True), fetch)
    ]
    assert set(big_site.articles[-3:]) <= set(found)
    assert len(fetch.asked) < 20


def test_dates_and_titles_come_along(big_site: Site) -> None:
    posts = {big_site.address(post.path): post for post in big_site.posts}
    for name in ("wordpress", "rss", "listing"):
        _, found = find(Source("kabar", big_site.url, find=(name,)), EVERYTHING, Fetch())
        for item in list(found)[:30]:
            assert item.title == posts[item.url].title
            assert item.published is not None
            assert item.published[:10] in (
                f"{posts[item.url].published:%Y-%m-%d}",
                f"{posts[item.url].published:%Y-%m-}{posts[item.url].published.day - 1:02d}",
            )


@EACH
def test_the_first_way_that_works_serves(name: Finder) -> None:
    with Site(articles=12, offers=(name,)) as site:
        served, found = find(Source("kabar", site.url), EVERYTHING, Fetch())
        assert served == name
        assert {item.url for item in found} == set(site.articles)


def test_the_order_is_that_of_the_entry(big_site: Site) -> None:
    for order in (("sitemap", "rss"), ("listing", "wordpress")):
        assert find(Source("kabar", big_site.url, find=order), EVERYTHING, Fetch())[0] == order[0]


def test_a_way_that_fails_makes_room_for_the_next() -> None:
    with Site(articles=12) as site:
        site.breaks[
            "/wp-json/wp/v2/posts?page=1&per_page=100&orderby=date&order=desc&_fields=link,date_gmt,modified_gmt,title"
        ] = Break(500)
        site.breaks[
            "/?rest_route=/wp/v2/posts&page=1&per_page=100&orderby=date&order=desc&_fields=link,date_gmt,modified_gmt,title"
        ] = Break(500)
        served, found = find(Source("kabar", site.url), EVERYTHING, Fetch())
        assert served == "rss"
        assert len(list(found)) == 12


def test_where_no_way_works_each_reason_is_told() -> None:
    with pytest.raises(FetchFailed) as caught:
        find(Source("kabar", "https://kabar.example/"), EVERYTHING, Web({}))
    assert caught.value.input == "kabar"
    for name in FINDERS:
        assert name in caught.value.reason


def test_a_way_that_gives_nothing_makes_room_unless_since_may_be_the_reason() -> None:
    with Site(articles=12) as site:
        source = Source("kabar", site.url, keywords=("kata yang tidak ada",))
        assert find(replace(source, find=("wordpress", "sitemap")), EVERYTHING, Fetch())[0] == "sitemap"
        name, found = find(replace(source, find=("wordpress",)), EVERYTHING, Fetch())
        assert (name, list(found)) == ("wordpress", [])
        late = Wanted("2030-01-01", lambda url: False, False)
        name, found = find(Source("kabar", site.url), late, Fetch())
        assert (name, list(found)) == ("wordpress", [])


def test_a_source_without_a_way_is_an_error() -> None:
    with pytest.raises(FetchFailed):
        find(Source("kabar", "https://kabar.example/", find=()), EVERYTHING, Web({}))
