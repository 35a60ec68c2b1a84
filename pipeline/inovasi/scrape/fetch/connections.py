"""urllib3's connections, with two things added: they go only where the guard lets them, and no response may take
longer than its deadline, however slowly its headers or its body drip in."""

from __future__ import annotations

import http.client
import io
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.response import HTTPResponse

from inovasi.scrape.fetch.failures import DeadlinePassed
from inovasi.scrape.fetch.guard import Guard, Resolved

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MOST_ADDRESSES = 6


@dataclass(frozen=True, slots=True)
class Terms:
    """What a connection keeps to: where it may go, how long a response may take, by which clock (in seconds)."""

    guard: Guard
    timeout: float
    deadline: float
    now: Callable[[], float]


def pool_classes(terms: Terms) -> dict[str, type[HTTPConnectionPool]]:
    """Pools of connections that keep to ``terms``, by scheme, for a ``PoolManager``."""
    kept = terms

    class Plain(_Guarded):
        terms = kept

    class Secure(_Guarded, HTTPSConnection):
        terms = kept

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


class _Guarded(HTTPConnection):
    terms: ClassVar[Terms]

    def _new_conn(self) -> socket.socket:
        """The hook of urllib3 by which every connection is made, TLS or not."""
        addresses = self.terms.guard.addresses(self._dns_host, self.port)[:_MOST_ADDRESSES]
        end = self.terms.now() + self.terms.timeout
        failure: OSError | None = None
        for tried, address in enumerate(addresses):
            # Each of the addresses left gets its share, so that one that swallows everything leaves time for the next.
            left = (end - self.terms.now()) / (len(addresses) - tried)
            try:
                return _connected(address, max(left, 0.01), self.socket_options or [])
            except OSError as error:
                failure = error
        assert failure is not None
        raise failure

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as in urllib3 itself
        """The response; its deadline counts from here, where the request has just gone out."""
        until = self.terms.now() + self.terms.deadline
        read = partial(_TimedResponse, silence=self.terms.timeout, until=until, now=self.terms.now)
        self.response_class = cast(Any, read)
        return super().getresponse()


def _connected(address: Resolved, timeout: float, options: list[tuple[int, int, int | bytes]]) -> socket.socket:
    family, place = address
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        for option in options:
            made.setsockopt(*option)
        made.settimeout(timeout)
        made.connect(place)
    except BaseException:
        made.close()
        raise
    return made


class _TimedResponse(http.client.HTTPResponse):
    def __init__(
        self,
        sock: socket.socket,
        debuglevel: int = 0,
        method: str | None = None,
        *,
        silence: float,
        until: float,
        now: Callable[[], float],
    ) -> None:
        super().__init__(sock, debuglevel, method)
        plain = self.fp.detach()
        self.fp = io.BufferedReader(_Timed(sock, plain, silence, until, now))


class _Timed(io.RawIOBase):
    """What comes from a socket; every read has what is left of the deadline, at most ``silence`` seconds."""

    def __init__(
        self, sock: socket.socket, plain: io.RawIOBase, silence: float, until: float, now: Callable[[], float]
    ) -> None:
        self._sock = sock
        self._plain = plain
        self._silence = silence
        self._until = until
        self._now = now

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        left = self._until - self._now()
        if left <= 0:
            raise DeadlinePassed("deadline passed")
        self._sock.settimeout(min(self._silence, left))
        try:
            return self._plain.readinto(buffer)
        except TimeoutError as error:
            if left < self._silence:
                raise DeadlinePassed("deadline passed") from error
            raise

    def close(self) -> None:
        try:
            self._plain.close()
        finally:
            super().close()
