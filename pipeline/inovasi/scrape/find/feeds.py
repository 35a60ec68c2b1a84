"""Articles from feeds: the newest as they appear, older ones as far back as the feed can be paged.

What a feed allows: no choice by keyword or date, only the order from new to old. So ``since`` ends the paging, and a
keyword leaves out only an item that carries its whole text without it. An item with a summary is always given: the
keyword may stand in the part that the feed leaves out, and the article's own text decides later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from bs4 import Tag

from inovasi.errors import FetchFailed
from inovasi.scrape.find.addresses import key
from inovasi.scrape.find.feed_page import FeedPage, read_feed
from inovasi.scrape.find.pages import (
    GONE,
    Home,
    attribute,
    enough,
    failed,
    fresh,
    home_page,
    not_offered,
    ok,
    read_or_reason,
)
from inovasi.scrape.find.values import Found, Get, Wanted
from inovasi.types import Source

WELL_KNOWN = (
    "feed/",
    "rss",
    "rss.xml",
    "feed.xml",
    "atom.xml",
    "index.xml",
    "feeds/posts/default?max-results=150",
    "index.php?format=feed&type=rss",
)
_TYPE = re.compile(r"application/(?:rss|atom|rdf)\+xml|text/(?:rss|atom)", re.IGNORECASE)
_XML = re.compile(r"(?:text|application)/xml", re.IGNORECASE)
_SAID = re.compile(r"\b(?:rss|atom|feeds?)\b", re.IGNORECASE)
_OTHERS = re.compile(r"comment|komentar|/(?:category|kategori|tag|author|label)/|/-/", re.IGNORECASE)
_BLOGGER = re.compile(r"/feeds/posts/(?:default|summary)/?(?:\?alt=rss)?$")
_MOST_PAGES = 5_000


def find_entries(source: Source, wanted: Wanted, get: Get) -> Iterator[Found]:
    """Articles from the source's feeds: those of its entry, else the one its home page names, else a usual one."""
    feeds, homes = _open(source, get)
    if not any(feed.size for feed in feeds):
        raise not_offered(feeds[0].url, "the feed has no items")
    seen: set[str] = set()
    for feed in feeds:
        yield from _follow(feed, homes, source, wanted, get, seen)


def _follow(
    feed: FeedPage, homes: tuple[str, ...], source: Source, wanted: Wanted, get: Get, seen: set[str]
) -> Iterator[Found]:
    here: set[str] = set()
    asked = {feed.url}
    linked = False
    for _ in range(_MOST_PAGES):
        new = [entry for entry in feed.entries if key(entry.found.url) not in here]
        here.update(key(entry.found.url) for entry in new)
        for entry in new:
            known = key(entry.found.url) in seen
            seen.add(key(entry.found.url))
            if not known and fresh(entry.found, wanted) and entry.speaks_of(source.keywords):
                yield entry.found
        linked = linked or feed.next is not None
        address = feed.next if linked else feed.guess  # a feed that names its pages names all of them
        # A page of links to other sites only is no end; a page of what was here before is.
        over = not feed.size or (bool(feed.entries) and (not new or enough((e.found for e in new), wanted)))
        if over or address is None or address in asked:
            return
        asked.add(address)
        response = get(address)
        if response.status in GONE:
            return
        if not ok(response):
            raise failed(response)
        page = read_feed(response, homes)
        if page is None:  # the address of no page may lead to the home page
            return
        feed = page


def _open(source: Source, get: Get) -> tuple[list[FeedPage], tuple[str, ...]]:
    """The first page of each feed. Raises NotOffered if there is none."""
    if source.feeds:
        given = [_first(urljoin(source.url, address), (source.url,), get) for address in source.feeds]
        feeds = [feed for feed in given if isinstance(feed, FeedPage)]
        if not feeds:
            raise not_offered(source.feeds[0], f"no feed there: {given[0]}")
        return feeds, (source.url,)
    try:
        home = home_page(source.url, get)
        named, homes = _named(home), home.addresses
    except FetchFailed as error:
        named, homes, reason = [], (source.url,), error.reason
    else:
        reason = "the home page names no feed, and none is where feeds usually are"
    base = homes[-1] if homes[-1].endswith("/") else urljoin(homes[-1], ".")
    for address in dict.fromkeys([*named, *(urljoin(base, place) for place in WELL_KNOWN)]):
        feed = _first(address, homes, get)
        if isinstance(feed, FeedPage):
            return [feed], homes
    raise not_offered(source.url, f"no feed: {reason}")


def _first(address: str, homes: tuple[str, ...], get: Get) -> FeedPage | str:
    """The feed at ``address``, or why there is none."""
    return read_or_reason(address, get, lambda response: read_feed(response, homes), "feed")


def _named(home: Home) -> list[str]:
    """The feeds that the home page names, that of the whole site first; those of comments and sections left out."""
    found: list[str] = []
    for node in home.soup.find_all("link", rel="alternate", href=True):
        if not isinstance(node, Tag):
            continue
        address = urljoin(home.url, attribute(node, "href").strip())
        said = f"{address} {attribute(node, 'title')}"
        if not _TYPE.search(attribute(node, "type")) and not (
            _XML.search(attribute(node, "type")) and _SAID.search(said)
        ):
            continue
        if not address.startswith(("http://", "https://")) or _OTHERS.search(said):
            continue
        # Blogger gives 25 items a page unless asked for more.
        found.append(_BLOGGER.sub("/feeds/posts/default?max-results=150", address))
    return sorted(dict.fromkeys(found), key=len)
