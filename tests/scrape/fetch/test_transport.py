"""One request, one response, over a real connection to a server that may do anything."""

from __future__ import annotations

import gzip
import pickle
import random
import socket
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from fetching import Answer, FakeClock, Once, Server, drip, raw, reply, reset, silent, to_loopback
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inovasi.errors import FetchFailed, UsageError
from inovasi.scrape.fetch.failures import DeadlinePassed, NotAllowed, Passing, explain
from inovasi.scrape.fetch.guard import Resolved
from inovasi.scrape.fetch.transport import RequestsTransport
from inovasi.scrape.fetch.values import Headers, Request, Response
from inovasi.types import CrawlSettings

Serve = Callable[[Mapping[str, Answer]], Server]
SETTINGS = CrawlSettings(allow_private=True, delay=0.0, timeout=5.0, deadline=5.0, max_bytes=1_000_000)
HASTY = CrawlSettings(allow_private=True, timeout=0.15, deadline=0.3, max_bytes=1_000_000)
OK = b"HTTP/1.1 200 OK\r\n"
PAGE = "<p>Dinas Perhubungan membuka loket keliling.</p>".encode() * 50


def send(url: str, config: CrawlSettings = SETTINGS, headers: Headers = ()) -> Response:
    with RequestsTransport(config, "inovasi/test") as transport:
        return transport.send(Request(url, headers))


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


def test_a_response_is_given_as_it_came(serve: Serve) -> None:
    server = serve({"/a?b=1": reply(203, PAGE, {"ETag": '"x"', "X-Name": "Sékayu", "Link": "<a>", "link": "<b>"})})
    clock = FakeClock()
    with RequestsTransport(SETTINGS, "inovasi/test", clock=clock) as transport:
        response = transport.send(Request(server.url("/a?b=1")))
    assert (response.url, response.status, response.reason) == (server.url("/a?b=1"), 203, "Whatever")
    assert response.headers == (
        ("ETag", '"x"'),
        ("X-Name", "Sékayu"),
        ("Link", "<a>"),
        ("Link", "<b>"),
        ("Content-Length", str(len(PAGE))),
    )
    assert response.body == response.content == PAGE
    assert response.retrieved == "2026-03-02T08:00:00Z"


def test_the_request_is_honest_and_asks_only_for_what_can_be_unpacked(serve: Serve) -> None:
    server = serve({"/": reply(200, PAGE)})
    send(server.url("/"), headers=(("If-None-Match", '"x"'),))
    headers = server.seen[0].headers
    assert headers["user-agent"] == "inovasi/test"
    assert headers["accept-encoding"] == "gzip, deflate"
    assert headers["if-none-match"] == '"x"'
    assert headers["host"] == f"127.0.0.1:{server.port}"
    assert not {"cookie", "authorization", "range"} & headers.keys()


def test_one_connection_serves_many_requests_and_no_cookie_is_kept(serve: Serve) -> None:
    server = serve({"/a": reply(200, PAGE, {"Set-Cookie": "a=1"}), "/b": reply(304), "/c": reply(200, b"")})
    with RequestsTransport(SETTINGS, "inovasi/test") as transport:
        for path in ("/a", "/b", "/c", "/a"):
            transport.send(Request(server.url(path)))
    assert {it.connection for it in server.seen} == {1}
    assert not any("cookie" in it.headers for it in server.seen)


def test_proxies_and_passwords_of_the_environment_are_not_used(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n", encoding="ascii")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server = serve({"/": reply(200, PAGE)})
    assert send(server.url("/")).content == PAGE
    assert "authorization" not in server.seen[0].headers


def test_a_redirect_is_a_response(serve: Serve) -> None:
    server = serve({"/": reply(301, b"moved", {"Location": "/b"})})
    response = send(server.url("/"))
    assert (response.status, response.header("location"), response.content) == (301, "/b", b"moved")
    assert server.targets() == ["/"]


def test_what_a_url_may_not_have_is_escaped_on_the_wire(serve: Serve) -> None:
    server = serve({"/berita%20b%C3%BCrger?q=a%22b%25zz": reply(200, PAGE)})
    url = server.url('/berita bürger?q=a"b%zz#akhir')
    response = send(url)
    assert server.targets() == ["/berita%20b%C3%BCrger?q=a%22b%25zz"]
    assert response.url == url


CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
PACKED = [
    ("gzip", gzip.compress(PAGE)),
    ("x-gzip", gzip.compress(PAGE)),
    ("GZip", gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:])),
    ("deflate", zlib.compress(PAGE)),
    ("deflate", zlib.compress(PAGE)[2:-4]),
    ("gzip, gzip", gzip.compress(gzip.compress(PAGE))),
    ("deflate, gzip", gzip.compress(zlib.compress(PAGE))),
    ("identity", PAGE),
    ("UTF-8", PAGE),
]


