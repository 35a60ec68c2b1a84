"""When a page was published and changed, by what it states for machines and shows to readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from inovasi.scrape.article.dates import find_dateline, first_date
from inovasi.scrape.article.head import Head, Near
from inovasi.scrape.article.moments import When, find_when, settle
from inovasi.scrape.article.noise import words
from inovasi.scrape.article.tree import collapse, joined

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
# Beside "updated" too: themes write both on the one date of an article that they show.
_PUBLISHED = frozenset({"published", "entry-date", "post-published", "date-published", "published-date"})
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


def published_of(head: Head) -> When | None:
    """When the article came out, as far as the page states or shows it."""
    stated = list(_stated(head, _PUBLISHED_META, "datePublished", _says_published))
    return settle([*stated, *_shown(head)])


def modified_of(head: Head) -> str | None:
    """The moment of the last change, as the page states or shows it; None if only the day is known."""
    stated = list(_stated(head, _MODIFIED_META, "dateModified", _says_modified))
    shown = [found for text in [*(near.text for near in head.near), *_far(head)] if (found := _changed(text))]
    found = settle([*stated, *shown])
    return found.moment if found else None


def _stated(head: Head, metas: tuple[str, ...], key: str, says: Callable[[HtmlElement, str], bool]) -> Iterator[When]:
    for name in metas:
        if found := find_when(head.metas.get(name, "")):
            yield found
    for text in head.linked.texts(key):
        if found := find_when(text):
            yield found
    for node, names in head.nearest_first():
        if node.attrib and (key in node.get("itemprop", "") or says(node, names)) and (found := _stamp(node)):
            yield found


def _says_published(node: HtmlElement, names: str) -> bool:
    if "dc:created" in node.get("property", "") or "dc:date" in node.get("property", ""):
        return True
    if node.tag not in ("time", "abbr"):
        return False
    return node.get("pubdate") is not None or not _PUBLISHED.isdisjoint(names.split())


def _says_modified(node: HtmlElement, names: str) -> bool:
    if node.tag not in ("time", "abbr"):
        return False
    return not _CHANGED_CLASSES.isdisjoint(names.split()) and _PUBLISHED.isdisjoint(names.split())


def _stamp(node: HtmlElement) -> When | None:
    """What the attributes of an element say, else its text."""
    stated = node.get("datetime") or node.get("content") or node.get("title") or ""
    return find_when(stated) or find_when(joined(node))


def _shown(head: Head) -> Iterator[When]:
    """What the page shows beside its headline: "Rabu, 17 Juli 2019 | 10:12 WIB"."""
    for near in head.near:
        node = near.node
        stamped = node.tag == "time" and node.get("datetime") and _CHANGED_CLASSES.isdisjoint(near.names.split())
        if stamped and node.get("itemprop") != "dateModified" and (found := _stamp(node)):
            yield found
    for near in head.near:
        if near.text and (found := _in_text(near)):
            yield found


def _in_text(near: Near) -> When | None:
    found = find_when(near.text)
    if found is None:
        return None
    told = near.text
    changed = _CHANGED.search(told)
    if changed and (before := find_when(told[: changed.start()])):
        told, found, changed = told[: changed.start()], before, None
    named = near.node.tag == "time" or not _DATE_CLASSES.isdisjoint(near.names.split())
    if not named and find_dateline(told) is None and not _is_date(told):
        return None
    # A sentence tells when something happened, not when it was published; an "update" is not the first time.
    sentence = told.endswith(".") and len(told.split()) >= 8
    return When(found.day) if sentence or changed else found


def _is_date(text: str) -> bool:
    """True for a line that is a date and nothing else."""
    found = first_date(text)
    return found is not None and found.end - found.start >= len(text.strip(" |,-–•·()")) - 1


def _changed(text: str) -> When | None:
    label = _CHANGED.search(text)
    return find_when(text[label.end() : label.end() + 60]) if label else None


def _far(head: Head) -> Iterator[str]:
    """Strings anywhere that begin with "Terakhir diubah pada ..."; "Update: ..." is too common for that."""
    return (collapse(text) for text, _ in head.lines if _LAST_CHANGE.match(text))
