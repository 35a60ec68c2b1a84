"""Title, date and URL of a page, from what its head and its first lines say. Reads the tree, never changes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from bs4 import BeautifulSoup, Tag

from inovasi.scrape.blocks import collapse
from inovasi.scrape.clean import class_words
from inovasi.scrape.dates import find_date, find_dateline, stamp_date
from inovasi.scrape.identity import clean_url
from inovasi.scrape.noise import words
from inovasi.text import fold

# In this order: the first are set by themes for the date of publication, the last also by hand.
_DATE_META = (
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "content_publisheddate",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "dtk:publishdate",
    "published_at",
    "parsely-pub-date",
    "sailthru.date",
    "original-publish-date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "date",
)
_DATE_CLASSES = words(
    "date tanggal waktu tgl published publish posted-on entry-date post-date updated-date detail__date read__time",
    "article__date date-header post-timestamp create createdate itemdatecreated timeago meta-date",
    "news-date jeg_meta_date",
    "article-date time tgl-berita td-post-date detail-date submitted post-meta entry-meta meta",
)
Metas = Mapping[str, str]
_GENERIC = re.compile(
    r"(?:detail|baca|lihat|halaman|isi)?\s*(?:berita|artikel|post|posting|informasi|news)", re.IGNORECASE
)
# An address of a front page.
_FRONT = re.compile(r"/|\./|(?:https?:)?//[^/?#]+/?|/?index\.(?:php|html?)")
# " - Dinas X", " | Portal Y", " » Z": what follows is the site's name, unless a heading says otherwise.
_SUFFIX = re.compile(r"\s+(?:[|»–—·•]|-|::)\s+")


def title_of(soup: BeautifulSoup, metas: Metas) -> str | None:
    """The headline. A heading that the page's head repeats is surest; the head's own title carries the site's name."""
    heads = [text for text in (metas.get("og:title"), metas.get("twitter:title"), _head_title(soup)) if text]
    folded = [fold(head) for head in heads]
    headings = [collapse(node.get_text(" ")) for node in soup.find_all(["h1", "h2", "h3"]) if not _logo(node)]
    known = [text for text in headings if fold(text) and any(_opens(fold(text), head) for head in folded)]
    if known:
        # The longest: a site's name may be a heading too, and begin or end its titles.
        return max(known, key=len)
    if heads and heads[0] != _head_title(soup):
        return _without_site(heads[0], metas)
    itemprop = soup.find(["h1", "h2", "h3"], attrs={"itemprop": re.compile("headline|name")})
    first = [collapse(node.get_text(" ")) for node in ([itemprop] if itemprop else soup.find_all("h1")) if node]
    first = [text for text in first if text]
    if len(first) == 1:
        return first[0]
    if not heads or _GENERIC.fullmatch(heads[0]):
        # Portals that call every page "Detail Berita" have the headline in a smaller heading.
        small = (collapse(node.get_text(" ")) for node in soup.find_all(["h1", "h2", "h3", "h4"]) if not _logo(node))
        first += [text for text in small if len(text.split()) >= 3]
        return first[0] if first else None
    return _without_site(heads[0], metas)


def _logo(heading: Tag) -> bool:
    """True for the site's own name, a heading that leads to the front page."""
    link = heading.find("a")
    href = str(link.get("href") or "") if isinstance(link, Tag) else ""
    return bool(_FRONT.fullmatch(href))


def _opens(heading: str, head: str) -> bool:
    """True if the page's title is ``heading`` and a site's name, in either order (both folded)."""
    return f"{head} ".startswith(f"{heading} ") or f" {head}".endswith(f" {heading}")


def _without_site(title: str, metas: Metas) -> str:
    """``title`` less a last part that is the site's name, or that is short beside the rest."""
    cuts = list(_SUFFIX.finditer(title))
    if not cuts:
        return title
    head, tail = title[: cuts[-1].start()].strip(), title[cuts[-1].end() :]
    site = metas.get("og:site_name")
    if site is not None and fold(site) == fold(tail):
        return head
    # "SIMPATI - Layanan Baru Kota X" is one title: only a long headline before a short name is cut by the look of it.
    return head if len(head.split()) >= 4 and len(tail) < len(head) else title


def url_of(soup: BeautifulSoup, metas: Metas, base: str | None = None) -> str | None:
    """The address the page gives itself (canonical link, else og:url); ``base`` if it gives none.

    A link to the front page is no address of an article: some themes put it on every page.
    """
    link = soup.find("link", rel="canonical")
    given = [link.get("href") if isinstance(link, Tag) else None, metas.get("og:url")]
    for url in (clean_url(value, base) for value in given if value):
        if url and (url.rstrip("/").count("/") > 2 or "?" in url):
            return url
    return clean_url(base)


def stated_date(soup: BeautifulSoup, metas: Metas) -> str | None:
    """ISO date that the page states for machines: meta tags, JSON-LD, ``<time>``."""
    for name in _DATE_META:
        if found := stamp_date(metas.get(name, "")):
            return found
    for item in _json_ld(soup):
        if found := stamp_date(str(item.get("datePublished") or "")):
            return found
    for node in soup.find_all(attrs={"itemprop": "datePublished"}) + soup.find_all("time"):
        names = class_words(node)
        sure = node.get("itemprop") == "datePublished" or node.has_attr("pubdate")
        if sure or "published" in names or "entry-date" in names:
            stamp = node.get("datetime") or node.get("content") or node.get_text()
            if found := stamp_date(str(stamp)):
                return found
    return None


def shown_date(soup: BeautifulSoup, title: str | None) -> str | None:
    """ISO date that the page shows readers beside its headline: "Rabu, 17 Juli 2019 | 10:12 WIB"."""
    heading = _heading(soup, title)
    if heading is None:
        return None
    for node in [*heading.find_all_next(name=True, limit=60), *heading.find_all_previous(name=True, limit=12)]:
        if not isinstance(node, Tag):
            continue
        text = collapse(node.get_text(" ")) if len(node.get_text()) < 400 else ""
        if not text or len(text) > 200:
            continue
        named = not _DATE_CLASSES.isdisjoint(class_words(node)) or node.name == "time"
        if found := find_date(text) if named else find_dateline(text):
            return found
    return None


def _heading(soup: BeautifulSoup, title: str | None) -> Tag | None:
    same = [node for node in soup.find_all(["h1", "h2", "h3"]) if title and collapse(node.get_text(" ")) == title]
    found = same[0] if same else soup.find("h1")
    return found if isinstance(found, Tag) else None


def _json_ld(soup: BeautifulSoup) -> Iterator[dict[str, object]]:
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            waiting = [json.loads(script.get_text(), strict=False)]
        except (ValueError, RecursionError):
            continue  # broken JSON-LD is common and there are other places to look
        while waiting:
            item = waiting.pop()
            if isinstance(item, list):
                waiting.extend(reversed(item))
            elif isinstance(item, dict):
                yield item
                waiting.append(item.get("@graph"))


def metas_of(soup: BeautifulSoup) -> Metas:
    """The page's meta tags, names in lower case; of several with one name the first that says something."""
    found: dict[str, str] = {}
    for node in soup.find_all("meta"):
        name = str(node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        if text := collapse(str(node.get("content") or "")):
            found.setdefault(name, text)
    return found


def _head_title(soup: BeautifulSoup) -> str | None:
    node = soup.find("title")
    return collapse(node.get_text()) or None if isinstance(node, Tag) else None
