"""Addresses as they go out: http or https, ASCII, no user name, no fragment."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from inovasi.errors import FetchFailed

_PORTS = {"http": 80, "https": 443}
# What RFC 3986 lets stand, and "%", which begins an escape. One that does not is escaped itself: urllib3 would escape
# all of them, those that begin an escape too.
_SAFE = "!$%&'()*+,-./:;=@_~"
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
# No space, no control character, none of what ends a host: two parsers must not read two hosts in one address.
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?|[0-9a-f:.]*:[0-9a-f:.]*")
_LONGEST_HOST = 254
# What most addresses look like: they need no work. A port of four digits or more is nobody's default.
_READY = re.compile(r"https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}(?::[1-5]?[1-9][0-9]{3})?/[!$&-;=?-Z_a-z~]*")
_CHECK = "Check the address."


def sendable(url: str) -> str:
    """``url`` as it goes over the wire; what is so already comes back as it is.

    Host in lower case and ASCII, characters that a URL may not have percent-encoded as UTF-8 (bytes kept by
    surrogateescape as they are), escapes kept as they are, default port and fragment left out. Raises FetchFailed for
    all but http(s) with a host, and for user names: nobody's password is sent by us.
    """
    if _READY.fullmatch(url):
        return url
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchFailed(url, f"it is no address of a page ({error})", _CHECK) from error
    if parts.scheme not in _PORTS:
        raise FetchFailed(url, "only http and https pages are fetched", _CHECK)
    if "@" in parts.netloc:
        raise FetchFailed(url, "it has a user name in it", "Only pages that are open to everyone are fetched.")
    host = _ascii_host(host or "", url)
    shown = f"[{host}]" if ":" in host else host
    place = shown if port in (None, _PORTS[parts.scheme]) else f"{shown}:{port}"
    return f"{parts.scheme}://{place}{_path(parts)}"


def host_of(url: str) -> str:
    """The host of a ``sendable`` address, without brackets and final dot."""
    return (urlsplit(url).hostname or "").rstrip(".")


def origin_of(url: str) -> str:
    """Scheme, host and port of a ``sendable`` address: ``https://contoh.go.id``; one robots.txt serves them all."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def robots_address(url: str) -> str:
    """Where the robots.txt is that holds for a ``sendable`` address."""
    return f"{origin_of(url)}/robots.txt"


def _ascii_host(host: str, url: str) -> str:
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError as error:
            raise FetchFailed(url, f"no host can have this name ({error})", _CHECK) from error
    if not _HOST.fullmatch(host) or len(host) > _LONGEST_HOST:
        raise FetchFailed(url, "no host can have this name" if host else "it names no host", _CHECK)
    return host


def _path(parts: SplitResult) -> str:
    path = _escaped(parts.path, _SAFE) or "/"
    return f"{path}?{_escaped(parts.query, _SAFE + '?')}" if parts.query else path


def _escaped(text: str, safe: str) -> str:
    return quote(_STRAY.sub("%25", text).encode("utf-8", "surrogateescape"), safe=safe)


def without_user(url: str) -> str:
    """``url`` without user name and password. Raises ValueError for what is no URL."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else url
