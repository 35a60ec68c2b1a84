"""What may pass is asked again, after a wait, and then reported."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from fetching import Answer, FakeClock, Net, Once, Server, raw, redirect, reply, reset, silent
from hypothesis import given
from hypothesis import strategies as st

from inovasi.errors import FetchFailed
from inovasi.scrape.fetch.failures import Passing
from inovasi.scrape.fetch.waits import backoff, retry_after
from inovasi.types import CrawlSettings

Serve = Callable[[Mapping[str, Answer]], Server]
Build = Callable[[CrawlSettings], Net]
SETTINGS = CrawlSettings(allow_private=True, delay=0.0, timeout=10.0, deadline=10.0, retries=3)
HASTY = CrawlSettings(allow_private=True, delay=0.0, timeout=0.1, retries=3)
PAGE = reply(200, b"page")
CUT = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhalf")

TROUBLES: list[tuple[str, Once, str]] = [
    *((str(status), reply(status), f"the server answers {status}") for status in (408, 429, 500, 502, 503, 504, 522)),
    ("reset", reset, "the connection broke off"),
    ("silence", silent, "the server is silent"),
    ("cut", CUT, "the answer ends too early"),
]


@pytest.mark.parametrize(("trouble", "reason"), [it[1:] for it in TROUBLES], ids=[it[0] for it in TROUBLES])
def test_trouble_that_passes_is_not_seen(serve: Serve, net: Build, trouble: Once, reason: str) -> None:
    server = serve({"/": [trouble, trouble, PAGE]})
    built = net(HASTY if trouble is silent else SETTINGS)
    assert built.fetcher.fetch(server.url("/")).content == b"page"
    assert server.targets() == ["/robots.txt", "/", "/", "/"]
    outcomes = [(it.url, it.attempt, it.status, it.bytes) for it in built.attempts[1:]]
    status = int(reason.split()[-1]) if reason[-1].isdigit() else None
    url = server.url("/")
    assert outcomes == [(url, 1, status, 0), (url, 2, status, 0), (url, 3, 200, 4)]
    assert [it.reason for it in built.attempts[1:]] == [None if status else reason] * 2 + [None]


@pytest.mark.parametrize(("trouble", "reason"), [it[1:] for it in TROUBLES], ids=[it[0] for it in TROUBLES])
def test_trouble_that_stays_is_reported_with_the_number_of_tries(
    serve: Serve, net: Build, trouble: Once, reason: str
) -> None:
    server = serve({"/": trouble})
    built = net(HASTY if trouble is silent else SETTINGS)
    with pytest.raises(Passing) as caught:
        built.get(server.url("/"))
    assert caught.value.reason == f"{reason} (4 tries)"
    assert caught.value.input == server.url("/")
    assert [it.attempt for it in built.attempts] == [1, 2, 3, 4]


def test_without_retries_one_try_is_all(serve: Serve, net: Build, clock: FakeClock) -> None:
    server = serve({"/": reply(503)})
    with pytest.raises(Passing, match=r"the server answers 503\. It may"):
        net(CrawlSettings(allow_private=True, delay=0.0, retries=0)).get(server.url("/"))
    assert len(server.seen) == 1
    assert not clock.slept


@pytest.mark.parametrize("status", [200, 204, 304, 400, 401, 403, 404, 410, 451, 501])
def test_other_statuses_are_answers(serve: Serve, net: Build, status: int) -> None:
    server = serve({"/": reply(status)})
    assert net(SETTINGS).fetcher.fetch(server.url("/")).status == status
    assert server.targets() == ["/robots.txt", "/"]


def test_a_redirect_is_an_answer(serve: Serve, net: Build) -> None:
    server = serve({"/": redirect("/b")})
    response = net(SETTINGS).fetcher.fetch(server.url("/"))
    assert (response.status, response.header("Location")) == (302, "/b")


def test_what_is_final_is_not_asked_again(serve: Serve, net: Build) -> None:
    server = serve({"/": reply(200, b"x", {"Content-Encoding": "br"})})
    built = net(SETTINGS)
    with pytest.raises(FetchFailed, match="packed as 'br'") as caught:
        built.get(server.url("/"))
    assert not isinstance(caught.value, Passing)
    assert [(it.status, it.reason) for it in built.attempts] == [(None, caught.value.reason)]


def test_waits_grow_at_random_and_hold_the_host(serve: Serve, net: Build, clock: FakeClock) -> None:
    server = serve({"/": [reply(500), reply(500), reply(500), PAGE]})
    net(SETTINGS).get(server.url("/"))
    assert len(clock.slept) == 3
    for wait, most in zip(clock.slept, (1.0, 2.0, 4.0), strict=True):
        assert 0.0 < wait < most


NOW = datetime(2026, 3, 2, 8, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize("value", ["120", "Mon, 02 Mar 2026 08:02:00 GMT"], ids=["seconds", "date"])
@pytest.mark.parametrize("status", [429, 503, 500])
def test_retry_after_is_honoured(serve: Serve, net: Build, clock: FakeClock, value: str, status: int) -> None:
    server = serve({"/": [reply(status, b"", {"Retry-After": value}), PAGE], "/b": PAGE})
    built = net(SETTINGS)
    assert built.get(server.url("/")).content == b"page"
    assert sum(clock.slept) == 120.0


def test_a_retry_after_that_is_still_running_holds_other_pages_too(serve: Serve, net: Build, clock: FakeClock) -> None:
    server = serve({"/": reply(429, b"", {"Retry-After": "300"}), "/b": PAGE})
    built = net(CrawlSettings(allow_private=True, delay=0.0, retries=0))
    with pytest.raises(Passing):
        built.get(server.url("/"))
    built.get(server.url("/b"))
    assert clock.slept == [300.0]


def test_who_asks_for_hours_is_left_alone_for_now(serve: Serve, net: Build, clock: FakeClock) -> None:
    server = serve({"/": reply(503, b"", {"Retry-After": "7200"}), "/b": PAGE})
    built = net(SETTINGS)
    with pytest.raises(Passing, match="the server answers 503 and asks us to wait 7200 seconds"):
        built.get(server.url("/"))
    with pytest.raises(Passing, match="asks us to wait 7200 seconds"):
        built.get(server.url("/b"))
    assert server.targets() == ["/"]
    assert not clock.slept
    clock.passed += 7000
    assert built.get(server.url("/b")).content == b"page"
    assert clock.slept == [200.0]


def test_pauses_lie_between_tries_as_between_pages(serve: Serve, net: Build, clock: FakeClock) -> None:
    server = serve({"/": [reply(500), PAGE]})
    net(CrawlSettings(allow_private=True, delay=9.0, retries=3)).get(server.url("/"))
    assert clock.slept == [9.0]


def test_conditions_go_out_with_every_try(serve: Serve, net: Build) -> None:
    server = serve({"/": [reply(500), reply(304)]})
    net(SETTINGS).fetcher.fetch(server.url("/"), (("If-None-Match", '"x"'),))
    assert [it.headers.get("if-none-match") for it in server.seen] == [None, '"x"', '"x"']


def test_an_address_of_another_kind_is_refused_before_anything_is_asked(net: Build) -> None:
    built = net(SETTINGS)
    for url in ("ftp://contoh.test/", "contoh.test", "http://", "http://a:b@contoh.test/"):
        with pytest.raises(FetchFailed):
            built.fetcher.fetch(url)
    assert not built.attempts


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        (" 90 ", 90.0),
        ("9" * 40, 999999999999.0),
        ("Mon, 02 Mar 2026 08:00:30 GMT", 30.0),
        ("Monday, 02-Mar-26 08:00:30 GMT", 30.0),
        ("Mon, 02 Mar 2026 08:00:30 -0000", 30.0),
        ("Mon, 02 Mar 2026 15:00:30 +0700", 30.0),
        ("Mon, 02 Mar 2020 08:00:30 GMT", 0.0),
        (None, None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("٣", None),
        ("Mon, 99 Mar 2026 08:00:30 GMT", None),
    ],
)
def test_retry_after_is_read(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text(max_size=40) | st.from_regex(r"\A\w{3}, \d{1,9} \w{3} \d{1,9} \d+:\d+:\d+ [+-]?\w{0,6}\Z"))
def test_retry_after_may_be_anything(value: str) -> None:
    wait = retry_after(value, NOW)
    assert wait is None or wait >= 0.0


@given(st.integers(1, 50), st.integers())
def test_backoff_has_an_end(tries: int, seed: int) -> None:
    assert 0.0 <= backoff(tries, random.Random(seed)) <= min(60.0, 2.0 ** (tries - 1))


def test_attempts_tell_how_long_they_took(serve: Serve, net: Build, clock: FakeClock) -> None:
    server = serve({"/": PAGE})
    built = net(SETTINGS)
    built.get(server.url("/"))
    assert built.attempts[0].seconds == timedelta(0).total_seconds()
