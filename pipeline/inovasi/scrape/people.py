"""Who wrote an article, which outlet printed it, and under which rubric. Reads the tree, never changes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from inovasi.scrape.blocks import BLOCK_TAGS, read_blocks
from inovasi.scrape.metadata import TITLE_CUT, Head, head_title, is_site_title
from inovasi.scrape.noise import words
from inovasi.scrape.pieces import strings
from inovasi.scrape.times import short_text
from inovasi.scrape.tree import class_words, collapse, text_of
from inovasi.text import fold

_ROLE = r"penulis|pengarang|pewarta|reporter|rep|wartawan|jurnalis|kontributor|laporan|ditulis oleh|teks|naskah"
# "Penulis: Siti Rahma", "Pewarta : A/B", "Laporan Wartawan X, Siti Rahma"
_LABEL = re.compile(
    rf"(?:^|(?<=[(|/\s]))(?:{_ROLE})\b(?:\s*/\s*(?:penulis|editor|fotografer))?\s*(?::|oleh\b:?|>)\s*", re.IGNORECASE
)
_ROLES = re.compile(_ROLE, re.IGNORECASE)
_LINE = 200
_SHORT = 60
_BY = re.compile(r"^\W*(?:(?:ditulis|diposting|diposkan|dikirim|diterbitkan|posted|written|dipublikasikan)\s+)?(?:oleh|by)\b\s*[:–-]?\s*(?=\S)", re.IGNORECASE)
_BY_END = re.compile(r"\b(?:oleh|by|penulis)\s*[:–-]?\s*$", re.IGNORECASE)
# What follows a name in the same line.
_END = re.compile(
    r"\s*(?:[|•·;»]|\s[-–—]\s|\b(?:editor|redaktur|penyunting|uploader|foto(?:grafer)?|copyright|sumber|pada|tanggal"
    r"|diterbitkan|terbit|senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|di|on|at)\b|\d|[\[(©:]).*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:dan|and|&)\s+|\s*[/&]\s*")
_PLACE = re.compile(r"^(?:kontributor|wartawan|reporter|koresponden|jurnalis)\b[^,:]*[,:]\s*", re.IGNORECASE)
_LEAD = re.compile(r"^(?:(?:lihat semua pos (?:milik|oleh)|view all posts by|more posts by|\w+ oleh)\b|oleh|by|penulis|pewarta|reporter|author|kontributor|wartawan|laporan)\b\s*:?\s*", re.IGNORECASE)
# Accounts and desks, not people.
_NOBODY = re.compile(
    r"\b(?:admin\w*|administrator|super\s?user|root|redaksi\w*|redaktur|editor|redaction|tim|team|user\w*|webmaster|operator|humas"
    r"|(?:dis)?kominfo\w*|prokopim\w*|protokol|dinas|badan|bagian|bidang|sekretariat|setda|kecamatan|kelurahan|desa"
    r"|pemkab|pemkot|pemprov|pemerintah|kabupaten|provinsi|kota|rsud|puskesmas|media|news|berita|portal|newsroom|com|net"
    r"|co|id|pt|cv|anonim|anonymous|unknown|guest|penulis|reporter|wartawan|kontributor|author|web|website|ppid|dprd"
    r"|bappeda\w*|pers|online|warta|kabar|harian|radio|tv|press|antara|www|http\w*|rep|red)\b|[@_<>{}=\d]",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’`-]*(?:[ ,]+[\w.'’`-]+){0,6}\.?")
_AUTHOR_CLASSES = words(
    "createdby itemauthor fn posted-by post-by vcard credit-title-name",
)
_AUTHOR_PART = re.compile(r"(?:^|[\s_-])(?:author|penulis|reporter|pewarta|wartawan|jurnalis|byline|writer)(?:$|[\s_-])")
_AUTHOR_METAS = ("author", "article:author", "content_author", "dtk:author", "dc.creator", "parsely-author", "sailthru.author")
_COPYRIGHT = re.compile(
    r"(?:copyright|hak cipta|©)[\s©:(c)]*(?:\d{4}\s*(?:[-–]\s*\d{4})?)?[\s,.|-]*([A-Z][^|.©\d]{2,60}?)(?=\s*(?:[|.©\d]|all rights|$))", re.IGNORECASE
)
_HOME = frozenset({"home", "beranda", "depan", "halaman depan", "halaman utama", "utama", "index", "homepage", "front page", "rumah"})
_CRUMBS = re.compile(r"(?:^|[\s_-])(?:breadcrumbs?|crumbs?)(?:$|[\s_-])")
_RUBRIC_CLASSES = words(
    "cat-links itemcategory posted-in entry-categories section-name taxonomy-category",
)
_RUBRIC_PART = re.compile(r"(?:^|[\s_-])(?:category|kategori|rubrik|kanal)(?:$|[\s_-])")
_RUBRIC_LINK = re.compile(r"/(?:kategori|category|rubrik|kanal|topic)/", re.IGNORECASE)
_BADGES = words("badge label")
# Rubrics that say nothing, if the page names another.
_VAGUE = words("berita news artikel article informasi info kategori category index read detail post posts blog media")


def author_of(head: Head, outlet: str | None) -> str | None:
    """The person or people who wrote the article ("A, B"); None where only an account, a desk or an editor is named."""
    told = [_labelled(head), _linked(head), _marked(head), _by(head), _metas(head)]
    for names in told:
        if found := _people(names, outlet):
            return found
    return None


def _people(names: Iterable[str], outlet: str | None) -> str | None:
    found: list[str] = []
    for text in names:
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
    # An account's name ("siti", "rahma12") or the outlet's own is no name of a person.
    return any(letter.isupper() for letter in name) and (outlet is None or fold(name) != fold(outlet))


def _labelled(head: Head) -> Iterator[str]:
    """Names after "Penulis:", "Pewarta:", "Laporan Wartawan X, ..." anywhere below the headline."""
    seen: set[HtmlElement] = set()
    for piece in strings(head.root):
        if len(piece.text) > _LINE or not _ROLES.search(piece.text):
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
            written = collapse(piece.text)
            own = _LABEL.search(written)
            if own is not None and own.end() < len(written):
                yield written[own.end() :]
            elif name := line[label.end() :].strip():
                yield name
            elif follower is not None and len(text := text_of(follower)) <= _LINE:
                yield text


def _linked(head: Head) -> Iterator[str]:
    yield from head.linked.names("author", "person")


def _marked(head: Head) -> Iterator[str]:
    """Names in elements that the theme calls the author."""
    near = set(head.near())
    for node in head.nodes:
        if not node.attrib or node.tag == "meta":
            continue
        sure = "author" in (node.get("itemprop"), node.get("rel")) or "fn" in class_words(node)
        names = class_words(node)
        called = not _AUTHOR_CLASSES.isdisjoint(names) or _AUTHOR_PART.search(" ".join(names))
        if sure or (called and node in near):
            inner = next((part for part in node.iter("*") if part.get("itemprop") == "name"), None)
            links = list(node.iter("a")) if inner is None else []
            inner = inner if inner is not None else links[0] if len(links) == 1 and text_of(links[0]) else node
            text = inner.get("content") or text_of(inner)
            if len(text) <= _LINE:
                yield text


def _by(head: Head) -> Iterator[str]:
    """ "Oleh: Siti Rahma" beside the headline."""
    for node in head.near():
        text = short_text(node)
        if text and (found := _BY.search(text)):
            yield text[found.end() :]
        previous = node.getprevious()
        before = previous.tail if previous is not None else getattr(node.getparent(), "text", None)
        if before and _BY_END.search(before):
            yield text


def _metas(head: Head) -> Iterator[str]:
    return (head.metas[name] for name in _AUTHOR_METAS if name in head.metas)


def outlet_of(head: Head) -> str | None:
    """The name that the site gives itself."""
    shown = _in_title(head)
    for name in [head.metas.get("og:site_name"), *head.linked.names("publisher")]:
        if name:  # "Suara Hulu | Kabar dari kaki gunung": a name and a motto
            return shown if shown and shown in TITLE_CUT.split(name) else name
    for item in head.linked.of_type("website", "organization", "newsmediaorganization", "governmentorganization"):
        if isinstance(name := item.get("name"), str) and collapse(name):
            return collapse(name)
    return head.metas.get("application-name") or shown or _in_copyright(head)


def _in_title(head: Head) -> str | None:
    """What the page's title says beside its headline: "Lima Inovasi ... - Dinas Kesehatan"."""
    own = head_title(head.root)
    if not own or not head.title or fold(own) == fold(head.title):
        return None
    if own.endswith(f": {head.title}"):  # Blogger
        return own.removesuffix(f": {head.title}")
    parts = [part for part in TITLE_CUT.split(own) if fold(part)]
    rest = [part.strip() for part in parts if fold(part) not in fold(head.title) and len(part) <= 60]
    if not rest or (len(rest) == len(parts) and not is_site_title(own)):
        return None
    told = fold(_in_copyright(head))
    return next((part for part in reversed(rest) if told and fold(part) in told), rest[-1])


