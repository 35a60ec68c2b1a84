"""What other libraries make of a page in which our own rules find no clear body or no date."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from lxml.html import HtmlElement

from inovasi.scrape.article.moments import When

_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")


def guide(root: HtmlElement, url: str | None) -> str | None:
    """trafilatura's text of a page; None if it finds none."""
    import trafilatura  # here, as most pages do without, and it is slow to import

    with _quiet():
        found = trafilatura.extract(root, url=url, favor_recall=True, include_comments=False, include_tables=True)
    return found if isinstance(found, str) else None


def guessed(root: HtmlElement, url: str | None) -> When | None:
    """htmldate's day of a page; None if it finds none."""
    import htmldate  # here, for the same reason

    # Without the extensive search: that takes any year on the page, such as the one beside the copyright sign.
    with _quiet():
        found = htmldate.find_date(root, extensive_search=False, original_date=True, url=url)
    return When(found) if isinstance(found, str) else None


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
