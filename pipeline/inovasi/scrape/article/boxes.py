"""Which box of a cleaned page holds the article, by the names that themes give it and by where the sentences stand.

Reads the tree, never changes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from inovasi.scrape.article import noise
from inovasi.scrape.article.blocks import BLOCK_TAGS, read_blocks
from inovasi.scrape.article.dates import find_dateline
from inovasi.scrape.article.tree import class_words, elements

# Shorter strings are menus, buttons and dates as often as text.
_SENTENCE = 25
# A body shorter than this proves nothing: a teaser is as long.
_LEAST = 160
# The share of a page's sentences that a box with a theme's name for the body needs to be taken.
_NAMED = 0.5
# What the next best box may have of a box without such a name, for that to be taken without a second opinion.
_SECOND = 0.2
# The same for boxes that do not stand with the headline, and the least length of one that does.
_AWAY = 0.8
_LEAST_NEAR = 60
_DATELINE = 120
# A box inside another of the same kind is preferred if it holds nearly all its sentences and all its lists.
_INNER = 0.97
# A list with fewer characters beside its links is a menu.
_FEW = 10
# A cell of a table is a box: where it is not, the whole table is a line's element.
_PARAGRAPHS = noise.words("p li ul ol menu table h1 h2 h3 h4 h5 h6 blockquote pre dl dt dd center font")
_TOP = frozenset({"html", "body"})


@dataclass(frozen=True, slots=True)
class Box:
    """``named``: the theme calls it the body; ``sure``: no second opinion is needed."""

    element: HtmlElement
    named: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class _Weights:
    """Characters of each element that are not in links: all of them, and those in strings as long as a sentence."""

    own: dict[HtmlElement, int]
    prose: dict[HtmlElement, int]


def find_box(root: HtmlElement, heading: HtmlElement | None = None) -> Box | None:
    """The box of the article; None if no box stands out. ``heading`` shows its headline, if known."""
    nodes = elements(root)
    weights = _weigh(nodes)
    whole = weights.prose[root]
    named = _named(nodes, weights)
    if named is not None and weights.prose[named] >= _NAMED * whole:
        return Box(named, named=True, sure=weights.prose[named] >= _LEAST)
    crowded = _crowded(root, heading)
    if crowded is not None and named is not None and named in (crowded.element, *crowded.element.iterancestors()):
        return Box(named, named=True, sure=weights.prose[named] >= _LEAST)
    return crowded


def is_body(node: HtmlElement) -> bool:
    """True for a box that calls itself the body of an article."""
    return "articleBody" in node.get("itemprop", "") or not noise.BODY_CLASSES.isdisjoint(class_words(node))


def _weigh(nodes: Sequence[HtmlElement]) -> _Weights:
    own: dict[HtmlElement, int] = dict.fromkeys(nodes, 0)
    prose: dict[HtmlElement, int] = dict.fromkeys(nodes, 0)
    for node in reversed(nodes):  # children come before their parents
        if node.tag == "a":
            own[node] = prose[node] = 0
        elif node.text:
            _add(node, node.text, own, prose)
        parent = node.getparent()
        if parent is not None:
            own[parent] += own[node]
            prose[parent] += prose[node]
            if node.tail:
                _add(parent, node.tail, own, prose)
    return _Weights(own, prose)


def _add(node: HtmlElement, text: str, own: dict[HtmlElement, int], prose: dict[HtmlElement, int]) -> None:
    size = len(text.strip())
    own[node] += size
    if size >= _SENTENCE:
        prose[node] += size


def _named(nodes: Sequence[HtmlElement], weights: _Weights) -> HtmlElement | None:
    """The box with a body's name that holds most sentences: the outermost, unless one in it holds nearly all."""
    known = [node for node in nodes if weights.prose[node] and node.attrib and is_body(node)]
    if not known:
        return None
    best = max(known, key=lambda node: weights.prose[node])  # of equal ones the first, which is the outermost
    listed = [node for node in best.iter("ul", "ol", "table") if weights.own[node] > _FEW]
    for node in known:
        if weights.prose[node] < _INNER * weights.prose[best] or best not in node.iterancestors():
            continue
        inside = set(node.iter("ul", "ol", "table"))
        if all(part in inside for part in listed):
            best = node
    return best


def _crowded(root: HtmlElement, heading: HtmlElement | None) -> Box | None:
    """The box with most sentences in paragraphs of its own. Teasers stand one in a box, however many there are."""
    crowds: dict[HtmlElement, int] = {}
    leaves: dict[HtmlElement, bool] = {}
    for block in read_blocks(root):
        short = len(block.text) < _SENTENCE and block.kind != "item"
        if short or block.linked or block.element is heading or _is_dateline(block.text):
            continue
        place = _level(block.element, leaves)
        crowds[place] = crowds.get(place, 0) + len(block.text) - block.links
    if not crowds:
        return None
    best = max(crowds, key=lambda node: crowds[node])
    inner = set(best.iter("*"))
    inside = sum(size for node, size in crowds.items() if node in inner)
    near = _with_heading(best, heading)
    beside = max((size for node, size in crowds.items() if node in near and node not in inner), default=0)
    away = max((size for node, size in crowds.items() if node not in near and node not in inner), default=0)
    # A lead or a second half may stand in a box of its own beside this one: then it is better to ask.
    clear = beside <= _SECOND * inside and away <= (_AWAY if near else _SECOND) * inside
    enough = inside >= (_LEAST_NEAR if near else _LEAST)
    return Box(best, named=False, sure=enough and clear and best.tag not in _TOP)


def _is_dateline(text: str) -> bool:
    return len(text) <= _DATELINE and (noise.BYLINE.match(text) is not None or find_dateline(text) is not None)


def _with_heading(box: HtmlElement, heading: HtmlElement | None) -> set[HtmlElement]:
    """All elements of the smallest box that holds ``box`` and the headline; none if that is the whole page."""
    if heading is None:
        return set()
    above = set(heading.iterancestors())
    common = next((node for node in (box, *box.iterancestors()) if node in above), None)
    return set(common.iter("*")) if common is not None and common.tag not in _TOP else set()


def _level(node: HtmlElement, leaves: dict[HtmlElement, bool]) -> HtmlElement:
    """The box in which a paragraph, a list or a table stands. A ``<div>`` without other blocks in it is a paragraph as
    well: many editors write them so. ``leaves`` remembers which are."""
    parent = node.getparent()
    if node.tag == "div" and parent is not None and len(parent) > 1:
        if node not in leaves:
            leaves[node] = not any(child.tag in BLOCK_TAGS for child in node)
        if leaves[node]:
            node = parent
    while node.tag in _PARAGRAPHS and (parent := node.getparent()) is not None:
        node = parent
    return node
