"""What a page says of itself in JSON-LD (schema.org). Reads the tree, never changes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from lxml.html import HtmlElement

from inovasi.scrape.article.tree import collapse, joined

Item = dict[str, object]
_ARTICLES = frozenset(
    {
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "blogposting",
        "report",
        "opinionnewsarticle",
        "analysisnewsarticle",
    }
)
# Of a page with thousands of items (a list of all branches of a bank) the first are enough.
_MOST = 500
_LEAST = 200


@dataclass(frozen=True, slots=True)
class Linked:
    """All items of a page, those of an article first, and those that others refer to by ``@id``."""

    items: tuple[Item, ...] = ()
    by_id: dict[str, Item] = field(default_factory=dict)

    def texts(self, key: str) -> Iterator[str]:
        """The strings under ``key``, those of an article first; of a list each string of it."""
        for item in self.items:
            value = item.get(key)
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, str) and (text := collapse(part)):
                    yield text

    def names(self, key: str, *kinds: str) -> list[str]:
        """Names of what stands under ``key`` in the first item that has some: a string, an object with a name, one
        that is referred to, or several. With ``kinds``, objects must be of one of these types (in lower case)."""
        for item in self.items:
            value = item.get(key)
            found = [self._name(part, kinds) for part in (value if isinstance(value, list) else [value])]
            if any(found):
                return [name for name in found if name]
        return []

    def _name(self, value: object, kinds: tuple[str, ...]) -> str | None:
        if isinstance(value, str):
            return collapse(value) or None
        if not isinstance(value, dict):
            return None
        if "name" not in value and isinstance(at := value.get("@id"), str):
            value = self.by_id.get(at, value)
        name = value.get("name")
        if isinstance(name, list):
            name = name[0] if name else None
        fits = not kinds or not types_of(value) or not types_of(value).isdisjoint(kinds)
        return collapse(name) or None if isinstance(name, str) and fits else None

    def paragraphs(self) -> list[str]:
        """The text of the article, line by line, where the page has it here only and draws it with a script."""
        for item in self.items:
            text = item.get("articleBody")
            if isinstance(text, str) and len(text) >= _LEAST and "</" not in text:
                return [line for line in map(collapse, unescape(text).split("\n")) if line]
        return []

    def of_type(self, *kinds: str) -> Iterator[Item]:
        """The items of one of these types (in lower case)."""
        return (item for item in self.items if not types_of(item).isdisjoint(kinds))


def types_of(item: Item) -> frozenset[str]:
    """The types of an item, in lower case, without the address of the vocabulary."""
    value = item.get("@type")
    found = value if isinstance(value, list) else [value]
    return frozenset(str(kind).rpartition("/")[2].lower() for kind in found if kind)


def read_linked(root: HtmlElement) -> Linked:
    """The JSON-LD of a page. Broken scripts are common, and there are other places to look: they are left out."""
    items: list[Item] = []
    for script in root.iter("script"):
        if "ld+json" in script.get("type", "").lower():
            items += _items(joined(script))
    items = items[:_MOST]
    by_id = {str(item["@id"]): item for item in reversed(items) if item.get("@id") and item.get("name")}
    items.sort(key=lambda item: types_of(item).isdisjoint(_ARTICLES))
    return Linked(tuple(items), by_id)


def _items(text: str) -> list[Item]:
    text = text.strip().removeprefix("<!--").removeprefix("//<![CDATA[").removesuffix("-->").removesuffix("//]]>")
    try:
        waiting: list[object] = [json.loads(text.strip().rstrip(";"), strict=False)]
    except (ValueError, RecursionError):
        return []
    found: list[Item] = []
    while waiting and len(found) < _MOST:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            found.append(item)
            waiting += [item.get("mainEntity"), item.get("@graph")]
    return found
