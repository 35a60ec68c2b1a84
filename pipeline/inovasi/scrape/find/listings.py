"""Articles from pages made for readers: the site's search, its sections, or the listings that its entry names.

With keywords the site's own search is asked where it has one that works (a page that answers any question with the
same articles is none); the home page and its sections serve otherwise. Dates are those in the addresses or beside the
links; what shows none counts as new.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote_plus, urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from inovasi.errors import FetchFailed
from inovasi.scrape.find.addresses import key, on_site
from inovasi.scrape.find.links import article_links
from inovasi.scrape.find.pages import GONE, Home, attribute, enough, failed, fresh, home_page, not_offered, ok, tree_of
from inovasi.scrape.find.paging import next_page
from inovasi.scrape.find.values import Found, Get, Wanted
from inovasi.scrape.find.window import day_in_address, too_old
from inovasi.scrape.identity import clean_url
from inovasi.text import collapse
from inovasi.types import Source

SEARCHES = ("/?s={keyword}", "/search?q={keyword}", "/cari?q={keyword}")
_FIELDS = ("s", "q", "search", "cari", "keyword", "kata", "query", "key", "searchword", "katakunci")
_MOST_PAGES = 2_000
_MOST_SECTIONS = 20
_PATIENCE = 3
# Sections that hold the news of a portal go first; other single words of a menu may be sections too.
_NEWS = re.compile(
    r"\b(?:indeks|index|berita|news|kabar|artikel|terkini|terbaru|siaran|rilis|press|release|informasi|warta|liputan"
    r"|category|kategori|kanal|rubrik|inovasi)\b",
    re.IGNORECASE,
)
_NO_SECTION = re.compile(
    r"login|masuk|daftar|kontak|contact|tentang|about|redaksi|pedoman|privacy|kebijakan|disclaimer|profil|visi|sejarah"
    r"|struktur|galeri|foto|video|agenda|download|unduh|ppid|faq|aduan|beranda|home|iklan|karir|karier|lapor|e-?office"
    r"|privasi|jadwal|tarif",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Listing:
    """The first page of one listing."""

    url: str
    soup: BeautifulSoup


def find_listed(source: Source, wanted: Wanted, get: Get) -> Iterator[Found]:
    """Articles from listing pages, page after page, as long as a page brings something new.

    One listing that fails does not stop the others; FetchFailed names it when they are done.
    """
    broken: list[FetchFailed] = []
    seen: set[str] = set()
    empty = True
    for listing, homes in _open(source, get, broken):
        idle = 0
        for page in _pages(listing, homes, source, wanted, get, broken):
            empty = False
            new = [found for found in page if key(found.url) not in seen]
            seen.update(key(found.url) for found in new)
            yield from (found for found in new if _fresh(found, wanted))
            # A section that repeats what another has shown may have more behind that; not for ever.
            idle = 0 if new else idle + 1
            if idle >= _PATIENCE:
                break
    if broken and (empty is False or source.listings):
        raise broken[0]
    if empty:
        raise not_offered(source.url, "no links to articles on its listing pages")


def _pages(
    listing: _Listing, homes: tuple[str, ...], source: Source, wanted: Wanted, get: Get, broken: list[FetchFailed]
) -> Iterator[list[Found]]:
    """What each page of a listing brings that no page before it had."""
    here: set[str] = set()
    asked = {listing.url}
    url, soup = listing.url, listing.soup
    for _ in range(_MOST_PAGES):
        links = article_links(soup, url, homes, source.link)
        new = [found for found in links if key(found.url) not in here]
        here.update(key(found.url) for found in new)
        if not new:
            return
        yield new
        address = next_page(soup, url, source.next, asked)
        if address is None or _enough(new, wanted):
            return
        asked.add(address)
        try:
            response = get(address)
        except FetchFailed as error:
            broken.append(error)
            return
        if not ok(response):
            if response.status not in GONE:
                broken.append(failed(response))
            return
        asked.add(response.url)
        url, soup = response.url, tree_of(response)


def _fresh(found: Found, wanted: Wanted) -> bool:
    # The address may tell the month at least.
    return fresh(found, wanted) and not too_old(wanted.since, found.published or day_in_address(found.url))


def _enough(page: list[Found], wanted: Wanted) -> bool:
    return enough(page, wanted) or not any(_fresh(found, wanted) for found in page)


def _open(source: Source, get: Get, broken: list[FetchFailed]) -> Iterator[tuple[_Listing, tuple[str, ...]]]:
    """The listings to read, each when the one before is done."""
    if source.listings:
        for address in _given(source):
            listing = _listing(address, get, broken)
            if listing is not None:
                yield listing, (source.url, listing.url)
        return
    home = home_page(source.url, get)
    template, first = _search(home, source, get) if source.keywords else ("", None)
    if first is not None:
        yield first, home.addresses
        addresses = [_filled(template, keyword) for keyword in source.keywords[1:]]
    else:
        yield _Listing(home.url, home.soup), home.addresses
        addresses = _sections(home)
    for address in addresses:
        # A search that works once is missed when it fails; a menu leads to many a page that is none.
        listing = _listing(address, get, broken if first is not None else [])
        if listing is not None:
            yield listing, home.addresses


def _given(source: Source) -> list[str]:
    addresses = [
        _filled(listing, keyword)
        for listing in source.listings
        for keyword in (source.keywords if "{keyword}" in listing else ("",))
    ]
    return [urljoin(source.url, address) for address in dict.fromkeys(addresses)]


def _filled(template: str, keyword: str) -> str:
    return template.replace("{keyword}", quote_plus(keyword))


def _listing(address: str, get: Get, broken: list[FetchFailed]) -> _Listing | None:
    try:
        response = get(address)
        if not ok(response):
            raise failed(response)
    except FetchFailed as error:
        broken.append(error)
        return None
    return _Listing(response.url, tree_of(response))


def _search(home: Home, source: Source, get: Get) -> tuple[str, _Listing | None]:
    """The site's search as a template with {keyword}, and its first page for the first keyword."""
    usual = {key(found.url) for found in article_links(home.soup, home.url, home.addresses, source.link)}
    keyword = source.keywords[0]
    for template in dict.fromkeys([*_forms(home), *(urljoin(home.url, place) for place in SEARCHES)]):
        listing = _listing(_filled(template, keyword), get, [])
        if listing is None:
            continue
        found = {key(item.url) for item in article_links(listing.soup, listing.url, home.addresses, source.link)}
        # The same as at home: the question was not heard. A page that does not repeat it: not understood.
        if found and found != usual and _repeats(listing.soup, keyword):
            return template, listing
    return "", None


