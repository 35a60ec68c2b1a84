"""WordPress's own list of posts, /wp-json/wp/v2/posts: with search, dates and paging.

``after=`` and ``search=`` are asked for; servers that ignore one of them, or the size of a page, are read all the
same. A search finds more than is wanted ("tiga" for IGA); what an article's text says decides later.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import Tag

from inovasi.errors import FetchFailed
from inovasi.scrape.fetch.values import Response
from inovasi.scrape.find.addresses import canonical, key, on_site
from inovasi.scrape.find.pages import GONE, Home, attribute, enough, failed, fresh, home_page, not_offered, ok
from inovasi.scrape.find.values import Found, Get, Wanted
from inovasi.scrape.find.window import moment
from inovasi.text import collapse
from inovasi.types import Source

_REL = "https://api.w.org/"
_LINK = re.compile(r"<([^<>]*)>\s*;[^,<]*\brel\s*=\s*\"?https://api\.w\.org/", re.IGNORECASE)
_OWN_FILES = re.compile(r"/wp-(?:content|includes)/")
_TAG = re.compile(r"<[^<>]*>")
_SIZE = 100
# Pages in a row without a new post, where the server's own count of pages says that there are more.
_PATIENCE = 3
_MOST_PAGES = 10_000
_STARTS = 20


@dataclass(frozen=True, slots=True)
class _Page:
    items: tuple[Found, ...]
    size: int  # posts, counting those that are left out
    pages: int | None  # as the server says


@dataclass(frozen=True, slots=True)
class _Route:
    """Where the posts are, and whether the server takes more than the plainest parameters."""

    address: str
    homes: tuple[str, ...]
    plain: bool = False

    def page(self, number: int, keyword: str | None, since: str | None) -> str:
        values: list[tuple[str, str]] = [("page", str(number))]
        if not self.plain:
            values += [("per_page", str(_SIZE)), ("orderby", "date"), ("order", "desc")]
            values += [("_fields", "link,date_gmt,modified_gmt,title")]
        if keyword:
            values += [("search", keyword)]
        if since and not self.plain:
            # Later than the last second of the day before, in the site's own time: both ends as the site counts days.
            values += [("after", f"{date.fromisoformat(since) - timedelta(days=1)}T23:59:59")]
        return f"{self.address}{'&' if '?' in self.address else '?'}{urlencode(values, safe=',:')}"


def find_posts(source: Source, wanted: Wanted, get: Get) -> Iterator[Found]:
    """Articles from WordPress's REST interface, new ones first; of several keywords one after the other."""
    keywords: tuple[str | None, ...] = source.keywords or (None,)
    route, first = _open(source, keywords[0], wanted, get)
    seen: set[str] = set()
    opening = first
    for number, keyword in enumerate(keywords):
        if number:
            first = _page(get(route.page(1, keyword, wanted.since)), route)
            if _same(first, opening):
                return  # the search is ignored: this and every other keyword brings the same posts again
        yield from _follow(route, keyword, first, wanted, get, seen)


def _follow(
    route: _Route, keyword: str | None, page: _Page, wanted: Wanted, get: Get, seen: set[str]
) -> Iterator[Found]:
    size, idle = page.size, 0
    here: set[str] = set()
    for number in range(2, _MOST_PAGES + 2):
        new = [found for found in page.items if key(found.url) not in here]
        here.update(key(found.url) for found in new)
        for found in new:
            if key(found.url) not in seen and fresh(found, wanted):
                seen.add(key(found.url))
                yield found
        idle = 0 if new else idle + 1
        if (new and enough(page.items, wanted)) or _last(page, number - 1, size, idle):
            return
        response = get(route.page(number, keyword, wanted.since))
        if response.status in GONE:
            return  # rest_post_invalid_page_number: the page before was the last
        page = _page(response, route)


def _last(page: _Page, number: int, size: int, idle: int) -> bool:
    if page.pages is not None:
        return number >= page.pages or idle >= _PATIENCE
    return page.size < size or page.size == 0 or idle > 0


def _same(page: _Page, opening: _Page) -> bool:
    more = page.pages is not None and page.pages > 1 if page.pages is not None else page.size > 1
    return more and (page.pages, page.items) == (opening.pages, opening.items)


