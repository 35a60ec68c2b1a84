"""HTML -> title, text, date, URL. Pure but for the clock: the same page gives the same result.

trafilatura finds the article, htmldate helps with its date; both are slow on huge pages, so both have a limit.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import htmldate
import trafilatura
from bs4 import BeautifulSoup, Tag

from inovasi.errors import UnreadableInput
from inovasi.scrape.body import article_lines
from inovasi.scrape.clean import clean
from inovasi.scrape.dates import find_day_date
from inovasi.scrape.identity import article_id, host_of
from inovasi.scrape.metadata import metas_of, shown_date, stated_date, title_of, url_of
from inovasi.scrape.shrink import shrink
from inovasi.types import Article

# Measured on one core: 4 MB of tags take 4 s and 210 MB of memory, 20 MB take 23 s and 820 MB. The longest
# articles have a tenth of it.
MAX_MARKUP = 4_000_000
# The time goes by tags rather than by characters: 440,000 tags in 3.5 MB took half a minute.
MAX_TAGS = 250_000
# trafilatura needs 0.6 s for 1 MB, but 7 s for 4 MB. Above this the box is found without it.
MAX_GUIDED = 600_000
# Pages with forgotten end tags reach some hundreds; every step upwards from a line costs as much as it is deep.
MAX_DEPTH = 1_000
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")


@dataclass(frozen=True, slots=True)
class Page:
    """What one HTML page says. ``text`` has one line a paragraph, list item or table row, and is never empty."""

    text: str
    title: str | None
    published: str | None
    url: str | None
    site: str | None


def article_of(page: Page, origin: str, retrieved: str | None = None) -> Article:
    """The page as an article; ``origin`` is the file it came from, ``retrieved`` when it was fetched, if known."""
    return Article(
        id=article_id(None, page.url, page.text),
        text=page.text,
        title=page.title,
        url=page.url,
        published=page.published,
        source=host_of(page.url),
        origin=origin,
        retrieved=retrieved,
    )


def read_page(html: str, name: str, url: str | None = None) -> Page:
    """The article of one HTML page. ``name`` is what the user gave, ``url`` where the page was found, if known.

    Raises ``UnreadableInput`` if the page is larger than ``MAX_MARKUP`` or ``MAX_TAGS`` after scripts and images are
    taken away, is nested deeper than ``MAX_DEPTH``, or has no article in it.
    """
    html = shrink(html)
    tags = html.count("<")
    if len(html) > MAX_MARKUP or tags > MAX_TAGS:
        reason = f"its HTML is too large ({len(html):,} characters, {tags:,} tags without scripts and images)"
        advice = f"Save its text as .txt, or split it (limits: {MAX_MARKUP:,} and {MAX_TAGS:,})."
        raise UnreadableInput(name, reason, advice)
    with _quiet():
        soup = BeautifulSoup(html, "lxml")
        _check_depth(soup, name)
        metas = metas_of(soup)
        title = title_of(soup, metas)
        address = url_of(soup, metas, url)
        guided = len(html) <= MAX_GUIDED
        published = stated_date(soup, metas) or shown_date(soup, title)
        if published is None and guided:
            published = _guessed_date(soup, address)
        clean(soup)
        lines = article_lines(soup, title, _guide(soup, address) if guided else None)
    if not lines:
        raise UnreadableInput(
            name, "there is no article text in it", "Save the article's own page, or its text as .txt."
        )
    if published is None:
        published = next(filter(None, map(find_day_date, lines[:3])), None)
    return Page("\n".join(lines), title, published, address, metas.get("og:site_name"))


# Both libraries get the parsed page as text again, never the text as it came: they fetch what looks like a URL.


def _guide(soup: BeautifulSoup, url: str | None) -> str | None:
    """trafilatura's text of a page; None if it finds none."""
    found = trafilatura.extract(str(soup), url=url, favor_recall=True, include_comments=False, include_tables=True)
    return found if isinstance(found, str) else None


def _guessed_date(soup: BeautifulSoup, url: str | None) -> str | None:
    # Without the extensive search: that takes any year on the page, such as the one beside the copyright sign.
    found = htmldate.find_date(str(soup), extensive_search=False, original_date=True, url=url)
    return found if isinstance(found, str) else None


def _check_depth(soup: BeautifulSoup, name: str) -> None:
    level: list[Tag] = [soup]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in node.children if isinstance(child, Tag)]
        if not level:
            return
    reason = f"its HTML is nested more than {MAX_DEPTH} deep"
    raise UnreadableInput(name, reason, "Save its text as .txt.")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' remarks about odd pages to themselves; what matters becomes an issue."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
