"""One source, one run: find its articles, fetch those that the archive lacks, say how it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import chain, islice
from typing import Literal

from inovasi.errors import ArchiveError, FetchFailed
from inovasi.scrape.archive.values import Outcome, Run
from inovasi.scrape.fetch.failures import NotAllowed
from inovasi.scrape.find.finders import find
from inovasi.scrape.find.parts import further_pages
from inovasi.scrape.find.values import Found, Wanted
from inovasi.scrape.find.window import day_of
from inovasi.scrape.visits import ALWAYS, Fetch, Pages, Visit, Visits
from inovasi.types import Finder, Issue, Source

End = Literal["complete", "limited", "stopped", "failed"]

# A page that failed in so many runs one after another is asked for again only when a finder finds it.
_PATIENCE = 5
HISTORY = 20  # finished runs that a new one looks back on
_GONE = (404, 410)
_MOST_PARTS = 50  # pages of one article
_WIB = timezone(timedelta(hours=7))


class Stopped(Exception):
    """The user wants the crawl to end now."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``since``: an ISO day, older articles are not wanted; ``limit``: at most so many new articles of each source."""

    since: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Tools:
    """What a crawl works with. ``note`` hears what went wrong, ``step`` the name of the source for each article that
    was dealt with; it may raise ``Stopped``."""

    pages: Pages
    fetch: Fetch
    note: Callable[[Issue], None]
    step: Callable[[str], None]


