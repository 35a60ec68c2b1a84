"""What a crawl reaches the network with, put together."""

from __future__ import annotations

import random
import threading
from datetime import timedelta

from inovasi.errors import UsageError
from inovasi.scrape.crawl import Stopped
from inovasi.scrape.fetch.clock import SystemClock
from inovasi.scrape.fetch.fetcher import Fetcher
from inovasi.scrape.fetch.pacing import Pacing
from inovasi.scrape.fetch.retries import Report, Tries
from inovasi.scrape.fetch.robots import Robots
from inovasi.scrape.fetch.transport import RequestsTransport
from inovasi.scrape.fetch.values import Response
from inovasi.scrape.visits import Fetch, Pages, Visits
from inovasi.types import CrawlSettings, Source

_DAY = 24 * 3600.0


class StoppableClock(SystemClock):
    """Time as this machine has it; ``stop`` ends a crawl and wakes whoever sleeps, with ``Stopped``."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End the crawl."""
        self._stopped.set()

    def check(self) -> None:
        """Raises Stopped if the crawl is to end."""
        if self._stopped.is_set():
            raise Stopped

    def sleep(self, seconds: float) -> None:
        """Wait. Raises Stopped."""
        if self._stopped.wait(seconds):
            raise Stopped

    def stamp(self, ago: float = 0.0) -> str:
        """The moment ``ago`` seconds before now, as captures have it."""
        return f"{self.now() - timedelta(seconds=ago):%Y-%m-%dT%H:%M:%SZ}"


def contact_of(settings: CrawlSettings) -> str | None:
    """Who crawls others' machines says how to be reached; on one's own, nobody needs to be told."""
    if settings.contact is None and not settings.allow_private:
        advice = "Set contact under [scrape] to an e-mail address or a web page of yours."
        raise UsageError("contact", "the sites must be able to reach whoever crawls them", advice)
    return settings.contact


def fetch_of(fetcher: Fetcher, source: Source) -> Fetch:
    """``fetcher`` at the pace of ``source``."""
    return lambda url, headers: fetcher.fetch(url, headers, source.delay)


def make_fetcher(
    settings: CrawlSettings, transport: RequestsTransport, clock: StoppableClock, pages: Pages, report: Report
) -> Fetcher:
    """A fetcher that takes each robots.txt from ``pages`` if they had it within a day, and leaves it there."""
    # Jitter spreads the retries of many crawlers; no value that is published depends on it.
    tries = Tries(transport, Pacing(settings, clock), settings, clock, random.Random(), report)
    robots = Visits(pages, tries.get, "robots", "")

    def robots_txt(url: str) -> Response:
        visit = robots.one(url, "robots", clock.stamp(_DAY))
        return visit.response or pages.response(visit.capture)

    return Fetcher(tries, Robots(robots_txt, clock))
