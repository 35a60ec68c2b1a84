"""Which part of a cleaned page is the article, and its lines.

trafilatura knows best where an article stands, and drops short lists, numbers of lists and tables on the way. So its
text is only used to find the box; the lines come from ``blocks``, and what lies between the first and the last line
that trafilatura kept is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from lxml.html import HtmlElement

from inovasi.scrape.article import noise
from inovasi.scrape.article.blocks import LISTS, Block, read_blocks
from inovasi.scrape.article.boxes import Box, find_box, is_body
from inovasi.scrape.article.dates import find_dateline
from inovasi.scrape.article.tree import collapse
from inovasi.text import fold

# A letter to readers begins so.
_GREETING = re.compile(r"\W*(?:halo|hai|salam|selamat (?:pagi|siang|sore|malam)|yth)\b[^:]{0,60}", re.IGNORECASE)
_NOT_WORD = re.compile(r"[\W_]+")
# Shorter lines ("Kategori", "Admin") also stand elsewhere on a page and say nothing about where the article is.
_ANCHOR = 40
_COVER = 0.9
# How many boxes around a headline are looked at; each costs as much as the page is long.
_AROUND = 12
_INNER = noise.words("p li ul ol menu table h1 h2 h3 h4 h5 h6 blockquote pre dl dt dd center")


def article_lines(
    root: HtmlElement, title: str | None, heading: HtmlElement | None, guide: Callable[[], str | None]
) -> list[str]:
    """Lines of the article in a cleaned page; empty if there is none.

    ``guide`` gives trafilatura's text, if any; it is asked only if the box of the article is not clear without it.
    """
    box = find_box(root, heading)
    if box is not None and box.sure:
        return box_lines(box.element, title)
    return _written(_guided(root, box, title, _key(guide() or "")), title)


def box_lines(box: HtmlElement, title: str | None) -> list[str]:
    """The lines of a box that holds nothing but the article, its title and what themes put around them."""
    return _written([(block, not block.linked) for block in read_blocks(box)], title)


def _written(pairs: Sequence[tuple[Block, bool]], title: str | None) -> list[str]:
    lines = [noise.cut_also(block.line).strip() for block in _trimmed(pairs, title)]
    return [line for line in lines if line]


def _guided(root: HtmlElement, box: Box | None, title: str | None, guide: str) -> list[tuple[Block, bool]]:
    """The lines of the box around those that the guide has too, and which they are."""
    blocks = read_blocks(root)
    matched = [len(key) >= 12 and key in guide for key in (_key(block.text) for block in blocks)]
    anchors = [block for block, hit in zip(blocks, matched, strict=True) if hit and len(block.text) >= _ANCHOR]
    if not anchors:
        anchors = _likely(blocks, box) or _under_title(blocks, title)
        chosen = set(anchors)
        matched = [block in chosen for block in blocks]
    if not anchors:
        return []
    inside = set(read_blocks_of(_container(anchors), blocks))
    return [(block, hit) for block, hit in zip(blocks, matched, strict=True) if block in inside]


def _key(text: str) -> str:
    return _NOT_WORD.sub("", text).casefold()


def _likely(blocks: Sequence[Block], box: Box | None) -> list[Block]:
    """Without trafilatura's help: the lines that are no links, of a known body box or long enough for sentences."""
    if box is not None and box.named:
        found = [block for block in read_blocks_of(box.element, blocks) if not block.linked]
        if sum(len(block.text) for block in found) >= _ANCHOR:
            return found
    return [block for block in blocks if len(block.text) >= 1.5 * _ANCHOR and not block.linked]


def _under_title(blocks: Sequence[Block], title: str | None) -> list[Block]:
    """A page so short that nothing on it looks like a paragraph: what stands in one box with its headline."""
    heading = next((block for block in blocks if block.kind == "heading" and block.text == title), None)
    for parent in islice(heading.element.iterancestors(), _AROUND) if heading is not None else ():
        found = [block for block in read_blocks_of(parent, blocks) if not block.linked and block is not heading]
        if len(found) > 1 and sum(len(block.text) for block in found) >= _ANCHOR:
            return found
    return []


def read_blocks_of(node: HtmlElement, blocks: Sequence[Block]) -> list[Block]:
    """Those of ``blocks`` that stand in ``node``."""
    inner = set(node.iter("*"))
    return [block for block in blocks if block.element in inner]


