"""Addresses of articles: one spelling for each, whose site they are on, and which of them can be no article. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, quote, unquote_plus, urljoin, urlsplit

from courlan import normalize_url

from inovasi.scrape.article.noise import words
from inovasi.scrape.identity import clean_url, host_of, url_key

# Parameters that say who shared a link or how the page shall look, never which article it is. courlan's own patterns
# go by parts of names and would take ?galeri=12 and ?cid=5 along, which select an article on older portals.
_DROPPED = words(
    "fbclid gclid dclid gbraid wbraid msclkid twclid yclid igsh igshid mc_cid mc_eid _ga _gl _hsenc _hsmi mkt_tok",
    "ref ref_src ref_url referrer referer source spref share nb like_comment replytocom showcomment",
    "amp outputtype noamp showpage tmpl print printpreview tag_from lgn_method preview preview_id preview_nonce",
)
_DROPPED_STARTS = ("utm_", "amp_", "mtm_", "pk_", "fb_", "_hs", "jx", "relatedposts")
# Parameters that are dropped for one value only: ?page=2 is another page, ?page=all is the article itself.
_WHOLE: dict[str, tuple[str, ...]] = {"page": ("all",), "halaman": ("all",), "hal": ("all",), "show": ("all",)}
_WHOLE |= {"view": ("print", "amp"), "m": ("0", "1"), "single": ("1", "true")}
# Joomla's print view is the article with layout=default and an empty page beside print=1.
_JOOMLA_PRINT = {"layout": ("default",), "page": ("",)}
_VARIANT = re.compile(
    r"(?<=[^/])/(?:amp|print|embed|trackback|(?:comments/)?feed(?:/(?:atom|rss2?|rdf))?)/?$", re.IGNORECASE
)
_COMMENTS = re.compile(r"(?<=[^/])/comment-page-\d+/?$", re.IGNORECASE)
_AMP_FIRST = re.compile(r"^/amp(?=/[^/]+/.)", re.IGNORECASE)
_AMPERSANDS = re.compile(r"&(?:amp;)+", re.IGNORECASE)
_BLOGSPOT = re.compile(r"\.blogspot\.(?:com?\.)?[a-z]{2,3}$")
_PORTS = {"http": 80, "https": 443}

_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|apk|jpe?g|png|gif|webp|svg|ico|bmp|mp[34]|m4a|avi|mov|webm|css|js|json|xml"
    r"|gz|txt|atom|rss|woff2?|ics|exe)$",
    re.IGNORECASE,
)
# First parts of a path that lead to overviews, forms and the machinery of a site.
_OVERVIEWS = words(
    "tag tags topik topic kategori category categories kanal rubrik author authors penulis user users profile",
    "search cari pencarian page pages label labels login masuk register daftar signup cart checkout account",
    "wp-admin wp-content wp-includes wp-json wp-login.php cdn-cgi feed feeds rss rss.xml sitemap sitemap.xml",
    "indeks archive arsip",
)
_INFORMATION = words(
    "about about-us tentang tentang-kami kontak contact contact-us hubungi-kami redaksi susunan-redaksi",
    "pedoman-media-siber pedoman-pemberitaan-media-siber pedoman-siber privacy privacy-policy kebijakan-privasi",
    "disclaimer terms syarat-ketentuan karir karier info-iklan iklan pasang-iklan kode-etik kode-etik-jurnalistik",
    "faq sitemap peta-situs visi-misi visi-dan-misi struktur-organisasi sejarah profil sambutan beranda home",
    "index.php index.html",
)
_OVERVIEW_END = re.compile(
    r"^/(?:19|20)\d\d(?:/\d{1,2}){0,2}/?$|/(?:page|hal|halaman)/\d+/?$|/(?:[ck]ategor[iy]|tags?|author|label)/[^/]+/?$",
    re.IGNORECASE,
)
_SEARCHES = frozenset(("s", "q", "cari", "search", "keyword"))


def canonical(url: object, base: str | None = None) -> str | None:
    """The address under which an article is known here, or None for what is no http(s) address.

    Absolute, no fragment, no user name, host in lower case, the scheme's own port left out; scheme, ``www.`` and a
    closing slash as given. Tracking parameters go, the others stay, sorted. Views of one article (AMP, print,
    ``?m=1``, ``?page=all``, its comment feed) become the article's own address. ``canonical`` of its own result is
    that result.
    """
    address = clean_url(url, base)
    if address is None:
        return None
    try:
        parts = urlsplit(_AMPERSANDS.sub("&", address))
        netloc = _netloc(parts)
        if "/." in parts.path:
            parts = parts._replace(path=urlsplit(urljoin(f"http://x{parts.path}", _undotted(parts.path))).path)
        shape = normalize_url(parts._replace(netloc="x", query="", fragment=""))
    except ValueError:  # a port that is no number, brackets in the host
        return None
    query = _query(parts.query)
    path = _article_path(urlsplit(shape).path, query) or "/"
    return SplitResult(parts.scheme, netloc, path, query, "").geturl()


def _undotted(path: str) -> str:
    """A path that begins with one slash, as ``urljoin`` needs it to take out ``.`` and ``..``."""
    return "/" + path.lstrip("/")


def _netloc(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host or any(char.isspace() for char in host):
        raise ValueError("no host")
    if ":" in host:
        host = f"[{host}]"
    return host if parts.port is None or parts.port == _PORTS[parts.scheme] else f"{host}:{parts.port}"


def _query(query: str) -> str:
    """``query`` without what says nothing about the article; sorted, the rest spelled as given."""
    pairs = [(unquote_plus(pair.partition("=")[0]).lower(), pair) for pair in query.split("&") if pair.strip("=")]
    printed = any(name == "print" for name, _ in pairs)
    kept = [quote(pair, safe="%=/:;,@!$'()*+~?[]{}|") for name, pair in pairs if _selects(name, pair, printed=printed)]
    return "&".join(sorted(kept))


def _selects(name: str, pair: str, *, printed: bool) -> bool:
    value = unquote_plus(pair.partition("=")[2]).lower()
    if name in _DROPPED or name.startswith(_DROPPED_STARTS) or value in _WHOLE.get(name, ()):
        return False
    return not (printed and value in _JOOMLA_PRINT.get(name, ()))


def _article_path(path: str, query: str) -> str:
    """``path`` of the article whose view this is. Repeated: ``/x/feed/amp/`` is a view of a view."""
    while True:
        shorter = _AMP_FIRST.sub("", _COMMENTS.sub("/", path))
        cut = _VARIANT.search(shorter)
        # /berita/feed/ is the feed of a section and /feed/ that of the site; of one article only below a long name.
        if cut and _named(shorter[: cut.start()], cut.group()):
            shorter = shorter[: cut.start()] + ("/" if cut.group().endswith("/") else "")
        if shorter == path:
            return path
        path = shorter


def _named(path: str, view: str) -> bool:
    last = path.rsplit("/", 1)[-1]
    return "feed" not in view.lower() or last.count("-") >= 2 or last.isdigit() or "." in last


def same_site(url: str, source_url: str) -> bool:
    """True if ``url`` is on the site of ``source_url``: its host, with or without ``www.``, or a host below it."""
    host, own = _site(url), _site(source_url)
    if not host or not own or host[1] != own[1]:
        return False
    return host[0] == own[0] or host[0].endswith(f".{own[0]}")


def _site(url: str) -> tuple[str, int | None] | None:
    try:
        parts = urlsplit(url)
        host, port = host_of(url), parts.port
    except ValueError:
        return None
    if not host or parts.scheme not in _PORTS:
        return None
    # Blogger shows one blog under the ending of the reader's country.
    host = _BLOGSPOT.sub(".blogspot.com", host.removeprefix("m.").rstrip("."))
    return host, None if port in (None, _PORTS[parts.scheme]) else port


def on_site(url: str, homes: Iterable[str]) -> bool:
    """True if ``url`` is on the site of one of ``homes``: the address given, and where it redirects to."""
    return any(same_site(url, home) for home in homes)


def no_article(url: str) -> bool:
    """True for an address that leads to an overview, a form or a file for certain. False says nothing."""
    parts = urlsplit(url)
    path = parts.path.lower()
    segments = [part for part in path.split("/") if part]
    if not segments or segments == ["index.php"]:
        names = {pair.partition("=")[0] for pair in parts.query.split("&")}
        return not parts.query or not _SEARCHES.isdisjoint(names) or names <= {"paged", "page", "start"}
    if _FILE.search(path) or _OVERVIEW_END.search(path):
        return True
    if len(segments) == 1 and segments[0] in _INFORMATION:
        return not parts.query
    return segments[0] in _OVERVIEWS and not _deep(segments)


def _deep(segments: list[str]) -> bool:
    """True for what only looks like an overview: /kategori/daerah/2019/nama-berita, /archives/123."""
    last = segments[-1]
    return len(segments) > 1 and (last.isdigit() or (len(segments) > 2 and last.count("-") >= 2))


def key(url: str) -> str:
    """What the spellings of one canonical address share (``identity.url_key``: no scheme, ``www.``, closing slash)."""
    return url_key(url)
