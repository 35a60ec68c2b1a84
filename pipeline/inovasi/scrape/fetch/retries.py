"""One request, made again while it fails in a way that may pass. Knows pacing, not robots.txt."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from inovasi.errors import FetchFailed
from inovasi.scrape.fetch.failures import Passing, passing
from inovasi.scrape.fetch.pacing import OnHold, Pacing
from inovasi.scrape.fetch.urls import host_of, sendable
from inovasi.scrape.fetch.values import Clock, Headers, Request, Response, Transport
from inovasi.scrape.fetch.waits import backoff, retry_after
from inovasi.types import CrawlSettings

# 520 and more are Cloudflare's, for a site behind it that is in trouble.
_PASSING = frozenset({408, 429, 500, 502, 503, 504, *range(520, 525)})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request and how it ended: with a ``status``, or with the ``reason`` why there is none.

    ``attempt`` counts from 1; ``seconds`` is how long it took without the wait before; ``bytes`` came as its body.
    """

    url: str
    attempt: int
    status: int | None
    reason: str | None
    seconds: float
    bytes: int


Report = Callable[[Attempt], None]  # called from whichever thread fetches


@dataclass(frozen=True, slots=True)
class Tries:
    """Fetches without asking robots.txt: for robots.txt itself, and for ``Fetcher`` after it has asked."""

    transport: Transport
    pacing: Pacing
    settings: CrawlSettings
    clock: Clock
    rng: random.Random
    report: Report

    def get(
        self, url: str, headers: Headers = (), delay: float | None = None, crawl_delay: float | None = None
    ) -> Response:
        """The response to ``url``, also a redirect or an error such as 404. What breaks, and answers that say that the
        server is in trouble (429, 503 and their like), are tried ``settings.retries`` times more.

        Raises FetchFailed; ``failures.Passing`` if all tries failed in ways that may pass.
        """
        host = host_of(sendable(url))
        most = self.settings.retries + 1
        reason = ""
        for attempt in range(1, most + 1):
            try:
                with self.pacing.turn(host, delay, crawl_delay):
                    outcome = self._send(Request(url, headers), attempt)
            except OnHold as hold:
                asks = f"{reason or 'the server is busy'} and asks us to wait {hold.seconds:.0f} seconds"
                raise passing(url, asks) from hold
            if isinstance(outcome, Passing):
                reason, asked = outcome.reason, None
            elif outcome.status in _PASSING:
                reason = f"the server answers {outcome.status}"
                asked = retry_after(outcome.header("retry-after"), self.clock.now())
            else:
                return outcome
            # The whole host rests, not this page alone: it is in trouble, or thinks that we are the trouble.
            rest = backoff(attempt, self.rng) if attempt < most else 0.0
            self.pacing.hold(host, max(rest, asked or 0.0))
        raise passing(url, f"{reason} ({most} tries)" if most > 1 else reason)

    def _send(self, request: Request, attempt: int) -> Response | Passing:
        """The answer, or a failure that may pass; either is reported. Raises other failures."""
        start = self.clock.monotonic()
        try:
            response = self.transport.send(request)
        except FetchFailed as error:
            seconds = self.clock.monotonic() - start
            self.report(Attempt(request.url, attempt, None, error.reason, seconds, 0))
            if isinstance(error, Passing):
                return error
            raise
        seconds = self.clock.monotonic() - start
        self.report(Attempt(request.url, attempt, response.status, None, seconds, len(response.body)))
        return response
