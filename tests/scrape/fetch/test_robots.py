"""robots.txt is fetched, kept and obeyed."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Mapping

import pytest
from fetching import Answer, FakeClock, Net, Server, raw, redirect, reply, reset

from inovasi.errors import FetchFailed
from inovasi.scrape.fetch.failures import NotAllowed, Passing
from inovasi.scrape.fetch.robots import Robots, parse
from inovasi.scrape.fetch.values import Response
from inovasi.types import CrawlSettings

Serve = Callable[[Mapping[str, Answer]], Server]
Build = Callable[[CrawlSettings], Net]
SETTINGS = CrawlSettings(allow_private=True, delay=0.0, timeout=2.0, deadline=2.0, retries=1)
CLOSED = b"User-agent: *\nDisallow: /\n"


def serving(serve: Serve, robots: Answer) -> Server:
    return serve({"/robots.txt": robots, "/a": reply(200, b"a"), "/b/c?d=1": reply(200, b"b")})


RULES = [
    (b"", ["/a", "/b/c?d=1"], []),
    (CLOSED, [], ["/a", "/b/c?d=1"]),
    (b"User-agent: *\nDisallow: /b/\n", ["/a"], ["/b/c?d=1"]),
    (b"User-agent: *\nDisallow: /*?d=\n", ["/a"], ["/b/c?d=1"]),
    (b"User-agent: *\nDisallow: /\nAllow: /b/\n", ["/b/c?d=1"], ["/a"]),
    (b"User-agent: *\nDisallow: /\n\nUser-agent: inovasi\nDisallow: /a$\n", ["/b/c?d=1"], ["/a"]),
    (b"User-agent: Inovasi/2.0\nUser-agent: lain\nDisallow: /a\n", ["/b/c?d=1"], ["/a"]),
    (b"User-agent: ino\nDisallow: /\n", ["/a"], []),
    (b"User-agent: inovasibot\nDisallow: /\n", ["/a"], []),
    (b"User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\nUser-agent: *\nDisallow: /b\n", ["/a"], ["/b/c?d=1"]),
    (b"\xef\xbb\xbfuser-AGENT : *\r\ndisallow:/b # rahasia\r\n", ["/a"], ["/b/c?d=1"]),
    (b"<!doctype html><title>Beranda</title><p>Disallow: /</p>", ["/a"], []),
    (b"\x00\xff\xfe" * 100, ["/a"], []),
]


@pytest.mark.parametrize(("rules", "allowed", "forbidden"), RULES)
def test_robots_txt_is_obeyed(serve: Serve, net: Build, rules: bytes, allowed: list[str], forbidden: list[str]) -> None:
    server = serving(serve, reply(200, rules, {"Content-Type": "text/plain"}))
    fetcher = net(SETTINGS).fetcher
    for path in allowed:
        assert fetcher.fetch(server.url(path)).status == 200
    for path in forbidden:
        with pytest.raises(NotAllowed, match=r"robots\.txt forbids it") as caught:
            fetcher.fetch(server.url(path))
        assert caught.value.input == server.url(path)
    assert server.targets() == ["/robots.txt", *allowed]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418])
def test_a_site_without_robots_txt_allows_everything(serve: Serve, net: Build, status: int) -> None:
    server = serving(serve, reply(status, CLOSED))
    assert net(SETTINGS).fetcher.fetch(server.url("/a")).content == b"a"


@pytest.mark.parametrize("answer", [reply(500), reply(503), reply(520), reply(530), reply(429), reset])
def test_while_robots_txt_cannot_be_had_nothing_is_allowed(serve: Serve, net: Build, answer: Answer) -> None:
    server = serving(serve, answer)
    built = net(SETTINGS)
    for _ in range(3):
        with pytest.raises(Passing, match=r"the site's robots\.txt cannot be had: "):
            built.fetcher.fetch(server.url("/a"))
    assert set(server.targets()) == {"/robots.txt"}
    assert len(server.seen) <= 2  # kept, not asked again for each page
    assert not built.robots.can_fetch(server.url("/a"))
    assert built.attempts  # reported


def test_a_robots_txt_that_failed_is_asked_again_soon(serve: Serve, net: Build, clock: FakeClock) -> None:
    server = serving(serve, [reply(500), reply(500), reply(200, b"User-agent: *\nDisallow: /b\n")])
    fetcher = net(SETTINGS).fetcher
    with pytest.raises(Passing):
        fetcher.fetch(server.url("/a"))
    clock.sleep(1000)
    assert fetcher.fetch(server.url("/a")).content == b"a"


def test_robots_txt_is_kept_for_a_day(serve: Serve, net: Build, clock: FakeClock) -> None:
    server = serving(serve, [reply(200, b""), reply(200, CLOSED)])
    fetcher = net(SETTINGS).fetcher
    fetcher.fetch(server.url("/a"))
    clock.sleep(23 * 3600)
    fetcher.fetch(server.url("/a"))
    clock.sleep(2 * 3600)
    with pytest.raises(NotAllowed):
        fetcher.fetch(server.url("/a"))
    assert server.targets() == ["/robots.txt", "/a", "/a", "/robots.txt"]


def test_each_port_and_host_has_its_own_robots_txt(serve: Serve, net: Build) -> None:
    first, second = serving(serve, reply(200, CLOSED)), serving(serve, reply(404))
    fetcher = net(SETTINGS).fetcher
    assert fetcher.fetch(second.url("/a")).content == b"a"
    with pytest.raises(NotAllowed):
        fetcher.fetch(first.url("/a"))
    with pytest.raises(NotAllowed):
        fetcher.fetch(first.url("/a", "localhost"))
    assert first.targets() == ["/robots.txt", "/robots.txt"]


@pytest.mark.parametrize(("hops", "allowed"), [(1, False), (5, False), (6, True)])
def test_up_to_five_redirects_lead_to_robots_txt(serve: Serve, net: Build, hops: int, allowed: bool) -> None:
    ways = {f"/r{number}": redirect(f"/r{number + 1}") for number in range(1, hops)}
    server = serve({"/robots.txt": redirect("/r1"), **ways, f"/r{hops}": reply(200, CLOSED), "/a": reply(200, b"a")})
    assert net(SETTINGS).robots.can_fetch(server.url("/a")) is allowed


def test_a_robots_txt_that_redirects_to_itself_does_not_exist(serve: Serve, net: Build) -> None:
    server = serving(serve, redirect("/robots.txt"))
    assert net(SETTINGS).fetcher.fetch(server.url("/a")).content == b"a"
    assert server.targets() == ["/robots.txt"] * 6 + ["/a"]


def test_a_robots_txt_that_leads_nowhere_forbids_everything(serve: Serve, net: Build) -> None:
    server = serving(serve, redirect("ftp://contoh.test/robots.txt"))
    with pytest.raises(FetchFailed, match=r"robots\.txt cannot be had: it redirects to 'ftp:"):
        net(SETTINGS).fetcher.fetch(server.url("/a"))


def test_only_the_first_500_kib_count(serve: Serve, net: Build) -> None:
    filler = b"# " + b"x" * 97 + b"\n"
    long = b"User-agent: *\nDisallow: /a\n" + filler * 6000 + b"Disallow: /b\n"
    server = serving(serve, reply(200, gzip.compress(long), {"Content-Encoding": "gzip"}))
    robots = net(SETTINGS).robots
    assert not robots.can_fetch(server.url("/a"))
    assert robots.can_fetch(server.url("/b/c?d=1"))


def test_a_robots_txt_of_60_megabytes_is_no_robots_txt(serve: Serve, net: Build) -> None:
    server = serving(serve, raw(b"HTTP/1.1 200 OK\r\nContent-Length: 60000000\r\n\r\n"))
    with pytest.raises(FetchFailed, match=r"robots\.txt cannot be had: it has more than"):
        net(SETTINGS).fetcher.fetch(server.url("/a"))


@pytest.mark.parametrize(
    "content",
    [
        b"".join(b"User-agent: bot%d\n" % number for number in range(12_000)) + b"Disallow: /a\n" * 20_000,
        b"User-agent: *\n" + b"".join(b"Disallow: /x%d*y%d*\n" % (number, number) for number in range(20_000)),
        b"User-agent: *\nDisallow: /" + b"*a" * 200_000,
        b"User-agent" * 50_000,
    ],
    ids=["thousands of crawlers", "thousands of rules", "one long rule", "one long line"],
)
def test_a_hostile_robots_txt_costs_little(content: bytes) -> None:
    """Rules times crawlers would be 240 million."""
    parsed = parse(content)
    for number in range(20):
        parsed.can_fetch(f"http://contoh.test/{number}" + "a" * 2000, "inovasi")


def test_sitemaps_and_crawl_delay_are_known(serve: Serve, net: Build) -> None:
    text = b"User-agent: *\nCrawl-delay: 2.5\nSitemap: https://contoh.test/s.xml\nSitemap: /t.xml\n"
    robots = net(SETTINGS).robots
    server = serving(serve, reply(200, text))
    assert robots.sitemaps(server.url("/a")) == ("https://contoh.test/s.xml", "/t.xml")
    assert robots.crawl_delay(server.url("/a")) == 2.5


@pytest.mark.parametrize("value", ["nan", "inf", "-3", "cepat", "1e400", ""])
def test_a_crawl_delay_that_is_none_is_none(value: str) -> None:
    assert parse(f"User-agent: *\nCrawl-delay: {value}\n".encode()).crawl_delay("inovasi") is None


def test_a_crawl_delay_is_kept_between_requests(serve: Serve, net: Build, clock: FakeClock) -> None:
    server = serving(serve, reply(200, b"User-agent: *\nCrawl-delay: 7\n"))
    fetcher = net(SETTINGS).fetcher
    for _ in range(3):
        fetcher.fetch(server.url("/a"), delay=3.0)
    assert clock.slept == [7.0, 7.0, 7.0]


def test_a_crawl_delay_of_hours_is_a_refusal(serve: Serve, net: Build, clock: FakeClock) -> None:
    server = serving(serve, reply(200, b"User-agent: *\nCrawl-delay: 86400\n"))
    with pytest.raises(NotAllowed, match="asks for hours between two pages"):
        net(SETTINGS).fetcher.fetch(server.url("/a"))
    assert not clock.slept


def test_many_threads_ask_once(clock: FakeClock) -> None:
    asked: list[str] = []

    def fetch(url: str) -> Response:
        asked.append(url)
        return Response(url, 200, "OK", (), CLOSED, CLOSED, "2026-03-02T08:00:00Z")

    robots = Robots(fetch, clock)
    start = threading.Barrier(8)

    def work() -> None:
        start.wait(5)
        assert not robots.can_fetch("http://contoh.test/a")

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asked == ["http://contoh.test/robots.txt"]
