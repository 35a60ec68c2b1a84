"""What robots.txt allows, by RFC 9309."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from protego import Protego

from inovasi.errors import FetchFailed
from inovasi.scrape.fetch.agent import TOKEN
from inovasi.scrape.fetch.failures import NotAllowed, Passing, passing
from inovasi.scrape.fetch.redirects import next_hop
from inovasi.scrape.fetch.urls import origin_of, sendable
from inovasi.scrape.fetch.values import Clock, Response

_MOST_BYTES = 500 * 1024
_MOST_HOPS = 5
_KEPT = 24 * 3600.0
_KEPT_FAILURE = 900.0  # a host in trouble may be well again before the crawl ends
_MOST_DELAY = 600.0  # seconds; at that pace no crawl ends
_AGENT = re.compile(r"[ \t]*user[- ]?agent[ \t]*:?[ \t]*(\*|[a-z_-]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What holds for one origin until ``until``. ``failure``: its robots.txt could not be had; nothing is allowed."""

    until: float
    parsed: Protego | None = None
    failure: FetchFailed | None = None


@dataclass(slots=True)
class _Entry:
    asked: threading.Lock = field(default_factory=threading.Lock)  # held while robots.txt is fetched: once, by one
    rules: _Rules | None = None


class Robots:
    """The robots.txt of each scheme, host and port, fetched when first needed and kept for a day.

    ``fetch`` gets the address of a robots.txt and gives the response, whatever its status, redirects not followed; it
    raises FetchFailed if there is none. For many threads.
    """

    def __init__(self, fetch: Callable[[str], Response], clock: Clock) -> None:
        self._fetch = fetch
        self._clock = clock
        self._entries: dict[str, _Entry] = {}
        self._lock = threading.Lock()

    def check(self, url: str) -> None:
        """Raises ``NotAllowed`` if robots.txt forbids ``url``, and FetchFailed if it could not be had: then nothing is
        allowed (``Passing``: for now)."""
        rules = self._rules(url)
        if rules.failure is not None:
            kind = Passing if isinstance(rules.failure, Passing) else FetchFailed
            raise kind(url, f"the site's robots.txt cannot be had: {rules.failure.reason}", rules.failure.advice)
        if rules.parsed is None:
            return
        if not rules.parsed.can_fetch(url, TOKEN):
            raise NotAllowed(url, "the site's robots.txt forbids it", "Leave it, or ask the site for leave.")
        if (rules.parsed.crawl_delay(TOKEN) or 0.0) > _MOST_DELAY:
            raise NotAllowed(url, "the site's robots.txt asks for hours between two pages", "Ask the site for leave.")

    def can_fetch(self, url: str) -> bool:
        """Whether ``url`` may be fetched now."""
        try:
            self.check(url)
        except FetchFailed:
            return False
        return True

    def crawl_delay(self, url: str) -> float | None:
        """The seconds that robots.txt asks us to leave between two requests, if it does."""
        parsed = self._rules(url).parsed
        return parsed.crawl_delay(TOKEN) if parsed else None

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of ``url``'s origin names, as it writes them."""
        parsed = self._rules(url).parsed
        return tuple(parsed.sitemaps) if parsed else ()

    def _rules(self, url: str) -> _Rules:
        origin = origin_of(sendable(url))
        with self._lock:
            entry = self._entries.setdefault(origin, _Entry())
        with entry.asked:
            if entry.rules is None or entry.rules.until <= self._clock.monotonic():
                entry.rules = self._ask(f"{origin}/robots.txt")
            return entry.rules

    def _ask(self, url: str) -> _Rules:
        try:
            response = self._last(url)
            if response.status >= 500:
                raise passing(url, f"the server answers {response.status}")
        except FetchFailed as error:
            return _Rules(self._clock.monotonic() + _KEPT_FAILURE, failure=error)
        found = 200 <= response.status < 300
        return _Rules(self._clock.monotonic() + _KEPT, parse(response.content) if found else None)

    def _last(self, url: str) -> Response:
        """The first response that is no redirect, or the last one that we are ready to follow."""
        response = self._fetch(url)
        for _ in range(_MOST_HOPS):
            target = next_hop(url, response.status, response.header("location"))
            if target is None:
                break
            url = target
            response = self._fetch(url)
        return response


def parse(content: bytes) -> Protego:
    """The rules in a robots.txt; what lies beyond its first 500 KiB does not count."""
    text = content[:_MOST_BYTES].decode("utf-8-sig", "replace")
    return Protego.parse("\n".join(map(_for_us, text.splitlines())))


def _for_us(line: str) -> str:
    """A line that names a crawler, as one that names us, all, or others: who lists thousands of crawlers before
    thousands of rules must not cost their product; and Protego would take "User-agent: ino" for us."""
    match = _AGENT.match(line)
    if match is None:
        return line
    name = match[1].lower()
    return f"User-agent: {name if name in ('*', TOKEN) else 'other'}"
