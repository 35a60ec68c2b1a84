"""Responses as a crawl would bring them, and what another program sees in an archive's files."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.archive.values import Capture
from inovasi.scrape.fetch.values import Headers, Response

HTML = ("Content-Type", "text/html; charset=UTF-8")
Respond = Callable[..., Response]
URLS = [f"https://a.example/{number}" for number in range(5)]


def _respond(
    url: str,
    body: bytes = b"<p>Halaman</p>",
    status: int = 200,
    *,
    at: str = "2024-05-06T07:08:09Z",
    headers: Headers = (HTML,),
    packed: bool = False,
) -> Response:
    reasons = {200: "OK", 301: "Moved Permanently", 304: "Not Modified", 404: "Not Found"}
    if packed:
        headers = (*headers, ("Content-Encoding", "gzip"))
    return Response(url, status, reasons.get(status, ""), headers, gzip.compress(body) if packed else body, body, at)


@pytest.fixture(scope="session")
def respond() -> Respond:
    """Makes a response: ``respond(url, body, status, at=..., headers=..., packed=...)``."""
    return _respond


@dataclass(frozen=True, slots=True)
class Seen:
    """One record as warcio reads it."""

    file: str
    type: str
    url: str | None
    date: str
    status: str | None
    payload: bytes
    content: bytes
    fields: dict[str, str]
    passed: bool | None


def _seen(folder: Path) -> Iterator[Seen]:
    for path in sorted(folder.glob("*.warc.gz")):
        for content in (False, True):
            with path.open("rb") as file:
                records = list(_records(path.name, ArchiveIterator(file, check_digests=True), content))
            if not content:
                raw = records
        for before, after in zip(raw, records, strict=True):
            yield replace(after, payload=before.payload, passed=before.passed)


def _records(name: str, records: ArchiveIterator, content: bool) -> Iterator[Seen]:
    for record in records:
        data = (record.content_stream() if content else record.raw_stream).read()
        http, warc = record.http_headers, record.rec_headers
        yield Seen(
            file=name,
            type=record.rec_type,
            url=warc.get_header("WARC-Target-URI"),
            date=warc.get_header("WARC-Date"),
            status=http.get_statuscode() if http else None,
            payload=data,
            content=data,
            fields=dict(warc.headers),
            passed=record.digest_checker.passed,
        )


@pytest.fixture(scope="session")
def seen() -> Callable[[Path], list[Seen]]:
    """Every record of an archive's WARC files as warcio reads them, digests checked."""
    return lambda folder: list(_seen(folder))


@pytest.fixture
def crashed(tmp_path: Path, respond: Respond) -> tuple[Path, list[Capture]]:
    """An archive as a killed crawl leaves it on the disk: nothing synced, nothing closed; and what was in it."""
    folder = tmp_path / "crashed"
    with Archive.open(tmp_path / "living", write=True) as archive:
        captures = [archive.add(respond(url, url.encode() * 3), "a", "article") for url in URLS]
        shutil.copytree(archive.folder, folder)
    return folder, captures