def _container(anchors: Sequence[Block]) -> HtmlElement:
    """The smallest box that holds nearly all anchors, widened to the theme's own box for the body if there is one."""
    weights: dict[HtmlElement, int] = {}
    depths: dict[HtmlElement, int] = {}
    for block in anchors:
        chain = [block.element, *block.element.iterancestors()]
        for depth, node in enumerate(reversed(chain)):
            weights[node] = weights.get(node, 0) + len(block.text)
            depths[node] = depth
    enough = _COVER * sum(len(block.text) for block in anchors)
    best = max((node for node, weight in weights.items() if weight >= enough), key=lambda node: depths[node])
    while best.tag in _INNER and (parent := best.getparent()) is not None:
        best = parent
    for parent in [best, *best.iterancestors()]:
        if is_body(parent):
            return parent
    return best


def _trimmed(pairs: Sequence[tuple[Block, bool]], title: str | None) -> list[Block]:
    """Without the title and the byline before the text, what follows it, and noise in between."""
    hits = [number for number, (_, hit) in enumerate(pairs) if hit]
    if not hits:
        return []
    told = next((number for number in reversed(hits) if _tells(pairs[number][0])), 0)  # the last sentence
    levels = [_level(block) for block, _ in pairs]
    parents = {level for level, (_, hit) in zip(levels, pairs, strict=True) if hit}
    menus = _menus([block for block, _ in pairs])
    kept: list[Block] = []
    seen: set[HtmlElement] = set()  # the levels of what is kept
    cut: HtmlElement | None = None  # the element of a heading above other pages
    for number, (block, hit) in enumerate(pairs):
        item = block.kind == "item" or (block.kind == "row" and " | " in block.text)
        if not item and noise.is_credit(block.text) and (not kept or number > told):
            continue
        if noise.is_noise_line(block.text, item=item):
            if not item and noise.HEADING.match(block.text):
                cut = block.element
            continue
        if not kept and (_byline(block.text) or (title and fold(block.text) == fold(title))):
            continue
        beside = levels[number] in parents
        previous = kept[-1] if kept else None
        if cut is not None:  # after "Berita Lainnya:" only what stands in a box that the article had before
            wanted = hit and levels[number] in seen and block not in menus and block.element is not cut
        elif hits[0] < number < hits[-1] or hit:
            wanted = block not in menus or (hit and block.linked) or _announced(previous)
        elif number < hits[0]:
            opens = item or _sentence(block.text) or _GREETING.fullmatch(block.text)
            wanted = beside and not block.linked and bool(opens)
        else:
            wanted = _announced(previous) or (beside and block not in menus)
        if wanted:
            kept.append(block)
            seen.add(levels[number])
    return kept


def _level(block: Block) -> HtmlElement:
    """The box in which the paragraph, the list or the table of ``block`` stands."""
    node: HtmlElement = block.element
    while node.tag in _INNER or node.tag in LISTS:
        parent = node.getparent()
        if parent is None:
            break
        node = parent
    return node


def _menus(blocks: Sequence[Block]) -> set[Block]:
    """The lines that are links alone, in lists where every line is: menus and lists of other pages."""
    lists: dict[HtmlElement | None, list[Block]] = {}
    for block in blocks:
        box = next(block.element.iterancestors(*LISTS), None) if block.kind == "item" else block.element
        lists.setdefault(box, []).append(block)
    menus = (group for group in lists.values() if all(block.linked for block in group) or _buttons(group))
    return {block for group in menus for block in group}


def _buttons(group: Sequence[Block]) -> bool:
    return len(group) > 2 and all(noise.is_tool(block.text) for block in group)


def _announced(previous: Block | None) -> bool:
    """True after "... yaitu:" and inside the list that it began."""
    return previous is not None and (previous.text.endswith(":") or (previous.linked and previous.kind == "item"))


def _byline(text: str) -> bool:
    """ "Oleh: Admin", "Kamis, 24/10/2019 - 08:45 WITA | Dibaca: 318 kali", "120"; a sentence is none."""
    if len(text) > 120 or text.endswith((".", "”", '"')):
        return False
    if not any(map(str.isalpha, text)):  # how many liked it
        return True
    return bool(noise.BYLINE.match(text)) or find_dateline(text) is not None


def _tells(block: Block) -> bool:
    return _sentence(block.text) and not noise.is_noise_line(block.text) and not noise.is_credit(block.text)


def _sentence(text: str) -> bool:
    """Enough of a sentence to open an article; bylines ("Oleh: Admin | 12 kali dibaca") are not."""
    return len(text) >= 80 or (len(text.split()) >= 6 and collapse(text).endswith((".", '"', "”", ":")))
