"""Many sources, several hosts at a time: the wiring of a crawl. What the run over one source does is in
``scrape/crawl.py``."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TextIO

from inovasi.config import Config
from inovasi.errors import ArchiveError, UnreadableInput, UsageError
from inovasi.output import dump
from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.archive.opening import INDEX
from inovasi.scrape.archive.values import Run
from inovasi.scrape.archived import read_capture
from inovasi.scrape.crawl import Crawled, Past, Plan, Stopped, Tools, crawl, look, outcome_of, past_of
from inovasi.scrape.fetch.agent import user_agent
from inovasi.scrape.fetch.clock import SystemClock
from inovasi.scrape.fetch.fetcher import Fetcher
from inovasi.scrape.fetch.pacing import Pacing
from inovasi.scrape.fetch.retries import Attempt, Report, Tries
from inovasi.scrape.fetch.robots import Robots
from inovasi.scrape.fetch.transport import RequestsTransport
from inovasi.scrape.fetch.values import Response
from inovasi.scrape.find.probe import Probed, probe
from inovasi.scrape.find.values import Found
from inovasi.scrape.page import Page
from inovasi.scrape.unkept import Unkept
from inovasi.scrape.visits import Fetch, Pages, Visits
from inovasi.types import CrawlSettings, Issue, Source

LOG = "requests.jsonl"
_DAY = 24 * 3600.0
_HISTORY = 20  # finished runs that a new one looks back on


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


@dataclass(frozen=True, slots=True)
class Watch:
    """How a crawl tells what it does; called from several threads, by one at a time.

    ``note`` hears each issue, ``step`` the source of each article that was dealt with, ``done`` the end of each run.
    """

    note: Callable[[Issue], None]
    step: Callable[[str], None]
    done: Callable[[Crawled], None]


def crawl_all(config: Config, sources: Sequence[Source], plan: Plan, watch: Watch) -> list[Crawled]:
    """Bring the archive up to date with ``sources``; what each run came to, in their order.

    A run that was cut short goes on where it was. One site's trouble stops no other. On KeyboardInterrupt, the pages
    under way are finished and kept, and it is raised again. Raises UsageError (no contact), ArchiveError.
    """
    agent = user_agent(_contact(config.crawl))
    clock = StoppableClock()
    with ExitStack() as stack:
        archive = stack.enter_context(Archive.open(Path(config.crawl.archive), write=True))
        for issue in archive.issues:
            watch.note(issue)
        log = stack.enter_context(_log(archive.folder / LOG, clock))
        transport = stack.enter_context(RequestsTransport(config.crawl, agent))
        fetcher = _fetcher(config.crawl, transport, clock, archive, log.attempt)
        one = _One(archive, fetcher, clock, plan, _in_turn(watch, clock))
        crawled = _in_threads(one, sources, config.crawl.parallel, clock)
        for report in crawled:
            log.write({"source": report.source, **record(report)})
    return crawled


@dataclass(frozen=True, slots=True)
class _One:
    """Crawls one source."""

    archive: Archive
    fetcher: Fetcher
    clock: StoppableClock
    plan: Plan
    watch: Watch

    def __call__(self, source: Source) -> Crawled:
        run = self._run(source.name)
        past = past_of(self.archive.finished(source.name, _HISTORY), self.archive.known)
        tools = Tools(self.archive, fetch_of(self.fetcher, source), self.watch.note, self.watch.step)
        crawled = crawl(source, self.plan, run.started, past, tools)
        if crawled.end != "stopped":
            self.archive.finish(run, outcome_of(crawled))
        self.watch.done(crawled)
        return crawled

    def _run(self, source: str) -> Run:
        """The run that was cut short, if it was one of the same plan; else a new one."""
        run = self.archive.unfinished(source)
        if run is not None and (run.since, run.limit) == (self.plan.since, self.plan.limit):
            return run
        # Moments are whole seconds. What the last run got must be older than this one, or it would count as its own.
        last = self.archive.finished(source)
        if last and (last[0].finished or "") >= self.clock.stamp():
            self.clock.sleep(1.0)
        return self.archive.begin(source, self.plan.since, self.plan.limit)


@contextmanager
def looking(config: Config) -> Iterator[Look]:
    """The network without an archive: for dry runs, for trying a source out, for probing a site. Raises UsageError."""
    agent = user_agent(_contact(config.crawl))
    clock = StoppableClock()
    folder = Path(config.crawl.archive)
    with ExitStack() as stack:
        archive = stack.enter_context(Archive.open(folder, write=False)) if (folder / INDEX).is_file() else None
        transport = stack.enter_context(RequestsTransport(config.crawl, agent))
        fetcher = _fetcher(config.crawl, transport, clock, Unkept(archive), lambda attempt: None)
        yield Look(archive, fetcher, clock)


@dataclass(frozen=True, slots=True)
class Look:
    """What can be seen without keeping it."""

    archive: Archive | None
    fetcher: Fetcher
    clock: StoppableClock

    def articles(self, source: Source, plan: Plan, note: Callable[[Issue], None]) -> Iterator[Found]:
        """The articles that a crawl of ``source`` would fetch now. Raises FetchFailed."""
        archive = self.archive
        past = past_of(archive.finished(source.name, _HISTORY), archive.known) if archive else Past()
        tools = Tools(Unkept(archive), fetch_of(self.fetcher, source), note, lambda source: None)
        return look(source, plan, self.clock.stamp(), past, tools)

    def trial(self, source: Source, count: int, note: Callable[[Issue], None]) -> tuple[Crawled, list[Page]]:
        """A crawl of ``count`` articles of ``source``, and what they say. Pages without an article go to ``note``."""
        pages = Unkept(None)
        tools = Tools(pages, fetch_of(self.fetcher, source), note, lambda source: None)
        crawled = crawl(source, Plan(limit=count), self.clock.stamp(), Past(), tools)
        read = []
        for capture in pages.captures("article"):
            try:
                if capture.status == 200:
                    read.append(read_capture(pages, capture, source))
            except UnreadableInput as error:
                note(error.issue())
        return crawled, read

    def probe(self, url: str) -> Probed:
        """What the site at ``url`` offers. Raises FetchFailed."""
        visits = Visits(Unkept(None), self.fetcher.fetch, "probe", self.clock.stamp())
        return probe(url, visits.get)


def record(crawled: Crawled) -> dict[str, Any]:
    """What a run came to, as JSON values."""
    return {
        "end": crawled.end,
        "finder": crawled.finder,
        **asdict(crawled.count),
        "reason": crawled.reason,
    }


def _contact(settings: CrawlSettings) -> str | None:
    """Who crawls others' machines says how to be reached; on one's own, nobody needs to be told."""
    if settings.contact is None and not settings.allow_private:
        advice = "Set contact under [scrape] to an e-mail address or a web page of yours."
        raise UsageError("contact", "the sites must be able to reach whoever crawls them", advice)
    return settings.contact


def fetch_of(fetcher: Fetcher, source: Source) -> Fetch:
    """``fetcher`` at the pace of ``source``."""
    return lambda url, headers: fetcher.fetch(url, headers, source.delay)


def _fetcher(
    settings: CrawlSettings, transport: RequestsTransport, clock: StoppableClock, pages: Pages, report: Report
) -> Fetcher:
    # Jitter spreads the retries of many crawlers; no value that is published depends on it.
    tries = Tries(transport, Pacing(settings, clock), settings, clock, random.Random(), report)
    robots = Visits(pages, tries.get, "robots", "")

    def robots_txt(url: str) -> Response:
        visit = robots.one(url, "robots", clock.stamp(_DAY))
        return visit.response or pages.response(visit.capture)

    return Fetcher(tries, Robots(robots_txt, clock))


class _Log:
    """Lines of JSON: every request, and how each run ended."""

    def __init__(self, file: TextIO, clock: StoppableClock) -> None:
        self._file = file
        self._clock = clock

    def attempt(self, attempt: Attempt) -> None:
        """Write down one request."""
        self.write({**asdict(attempt), "seconds": round(attempt.seconds, 3)})

    def write(self, value: dict[str, Any]) -> None:
        """Write one line; a file's ``write`` of one string is not torn apart by other threads."""
        self._file.write(dump({"time": self._clock.stamp(), **value}) + "\n")


