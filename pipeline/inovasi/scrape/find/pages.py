"""What finders share: a response as text or as a tree, the home page, and when paging has gone far enough."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from inovasi.errors import FetchFailed, NotOffered, UnreadableInput
from inovasi.scrape.decode import decode_page
from inovasi.scrape.fetch.values import Response
from inovasi.scrape.find.values import Found, Get, Wanted
from inovasi.scrape.find.window import too_old
from inovasi.scrape.identity import clean_url

_REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
T = TypeVar("T")

# A server says so where a page beyond the last is asked for.
GONE = (400, 404, 410)
_ADVICE = "Another way of `find` may serve, or give the address in the source's entry."


@dataclass(frozen=True, slots=True)
class Home:
    """The home page of a source. ``url`` is where it ended up; ``addresses`` are all that count as the site's own."""

    url: str
    addresses: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]
    soup: BeautifulSoup


def ok(response: Response) -> bool:
    """True for an answer with a page in it."""
    return 200 <= response.status < 300


def text_of(response: Response) -> str:
    """The content as text, whatever its charset; empty for what is no text."""
    try:
        return decode_page(response.content, response.url, response.header("Content-Type"))
    except UnreadableInput:
        return ""


def read_or_reason(url: str, get: Get, read: Callable[[Response], T | None], what: str) -> T | str:
    """What ``read`` makes of the page at ``url``, or why there is none; ``what`` names what it should have been."""
    try:
        response = get(url)
    except FetchFailed as error:
        return error.reason
    if not ok(response):
        return f"the server answers {response.status}"
    return read(response) or f"the page is no {what}"


def tree_of(response: Response) -> BeautifulSoup:
    """The content as a tree."""
    return BeautifulSoup(text_of(response), "lxml")


def home_page(url: str, get: Get) -> Home:
    """The home page at ``url``. Raises FetchFailed if it cannot be had."""
    response = get(url)
    if not ok(response):
        raise failed(response)
    soup = tree_of(response)
    addresses = [url, response.url]
    further = _refresh(soup, response.url)
    if further is not None and ok(moved := get(further)):
        response, soup = moved, tree_of(moved)
        addresses.append(response.url)
    return Home(response.url, tuple(dict.fromkeys(addresses)), response.headers, soup)


def _refresh(soup: BeautifulSoup, url: str) -> str | None:
    """Where a page without content of its own sends its readers (<meta http-equiv="refresh">)."""
    node = soup.find("meta", attrs={"http-equiv": re.compile("^refresh$", re.IGNORECASE)})
    if not isinstance(node, Tag) or len(soup.find_all("a", href=True, limit=4)) > 3:
        return None
    found = _REFRESH.search(attribute(node, "content"))
    address = clean_url(found.group(1), url) if found else None
    return address if address != url else None


def base_of(soup: BeautifulSoup, url: str) -> str:
    """The address that relative links of a page start from."""
    node = soup.find("base", href=True)
    return urljoin(url, attribute(node, "href")) if isinstance(node, Tag) else url


def attribute(node: Tag, name: str) -> str:
    """The value of an attribute as one string; empty where there is none."""
    value = node.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


def failed(response: Response) -> FetchFailed:
    """The error for a page that a finder cannot do without."""
    advice = "Run again later; if it stays so, look at the address in a browser."
    return FetchFailed(response.url, f"the server answers {response.status} {response.reason}".rstrip(), advice)


def not_offered(url: str, reason: str) -> NotOffered:
    """The error for a site without this way."""
    return NotOffered(url, reason, _ADVICE)


def fresh(found: Found, wanted: Wanted) -> bool:
    """False for what is known to be older than wanted."""
    return not too_old(wanted.since, found.published, found.modified)


def enough(page: Iterable[Found], wanted: Wanted) -> bool:
    """True if, in an order from new to old, nothing after ``page`` (not empty) is wanted: all is too old, or known."""
    items = list(page)
    if all(not fresh(found, wanted) for found in items):
        return True
    return wanted.stop_at_known and all(wanted.known(found.url) for found in items)