def _open(source: Source, keyword: str | None, wanted: Wanted, get: Get) -> tuple[_Route, _Page]:
    """The route that works and its first page. Raises NotOffered, saying what the likeliest route answered."""
    base = source.url if source.url.endswith("/") else urljoin(source.url, ".")
    usual = _Route(urljoin(base, "wp-json/wp/v2/posts"), (source.url,))
    reason, page = _try(usual, keyword, wanted, get)
    if page is not None:
        return page
    home = home_page(source.url, get)
    for address in _named(home):
        route = _Route(address, home.addresses)
        if address == usual.address:
            continue
        reason, page = _try(route, keyword, wanted, get)
        if page is not None:
            return page
    raise not_offered(usual.address, f"no list of WordPress posts: {reason}")


def _try(route: _Route, keyword: str | None, wanted: Wanted, get: Get) -> tuple[str, tuple[_Route, _Page] | None]:
    try:
        response = get(route.page(1, keyword, wanted.since))
        if response.status == 400:  # a host that allows fewer posts a page, or has forbidden a parameter
            route = _Route(route.address, route.homes, plain=True)
            response = get(route.page(1, keyword, wanted.since))
    except FetchFailed as error:
        return error.reason, None
    if not ok(response):
        return f"the server answers {response.status}", None
    # Where the interface is reached by a redirect to another host, the posts are on that host.
    route = _Route(route.address, (*route.homes, response.url), route.plain)
    try:
        return "", (route, _page(response, route))
    except FetchFailed as error:
        return error.reason, None


def _named(home: Home) -> Iterator[str]:
    """Where the home page says the interface is; for a WordPress page that does not say, where it is without
    readable addresses."""
    roots = [
        found.group(1) for name, value in home.headers if name.lower() == "link" for found in _LINK.finditer(value)
    ]
    roots += [attribute(node, "href") for node in home.soup.find_all("link", rel=_REL) if isinstance(node, Tag)]
    for root in dict.fromkeys(urljoin(home.url, root) for root in roots if root):
        if urlsplit(root).scheme in ("http", "https"):
            yield f"{root.rstrip('/')}/wp/v2/posts"
    if roots or _wordpress(home):
        yield urljoin(home.url, "?rest_route=/wp/v2/posts")


def _wordpress(home: Home) -> bool:
    nodes = home.soup.find_all(["link", "script", "img"])
    return any(_OWN_FILES.search(attribute(node, "href") or attribute(node, "src")) for node in nodes)


def _page(response: Response, route: _Route) -> _Page:
    """Raises FetchFailed for what is no list of posts."""
    if not ok(response):
        raise failed(response)
    posts = _posts(response.content)
    if posts is None:
        raise FetchFailed(response.url, "it is no list of posts", "Look at the address in a browser.")
    pages = (response.header("X-WP-TotalPages") or "").strip()
    found = (_found(post, response.url) for post in posts if post.get("status", "publish") == "publish")
    items = tuple(item for item in found if item is not None and on_site(item.url, route.homes))
    return _Page(items, len(posts), int(pages) if pages.isascii() and pages.isdigit() and len(pages) < 10 else None)


def _posts(content: bytes) -> list[dict[str, object]] | None:
    """The posts of a JSON answer, also one with a byte order mark or the warnings of a PHP server before it."""
    text = content.decode("utf-8-sig", "replace").strip()
    decoder = json.JSONDecoder(strict=False)
    start = -1
    for _ in range(_STARTS):
        start = text.find("[", start + 1)
        if start < 0:
            return None
        try:
            value, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        # A page of HTML has lists too, in its scripts: this one must be all there is.
        if isinstance(value, list) and not text[end:].strip():
            posts = [post for post in value if isinstance(post, dict) and "link" in post]
            if len(posts) == len(value):
                return posts
    return None


def _found(post: dict[str, object], base: str) -> Found | None:
    url = canonical(post["link"], base)
    if url is None:
        return None
    title = post.get("title")
    if isinstance(title, dict):
        title = title.get("rendered")
    text = collapse(html.unescape(_TAG.sub(" ", title))) if isinstance(title, str) else ""
    return Found(url, text or None, _utc(post.get("date_gmt")), _utc(post.get("modified_gmt")))


def _utc(value: object) -> str | None:
    stamp = moment(value) if isinstance(value, str) else None
    return f"{stamp}Z" if stamp and "T" in stamp and len(stamp) == 19 else stamp
