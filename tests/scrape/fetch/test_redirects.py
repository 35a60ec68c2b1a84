"""Where a redirect leads, and which addresses go out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from fetching import Answer, Net, Server, outcome, redirect, reply
from hypothesis import given
from hypothesis import strategies as st

from inovasi.errors import FetchFailed
from inovasi.scrape.fetch.redirects import MAX_HOPS, follow, next_hop
from inovasi.scrape.fetch.urls import host_of, origin_of, sendable
from inovasi.types import CrawlSettings

Serve = Callable[[Mapping[str, Answer]], Server]
BASE = "http://contoh.test/berita/a?b=1"


def latin(text: str) -> str:
    """UTF-8 as a header shows it: every byte a character."""
    return text.encode().decode("latin-1")


TARGETS = [
    ("https://contoh.test/b", "https://contoh.test/b"),
    ("/b", "http://contoh.test/b"),
    ("b", "http://contoh.test/berita/b"),
    ("?c=2", "http://contoh.test/berita/a?c=2"),
    ("../x/./y", "http://contoh.test/x/y"),
    ("//lain.test/x", "http://lain.test/x"),
    ("HTTPS://LAIN.test", "https://lain.test/"),
    ("http://contoh.test:80/", "http://contoh.test/"),
    ("https://contoh.test:443/", "https://contoh.test/"),
    ("http://contoh.test:8080/", "http://contoh.test:8080/"),
    ("https://contoh.test./x", "https://contoh.test./x"),
    ("/b#bagian", "http://contoh.test/b"),
    ("  /b\t", "http://contoh.test/b"),
    ("/b\r\nc", "http://contoh.test/bc"),
    ("/a b", "http://contoh.test/a%20b"),
    ("/100%", "http://contoh.test/100%25"),
    ("/%zz%20", "http://contoh.test/%25zz%20"),
    ("/%e2%80%93", "http://contoh.test/%e2%80%93"),
    (latin("/café?q=ñ"), "http://contoh.test/caf%C3%A9?q=%C3%B1"),
    ("/caf\xe9", "http://contoh.test/caf%E9"),
    ("/café ł", "http://contoh.test/caf%C3%A9%20%C5%82"),
    ("\\b\\c?d\\e", "http://contoh.test/b/c?d%5Ce"),
    (latin("http://bücher.test/ü"), "http://xn--bcher-kva.test/%C3%BC"),
    ("http://user:word@lain.test/x", "http://lain.test/x"),
    ("http://[2606:4700::1111]:8080/x", "http://[2606:4700::1111]:8080/x"),
    ('/"<>`{}|^[]', "http://contoh.test/%22%3C%3E%60%7B%7D%7C%5E%5B%5D"),
    ("", BASE),
]


@pytest.mark.parametrize(("location", "target"), TARGETS)
def test_locations_are_read_as_browsers_read_them(location: str, target: str) -> None:
    assert next_hop(BASE, 302, location) == target


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_redirecting_status_redirects(status: int) -> None:
    assert next_hop(BASE, status, "/b") == "http://contoh.test/b"


@pytest.mark.parametrize(
    ("status", "location"), [(200, "/b"), (201, "/b"), (300, "/b"), (304, "/b"), (404, "/b"), (302, None)]
)
def test_other_responses_do_not(status: int, location: str | None) -> None:
    assert next_hop(BASE, status, location) is None


BAD = [
    ("ftp://contoh.test/", "only http and https"),
    ("javascript:alert(1)", "only http and https"),
    ("data:text/html,x", "only http and https"),
    ("file:///etc/passwd", "only http and https"),
    ("mailto:redaksi@contoh.test", "only http and https"),
    ("https://", "it names no host"),
    ("https:///x", "it names no host"),
    ("http://a b/", "no host can have this name"),
    ("http://a..b/", "no host can have this name"),
    ("http://%31.test/", "no host can have this name"),
    ("http://a\\@b/", None),
    ("http://[::1/", None),
    ("http://contoh.test:99999/", "it is no address"),
    ("http://contoh.test:x/", "it is no address"),
    ("http://" + "a" * 64 + ".test/", "no host can have this name"),
    ("http://" + "a." * 150 + "test/", "no host can have this name"),
]


@pytest.mark.parametrize(("location", "reason"), [it for it in BAD if it[1]])
def test_redirects_to_nowhere_are_failures(location: str, reason: str) -> None:
    with pytest.raises(FetchFailed, match=reason) as caught:
        next_hop(BASE, 301, location)
    assert caught.value.input == BASE


@given(st.text(max_size=60) | st.sampled_from([it[0] for it in BAD + TARGETS]))
def test_a_next_hop_is_http_or_a_failure_and_needs_no_more_work(location: str) -> None:
    target = outcome(lambda: next_hop(BASE, 302, location))
    if isinstance(target, FetchFailed):
        assert target.input == BASE
        str(target).encode("utf-8")  # can be shown
        return
    assert target is not None
    assert target.startswith(("http://", "https://"))
    assert target.isascii()
    assert target.isprintable()
    assert not set(" @#\\") & set(origin_of(target))
    assert sendable(target) == target
    assert host_of(target)


@given(st.text(max_size=60).map("http://contoh.test/".__add__))
def test_sendable_is_done_once(url: str) -> None:
    once = sendable(url)
    assert sendable(once) == once
    assert origin_of(once) == "http://contoh.test"


def test_an_address_with_a_user_name_is_not_sent() -> None:
    with pytest.raises(FetchFailed, match="it has a user name in it"):
        sendable("http://user:word@contoh.test/")


NET = CrawlSettings(allow_private=True, delay=0.0)


def test_the_way_is_followed_to_its_end(serve: Serve, net: Callable[[CrawlSettings], Net]) -> None:
    server = serve({"/a": redirect("/b", 301), "/b": redirect("c?d=1", 307), "/c?d=1": reply(404, b"gone")})
    responses = follow(net(NET).get, server.url("/a"))
    assert [(it.url, it.status) for it in responses] == [
        (server.url("/a"), 301),
        (server.url("/b"), 307),
        (server.url("/c?d=1"), 404),
    ]


@pytest.mark.parametrize("second", ["/a", "/b", ""])
def test_a_circle_is_a_failure(serve: Serve, net: Callable[[CrawlSettings], Net], second: str) -> None:
    server = serve({"/a": redirect("/b"), "/b": redirect(second)})
    with pytest.raises(FetchFailed, match="it redirects in a circle") as caught:
        follow(net(NET).get, server.url("/a"))
    assert caught.value.input == server.url("/a")
    assert server.targets() == ["/a", "/b"]


@pytest.mark.parametrize(("length", "fails"), [(MAX_HOPS, False), (MAX_HOPS + 1, True)])
def test_a_way_has_an_end(serve: Serve, net: Callable[[CrawlSettings], Net], length: int, fails: bool) -> None:
    hops: dict[str, Answer] = {f"/{number}": redirect(f"/{number + 1}") for number in range(length)}
    server = serve({**hops, f"/{length}": reply(200, b"end")})
    if fails:
        with pytest.raises(FetchFailed, match="it redirects more than 10 times"):
            follow(net(NET).get, server.url("/0"))
    else:
        assert follow(net(NET).get, server.url("/0"))[-1].content == b"end"
    assert len(server.seen) == MAX_HOPS + 1
