"""Articles split over pages: where the rest of one is. Pure, and cheap where there is none: before anything is parsed,
the article's own address followed by a page number is looked for as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import SplitResult, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from inovasi.scrape.find.pages import attribute
from inovasi.scrape.identity import host_of
from inovasi.text import collapse

# What follows an article's address where it goes on: /2, /page/2, ?page=2 (papers of the Kompas, Tribun and Promedia
# groups), ?start=1 (Joomla counts from 0); and where all of it is: ?page=all, ?single=1 (Detik), ?showall=1 (Joomla).
_WHOLE = r"(?:(?:page|halaman|hal|show|showpage)=all|(?:single|showall)=1)\b"
_QUERY = rf"(?P<whole>{_WHOLE})|(?:page|halaman|hal|part|paged)=(?P<number>\d{{1,3}})|start=(?P<start>\d{{1,3}})"
_AND = r"&(?:amp;|#0?38;)?"
_PAIRS = rf"(?:[\w.-]{{1,20}}=[\w.-]{{0,40}}{_AND}){{0,3}}"
_END = rf"(?:{_AND}[\w.-]{{1,20}}=[\w.-]{{0,40}}){{0,3}}(?=[\"'#\s>]|$)"
_TAIL = r"/(?:(?:page|halaman|hal|part)[/-])?(?P<tail>\d{1,3})/?"
_AFTER_PATH = re.compile(rf"(?:{_TAIL}|/?\?{_PAIRS}(?:{_QUERY})){_END}")
_AFTER_QUERY = re.compile(rf"{_AND}(?:{_QUERY}){_END}")
_OWN_QUERY = re.compile(rf"(?:{_QUERY})$")
_OWN_TAIL = re.compile(r"/(?:(?:page|halaman|hal|part)[/-])?(\d{1,2})/?$")
# Boxes with a paging of their own, by their names and by the headings above them.
_OTHERS = re.compile(
    r"comment|komentar|respond|disqus|related|terkait|lainnya|populer|terkini|terbaru|latest|recent|sidebar|widget|footer"
    r"|rekomendasi|recommend|baca-?juga|indeks",
    re.IGNORECASE,
)
_OTHERS_SAID = re.compile(
    r"komentar|\bcomments?\b|tanggapan|terkait|populer|terkini|terbaru|lainnya|rekomendasi|baca juga"
    r"|lihat juga|related|indeks",
    re.IGNORECASE,
)
_PARTS = re.compile(r"page-links|post-page-numbers|long-nav|anchor-numb|paging__|multiple|link-pages", re.IGNORECASE)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "legend")
_PARAGRAPH = 200
_MOST_WORDS = 8
_MOST_PAGES = 50
_MOST_LINKS = 100


@dataclass(frozen=True, slots=True)
class _Place:
    """The address of one page of the article: its number, or None for all pages in one."""

    url: str
    number: int | None


def further_pages(html: str, url: str) -> tuple[str, ...]:
    """The addresses of the other pages of the article at ``url``, in order; () for an article of one page.

    Where the site has all of it on one page, that address alone. ``url`` may be a later page: then those after it.
    Only addresses that continue the article's own, on its own host, are given, and only if the page links to them
    outside of its comments and its boxes of other news.
    """
    parts = urlsplit(url)
    path, query, number = _article(parts)
    if number is None or not _goes_on(html, path, query):
        return ()
    places = list(islice(_places(BeautifulSoup(html, "lxml"), url, path, query), _MOST_LINKS))
    whole = next((place.url for place in places if place.number is None), None)
    return (whole,) if whole else _in_order(places, number)


def _article(parts: SplitResult) -> tuple[str, str, int | None]:
    """Path and query of the article's first page, and the number of the page at hand (None: all of it)."""
    pairs = parts.query.split("&") if parts.query else []
    own = next((found for pair in pairs if (found := _OWN_QUERY.match(pair))), None)
    query = "&".join(pair for pair in pairs if own is None or pair != own.group())
    path = parts.path.rstrip("/")
    if own is not None:
        return path, query, None if own["whole"] else _number(own)
    tail = _OWN_TAIL.search(path)
    before = path[: tail.start()].rsplit("/", 1)[-1] if tail else ""
    # A number after a long name is a page; elsewhere it may be the number of an article.
    if tail and (before.count("-") >= 2 or "." in before):
        return path[: tail.start()], query, int(tail.group(1))
    return path, query, 1


