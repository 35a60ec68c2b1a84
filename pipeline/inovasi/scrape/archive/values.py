"""What the archive gives: captures of pages, runs of crawls, the health of sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inovasi.types import Finder

# An article's page, a further page of an article, what led to articles (feed, sitemap, listing, API), robots.txt.
Kind = Literal["article", "part", "finding", "robots"]


@dataclass(frozen=True, slots=True)
class Capture:
    """One archived response. ``url`` is percent-encoded ASCII, ``location`` (of a redirect) absolute.

    ``retrieved`` and ``confirmed`` are moments in UTC (``2019-07-17T03:12:00Z``); ``confirmed`` is when the server last
    said that the page is unchanged (304). ``digest`` is that of the body as received (``sha1:`` and base 32). It stands
    in the ``length`` bytes (one gzip member) at ``offset`` of ``file``, a name in the archive's folder. ``part_of`` is
    the address of the article that a further page belongs to.
    """

    id: int
    url: str
    source: str
    kind: Kind
    retrieved: str
    status: int
    mime: str | None
    etag: str | None
    last_modified: str | None
    location: str | None
    digest: str
    file: str
    offset: int
    length: int
    confirmed: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run over a source came to. ``finder`` is the way that served (None: no way did).

    ``found`` counts articles, ``fetched`` pages received whole, ``unchanged`` pages confirmed (304), ``failed`` pages
    that could not be had; ``errors`` are addresses and reasons. ``complete``: nothing was left out or cut short.
    """

    finder: Finder | None = None
    found: int = 0
    fetched: int = 0
    unchanged: int = 0
    failed: int = 0
    errors: tuple[tuple[str, str], ...] = ()
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """One run over a source, finished if ``finished`` is not None; moments are UTC. ``since`` is an ISO day."""

    id: int
    source: str
    started: str
    finished: str | None
    since: str | None
    limit: int | None
    outcome: Outcome = Outcome()


@dataclass(frozen=True, slots=True)
class Served:
    """The finder that last served a source (None: none ever did), and how many finished runs since then had none."""

    finder: Finder | None
    failures: int


@dataclass(frozen=True, slots=True)
class Health:
    """How a source does. Moments are UTC, None where there was no such moment.

    ``first_success`` is when its first article arrived, ``last_success`` when the last run ended in which a finder
    served, ``last_attempt`` when the last run began. ``last_run`` is the last finished one.
    """

    source: str
    first_success: str | None
    last_success: str | None
    last_attempt: str | None
    articles: int
    served: Served
    last_run: Run | None
