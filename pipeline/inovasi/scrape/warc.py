"""WARC files -> articles, one record at a time. Reads plain and gzipped files, whole or record by record.

warcio reads past much damage in silence, so lengths are checked here: a record that was cut or has a wrong length is
never taken for an article.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, redirect_stderr
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from inovasi.errors import UnreadableInput
from inovasi.scrape.article.page import Page, article_of, read_or_report, read_page
from inovasi.scrape.decode import decode_page
from inovasi.scrape.identity import clean_url
from inovasi.types import Article, Issue

_AGAIN = "Fetch it again; the records before it were read."
# Archives of our own say of each page what it was fetched as; listings are no articles.
_NO_ARTICLE = ("finding", "robots")
_HTML = ("text/html", "application/xhtml+xml")
# What warcio raises, or lets happen, when a header is damaged.
_DAMAGE = (
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    EOFError,
    ValueError,
    AttributeError,
    AssertionError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class _Capture:
    """One HTML response: its bytes with transfer and content encodings undone."""

    url: str
    retrieved: str | None
    content_type: str
    body: bytes


class _Stream:
    """Bytes of a file, gunzipped if need be. Ends where the file is torn, and remembers why.

    ``read1``: an ordinary ``read`` raises at the tear and loses the good bytes before it.
    """

    def __init__(self, file: BinaryIO) -> None:
        zipped = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        self._file: Any = gzip.GzipFile(fileobj=file) if zipped else file
        self._offset = 0
        self.torn: str | None = None

    def read(self, size: int) -> bytes:
        if self.torn:
            return b""
        try:
            data: bytes = self._file.read1(size)
        except (EOFError, zlib.error, OSError) as error:
            self.torn = "it is cut off" if isinstance(error, EOFError) else f"its compression is damaged ({error})"
            return b""
        self._offset += len(data)
        return data

    def tell(self) -> int:
        return self._offset


def read_warc(path: Path, issues: Callable[[Issue], None], max_bytes: int) -> Iterator[Article]:
    """Articles of the HTML responses (status 200) in a WARC file; everything else in it is passed over.

    A page that cannot be read is an issue and the rest goes on; after damage to the file itself nothing more can be
    found, which is an issue too. A page without article text (a front page, a list) is an issue that is not fatal.
    """
    with path.open("rb") as file:
        stream = _Stream(file)
        try:
            yield from _articles(stream, str(path), issues, max_bytes)
        except UnreadableInput as error:
            issues(error.issue())
            return
        if stream.torn:
            issues(UnreadableInput(str(path), stream.torn, _AGAIN).issue())


def _articles(stream: _Stream, name: str, issues: Callable[[Issue], None], max_bytes: int) -> Iterator[Article]:
    records = ArchiveIterator(stream)
    number = 0
    while (record := _next(records, f"{name}, record {number + 1}", stream)) is not None:
        number += 1
        label = f"{name}, record {number}"
        body = _body(records, record, label, stream, max_bytes)
        if isinstance(body, UnreadableInput):
            issues(body.issue())
        elif body is not None:
            yield from _article(body, name, issues)
    if records.next_line:  # warcio takes a header without an end for the end of the file
        raise UnreadableInput(f"{name}, record {number + 1}", stream.torn or "it is cut off", _AGAIN)
    if not number:
        raise UnreadableInput(name, stream.torn or "there is no WARC record in it", "Check that it is a WARC file.")


def _next(records: Any, label: str, stream: _Stream) -> Any:  # noqa: ANN401 - warcio has no types
    with redirect_stderr(io.StringIO()):  # warcio prints its warnings
        try:
            return next(records, None)
        except _DAMAGE as error:
            raise UnreadableInput(label, stream.torn or "the WARC file is damaged here", _AGAIN) from error


def _body(records: Any, record: Any, label: str, stream: _Stream, max_bytes: int) -> _Capture | UnreadableInput | None:  # noqa: ANN401
    """The record's capture, None if it is of another kind, the error if only this record is lost.

    Raises ``UnreadableInput`` if the file is damaged here, since warcio then no longer knows where a record begins.
    """
    found = _capture(record, label, max_bytes)
    warned = records.err_count
    with redirect_stderr(io.StringIO()):
        try:
            records.read_to_end()
        except _DAMAGE as error:
            raise UnreadableInput(label, stream.torn or "the WARC file is damaged here", _AGAIN) from error
    stated = record.rec_headers.get_header("Content-Length") or ""
    # A length that is no number makes warcio take the record for empty, or for all the rest of the file.
    if not stated.strip().isdigit() or getattr(record.raw_stream, "limit", 0) > 0:
        raise UnreadableInput(label, stream.torn or "it is cut off", _AGAIN)
    if records.err_count > warned:
        raise UnreadableInput(label, "its length is not the one it states", _AGAIN)
    return found


def _capture(record: Any, label: str, max_bytes: int) -> _Capture | UnreadableInput | None:  # noqa: ANN401
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or str(headers.get_statuscode()) != "200":
        return None
    content_type = headers.get_header("Content-Type") or ""
    kind = content_type.lower().partition(";")[0]
    url = clean_url(record.rec_headers.get_header("WARC-Target-URI"))
    listed = record.rec_headers.get_header("X-Inovasi-Kind") in _NO_ARTICLE
    if listed or kind.strip() not in _HTML or url is None:
        return None
    label = f"{label} ({url})"
    encoding = (headers.get_header("Content-Encoding") or "identity").strip().lower()
    if encoding not in ("identity", "", *BufferedReader.get_supported_decompressors()):
        return UnreadableInput(label, f"it is compressed with {encoding}", "Store it uncompressed or with gzip.")
    with ExitStack() as stack:
        said = stack.enter_context(redirect_stderr(io.StringIO()))
        content = record.content_stream()
        body: bytes = content.read(max_bytes + 1)
    unzip = getattr(content, "decompressor", None)
    if len(body) > max_bytes:
        return UnreadableInput(label, f"it is larger than {max_bytes / 1e6:.0f} MB", "Leave it out.")
    if said.getvalue() or (unzip is not None and not getattr(unzip, "eof", True)):
        return UnreadableInput(label, "its compressed content is damaged", "Fetch it again.")
    return _Capture(url, record.rec_headers.get_header("WARC-Date"), content_type, body)


def _article(capture: _Capture, name: str, issues: Callable[[Issue], None]) -> Iterator[Article]:
    label = f"{name} ({capture.url})"

    def read() -> Page:
        return read_page(decode_page(capture.body, label, capture.content_type), label, capture.url)

    page = read_or_report(read, label, issues)
    if page is not None:
        yield article_of(page, name, capture.retrieved)
