"""Where a redirect leads. Pure but for ``follow``, which asks for the pages."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin

from inovasi.errors import FetchFailed
from inovasi.scrape.fetch.urls import sendable, without_user
from inovasi.scrape.fetch.values import Response

MAX_HOPS = 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BROWSER = "Open the page in a browser; it may be gone."
_CONTROLS = "".join(map(chr, range(0x21)))


def next_hop(url: str, status: int, location: str | None) -> str | None:
    """The address that a response to ``url`` with this status and Location header sends to, or None if to none.

    It is ``sendable``; a user name in it is left out. Raises FetchFailed for one that leads nowhere on http(s).
    """
    if status not in _REDIRECTS or location is None:
        return None
    # Headers come as Latin-1, but servers write UTF-8; what is not UTF-8 goes out again byte by byte, as from browsers.
    raw = location.encode("latin-1", "ignore") if _is_latin(location) else location.encode("utf-8", "replace")
    text = raw.decode("utf-8", "surrogateescape").strip(_CONTROLS)
    path, mark, query = text.partition("?")
    try:
        target = urljoin(url, path.replace("\\", "/") + mark + query)
        return sendable(without_user(target))
    except ValueError as error:
        raise FetchFailed(url, f"it redirects to {location[:200]!a}, which is no address", _BROWSER) from error
    except FetchFailed as error:
        raise FetchFailed(url, f"it redirects to {location[:200]!a}: {error.reason}", _BROWSER) from error


def follow(get_one: Callable[[str], Response], url: str, most: int = MAX_HOPS) -> tuple[Response, ...]:
    """All responses on the way from ``url`` to the first one that is no redirect, at most ``most`` redirects.

    Raises FetchFailed for a circle or a longer way, and what ``get_one`` raises.
    """
    responses: list[Response] = []
    seen = {url}
    target: str | None = url
    while target is not None:
        if len(responses) > most:
            raise FetchFailed(url, f"it redirects more than {most} times", _BROWSER)
        response = get_one(target)
        responses.append(response)
        target = next_hop(target, response.status, response.header("location"))
        if target in seen:
            raise FetchFailed(url, "it redirects in a circle", _BROWSER)
        if target is not None:
            seen.add(target)
    return tuple(responses)


def _is_latin(text: str) -> bool:
    return all(ord(char) < 256 for char in text)
