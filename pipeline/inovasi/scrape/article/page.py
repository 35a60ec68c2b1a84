"""HTML -> title, text, dates, author, URL. Pure but for the clock: the same page gives the same result.

The page is parsed once. trafilatura and htmldate are asked only where the rules here find no clear body or no date;
both are slow on huge pages, so both have a limit.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace

from lxml import etree
from lxml.html import HtmlElement, html_parser

from inovasi.errors import InovasiError, UnreadableInput
from inovasi.scrape.article.authors import author_of
from inovasi.scrape.article.body import article_lines, box_lines
from inovasi.scrape.article.clean import clean
from inovasi.scrape.article.corrections import drop_selected, select
from inovasi.scrape.article.dates import find_day_date
from inovasi.scrape.article.fallback import guessed, guide
from inovasi.scrape.article.head import read_head
from inovasi.scrape.article.metadata import url_of
from inovasi.scrape.article.moments import When, find_when
from inovasi.scrape.article.rubrics import outlet_of, section_of
from inovasi.scrape.article.shrink import shrink
from inovasi.scrape.article.times import modified_of, published_of
from inovasi.scrape.article.tree import depth_of, elements, parse, text_of
from inovasi.scrape.identity import article_id, host_of
from inovasi.types import Article, Correction, Issue

# Measured on one core: 4 MB of tags take 4 s and 210 MB of memory, 20 MB take 23 s and 820 MB. The longest
# articles have a tenth of it.
MAX_MARKUP = 4_000_000
# The time goes by tags rather than by characters: 440,000 tags in 3.5 MB took half a minute.
MAX_TAGS = 250_000
# trafilatura needs 0.6 s for 1 MB, but 7 s for 4 MB. Above this the box is found without it.
MAX_GUIDED = 600_000
# Pages with forgotten end tags reach some hundreds; every step upwards from a line costs as much as it is deep.
MAX_DEPTH = 1_000
# Both libraries call themselves on the way down.
MAX_GUIDED_DEPTH = 200


@dataclass(frozen=True, slots=True)
class Page:
    """What one HTML page says. ``text`` has one line a paragraph, list item or table row, and is never empty.

    ``published`` is a day, ``published_at`` and ``modified_at`` are moments (ISO 8601); ``author`` is a person or
    several ("A, B"), ``outlet`` the site's own name, ``section`` its rubric. None: the page does not say.
    """

    text: str
    title: str | None
    published: str | None
    url: str | None
    outlet: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    author: str | None = None
    section: str | None = None


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
        published_at=page.published_at,
        modified_at=page.modified_at,
        author=page.author,
        outlet=page.outlet,
        section=page.section,
    )


def read_or_report(read: Callable[[], Page], label: str, issues: Callable[[Issue], None]) -> Page | None:
    """The page that ``read`` gives; None, and an issue, if it has none or fails in whatever way: the boundary of one
    page among many. To find no article in a page of a crawl is no loss: it holds front pages and lists."""
    try:
        return read()
    except UnreadableInput as error:
        issues(replace(error.issue(), fatal="no article text" not in error.reason))
    except InovasiError as error:
        issues(error.issue())
    except Exception as error:  # noqa: BLE001 - lxml and trafilatura raise what they like
        issues(UnreadableInput(label, f"{type(error).__name__}: {error}", "Report it with the page.").issue())
    return None


def read_page(html: str, name: str, url: str | None = None, correction: Correction | None = None) -> Page:
    """The article of one HTML page. ``name`` is what the user gave, ``url`` where the page was found, if known,
    ``correction`` what the outlet's pages need beyond the common rules.

    Raises ``UnreadableInput`` if the page is larger than ``MAX_MARKUP`` or ``MAX_TAGS`` after scripts and images are
    taken away, is nested deeper than ``MAX_DEPTH``, or has no article in it; ``UsageError`` if a selector of the
    correction is none.
    """
    html = shrink(html)
    root, depth = _parsed(html, name)
    guided = len(html) <= MAX_GUIDED and depth <= MAX_GUIDED_DEPTH
    correction = correction or Correction()
    drop_selected(root, correction.drop)
    head = read_head(root, _selected(root, correction.title))
    address = url_of(root, head.metas, url)
    when = _corrected(root, correction) or published_of(head) or (guessed(root, address) if guided else None)
    outlet = outlet_of(head, address)
    author = _selected(root, correction.author) or author_of(head, outlet)
    facts = (modified_of(head), author, section_of(head))
    chosen = _alone(select(root, correction.body))
    if chosen is None:
        clean(root, head.heading)
        lines = article_lines(root, head.title, head.heading, lambda: guide(root, address) if guided else None)
    else:
        clean(chosen)
        lines = box_lines(chosen, head.title)
    lines = lines or head.linked.paragraphs()
    if not lines:
        raise UnreadableInput(
            name, "there is no article text in it", "Save the article's own page, or its text as .txt."
        )
    if when is None:
        day = next(filter(None, map(find_day_date, lines[:3])), None)
        when = When(day) if day else None
    published = (when.day, when.moment) if when else (None, None)
    return Page("\n".join(lines), head.title, published[0], address, outlet, published[1], *facts)


def _parsed(html: str, name: str) -> tuple[HtmlElement, int]:
    """The tree of a page and how deep it is nested."""
    tags = html.count("<")
    if len(html) > MAX_MARKUP or tags > MAX_TAGS:
        reason = f"its HTML is too large ({len(html):,} characters, {tags:,} tags without scripts and images)"
        advice = f"Save its text as .txt, or split it (limits: {MAX_MARKUP:,} and {MAX_TAGS:,})."
        raise UnreadableInput(name, reason, advice)
    root = parse(html)
    if root is None:
        raise UnreadableInput(name, "there is no article text in it", "Save the article's own page.")
    depth = depth_of(elements(root))
    if depth > MAX_DEPTH:
        raise UnreadableInput(name, f"its HTML is nested more than {MAX_DEPTH} deep", "Save its text as .txt.")
    return root, depth


def _selected(root: HtmlElement, selector: str | None) -> str | None:
    found = select(root, selector)
    return text_of(found) or None if found is not None else None


def _corrected(root: HtmlElement, correction: Correction) -> When | None:
    found = select(root, correction.published)
    if found is None:
        return None
    return find_when(found.get("datetime") or found.get("content") or "") or find_when(text_of(found))


def _alone(body: HtmlElement | None) -> HtmlElement | None:
    """A page with nothing but ``body`` in it."""
    if body is None:
        return None
    page = html_parser.makeelement("html")
    box = etree.SubElement(etree.SubElement(page, "body"), "div")
    box.append(copy(body))
    return page
