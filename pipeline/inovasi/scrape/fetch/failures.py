"""How a fetch fails: for now or for good, and why, in words for people."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator

import requests
import urllib3

from inovasi.errors import FetchFailed

# All that the layers below raise about what a server does. ValueError: what they say of headers and hosts.
CARRIER_ERRORS: tuple[type[Exception], ...] = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    ValueError,
)
_LATER = "It may work later; a later run asks again."


class Passing(FetchFailed):
    """A failure that may pass: the same request may succeed when it is made again."""


class NotAllowed(FetchFailed):
    """A page that the site's robots.txt asks us to leave alone."""


class DeadlinePassed(TimeoutError):
    """A response that keeps coming, but too slowly."""


def passing(url: str, reason: str) -> Passing:
    """A failure of ``url`` that a later run may not meet again."""
    return Passing(url, reason, _LATER)


def explain(error: Exception, url: str) -> FetchFailed:
    """``error``, raised by requests or by what lies below it, as a failure of ``url``."""
    chain = list(_causes(error))
    for cause in chain:
        if isinstance(cause, FetchFailed):
            return type(cause)(url, cause.reason, cause.advice)
    failure = next(filter(None, (_secure(cause, url) for cause in chain)), None) or _broken(chain, url)
    nonsense = f"the answer makes no sense ({_said(chain[-1])})"
    return failure or FetchFailed(url, nonsense, "Open the page in a browser to compare.")


def _secure(error: BaseException, url: str) -> FetchFailed | None:
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchFailed(
            url,
            f"the certificate of the site is not valid ({error.verify_message or _said(error)})",
            "The site has to mend that; a page from it could come from anyone.",
        )
    # A connection cut within TLS is a cut connection.
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return passing(url, "the connection broke off")
    if isinstance(error, ssl.SSLError):
        return FetchFailed(
            url,
            f"no secure connection can be made ({error.reason or _said(error)})",
            "The site may speak only old versions of TLS, or none on this port.",
        )
    return None


# What went wrong with a connection, in words. The first that occurs among the causes counts, so a kind stands before
# what it is a kind of, and what says most stands first.
_BROKEN: tuple[tuple[type[BaseException], str], ...] = (
    (DeadlinePassed, "the answer takes too long"),
    (TimeoutError, "the server is silent"),
    (urllib3.exceptions.TimeoutError, "the server is silent"),
    (ConnectionRefusedError, "the server refuses the connection"),
    (http.client.IncompleteRead, "the answer ends too early"),
    (ConnectionError, "the connection broke off"),  # also http.client.RemoteDisconnected
)


def _broken(causes: list[BaseException], url: str) -> FetchFailed | None:
    for kind, reason in _BROKEN:
        if any(isinstance(cause, kind) for cause in causes):
            return passing(url, reason)
    for cause in causes:
        if isinstance(cause, socket.gaierror) and cause.errno == socket.EAI_NONAME:
            return FetchFailed(url, "there is no such host", "Check the spelling of the address.")
        if isinstance(cause, socket.gaierror):
            return passing(url, f"its name could not be looked up ({_said(cause)})")
        # requests' errors are OSErrors too, but only wrap the one that says something.
        if isinstance(cause, OSError) and not isinstance(cause, requests.RequestException):
            return passing(url, f"the connection failed ({_said(cause)})")
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """``error`` and all that it wraps, in whichever way: the libraries use each of them."""
    seen: list[BaseException] = []
    todo: list[object] = [error]
    while todo:
        it = todo.pop(0)
        if isinstance(it, BaseException) and not any(it is other for other in seen):
            seen.append(it)
            yield it
            todo += [getattr(it, "reason", None), *it.args, it.__cause__, it.__context__]


def _said(error: BaseException) -> str:
    """What ``error`` says, as one short line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
