"""One source's way to pages: from the archive where it has them, else over the network and into the archive.

This is what makes a crawl resumable. Everything that came in since the run began is answered from the archive, so a
run that was killed plays the same way again without a second request, and goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from inovasi.errors import FetchFailed
from inovasi.scrape.archive.values import Capture, Kind
from inovasi.scrape.fetch.redirects import MAX_HOPS, next_hop
from inovasi.scrape.fetch.values import Headers, Response

# One request to one address, with these headers; redirects are not followed. Raises FetchFailed.
Fetch = Callable[[str, Headers], Response]

ALWAYS = ""  # as a moment: before all others


class Pages(Protocol):
    """What a crawl needs of the archive (``archive.archive.Archive`` says what each does)."""

    def add(self, response: Response, source: str, kind: Kind, part_of: str | None = None) -> Capture: ...

    def since(self, url: str, moment: str) -> Capture | None: ...

    def latest(self, url: str) -> Capture | None: ...

    def response(self, capture: Capture) -> Response: ...


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a visit ended. ``fresh``: a body came over the network for it; ``response`` is read only then."""

    capture: Capture
    response: Response | None
    fresh: bool


class Visits:
    """The pages of ``source`` during the run that began at ``started`` (UTC, as in ``Capture.retrieved``)."""

    def __init__(self, pages: Pages, fetch: Fetch, source: str, started: str) -> None:
        self._pages = pages
        self._fetch = fetch
        self._source = source
        self._started = started
        self.unchanged = 0  # answers "not modified"
        self.received = 0  # bytes of bodies

    def get(self, url: str, kind: Kind = "finding") -> Response:
        """The page at ``url`` as it is now, where "now" is this run. Redirects are followed, any status is given back.

        Raises FetchFailed.
        """
        visit = self.go(url, kind, self._started)
        return visit.response or self._pages.response(visit.capture)

    def go(self, url: str, kind: Kind, not_before: str, part_of: str | None = None) -> Visit:
        """Follow ``url`` to its end. What the archive got or confirmed at or after ``not_before`` is not asked again.

        Raises FetchFailed, also for a circle of redirects.
        """
        seen: set[str] = set()
        while True:
            seen.add(url)
            visit = self.one(url, kind, not_before, part_of)
            target = next_hop(visit.capture.url, visit.capture.status, visit.capture.location)
            if target is None:
                return visit
            if target in seen or len(seen) > MAX_HOPS:
                raise FetchFailed(
                    url, "it redirects in a circle or without end", "Open it in a browser; it may be gone."
                )
            url = target

    def one(self, url: str, kind: Kind, not_before: str, part_of: str | None = None) -> Visit:
        """The same without following a redirect."""
        held = self._pages.since(url, not_before)
        if held is not None:
            if kind == "article" and held.kind == "finding":
                # A finder took it for a listing. It is kept once more as what it is, without asking for it again.
                held = self._pages.add(self._pages.response(held), self._source, kind)
            return Visit(held, None, fresh=False)
        latest = self._pages.latest(url)
        conditions = _conditions(latest) if latest is not None and latest.status == 200 else ()
        response = self._fetch(url, conditions)
        if response.status == 304:
            if latest is None or not conditions:
                raise FetchFailed(url, "the server says 'not modified' to what was never asked", "Try again later.")
            self.unchanged += 1
            return Visit(self._pages.add(response, self._source, kind, part_of), None, fresh=False)
        self.received += len(response.body)
        return Visit(self._pages.add(response, self._source, kind, part_of), response, fresh=True)


def _conditions(capture: Capture) -> Headers:
    """Headers that ask for a body only if it differs from the one in the archive."""
    pairs = (("If-None-Match", capture.etag), ("If-Modified-Since", capture.last_modified))
    return tuple((name, value) for name, value in pairs if value)