@pytest.mark.parametrize(("coding", "body"), PACKED)
def test_content_is_unpacked_and_the_body_kept_as_sent(serve: Serve, coding: str, body: bytes) -> None:
    server = serve({"/": reply(200, body, {"Content-Encoding": coding})})
    response = send(server.url("/"))
    assert response.content == PAGE
    assert response.body == body


@pytest.mark.parametrize(
    "answer",
    [
        raw(CHUNKED + b"5;x=y\r\nSatu \r\n3\r\ndua\r\n0\r\nX-End: 1\r\n\r\n"),
        raw(OK + b"\r\nSatu dua"),
        raw(b"HTTP/1.0 200 OK\r\n\r\nSatu dua"),
        raw(OK + b"Content-Length: 8\r\n\r\nSatu dua and more"),
        raw(b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"Content-Length: 8\r\n\r\nSatu dua"),
        raw(OK + b"Content-Length: 8, 8\r\n\r\nSatu dua"),
        raw(b"HTTP/1.1 200\r\nContent-Length: 8\r\n\r\nSatu dua"),
    ],
    ids=["chunked", "until closed", "HTTP/1.0", "more than declared", "continue", "twice the length", "no reason"],
)
def test_all_ways_to_end_a_body_are_understood(serve: Serve, answer: Once) -> None:
    assert send(serve({"/": answer}).url("/")).content == b"Satu dua"


def test_an_empty_body_is_empty_whatever_its_coding(serve: Serve) -> None:
    server = serve(
        {"/": reply(304, b"", {"Content-Encoding": "gzip"}), "/b": reply(200, b"", {"Content-Encoding": "gzip"})}
    )
    assert send(server.url("/")).content == b""
    assert send(server.url("/b")).content == b""


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


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (silent, "the server is silent"),
        (raw(OK + b"Content-Length: 900\r\n\r\nhalf"), "the answer ends too early"),
        (drip(b"", b"H"), "the answer takes too long"),
        (drip(OK, b"X: y\r\n"), "the answer takes too long"),
        (drip(OK + b"X: ", b"x"), "the answer takes too long"),
        (drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "the answer takes too long"),
        (drip(OK + b"Content-Length: 9000\r\n\r\n", b"x"), "the answer takes too long"),
        (drip(CHUNKED, b"1\r\nx\r\n"), "the answer takes too long"),
        (drip(CHUNKED + b"0\r\n", b"X: y\r\n"), "the answer takes too long"),
        (drip(CHUNKED + b"1", b"0"), "the answer"),
    ],
    ids=[
        "silence",
        "end",
        "status line",
        "headers",
        "one header",
        "continue without end",
        "body",
        "chunks",
        "trailers",
        "chunk size",
    ],
)
def test_silence_and_slow_drips_end_at_the_deadline(serve: Serve, answer: Once, reason: str) -> None:
    url = serve({"/": answer}).url("/")
    with pytest.raises(Passing, match=reason):
        send(url, HASTY)


def test_a_server_silent_in_the_middle_of_a_body_is_silent(serve: Serve) -> None:
    def half(connection: socket.socket) -> None:
        connection.sendall(OK + b"Content-Length: 900\r\n\r\nhalf")
        silent(connection)

    url = serve({"/": half}).url("/")
    with pytest.raises(Passing, match="the server is silent"):
        send(url, HASTY)


def test_a_failed_response_leaves_its_connection_to_nobody(serve: Serve) -> None:
    server = serve(
        {"/large": raw(OK + b"Content-Length: 60000000\r\n\r\n" + reply(200, b"wrong")), "/": reply(200, PAGE)}
    )
    with RequestsTransport(SETTINGS, "inovasi/test") as transport:
        with pytest.raises(FetchFailed):
            transport.send(Request(server.url("/large")))
        assert transport.send(Request(server.url("/"))).content == PAGE
    assert [it.connection for it in server.seen] == [1, 2]