def _number(found: re.Match[str]) -> int:
    groups = found.groupdict()
    if groups.get("start"):
        return int(groups["start"]) + 1
    return int(groups.get("number") or groups.get("tail") or 1)


def _goes_on(html: str, path: str, query: str) -> bool:
    """True if the text of the page may hold the address of another page of the article."""
    if query:
        spelled = dict.fromkeys(query.replace("&", mark) for mark in ("&", "&amp;", "&#038;"))
        return any(_any(html, f"?{text}", _AFTER_QUERY) for text in spelled)
    return (bool(path) and _any(html, path, _AFTER_PATH)) or _relative(html)


def _any(html: str, start: str, pattern: re.Pattern[str]) -> bool:
    place = html.find(start)
    while place >= 0:
        end = place + len(start)
        if pattern.match(html, end):
            return True
        place = html.find(start, end)
    return False


def _relative(html: str) -> bool:
    """True for href="?page=2". One character is found many times faster than a few."""
    place = html.find("?")
    while place >= 0:
        if html[place - 1] in "\"'=" and _AFTER_PATH.match(html, place):
            return True
        place = html.find("?", place + 1)
    return False


def _places(soup: BeautifulSoup, url: str, path: str, query: str) -> Iterator[_Place]:
    here = urlsplit(url)
    heading = soup.find("h1")
    titled = {id(box) for box in heading.parents} if heading is not None else set()
    for node in soup.find_all(["a", "link"], href=True):
        if not isinstance(node, Tag):
            continue
        try:
            there = urlsplit(urljoin(url, attribute(node, "href").strip()))
            same = host_of(there.geturl()) == host_of(url) and there.port == here.port
        except ValueError:
            continue
        found = _continues(there, path, query) if same else None
        if found is None or _OTHERS.search(there.fragment) or not _belongs(node, titled):
            continue
        yield _Place(there._replace(fragment="").geturl(), None if found["whole"] else _number(found))


def _continues(there: SplitResult, path: str, query: str) -> re.Match[str] | None:
    own = there.path.rstrip("/")
    if query:
        before = f"{query}&"
        continued = there.query.startswith(before) and own == path
        return _AFTER_QUERY.fullmatch(f"&{there.query.removeprefix(before)}") if continued else None
    if not there.path.startswith(path):
        return None
    rest = there._replace(scheme="", netloc="", path=there.path[len(path) :], fragment="").geturl()
    return _AFTER_PATH.fullmatch(rest)


def _belongs(node: Tag, titled: set[int]) -> bool:
    """True for a link to a page of the article; False for one in the paging of comments or of other news."""
    if node.name == "link":
        return not {"next", "canonical"}.isdisjoint(node.get("rel") or ())
    if len(collapse(node.get_text(" ")).split()) > _MOST_WORDS:
        return False
    for box in [node, *node.parents]:
        if id(box) in titled or box.name in ("body", "html"):
            break  # what holds the article's title is no box beside the article, whatever it is called
        names = f"{attribute(box, 'class')} {attribute(box, 'id')}"
        if _PARTS.search(names):
            return True
        if box.name in ("aside", "footer") or _OTHERS.search(names):
            return False
    return not _below_others(node)


def _below_others(node: Tag) -> bool:
    """True if the last thing said above is the heading of other news or of comments."""
    for before in node.find_all_previous([*_HEADINGS, "p", "h1"], limit=30):
        if not isinstance(before, Tag) or before.name == "h1":
            return False
        text = collapse(before.get_text(" "))
        if before.name == "p":
            if len(text) >= _PARAGRAPH:
                return False
        elif len(text) <= 60 and _OTHERS_SAID.search(text):
            return True
    return False


def _in_order(places: list[_Place], number: int) -> tuple[str, ...]:
    """The pages after page ``number``; those that "1 2 3 ... 7" leaves out are filled in."""
    pages: dict[int, str] = {}
    for place in places:
        if place.number is not None and number < place.number <= _MOST_PAGES:
            pages.setdefault(place.number, place.url)
    if not pages:
        return ()
    model = pages.get(number + 1)
    if model is not None:  # else they are numbered in tens, or in another way that tells nothing of those between
        offset = 1 if re.search(r"[?&]start=\d+", model) else 0
        shown = re.compile(rf"(?<=[=/-]){number + 1 - offset}(?=/?(?:$|[?&]))")
        for missing in range(number + 2, max(pages)):
            pages.setdefault(missing, shown.sub(str(missing - offset), model, count=1))
    return tuple(pages[page] for page in sorted(pages))
