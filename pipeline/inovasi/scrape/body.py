"""Which part of a cleaned page is the article, and its lines.

trafilatura knows best where an article stands, and drops short lists, numbers of lists and tables on the way. So its
text is only used to find the box; the lines come from ``blocks``, and what lies between the first and the last line
that trafilatura kept is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag

from inovasi.scrape import noise
from inovasi.scrape.blocks import LISTS, Block, collapse, read_blocks
from inovasi.scrape.clean import class_words
from inovasi.scrape.dates import find_dateline
from inovasi.text import fold

_NOT_WORD = re.compile(r"[\W_]+")
# Shorter lines ("Kategori", "Admin") also stand elsewhere on a page and say nothing about where the article is.
_ANCHOR = 40
_COVER = 0.9
_INNER = noise.words("p li ul ol menu table tbody thead tr td th h1 h2 h3 h4 h5 h6 blockquote pre dl dt dd center")


def article_lines(soup: BeautifulSoup, title: str | None, guide: str | None) -> list[str]:
    """Lines of the article in a cleaned page; empty if there is none. ``guide`` is trafilatura's text, if any."""
    blocks = read_blocks(soup)
    kept = [_key(block.text) for block in blocks]
    guided = _key(guide or "")
    matched = [bool(key) and len(key) >= 12 and key in guided for key in kept]
    anchors = [block for block, hit in zip(blocks, matched, strict=True) if hit and len(block.text) >= _ANCHOR]
    if not anchors:
        anchors = _likely(blocks, soup) or _under_title(blocks, title)
        chosen = {id(block) for block in anchors}
        matched = [id(block) in chosen for block in blocks]
    if not anchors:
        return []
    inside = {id(block) for block in read_blocks_of(_container(anchors), blocks)}
    pairs = [(block, hit) for block, hit in zip(blocks, matched, strict=True) if id(block) in inside]
    lines = [noise.cut_also(block.line).strip() for block in _trimmed(pairs, title)]
    return [line for line in lines if line]


def _key(text: str) -> str:
    return _NOT_WORD.sub("", text).casefold()


def _likely(blocks: Sequence[Block], soup: BeautifulSoup) -> list[Block]:
    """Without trafilatura's help: the lines that are no links, of a known body box or long enough for sentences."""
    for node in soup.find_all(name=True):
        known = node.get("itemprop") == "articleBody" or not noise.BODY_CLASSES.isdisjoint(class_words(node))
        if known:
            found = [block for block in read_blocks_of(node, blocks) if not block.linked]
            if sum(len(block.text) for block in found) >= _ANCHOR:
                return found
    return [block for block in blocks if len(block.text) >= 1.5 * _ANCHOR and not block.linked]


def _under_title(blocks: Sequence[Block], title: str | None) -> list[Block]:
    """A page so short that nothing on it looks like a paragraph: what stands in one box with its headline."""
    heading = next((block for block in blocks if block.kind == "heading" and block.text == title), None)
    for parent in heading.element.parents if heading else ():
        found = [block for block in read_blocks_of(parent, blocks) if not block.linked and block is not heading]
        if len(found) > 1 and sum(len(block.text) for block in found) >= _ANCHOR:
            return found
    return []


def read_blocks_of(node: Tag, blocks: Sequence[Block]) -> list[Block]:
    """Those of ``blocks`` that stand in ``node``."""
    inner = {id(tag) for tag in node.find_all(name=True)} | {id(node)}
    return [block for block in blocks if id(block.element) in inner]


def _container(anchors: Sequence[Block]) -> Tag:
    """The smallest box that holds nearly all anchors, widened to the theme's own box for the body if there is one."""
    weights: dict[int, int] = {}
    boxes: dict[int, Tag] = {}
    depths: dict[int, int] = {}
    for block in anchors:
        chain = [block.element, *block.element.parents]
        for depth, node in enumerate(reversed(chain)):
            weights[id(node)] = weights.get(id(node), 0) + len(block.text)
            boxes[id(node)], depths[id(node)] = node, depth
    enough = _COVER * sum(len(block.text) for block in anchors)
    best = boxes[max((key for key, weight in weights.items() if weight >= enough), key=lambda key: depths[key])]
    while best.name in _INNER and best.parent is not None:
        best = best.parent
    for parent in [best, *best.parents]:
        if parent.get("itemprop") == "articleBody" or not noise.BODY_CLASSES.isdisjoint(class_words(parent)):
            return parent
    return best


def _trimmed(pairs: Sequence[tuple[Block, bool]], title: str | None) -> list[Block]:
    """Without the title and the byline before the text, what follows it, and noise in between."""
    hits = [number for number, (_, hit) in enumerate(pairs) if hit]
    if not hits:
        return []
    parents = {id(_level(block)) for block, hit in pairs if hit}
    menus = _menus([block for block, _ in pairs])
    kept: list[Block] = []
    cut = False
    for number, (block, hit) in enumerate(pairs):
        item = block.kind in ("item", "row")
        if noise.is_noise_line(block.text, item=item):
            cut = cut or (not item and bool(noise.HEADING.match(block.text)))
            continue
        if not kept and (_byline(block.text) or (title and fold(block.text) == fold(title))):
            continue
        beside = id(_level(block)) in parents
        previous = kept[-1] if kept else None
        if cut:  # after "Berita Lainnya:" only what stands in a box that the article had before
            wanted = hit and any(_level(block) is _level(other) for other in kept) and id(block) not in menus
        elif hits[0] < number < hits[-1] or hit:
            wanted = hit or id(block) not in menus or _announced(previous)
        elif number < hits[0]:
            wanted = beside and not block.linked and (item or _sentence(block.text))
        else:
            wanted = _announced(previous) or (beside and id(block) not in menus)
        if wanted:
            kept.append(block)
    return kept


def _level(block: Block) -> Tag | None:
    """The box in which the paragraph, the list or the table of ``block`` stands."""
    node: Tag = block.element
    while node.name in _INNER or node.name in LISTS:
        if node.parent is None:
            break
        node = node.parent
    return node


def _menus(blocks: Sequence[Block]) -> set[int]:
    """Ids of the lines that are links alone, in lists where every line is: menus and lists of other pages."""
    lists: dict[int, list[Block]] = {}
    for block in blocks:
        box = block.element.find_parent(LISTS) if block.kind == "item" else block.element
        lists.setdefault(id(box), []).append(block)
    return {id(block) for group in lists.values() if all(block.linked for block in group) for block in group}


def _announced(previous: Block | None) -> bool:
    """True after "... yaitu:" and inside the list that it began."""
    return previous is not None and (previous.text.endswith(":") or (previous.linked and previous.kind == "item"))


def _byline(text: str) -> bool:
    """ "Oleh: Admin", "Kamis, 24/10/2019 - 08:45 WITA | Dibaca: 318 kali"; a sentence is none."""
    if len(text) > 120 or text.endswith((".", "”", '"')):
        return False
    return bool(noise.BYLINE.match(text)) or find_dateline(text) is not None


def _sentence(text: str) -> bool:
    """Enough of a sentence to open an article; bylines ("Oleh: Admin | 12 kali dibaca") are not."""
    return len(text) >= 80 or (len(text.split()) >= 6 and collapse(text).endswith((".", '"', "”", ":")))