def test_nobody_there_may_pass() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Passing, match="the server refuses the connection"):
        send(f"http://127.0.0.1:{port}/")


def test_of_several_addresses_the_next_is_tried(serve: Serve) -> None:
    server = serve({"/": reply(200, PAGE)})

    def two(host: str, port: int) -> tuple[Resolved, ...]:
        return ((socket.AF_INET, ("127.0.0.9", port)), (socket.AF_INET, ("127.0.0.1", port)))

    with RequestsTransport(SETTINGS, "inovasi/test", resolve=two) as transport:
        assert transport.send(Request(server.url("/", "contoh.test"))).content == PAGE
    assert server.seen[0].headers["host"] == f"contoh.test:{server.port}"


@pytest.mark.parametrize(
    ("error", "kind", "reason"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), FetchFailed, "there is no such host"),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), Passing, "its name could not be looked up"),
        (OSError(101, "Network is unreachable"), Passing, "Network is unreachable"),
        (TimeoutError("timed out"), Passing, "the server is silent"),
    ],
)
def test_what_keeps_from_connecting_is_explained(error: OSError, kind: type[FetchFailed], reason: str) -> None:
    def fail(host: str, port: int) -> tuple[Resolved, ...]:
        raise error

    with RequestsTransport(SETTINGS, "inovasi/test", resolve=fail) as transport, pytest.raises(FetchFailed) as caught:
        transport.send(Request("http://contoh.test/"))
    assert type(caught.value) is kind
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    "headers", [(("If-None-Match", "a\r\nX-Evil: 1"),), (("If-None-Match", "\u0142"),), (("X\r\nY", "1"),)]
)
def test_headers_of_a_server_cannot_smuggle_others_into_a_request(serve: Serve, headers: Headers) -> None:
    server = serve({"/": reply(200, PAGE)})
    with pytest.raises(FetchFailed):
        send(server.url("/"), headers=headers)
    assert not server.seen


def test_a_bundle_without_certificates_is_wrong_usage(tmp_path: Path) -> None:
    bundle = tmp_path / "ca.pem"
    bundle.write_text("nothing", encoding="ascii")
    with pytest.raises(UsageError, match="holds no certificates"):
        RequestsTransport(SETTINGS, "inovasi/test", bundle)


def test_failures_cross_process_borders() -> None:
    for kind in (Passing, NotAllowed):
        error = kind("http://contoh.test/", "reason", "advice")
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.args, again.reason) == (kind, error.args, "reason")
    assert isinstance(explain(DeadlinePassed(), "u"), Passing)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    head=st.sampled_from([b"", OK, CHUNKED, OK + b"Content-Encoding: gzip\r\n\r\n", OK + b"Content-Length: 5\r\n\r\n"]),
    rest=st.one_of(
        st.binary(max_size=300),
        st.text("0123456789abcdef\r\n:; \x00HTP/-", max_size=200).map(lambda text: text.encode("ascii")),
    ),
)
def test_whatever_a_server_sends_is_a_response_or_a_failure(serve: Serve, head: bytes, rest: bytes) -> None:
    url = serve({"/": raw(head + rest)}).url("/")
    try:
        response = send(url, HASTY)
    except FetchFailed as error:
        assert error.input == url
    else:
        assert 200 <= response.status <= 999
        assert not any("\n" in value or "\r" in value for _, value in response.headers)


def test_many_threads_share_one_transport(serve: Serve) -> None:
    bodies = {f"/{number}": random.Random(number).randbytes(3000) for number in range(40)}
    server = serve({path: reply(200, body) for path, body in bodies.items()})
    wrong: list[str] = []
    with RequestsTransport(SETTINGS, "inovasi/test", resolve=to_loopback) as transport:

        def work(paths: list[str]) -> None:
            wrong.extend(path for path in paths if transport.send(Request(server.url(path))).content != bodies[path])

        threads = [threading.Thread(target=work, args=(list(bodies)[start::4],)) for start in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not wrong
    assert len(server.seen) == 40
