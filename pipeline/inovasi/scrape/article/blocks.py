"""HTML tree -> lines of text: paragraphs, list items with their marks, table rows. Reads the tree, never changes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, repeat
from typing import Literal

from lxml.html import HtmlElement

from inovasi.scrape.article.noise import words
from inovasi.scrape.article.tree import collapse, text_of

Kind = Literal["text", "heading", "item", "row"]

BLOCK_TAGS = words(
    "html body main article section header div p h1 h2 h3 h4 h5 h6 ul ol menu li dl dt dd table",
    "caption thead tbody tfoot",
    "tr td th blockquote pre figure address center fieldset details summary hgroup",
)
HEADINGS = words("h1 h2 h3 h4 h5 h6")
LISTS = words("ul ol menu")
# A page nested deeper than this is broken or hostile; its inner text is then taken as it comes.
_MAX_DEPTH = 150
# Word's lists are paragraphs with their marks in a span: "1.", a bullet, or a letter that a symbol font shows as one.
_WORD_MARK = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_BULLETS = frozenset("-–—*·•▪●‣")
_COUNTED = re.compile(r"\(?(?:\d{1,4}|[a-zA-Z]{1,5})[.)]{1,2}|\d{1,4}(?:\.\d{1,3}){1,4}")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, eq=False)
class Block:
    """One line of text. ``element`` is the block element that holds it, ``links`` how many of its characters are
    link text; ``mark`` is "- ", "3. " or empty and stands before the text when rendered."""

    text: str
    kind: Kind
    element: HtmlElement
    links: int
    mark: str = ""

    @property
    def line(self) -> str:
        return self.mark + self.text

    @property
    def linked(self) -> bool:
        """True if nearly all of it is link text."""
        return self.links >= 0.8 * len(self.text)


@dataclass
class _Writer:
    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    links: int = 0
    mark: str = ""
    item: bool = False
    word: bool = False  # the paragraph that is being written is an item of a list from Word
    marks: list[Iterator[str]] = field(default_factory=list)  # of the lists around, the innermost last

    def text(self, text: str, *, link: bool) -> None:
        self.parts.append(text)
        if link:
            self.links += len(collapse(text))

    def flush(self, element: HtmlElement, kind: Kind = "text") -> None:
        """End the line that is being written, if there is one."""
        text = collapse("".join(self.parts))
        if text:
            kind = "item" if kind == "text" and (self.item or self.word) else kind
            self.blocks.append(Block(text, kind, element, self.links, self.mark))
            self.mark = ""
        self.parts.clear()
        self.links = 0
        if self.word:
            self.mark, self.word = "", False


def read_blocks(root: HtmlElement) -> list[Block]:
    """All lines under ``root`` in reading order."""
    writer = _Writer()
    _walk(root, root, writer, link=False, depth=0)
    writer.flush(root)
    return writer.blocks


def _walk(node: HtmlElement, block: HtmlElement, writer: _Writer, *, link: bool, depth: int) -> None:
    if node.text:
        _string(node.text, block, writer, link=link)
    for child in node:
        _element(child, block, writer, link=link, depth=depth + 1)
        if child.tail:
            _string(child.tail, block, writer, link=link)


def _string(text: str, block: HtmlElement, writer: _Writer, *, link: bool) -> None:
    if block.tag != "pre":
        writer.text(text, link=link)
        return
    for number, line in enumerate(text.split("\n")):
        if number:
            writer.flush(block)
        writer.text(line, link=link)


def _element(node: HtmlElement, block: HtmlElement, writer: _Writer, *, link: bool, depth: int) -> None:
    tag = node.tag
    if depth > _MAX_DEPTH:
        writer.text(text_of(node), link=link)
    elif tag in ("br", "hr"):
        writer.flush(block)
    elif tag in LISTS:
        writer.flush(block)
        _list(node, writer, link=link, depth=depth)
    elif tag == "table" and is_data_table(node):
        writer.flush(block)
        _rows(node, writer)
    elif tag == "li":  # outside a list, or inside another element of one: broken markup that browsers show as an item
        writer.flush(block)
        _item(node, next(writer.marks[-1]) if writer.marks else "- ", writer, link=link, depth=depth)
    elif tag in BLOCK_TAGS:
        writer.flush(block)
        _walk(node, node, writer, link=link, depth=depth)
        writer.flush(node, "heading" if tag in HEADINGS else "text")
    elif tag == "span" and not writer.item and _WORD_MARK.search(node.get("style", "")):
        writer.mark, writer.word = _word_mark(node), True
    else:
        _walk(node, block, writer, link=link or tag == "a", depth=depth)


def _word_mark(node: HtmlElement) -> str:
    """The mark of a list item that Word wrote as a paragraph: "1. ", "b) ", "· "; "- " for what a symbol font shows."""
    shown = text_of(node)
    return f"{shown} " if shown in _BULLETS or _COUNTED.fullmatch(shown) else "- "


def _list(node: HtmlElement, writer: _Writer, *, link: bool, depth: int) -> None:
    """Items one after another; an inner list's items stand on lines of their own, with their own marks."""
    items = list(node)
    marks = _marks(node, sum(item.tag == "li" for item in items))
    writer.marks.append(marks)
    for item in items:
        if item.tag != "li":  # an inner list, or a paragraph, put straight into the list
            _element(item, node, writer, link=link, depth=depth + 1)
            continue
        number = _integer(item.get("value"))
        mark = next(marks)
        mark = f"{number}. " if number is not None and node.tag == "ol" else mark
        _item(item, mark, writer, link=link, depth=depth + 1)
    writer.marks.pop()


