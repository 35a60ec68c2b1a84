"""Where a listing goes on. Reads the tree, never changes it; proposes only addresses that the page itself links to."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from inovasi.errors import FetchFailed
from inovasi.scrape.find.addresses import same_site
from inovasi.scrape.find.pages import attribute, base_of
from inovasi.scrape.identity import clean_url
from inovasi.text import collapse

_WORDS = re.compile(
    r"(?:halaman |laman |berita |artikel |postingan |tulisan )?(?:selanjutnya|berikutnya|berikut|lanjut)"
    r"|next(?: page| posts?| entries)?|older(?: posts?| entries| articles)?"
    r"|(?:artikel|berita|tulisan|posting|postingan|pos|pos-pos|entri)(?: yang)?(?: lebih)? lama|lebih lama|lama"
    r"|muat lebih banyak|muat lainnya|load more|more posts|lihat lebih banyak|berita lainnya|indeks lainnya",
    re.IGNORECASE,
)
_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:next|nextpostslink|older|blog-pager-older-link|load-?more)(?:$|[\s_-])", re.IGNORECASE
)
_PAGER = re.compile(
    r"pag(?:e|es|er|ing|ination|inate|enavi)\b|page-?numbers?|wp-pagenavi|nav-links|halaman|pager", re.IGNORECASE
)
_CURRENT = re.compile(r"(?:^|[\s_-])(?:current|active|aktif|selected)(?:$|[\s_-])", re.IGNORECASE)
_EDGES = re.compile(r"^[^\w]+|[^\w]+$")
_ARROWS = ("›", ">", "→", "⟩", "❯", "»", ">>")
_PAGE_NUMBER = re.compile(r"(?:/(?:page|hal|halaman|laman)[/-]|[?&](?:page|paged|hal|halaman|p|pg)=)(\d{1,6})(?=\D|$)")
_LEVELS = 4


def next_page(soup: BeautifulSoup, url: str, selector: str | None, asked: Container[str]) -> str | None:
    """The address of the page after the one at ``url``; None at the end. What is in ``asked`` is not proposed again.

    The surest sign decides: ``selector`` (CSS), rel=next, a word such as "Selanjutnya", the number that comes next, an
    arrow. Raises FetchFailed for a selector that is no CSS.
    """
    base = base_of(soup, url)
    proposals = _selected(soup, selector) if selector else _signs(soup, url)
    for node, sure in proposals:
        address = clean_url(attribute(node, "href"), base)
        if address is None or address in asked or address == url or not same_site(address, url):
            continue
        if sure or _turned(address, url):
            return address
    return None


def _selected(soup: BeautifulSoup, selector: str) -> Iterator[tuple[Tag, bool]]:
    try:
        picked = soup.select(selector)
    except (SelectorSyntaxError, NotImplementedError) as error:
        reason = f"it is no CSS selector ({error})".split("\n", 1)[0]
        raise FetchFailed(selector, reason, "Correct `next` in the source's entry.") from error
    for node in picked:
        link = node if node.has_attr("href") else node.find("a", href=True)
        if isinstance(link, Tag):
            yield link, True


def _signs(soup: BeautifulSoup, url: str) -> Iterator[tuple[Tag, bool]]:
    """Links that may go on, surest first, and whether the address need not look like it."""
    for node in soup.find_all(["link", "a"], rel="next", href=True):
        if isinstance(node, Tag):
            yield node, node.name == "link" or _pager_around(node) or _says_next(node)
    links = [node for node in soup.find_all("a", href=True) if isinstance(node, Tag)]
    yield from ((node, False) for node in links if _says_next(node))
    number = str(_current(soup, url) + 1)
    yield from ((node, False) for node in links if collapse(node.get_text()) == number and _among_numbers(node))
    for arrow in _ARROWS:
        yield from ((node, False) for node in links if collapse(node.get_text()) == arrow and _pager_around(node))
    # WordPress calls older posts the previous ones.
    yield from ((node, False) for box in soup.find_all(class_="nav-previous") for node in box.find_all("a", href=True))


def _says_next(node: Tag) -> bool:
    text = collapse(node.get_text(" "))
    said = [text, attribute(node, "aria-label"), attribute(node, "title")] if len(text) <= 40 else []
    if any(_WORDS.fullmatch(_EDGES.sub("", words)) for words in said):
        return True
    parent = node.parent
    names = f"{attribute(node, 'class')} {attribute(node, 'id')} {attribute(parent, 'class') if parent else ''}"
    return len(text) <= 40 and bool(_CLASSES.search(names))


def _pager_around(node: Tag) -> bool:
    boxes = [node, *islice(node.parents, _LEVELS)]
    return any(
        _PAGER.search(f"{attribute(box, 'class')} {attribute(box, 'id')}") for box in boxes if box.name != "body"
    )


def _among_numbers(node: Tag) -> bool:
    """True for a number in a row of pages; the days of a calendar are in a table."""
    if node.find_parent(["td", "table"]) is not None:
        return False
    if _pager_around(node):
        return True
    row = node.parent.parent if node.parent is not None and node.parent.name in ("li", "span") else node.parent
    return row is not None and sum(collapse(link.get_text()).isdigit() for link in row.find_all("a", limit=20)) >= 2


def _current(soup: BeautifulSoup, url: str) -> int:
    """The number of this page."""
    found = _PAGE_NUMBER.search(url)
    if found:
        return int(found.group(1))
    for node in soup.find_all(["span", "li", "a", "strong", "b", "em"], class_=_CURRENT):
        text = collapse(node.get_text())
        if isinstance(node, Tag) and text.isascii() and text.isdigit() and len(text) < 7 and _pager_around(node):
            return int(text)
    return 1


def _turned(address: str, url: str) -> bool:
    """True if ``address`` is the listing at ``url`` at another place: a number or date differs, in path or query."""
    there, here = urlsplit(address), urlsplit(url)
    if there.path.rstrip("/") == here.path.rstrip("/"):
        values = [value for pair, value in parse_qsl(there.query) if (pair, value) not in parse_qsl(here.query)]
        return any(any(char.isdigit() for char in value) for value in values)
    if any(name in ("updated-max", "start", "page", "paged", "limitstart") for name, _ in parse_qsl(there.query)):
        return True
    # /berita/page/2, /berita/2, /berita/index/10
    last = there.path.rstrip("/").rsplit("/", 1)[-1]
    tail = re.sub(r"\D", "", last)
    return bool(tail) and (last == tail or bool(re.fullmatch(r"(?:page|hal|halaman)-?\d+(?:\.html?)?", last)))
