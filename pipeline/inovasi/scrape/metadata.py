"""Title, dates and URL of a page, from what its head and its first lines say. Reads the tree, never changes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from inovasi.scrape.identity import clean_url
from inovasi.scrape.jsonld import Linked, read_linked
from inovasi.scrape.pieces import strings
from inovasi.scrape.tree import class_words, collapse, elements, joined, text_of
from inovasi.text import fold

Metas = Mapping[str, str]
_GENERIC = re.compile(
    r"(?:detail|baca|lihat|halaman|isi)?\s*(?:berita|artikel|post|posting|informasi|news)", re.IGNORECASE
)
# What sites call every one of their pages.
_SITE = re.compile(
    r"(?:portal|websi?te?|situs|laman|selamat datang|beranda|home|official|jdih|ppid|sistem informasi)\b", re.IGNORECASE
)
# An address of a front page.
_FRONT = re.compile(r"/|\./|(?:https?:)?//[^/?#]+/?|/?index\.(?:php|html?)")
# " - Dinas X", " | Portal Y", " » Z": what follows is the site's name, unless a heading says otherwise.
TITLE_CUT = re.compile(r"\s+(?:[|»–—·•]|-|::)\s+")
# Portals that split their articles put the number of the page behind the headline.
_PAGE = re.compile(r"\s*(?:[-–|]\s*)?\b(?:halaman|page|hal\.?)\s*(?:\d{1,2}|all)\s*$", re.IGNORECASE)
_ASIDE = re.compile(r"(?:^|[\s_-])(?:comments?|komentar|related|terkait|sidebar|disqus)(?:$|[\s_-])")
_HEADLINE = re.compile("headline|name")
_HEADINGS = ("h1", "h2", "h3")


@dataclass(frozen=True, slots=True)
class Head:
    """What several questions about one page need. ``nodes`` are its elements in document order, less comments and boxes
    about other pages."""

    root: HtmlElement
    nodes: Sequence[HtmlElement]
    metas: Metas
    linked: Linked
    title: str | None
    heading: HtmlElement | None

    def near(self, *, before: int = 12, after: int = 60) -> Iterator[HtmlElement]:
        """The elements around the headline, the nearest first."""
        if self.heading is None:
            return
        place = self.nodes.index(self.heading)
        yield from self.nodes[place + 1 : place + 1 + before]
        yield from reversed(self.nodes[max(0, place - before) : place])
        yield from self.nodes[place + 1 + before : place + 1 + after]

    def nearest_first(self) -> Iterator[HtmlElement]:
        """All elements: those of ``near``, those after them, those before."""
        place = self.nodes.index(self.heading) if self.heading is not None else 0
        yield from self.near()
        yield from self.nodes[place:]
        yield from self.nodes[:place]


def read_head(root: HtmlElement, title: str | None = None) -> Head:
    """What the page says of itself. A ``title`` that is given is not looked for."""
    metas, nodes = metas_of(root), elements(root)
    title = title or title_of(root, metas)
    heading = _heading(root, title)
    return Head(root, _without_asides(nodes, heading), metas, read_linked(root), title, heading)


def _without_asides(nodes: Sequence[HtmlElement], heading: HtmlElement | None) -> list[HtmlElement]:
    """The elements that are not in comments or in boxes about other pages: those have names and dates of their own."""
    around = {heading, *heading.iterancestors()} if heading is not None else set()
    left_out: set[HtmlElement | None] = set()
    kept: list[HtmlElement] = []
    for node in nodes:  # in document order: a box comes before what is in it
        if node.getparent() in left_out or (node not in around and _is_aside(node)):
            left_out.add(node)
        else:
            kept.append(node)
    return kept


def _is_aside(node: HtmlElement) -> bool:
    if node.tag == "aside":
        return True
    return bool(node.attrib) and node.tag != "body" and _ASIDE.search(" ".join(class_words(node))) is not None


def title_of(root: HtmlElement, metas: Metas) -> str | None:
    """The headline. A heading that the page's head repeats is surest; the head's own title carries the site's name."""
    own = head_title(root)
    given = [text for text in (metas.get("og:title"), metas.get("twitter:title"), own) if text]
    heads = [_PAGE.sub("", text) for text in given]
    folded = [fold(head) for head in [*heads, *given]]
    headings = [text_of(node) for node in root.iter(*_HEADINGS) if not _logo(node)]
    headings = [text for text in headings if not _GENERIC.fullmatch(text)]
    known = [text for text in headings if fold(text) and any(_opens(fold(text), head) for head in folded)]
    if known:
        # The longest: a site's name may be a heading too, and begin or end its titles.
        return max(known, key=len)
    if heads and given[0] != own:
        return without_site(heads[0], metas)
    marked = next((node for node in root.iter(*_HEADINGS) if _HEADLINE.search(node.get("itemprop", ""))), None)
    first = [text_of(node) for node in ([marked] if marked is not None else root.iter("h1"))]
    first = [text for text in first if text and not _GENERIC.fullmatch(text)]
    if len(first) == 1:
        return first[0]
    if not heads or any(_GENERIC.fullmatch(part) for part in TITLE_CUT.split(heads[0])) or is_site_title(heads[0]):
        # Portals that call every page "Detail Berita" have the headline in a smaller heading.
        return first[0] if first else _small_title(root)
    cut = list(TITLE_CUT.finditer(heads[0]))
    parts = [text for found in cut for text in (heads[0][: found.start()], heads[0][found.end() :])]
    if shown := _shown_as_text(root, sorted(parts, key=len, reverse=True)):
        return shown[0]
    return without_site(heads[0], metas)


