"""HTML tree -> lines of text: paragraphs, list items with their marks, table rows. Reads the tree, never changes it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from bs4 import NavigableString, Tag
from bs4.element import PreformattedString

from inovasi.scrape.noise import words

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
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_SPACE = re.compile(r"\s+")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, eq=False)
class Block:
    """One line of text. ``element`` is the block element that holds it, ``links`` how many of its characters are
    link text; ``mark`` is "- ", "3. " or empty and stands before the text when rendered."""

    text: str
    kind: Kind
    element: Tag
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

    def text(self, text: str, *, link: bool) -> None:
        self.parts.append(text)
        if link:
            self.links += len(collapse(text))

    def flush(self, element: Tag, kind: Kind = "text") -> None:
        """End the line that is being written, if there is one."""
        text = collapse("".join(self.parts))
        if text:
            kind = "item" if kind == "text" and self.item else kind
            self.blocks.append(Block(text, kind, element, self.links, self.mark))
            self.mark = ""
        self.parts.clear()
        self.links = 0


def collapse(text: str) -> str:
    """White space (also non-breaking) to single spaces, soft hyphens and zero-width characters away."""
    return _SPACE.sub(" ", text.translate(_INVISIBLE)).strip()


def read_blocks(root: Tag) -> list[Block]:
    """All lines under ``root`` in reading order."""
    writer = _Writer()
    _walk(root, root, writer, link=False, depth=0)
    writer.flush(root)
    return writer.blocks


def _walk(node: Tag, block: Tag, writer: _Writer, *, link: bool, depth: int) -> None:
    for child in node.children:
        if isinstance(child, Tag):
            _element(child, block, writer, link=link, depth=depth + 1)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            _string(child, block, writer, link=link)


def _string(child: NavigableString, block: Tag, writer: _Writer, *, link: bool) -> None:
    if block.name != "pre":
        writer.text(str(child), link=link)
        return
    for number, line in enumerate(str(child).split("\n")):
        if number:
            writer.flush(block)
        writer.text(line, link=link)


def _element(node: Tag, block: Tag, writer: _Writer, *, link: bool, depth: int) -> None:
    if depth > _MAX_DEPTH:
        writer.text(node.get_text(" "), link=link)
    elif node.name in ("br", "hr"):
        writer.flush(block)
    elif node.name in LISTS:
        writer.flush(block)
        _list(node, writer, link=link, depth=depth)
    elif node.name == "table" and is_data_table(node):
        writer.flush(block)
        _rows(node, writer)
    elif node.name in BLOCK_TAGS:
        writer.flush(block)
        _walk(node, node, writer, link=link, depth=depth)
        writer.flush(node, "heading" if node.name in HEADINGS else "text")
    else:
        _walk(node, block, writer, link=link or node.name == "a", depth=depth)


def _list(node: Tag, writer: _Writer, *, link: bool, depth: int) -> None:
    """Items one after another; an inner list's items stand on lines of their own, with their own marks."""
    items = [child for child in node.children if isinstance(child, Tag)]
    marks = iter(_marks(node, sum(item.name == "li" for item in items)))
    outer = writer.item
    for item in items:
        if item.name != "li":  # an inner list, or a paragraph, put straight into the list
            _element(item, node, writer, link=link, depth=depth + 1)
            continue
        number = _integer(item.get("value"))
        mark = next(marks)
        writer.mark = f"{number}. " if number is not None and node.name == "ol" else mark
        writer.item = True
        _walk(item, item, writer, link=link, depth=depth + 1)
        writer.flush(item, "item")
        writer.mark, writer.item = "", outer


def _marks(node: Tag, count: int) -> list[str]:
    if node.name != "ol":
        return ["- "] * count
    start = _integer(node.get("start"))
    reverse = node.has_attr("reversed")
    first = start if start is not None else (count if reverse else 1)
    kind = str(node.get("type") or "1")
    return [f"{_numeral(first - i if reverse else first + i, kind)}. " for i in range(count)]


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


def is_data_table(table: Tag) -> bool:
    """False for a table that lays out a page: one inside another, a single cell, or several paragraphs in a cell."""
    if table.find("table"):
        return False
    cells = table.find_all(["td", "th"])
    return len(cells) > 1 and not any(len(cell.find_all(["p", "h1", "h2", "h3"], limit=3)) > 2 for cell in cells)


def _rows(table: Tag, writer: _Writer) -> None:
    """One line a row, cells separated by " | "; empty cells at the end of a row leave no trace."""
    for row in table.find_all(["tr", "caption"]):
        cells = row.find_all(["td", "th"]) or [row]
        texts = [collapse(cell.get_text(" ")) for cell in cells]
        links = sum(len(collapse(link.get_text(" "))) for link in row.find_all("a"))
        line = " | ".join(texts).rstrip(" |")
        if line:
            writer.blocks.append(Block(line, "row", table, links))
