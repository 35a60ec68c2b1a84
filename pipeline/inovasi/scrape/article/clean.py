"""Take out of a parsed page what is no part of its article. Changes the tree it is given; ``page`` alone calls it."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from inovasi.scrape.article import noise
from inovasi.scrape.article.blocks import BLOCK_TAGS
from inovasi.scrape.article.boxes import is_body
from inovasi.scrape.article.pieces import Piece, strings
from inovasi.scrape.article.tree import attached, beginning, collapse, elements, joined, own_words, weigh

# Most themes are wrong about something: a box named "related" that holds the article, a <form> around the whole page
# (ASP.NET). What holds half of the page's own words is never noise.
_TOO_MUCH = 0.5
_ALSO_BOX = 250
_SHARE_BOX = 120
# Looking around a link costs as much as its surroundings are long. No real page has as many of them.
_MOST = 200
_CAPTION = 300
_ALBUM = 20
_FRAMES = frozenset({"a", "p", "div", "center", "figure", "span", "picture"})
# How themes and editors write a caption without calling it one.
_SMALL = re.compile(
    r"small|muted|italic|text-center|text-align:\s*center|font-size:\s*(?:small|[89]px|1[012]px|[89]pt)"
)
_TOP = frozenset({"html", "body", "main"})


def clean(root: HtmlElement, heading: HtmlElement | None = None) -> None:
    """Remove hidden text, boxes, captions, share bars, tag lists and pointers to other pages. What holds the
    ``heading`` of the article is no such box, whatever it is called."""
    etree.strip_elements(root, "script", "style", "noscript", "template", "svg", with_tail=False)
    _remove_boxes(root, {*heading.iterancestors()} if heading is not None else set())
    _remove_link_rows(root)
    _remove_captions(root)
    _remove_pointers(root)


def _remove_boxes(root: HtmlElement, kept: set[HtmlElement]) -> None:
    nodes = elements(root)
    weights = weigh(nodes)
    limit = max(_TOO_MUCH * weights[root], 1)
    gone: set[HtmlElement | None] = set()
    for node in nodes:  # in document order: a box comes before what is in it
        if node.getparent() in gone:
            gone.add(node)
        elif _unwanted(node) and node not in kept and weights[node] < limit and not _is_named_body(node):
            gone.add(node)
            node.drop_tree()


def _is_named_body(node: HtmlElement) -> bool:
    """True for "entry-content no-share": what such a word says of a body is not that it is none."""
    return node.tag in ("div", "section", "article") and is_body(node) and not noise.hides(node.get("style", ""))


def _unwanted(node: HtmlElement) -> bool:
    tag = node.tag
    if tag in noise.DROP_TAGS:
        return True
    attributes = node.attrib
    if not attributes or tag in _TOP:
        return False
    style = attributes.get("style")
    if "hidden" in attributes or (style and noise.hides(style)):
        return True
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    return len(names) > 1 and noise.drops(names.lower())


def _remove_link_rows(root: HtmlElement) -> None:
    """Share buttons and tag links, with the small box around them."""
    for link in [link for link in root.iter("a") if _same_sort(link)][:_MOST]:
        if attached(link):
            _small_box(link).drop_tree()


def _small_box(link: HtmlElement) -> HtmlElement:
    """The largest ancestor of ``link`` with hardly any text that is not link text, such as "Tags:"."""
    box = link
    for parent in link.iterancestors():
        if parent.tag in ("body", "html", "article", "main") or own_words(parent) > 30:
            break
        # Long and yet all links: only a row of links of the same sort may go as a whole.
        if len(joined(parent)) > _SHARE_BOX and not all(_same_sort(other) for other in parent.iter("a")):
            break
        box = parent
    return box


def _same_sort(link: HtmlElement) -> bool:
    return "tag" in link.get("rel", "").split() or noise.shares(link.get("href", ""))


def _remove_captions(root: HtmlElement) -> None:
    """A paragraph of an image and slanted or small text is the image with its caption, and so is a table of an image
    and one line, and a small or centred line right after an image."""
    seen: set[HtmlElement] = set()
    for image in list(islice(root.iter("img"), _MOST)):
        if attached(image) and not _remove_frame(image) and (line := _line_below(image)) is not None:
            line.drop_tree()
        box = enclosing_block(image) if attached(image) else None
        if box is not None and box not in seen:
            seen.add(box)
            if box.tag in ("p", "div", "center") and _is_captioned(box):
                box.drop_tree()


def _is_captioned(box: HtmlElement) -> bool:
    text = collapse(beginning(box, _CAPTION))
    if not text or len(text) > _CAPTION:
        return False
    slanted = "".join(collapse(joined(node)) for node in box.iter("em", "i", "small"))
    return len(slanted) >= len(text) and not any(map(_block, box.iterdescendants()))


def _remove_frame(image: HtmlElement) -> bool:
    """Remove the table that shows an image with a line of text below it."""
    table = next(image.iterancestors("table"), None)
    if table is None:
        return False
    texts = [text for text in (collapse(joined(cell)) for cell in islice(table.iter("td", "th"), 9)) if text]
    framed = len(texts) == 1 and len(texts[0]) <= _CAPTION and next(table.iter("p", "table", "ul", "ol")) is table
    if framed:
        table.drop_tree()
    return framed


def _line_below(image: HtmlElement) -> HtmlElement | None:
    """The element after an image that stands alone, if it looks like a caption."""
    box = image
    while (parent := box.getparent()) is not None and parent.tag in _FRAMES and len(parent) < _ALBUM:
        if collapse(beginning(parent, _CAPTION)):
            break
        box = parent
    line = box.getnext()
    while line is not None and line.tag == "br":
        line = line.getnext()
    if (box.tail or "").strip() or line is None or line.tag not in ("p", "div", "center", "span", "small", "em", "i"):
        return None
    told = f"{line.get('class', '')} {line.get('style', '')}".lower()
    text = collapse(beginning(line, _CAPTION))
    small = _SMALL.search(told) or line.tag in ("small", "em", "i", "center")
    return line if small and text and len(text) <= _CAPTION and not text.endswith((".", "”", ":")) else None


def _block(node: HtmlElement) -> bool:
    return node.tag in BLOCK_TAGS


def enclosing_block(node: HtmlElement) -> HtmlElement | None:
    """The nearest block element above ``node``."""
    return next(filter(_block, node.iterancestors()), None)


def _remove_pointers(root: HtmlElement) -> None:
    """ "Baca juga" boxes, lines, and links in the middle of a paragraph."""
    told = [piece for piece in strings(root) if noise.may_point(piece.text)]
    # From the last on: what follows a piece that is taken out moves to the string before it.
    for piece in reversed([piece for piece in told if noise.ALSO.match(piece.text)][:_MOST]):
        if attached(piece.node):
            _remove_pointer(piece)
    for piece in reversed([piece for piece in told if noise.ALSO_END.search(piece.text)][:_MOST]):
        follower = next(piece.following(), None) if attached(piece.node) else None
        if follower is not None and follower.linked:
            piece.write(noise.ALSO_END.sub("", piece.text))
            follower.drop()


def _remove_pointer(piece: Piece) -> None:
    parent = piece.parent
    block = parent if parent is None or _block(parent) else enclosing_block(parent)
    if block is None:
        return
    text = collapse(beginning(block, 2 * _ALSO_BOX))
    pointed = bool(noise.ALSO_COLON.match(text)) or next(block.iter("a"), None) is not None or len(text) <= 30
    if noise.ALSO.match(text) and len(text) <= _ALSO_BOX and pointed and block.tag not in ("body", "html"):
        _drop_with_list(block)
    else:
        _drop_inline(piece)


def _drop_with_list(block: HtmlElement) -> None:
    """Remove a "Baca juga" block and, if it only announces them, the links after it."""
    follower = block.getnext()
    if (
        next(block.iter("a"), None) is None
        and follower is not None
        and next(follower.iter("a"), None) is not None
        and own_words(follower) <= 20
    ):
        follower.drop_tree()
    block.drop_tree()


def _drop_inline(piece: Piece) -> None:
    """Remove "Baca juga: <a>...</a>" from a paragraph that goes on."""
    while (parent := piece.parent) is not None:
        if _block(parent) or not noise.ALSO.match(collapse(beginning(parent, _ALSO_BOX))):
            break
        piece = Piece(parent, "element")
    followers: list[Piece] = []
    if not piece.linked:
        for follower in islice(piece.following(), 4):
            followers.append(follower)
            if follower.linked:
                break
            is_break = follower.part == "element" and follower.node.tag == "br"
            if collapse(follower.text) not in ("", ":", "-", "»") or is_break:
                return  # no link follows: an ordinary sentence
        else:
            return
    # Strings first: an element that goes leaves its tail to its neighbour.
    for other in sorted([piece, *followers], key=lambda other: other.part == "element"):
        other.drop()
