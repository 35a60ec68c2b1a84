"""Which links of a listing page lead to articles, and what stands beside them. Reads the tree, never changes it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag
from soupsieve import SelectorSyntaxError

from inovasi.errors import FetchFailed
from inovasi.scrape.article.noise import words
from inovasi.scrape.find.addresses import canonical, key, no_article, on_site
from inovasi.scrape.find.pages import attribute, base_of
from inovasi.scrape.find.values import Found
from inovasi.scrape.find.window import day_in_address, moment
from inovasi.text import collapse

# Links in these are menus; a <header> may be that of an article's box.
_MENUS = ("nav", "footer", "menu")
_MENU_CLASS = re.compile(r"(?:^|[\s_-])(?:menu|navbar|breadcrumbs?|footer|topbar|sitemap)(?:$|[\s_-])", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
# What a link says that only leads on: the title stands in another link to the same address.
_ONWARD = re.compile(
    r"\W*(?:baca|lihat|read|view)?\s*(?:selengkapnya|selanjutnya|detail|more|lanjut|lebih lanjut|full)\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:^|[/_-])\d{2,}(?:[/_.-]|$)|/\d+(?:[/.]|$)")
_DATE_CLASS = re.compile(r"date|time|tanggal|tgl|waktu|publish|posted|meta|calendar", re.IGNORECASE)
_LEVELS = 6
_LONGEST = 3_000  # characters of a box around one article
_MOST_NODES = 4  # links of one box to one address: picture, headline, "more"
_PAGING = words("page paged hal halaman start limitstart offset per_page p pg")


@dataclass(slots=True)
class _Link:
    """All links of a page to one address."""

    url: str
    nodes: list[Tag]
    title: str = ""
    heading: bool = False


def article_links(soup: BeautifulSoup, url: str, homes: Iterable[str], selector: str | None) -> tuple[Found, ...]:
    """The articles that the page at ``url`` links to, in its order. ``selector`` (CSS) picks the links or boxes around
    them; without one a link counts by its address, its title and the company it keeps.

    Raises FetchFailed for a selector that is no CSS.
    """
    sites = tuple(homes)
    links = _collect(_nodes(soup, selector), base_of(soup, url), (*sites, url), picked=selector is not None)
    links.pop(key(url), None)
    chosen = list(links.values()) if selector is not None else _choose(list(links.values()), url)
    owners = _owners(chosen)
    return tuple(Found(link.url, link.title or None, _published(link, owners)) for link in chosen)


def _nodes(soup: BeautifulSoup, selector: str | None) -> Iterator[Tag]:
    if selector is None:
        yield from (node for node in soup.find_all("a", href=True) if isinstance(node, Tag) and not _in_menu(node))
        return
    try:
        picked = soup.select(selector)
    except (SelectorSyntaxError, NotImplementedError) as error:
        reason = f"it is no CSS selector ({error})".split("\n", 1)[0]
        raise FetchFailed(selector, reason, "Correct `link` or `next` in the source's entry.") from error
    for node in picked:
        link = node if node.name == "a" else node.find("a", href=True) or node.find_parent("a", href=True)
        if isinstance(link, Tag):
            yield link


def _in_menu(node: Tag) -> bool:
    for parent in node.parents:
        if parent.name in ("body", "main", "article"):
            return False
        if parent.name in _MENUS or (parent.name in ("ul", "ol", "div") and _menu_like(parent)):
            return True
    return False


def _menu_like(box: Tag) -> bool:
    return bool(_MENU_CLASS.search(f"{attribute(box, 'class')} {attribute(box, 'id')}"))


def _collect(nodes: Iterable[Tag], base: str, homes: tuple[str, ...], *, picked: bool) -> dict[str, _Link]:
    """The links by the key of their address."""
    links: dict[str, _Link] = {}
    for node in nodes:
        url = canonical(attribute(node, "href"), base)
        if url is None or not on_site(url, homes) or (no_article(url) and not picked):
            continue
        link = links.setdefault(key(url), _Link(url, []))
        if len(link.nodes) < _MOST_NODES:
            link.nodes.append(node)
        title = _title(node)
        if len(title) > len(link.title):
            link.title = title
        heading = node.find_parent(_HEADINGS) or node.find(_HEADINGS)
        link.heading = link.heading or heading is not None
    return links


def _title(node: Tag) -> str:
    heading = node.find(_HEADINGS)
    text = collapse((heading if isinstance(heading, Tag) else node).get_text(" "))
    image = node.find("img")
    texts = [text, collapse(attribute(node, "title"))]
    if not text and isinstance(image, Tag):
        texts.append(collapse(attribute(image, "alt")))
    return max((text for text in texts if not _ONWARD.fullmatch(text)), key=len, default="")[:300]


def _choose(links: list[_Link], page: str) -> list[_Link]:
    """The links that are articles for themselves, and those of the same build and shape as most of their like."""
    likely = {id(link) for link in links if _likely(link, page)}
    builds = Counter(_build(link) for link in links)
    likely_builds = Counter(_build(link) for link in links if id(link) in likely)
    shapes = {(_build(link), _shape(link.url)) for link in links if id(link) in likely}

    def chosen(link: _Link) -> bool:
        build = _build(link)
        # A menu may have an entry or two of several words; a list of articles has hardly any other.
        most = 2 * likely_builds[build] > builds[build]
        if id(link) in likely:
            return most or _certain(link)
        same = likely_builds[build] >= 2 and (build, _shape(link.url)) in shapes
        return most and same and len(link.title.split()) >= 2 and not _other_page(link.url, page)

    return [link for link in links if chosen(link)]


def _certain(link: _Link) -> bool:
    """True for a headline, or a long title with an address to match: no menu has them."""
    length = len(link.title.split())
    return link.heading or length >= 6 or (length >= 4 and day_in_address(link.url) is not None)


def _likely(link: _Link, page: str) -> bool:
    if _other_page(link.url, page):
        return False
    length = len(link.title.split())
    return length >= 3 and (_telling(link.url) or (link.heading and length >= 4))


def _other_page(url: str, page: str) -> bool:
    """True for another page of the listing itself."""
    here, there = urlsplit(page), urlsplit(url)
    names = {name for name, _ in parse_qsl(there.query)} - {name for name, _ in parse_qsl(here.query)}
    return here.path.rstrip("/") == there.path.rstrip("/") and names <= _PAGING


def _telling(url: str) -> bool:
    """True for an address as articles have them: a date, a number, or a name of several words."""
    parts = urlsplit(url)
    path = parts.path
    last = path.rstrip("/").rsplit("/", 1)[-1]
    if last.count("-") + last.count("_") + last.count("%20") >= 2 or _NUMBER.search(path) or day_in_address(url):
        return True
    return any(value.isdigit() or value.count("-") >= 2 for _, value in parse_qsl(parts.query))


def _build(link: _Link) -> tuple[str, ...]:
    """The elements that the link stands in, with their classes."""
    node = link.nodes[0]
    boxes = [node, *islice(node.parents, 3)]
    return tuple(f"{box.name}.{attribute(box, 'class')}" for box in boxes)


def _shape(url: str) -> tuple[int, str, tuple[str, ...]]:
    parts = urlsplit(url)
    segments = [part for part in parts.path.split("/") if part]
    return len(segments), segments[0] if len(segments) > 1 else "", tuple(name for name, _ in parse_qsl(parts.query))


def _owners(links: list[_Link]) -> dict[int, set[str]]:
    """For each element near above a link, the articles below it."""
    owners: dict[int, set[str]] = defaultdict(set)
    for link in links:
        for node in link.nodes:
            for box in [node, *islice(node.parents, _LEVELS)]:
                owners[id(box)].add(link.url)
    return owners


def _published(link: _Link, owners: dict[int, set[str]]) -> str | None:
    """The day in the address, else the date that stands in the box of this article alone, or right behind it."""
    day = day_in_address(link.url)
    if day and len(day) == 10:
        return day
    for node in link.nodes:
        box = node
        for parent in islice(node.parents, _LEVELS):
            if len(owners[id(parent)]) > 1 or parent.name in ("body", "html", "main"):
                break
            box = parent
        if found := _date_in(box, link.title) or _date_behind(box, link.title, owners):
            return found
    return None


def _date_in(box: Tag, title: str) -> str | None:
    stamp = box.find("time", datetime=True)
    if isinstance(stamp, Tag) and (found := moment(attribute(stamp, "datetime"))):
        return found
    texts: list[tuple[bool, str]] = []
    length = 0
    for string in islice(box.descendants, _LONGEST):
        if type(string) is not NavigableString:  # comments and scripts are kinds of strings too
            continue
        text = collapse(string[:_LONGEST])
        length += len(text)
        if length > _LONGEST:
            break
        if 6 <= len(text) <= 120 and text != title:
            parent = string.parent
            texts.append((parent is not None and bool(_DATE_CLASS.search(attribute(parent, "class"))), text))
    # A date in an element of that name goes before one in the teaser.
    texts.sort(key=lambda item: not item[0])
    return next((found for _, text in texts if (found := moment(text))), None)


def _date_behind(box: Tag, title: str, owners: dict[int, set[str]]) -> str | None:
    for follower in islice(box.next_siblings, 6):
        if isinstance(follower, Tag):
            if owners.get(id(follower)):
                return None
            if found := _date_in(follower, title):
                return found
        elif isinstance(follower, NavigableString) and (found := moment(collapse(str(follower)))):
            return found
    return None
