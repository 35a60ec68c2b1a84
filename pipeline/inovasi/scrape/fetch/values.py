"""What goes out and comes in: one request, one response, and what carries them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

Headers = tuple[tuple[str, str], ...]  # names and values as sent or received, in order; a name may occur twice


def header(headers: Headers, name: str) -> str | None:
    """The first value of ``name`` (in any case), or None."""
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class Request:
    """One GET request. ``headers`` go out beside those that every request has."""

    url: str
    headers: Headers = ()


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered to one request; a redirect is a response, it is not followed.

    ``body`` is the payload as received (chunks joined, content coding kept), ``content`` the same unpacked;
    ``retrieved`` is the moment of the answer, UTC with seconds (``2019-07-17T03:12:00Z``).
    """

    url: str
    status: int
    reason: str
    headers: Headers
    body: bytes
    content: bytes
    retrieved: str

    def header(self, name: str) -> str | None:
        """The first value of the header ``name``, or None."""
        return header(self.headers, name)


class Transport(Protocol):
    """Carries one request to its server and the answer back; knows nothing of robots, pacing or retries."""

    def send(self, request: Request) -> Response:
        """The answer to ``request``. Raises FetchFailed (see ``failures``) when there is none that may be used."""


class Clock(Protocol):
    """Time, so that tests need not wait for it."""

    def now(self) -> datetime:
        """The moment, with its zone (UTC)."""

    def monotonic(self) -> float:
        """Seconds that only grow, from any start."""

    def sleep(self, seconds: float) -> None:
        """Wait."""
