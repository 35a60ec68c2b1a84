"""Archive -> articles: every page that was fetched as an article is read again, offline, with the rules of today."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from rapidfuzz import fuzz

from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.archive.values import Capture
from inovasi.scrape.article.corrections import correction_for
from inovasi.scrape.article.page import Page, article_of, read_or_report, read_page
from inovasi.scrape.article.paging import join_pages
from inovasi.scrape.decode import decode_page
from inovasi.scrape.fetch.values import Response
from inovasi.scrape.find.keywords import matches
from inovasi.scrape.identity import article_id, url_key
from inovasi.types import Article, Issue, Source

Report = Callable[[Issue], None]

_HTML = ("text/html", "application/xhtml+xml", "", None)
# Two pages of one site with one canonical address are one article if their texts agree so far; a theme that gives all
# its pages the same address must not swallow them.
_SAME_TEXT = 90


class Readable(Protocol):
    """What holds captured pages: an archive, or pages that are not kept."""

    def response(self, capture: Capture) -> Response: ...

    def parts(self, url: str) -> list[Capture]: ...


def read_archive(
    folder: Path, sources: Mapping[str, Source], only: Collection[str], issues: Report
) -> Iterator[Article]:
    """The articles of an archive in a fixed order (source, then address), whatever the order of the crawl.

    ``sources`` by name have the corrections and keywords; a source that is not among them is read without. ``only``
    names the sources to read; empty: all. What cannot be read is an issue and the rest goes on. Raises ArchiveError if
    the archive itself cannot be opened.
    """
    with Archive.open(folder, write=False) as archive:
        yield from _articles(archive, sources, only, issues)


def _articles(
    archive: Archive, sources: Mapping[str, Source], only: Collection[str], issues: Report
) -> Iterator[Article]:
    current, told = None, _Told()
    for capture in archive.articles(only or None):
        if capture.source != current:
            current, told = capture.source, _Told()
        article = _article(archive, capture, sources.get(capture.source), issues)
        if article is not None and (article := told.tell(article, capture.url)) is not None:
            yield article


def _article(archive: Archive, capture: Capture, source: Source | None, issues: Report) -> Article | None:
    if capture.mime not in _HTML:
        issues(Issue("read", capture.url, f"it is {capture.mime}, not a web page", "Read it by hand.", fatal=False))
        return None
    page = read_or_report(lambda: read_capture(archive, capture, source), capture.url, issues)
    if page is None:
        return None
    if source is not None and not matches(f"{page.title or ''}\n{page.text}", source.keywords):
        return None
    return article_of(page, str(Path(archive.folder.name, capture.file)), capture.retrieved)


def read_capture(archive: Readable, capture: Capture, source: Source | None) -> Page:
    """The article of one captured page, its further pages joined to it. Raises UnreadableInput or ArchiveError."""
    pages = [_page(archive, item, source) for item in (capture, *archive.parts(capture.url))]
    return join_pages(pages[0], pages[1:])


def _page(archive: Readable, capture: Capture, source: Source | None) -> Page:
    response = archive.response(capture)
    html = decode_page(response.content, capture.url, response.header("Content-Type"))
    corrections = source.corrections if source is not None else ()
    return read_page(html, capture.url, capture.url, correction_for(corrections, capture.retrieved[:10]))


@dataclass
class _Told:
    """The articles of one source that were given out already, so that none is told twice under another address."""

    by_key: dict[str, str] = field(default_factory=dict)
    digests: set[str] = field(default_factory=set)

    def tell(self, article: Article, address: str) -> Article | None:
        """``article``; None if it was told before; under its own address if another article has the one it claims."""
        digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
        if digest in self.digests:
            return None
        key = url_key(article.url or address)
        if key in self.by_key:
            if fuzz.ratio(self.by_key[key], article.text) >= _SAME_TEXT:
                return None
            article = replace(article, id=article_id(None, address, article.text), url=address)
            key = url_key(address)
        self.by_key[key] = article.text
        self.digests.add(digest)
        return article