def _item(item: HtmlElement, mark: str, writer: _Writer, *, link: bool, depth: int) -> None:
    outer = writer.item
    writer.mark, writer.item = mark, True
    _walk(item, item, writer, link=link, depth=depth)
    writer.flush(item, "item")
    writer.mark, writer.item = "", outer


def _marks(node: HtmlElement, items: int) -> Iterator[str]:
    """The marks of a list's items, without an end: some items hide in other elements."""
    if node.tag != "ol":
        return repeat("- ")
    start = _integer(node.get("start"))
    reverse = node.get("reversed") is not None
    first = start if start is not None else (items if reverse else 1)
    kind = str(node.get("type") or "1")
    return (f"{_numeral(number, kind)}. " for number in count(first, -1 if reverse else 1))


def _integer(value: object) -> int | None:
    text = str(value).strip() if value is not None else ""
    return int(text) if re.fullmatch(r"-?[0-9]{1,6}", text) else None


def _numeral(number: int, kind: str) -> str:
    """The mark a browser shows: letters and Roman numerals as far as they go, else digits."""
    if kind in ("a", "A") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter if kind == "a" else letter.upper()
    if kind in ("i", "I") and 1 <= number < 400:
        roman, rest = "", number
        for value, sign in _ROMAN:
            roman += sign * (rest // value)
            rest %= value
        return roman if kind == "i" else roman.upper()
    return str(number)


def is_data_table(table: HtmlElement) -> bool:
    """False for a table that lays out a page: one inside another, a single cell, or several paragraphs in a cell."""
    if table.find(".//table") is not None:
        return False
    cells = list(table.iter("td", "th"))
    return len(cells) > 1 and not any(sum(1 for _ in cell.iter("p", "h1", "h2", "h3")) > 2 for cell in cells)


def _rows(table: HtmlElement, writer: _Writer) -> None:
    """One line a row, cells separated by " | "; empty cells at the end of a row leave no trace."""
    for row in table.iter("tr", "caption"):
        texts = [text_of(cell) for cell in list(row.iter("td", "th")) or [row]]
        links = sum(len(text_of(link)) for link in row.iter("a"))
        line = " | ".join(texts).rstrip(" |")
        if line:
            writer.blocks.append(Block(line, "row", table, links))
