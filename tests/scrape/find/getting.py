"""Two ways to get a page: from a server, with nothing but urllib, and from a dictionary. Both take notes."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Mapping
from urllib.parse import urldefrag

from inovasi.errors import FetchFailed
from inovasi.scrape.fetch.values import Response
from inovasi.scrape.find.values import Wanted

RETRIEVED = "2024-01-01T00:00:00Z"
EVERYTHING = Wanted(since=None, known=lambda url: False, stop_at_known=False)

# An answer: what is in the page, or (status, content), or (status, content, headers), or the address it redirects to.
Answer = str | bytes | tuple[int, str | bytes] | tuple[int, str | bytes, Mapping[str, str]] | None


class Web:
    """Pages by their addresses. What is missing is 404; None is a page that cannot be fetched at all."""

    def __init__(self, pages: Mapping[str, Answer], redirects: Mapping[str, str] | None = None) -> None:
        self.pages, self.redirects = pages, redirects or {}
        self.asked: list[str] = []

    def __call__(self, url: str) -> Response:
        assert urldefrag(url).url == url, f"a fragment was sent to the server: {url}"
        self.asked.append(url)
        url = self.redirects.get(url, url)
        answer = self.pages.get(url, (404, "<h1>Halaman tidak ditemukan</h1>"))
        if answer is None:
            raise FetchFailed(url, "robots.txt forbids it", "Leave it out.")
        status, content, *more = (200, answer) if isinstance(answer, str | bytes) else answer
        body = content.encode() if isinstance(content, str) else content
        headers = tuple(more[0].items()) if more else ()
        return Response(url, status, "", headers, body, body, RETRIEVED)


class Fetch:
    """Pages of a real server."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, url: str) -> Response:
        self.asked.append(url)
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                return _response(url, answer)
        except urllib.error.HTTPError as error:
            with error:
                return _response(url, error)
        except OSError as error:
            raise FetchFailed(url, str(error), "Run again.") from error


def _response(url: str, answer: urllib.request.addinfourl | urllib.error.HTTPError) -> Response:
    body = answer.read()
    headers = tuple(answer.headers.items())
    return Response(answer.url or url, answer.status or 0, "", headers, body, body, RETRIEVED)
