"""Who wrote an article. Reads the tree, never changes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from inovasi.scrape.article.blocks import BLOCK_TAGS, read_blocks
from inovasi.scrape.article.head import Head, line_of
from inovasi.scrape.article.noise import words as names_of
from inovasi.scrape.article.tree import collapse, text_of
from inovasi.text import fold

_ROLE = r"penulis|pengarang|pewarta|reporter|rep|wartawan|jurnalis|kontributor|laporan|ditulis oleh|teks|naskah"
# "Penulis: Siti Rahma", "Pewarta : A/B", "Laporan Wartawan X, Siti Rahma"
_LABEL = re.compile(
    rf"(?:^|(?<=[(|/\s]))(?:{_ROLE})\b(?:\s*/\s*(?:penulis|editor|fotografer))?\s*(?::|oleh\b:?|>)\s*", re.IGNORECASE
)
_ROLES = re.compile(_ROLE)  # of a string in lower case: most have none, and this tells much quicker
_LINE = 200
_BY = re.compile(
    r"^\W*(?:(?:ditulis|diposting|diposkan|dikirim|diterbitkan|posted|written|dipublikasikan)\s+)?(?:oleh|by)\b"
    r"\s*[:–-]?\s*(?=\S)",
    re.IGNORECASE,
)
_BY_END = re.compile(r"\b(?:oleh|by|penulis)\s*[:–-]?\s*$", re.IGNORECASE)
# What follows a name in the same line.
_END = re.compile(
    r"\s*(?:[|•·;»]|\s[-–—]\s|\b(?:editor|redaktur|penyunting|uploader|foto(?:grafer)?|copyright|sumber|pada|tanggal"
    r"|diterbitkan|terbit|senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|di|on|at)\b|\d|[\[(©:]).*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:dan|and|&)\s+|\s*[/&]\s*")
# What may stand between the links to several authors, folded.
_JOINTS = frozenset({"dan", "and", "oleh", "by"})
_PLACE = re.compile(r"^(?:kontributor|wartawan|reporter|koresponden|jurnalis)\b[^,:]*[,:]\s*", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:lihat semua pos (?:milik|oleh)|view all posts by|more posts by|\w+ oleh|oleh|by|penulis|pewarta|reporter"
    r"|author|kontributor|wartawan|laporan)\b\s*:?\s*",
    re.IGNORECASE,
)
# Accounts and desks, not people.
_NOBODY = re.compile(
    r"\b(?:admin\w*|super\s?user|root|redaksi\w*|redaktur|editor|redaction|tim|team|user\w*|webmaster|operator"
    r"|humas|(?:dis)?kominfo\w*|prokopim\w*|protokol|dinas|badan|bagian|bidang|sekretariat|setda|kecamatan|kelurahan|desa"
    r"|pemkab|pemkot|pemprov|pemerintah|kabupaten|provinsi|kota|rsud|puskesmas|media|news|berita|portal|newsroom|com|net"
    r"|co|id|pt|cv|anonim|anonymous|unknown|guest|penulis|reporter|wartawan|kontributor|author|web|website|ppid|dprd"
    r"|bappeda\w*|pers|online|warta|kabar|harian|radio|tv|press|antara|www|http\w*|rep|red)\b|[@_<>{}=\d]",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’`-]*(?:[ ,]+[\w.'’`-]+){0,6}\.?")
_AUTHOR_CLASSES = names_of("createdby itemauthor fn posted-by post-by vcard credit-title-name")
_UNSEEN = frozenset({"html", "head", "script"})
_ORGANIZATION = frozenset({"fn", "org"})  # hCard
_AUTHOR_PART = re.compile(
    r"(?:^|[\s_-])(?:author|penulis|reporter|pewarta|wartawan|jurnalis|byline|writer)(?:$|[\s_-])"
)
_AUTHOR_METAS = ("author", "article:author", "content_author", "dtk:author", "dc.creator", "parsely-author")


def author_of(head: Head, outlet: str | None) -> str | None:
    """The person or people who wrote the article ("A, B"); None where only an account, a desk or an editor is named."""
    told = [_alone(_labelled(head)), _linked(head), _marked(head), _alone(_by(head)), _alone(_metas(head))]
    for groups in told:
        if found := _people(groups, outlet):
            return found
    return None


def _alone(texts: Iterable[str]) -> Iterator[list[str]]:
    return ([text] for text in texts)


def _people(groups: Iterable[list[str]], outlet: str | None) -> str | None:
    """The people of the first group in which there is one; a group is what one place of the page names."""
    found: list[str] = []
    for group in groups:
        for text in group:
            for part in _AND.split(_END.sub("", _PLACE.sub("", _LEAD.sub("", collapse(text))))):
                name = part.strip(" ,-–—|*\"”“'")
                if _is_person(name, outlet) and fold(name) not in map(fold, found):
                    found.append(name)
        if found:
            break
    return ", ".join(found) or None


def _is_person(name: str, outlet: str | None) -> bool:
    if not 3 <= len(name) <= 60 or _NOBODY.search(name) or not _NAME.fullmatch(name):
        return False
    words = name.split()
    if len(words) > 1 and len(words[0]) > 2 and words[0].isupper() and not words[1].isupper():
        return False  # "KPDE Langkat"
    # An account's name ("siti", "rahma12") or the outlet's own is no name of a person.
    return any(letter.isupper() for letter in name) and (outlet is None or fold(name) != fold(outlet))


def _labelled(head: Head) -> Iterator[str]:
    """Names after "Penulis:", "Pewarta:", "Laporan Wartawan X, ..." anywhere below the headline."""
    seen: set[HtmlElement] = set()
    for told, piece in head.lines:
        if not _ROLES.search(told.lower()):
            continue
        box = piece.parent
        while box is not None and box.tag not in BLOCK_TAGS:
            box = box.getparent()
        if box is None or box in seen or box.tag in ("body", "html"):
            continue
        seen.add(box)
        for line in (block.text for block in read_blocks(box)):
            label = _LABEL.search(line) if len(line) <= _LINE else None
            if label is None:
                continue
            follower = box.getnext()
            written = collapse(told)
            own = _LABEL.search(written)
            if own is not None and own.end() < len(written):
                yield written[own.end() :]
            elif name := line[label.end() :].strip():
                yield name
            elif follower is not None and len(text := text_of(follower)) <= _LINE:
                yield text


def _linked(head: Head) -> Iterator[list[str]]:
    authors = head.linked.names("author", "person")
    helpers = head.linked.names("contributor", "person") if authors else []
    # Ghost calls every author but the first a contributor; elsewhere that may be an editor, whom no byline shows.
    shown = [fold(near.text) for near in head.near if near.node.tag not in _UNSEEN] if helpers else []
    yield [*authors, *(name for name in helpers if any(fold(name) in text for text in shown))]


def _marked(head: Head) -> Iterator[list[str]]:
    """Names in elements that the theme calls the author; several beside one another are authors of one article."""
    beside = {near.node for near in head.near}
    for node, names in head.nodes:
        classes = names.split()
        if not node.attrib or node.tag == "meta" or _ORGANIZATION.issubset(classes):
            continue
        sure = "author" in (node.get("itemprop"), node.get("rel")) or "fn" in classes
        if sure or (node in beside and _calls_author(names)):
            alike = [near for near in _alike(node) if near in beside] if node in beside else []
            texts = [text for near in (alike or [node]) for text in _names_in(near)]
            yield [text for text in texts if len(text) <= _LINE]


def _alike(node: HtmlElement) -> Iterator[HtmlElement]:
    """``node`` and those beside it with the same tag and class."""
    parent = node.getparent()
    for other in parent if parent is not None else ():
        if other is node or (other.tag == node.tag and node.get("class") and other.get("class") == node.get("class")):
            yield other


def _names_in(node: HtmlElement) -> list[str]:
    """The names in an element that is called the author: of several links each, of one link that, else its text."""
    inner = next((part for part in node.iter("*") if part.get("itemprop") == "name"), None)
    if inner is not None:
        return [inner.get("content") or text_of(inner)]
    links = [(text, link.get("href", "").rstrip("/")) for link in node.iter("a") if (text := text_of(link))]
    if len(links) == 1 or _are_people(links, line_of(node)):
        return [text for text, _ in links]
    return [node.get("content") or text_of(node)]


def _are_people(links: list[tuple[str, str]], line: str) -> bool:
    """True for links to several people: names and nothing else, each with a page of its own in the same folder."""
    folders = {href.rpartition("/")[0] for _, href in links}
    if len(folders) != 1 or len({href for _, href in links}) < len(links):
        return False
    texts = [text for text, _ in links]
    said, named = ([word for word in fold(told).split() if word not in _JOINTS] for told in (line, " ".join(texts)))
    return said == named and all(_is_person(text, None) for text in texts)


def _calls_author(names: str) -> bool:
    return not _AUTHOR_CLASSES.isdisjoint(names.split()) or _AUTHOR_PART.search(names) is not None


def _by(head: Head) -> Iterator[str]:
    """ "Oleh: Siti Rahma" beside the headline."""
    for near in head.near:
        node, text = near.node, near.text
        if text and (found := _BY.search(text)):
            yield text[found.end() :]
        previous = node.getprevious()
        before = previous.tail if previous is not None else getattr(node.getparent(), "text", None)
        if before and _BY_END.search(before):
            yield text


def _metas(head: Head) -> Iterator[str]:
    return (head.metas[name] for name in _AUTHOR_METAS if name in head.metas)
