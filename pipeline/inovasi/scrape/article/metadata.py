"""Title and URL of a page, from what its head and its headings say. Reads the tree, never changes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml.html import HtmlElement

from inovasi.scrape.article.pieces import strings
from inovasi.scrape.article.tree import class_words, collapse, joined, text_of
from inovasi.scrape.identity import clean_url
from inovasi.text import fold

Metas = Mapping[str, str]
_GENERIC = re.compile(
    r"(?:detail|baca|lihat|halaman|isi)?\s*(?:berita|artikel|post|posting|informasi|news)", re.IGNORECASE
)
# What sites call every one of their pages.
_SITE = re.compile(
    r"(?:portal|websi?te?|situs|laman|selamat datang|beranda|home|official|jdih|ppid|sistem informasi"
    r"|dinas|badan|pemerintah|pemkab|pemkot|pemprov|kecamatan|kelurahan|inspektorat|sekretariat|bappeda|diskominfo)\b",
    re.IGNORECASE,
)
_SITE_WORDS = 7  # marks around it counted; a headline that begins with such a word is longer
# An address of a front page.
FRONT = re.compile(r"/|\./|(?:https?:)?//[^/?#]+/?|/?index\.(?:php|html?)")
# " - Dinas X", " | Portal Y", " » Z": what follows is the site's name, unless a heading says otherwise.
TITLE_CUT = re.compile(r"\s+(?:[|»«–—·•]|-|::?)\s+")
# Portals that split their articles put the number of the page behind the headline.
_PAGE = re.compile(r"\s*(?:[-–|]\s*)?\b(?:halaman|page|hal\.?)\s*(?:\d{1,2}|all)\s*$", re.IGNORECASE)
_TITLED = re.compile(
    r"(?:^|[\s_-])(?:judul(?:-?berita|-?artikel)?|headline|(?:post|entry|single|article|artikel|blog|news|berita|detail)[-_]{0,2}title"
    r"|title[-_]{0,2}(?:post|entry|single|article|artikel|blog|news|berita|detail))(?:$|[\s_-])"
)
_HEADLINE = re.compile("headline|name")
_HEADINGS = ("h1", "h2", "h3")


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
    trusted = [head for head in heads if not _says_nothing(head)]
    if trusted and given[0] != own and trusted[0] == heads[0]:
        return without_site(heads[0], metas)
    marked = next((node for node in root.iter(*_HEADINGS) if _HEADLINE.search(node.get("itemprop", ""))), None)
    first = [text_of(node) for node in ([marked] if marked is not None else root.iter("h1"))]
    first = [text for text in first if text and not _says_nothing(text)]
    if len(first) == 1:
        return first[0]
    shown = _shown_as_text(root, _parts(heads[0]) if heads else [])
    if shown or (called := _called_title(root)):
        return shown[0] if shown else called
    # Portals that call every page "Detail Berita" have the headline in a smaller heading.
    last = [head for head in heads if not _GENERIC.fullmatch(head)]
    return without_site(trusted[0], metas) if trusted else next(iter([*first, *_small_titles(root), *last]), None)


def _says_nothing(title: str) -> bool:
    """True for a title that many pages of a site have."""
    return is_site_title(title) or any(_GENERIC.fullmatch(part) for part in TITLE_CUT.split(title))


def _parts(title: str) -> list[str]:
    """What stands before and after each mark in a title that may divide headline and site, the longest first."""
    cuts = list(TITLE_CUT.finditer(title))
    parts = [text for cut in cuts for text in (title[: cut.start()], title[cut.end() :])]
    return sorted(parts, key=len, reverse=True)


def _called_title(root: HtmlElement) -> str | None:
    """The text of the first element that its class calls a headline."""
    for node in root.iter(*_HEADINGS, "h4", "span", "div", "font", "p", "td", "b", "strong"):
        if node.attrib and _TITLED.search(" ".join(class_words(node))) and next(node.iter("a"), None) is None:
            text = text_of(node)
            if len(text.split()) >= 3 and len(text) <= 250 and not _says_nothing(text):
                return text
    return None


def is_site_title(title: str) -> bool:
    """True for a title that a site gives all its pages: "Portal Resmi Kabupaten X"."""
    return len(title.split()) <= _SITE_WORDS and _SITE.match(title.lstrip(" .:|-–=~*")) is not None


def _small_titles(root: HtmlElement) -> Iterator[str]:
    for node in root.iter(*_HEADINGS, "h4"):
        text = text_of(node)
        if len(text.split()) >= 3 and not _logo(node) and not _says_nothing(text):
            yield text


def _logo(heading: HtmlElement) -> bool:
    """True for the site's own name, a heading that leads to the front page."""
    link = next(heading.iter("a"), None)
    return link is not None and bool(FRONT.fullmatch(link.get("href", "")))


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
    wanted = {fold(text) for text in texts if len(text.split()) >= 3}
    for piece in strings(root) if wanted else ():
        parent = piece.parent
        if parent is None or parent.tag in ("title", "a", "script") or len(piece.text) > 300:
            continue
        if fold(piece.text) in wanted:
            return collapse(piece.text), parent
    return None


def heading_of(root: HtmlElement, title: str | None) -> HtmlElement | None:
    """The element that shows the headline, if any."""
    if title:
        for node in root.iter(*_HEADINGS):
            if text_of(node) == title:
                return node
        shown = _shown_as_text(root, [title])  # from before headings: <font class="judul">
        if shown is not None:
            return shown[1]
    return next(root.iter("h1"), None)
