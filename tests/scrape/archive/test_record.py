"""A response as a WARC record, and back."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from inovasi.scrape.archive.record import (
    BrokenRecord,
    Record,
    address,
    compress,
    digest_of,
    encode,
    encode_info,
    parse,
    settled,
)
from inovasi.scrape.fetch.values import Headers, Response

TEXT = st.text(max_size=30)
HEADERS = st.lists(st.tuples(TEXT, TEXT), max_size=6).map(tuple)
KINDS = st.sampled_from(["article", "part", "finding", "robots"])


def response(headers: Headers = (), body: bytes = b"isi", status: int = 200, reason: str = "OK") -> Response:
    return Response("https://a.example/1", status, reason, headers, body, body, "2024-05-06T07:08:09Z")


def record(kept: Response, source: str = "contoh", part_of: str | None = None) -> Record:
    return Record(
        "response",
        kept.url,
        kept.retrieved,
        source,
        "article",
        part_of,
        digest_of(kept.body),
        None,
        kept.status,
        kept.reason,
        kept.headers,
        kept.body,
    )


@settings(deadline=None)
@given(HEADERS, st.binary(max_size=200), st.integers(100, 999), TEXT, TEXT, st.none() | TEXT)
def test_what_is_written_is_read(
    headers: Headers, body: bytes, status: int, reason: str, source: str, part_of: str | None
) -> None:
    kept = settled(response(headers, body, status, reason))
    written = record(kept, source, None if part_of is None else address("https://a.example/" + part_of))
    assert parse(encode(written)) == written


@settings(deadline=None)
@given(HEADERS, st.binary(max_size=200), st.integers(100, 999), TEXT)
def test_a_settled_response_stays_as_it_is(headers: Headers, body: bytes, status: int, reason: str) -> None:
    kept = settled(response(headers, body, status, reason))
    assert settled(kept) == kept


@settings(deadline=None)
@given(HEADERS, st.binary(max_size=200), st.integers(200, 599), TEXT)
def test_warcio_reads_the_same_body_and_finds_the_digests_right(
    headers: Headers, body: bytes, status: int, reason: str
) -> None:
    kept = settled(response(headers, body, status, reason))
    (found,) = (
        (item.raw_stream.read(), item.http_headers.get_statuscode(), item.digest_checker.passed)
        for item in ArchiveIterator(io.BytesIO(compress(encode(record(kept)))), check_digests=True)
    )
    assert found == (kept.body, str(status), True)


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        pytest.param(("Server", "nginx"), ("Server", "nginx"), id="as received"),
        pytest.param(("Transfer-Encoding", "chunked"), None, id="the body is joined already"),
        pytest.param(("content-length", "999"), ("content-length", "3"), id="the true length"),
        pytest.param(("X-Long", "a\r\n\tb"), ("X-Long", "a \tb"), id="a folded line is unfolded"),
        pytest.param(("X-Bad", "a\r\nSet-Cookie: b"), ("X-Bad", "a Set-Cookie: b"), id="no line is smuggled in"),
        pytest.param(("X-Kota", "Palémbang"), ("X-Kota", "Palémbang"), id="Latin-1 bytes"),
        pytest.param(("X-Kota", "\xc3\xa0"), ("X-Kota", "\xc3\xa0"), id="UTF-8 bytes as Latin-1, none stripped"),
        pytest.param(("X-Kota", "–"), ("X-Kota", "\xe2\x80\x93"), id="no bytes at all: UTF-8"),
        pytest.param(("X:Y", "a"), ("X-Y", "a"), id="a colon ends a name"),
        pytest.param(("", "a"), None, id="no name"),
    ],
)
def test_headers_are_kept_as_received_where_a_record_can_hold_them(
    given_: tuple[str, str], kept: tuple[str, str] | None
) -> None:
    assert settled(response((given_,))).headers == (() if kept is None else (kept,))


def test_of_a_304_only_the_headers_are_kept() -> None:
    kept = settled(response((("Content-Length", "999"), ("ETag", '"a"')), b"nothing should come", 304))
    assert (kept.headers, kept.body, kept.content) == ((("Content-Length", "999"), ("ETag", '"a"')), b"", b"")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/berita?id=1&x=%20", "https://a.example/berita?id=1&x=%20"),
        ("https://a.example/a b", "https://a.example/a%20b"),
        ("https://a.example/é", "https://a.example/%C3%A9"),
        ("https://a.example/\r\nWARC-Type: x", "https://a.example/%0D%0AWARC-Type:%20x"),
    ],
)
def test_an_address_is_one_line_of_ascii(url: str, kept: str) -> None:
    assert address(url) == kept
    assert address(kept) == kept


def test_every_shortening_of_a_record_is_broken() -> None:
    data = encode(record(settled(response())))
    for length in range(len(data)):
        with pytest.raises(BrokenRecord):
            parse(data[:length])


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(encode_info("a.warc.gz", "2024-05-06T07:08:09Z", "x"), id="warcinfo"),
        pytest.param(
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\r\n\r\n",
            id="of others",
        ),
    ],
)
def test_a_record_that_is_no_response_of_a_crawl_is_none(data: bytes) -> None:
    assert parse(data) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
        b"WARC/1.1\r\nContent-Length: \xc2\xb2\r\n\r\n\r\n\r\n",
        encode(record(settled(response()))) + b"\r\n",
        encode(record(settled(response()))).replace(b"HTTP/1.1 200", b"HTTP/1.1 two"),
        encode(record(settled(response()))).replace(b"WARC-Target-URI", b"WARC-Target-URL"),
    ],
)
def test_what_is_no_record_is_broken(data: bytes) -> None:
    with pytest.raises(BrokenRecord):
        parse(data)
