"""Which outlet printed an article, and under which rubric. Reads the tree, never changes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from inovasi.scrape.article.head import Head, line_of
from inovasi.scrape.article.metadata import FRONT, TITLE_CUT, head_title
from inovasi.scrape.article.noise import words as names_of
from inovasi.scrape.article.tree import collapse, text_of
from inovasi.text import fold, squash

_COPYRIGHT = re.compile(r"COPYRIGHT\s*©\s*([A-Z][^|.©:\d]{2,60}?)\s*\d{4}")
_TOP = frozenset({"body", "html", "main", "article"})
_HOME = frozenset({"home", "beranda", "depan", "halaman depan", "halaman utama", "utama", "homepage", "front page"})
_YOU_ARE_HERE = re.compile(r"\W*anda (?:berada )?di\b", re.IGNORECASE)
_CRUMBS = re.compile(r"(?:^|[\s_-])(?:breadcrumbs?|crumbs?)(?:$|[\s_-])")
_RUBRIC_CLASSES = names_of("cat-links itemcategory posted-in entry-categories section-name taxonomy-category")
_RUBRIC_PART = re.compile(r"(?:^|[\s_-])(?:category|kategori|rubrik|kanal|primary-tag)(?:$|[\s_-])")
_RUBRIC_LINK = re.compile(r"/(?:kategori|category|categories|rubrik|kanal|topic)/", re.IGNORECASE)
# A post has one category or two; a box that links to more is a menu.
_MOST = 2
# Hosts end so; what stands before the name that is left is a subdomain.
_SUFFIX = re.compile(r"(?:\.(?:co|go|ac|or|web|sch|my|desa|net|biz|mil|com))?\.[a-z]+$")
_BADGES = names_of("badge label")
# Rubrics that say nothing, if the page names another.
_VAGUE = names_of(
    "berita news artikel article informasi info kategori category index read detail post posts blog media",
    "baca lihat isi halaman selengkapnya",
)
_SHORT = 60
# No title has as many marks; each costs as much as the title is long.
_CUTS = 20


def outlet_of(head: Head, address: str | None) -> str | None:
    """The name that the site gives itself; ``address`` is that of the page, if known."""
    shown = _in_title(head) or _before_title(head, address)
    named = [name for name in [head.metas.get("og:site_name"), *head.linked.names("publisher")] if name]
    for name in named:
        if name is named[-1] or not _is_channel(name, address):
            # "Suara Hulu | Kabar dari kaki gunung": a name and a motto.
            return shown if shown and shown in TITLE_CUT.split(name) else name
    for item in head.linked.of_type("website", "organization", "newsmediaorganization", "governmentorganization"):
        given = item.get("name")
        if isinstance(given, str) and collapse(given):
            return collapse(given)
    return head.metas.get("application-name") or shown or _in_copyright(head)


def _in_title(head: Head) -> str | None:
    """What the page's title says beside its headline: "Lima Inovasi ... - Dinas Kesehatan"."""
    own = head_title(head.root)
    if not own or not head.title or fold(own) == fold(head.title):
        return None
    rest = [part.strip() for part in _behind(own, head.title) if fold(part) and len(part.strip()) <= 60]
    stated = fold(head.metas.get("author"))  # some portals name themselves there, and a motto after their name
    return next((part for part in rest if fold(part) == stated), rest[-1] if rest else None)


def _behind(own: str, title: str | None) -> list[str]:
    """The parts of the page's title after its headline."""
    for cut in islice(TITLE_CUT.finditer(own), _CUTS):
        if fold(own[: cut.start()]) == fold(title):  # a headline may name the site as well
            return TITLE_CUT.split(own[cut.end() :])
    place = fold(own).find(fold(title))
    rest = [part for part in TITLE_CUT.split(own) if fold(part) not in fold(title)]
    return [part for part in rest if fold(own).find(fold(part)) > place >= 0]


def _before_title(head: Head, address: str | None) -> str | None:
    """What stands before the headline in the page's title, if the page's host or its logo has that name too."""
    own = head_title(head.root) or ""
    cut = next(TITLE_CUT.finditer(own), None)
    if cut is None or not head.title or fold(own[cut.end() :]) != fold(head.title):
        return None
    name = own[: cut.start()].strip()
    base = next((node.get("href") for node in head.root.iter("base")), None)
    host = _SUFFIX.sub("", _host(address or base)).removeprefix("www.")
    agreed = squash(name) == squash(host) or fold(name) in map(fold, _logos(head))
    return name if agreed and fold(name) else None


