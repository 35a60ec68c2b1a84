"""One response <-> one WARC record. Pure.

The header blocks are written here and not by warcio's writer: it percent-encodes header bytes beyond ASCII and knows
one level of compression. The tests read every record back with warcio.
"""

from __future__ import annotations

import base64
import hashlib
import re
import uuid
import zlib
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args
from urllib.parse import quote, unquote

from inovasi.scrape.archive.values import Kind
from inovasi.scrape.fetch.values import Headers, Response

# A page received, the same page received again (its body is not stored twice), the server's word that it is unchanged.
Form = Literal["response", "same", "unchanged"]

_PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
_PROFILES: dict[Form, str] = {
    "same": _PROFILE + "identical-payload-digest",
    "unchanged": _PROFILE + "server-not-modified",
}
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]+")
_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_LEVEL = 6  # of zlib: level 4 is 1.5 times as fast and 4 % larger, level 9 gains nothing on HTML
_END = b"\r\n\r\n"


class BrokenRecord(ValueError):
    """Bytes that are no whole WARC record."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says. ``body`` is empty unless ``form`` is "response"; ``refers`` is the moment of the capture that
    the record repeats or confirms. ``digest`` is that of the page's body, which stands here or there."""

    form: Form
    url: str
    retrieved: str
    source: str
    kind: Kind
    part_of: str | None
    digest: str
    refers: str | None
    status: int
    reason: str
    headers: Headers
    body: bytes


def address(url: str) -> str:
    """``url`` as the archive keeps it: white space, controls and characters beyond ASCII percent-encoded."""
    return url if url.isascii() and url.isprintable() and " " not in url else quote(url, _ASCII, errors="replace")


def settled(response: Response) -> Response:
    """``response`` as it can be kept, and as it is read back: without Transfer-Encoding (the body is already joined),
    with a Content-Length that is true, header lines unfolded. Of a 304, only the headers are kept."""
    unchanged = response.status == 304
    body = b"" if unchanged else response.body
    length = None if unchanged else str(len(body))  # a 304 may state the length of what it does not send
    return replace(
        response,
        url=address(response.url),
        reason=_line(response.reason),
        headers=tuple(_headers(response.headers, length)),
        body=body,
        content=b"" if unchanged else response.content,
    )


def _headers(headers: Headers, length: str | None) -> list[tuple[str, str]]:
    kept: list[tuple[str, str]] = []
    for name, value in headers:
        name, value = _line(name).replace(":", "-"), _line(value)
        lower = name.lower()
        if lower == "content-length" and length is not None:
            value = length
        if name and lower != "transfer-encoding":
            kept.append((name, value))
    return kept


def _line(text: str) -> str:
    """One line, each character one byte on the wire. Only ASCII blanks are stripped: others are parts of UTF-8."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        text = text.encode("utf-8", "replace").decode("latin-1")
    return _CONTROL.sub(" ", text).strip(" \t")


def digest_of(body: bytes) -> str:
    """SHA-1 in base 32, as web archives write it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def encode(record: Record) -> bytes:
    """The record as bytes, not compressed."""
    head = [f"HTTP/1.1 {record.status} {record.reason}", *(f"{name}: {value}" for name, value in record.headers)]
    block = "\r\n".join(head).encode("latin-1") + _END + record.body
    kind = "response" if record.form == "response" else "revisit"
    fields = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid4()}>"),
        ("WARC-Target-URI", record.url),
        ("WARC-Date", record.retrieved),
        ("WARC-Payload-Digest", record.digest),
        ("WARC-Block-Digest", digest_of(block)),
    ]
    if record.refers is not None:
        fields.append(("WARC-Profile", _PROFILES[record.form]))
        fields += [("WARC-Refers-To-Target-URI", record.url), ("WARC-Refers-To-Date", record.refers)]
    fields += [("X-Inovasi-Source", quote(record.source, "")), ("X-Inovasi-Kind", record.kind)]
    if record.part_of is not None:
        fields.append(("X-Inovasi-Part-Of", record.part_of))
    return _warc(fields, "application/http; msgtype=response", block)


def encode_info(name: str, moment: str, software: str) -> bytes:
    """The warcinfo record that begins the file ``name``, not compressed."""
    lines = (f"software: {software}", "format: WARC File Format 1.1", "description: pages as their servers sent them")
    fields = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid4()}>"),
        ("WARC-Date", moment),
        ("WARC-Filename", name),
    ]
    return _warc(fields, "application/warc-fields", "".join(line + "\r\n" for line in lines).encode())


def _warc(fields: list[tuple[str, str]], content: str, block: bytes) -> bytes:
    fields = [*fields, ("Content-Type", content), ("Content-Length", str(len(block)))]
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields) + "\r\n"
    return head.encode() + block + _END


def compress(data: bytes) -> bytes:
    """One gzip member."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def parse(data: bytes) -> Record | None:
    """The record in ``data``; None for one that is whole, but not of an archived response (warcinfo).

    Raises BrokenRecord if ``data`` is not exactly one record.
    """
    head, end, rest = data.partition(_END)
    lines = head.decode("utf-8", "replace").split("\r\n")
    fields = dict(_field(line) for line in lines[1:])
    length = fields.get("content-length", "")
    if not end or not lines[0].startswith("WARC/") or not (length.isascii() and length.isdigit()):
        raise BrokenRecord("not a WARC record")
    if len(rest) != int(length) + len(_END) or not rest.endswith(_END):
        raise BrokenRecord("its length is not the one it states")
    form = _form(fields)
    if form is None or "x-inovasi-source" not in fields or fields.get("x-inovasi-kind") not in get_args(Kind):
        return None
    return _record(form, fields, rest[: -len(_END)])


def _form(fields: dict[str, str]) -> Form | None:
    if fields.get("warc-type") == "response":
        return "response"
    profile = fields.get("warc-profile") if fields.get("warc-type") == "revisit" else None
    return next((form for form, name in _PROFILES.items() if name == profile), None)


def _record(form: Form, fields: dict[str, str], block: bytes) -> Record:
    head, end, body = block.partition(_END)
    status, *lines = head.decode("latin-1").split("\r\n")
    protocol, _, rest = status.partition(" ")
    code, _, reason = rest.partition(" ")
    if not end or not protocol.startswith("HTTP/") or not (code.isascii() and code.isdigit()):
        raise BrokenRecord("it holds no HTTP response")
    try:
        url, retrieved, digest = fields["warc-target-uri"], fields["warc-date"], fields["warc-payload-digest"]
    except KeyError as error:
        raise BrokenRecord(f"it has no {error.args[0]}") from None
    return Record(
        form=form,
        url=url,
        retrieved=retrieved,
        source=unquote(fields["x-inovasi-source"]),
        kind=cast(Kind, fields["x-inovasi-kind"]),
        part_of=fields.get("x-inovasi-part-of"),
        digest=digest,
        refers=fields.get("warc-refers-to-date"),
        status=int(code),
        reason=reason,
        headers=tuple((name, value.removeprefix(" ")) for name, _, value in (line.partition(":") for line in lines)),
        body=body,
    )


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip().lower(), value.strip()