@dataclass(slots=True)
class Count:
    """How a run goes: addresses found; of these, articles that came in new, and that the archive had; pages that could
    not be had; conditional requests that brought no body; bytes of all bodies."""

    found: int = 0
    new: int = 0
    known: int = 0
    failed: int = 0
    unchanged: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Crawled:
    """How the run over one source ended. ``finder`` is the way that served, ``reason`` why it failed, if it did."""

    source: str
    end: End
    finder: Finder | None
    count: Count
    reason: str | None = None
    errors: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier runs over the source have left: the last one that went through, and addresses that failed since."""

    complete: Run | None = None
    failures: tuple[str, ...] = ()


def crawl(source: Source, plan: Plan, started: str, past: Past, tools: Tools) -> Crawled:
    """Bring the archive up to date with ``source``. Never raises for what a site does.

    ``started`` is when the run began: what the archive got since then is not asked for again, so a run that was cut
    short goes on where it was. Raises ArchiveError.
    """
    run = _Crawl(source, plan, started, past, tools)
    reason = None
    try:
        end = run.all()
    except Stopped:
        end = "stopped"
    except FetchFailed as error:
        end, reason = "failed", error.reason
        run.failure(error)
    except ArchiveError:
        raise
    except Exception as error:  # noqa: BLE001 - the boundary of one source: what its pages break stops no other
        end, reason = "failed", f"{type(error).__name__}: {error}"
        run.failure(FetchFailed(source.name, reason, "Report it with the source's entry."))
    return run.report(end, reason)


def look(source: Source, plan: Plan, started: str, past: Past, tools: Tools) -> Iterator[Found]:
    """The articles that ``crawl`` would fetch. Raises FetchFailed, ArchiveError."""
    run = _Crawl(source, plan, started, past, tools)
    new = (found for found in run.found() if tools.pages.since(found.url, run.changed(found)) is None)
    return islice(new, plan.limit)


class _Crawl:
    """The state of one run."""

    def __init__(self, source: Source, plan: Plan, started: str, past: Past, tools: Tools) -> None:
        self._source, self._plan, self._started, self._past, self._tools = source, plan, started, past, tools
        self._visits = Visits(tools.pages, tools.fetch, source.name, started)
        self._count = Count()
        self._errors: list[tuple[str, str]] = []
        self._finder: Finder | None = None

    def all(self) -> End:
        """Deal with every article that is found. Raises FetchFailed when finding itself fails."""
        for found in self.found():
            self._count.found += 1
            self._article(found)
            self._tools.step(self._source.name)
            if self._plan.limit is not None and self._count.new >= self._plan.limit:
                return "limited"
        return "complete"

    def report(self, end: End, reason: str | None) -> Crawled:
        """What the run came to."""
        self._count.unchanged, self._count.bytes = self._visits.unchanged, self._visits.received
        return Crawled(self._source.name, end, self._finder, self._count, reason, tuple(self._errors))

    def found(self) -> Iterator[Found]:
        """First what failed before, then what the site shows now; each address once. Raises FetchFailed."""
        seen: set[str] = set()
        for found in chain(map(Found, self._past.failures), self._shown()):
            if found.url not in seen:
                seen.add(found.url)
                yield found

    def _shown(self) -> Iterator[Found]:
        last = self._past.complete
        covered = last is not None and (last.since is None or (self._plan.since or "") >= last.since)
        wanted = Wanted(self._plan.since, self._known, stop_at_known=covered)
        self._finder, articles = find(self._source, wanted, self._visits.get)
        oldest = "9999"
        for found in articles:
            oldest = min(oldest, day_of(found.published)) if found.published else oldest
            yield found
        if self._finder == "rss" and not covered and self._plan.since is not None and oldest > self._plan.since:
            self._short(oldest)

    def _short(self, oldest: str) -> None:
        """A feed shows the latest articles; who asks for years of them should know that it did not."""
        reason = f"its feed goes back to {oldest} only" if oldest < "9999" else "its feed has nothing of that time"
        advice = "For older articles, put sitemap or listing first in `find` of its entry."
        self._tools.note(Issue("fetch", self._source.name, reason, advice, fatal=False))

    def _known(self, url: str) -> bool:
        """True for what a run that went through has brought; what came after it may have gaps around it."""
        last, capture = self._past.complete, self._tools.pages.latest(url)
        return capture is not None and last is not None and capture.retrieved <= (last.finished or "")

    def _article(self, found: Found) -> None:
        """Have the page of ``found`` in the archive, and the pages on which it goes on."""
        try:
            visit = self._visits.go(found.url, "article", self.changed(found))
            status = visit.capture.status
            if status in _GONE:
                self._gone(found.url, visit)
            elif status != 200:
                raise FetchFailed(found.url, f"the server answers {status}", "Open it in a browser.")
            else:
                arrived = visit.capture.retrieved >= self._started
                self._count.new += arrived
                self._count.known += not arrived
                if arrived:
                    self._parts(visit, self.changed(found))
        except FetchFailed as error:
            self.failure(error)

    def changed(self, found: Found) -> str:
        """The moment from which on a capture of the page shows it as it is now. Never after the run's beginning: a
        clock that goes wrong must not make a run that is taken up again ask for the page again."""
        return ALWAYS if found.modified is None else min(_utc(found.modified), self._started)

    def _parts(self, visit: Visit, not_before: str) -> None:
        """Have the further pages of an article; each may lead to more, where a site links only to the next."""
        seen, waiting = {visit.capture.url}, [visit]
        while waiting:
            page = waiting.pop(0)
            response = page.response or self._tools.pages.response(page.capture)
            # Links are ASCII whatever the charset, so this quick reading will do.
            html = response.content.decode("utf-8", "replace")
            for url in further_pages(html, response.url):
                if url not in seen and len(seen) < _MOST_PARTS:
                    seen.add(url)
                    part = self._visits.go(url, "part", not_before, part_of=visit.capture.url)
                    if part.capture.status == 200:
                        waiting.append(part)

    def _gone(self, url: str, visit: Visit) -> None:
        self._count.known += not visit.fresh
        if visit.fresh:
            reason = f"the server answers {visit.capture.status}"
            self._tools.note(Issue("fetch", url, reason, "The site has taken it away.", fatal=False))

    def failure(self, error: FetchFailed) -> None:
        """Count and report one page that could not be had."""
        self._count.failed += 1
        self._errors.append((error.input, error.reason))
        issue = error.issue()
        # To leave alone what the site wants to be left alone is no loss.
        self._tools.note(replace(issue, fatal=False) if isinstance(error, NotAllowed) else issue)


def _utc(stamp: str) -> str:
    """A day, or a moment as finders give it, as captures have it; a moment without a zone is Western Indonesian."""
    if "T" not in stamp:
        return stamp
    moment = datetime.fromisoformat(stamp)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=_WIB)
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def outcome_of(crawled: Crawled) -> Outcome:
    """What the archive keeps of a run."""
    count = crawled.count
    return Outcome(
        finder=crawled.finder,
        found=count.found,
        fetched=count.new,
        unchanged=count.unchanged,
        failed=count.failed,
        errors=crawled.errors,
        complete=crawled.end == "complete",
    )


def past_of(runs: Sequence[Run], known: Callable[[str], bool]) -> Past:
    """What finished runs over one source (newest first) have left for the next one. ``known``: the archive has it."""
    complete = next((run for run in runs if run.outcome.complete), None)
    tried = Counter(url for run in runs for url in {url for url, _ in run.outcome.errors})
    last = runs[0].outcome.errors if runs else ()
    return Past(complete, tuple(url for url, _ in last if tried[url] < _PATIENCE and not known(url)))
