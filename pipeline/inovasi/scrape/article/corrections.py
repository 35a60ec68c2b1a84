"""What the pages of one outlet need beyond the common rules (``types.Correction``), and how it is applied to a tree."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.etree import XPathError
from lxml.html import HtmlElement, html_parser

from inovasi.errors import UsageError
from inovasi.types import Correction


def check_selector(selector: str) -> None:
    """Raises ``UsageError``, which names the selector, if it is no CSS selector that can be used on a page."""
    _compiled(selector)


def correction_for(corrections: Iterable[Correction], retrieved_day: str | None) -> Correction | None:
    """The correction for a page that was retrieved on ``retrieved_day`` (ISO 8601; None: today's rules, those without
    an end). Of several that hold the one with the later ``since``, of equal ones the later in order."""
    best: Correction | None = None
    for correction in corrections:
        if _holds(correction, retrieved_day) and (best is None or (correction.since or "") >= (best.since or "")):
            best = correction
    return best


def _holds(correction: Correction, day: str | None) -> bool:
    if day is None:
        return correction.until is None
    day = day[:10]
    return (correction.since or "") <= day and (correction.until is None or day <= correction.until)


def drop_selected(root: HtmlElement, selectors: Iterable[str]) -> None:
    """Take out of the tree all that one of ``selectors`` finds (never the page itself)."""
    for selector in selectors:
        for node in _found(root, selector):
            if node.getparent() is not None and node.tag != "body":
                node.drop_tree()


def select(root: HtmlElement, selector: str | None) -> HtmlElement | None:
    """The first element that ``selector`` finds, in document order."""
    return next(iter(_found(root, selector)), None) if selector else None


def _found(root: HtmlElement, selector: str) -> list[HtmlElement]:
    found = _compiled(selector)(root)
    return [node for node in found if isinstance(node, HtmlElement)] if isinstance(found, list) else []


@lru_cache(maxsize=256)  # a crawl uses the same few selectors on every page
def _compiled(selector: str) -> CSSSelector:
    try:
        compiled = CSSSelector(selector, translator="html")
        compiled(html_parser.makeelement("html"))  # some selectors fail only when they are used
    except (SelectorError, XPathError) as error:
        raise UsageError(selector, f"it is no CSS selector ({error})", "Correct it.") from error
    return compiled
