"""Many sources, several hosts at a time: the wiring of a crawl. What the run over one source does is in
``scrape/crawl.py``."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from inovasi.config import Config
from inovasi.errors import ArchiveError
from inovasi.output import dump
from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.archive.values import Run
from inovasi.scrape.crawl import HISTORY, Crawled, Plan, Tools, crawl, outcome_of, past_of
from inovasi.scrape.fetch.agent import user_agent
from inovasi.scrape.fetch.fetcher import Fetcher
from inovasi.scrape.fetch.retries import Attempt
from inovasi.scrape.fetch.transport import RequestsTransport
from inovasi.scrape.network import StoppableClock, contact_of, fetch_of, make_fetcher
from inovasi.types import Issue, Source

LOG = "requests.jsonl"
_DAY = 24 * 3600.0


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
    agent = user_agent(contact_of(config.crawl))
    clock = StoppableClock()
    with ExitStack() as stack:
        archive = stack.enter_context(Archive.open(Path(config.crawl.archive), write=True))
        for issue in archive.issues:
            watch.note(issue)
        log = stack.enter_context(_log(archive.folder / LOG, clock))
        transport = stack.enter_context(RequestsTransport(config.crawl, agent))
        fetcher = make_fetcher(config.crawl, transport, clock, archive, log.attempt)
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
        past = past_of(self.archive.finished(source.name, HISTORY), self.archive.known)
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
            # After a day, the listings it was working through are out of date; its articles are there all the same.
            active = max(run.started, self.archive.active(source) or "")
            if active >= self.clock.stamp(ago=_DAY):
                return run
        # Moments are whole seconds. What the last run got must be older than this one, or it would count as its own.
        last = self.archive.finished(source)
        if last and (last[0].finished or "") >= self.clock.stamp():
            self.clock.sleep(1.0)
        return self.archive.begin(source, self.plan.since, self.plan.limit)


def record(crawled: Crawled) -> dict[str, Any]:
    """What a run came to, as JSON values."""
    return {
        "end": crawled.end,
        "finder": crawled.finder,
        **asdict(crawled.count),
        "reason": crawled.reason,
    }


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
