"""Stable ids for articles. Pure: the same article has the same id whatever the file is called and wherever it lies."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from inovasi.types import Article, Issue

# Added by whoever shared the link; the same article is behind all of them.
_TRACKING = ("utm_", "fbclid", "gclid", "igshid", "amp_")


def clean_url(url: object, base: str | None = None) -> str | None:
    """An absolute http(s) URL without fragment, or None. ``base`` resolves a relative one."""
    if not isinstance(url, str) or not url.strip():
        return None
    try:
        absolute = urljoin(base or "", url.strip())
        parts = urlsplit(absolute)
        host = parts.hostname
    except ValueError:  # "http://[" and the like
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return parts._replace(fragment="").geturl()


def host_of(url: str | None) -> str | None:
    """Host name of ``url`` in lower case, without ``www.`` and port."""
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def url_key(url: str) -> str:
    """What two spellings of one address share: no scheme, ``www.``, tracking parameters or closing slash."""
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith(_TRACKING)]
    query = "?" + urlencode(kept) if kept else ""
    return f"{host_of(url)}{parts.path.rstrip('/')}{query}"


def article_id(given: object, url: str | None, text: str) -> str:
    """``given`` if it is a non-empty string or an integer; else ``h`` and 16 hex digits of SHA-256 of the URL's key,
    or of the NFC text where there is no URL."""
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    if isinstance(given, str) and given.strip():
        return given.strip()
    key = url_key(url) if url else unicodedata.normalize("NFC", text)
    return "h" + _digest(key)[:16]


def unique(articles: Iterable[Article], issues: Callable[[Issue], None]) -> Iterator[Article]:
    """Give every article an id of its own, in input order.

    The same id with the same text is the same article: the second is left out. The same id with another text gets
    the suffix ``-2``, ``-3`` and so on. Both are reported as issues that are not fatal. Holds one digest per article.
    """
    texts: dict[str, str] = {}  # final id -> digest of its text
    for article in articles:
        digest = _digest(article.text)
        number, final = 1, article.id
        while final in texts and texts[final] != digest:
            number += 1
            final = f"{article.id}-{number}"
        if final in texts:
            issues(_note(article, f"the same article was read before (id {final})", "Nothing to do: it counts once."))
            continue
        texts[final] = digest
        if number > 1:
            advice = f"It is called {final} in this run; give each article an id of its own to keep ids apart."
            issues(_note(article, f"another article has the id {article.id}", advice))
            article = replace(article, id=final)
        yield article


def _note(article: Article, reason: str, advice: str) -> Issue:
    return Issue(stage="read", input=article.origin or article.id, reason=reason, advice=advice, fatal=False)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
