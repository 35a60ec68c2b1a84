"""HTML -> lxml tree, and the few questions that everything here asks of a tree."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_SPACE = re.compile(r"\s+")
# What XML forbids; libxml2 would end the text there.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

# Browsers take it for <br>, libxml2 passes over it.
_BREAK = re.compile(r"</br\s*/?>", re.IGNORECASE)


def parse(html: str) -> HtmlElement | None:
    """The root of a page, without comments and processing instructions; None if there is no element in it.

    Bytes and a parser that was told their encoding: of a string with ``<meta charset>`` lxml may believe the meta.
    """
    # huge_tree: the parser would else leave out, in silence, what is nested more than 256 deep.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    html = _BREAK.sub("<br>", _CONTROL.sub("", html))
    data = html.encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    return root if isinstance(root, HtmlElement) else None


def elements(root: HtmlElement) -> list[HtmlElement]:
    """``root`` and all elements under it, in document order."""
    return list(root.iter("*"))


def depth_of(nodes: Sequence[HtmlElement]) -> int:
    """How deep a tree is nested; ``nodes`` are all its elements in document order."""
    depths: dict[HtmlElement, int] = {}
    for node in nodes:
        parent = node.getparent()
        depths[node] = depths.get(parent, 0) + 1 if parent is not None else 1
    return max(depths.values(), default=0)


def collapse(text: str) -> str:
    """White space (also non-breaking) to single spaces, soft hyphens and zero-width characters away."""
    if text.isascii():
        return " ".join(text.split())
    return _SPACE.sub(" ", text.translate(_INVISIBLE)).strip()


def text_of(node: HtmlElement) -> str:
    """The text in ``node``, collapsed; a space where one element ends and the next begins."""
    return collapse(" ".join(node.itertext()))


def joined(node: HtmlElement) -> str:
    """The text in ``node`` as it is written, nothing between elements."""
    return "".join(node.itertext())


def beginning(node: HtmlElement, size: int) -> str:
    """The text in ``node`` as it is written, cut off soon after ``size`` characters."""
    parts: list[str] = []
    for part in node.itertext():
        parts.append(part)
        size -= len(part)
        if size < 0:
            break
    return "".join(parts)


def class_words(node: HtmlElement) -> list[str]:
    """The words of ``class`` and ``id``, in lower case."""
    return f"{node.get('class', '')} {node.get('id', '')}".lower().split()


def attached(node: HtmlElement) -> bool:
    """False for what was taken out of its tree, alone or with a box around it."""
    top = node
    while (parent := top.getparent()) is not None:
        top = parent
    return bool(top.tag == "html")


def own_words(node: HtmlElement) -> int:
    """Characters of text that is not link text."""
    return len(joined(node)) - sum(len(joined(link)) for link in node.iter("a") if link is not node)


def weigh(nodes: Sequence[HtmlElement]) -> dict[HtmlElement, int]:
    """``own_words`` of every element (white space at the ends of a string left out), in one pass over all of them.

    ``nodes`` are all elements of a tree in document order.
    """
    total: dict[HtmlElement, int] = dict.fromkeys(nodes, 0)
    links: dict[HtmlElement, int] = dict.fromkeys(nodes, 0)
    for node in reversed(nodes):  # children come before their parents
        size = total[node] + (len(node.text.strip()) if node.text else 0)
        total[node] = size
        parent = node.getparent()
        if parent is None:
            continue
        total[parent] += size + (len(node.tail.strip()) if node.tail else 0)
        links[parent] += size if node.tag == "a" else links[node]
    return {node: total[node] - links[node] for node in nodes}