def _repeats(soup: BeautifulSoup, keyword: str) -> bool:
    word = keyword.casefold()
    fields = (attribute(node, "value") for node in soup.find_all("input"))
    return word in collapse(soup.get_text(" ")).casefold() or any(word in value.casefold() for value in fields)


def _forms(home: Home) -> Iterator[str]:
    """Templates of the search forms of the home page."""
    for form in home.soup.find_all("form"):
        if not isinstance(form, Tag) or attribute(form, "method").lower() == "post":
            continue
        fields = [node for node in form.find_all("input") if isinstance(node, Tag) and attribute(node, "name")]
        asked = [node for node in fields if attribute(node, "name").lower() in _FIELDS and _typed(node)]
        action = clean_url(attribute(form, "action") or home.url, home.url)
        if not asked or action is None or not on_site(action, home.addresses):
            continue
        hidden = [(attribute(node, "name"), attribute(node, "value")) for node in fields if _hidden(node)]
        parts = urlsplit(action)
        query = urlencode([*parse_qsl(parts.query), *hidden]).replace("{", "%7B")
        name = attribute(asked[0], "name")
        yield parts._replace(query=f"{query}&{name}=" if query else f"{name}=").geturl() + "{keyword}"


def _typed(node: Tag) -> bool:
    return attribute(node, "type").lower() in ("", "text", "search")


def _hidden(node: Tag) -> bool:
    return attribute(node, "type").lower() == "hidden"


def _sections(home: Home) -> list[str]:
    """Addresses of the menu that are likely overviews of news, those that say so first."""
    sections: dict[str, bool] = {}
    for node in home.soup.find_all("a", href=True):
        if not isinstance(node, Tag):
            continue
        text = collapse(node.get_text(" "))
        address = clean_url(attribute(node, "href"), home.url)
        if address is None or not 1 <= len(text.split()) <= 3 or not on_site(address, home.addresses):
            continue
        parts = urlsplit(address)
        segments = [part for part in parts.path.split("/") if part]
        said = f"{text} {' '.join(segments)}"
        if not 1 <= len(segments) <= 3 or any(char.isdigit() for char in parts.path) or _NO_SECTION.search(said):
            continue
        news = bool(_NEWS.search(said.replace("-", " ")))
        if news or (len(segments) == 1 and not parts.query and segments[0].count("-") <= 1):
            sections.setdefault(address, news)
    ordered = sorted(sections, key=lambda address: not sections[address])
    return [address for address in ordered if address not in home.addresses][:_MOST_SECTIONS]
