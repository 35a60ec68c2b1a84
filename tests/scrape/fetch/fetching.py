"""A raw HTTP server that can do everything a broken server does, and a clock that nobody waits for."""

from __future__ import annotations

import random
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from inovasi.errors import FetchFailed
from inovasi.scrape.fetch.fetcher import Fetcher
from inovasi.scrape.fetch.guard import Resolved
from inovasi.scrape.fetch.pacing import Pacing
from inovasi.scrape.fetch.retries import Attempt, Tries
from inovasi.scrape.fetch.robots import Robots
from inovasi.scrape.fetch.transport import RequestsTransport
from inovasi.scrape.fetch.values import Headers, Request, Response
from inovasi.types import CrawlSettings

T = TypeVar("T")

SETTINGS = CrawlSettings(allow_private=True, delay=0.0, timeout=5.0, deadline=5.0, max_bytes=1_000_000)
# One limit is short, the other so long that a busy machine does not reach it first.
SHORT_SILENCE = CrawlSettings(allow_private=True, timeout=0.15, deadline=10.0, max_bytes=1_000_000)
SHORT_DEADLINE = CrawlSettings(allow_private=True, timeout=10.0, deadline=0.3, max_bytes=1_000_000)
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
PAGE = b"<p>Dinas Perhubungan membuka loket keliling.</p>" * 50

# Bytes are a whole response after which the connection stays open; a function gets the connection and its end closes
# it; of several the first answers the first request, the last all that follow.
Once = bytes | Callable[[socket.socket], None]
Answer = Once | Sequence[Once]


@dataclass(frozen=True)
class Seen:
    """A request as it came in. ``connection`` counts the connections of the server."""

    target: str
    headers: Mapping[str, str]
    connection: int


@dataclass
class FakeClock:
    """Time that passes only by sleeping."""

    start: datetime = datetime(2026, 3, 2, 8, 0, 0, tzinfo=UTC)
    passed: float = 0.0
    slept: list[float] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return 1000.0 + self.passed

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.passed += seconds


class Net:
    """All that fetches, wired together. ``attempts`` is what was reported."""

    def __init__(self, settings: CrawlSettings, clock: FakeClock) -> None:
        self.attempts: list[Attempt] = []
        self.transport = RequestsTransport(settings, "inovasi/test")
        pacing = Pacing(settings, clock)
        self.tries = Tries(self.transport, pacing, settings, clock, random.Random(7), self.attempts.append)
        self.robots = Robots(self.tries.get, clock)
        self.fetcher = Fetcher(self.tries, self.robots)

    def get(self, url: str) -> Response:
        """Without robots.txt."""
        return self.tries.get(url)


class Server:
    """Answers by path; ``/robots.txt`` and what is not named is not found."""

    def __init__(
        self,
        answers: Mapping[str, Answer],
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.answers = dict(answers)
        self.seen: list[Seen] = []
        self._counts: dict[str, int] = {}
        self._tls = tls
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._listener = socket.create_server((host, port))
        self.host, self.port = self._listener.getsockname()[:2]
        self._start(self._accept)

    def url(self, path: str, host: str | None = None) -> str:
        scheme = "https" if self._tls else "http"
        return f"{scheme}://{host or self.host}:{self.port}{path}"

    def targets(self) -> list[str]:
        return [it.target for it in self.seen]

    def close(self) -> None:
        """Stop, and wait until all threads have."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        number = 0
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            number += 1
            self._open.append(connection)
            self._start(lambda it=connection, count=number: self._serve(it, count))  # type: ignore[misc]

    def _serve(self, plain: socket.socket, number: int) -> None:
        connection = plain
        try:
            if self._tls:
                connection = self._tls.wrap_socket(plain, server_side=True)
            while request := _head(connection):
                answer = self._note(request, number)
                if not isinstance(answer, bytes):
                    answer(connection)
                    return
                connection.sendall(answer)
        except OSError:
            pass  # the client has gone, as it should in many of these tests
        finally:
            connection.close()

    def _note(self, request: str, number: int) -> Once:
        first, *lines = request.split("\r\n")
        target = first.split(" ")[1]
        pairs = (line.partition(":") for line in lines if ":" in line)
        with self._lock:
            self.seen.append(Seen(target, {name.lower(): value.strip() for name, _, value in pairs}, number))
            answer = self.answers.get(target, reply(404, b"not here"))
            if isinstance(answer, bytes) or callable(answer):
                return answer
            count = self._counts.get(target, 0)
            self._counts[target] = count + 1
            return answer[min(count, len(answer) - 1)]


def _head(connection: socket.socket) -> str:
    data = b""
    while not data.endswith(b"\r\n\r\n"):
        piece = connection.recv(65536)
        if not piece:
            return ""
        data += piece
    return data[:-4].decode("latin-1")


def reply(status: int = 200, body: bytes = b"", headers: Mapping[str, str] | None = None) -> bytes:
    """A whole response with Content-Length."""
    lines = [f"HTTP/1.1 {status} Whatever", *(f"{name}: {value}" for name, value in (headers or {}).items())]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode("latin-1") + body


def redirect(location: str, status: int = 302) -> bytes:
    return reply(status, b"", {"Location": location})


def raw(*pieces: bytes) -> Callable[[socket.socket], None]:
    """Sends just that, then closes."""

    def send(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)

    return send


def drip(start: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    """Sends ``start``, then ``piece`` again and again, slowly, until the other side has enough."""

    def send(connection: socket.socket) -> None:
        connection.sendall(start)
        for _ in range(500):
            connection.sendall(piece)
            time.sleep(0.01)

    return send


def silent(connection: socket.socket) -> None:
    """Says nothing until the other side hangs up."""
    connection.recv(1)


def reset(connection: socket.socket) -> None:
    """Breaks the connection off the hard way."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def send(url: str, config: CrawlSettings = SETTINGS, headers: Headers = ()) -> Response:
    """One request over a transport of its own."""
    with RequestsTransport(config, "inovasi/test") as transport:
        return transport.send(Request(url, headers))


def outcome(do: Callable[[], T]) -> T | FetchFailed:
    """What ``do`` gives, or how it fails."""
    try:
        return do()
    except FetchFailed as error:
        return error


def to_loopback(host: str, port: int) -> tuple[Resolved, ...]:
    """A resolver by which every name is this machine."""
    return ((socket.AF_INET, ("127.0.0.1", port)),)
