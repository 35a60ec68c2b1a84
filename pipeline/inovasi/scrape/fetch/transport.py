"""One request and its response over requests: no redirect followed, no cookie kept, nothing taken from the environment.

requests' ``HTTPAdapter`` is used without its ``Session``: what a session adds (cookies, proxies and passwords from the
environment, redirects) is what a crawler must not do by itself, and an adapter serves all threads.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3 import HTTPSConnectionPool, PoolManager
from urllib3.response import BaseHTTPResponse

from inovasi.errors import FetchFailed, UsageError
from inovasi.scrape.fetch.clock import SystemClock
from inovasi.scrape.fetch.connections import Terms, pool_classes
from inovasi.scrape.fetch.failures import CARRIER_ERRORS, explain
from inovasi.scrape.fetch.guard import Guard, Resolve, look_up
from inovasi.scrape.fetch.unpack import ACCEPTED, Unpacker, is_packed, too_large
from inovasi.scrape.fetch.urls import sendable
from inovasi.scrape.fetch.values import Clock, Request, Response
from inovasi.types import CrawlSettings

_PIECE = 65536
_KEPT_HOSTS = 64  # connections stay open to so many hosts
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class RequestsTransport:
    """Carries requests, for any number of threads. ``close`` it, or use it in ``with``.

    ``ca_bundle`` is a PEM file of certificates that are trusted beside the usual ones; ``resolve`` and ``clock`` are
    there for tests. Raises ``UsageError`` for a bundle that cannot be read.
    """

    def __init__(
        self,
        settings: CrawlSettings,
        user_agent: str,
        ca_bundle: Path | None = None,
        *,
        resolve: Resolve = look_up,
        clock: Clock | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock or SystemClock()
        self._headers = {
            "User-Agent": user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": ACCEPTED,
            "Accept-Language": "id,en;q=0.5",
        }
        guard = Guard(settings.allow_private, resolve=resolve)
        terms = Terms(guard, settings.timeout, settings.deadline, self._clock.monotonic)
        self._adapter = _Adapter(terms, _trusted(ca_bundle), settings.parallel)

    def send(self, request: Request) -> Response:
        """The answer to ``request``. Raises FetchFailed; ``failures.Passing`` if the same request may succeed later."""
        url = request.url
        with _explained(url):
            raw = self._adapter.carry(sendable(url), {**self._headers, **dict(request.headers)}, self._settings.timeout)
            try:
                retrieved = f"{self._clock.now():%Y-%m-%dT%H:%M:%SZ}"
                body, content = _received(url, raw, self._settings.max_bytes)
            except BaseException:
                raw.close()  # a connection with half an answer in it serves no other request
                raise
        headers = tuple((str(name), str(value)) for name, value in raw.headers.items())
        return Response(url, raw.status, raw.reason or "", headers, body, content, retrieved)

    def close(self) -> None:
        """Close all connections."""
        self._adapter.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Adapter(HTTPAdapter):
    """requests' adapter over our own pools."""

    def __init__(self, terms: Terms, trusted: ssl.SSLContext, parallel: int) -> None:
        super().__init__()
        self.poolmanager = PoolManager(num_pools=max(_KEPT_HOSTS, parallel), maxsize=parallel, ssl_context=trusted)
        self.poolmanager.pool_classes_by_scheme = pool_classes(terms)

    def cert_verify(self, conn: HTTPSConnectionPool, url: object, verify: object, cert: object) -> None:
        """Certificates are always checked, against ``trusted``: requests would load its bundle for each connection."""
        conn.cert_reqs = "CERT_REQUIRED"

    def build_response(self, req: requests.PreparedRequest, resp: BaseHTTPResponse) -> requests.Response:
        """The response without cookies, history and guesses at its charset: nothing here uses them."""
        answer = requests.Response()
        answer.raw = resp
        return answer

    def carry(self, url: str, headers: dict[str, str], timeout: float) -> BaseHTTPResponse:
        """Send a request for ``url`` and give the response, its body still unread. Raises ``CARRIER_ERRORS``."""
        prepared = requests.PreparedRequest()  # by hand: ``prepare`` would rewrite the address
        prepared.method = "GET"
        prepared.url = url
        prepared.headers = CaseInsensitiveDict(headers)
        raw: BaseHTTPResponse = self.send(prepared, stream=True, timeout=(timeout, timeout)).raw
        return raw


def _trusted(ca_bundle: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)
    if ca_bundle is not None:
        try:
            context.load_verify_locations(cafile=str(ca_bundle))
        except OSError as error:
            raise UsageError(str(ca_bundle), f"it holds no certificates ({error})", "Give a PEM file.") from error
    return context


@contextmanager
def _explained(url: str) -> Iterator[None]:
    try:
        yield
    except FetchFailed as error:
        if error.input == url:
            raise
        raise type(error)(url, error.reason, error.advice) from error  # from below, where only the host is known
    except CARRIER_ERRORS as error:
        raise explain(error, url) from error


def _received(url: str, raw: BaseHTTPResponse, cap: int) -> tuple[bytes, bytes]:
    """The body as sent and unpacked. Raises FetchFailed, ``CARRIER_ERRORS``."""
    _check_framing(url, raw, cap)
    encoding = raw.headers.get("content-encoding", "")
    unpacker = Unpacker(url, encoding, cap) if is_packed(encoding) else None
    body = bytearray()
    for piece in _pieces(raw):
        body += piece
        if len(body) > cap:
            raise too_large(url, cap, "in its body")
        if unpacker:
            unpacker.feed(piece)
    sent = bytes(body)
    return sent, unpacker.finish() if unpacker else sent


def _pieces(raw: BaseHTTPResponse) -> Iterable[bytes]:
    # read1: what has come is given at once; read would wait until the piece is full.
    return iter(lambda: raw.read1(_PIECE, decode_content=False), b"")


def _check_framing(url: str, raw: BaseHTTPResponse, cap: int) -> None:
    if raw.status < 200:
        raise FetchFailed(url, f"the server answers with {raw.status} alone", "Open the page in a browser to compare.")
    framing = raw.headers.get("transfer-encoding", "chunked").strip().lower()
    if framing not in ("chunked", "identity"):
        raise FetchFailed(url, f"it is sent as {framing[:40]!a}, which we do not ask for", "Report it to the site.")
    declared = raw.headers.get("content-length", "").strip()
    if declared.isascii() and declared.isdigit() and (len(declared) > 18 or int(declared) > cap):
        raise too_large(url, cap, "in its body")
