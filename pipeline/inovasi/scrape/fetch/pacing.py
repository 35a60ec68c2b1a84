"""One host gently, several at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from inovasi.scrape.fetch.guard import is_this_machine
from inovasi.scrape.fetch.values import Clock
from inovasi.scrape.fetch.waits import MOST_WAIT
from inovasi.types import CrawlSettings

_DELAY = 1.0  # seconds between two requests to one host, where nothing else is said


class OnHold(Exception):
    """A host that is to rest for longer than anyone waits."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(slots=True)
class _Host:
    """``ended``: when its last request ended; ``held``: when the next may begin at the earliest (both monotonic)."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    ended: float | None = None
    held: float | None = None


class Pacing:
    """Gives each request its turn: one at a time for a host, ``parallel`` in all, pauses between. For many threads."""

    def __init__(self, settings: CrawlSettings, clock: Clock) -> None:
        self._delay = settings.delay
        self._clock = clock
        self._together = threading.BoundedSemaphore(settings.parallel)
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay: float | None, crawl_delay: float | None) -> Iterator[None]:
        """Wait until ``host`` may be asked, and keep all others from asking it meanwhile.

        The pause since the end of its last request is ``delay`` seconds (None: the crawl's setting; where that is None
        too, 1, or 0 for this machine), ``crawl_delay`` where that is longer, and what ``hold`` asks for. Raises
        ``OnHold`` if that is more than ``MOST_WAIT``.
        """
        pause = max(self._least(host) if delay is None else delay, crawl_delay or 0.0)
        state = self._host(host)
        with state.turn:
            # The pause is waited for outside the limit of all requests, or slow hosts would keep out the others.
            self._wait(state, pause)
            with self._together:
                try:
                    yield
                finally:
                    state.ended = self._clock.monotonic()

    def hold(self, host: str, seconds: float) -> None:
        """Ask ``host`` nothing for so long."""
        state = self._host(host)
        until = self._clock.monotonic() + seconds
        with self._lock:
            state.held = until if state.held is None else max(state.held, until)

    def _host(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host())

    def _least(self, host: str) -> float:
        if self._delay is not None:
            return self._delay
        return 0.0 if is_this_machine(host) else _DELAY

    def _wait(self, state: _Host, pause: float) -> None:
        while True:
            now = self._clock.monotonic()
            held = 0.0 if state.held is None else state.held - now
            if held > MOST_WAIT:
                raise OnHold(held)
            left = max(held, 0.0 if state.ended is None else state.ended + pause - now)
            if left <= 0.0:
                return
            self._clock.sleep(left)