@contextmanager
def _log(path: Path, clock: StoppableClock) -> Iterator[_Log]:
    try:
        file = path.open("a", encoding="utf-8", newline="\n")
    except OSError as error:
        raise ArchiveError(str(path), error.strerror or str(error), "Check the folder's rights.") from error
    with file:
        yield _Log(file, clock)


def _in_turn(watch: Watch, clock: StoppableClock) -> Watch:
    """``watch``, heard by one thread at a time; after each article, the crawl may end."""
    lock = threading.RLock()

    def note(issue: Issue) -> None:
        with lock:
            watch.note(issue)

    def step(source: str) -> None:
        with lock:
            watch.step(source)
        clock.check()

    def done(crawled: Crawled) -> None:
        with lock:
            watch.done(crawled)

    return Watch(note, step, done)


def _in_threads(one: _One, sources: Sequence[Source], count: int, clock: StoppableClock) -> list[Crawled]:
    with ThreadPoolExecutor(min(count, len(sources)), thread_name_prefix="crawl") as pool:
        futures = [pool.submit(one, source) for source in sources]
        try:
            # With a limit, since an endless wait would not hear of Ctrl-C on every system. ``result`` raises what ended
            # a thread: a full disk ends them all.
            while (state := wait(futures, timeout=0.5, return_when=FIRST_EXCEPTION)).not_done:
                for future in state.done:
                    future.result()
        except BaseException:
            clock.stop()
            for future in futures:
                future.cancel()
            raise
    return [future.result() for future in futures]
