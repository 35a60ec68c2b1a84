"""Take out of a parsed page what is no part of its article. Changes the tree it is given; ``page`` alone calls it."""

from __future__ import annotations

from bs4 import BeautifulSoup, NavigableString, Tag

from inovasi.scrape import noise
from inovasi.scrape.blocks import BLOCK_TAGS, collapse

# Most themes are wrong about something: a box named "related" that holds the article, a <form> around the whole page
# (ASP.NET). What holds half of the page's own words is never noise.
_TOO_MUCH = 0.5
_ALSO_BOX = 250
_SHARE_BOX = 120
# Looking around a link costs as much as its surroundings are long. No real page has as many of them.
_MOST = 200


def clean(soup: BeautifulSoup) -> None:
    """Remove hidden text, boxes, captions, share bars, tag lists and pointers to other pages."""
    for node in soup.find_all(["script", "style", "noscript", "template", "svg"]):
        node.decompose()
    words = own_words(soup)
    for node in [node for node in soup.find_all(name=True) if _unwanted(node)]:
        if not node.decomposed and own_words(node) < max(_TOO_MUCH * words, 1):
            node.decompose()
    _remove_link_rows(soup)
    _remove_captions(soup)
    _remove_pointers(soup)


def own_words(node: Tag) -> int:
    """Characters of text that is not link text."""
    return len(node.get_text()) - sum(len(link.get_text()) for link in node.find_all("a"))


def _unwanted(node: Tag) -> bool:
    if node.name in ("html", "body", "main"):
        return False
    if node.name in noise.DROP_TAGS or node.has_attr("hidden"):
        return True
    style = node.get("style")
    if isinstance(style, str) and noise.HIDDEN_STYLE.search(style):
        return True
    names = class_words(node)
    return not noise.DROP_CLASSES.isdisjoint(names) or any(part in name for name in names for part in noise.DROP_PARTS)


def class_words(node: Tag) -> list[str]:
    """The words of ``class`` and ``id``, in lower case."""
    classes = node.get("class") or []
    names = classes.split() if isinstance(classes, str) else list(classes)
    return [name.lower() for name in [*names, *str(node.get("id") or "").split()]]


def _remove_link_rows(soup: BeautifulSoup) -> None:
    """Share buttons and tag links, with the small box around them."""
    for link in [link for link in soup.find_all("a") if _same_sort(link)][:_MOST]:
        if not link.decomposed:
            _small_box(link).decompose()


def _small_box(link: Tag) -> Tag:
    """The largest ancestor of ``link`` with hardly any text that is not link text, such as "Tags:"."""
    box = link
    for parent in link.parents:
        if parent.name in ("body", "html", "[document]", "article", "main") or own_words(parent) > 30:
            break
        # Long and yet all links: only a row of links of the same sort may go as a whole.
        if len(parent.get_text()) > _SHARE_BOX and not all(_same_sort(other) for other in parent.find_all("a")):
            break
        box = parent
    return box


def _same_sort(link: Tag) -> bool:
    return "tag" in (link.get("rel") or []) or bool(noise.SHARE_LINK.search(str(link.get("href") or "")))


def _remove_captions(soup: BeautifulSoup) -> None:
    """A paragraph of an image and slanted or small text is the image with its caption."""
    for image in soup.find_all("img", limit=_MOST):
        box = None if image.decomposed else enclosing_block(image)
        if box is None or box.name not in ("p", "div", "center"):
            continue
        text = collapse(box.get_text())
        slanted = "".join(collapse(node.get_text()) for node in box.find_all(["em", "i", "small"], recursive=True))
        if text and len(text) <= 300 and len(slanted) >= len(text) and box.find(BLOCK_TAGS) is None:
            box.decompose()


def enclosing_block(node: Tag | NavigableString) -> Tag | None:
    """The nearest block element above ``node``."""
    return next((parent for parent in node.parents if parent.name in BLOCK_TAGS), None)


def _remove_pointers(soup: BeautifulSoup) -> None:
    """ "Baca juga" boxes, lines, and links in the middle of a paragraph."""
    for string in soup.find_all(string=noise.ALSO, limit=_MOST):
        block = enclosing_block(string)
        if string.parent is None or block is None or string.find_parent("html") is None:
            continue  # went away with an earlier one
        text = collapse(block.get_text())
        pointed = bool(noise.ALSO_COLON.match(text)) or block.find("a") is not None or len(text) <= 30
        if noise.ALSO.match(text) and len(text) <= _ALSO_BOX and pointed and block.name not in ("body", "html"):
            _drop_with_list(block)
        else:
            _drop_inline(string)
    for string in soup.find_all(string=noise.ALSO_END, limit=_MOST):
        follower = string.next_sibling
        if isinstance(follower, Tag) and (follower.name == "a" or follower.find("a")):
            follower.decompose()
            string.replace_with(NavigableString(noise.ALSO_END.sub("", str(string))))


def _drop_with_list(block: Tag) -> None:
    """Remove a "Baca juga" block and, if it only announces them, the links after it."""
    bare = block.find("a") is None
    follower = block.find_next_sibling()
    if bare and isinstance(follower, Tag) and follower.find("a") and own_words(follower) <= 20:
        follower.decompose()
    block.decompose()


def _drop_inline(string: NavigableString) -> None:
    """Remove "Baca juga: <a>...</a>" from a paragraph that goes on."""
    node: Tag | NavigableString = string
    for parent in string.parents:
        if parent.name in BLOCK_TAGS or not noise.ALSO.match(collapse(parent.get_text())):
            break
        node = parent
    followers = []
    if not (isinstance(node, Tag) and (node.name == "a" or node.find("a"))):
        for follower in list(node.next_siblings)[:4]:
            followers.append(follower)
            if isinstance(follower, Tag) and (follower.name == "a" or follower.find("a")):
                break
            if collapse(follower.get_text()) not in ("", ":", "-", "»") or getattr(follower, "name", "") == "br":
                return  # no link follows: an ordinary sentence
        else:
            return
    for follower in followers:
        follower.extract()
    node.extract()
