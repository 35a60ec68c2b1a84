"""What other programs find in the files: warcio, and the reader of WARC files from elsewhere."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.fetch.values import Response
from inovasi.scrape.inputs import read_articles
from inovasi.types import Issue

Respond = Callable[..., Response]
A, B = "https://a.example/1", "https://a.example/2"


def test_each_file_begins_with_a_warcinfo_record(tmp_path: Path, respond: Respond, seen: Callable[..., list]) -> None:
    moment = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    with Archive.open(tmp_path, write=True, now=lambda: moment) as archive:
        archive.add(respond(A), "contoh", "article")
    info, page = seen(tmp_path)
    assert info.file == "inovasi-20240506070809-00001.warc.gz"
    assert (info.type, info.fields["WARC-Filename"], info.date) == ("warcinfo", info.file, "2024-05-06T07:08:09Z")
    assert info.payload.startswith(b"software: inovasi/")
    assert page.type == "response"


def test_warcio_replays_what_was_added(tmp_path: Path, respond: Respond, seen: Callable[..., list]) -> None:
    chunked = respond(B, b"<p>Dua</p>", headers=(("Transfer-Encoding", "chunked"), ("X-Kota", "\xc3\xa9")), packed=True)
    with Archive.open(tmp_path, write=True) as archive:
        archive.add(respond(A, b"<p>Satu</p>", 404), "contoh", "article")
        archive.add(chunked, "Antara Sumsel", "part", part_of=A)
    _, one, two = seen(tmp_path)
    assert (one.url, one.date, one.status, one.payload) == (A, "2024-05-06T07:08:09Z", "404", b"<p>Satu</p>")
    assert (two.payload, two.content) == (chunked.body, b"<p>Dua</p>")
    assert one.passed
    assert two.passed
    own = {name: value for name, value in two.fields.items() if name.startswith("X-Inovasi")}
    assert own == {"X-Inovasi-Source": "Antara%20Sumsel", "X-Inovasi-Kind": "part", "X-Inovasi-Part-Of": A}


def test_revisits_say_which_capture_they_confirm_or_repeat(
    tmp_path: Path, respond: Respond, seen: Callable[..., list]
) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.add(respond(A, b"satu", at="2024-05-01T00:00:00Z"), "contoh", "article")
        archive.add(respond(A, b"satu", at="2024-05-02T00:00:00Z"), "contoh", "article")
        archive.add(respond(A, b"", 304, at="2024-05-03T00:00:00Z", headers=(("ETag", '"a"'),)), "contoh", "article")
    _, page, again, unchanged = seen(tmp_path)
    assert [record.type for record in (page, again, unchanged)] == ["response", "revisit", "revisit"]
    assert again.fields["WARC-Profile"].endswith("/1.1/revisit/identical-payload-digest")
    assert unchanged.fields["WARC-Profile"].endswith("/1.1/revisit/server-not-modified")
    for record in (again, unchanged):
        assert record.fields["WARC-Refers-To-Target-URI"] == A
        assert record.fields["WARC-Refers-To-Date"] == "2024-05-01T00:00:00Z"
        assert record.fields["WARC-Payload-Digest"] == page.fields["WARC-Payload-Digest"]
        assert record.payload == b""
    assert (again.status, unchanged.status) == ("200", "304")


def test_a_new_file_is_begun_when_one_is_full(tmp_path: Path, respond: Respond, seen: Callable[..., list]) -> None:
    moments = iter(datetime(2024, 5, 6, 7, 8, second, tzinfo=UTC) for second in range(60))
    size, noise = 5_000, random.Random(1)
    with Archive.open(tmp_path, write=True, now=lambda: next(moments), max_file=size) as archive:
        for number in range(20):
            archive.add(respond(f"{A}{number}", noise.randbytes(900)), "a", "article")
    files = sorted(tmp_path.glob("*.warc.gz"))
    assert [path.name[-13:] for path in files] == [f"{number:05}.warc.gz" for number in range(1, len(files) + 1)]
    assert len(files) == 7
    assert all(path.stat().st_size <= size for path in files)
    records = seen(tmp_path)
    for path in files:
        assert [r.type == "warcinfo" for r in records if r.file == path.name][:2] == [True, False]
    assert sum(record.type == "response" for record in records) == 20


def test_a_page_larger_than_a_file_has_one_of_its_own(tmp_path: Path, respond: Respond) -> None:
    with Archive.open(tmp_path, write=True, max_file=10) as archive:
        files = [archive.add(respond(f"{A}{number}"), "a", "article").file for number in range(3)]
    assert len(set(files)) == 3


def test_the_last_file_goes_on_in_the_next_crawl(tmp_path: Path, respond: Respond, seen: Callable[..., list]) -> None:
    for number in range(3):
        with Archive.open(tmp_path, write=True) as archive:
            archive.add(respond(f"{A}{number}"), "a", "article")
    assert [record.type for record in seen(tmp_path)] == ["warcinfo", "response", "response", "response"]


def test_a_crawl_that_brings_nothing_leaves_no_file(tmp_path: Path) -> None:
    Archive.open(tmp_path, write=True).close()
    assert not list(tmp_path.glob("*.warc.gz"))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_whatever_is_added_every_digest_is_right(
    tmp_path_factory: pytest.TempPathFactory, respond: Respond, seen: Callable[..., list], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("archive")
    with Archive.open(folder, write=True, max_file=2_000) as archive:
        for _ in range(data.draw(st.integers(1, 8))):
            url, body = data.draw(st.sampled_from([A, B])), data.draw(st.binary(max_size=400))
            status, packed = data.draw(st.sampled_from([200, 200, 304, 404])), data.draw(st.booleans())
            header = (data.draw(st.text(max_size=9)), data.draw(st.text(max_size=9)))
            headers = (("Content-Type", "text/html"), header)
            archive.add(respond(url, body, status, headers=headers, packed=packed), "contoh", "article")
    assert all(record.passed for record in seen(folder) if record.type == "response")


def test_the_reader_of_warc_files_finds_every_article(tmp_path: Path, respond: Respond) -> None:
    words = "Kecamatan menjalankan inovasi bagi warga di seluruh desa sejak awal tahun dengan bantuan kader setempat"
    urls = [f"https://a.example/berita/{number}" for number in range(6)]
    with Archive.open(tmp_path, write=True, max_file=1_500) as archive:
        for number, url in enumerate(urls):
            html = f"<html><body><article><p>{words} nomor {number}.</p></article></body></html>"
            archive.add(respond(url, html.encode(), packed=number % 2 == 1), "contoh", "article")
            archive.add(respond(url, b"", 304), "contoh", "article")
        archive.add(
            respond("https://a.example/robots.txt", b"", headers=(("Content-Type", "text/plain"),)), "a", "robots"
        )
    issues: list[Issue] = []
    found = {article.url: article.text for article in read_articles([tmp_path], issues.append)}
    assert not issues
    assert {url: text.rpartition(" ")[2] for url, text in found.items()} == {
        url: f"{number}." for number, url in enumerate(urls)
    }
