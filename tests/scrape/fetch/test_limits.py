"""What is too large, too slow, packed wrongly or broken off: a failure that says so, final or not."""

from __future__ import annotations

import gzip
import pickle
import socket
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

import pytest
from fetching import (
    CHUNKED,
    OK,
    PAGE,
    SETTINGS,
    SHORT_DEADLINE,
    SHORT_SILENCE,
    Answer,
    FakeClock,
    Once,
    Server,
    drip,
    outcome,
    raw,
    reply,
    reset,
    send,
    silent,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inovasi.errors import FetchFailed
from inovasi.scrape.fetch.failures import Passing
from inovasi.scrape.fetch.transport import RequestsTransport
from inovasi.scrape.fetch.values import Request
from inovasi.types import CrawlSettings

Serve = Callable[[Mapping[str, Answer]], Server]

GZ = {"Content-Encoding": "gzip"}
ZEROS = gzip.compress(bytes(30_000_000))

FINAL: list[tuple[str, Once, str]] = [
    ("declared too large", raw(OK + b"Content-Length: 60000000\r\n\r\n"), "more than 1,000,000 bytes in its body"),
    ("absurd length", raw(OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n"), "more than 1,000,000 bytes"),
    ("too large", raw(OK + b"\r\n", *[bytes(100_000)] * 20), "more than 1,000,000 bytes in its body"),
    (
        "too large in chunks",
        raw(CHUNKED, *[b"100000\r\n" + bytes(0x100000) + b"\r\n"] * 3),
        "more than 1,000,000 bytes",
    ),
    ("bomb", reply(200, ZEROS, GZ), "more than 1,000,000 bytes unpacked"),
    ("bomb in a bomb", reply(200, gzip.compress(ZEROS), {"Content-Encoding": "gzip, gzip"}), "bytes unpacked"),
    ("deflate bomb", reply(200, zlib.compress(bytes(30_000_000)), {"Content-Encoding": "deflate"}), "bytes unpacked"),
    ("matryoshka", reply(200, ZEROS, {"Content-Encoding": "gzip, gzip, gzip"}), "packed 3 times over"),
    ("br", reply(200, b"\x0b\x02\x80abc\x03", {"Content-Encoding": "br"}), "packed as 'br', which we do not ask for"),
    ("zstd", reply(200, b"\x28\xb5\x2f\xfd", {"Content-Encoding": "zstd"}), "packed as 'zstd'"),
    ("many members", reply(200, gzip.compress(b"") * 300, GZ), "not packed as it says"),
    ("not gzip at all", reply(200, PAGE, GZ), "not packed as it says"),
    ("gzip broken inside", reply(200, gzip.compress(PAGE)[:-6] + b"123456", GZ), "not packed as it says"),
    ("odd framing", raw(OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), "sent as 'gzip, chunked'"),
    ("early hints alone", raw(b"HTTP/1.1 103 Early Hints\r\n\r\n"), "answers with 103 alone"),
    ("no HTTP", raw(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), "the answer makes no sense"),
    ("HTTP/2", raw(b"HTTP/2 200\r\n\r\n"), "the answer makes no sense"),
    ("status in words", raw(b"HTTP/1.1 OK fine\r\n\r\n"), "the answer makes no sense"),
    ("endless header", raw(OK + b"X: " + b"x" * 100_000 + b"\r\n\r\n"), "the answer makes no sense"),
    ("many headers", raw(OK + b"X: y\r\n" * 500 + b"\r\n"), "the answer makes no sense"),
    ("two lengths", raw(OK + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde"), "the answer makes no sense"),
]
PASSING: list[tuple[str, Once, str]] = [
    ("body shorter than declared", raw(OK + b"Content-Length: 900\r\n\r\nhalf"), "the answer ends too early"),
    ("chunk cut", raw(CHUNKED + b"ff\r\nhalf"), "the answer ends too early"),
    ("last chunk missing", raw(CHUNKED + b"4\r\nhalf\r\n"), "the answer ends too early"),
    ("chunk size garbled", raw(CHUNKED + b"zz\r\nhalf"), "the answer ends too early"),
    ("gzip cut", reply(200, gzip.compress(PAGE)[:-20], GZ), "the packed content ends too early"),
    ("gzip cut in its head", reply(200, gzip.compress(PAGE)[:4], GZ), "the packed content ends too early"),
    ("deflate cut", reply(200, b"\x78", {"Content-Encoding": "deflate"}), "the packed content ends too early"),
    ("reset", reset, "the connection broke off"),
    ("closed without a word", raw(), "the connection broke off"),
]


@contextmanager
def refused(url: str, reason: str) -> Iterator[None]:
    with pytest.raises(FetchFailed) as caught:
        yield
    assert type(caught.value) is FetchFailed
    assert reason in caught.value.reason
    assert caught.value.input == url
    assert caught.value.advice
    again = pickle.loads(pickle.dumps(caught.value))  # a failure crosses process borders
    assert (type(again), str(again)) == (type(caught.value), str(caught.value))


@pytest.mark.parametrize(("answer", "reason"), [it[1:] for it in FINAL], ids=[it[0] for it in FINAL])
def test_what_cannot_be_used_is_refused_for_good(serve: Serve, answer: Once, reason: str) -> None:
    url = serve({"/": answer}).url("/")
    with refused(url, reason):
        send(url)


@pytest.mark.parametrize(("answer", "reason"), [it[1:] for it in PASSING], ids=[it[0] for it in PASSING])
def test_what_broke_off_may_pass(serve: Serve, answer: Once, reason: str) -> None:
    url = serve({"/": answer}).url("/")
    with pytest.raises(Passing, match=reason):
        send(url)


@pytest.mark.parametrize(
    "start", [OK + b"Content-Length: 60000000\r\n\r\n", OK + b"\r\n"], ids=["declared", "undeclared"]
)
def test_60_megabytes_are_refused_by_default(serve: Serve, start: bytes) -> None:
    url = serve({"/": raw(start, *[bytes(1_000_000)] * 60)}).url("/")
    with pytest.raises(FetchFailed, match="more than 20,000,000 bytes in its body"):
        send(url, CrawlSettings(allow_private=True))


DRIPS = {
    "status line": drip(b"", b"H"),
    "headers": drip(OK, b"X: y\r\n"),
    "one header": drip(OK + b"X: ", b"x"),
    "continue without end": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body": drip(OK + b"Content-Length: 9000\r\n\r\n", b"x"),
    "chunks": drip(CHUNKED, b"1\r\nx\r\n"),
    "chunk size": drip(CHUNKED + b"1", b"0"),
    "trailers": drip(CHUNKED + b"0\r\n", b"X: y\r\n"),
}


@pytest.mark.parametrize("answer", DRIPS.values(), ids=DRIPS)
def test_slow_drips_end_at_the_deadline(serve: Serve, answer: Once) -> None:
    url = serve({"/": answer}).url("/")
    with pytest.raises(Passing, match="the answer takes too long"):
        send(url, SHORT_DEADLINE)


def test_a_silent_server_is_not_waited_for(serve: Serve) -> None:
    url = serve({"/": silent}).url("/")
    with pytest.raises(Passing, match="the server is silent"):
        send(url, SHORT_SILENCE)


def test_a_server_silent_in_the_middle_of_a_body_is_silent(serve: Serve) -> None:
    def half(connection: socket.socket) -> None:
        connection.sendall(OK + b"Content-Length: 900\r\n\r\nhalf")
        silent(connection)

    url = serve({"/": half}).url("/")
    with pytest.raises(Passing, match="the server is silent"):
        send(url, SHORT_SILENCE)


def test_silence_ends_at_the_deadline_if_that_is_sooner(serve: Serve) -> None:
    def late(connection: socket.socket) -> None:
        connection.settimeout(1.0)
        with suppress(TimeoutError):
            silent(connection)
        connection.sendall(reply(200, b"too late"))

    url = serve({"/": late}).url("/")
    with pytest.raises(Passing, match="the answer takes too long"):
        send(url, CrawlSettings(allow_private=True, timeout=5.0, deadline=0.15))


def test_the_deadline_is_kept_by_the_clock_and_not_by_silence(serve: Serve) -> None:
    class Hurrying(FakeClock):
        def monotonic(self) -> float:
            self.passed += 1.0
            return super().monotonic()

    url = serve({"/": reply(200, bytes(900_000))}).url("/")
    config = CrawlSettings(allow_private=True, deadline=4.0)
    with (
        RequestsTransport(config, "inovasi/test", clock=Hurrying()) as transport,
        pytest.raises(Passing, match="the answer takes too long"),
    ):
        transport.send(Request(url))


def test_who_sends_too_much_is_hung_up_on_at_once(serve: Serve) -> None:
    hung_up = threading.Event()

    def large(connection: socket.socket) -> None:
        connection.sendall(OK + b"Content-Length: 60000000\r\n\r\n")
        if not connection.recv(1):
            hung_up.set()

    url = serve({"/": large}).url("/")
    with RequestsTransport(SETTINGS, "inovasi/test") as transport, pytest.raises(FetchFailed) as caught:
        transport.send(Request(url))
    assert hung_up.wait(5), caught  # while the failure, and with it the response, is still held


def test_a_failed_response_leaves_its_connection_to_nobody(serve: Serve) -> None:
    server = serve(
        {"/large": raw(OK + b"Content-Length: 60000000\r\n\r\n" + reply(200, b"wrong")), "/": reply(200, PAGE)}
    )
    with RequestsTransport(SETTINGS, "inovasi/test") as transport:
        with pytest.raises(FetchFailed):
            transport.send(Request(server.url("/large")))
        assert transport.send(Request(server.url("/"))).content == PAGE
    assert [it.connection for it in server.seen] == [1, 2]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    head=st.sampled_from([b"", OK, CHUNKED, OK + b"Content-Encoding: gzip\r\n\r\n", OK + b"Content-Length: 5\r\n\r\n"]),
    rest=st.one_of(
        st.binary(max_size=300),
        st.text("0123456789abcdef\r\n:; \x00HTP/-", max_size=200).map(lambda text: text.encode("ascii")),
    ),
)
def test_whatever_a_server_sends_is_a_response_or_a_failure(serve: Serve, head: bytes, rest: bytes) -> None:
    url = serve({"/": raw(head + rest)}).url("/")
    response = outcome(lambda: send(url, SHORT_SILENCE))
    if isinstance(response, FetchFailed):
        assert response.input == url
        return
    assert 200 <= response.status <= 999
    assert not any("\n" in value or "\r" in value for _, value in response.headers)
