"""The network without an archive: for dry runs, for trying a source out, for a look at a site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from inovasi.config import Config
from inovasi.errors import UnreadableInput
from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.archive.opening import INDEX
from inovasi.scrape.archived import read_capture
from inovasi.scrape.article.page import Page
from inovasi.scrape.crawl import HISTORY, Crawled, Past, Plan, Tools, crawl, look, past_of
from inovasi.scrape.fetch.agent import user_agent
from inovasi.scrape.fetch.fetcher import Fetcher
from inovasi.scrape.fetch.transport import RequestsTransport
from inovasi.scrape.find.probe import Probed, probe
from inovasi.scrape.find.values import Found
from inovasi.scrape.network import StoppableClock, contact_of, fetch_of, make_fetcher
from inovasi.scrape.unkept import Unkept
from inovasi.scrape.visits import Visits
from inovasi.types import Issue, Source


@contextmanager
def looking(config: Config) -> Iterator[Look]:
    """A look at sites, within ``with``. Raises UsageError (no contact), ArchiveError."""
    agent = user_agent(contact_of(config.crawl))
    clock = StoppableClock()
    folder = Path(config.crawl.archive)
    with ExitStack() as stack:
        archive = stack.enter_context(Archive.open(folder, write=False)) if (folder / INDEX).is_file() else None
        transport = stack.enter_context(RequestsTransport(config.crawl, agent))
        fetcher = make_fetcher(config.crawl, transport, clock, Unkept(archive), lambda attempt: None)
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
        past = past_of(archive.finished(source.name, HISTORY), archive.known) if archive else Past()
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
