"""What several questions about one page need, gathered in one pass. Reads the tree, never changes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from inovasi.scrape.article.jsonld import Linked, read_linked
from inovasi.scrape.article.metadata import Metas, heading_of, metas_of, title_of
from inovasi.scrape.article.pieces import Piece, strings
from inovasi.scrape.article.tree import collapse, elements

# How many elements around a headline may tell of it: those on both sides, then some more below.
_BESIDE = 12
_BELOW = 60
# A line about an article (its date, its author) is no longer.
LONGEST = 200
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:comments?|komentar|related|terkait|sidebar|widget-area|secondary|disqus)(?:$|[\s_-])"
)


@dataclass(frozen=True, slots=True)
class Near:
    """An element beside the headline; ``text`` is empty if it is longer than a line, ``names`` are its class and id."""

    node: HtmlElement
    text: str
    names: str


@dataclass(frozen=True, slots=True)
class Head:
    """``nodes`` are the elements of the page in document order, less comments and boxes about other pages, each with
    the words of its class and id (in lower case, divided by spaces); ``lines`` its strings as long as a line; ``near``
    the elements around the headline, the nearest first."""

    root: HtmlElement
    nodes: Sequence[tuple[HtmlElement, str]]
    lines: Sequence[tuple[str, Piece]]
    near: Sequence[Near]
    metas: Metas
    linked: Linked
    title: str | None
    heading: HtmlElement | None

    def nearest_first(self) -> Iterator[tuple[HtmlElement, str]]:
        """``nodes``: those of ``near``, those after the headline, those before."""
        place = _place(self.nodes, self.heading)
        yield from ((near.node, near.names) for near in self.near)
        yield from self.nodes[place:]
        yield from self.nodes[:place]


def read_head(root: HtmlElement, title: str | None = None) -> Head:
    """What the page says of itself. A ``title`` that is given is not looked for."""
    metas = metas_of(root)
    title = title or title_of(root, metas)
    heading = heading_of(root, title)
    nodes = _without_asides(elements(root), heading)
    lines = [(text, piece) for piece in strings(root) if len(text := piece.text) <= LONGEST and not text.isspace()]
    near = [Near(node, line_of(node), names) for node, names in _around(nodes, heading)]
    return Head(root, nodes, lines, near, metas, read_linked(root), title, heading)


def _around(nodes: Sequence[tuple[HtmlElement, str]], heading: HtmlElement | None) -> list[tuple[HtmlElement, str]]:
    if heading is None:
        return []
    place = _place(nodes, heading)
    after = nodes[place + 1 : place + 1 + _BELOW]
    return [*after[:_BESIDE], *reversed(nodes[max(0, place - _BESIDE) : place]), *after[_BESIDE:]]


def _place(nodes: Sequence[tuple[HtmlElement, str]], heading: HtmlElement | None) -> int:
    return next((place for place, (node, _) in enumerate(nodes) if node is heading), 0)


def _without_asides(nodes: Sequence[HtmlElement], heading: HtmlElement | None) -> list[tuple[HtmlElement, str]]:
    """The elements that are not in comments or in boxes about other pages: those have names and dates of their own."""
    around = {heading, *heading.iterancestors()} if heading is not None else set()
    left_out: set[HtmlElement | None] = set()
    kept: list[tuple[HtmlElement, str]] = []
    for node in nodes:  # in document order: a box comes before what is in it
        names = f"{node.get('class', '')} {node.get('id', '')}".lower() if node.attrib else ""
        aside = len(names) > 1 and node.tag != "body" and node not in around and _ASIDE.search(names)
        if aside or node.getparent() in left_out:
            left_out.add(node)
        else:
            kept.append((node, names))
    return kept


def line_of(node: HtmlElement) -> str:
    """The text of an element, empty if it is longer than a line."""
    size, parts = 0, []
    for part in node.itertext():
        size += len(part)
        if size > 2 * LONGEST:
            return ""
        parts.append(part)
    text = collapse(" ".join(parts))
    return text if len(text) <= LONGEST else ""
