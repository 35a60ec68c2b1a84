"""When a page was published and changed, by what it states for machines and shows to readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from inovasi.scrape.dates import find_dateline
from inovasi.scrape.metadata import Head
from inovasi.scrape.moments import When, find_when, settle
from inovasi.scrape.noise import words
from inovasi.scrape.pieces import strings
from inovasi.scrape.tree import class_words, collapse, joined

# In this order: the first are set by themes for the date of publication, the last also by hand.
_PUBLISHED_META = (
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "content_publisheddate",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "dtk:publishdate",
    "published_at",
    "parsely-pub-date",
    "sailthru.date",
    "original-publish-date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "date",
)
_MODIFIED_META = ("article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "dc.date.modified")
_DATE_CLASSES = words(
    "date tanggal waktu tgl published publish posted-on entry-date post-date updated-date detail__date read__time",
    "article__date date-header post-timestamp create createdate itemdatecreated timeago meta-date",
    "news-date jeg_meta_date",
    "article-date time tgl-berita td-post-date detail-date submitted post-meta entry-meta meta",
)
_PUBLISHED = frozenset({"published", "entry-date"})
_CHANGED_CLASSES = frozenset({"updated", "modified", "entry-modified", "date-modified"})
# "Terakhir diperbarui: ...", "Update: ...", "Diubah pada ..."
_CHANGED = re.compile(
    r"\b(?:(?:terakhir\s+)?di(?:perbarui|perbaharui|update|ubah|mutakhirkan|sunting)|pembaruan|update[ds]?"
    r"|last\s+(?:update[d]?|modified)|modified|sunting)\b(?:\s+(?:pada|on|terakhir))?\s*[:,|–-]?",
    re.IGNORECASE,
)
_LAST_CHANGE = re.compile(
    r"\s*(?:terakhir\s+di(?:perbarui|perbaharui|update|ubah)|last\s+(?:update|modified))", re.IGNORECASE
)
_LONGEST = 200


def published_of(head: Head) -> When | None:
    """When the article came out, as far as the page states or shows it."""
    stated = list(_stated(head, _PUBLISHED_META, "datePublished", _says_published))
    return settle([*stated, *_shown(head)])


def modified_of(head: Head) -> str | None:
    """The moment of the last change, as the page states or shows it; None if only the day is known."""
    stated = list(_stated(head, _MODIFIED_META, "dateModified", _says_modified))
    near = (short_text(node) for node in head.near())
    shown = [found for text in [*near, *_far(head)] if text and (found := _changed(text))]
    found = settle([*stated, *shown])
    return found.moment if found else None


def _stated(
    head: Head, metas: tuple[str, ...], key: str, says: Callable[[HtmlElement], bool]
) -> Iterator[When]:
    for name in metas:
        if found := find_when(head.metas.get(name, "")):
            yield found
    for text in head.linked.texts(key):
        if found := find_when(text):
            yield found
    for node in head.nearest_first():
        if node.attrib and (key in node.get("itemprop", "") or says(node)) and (found := _stamp(node)):
            yield found


def _says_published(node: HtmlElement) -> bool:
    if "dc:created" in node.get("property", "") or "dc:date" in node.get("property", ""):
        return True
    if node.tag not in ("time", "abbr"):
        return False
    return node.get("pubdate") is not None or not _PUBLISHED.isdisjoint(class_words(node))


def _says_modified(node: HtmlElement) -> bool:
    if node.tag not in ("time", "abbr"):
        return False
    names = class_words(node)
    return not _CHANGED_CLASSES.isdisjoint(names) and _PUBLISHED.isdisjoint(names)


def _stamp(node: HtmlElement) -> When | None:
    """What the attributes of an element say, else its text."""
    stated = node.get("datetime") or node.get("content") or node.get("title") or ""
    return find_when(stated) or find_when(joined(node))


def _shown(head: Head) -> Iterator[When]:
    """What the page shows beside its headline: "Rabu, 17 Juli 2019 | 10:12 WIB"."""
    near = list(head.near())
    for node in near:
        stamped = node.tag == "time" and node.get("datetime") and _CHANGED_CLASSES.isdisjoint(class_words(node))
        if stamped and node.get("itemprop") != "dateModified" and (found := _stamp(node)):
            yield found
    for node in near:
        if found := _in_text(node):
            yield found


def _in_text(node: HtmlElement) -> When | None:
    text = short_text(node)
    changed = _CHANGED.search(text)
    told = text[: changed.start()] if changed and find_when(text[: changed.start()]) else text
    named = node.tag == "time" or not _DATE_CLASSES.isdisjoint(class_words(node))
    if not named and find_dateline(told) is None:
        return None
    found = find_when(told)
    if found is None:
        return None
    # A sentence tells when something happened, not when it was published; an "update" is not the first time.
    other = told.endswith(".") and len(told.split()) >= 8
    return When(found.day) if other or (changed and told is text) else found


def _changed(text: str) -> When | None:
    label = _CHANGED.search(text)
    return find_when(text[label.end() : label.end() + 60]) if label else None


def _far(head: Head) -> Iterator[str]:
    """Strings anywhere that begin with "Terakhir diubah pada ..."; "Update: ..." is too common for that."""
    for piece in strings(head.root):
        if len(piece.text) <= _LONGEST and _LAST_CHANGE.match(piece.text):
            yield collapse(piece.text)


def short_text(node: HtmlElement) -> str:
    """The text of an element, empty if it is longer than a dateline."""
    size, parts = 0, []
    for part in node.itertext():
        size += len(part)
        if size > 2 * _LONGEST:
            return ""
        parts.append(part)
    text = collapse(" ".join(parts))
    return text if len(text) <= _LONGEST else ""
