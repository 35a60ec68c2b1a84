"""Articles from sitemaps: everything that a site says it has, years back.

A sitemap has addresses and dates, hardly ever words, so keywords cannot choose here; ``since`` does, by the dates of
whole files as well. Dates of change decide where no others are told: nothing is published after its last change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar
from urllib.parse import urljoin

from inovasi.errors import FetchFailed
from inovasi.scrape.fetch.values import Response
from inovasi.scrape.find.addresses import key, no_article, on_site
from inovasi.scrape.find.feed_page import read_feed
from inovasi.scrape.find.pages import fresh, not_offered, ok, read_or_reason, text_of
from inovasi.scrape.find.sitemap_file import Sitemap, read_sitemap, unpack
from inovasi.scrape.find.values import Found, Get, Wanted
from inovasi.scrape.find.window import too_old
from inovasi.scrape.identity import clean_url
from inovasi.types import Source

WELL_KNOWN = (
    "sitemap.xml",
    "sitemap_index.xml",
    "wp-sitemap.xml",
    "news-sitemap.xml",
    "sitemap-news.xml",
    "sitemap.txt",
)
_LINE = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_MOST_FILES = 2_000
_DEEPEST = 4
# Sitemaps of what is no article, by the names that WordPress, its plugins and Indonesian portals give them.
_OTHERS = re.compile(
    r"(?:^|[/_.-])(?:pages?|categor(?:y|ies)|kategori|(?:post_)?tags?|topi[ck]s?|authors?|users?|penulis|images?|foto"
    r"|photos?|gallery|galeri|videos?|attachments?|taxonom(?:y|ies)|products?|archives?|misc|static|kanal|channels?"
    r"|sections?|addl|locations?|events?|agenda|pengumuman|download|dokumen)(?=[/_.\d-]|$)",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/]?(0[1-9]|1[0-2])(?=\D|$)|yyyy=(\d{4})&mm=(\d\d)")
_T = TypeVar("_T")


def find_addresses(source: Source, wanted: Wanted, get: Get) -> Iterator[Found]:
    """Articles from the source's sitemaps: those of its entry, else those of robots.txt, else the usual ones. Within
    a file, and among the files of an index, what changed last comes first.

    A file that cannot be read does not stop the others; FetchFailed names it when they are done.
    """
    broken: list[FetchFailed] = []
    seen: set[str] = set()
    empty = True
    for found in _entries(source, wanted, get, broken):
        empty = False
        if key(found.url) not in seen and fresh(found, wanted):
            seen.add(key(found.url))
            yield found
    if broken:
        raise broken[0]
    if empty:
        raise not_offered(source.url, "no address of an article in its sitemaps")


def _entries(source: Source, wanted: Wanted, get: Get, broken: list[FetchFailed]) -> Iterator[Found]:
    """All entries of all files, depth first, doubles included."""
    waiting = [(url, sitemap, 0) for url, sitemap in reversed(_open(source, get))]
    asked = {url for url, _, _ in waiting}
    homes = (source.url, *asked)
    while waiting:
        url, sitemap, depth = waiting.pop()
        if sitemap is None:
            sitemap = _file(url, get, broken)
        if sitemap is None:
            continue
        yield from (
            found for found in _newest_first(sitemap.found) if on_site(found.url, homes) and not no_article(found.url)
        )
        if depth >= _DEEPEST:
            continue
        new = [
            address for address in _wanted_files(sitemap, wanted) if address not in asked and on_site(address, homes)
        ]
        new = list(dict.fromkeys(new))[: max(_MOST_FILES - len(asked), 0)]
        asked.update(new)
        waiting.extend((address, None, depth + 1) for address in reversed(new))


def _wanted_files(sitemap: Sitemap, wanted: Wanted) -> Iterator[str]:
    """The files of an index that may hold wanted articles. Its other files count only if there are none of posts."""
    files = [
        (url, changed) for url, changed in sitemap.files if not _OTHERS.search(url.split("//", 1)[-1].partition("/")[2])
    ]
    for url, changed in _sorted_by(files or sitemap.files, lambda file: file[1]):
        # A file that covers one month is older than the month after; a month later for a change in the next one.
        if not too_old(wanted.since, None, changed) and not too_old(wanted.since, _month(url)):
            yield url


def _newest_first(found: Iterable[Found]) -> list[Found]:
    return _sorted_by(found, lambda item: item.published or item.modified)


def _sorted_by(items: Iterable[_T], stamp: Callable[[_T], str | None]) -> list[_T]:
    """From new to old; what has no date keeps its place at the end."""
    return sorted(items, key=lambda item: stamp(item) or "", reverse=True)


def _month(url: str) -> str | None:
    found = _MONTH.search(url.rsplit("/", 1)[-1])
    if found is None:
        return None
    return f"{found.group(1) or found.group(3)}-{found.group(2) or found.group(4)}"


def _open(source: Source, get: Get) -> list[tuple[str, Sitemap | None]]:
    """The sitemaps to begin with. Raises NotOffered if there is none."""
    base = source.url if source.url.endswith("/") else urljoin(source.url, ".")
    named = [urljoin(base, address) for address in source.sitemaps] or _of_robots(source, get)
    opened = [(url, _first(url, get)) for url in dict.fromkeys(named)]
    working: list[tuple[str, Sitemap | None]] = [
        (url, sitemap) for url, sitemap in opened if isinstance(sitemap, Sitemap)
    ]
    if working:
        return working
    if source.sitemaps:
        raise not_offered(named[0], f"no sitemap there: {opened[0][1]}")
    for place in WELL_KNOWN:
        sitemap = _first(urljoin(base, place), get)
        if isinstance(sitemap, Sitemap):
            return [(urljoin(base, place), sitemap)]
    raise not_offered(source.url, "no sitemap: robots.txt names none that works, and none is where they usually are")


def _of_robots(source: Source, get: Get) -> list[str]:
    try:
        response = get(urljoin(source.url, "/robots.txt"))
    except FetchFailed:
        return []
    named = _LINE.findall(text_of(response)) if ok(response) else []
    addresses = (clean_url(address, response.url) for address in named[:100])
    return [address for address in addresses if address]


def _first(url: str, get: Get) -> Sitemap | str:
    """The sitemap at ``url``, or why there is none."""
    return read_or_reason(url, get, lambda response: _read(response, url), "sitemap")


def _file(url: str, get: Get, broken: list[FetchFailed]) -> Sitemap | None:
    """One file of an index. One that the server no longer has is no fault; any other failure goes to ``broken``."""
    try:
        response = get(url)
    except FetchFailed as error:
        broken.append(error)
        return None
    if response.status in (404, 410):
        return None
    sitemap = _read(response, url) if ok(response) else None
    if sitemap is None:
        reason = "it is no sitemap" if ok(response) else f"the server answers {response.status}"
        broken.append(FetchFailed(url, reason, "Run again later; articles of the other sitemaps are not lost."))
    return sitemap


def _read(response: Response, url: str) -> Sitemap | None:
    content = unpack(response.content)
    sitemap = read_sitemap(content, response.url) if content is not None else None
    if sitemap is None or not sitemap.feed:
        return sitemap
    feed = read_feed(response, (url,))
    return Sitemap(found=tuple(entry.found for entry in feed.entries)) if feed else None
