"""What finders take and give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from inovasi.scrape.fetch.values import Response
from inovasi.types import Source


@dataclass(frozen=True, slots=True)
class Found:
    """The address of one article, canonical (``addresses.canonical``), and what the finder learned besides.

    ``published`` and ``modified`` are ISO 8601 moments or days, as far as the source tells.
    """

    url: str
    title: str | None = None
    published: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles are looked for.

    ``since``: an ISO day; what is known to be older is left out, and paging ends where all is older. ``known``: True
    for an address that an earlier, finished crawl has already dealt with; paging of what is ordered from new to old
    (posts, feeds, listings) ends at a whole page of known addresses if ``stop_at_known``.
    """

    since: str | None
    known: Callable[[str], bool]
    stop_at_known: bool


# Fetches one address, redirects followed, and gives the last response (its ``url`` is where it ended), whatever its
# status. Raises FetchFailed.
Get = Callable[[str], Response]


class FindArticles(Protocol):
    """One way to find articles. A generator: it asks for the next page only when the one before is used up.

    Raises ``NotOffered`` before the first article if the site does not offer this way. A page that fails later ends it
    with FetchFailed: articles found until then stand.
    """

    def __call__(self, source: Source, wanted: Wanted, get: Get) -> Iterator[Found]: ...
