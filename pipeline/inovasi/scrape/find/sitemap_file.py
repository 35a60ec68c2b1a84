"""One sitemap file as values: XML (plain, news, index), plain text, packed or not. Pure; XML is read without entities,
DTDs or the network."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from inovasi.scrape.find.addresses import canonical
from inovasi.scrape.find.values import Found
from inovasi.scrape.find.window import moment
from inovasi.scrape.identity import clean_url
from inovasi.text import collapse

# What sitemaps.org allows: 50 MB unpacked, 50,000 addresses.
MOST_BYTES = 52_428_800
MOST_ADDRESSES = 50_000
# A PHP server's warnings may stand before it.
_START = re.compile(rb"<\?xml|<!DOCTYPE \w*(?:urlset|sitemapindex)|<(?:\w+:)?(?:urlset|sitemapindex|rss|feed|RDF)\b")
_KINDS = {"urlset": "articles", "sitemapindex": "index", "rss": "feed", "feed": "feed", "RDF": "feed"}


@dataclass(frozen=True, slots=True)
class Sitemap:
    """``files`` are (address, last change) of the sitemaps that an index names; ``feed``: it is a feed instead."""

    found: tuple[Found, ...] = ()
    files: tuple[tuple[str, str | None], ...] = ()
    feed: bool = False


def unpack(content: bytes) -> bytes | None:
    """``content``, unpacked if it is gzip; None if that is more than a sitemap may be, or broken from the start."""
    if not content.startswith(b"\x1f\x8b"):
        return content if len(content) <= MOST_BYTES else None
    engine = zlib.decompressobj(wbits=31)
    try:
        data = engine.decompress(content, MOST_BYTES + 1)
    except zlib.error:
        return None
    return data if len(data) <= MOST_BYTES and data else None


def read_sitemap(content: bytes, url: str) -> Sitemap | None:
    """The sitemap in ``content`` (unpacked), relative addresses resolved against ``url``; None for what is none."""
    data = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    start = _START.search(data[:20_000])
    if start is None and not data.startswith(b"<"):
        return _read_lines(data, url)
    root = _root(data[start.start() :]) if start is not None else None
    if root is None:
        return None
    match _KINDS.get(_name(root)):
        case "articles":
            return Sitemap(found=tuple(_articles(root, url)))
        case "index":
            return Sitemap(files=tuple(_files(root, url)))
        case "feed":
            return Sitemap(feed=True)
    return None


def _root(data: bytes) -> etree._Element | None:
    if b"<!ENTITY" in data:  # no sitemap has any; with them the text of an address would be another
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def _read_lines(data: bytes, url: str) -> Sitemap | None:
    """A sitemap of one address a line."""
    lines = [line.strip() for line in data.decode("utf-8-sig", "replace").splitlines()]
    lines = [line for line in lines if line][:MOST_ADDRESSES]
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines):
        return None
    addresses = (canonical(line, url) for line in lines)
    return Sitemap(found=tuple(Found(address) for address in addresses if address))


def _articles(root: etree._Element, base: str) -> Iterator[Found]:
    for number, item in enumerate(_children(root, "url")):
        if number >= MOST_ADDRESSES:
            return
        url = canonical(_text(item, "loc"), base)
        if url is None:
            continue
        news = next(_children(item, "news"), None)
        title = collapse(_text(news, "title")) if news is not None else ""
        published = moment(_text(news, "publication_date")) if news is not None else None
        yield Found(url, title or None, published, moment(_text(item, "lastmod")))


def _files(root: etree._Element, base: str) -> Iterator[tuple[str, str | None]]:
    for number, item in enumerate(_children(root, "sitemap")):
        if number >= MOST_ADDRESSES:
            return
        if url := clean_url(_text(item, "loc"), base):
            yield url, moment(_text(item, "lastmod"))


def _children(node: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in node if _name(child) == name)


def _text(node: etree._Element, name: str) -> str:
    child = next(_children(node, name), None)
    return (child.text or "").strip() if child is not None else ""


def _name(node: etree._Element) -> str:
    """The name without its namespace; empty for what is no element (an entity that was not resolved)."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
