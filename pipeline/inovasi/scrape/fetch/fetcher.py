"""What a crawl fetches with: polite, patient, one hop at a time."""

from __future__ import annotations

from inovasi.scrape.fetch.retries import Tries
from inovasi.scrape.fetch.robots import Robots
from inovasi.scrape.fetch.urls import robots_address, sendable
from inovasi.scrape.fetch.values import Headers, Response


class Fetcher:
    """Fetches what robots.txt allows, at its pace. For many threads."""

    def __init__(self, tries: Tries, robots: Robots) -> None:
        self._tries = tries
        self._robots = robots

    def fetch(self, url: str, headers: Headers = (), delay: float | None = None) -> Response:
        """The response to one GET request, also a redirect (it is not followed) or an error such as 404.

        ``headers`` go out beside the usual ones, ``delay`` is the least number of seconds since the last request to
        this host (None: as the settings say). Raises FetchFailed: ``failures.NotAllowed`` if robots.txt forbids it,
        ``failures.Passing`` if it may work later.
        """
        sent = sendable(url)
        if sent == robots_address(sent):
            # Open to all by its nature; to ask about it first would fetch it twice.
            return self._tries.get(url, headers, delay)
        self._robots.check(sent)
        return self._tries.get(url, headers, delay, self._robots.crawl_delay(sent))
