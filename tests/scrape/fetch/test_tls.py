"""Certificates are checked, always; who fails is refused, not asked again."""

from __future__ import annotations

import random
import socket
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from fetching import FakeClock, Net, Server, raw, reply, to_loopback

from inovasi.errors import FetchFailed
from inovasi.scrape.fetch.failures import Passing
from inovasi.scrape.fetch.pacing import Pacing
from inovasi.scrape.fetch.retries import Attempt, Tries
from inovasi.scrape.fetch.transport import RequestsTransport
from inovasi.scrape.fetch.values import Request, Response
from inovasi.types import CrawlSettings

SETTINGS = CrawlSettings(allow_private=True, timeout=2.0, deadline=2.0)
HOST = "contoh.test"
Start = Callable[..., Server]


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def bundle(ca: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "ca.pem"
    ca.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture
def start() -> Iterator[Start]:
    running: list[Server] = []

    def serve(authority: trustme.CA, name: str = HOST, not_after: datetime | None = None) -> Server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name, not_after=not_after).configure_cert(context)
        running.append(Server({"/": reply(200, b"page")}, tls=context))
        return running[-1]

    yield serve
    for server in running:
        server.close()


def send(url: str, bundle: Path | None) -> Response:
    with RequestsTransport(SETTINGS, "inovasi/test", bundle, resolve=to_loopback) as transport:
        return transport.send(Request(url))


def test_a_certificate_of_an_authority_that_the_user_trusts_is_accepted(
    start: Start, ca: trustme.CA, bundle: Path
) -> None:
    assert send(start(ca).url("/", HOST), bundle).content == b"page"


def test_connections_over_tls_are_kept_open(start: Start, ca: trustme.CA, bundle: Path) -> None:
    server = start(ca)
    with RequestsTransport(SETTINGS, "inovasi/test", bundle, resolve=to_loopback) as transport:
        for _ in range(3):
            transport.send(Request(server.url("/", HOST)))
    assert {it.connection for it in server.seen} == {1}


YESTERDAY = datetime.now(UTC) - timedelta(days=1)


@pytest.mark.parametrize(
    ("name", "not_after", "trusted", "reason"),
    [
        (HOST, None, False, "unable to get local issuer certificate"),
        (HOST, YESTERDAY, True, "certificate has expired"),
        ("lain.test", None, True, "Hostname mismatch"),
    ],
    ids=["unknown authority", "expired", "another host"],
)
def test_broken_certificates_are_refused_and_not_tried_again(
    start: Start, ca: trustme.CA, bundle: Path, name: str, not_after: datetime | None, trusted: bool, reason: str
) -> None:
    server = start(ca, name, not_after)
    attempts: list[Attempt] = []
    clock = FakeClock()
    with RequestsTransport(SETTINGS, "inovasi/test", bundle if trusted else None, resolve=to_loopback) as transport:
        tries = Tries(transport, Pacing(SETTINGS, clock), SETTINGS, clock, random.Random(1), attempts.append)
        with pytest.raises(FetchFailed, match="certificate of the site is not valid") as caught:
            tries.get(server.url("/", HOST))
    assert reason in caught.value.reason
    assert not isinstance(caught.value, Passing)
    assert len(attempts) == 1
    assert not server.seen


@pytest.mark.parametrize(
    ("greeting", "kind", "reason"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", FetchFailed, "no secure connection can be made"),
        (b"\x15\x03\x01\x00\x02\x02\x46", FetchFailed, "no secure connection can be made"),  # "protocol version"
        (b"\x16\x03", Passing, "the server is silent"),
        (b"", Passing, "the server is silent"),
    ],
    ids=["plain HTTP", "refused", "half a greeting", "silence"],
)
def test_a_handshake_that_fails_is_explained(greeting: bytes, kind: type[FetchFailed], reason: str) -> None:
    config = CrawlSettings(allow_private=True, timeout=0.15 if kind is Passing else 10.0)
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor() as threads:
        url = f"https://{HOST}:{listener.getsockname()[1]}/"
        with RequestsTransport(config, "inovasi/test", resolve=to_loopback) as transport:
            failing = threads.submit(transport.send, Request(url))
            with listener.accept()[0] as connection:
                connection.sendall(greeting)
                with pytest.raises(FetchFailed, match=reason) as caught:
                    failing.result(5)
    assert type(caught.value) is kind


def test_a_handshake_that_is_hung_up_on_may_pass() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        ThreadPoolExecutor() as threads,
        RequestsTransport(SETTINGS, "inovasi/test", resolve=to_loopback) as transport,
    ):
        failing = threads.submit(transport.send, Request(f"https://{HOST}:{listener.getsockname()[1]}/"))
        connection = listener.accept()[0]
        connection.recv(1)
        connection.close()
        with pytest.raises(Passing, match="the connection broke off"):
            failing.result(5)


def test_a_body_cut_over_tls_is_cut(ca: trustme.CA, bundle: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(HOST).configure_cert(context)
    server = Server({"/": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhalf")}, tls=context)
    try:
        with pytest.raises(Passing, match="the answer ends too early"):
            send(server.url("/", HOST), bundle)
    finally:
        server.close()


def test_the_whole_net_speaks_tls_too(start: Start, ca: trustme.CA, clock: FakeClock) -> None:
    """A refused robots.txt refuses the site, with the reason."""
    server = start(ca, "127.0.0.1")
    net = Net(SETTINGS, clock)
    with pytest.raises(FetchFailed, match=r"robots\.txt cannot be had: the certificate of the site is not valid"):
        net.fetcher.fetch(server.url("/"))
    net.transport.close()