def _in_copyright(head: Head) -> str | None:
    for piece in strings(head.root):
        if len(piece.text) <= _LINE and (found := _COPYRIGHT.search(piece.text)):
            return collapse(found.group(1)).rstrip(".")
    return None


def section_of(head: Head) -> str | None:
    """The rubric under which the article stands."""
    vague = None
    for text in _sections(head):
        name = collapse(text).strip(" /»›>|-:,")
        if not name or len(name) > 50 or fold(name) in _HOME or fold(name) == fold(head.title):
            continue
        if fold(name) not in _VAGUE:
            return name
        vague = vague or name
    return vague


def _sections(head: Head) -> Iterator[str]:
    if name := head.metas.get("article:section"):
        yield name
    yield from head.linked.texts("articleSection")
    yield from _crumbs(head)
    near = set(head.near())
    for node in head.nodes:
        if not node.attrib:
            continue
        if "category" in node.get("rel", "").split():
            yield text_of(node)
            continue
        names = class_words(node)
        called = not _RUBRIC_CLASSES.isdisjoint(names) or (node in near and _RUBRIC_PART.search(" ".join(names)))
        if called or (node in near and node.tag == "a" and _RUBRIC_LINK.search(node.get("href", ""))):
            if len(short_text(node)) <= _SHORT:  # not the whole article, which has a class such as "category-desa" too
                yield text_of(next(node.iter("a"), node)).rpartition(":")[2]
    for node in head.near():
        if node.attrib and not _BADGES.isdisjoint(class_words(node)) and not re.search(r"\d", short_text(node)):
            yield short_text(node)


def _crumbs(head: Head) -> Iterator[str]:
    """The last crumb of each way to the article, but for the article itself."""
    for item in head.linked.of_type("breadcrumblist"):
        entries = item.get("itemListElement")
        names = [_crumb_name(entry) for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
        yield from _last([name for name in names if name], head)
    for node in head.nodes:
        if node.attrib and _CRUMBS.search(" ".join(class_words(node))):
            yield from _last([text_of(link) for link in node.iter("a")], head)


def _last(names: list[str], head: Head) -> list[str]:
    return [name for name in names if fold(name) and fold(name) != fold(head.title)][-1:]


def _crumb_name(entry: dict[str, object]) -> str | None:
    item = entry.get("item")
    name = entry.get("name") or (item.get("name") if isinstance(item, dict) else None)
    return name if isinstance(name, str) else None
