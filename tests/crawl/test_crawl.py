"""Whole crawls of a made-up news site over real HTTP, into a real archive."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from site_pages import Post
from site_server import Break, Site

from inovasi.config import read_config
from inovasi.crawling import Watch, crawl_all
from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.crawl import Crawled, Plan
from inovasi.types import Issue

ARTICLES = 500
WAYS = ("wordpress", "rss", "sitemap", "listing")


@dataclass
class Heard:
    """What a crawl said."""

    issues: list[Issue] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    ends: list[Crawled] = field(default_factory=list)


def crawl(config: Path, plan: Plan = Plan()) -> tuple[list[Crawled], Heard]:  # noqa: B008 - a frozen value
    heard = Heard()
    read = read_config(config)
    watch = Watch(heard.issues.append, heard.steps.append, heard.ends.append)
    return crawl_all(read, read.sources, plan, watch), heard


def archived(config: Path) -> dict[str, bytes]:
    """Address -> body of every article in the archive."""
    with Archive.open(Path(read_config(config).crawl.archive), write=False) as archive:
        return {capture.url: archive.response(capture).body for capture in archive.articles()}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_brings_the_same_500_articles_and_a_second_run_no_body(configure, way: str) -> None:
    with Site(articles=ARTICLES) as site:
        config = configure(site.url, lines=f'keywords = []\nfind = ["{way}"]')
        (first,), heard = crawl(config)
        assert (first.end, first.finder, first.count.found, first.count.new) == ("complete", way, ARTICLES, ARTICLES)
        assert heard.issues == []
        assert set(archived(config)) == set(site.articles)
        assert max(site.hits.paths.count(path) for path in set(site.hits.paths)) == 1
        site.hits.clear()
        (second,), heard = crawl(config)
        assert (second.end, second.count.new, second.count.failed) == ("complete", 0, 0)
        assert set(site.hits.statuses) == {304}
        assert second.count.bytes == 0
        assert heard.issues == []


def test_only_what_is_new_is_fetched_the_next_time(configure) -> None:
    with Site(articles=60) as site:
        config = configure(site.url)
        crawl(config)
        site.publish(3)
        site.hits.clear()
        (second,), _ = crawl(config)
        assert second.count.new == 3
        assert set(archived(config)) == set(site.articles)
        fetched = [path for path in site.hits.paths if path in site.by_path]
        assert sorted(fetched) == sorted(post.path for post in site.posts[-3:])


def test_a_changed_article_is_fetched_again(configure) -> None:
    """WordPress and sitemaps say when an article was changed."""
    with Site(articles=20) as site:
        config = configure(site.url)
        crawl(config)
        before = archived(config)
        site.posts[19] = Post(19, revision=24 * 365 * 20)  # in hours: long after the first crawl
        site.revise(19)
        (second,), _ = crawl(config)
        after = archived(config)
        changed = [url for url in after if after[url] != before[url]]
        assert changed == [site.articles[19]]
        assert second.count.new == 1


def test_a_limit_stops_each_source_and_the_next_run_goes_on(configure) -> None:
    with Site(articles=50) as one, Site(articles=50, host="127.0.0.2") as two:
        config = configure(one.url, two.url)
        crawled, _ = crawl(config, Plan(limit=10))
        assert [(run.end, run.count.new) for run in crawled] == [("limited", 10), ("limited", 10)]
        crawled, _ = crawl(config)
        assert [(run.end, run.count.new) for run in crawled] == [("complete", 40), ("complete", 40)]


def test_a_window_leaves_older_articles_out_and_a_wider_one_brings_them(configure) -> None:
    with Site(articles=100) as site:
        config = configure(site.url)
        since = site.posts[70].published.date().isoformat()
        wanted = [a for a, post in zip(site.articles, site.posts, strict=True) if f"{post.published:%F}" >= since]
        crawl(config, Plan(since=since))
        assert sorted(archived(config)) == sorted(wanted)
        (second,), _ = crawl(config)
        assert second.count.new == 100 - len(wanted)
        assert set(archived(config)) == set(site.articles)


def test_a_feed_that_does_not_go_back_far_enough_is_noted(configure) -> None:
    with Site(articles=30) as site:
        config = configure(site.url, lines='keywords = []\nfind = ["rss"]')
        _, heard = crawl(config, Plan(since="2015-01-01"))
        oldest = site.posts[0].published.date().isoformat()
        assert [(issue.reason, issue.fatal) for issue in heard.issues] == [
            (f"its feed goes back to {oldest} only", False)
        ]
        _, heard = crawl(config, Plan(since=site.posts[10].published.date().isoformat()))
        assert heard.issues == []


def test_one_broken_site_stops_no_other(configure) -> None:
    with Site(articles=30) as site, Site(articles=30, host="127.0.0.2") as broken:
        for path in ("/", "/robots.txt"):
            broken.breaks[path] = Break(reset=True)
        config = configure(broken.url, site.url, scrape="retries = 0")
        (first, second), heard = crawl(config)
        assert (first.end, first.count.new) == ("failed", 0)
        assert (second.end, second.count.new) == ("complete", 30)
        assert [(issue.stage, issue.input) for issue in heard.issues] == [("fetch", "site-1")]
        assert "the connection broke off" in heard.issues[0].reason


@pytest.mark.parametrize(("hours", "taken_up"), [(2, True), (48, False)])
def test_a_run_that_was_cut_short_is_taken_up_within_a_day(configure, hours: int, *, taken_up: bool) -> None:
    """Later, its listings are out of date."""
    with Site(articles=5) as site:
        config = configure(site.url)
        folder = Path(read_config(config).crawl.archive)
        then = datetime.now(UTC) - timedelta(hours=hours)
        with Archive.open(folder, write=True, now=lambda: then) as archive:
            cut = archive.begin("site-1")
        crawl(config)
        with Archive.open(folder, write=False) as archive:
            (finished,) = archive.finished("site-1", 5)
        assert (finished.id == cut.id) is taken_up


def test_an_article_that_fails_is_reported_and_asked_for_again_the_next_time(configure) -> None:
    with Site(articles=30) as site:
        path = site.posts[3].path
        site.breaks[path] = Break(status=503, times=2)
        config = configure(site.url, scrape="retries = 0")
        (first,), heard = crawl(config)
        assert (first.end, first.count.new, first.count.failed) == ("complete", 29, 1)
        assert [(issue.input, issue.fatal) for issue in heard.issues] == [(site.address(path), True)]
        (second,), _ = crawl(config)
        assert (second.count.new, second.count.failed) == (0, 1)
        (third,), _ = crawl(config)
        assert (third.count.new, third.count.failed) == (1, 0)
        assert set(archived(config)) == set(site.articles)


def test_what_robots_txt_forbids_is_left_alone_and_said(configure) -> None:
    with Site(articles=30) as site:
        path = site.posts[5].path
        site.robots = f"User-agent: inovasi\nDisallow: {path}\n"
        config = configure(site.url)
        (first,), heard = crawl(config)
        assert (first.count.new, first.count.failed) == (29, 1)
        assert path not in site.hits.paths
        assert [(issue.input, issue.fatal) for issue in heard.issues] == [(site.address(path), False)]


def test_an_article_that_is_gone_is_noted_and_not_asked_for_again(configure) -> None:
    with Site(articles=10) as site:
        path = site.posts[4].path
        site.breaks[path] = Break(status=410)
        config = configure(site.url)
        (first,), heard = crawl(config)
        assert (first.count.new, first.count.failed) == (9, 0)
        assert [(issue.input, issue.fatal) for issue in heard.issues] == [(site.address(path), False)]
        site.hits.clear()
        crawl(config)
        assert path not in site.hits.paths


def test_a_redirected_article_is_kept_once_under_its_last_address(configure) -> None:
    with Site(articles=10) as site:
        old, new = site.posts[2].path, site.posts[7].path
        site.breaks[old] = Break(status=301, headers=(("Location", new),))
        config = configure(site.url)
        crawl(config)
        assert set(archived(config)) == set(site.articles) - {site.address(old)}
        assert site.hits.paths.count(new) == 1


def test_an_article_that_a_finder_took_for_a_listing_is_kept_as_an_article_too(configure) -> None:
    with Site(articles=6) as site:
        path = site.posts[2].path
        config = configure(site.url, lines=f'keywords = []\nfind = ["listing"]\nlistings = ["/", "{path}"]')
        crawl(config)
        assert set(archived(config)) == set(site.articles)
        assert site.hits.paths.count(path) == 1


def test_every_request_and_every_run_is_a_line_of_the_log(configure) -> None:
    with Site(articles=10) as site:
        config = configure(site.url)
        crawl(config)
        log = Path(read_config(config).crawl.archive) / "requests.jsonl"
        lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
        requests = [line["url"].removeprefix(site.url.rstrip("/")) for line in lines if "url" in line]
        assert sorted(requests) == sorted(site.hits.paths)
        assert [(line["source"], line["new"], line["end"]) for line in lines if "source" in line] == [
            ("site-1", 10, "complete")
        ]
