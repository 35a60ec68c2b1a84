"""No way into a private network: not by spelling, not by a name, not by a redirect."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from ipaddress import IPv4Network, ip_address

import pytest
from fetching import Answer, Server, redirect, reply
from hypothesis import given
from hypothesis import strategies as st

from inovasi.errors import FetchFailed
from inovasi.scrape.fetch import guard
from inovasi.scrape.fetch.guard import Resolved, is_public, is_this_machine
from inovasi.scrape.fetch.redirects import follow
from inovasi.scrape.fetch.transport import RequestsTransport
from inovasi.scrape.fetch.values import Request
from inovasi.types import CrawlSettings

Serve = Callable[[Mapping[str, Answer]], Server]
STRICT = CrawlSettings(timeout=2.0, deadline=2.0)

NOT_PUBLIC = (
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2002:808:808::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
)
PUBLIC = (
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.1",
    "103.10.66.1",
    "172.15.0.1",
    "172.32.0.1",
    "192.0.1.1",
    "192.167.1.1",
    "198.17.1.1",
    "198.20.0.1",
    "223.255.255.255",
    "2001:4860:4860::8888",
    "2404:6800:4003::1",
    "2606:4700::1111",
    "2a00:1450::1",
    "64:ff9b::808:808",
)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_addresses_of_no_public_site_are_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_let_through(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses().map(str))
def test_nothing_is_let_through_that_python_knows_to_be_private(address: str) -> None:
    ip = ip_address(address)
    if ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_private:
        assert not is_public(address) or address.startswith("64:ff9b::")


SPELLINGS = (
    "127.0.0.1",
    "localhost",
    "LocalHost",
    "localhost.",
    "127.0.0.1.",
    "127.1",
    "0x7f000001",
    "0x7f.1",
    "2130706433",
    "017700000001",
    "0177.0.0.1",
    "0",
    "0.0.0.0",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:0:0:1]",
    "user:pass@127.0.0.1",
    "127.0.0.1%2f",
    "127.0.0.1%00",
    "good.example@127.0.0.1",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "ｌocalhost",
    "%31%32%37.0.0.1",
)


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_this_machine_gets_through(serve: Serve, host: str) -> None:
    server = serve({"/": reply(200, b"secret")})
    with RequestsTransport(STRICT, "inovasi/test") as transport, pytest.raises(FetchFailed) as caught:
        transport.send(Request(f"http://{host}:{server.port}/"))
    assert not server.seen
    assert caught.value.input == f"http://{host}:{server.port}/"


@pytest.mark.parametrize("scheme", ["file", "ftp", "gopher", "data", "javascript", "ws"])
def test_only_http_and_https_are_fetched(scheme: str) -> None:
    with (
        RequestsTransport(STRICT, "inovasi/test") as transport,
        pytest.raises(FetchFailed, match="only http and https"),
    ):
        transport.send(Request(f"{scheme}://contoh.test/etc/passwd"))


def test_private_addresses_are_reached_when_the_user_says_so(serve: Serve) -> None:
    server = serve({"/": reply(200, b"mine")})
    with RequestsTransport(CrawlSettings(allow_private=True), "inovasi/test") as transport:
        assert transport.send(Request(server.url("/", "localhost"))).content == b"mine"


class Names:
    """A resolver that gives the next answer each time it is asked; the last one stays."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, host: str, port: int) -> tuple[Resolved, ...]:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return tuple((socket.AF_INET, (address, port)) for address in answer)


@pytest.fixture
def mostly_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test that needs a real server at a "public" address: of all addresses, only 127.0.0.66 is private."""
    monkeypatch.setattr(guard, "_NOT_PUBLIC", (IPv4Network("127.0.0.66/32"),))


def test_a_name_is_looked_up_once_for_check_and_connection(serve: Serve, mostly_public: None) -> None:
    """With two lookups, the second answer could be another one."""
    server = serve({"/": reply(200, b"page")})
    names = Names(("127.0.0.1",), ("127.0.0.66",))
    with RequestsTransport(STRICT, "inovasi/test", resolve=names) as transport:
        assert transport.send(Request(server.url("/", "contoh.test"))).content == b"page"
    assert names.asked == 1


def test_a_name_that_turns_private_later_is_refused_then(serve: Serve, mostly_public: None) -> None:
    server = serve({"/": reply(200, b"page", {"Connection": "close"})})
    names = Names(("127.0.0.1",), ("127.0.0.66",))
    with RequestsTransport(STRICT, "inovasi/test", resolve=names) as transport:
        transport.send(Request(server.url("/", "contoh.test")))
        with pytest.raises(FetchFailed, match=r"it lies at 127\.0\.0\.66, which is not a public address"):
            transport.send(Request(server.url("/", "contoh.test")))
    assert len(server.seen) == 1


def test_of_public_and_private_answers_only_the_public_ones_are_used(serve: Serve, mostly_public: None) -> None:
    server = serve({"/": reply(200, b"page")})
    inner = Server({"/": reply(200, b"secret")}, host="127.0.0.66", port=server.port)
    try:
        with RequestsTransport(STRICT, "inovasi/test", resolve=Names(("127.0.0.66", "127.0.0.1"))) as transport:
            assert transport.send(Request(server.url("/", "contoh.test"))).content == b"page"
        assert not inner.seen
    finally:
        inner.close()


def test_a_name_without_addresses_is_a_failure() -> None:
    with RequestsTransport(STRICT, "inovasi/test", resolve=Names(())) as transport, pytest.raises(FetchFailed):
        transport.send(Request("http://contoh.test/"))


def test_a_redirect_into_the_private_network_is_refused(mostly_public: None) -> None:
    inner = Server({"/admin": reply(200, b"secret")}, host="127.0.0.66")
    outer = Server({"/": redirect(inner.url("/admin"))})
    try:
        with (
            RequestsTransport(STRICT, "inovasi/test") as transport,
            pytest.raises(FetchFailed, match="not a public address") as caught,
        ):
            follow(lambda url: transport.send(Request(url)), outer.url("/"))
        assert caught.value.input == inner.url("/admin")
        assert outer.targets() == ["/"]
        assert not inner.seen
    finally:
        inner.close()
        outer.close()


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("a.localhost", True),
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("10.0.0.1", False),
        ("localhost.example", False),
        ("contoh.go.id", False),
    ],
)
def test_this_machine_is_known_by_its_names(host: str, expected: bool) -> None:
    assert is_this_machine(host) is expected
