"""What a site offers, seen once: for a new entry among the sources."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from bs4 import Tag

from inovasi.errors import FetchFailed
from inovasi.scrape.fetch.values import Response
from inovasi.scrape.find.addresses import canonical
from inovasi.scrape.find.finders import FINDERS
from inovasi.scrape.find.pages import Home, attribute, home_page
from inovasi.scrape.find.region_guess import guess_region
from inovasi.scrape.find.values import Get, Wanted
from inovasi.text import collapse
from inovasi.types import Finder, Source, SourceKind

_SUFFIX = re.compile(r"\.(?:(?:go|co|or|ac|sch|web|desa|my|biz|net|mil)\.id|[a-z]{2,12})$")
_SPLIT = re.compile(r"\s+(?:[|»–—·•:-]|::)\s+")
_NO_NAME = re.compile(r"[^a-z0-9]+")
_GOVERNMENT = (".go.id", ".desa.id", ".mil.id")
_EVERYTHING = Wanted(since=None, known=lambda _: False, stop_at_known=False)
_MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Offer:
    """What one way of finding gives: ``articles`` on its first page, or the ``reason`` why it gives none."""

    finder: Finder
    articles: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Probed:
    """A site as it presents itself. ``url`` is its home page, ``name`` a name for the entry, ``outlet`` what it calls
    itself, ``language`` as it says (``id``); ``region`` an official code or None where that is not sure. ``offers``
    are in the order in which they are worth trying, those that do not work included."""

    url: str
    name: str
    outlet: str | None
    language: str | None
    region: str | None
    kind: SourceKind
    offers: tuple[Offer, ...]

    @property
    def source(self) -> Source:
        """An entry that tries what works; every way where none does."""
        working = tuple(offer.finder for offer in self.offers if offer.articles)
        entry = Source(name=self.name, url=self.url, region=self.region, kind=self.kind)
        return replace(entry, find=working) if working else entry


class _Enough(Exception):  # not an error: it ends a finder that has shown what it has
    pass


class _Once:
    """Asks for each page once, and for none after the first article of a finder."""

    def __init__(self, get: Get) -> None:
        self._get = get
        self._answers: dict[str, Response | FetchFailed] = {}
        self.shown = 0

    def __call__(self, url: str) -> Response:
        if url not in self._answers:
            if self.shown:
                raise _Enough
            try:
                self._answers[url] = self._get(url)
            except FetchFailed as error:
                self._answers[url] = error
        answer = self._answers[url]
        if isinstance(answer, FetchFailed):
            raise answer
        return answer


def probe(url: str, get: Get) -> Probed:
    """Look at the site at ``url`` (any page of it that serves as its front page) and at each way to find its articles.

    Raises FetchFailed if the page itself cannot be had. Ways that do not work are told in ``offers``, never raised.
    """
    once = _Once(get)
    home = home_page(url, once)
    address = canonical(home.url) or home.url
    outlet = _outlet(home)
    title = home.soup.find("title")
    said = collapse(title.get_text()) if isinstance(title, Tag) else None
    host = urlsplit(address).hostname or ""
    kind: SourceKind = "government" if f".{host}".endswith(_GOVERNMENT) else "news"
    source = Source(name=_name(host), url=address, kind=kind)
    offers = tuple(_offer(name, source, once) for name in FINDERS)
    region = guess_region(address, outlet, said)
    return Probed(address, source.name, outlet, _language(home), region, kind, offers)


def _offer(name: Finder, source: Source, once: _Once) -> Offer:
    once.shown = 0
    try:
        for _ in FINDERS[name](source, _EVERYTHING, once):
            once.shown += 1
            if once.shown >= _MOST_SHOWN:
                break
    except _Enough:
        pass
    except FetchFailed as error:
        return Offer(name, once.shown, None if once.shown else error.reason)
    return Offer(name, once.shown, None if once.shown else "it gives no article")


def _outlet(home: Home) -> str | None:
    """og:site_name, else the part of the title that is no slogan: the shortest of those it is divided into."""
    node = home.soup.find("meta", attrs={"property": "og:site_name"})
    if isinstance(node, Tag) and (name := collapse(attribute(node, "content"))):
        return name
    title = home.soup.find("title")
    parts = [part for part in _SPLIT.split(collapse(title.get_text())) if part] if isinstance(title, Tag) else []
    telling = [
        part for part in parts if part.casefold() not in ("home", "beranda", "halaman utama", "homepage", "depan")
    ]
    return telling[0] if telling else None


def _name(host: str) -> str:
    """``mubakab`` for www.mubakab.go.id, ``jateng-antaranews`` for jateng.antaranews.com."""
    bare = host.removeprefix("www.")
    if bare.replace(".", "").isdigit() or ":" in bare:
        return _NO_NAME.sub("-", bare).strip("-")
    return _NO_NAME.sub("-", _SUFFIX.sub("", bare)).strip("-") or "sumber"


def _language(home: Home) -> str | None:
    node = home.soup.find("html")
    stated = attribute(node, "lang") if isinstance(node, Tag) else ""
    if not stated:
        meta = home.soup.find("meta", attrs={"property": "og:locale"})
        stated = attribute(meta, "content") if isinstance(meta, Tag) else ""
    return re.split(r"[-_]", stated.strip().lower())[0] or None