def is_site_title(title: str) -> bool:
    """True for a title that a site gives all its pages: "Portal Resmi Kabupaten X"."""
    return _SITE.match(title) is not None


def _small_title(root: HtmlElement) -> str | None:
    """The first heading that looks like a headline; one that its class calls a title if there is any."""
    told: list[tuple[bool, str]] = []
    for node in root.iter(*_HEADINGS, "h4"):
        text = text_of(node)
        if len(text.split()) >= 3 and not _logo(node) and not _GENERIC.fullmatch(text):
            names = [name for part in node.iter("*") for name in class_words(part)]
            told.append((any("judul" in name or "title" in name for name in names), text))
    return max(told, key=lambda pair: pair[0])[1] if told else None


def _logo(heading: HtmlElement) -> bool:
    """True for the site's own name, a heading that leads to the front page."""
    link = next(heading.iter("a"), None)
    return link is not None and bool(_FRONT.fullmatch(link.get("href", "")))


def _opens(heading: str, head: str) -> bool:
    """True if the page's title is ``heading`` and a site's name, in either order (both folded)."""
    return f"{head} ".startswith(f"{heading} ") or f" {head}".endswith(f" {heading}")


def without_site(title: str, metas: Metas) -> str:
    """``title`` less a last part that is the site's name, or that is short beside the rest."""
    cuts = list(TITLE_CUT.finditer(title))
    if not cuts:
        return title
    head, tail = title[: cuts[-1].start()].strip(), title[cuts[-1].end() :]
    site = metas.get("og:site_name")
    if site is not None and fold(site) == fold(tail):
        return head
    # "SIMPATI - Layanan Baru Kota X" is one title: only a long headline before a short name is cut by the look of it.
    return head if len(head.split()) >= 4 and len(tail) < len(head) else title


def url_of(root: HtmlElement, metas: Metas, base: str | None = None) -> str | None:
    """The address the page gives itself (canonical link, else og:url); ``base`` if it gives none.

    A link to the front page is no address of an article: some themes put it on every page.
    """
    links = (link for link in root.iter("link") if "canonical" in link.get("rel", "").lower().split())
    link = next(links, None)
    given = [link.get("href") if link is not None else None, metas.get("og:url")]
    for url in (clean_url(value, base) for value in given if value):
        if url and (url.rstrip("/").count("/") > 2 or "?" in url):
            return url
    return clean_url(base)


def metas_of(root: HtmlElement) -> Metas:
    """The page's meta tags, names in lower case; of several with one name the first that says something."""
    found: dict[str, str] = {}
    for node in root.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        if text := collapse(node.get("content", "")):
            found.setdefault(name, text)
    return found


def head_title(root: HtmlElement) -> str | None:
    """The text of ``<title>``."""
    node = next(root.iter("title"), None)
    return collapse(joined(node)) or None if node is not None else None


def _shown_as_text(root: HtmlElement, texts: Sequence[str]) -> tuple[str, HtmlElement] | None:
    """The first of ``texts`` that stands on the page as a string of its own, outside links, and its element."""
    wanted = {fold(text): text for text in texts if len(text.split()) >= 3}
    for piece in strings(root) if wanted else ():
        parent = piece.parent
        if parent is None or parent.tag in ("title", "a", "script") or len(piece.text) > 300:
            continue
        if found := wanted.get(fold(piece.text)):
            return collapse(piece.text), parent
    return None


def _heading(root: HtmlElement, title: str | None) -> HtmlElement | None:
    if title:
        for node in root.iter(*_HEADINGS):
            if text_of(node) == title:
                return node
        shown = _shown_as_text(root, [title])  # from before headings: <font class="judul">
        if shown is not None:
            return shown[1]
    return next(root.iter("h1"), None)
