"""Strings of an lxml tree as things of their own. lxml keeps a string with the element before it (its tail) or around
it (its text); whoever takes text out of the middle of a paragraph thinks in strings and their neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml.html import HtmlElement

from inovasi.scrape.article.tree import joined


@dataclass(frozen=True, slots=True)
class Piece:
    """An element, or the string that lxml keeps as its ``text`` or its ``tail``."""

    node: HtmlElement
    part: Literal["element", "text", "tail"]

    @property
    def text(self) -> str:
        if self.part == "element":
            return joined(self.node)
        return (self.node.text if self.part == "text" else self.node.tail) or ""

    @property
    def parent(self) -> HtmlElement | None:
        return self.node if self.part == "text" else self.node.getparent()

    @property
    def linked(self) -> bool:
        """True for a link and for an element with a link in it."""
        return self.part == "element" and next(self.node.iter("a"), None) is not None

    def write(self, text: str) -> None:
        """Put ``text`` in the place of a string."""
        if self.part == "text":
            self.node.text = text
        else:
            self.node.tail = text

    def drop(self) -> None:
        """Take the piece out of its tree; what follows an element stays."""
        if self.part != "element":
            self.write("")
        elif self.node.getparent() is not None:
            self.node.drop_tree()

    def following(self) -> Iterator[Piece]:
        """The pieces after this one in the same element."""
        if self.part == "element" and self.node.tail:
            yield Piece(self.node, "tail")
        node = next(iter(self.node), None) if self.part == "text" else self.node.getnext()
        while node is not None:
            yield Piece(node, "element")
            if node.tail:
                yield Piece(node, "tail")
            node = node.getnext()


def strings(root: HtmlElement) -> Iterator[Piece]:
    """All strings under ``root``; a tail comes when its element begins, not where it stands."""
    for node in root.iter("*"):
        if node.text:
            yield Piece(node, "text")
        if node.tail and node is not root:
            yield Piece(node, "tail")
