"""One page of a feed (RSS 0.9x, 1.0, 2.0, Atom) as values. feedparser sees bytes only: it would open a string that
looks like an address or a file name. Pure."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any  # feedparser's results are untyped dictionaries
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import feedparser

from inovasi.scrape.fetch.values import Response
from inovasi.scrape.find.addresses import canonical, on_site, same_site
from inovasi.scrape.find.keywords import matches
from inovasi.scrape.find.values import Found
from inovasi.scrape.find.window import moment
from inovasi.text import collapse

_TAG = re.compile(r"<[^<>]*>")
# Some sites put a teaser where the whole text belongs: too short for an article, or it says that it goes on.
_WHOLE = 600
_GOES_ON = re.compile(
    r"(?:…|\.\.\.|\[&hellip;\]|\bselengkapnya|\bread more|\bcontinue reading.{0,200})\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item. ``text`` is the article's whole text where the feed carries it, else None."""

    found: Found
    text: str | None

    def speaks_of(self, keywords: Iterable[str]) -> bool:
        """False where the whole text is here and neither it nor the title has a keyword."""
        return self.text is None or matches(f"{self.found.title or ''} {self.text}", keywords)


@dataclass(frozen=True, slots=True)
class FeedPage:
    """``size`` counts all items, also those of other sites; ``next`` is the address of the next page, if there is one
    for certain, and ``guess`` where it would be with the software that made this one."""

    url: str
    size: int
    entries: tuple[Entry, ...]
    next: str | None
    guess: str | None


def read_feed(response: Response, homes: Iterable[str]) -> FeedPage | None:
    """The feed in ``response``, items of other sites than ``homes`` left out; None for what is no feed."""
    url = response.url
    headers = {"content-location": url, "content-type": response.header("Content-Type") or "application/xml"}
    # Markup in an item is neither shown nor followed here, so it need not be made safe.
    parsed = feedparser.parse(
        io.BytesIO(response.content.lstrip()),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        return None
    sites, rss = (*homes, url), str(parsed.get("version")).startswith("rss")
    read = (_entry(item, url, rss=rss) for item in parsed.entries)
    entries = tuple(entry for entry in read if entry is not None and on_site(entry.found.url, sites))
    return FeedPage(
        url, len(parsed.entries), entries, _next(parsed.feed, url), _guess(parsed.feed, url, len(parsed.entries))
    )


def _entry(item: dict[str, Any], base: str, *, rss: bool) -> Entry | None:
    url = canonical(item.get("feedburner_origlink") or item.get("link") or item.get("id"), base)
    if url is None:
        return None
    title = _plain(item.get("title"))
    # dict.get: feedparser's own gives the date of publication where a changed one is missing, and warns of it.
    modified = moment(dict.get(item, "updated"))
    published = moment(dict.get(item, "published")) or (modified if rss else None)  # dc:date of RSS is one "updated"
    return Entry(Found(url, title or None, published, modified), _text(item))


def _text(item: Mapping[str, Any]) -> str | None:
    texts = [_plain(content.get("value")) for content in item.get("content") or ()]
    text = max(texts, key=len, default="")
    return text if len(text) >= _WHOLE and not _GOES_ON.search(text[-300:]) else None


def _plain(markup: object) -> str:
    return collapse(html.unescape(_TAG.sub(" ", markup))) if isinstance(markup, str) else ""


def _next(feed: Mapping[str, Any], url: str) -> str | None:
    """RFC 5005's next page. Blogger names one on its own host: the same page is to be had on the blog's."""
    for link in feed.get("links") or ():
        if link.get("rel") == "next" and link.get("href"):
            address = urljoin(url, str(link["href"]))
            parts = urlsplit(address)
            if parts.scheme not in ("http", "https"):
                continue
            if parts.netloc != urlsplit(url).netloc and "start-index=" in parts.query:
                kept = [pair for pair in parse_qsl(parts.query) if pair[0] != "redirect"]
                return urlsplit(url)._replace(query=urlencode(kept), fragment="").geturl()
            if same_site(address, url):
                return parts._replace(fragment="").geturl()
    return None


def _guess(feed: Mapping[str, Any], url: str, size: int) -> str | None:
    """The next page by the habits of WordPress (paged=2) and Joomla (start=20)."""
    generator = str(feed.get("generator") or "").lower()
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    if "wordpress" in generator or path.endswith("/feed") or "feed=" in parts.query:
        return _with(url, "paged", 1, 1)
    if "joomla" in generator:
        return _with(url, "start", size, 0)
    return None


def _with(url: str, name: str, step: int, first: int) -> str:
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    now = next((value for key, value in pairs if key == name), "")
    number = int(now) if now.isascii() and now.isdigit() and len(now) < 9 else first
    kept = [pair for pair in pairs if pair[0] != name]
    return parts._replace(query=urlencode([*kept, (name, str(number + step))])).geturl()
