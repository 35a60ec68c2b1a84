"""Undoing a response's content coding (gzip, deflate), piece by piece, never beyond a limit."""

from __future__ import annotations

import zlib
from typing import Protocol

from inovasi.errors import FetchFailed
from inovasi.scrape.fetch.failures import passing

ACCEPTED = "gzip, deflate"  # what we ask for, and all that we can undo
_GZIP = frozenset({"gzip", "x-gzip"})
# Servers that name a charset here, or say in other words that nothing is packed, mean no coding.
_NONE = frozenset({"", "identity", "none", "binary", "8bit", "utf-8", "utf8", "iso-8859-1", "windows-1252"})
_MOST_CODINGS = 2
_MOST_MEMBERS = 100
_MAGIC = b"\x1f\x8b"
_BROWSER = "Open the page in a browser to compare."


class Unpack(Protocol):
    """One coding being undone."""

    def feed(self, data: bytes, room: int) -> bytes:
        """What ``data`` unpacks to, at most ``room`` bytes (at ``room``, the rest is lost). Raises zlib.error."""

    def ended(self) -> bool:
        """Whether all has come."""


class Unpacker:
    """The body of ``url``, sent with ``encoding`` (the header, as it is), unpacked to at most ``cap`` bytes.

    Raises FetchFailed for codings that it cannot undo, for too much content and for what is not packed as it says;
    ``Passing`` for what ends too early.
    """

    def __init__(self, url: str, encoding: str, cap: int) -> None:
        self._url = url
        self._cap = cap
        self._stages = _stages(url, encoding)
        self._content = bytearray()
        self._fed = False

    def feed(self, data: bytes) -> None:
        """Take the next piece of the body."""
        self._fed = self._fed or bool(data)
        room = self._cap - len(self._content) + 1
        try:
            for stage in self._stages:
                data = stage.feed(data, room)
                if len(data) >= room:
                    raise too_large(self._url, self._cap, "unpacked")
        except zlib.error as error:
            raise FetchFailed(self._url, f"its content is not packed as it says ({error})", _BROWSER) from error
        self._content += data

    def finish(self) -> bytes:
        """The content, when all pieces have come. An empty body is empty content, whatever its coding."""
        if self._fed and not all(stage.ended() for stage in self._stages):
            raise passing(self._url, "the packed content ends too early")
        return bytes(self._content)


def unpack(url: str, body: bytes, encoding: str, cap: int) -> bytes:
    """All of ``body`` at once; otherwise like ``Unpacker``."""
    unpacker = Unpacker(url, encoding, cap)
    unpacker.feed(body)
    return unpacker.finish()


def is_packed(encoding: str) -> bool:
    """Whether a Content-Encoding header says that there is something to undo."""
    return any(name not in _NONE for name in _names(encoding))


def too_large(url: str, cap: int, what: str) -> FetchFailed:
    """The failure of a page that has more than ``cap`` bytes."""
    return FetchFailed(url, f"it has more than {cap:,} bytes {what}", "Raise max_bytes under [scrape] to take it.")


def _names(encoding: str) -> list[str]:
    return [name.strip().lower() for name in encoding.split(",")]


def _stages(url: str, encoding: str) -> list[Unpack]:
    names = [name for name in _names(encoding) if name not in _NONE]
    if len(names) > _MOST_CODINGS:
        raise FetchFailed(url, f"it is packed {len(names)} times over", _BROWSER)
    stages: list[Unpack] = []
    for name in reversed(names):  # the last one named was put on last
        if name in _GZIP:
            stages.append(_Gzip())
        elif name == "deflate":
            stages.append(_Deflate())
        else:
            raise FetchFailed(url, f"it is packed as {name[:40]!a}, which we do not ask for", _BROWSER)
    return stages


class _Gzip:
    """gzip: one member or several, and whatever a server adds after the last one."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self._members = 1
        self._rest = b""  # too little after a member to say whether it is another one
        self._over = False

    def feed(self, data: bytes, room: int) -> bytes:
        out = b""
        while data and len(out) < room and not self._over:
            if self._member.eof:
                data, self._rest = self._rest + data, b""
                if data == _MAGIC[:1]:
                    self._rest = data
                    break
                if not data.startswith(_MAGIC):
                    self._over = True
                    break
                self._next_member()
            out += self._member.decompress(data, room - len(out))
            data = self._member.unused_data
        return out

    def _next_member(self) -> None:
        if self._members >= _MOST_MEMBERS:
            raise zlib.error("too many members")
        self._members += 1
        self._member = zlib.decompressobj(wbits=31)

    def ended(self) -> bool:
        return self._member.eof


class _Deflate:
    """deflate: with zlib's header, as the standard has it, or without, as some servers do."""

    def __init__(self) -> None:
        self._head = b""
        self._stream: zlib._Decompress | None = None

    def feed(self, data: bytes, room: int) -> bytes:
        if self._stream is None:
            self._head += data
            if len(self._head) < 2:
                return b""
            data = self._head
            # Method 8 and a check sum: no stream without the header begins like that.
            header = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            self._stream = zlib.decompressobj(wbits=15 if header else -15)
        return b"" if self._stream.eof else self._stream.decompress(data, room)

    def ended(self) -> bool:
        return self._stream is not None and self._stream.eof
