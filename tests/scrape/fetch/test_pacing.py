"""One host gently, several at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from fetching import FakeClock

from inovasi.scrape.fetch.clock import SystemClock
from inovasi.scrape.fetch.pacing import OnHold, Pacing
from inovasi.types import CrawlSettings


@pytest.mark.parametrize(
    ("host", "setting", "source", "crawl_delay", "pause"),
    [
        ("contoh.test", None, None, None, 1.0),
        ("127.0.0.1", None, None, None, 0.0),
        ("localhost", None, None, None, 0.0),
        ("::1", None, None, None, 0.0),
        ("10.0.0.1", None, None, None, 1.0),
        ("127.0.0.1", 2.0, None, None, 2.0),
        ("contoh.test", 0.0, None, None, 0.0),
        ("contoh.test", 2.0, 5.0, None, 5.0),
        ("contoh.test", 5.0, 2.0, None, 2.0),
        ("contoh.test", 2.0, 0.0, None, 0.0),
        ("contoh.test", 2.0, 5.0, 3.0, 5.0),
        ("contoh.test", 2.0, 5.0, 30.0, 30.0),
        ("127.0.0.1", None, None, 4.0, 4.0),
    ],
)
def test_the_pause_is_what_the_longest_wish_says(
    clock: FakeClock, host: str, setting: float | None, source: float | None, crawl_delay: float | None, pause: float
) -> None:
    pacing = Pacing(CrawlSettings(delay=setting), clock)
    for _ in range(3):
        with pacing.turn(host, source, crawl_delay):
            pass
    assert clock.slept == ([pause] * 2 if pause else [])


def test_the_pause_begins_when_a_request_has_ended(clock: FakeClock) -> None:
    pacing = Pacing(CrawlSettings(delay=5.0), clock)
    with pacing.turn("contoh.test", None, None):
        clock.passed += 60.0  # a slow answer
    with pacing.turn("contoh.test", None, None):
        pass
    assert clock.slept == [5.0]


def test_time_that_has_passed_anyway_counts(clock: FakeClock) -> None:
    pacing = Pacing(CrawlSettings(delay=5.0), clock)
    for passed in (2.0, 9.0):
        with pacing.turn("contoh.test", None, None):
            pass
        clock.passed += passed
    with pacing.turn("contoh.test", None, None):
        pass
    assert clock.slept == [3.0]


def test_a_request_that_failed_is_followed_by_a_pause_too(clock: FakeClock) -> None:
    pacing = Pacing(CrawlSettings(delay=5.0), clock)
    with pytest.raises(ValueError, match="broken"), pacing.turn("contoh.test", None, None):
        raise ValueError("broken")
    with pacing.turn("contoh.test", None, None):
        pass
    assert clock.slept == [5.0]


def test_other_hosts_do_not_wait(clock: FakeClock) -> None:
    pacing = Pacing(CrawlSettings(delay=5.0), clock)
    for host in ("a.test", "b.test", "c.test"):
        with pacing.turn(host, None, None):
            pass
    assert not clock.slept


def test_a_host_on_hold_rests_and_a_shorter_hold_does_not_shorten_it(clock: FakeClock) -> None:
    pacing = Pacing(CrawlSettings(delay=0.0), clock)
    pacing.hold("a.test", 30.0)
    pacing.hold("a.test", 10.0)
    with pacing.turn("b.test", None, None):
        assert not clock.slept
    for _ in range(2):
        with pacing.turn("a.test", None, None):
            assert clock.slept == [30.0]


def test_nobody_waits_for_hours(clock: FakeClock) -> None:
    pacing = Pacing(CrawlSettings(delay=0.0), clock)
    pacing.hold("a.test", 601.0)
    with pytest.raises(OnHold), pacing.turn("a.test", None, None):
        pass
    clock.passed += 2.0
    with pacing.turn("a.test", None, None):
        assert clock.slept == [599.0]


def test_a_hold_that_comes_while_others_wait_counts_for_them(clock: FakeClock) -> None:
    pacing = Pacing(CrawlSettings(delay=5.0), clock)
    with pacing.turn("a.test", None, None):
        pass
    sleep = clock.sleep

    def held_meanwhile(seconds: float) -> None:
        sleep(seconds)
        pacing.hold("a.test", 7200.0)

    clock.sleep = held_meanwhile  # type: ignore[method-assign]
    with pytest.raises(OnHold), pacing.turn("a.test", None, None):
        pass


def in_threads(count: int, work: Callable[[int], None]) -> None:
    failures: list[BaseException] = []

    def safe(number: int) -> None:
        try:
            work(number)
        except BaseException as error:  # noqa: BLE001 - handed to the test below
            failures.append(error)

    threads = [threading.Thread(target=safe, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert not failures


class Crowd:
    """How many are inside at once."""

    def __init__(self) -> None:
        self.inside = 0
        self.most = 0
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        threading.Event().wait(0.002)  # long enough for others to come in, if they may

    def __exit__(self, *error: object) -> None:
        with self._lock:
            self.inside -= 1


def test_one_host_is_asked_by_one_thread_at_a_time() -> None:
    pacing = Pacing(CrawlSettings(delay=0.0, parallel=8), SystemClock())
    crowd = Crowd()

    def work(number: int) -> None:
        for _ in range(5):
            with pacing.turn("contoh.test", None, None), crowd:
                pass

    in_threads(6, work)
    assert crowd.most == 1


def test_all_together_keep_to_the_limit() -> None:
    pacing = Pacing(CrawlSettings(delay=0.0, parallel=3), SystemClock())
    crowd = Crowd()

    def work(number: int) -> None:
        for _ in range(5):
            with pacing.turn(f"{number}.test", None, None), crowd:
                pass

    in_threads(8, work)
    assert 1 <= crowd.most <= 3


def test_several_hosts_are_asked_at_the_same_time() -> None:
    pacing = Pacing(CrawlSettings(delay=0.0, parallel=3), SystemClock())
    together = threading.Barrier(3)

    def work(number: int) -> None:
        with pacing.turn(f"{number}.test", None, None):
            together.wait(5)  # breaks unless all three are inside

    in_threads(3, work)


def test_who_waits_for_a_slow_host_keeps_out_nobody() -> None:
    """The pause of one host is waited for outside the limit of all."""
    waiting, go = threading.Event(), threading.Event()

    class Patient(SystemClock):
        def sleep(self, seconds: float) -> None:
            waiting.set()
            go.wait(5)
            super().sleep(0.0)

        def monotonic(self) -> float:
            return 100.0 if go.is_set() else 0.0

    pacing = Pacing(CrawlSettings(delay=50.0, parallel=1), Patient())
    with pacing.turn("slow.test", None, None):
        pass

    def work(number: int) -> None:
        if number == 0:
            with pacing.turn("slow.test", None, None):
                pass
        else:
            assert waiting.wait(5)
            with pacing.turn("other.test", None, None):
                go.set()

    in_threads(2, work)
