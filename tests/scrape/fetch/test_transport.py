"""One request, one response, over a real connection."""

from __future__ import annotations

import gzip
import pickle
import random
import socket
import threading
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from fetching import (
    CHUNKED,
    OK,
    PAGE,
    SETTINGS,
    Answer,
    FakeClock,
    Once,
    Server,
    raw,
    reply,
    send,
    to_loopback,
)

from inovasi.errors import FetchFailed, UsageError
from inovasi.scrape.fetch.failures import DeadlinePassed, NotAllowed, Passing, explain
from inovasi.scrape.fetch.guard import Resolved
from inovasi.scrape.fetch.transport import RequestsTransport
from inovasi.scrape.fetch.values import Headers, Request

Serve = Callable[[Mapping[str, Answer]], Server]


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


@pytest.mark.parametrize(("coding", "body"), PACKED, ids=range(len(PACKED)))
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