def _logos(head: Head) -> Iterator[str]:
    """What the links to the front page say, in letters or in the text for their image."""
    for node, _ in head.nodes:
        if node.tag == "a" and FRONT.fullmatch(node.get("href", "")):
            yield text_of(node)
            yield from (image.get("alt", "") for image in node.iter("img"))


def _host(address: str | None) -> str:
    try:
        return urlsplit(address or "").hostname or ""
    except ValueError:
        return ""


def _is_channel(name: str, address: str | None) -> bool:
    """True for "nasional" on a page whose address is /nasional/... or nasional.x.id: a part of the site."""
    host = _host(address)
    if not host or not (name.islower() and name.isalpha()):
        return False
    labels = _SUFFIX.sub("", host.removeprefix("www.")).split(".")
    return name == urlsplit(address or "").path.strip("/").partition("/")[0] or name in labels[:-1]


def _in_copyright(head: Head) -> str | None:
    """ "COPYRIGHT © ANTARA 2019" below the text; elsewhere it is as often a company as an outlet."""
    for text, _ in head.lines:
        if found := _COPYRIGHT.search(text):
            return collapse(found.group(1)).strip(" .") or None
    return None


def section_of(head: Head) -> str | None:
    """The rubric under which the article stands."""
    vague: str | None = None
    for text in _sections(head):
        name = collapse(text).strip(" /»›>|-:,")
        if not name or len(name) > 50 or fold(name) in _HOME or fold(name) == fold(head.title):
            continue
        if not _VAGUE.issuperset(fold(name).split()):
            return name
        vague = vague or name
    return vague


def _sections(head: Head) -> Iterator[str]:
    if name := head.metas.get("article:section"):
        yield name
    yield from head.linked.texts("articleSection")
    yield from _crumbs(head)
    for node, _ in head.nodes:
        if node.attrib and "category" in node.get("rel", "").split():
            yield text_of(node)
    yield from _called_rubrics(head)
    for near in head.near:
        if not _BADGES.isdisjoint(near.names.split()) and not re.search(r"\d", near.text):
            yield near.text
    yield from _below(head)


def _called_rubrics(head: Head) -> Iterator[str]:
    """Texts of elements that their class calls a rubric, and of links whose address says so."""
    beside = {near.node for near in head.near}
    for node, names in head.nodes:
        called = not _RUBRIC_CLASSES.isdisjoint(names.split()) or (node in beside and _RUBRIC_PART.search(names))
        # Not the whole article, which has a class such as "category-desa" too.
        if called and 0 < len(line_of(node)) <= _SHORT:
            yield text_of(next(node.iter("a"), node)).rpartition(":")[2]
    for node in (near.node for near in head.near):
        leads = node.tag == "a" and _RUBRIC_LINK.search(node.get("href", ""))
        if leads and not any(map(_is_menu, node.iterancestors())):
            yield text_of(node)


def _below(head: Head) -> Iterator[str]:
    """The categories that an article names below its text, in the element that holds its headline."""
    box = next(head.heading.iterancestors("article"), None) if head.heading is not None else None
    if box is None:
        return
    found = [node for node, _ in head.nodes if node.tag == "a" and _RUBRIC_LINK.search(node.get("href", ""))]
    found = [link for link in found if next(link.iterancestors("p", "article"), None) is box]
    found = [link for link in found if not any(map(_is_menu, link.iterancestors()))]
    names = [text for text in dict.fromkeys(map(text_of, found)) if text]
    yield from names if len(names) <= _MOST else ()


def _is_menu(node: HtmlElement) -> bool:
    return node.tag == "nav" or "menu" in node.get("class", "").lower()


def _crumbs(head: Head) -> Iterator[str]:
    """The last crumb of each way to the article, but for the article itself."""
    for item in head.linked.of_type("breadcrumblist"):
        entries = item.get("itemListElement")
        told = map(_crumb_name, entries) if isinstance(entries, list) else []
        yield from _last([name for name in told if name], head)
    for node, names in head.nodes:
        if names and node.tag not in _TOP and _CRUMBS.search(names):
            yield from _last([text_of(link) for link in node.iter("a")], head)
    for text, piece in head.lines:
        if _YOU_ARE_HERE.match(text) and (box := piece.parent) is not None:
            yield from _last([text_of(link) for link in box.iter("a")], head)


def _last(names: list[str], head: Head) -> list[str]:
    return [name for name in names if fold(name) and fold(name) != fold(head.title)][-1:]


def _crumb_name(entry: object) -> str | None:
    if not isinstance(entry, dict):
        return None
    item = entry.get("item")
    name = entry.get("name") or (item.get("name") if isinstance(item, dict) else None)
    return name if isinstance(name, str) else None
