"""Responses go in, and come out again as they were."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inovasi.errors import ArchiveError
from inovasi.scrape.archive import archive as archive_module
from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.archive.record import settled
from inovasi.scrape.fetch.values import Response

Respond = Callable[..., Response]
A, B, C = "https://a.example/1", "https://a.example/2", "https://a.example/3"
TEXT = st.text(max_size=20)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=4), st.binary(max_size=300), st.integers(200, 599)),
        max_size=5,
    )
)
def test_what_went_in_comes_out(answers: list[tuple[str, list[tuple[str, str]], bytes, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder, "a"), write=True) as archive:
        for number, (path, headers, body, status) in enumerate(answers):
            sent = tuple((name, value) for name, value in headers if "encoding" not in name.lower())
            url = f"https://a.example/{number}/{path}"
            response = Response(url, status, path, sent, body, body, "2024-05-06T07:08:09Z")
            capture = archive.add(response, "contoh", "article")
            assert archive.response(capture) == settled(response)
            assert archive.latest(url) == capture


def test_packed_content_is_kept_packed_and_read_unpacked(tmp_path: Path, respond: Respond) -> None:
    response = respond(A, b"<p>Inovasi</p>" * 50, packed=True)
    with Archive.open(tmp_path, write=True) as archive:
        again = archive.response(archive.add(response, "contoh", "article"))
    assert again == response
    assert again.body != again.content == b"<p>Inovasi</p>" * 50


def test_content_that_is_too_large_unpacked_is_refused(
    tmp_path: Path, respond: Respond, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_module, "MAX_CONTENT", 1000)
    with Archive.open(tmp_path, write=True) as archive:
        capture = archive.add(respond(A, b"a" * 1001, packed=True), "contoh", "article")
        with pytest.raises(ArchiveError, match="more than 1,000 bytes"):
            archive.response(capture)


def test_a_capture_says_what_the_response_said(tmp_path: Path, respond: Respond) -> None:
    headers = (
        ("content-type", "Text/HTML; charset=x"),
        ("etag", '"a"'),
        ("last-modified", "Mon, 06 May 2024 07:08:09 GMT"),
        ("location", "../baru?x=1#bawah"),
    )
    with Archive.open(tmp_path, write=True) as archive:
        capture = archive.add(respond("https://a.example/b/c/", status=301, headers=headers), "contoh", "finding")
        assert archive.latest(capture.url) == capture
    assert (capture.url, capture.source, capture.kind) == ("https://a.example/b/c/", "contoh", "finding")
    assert (capture.retrieved, capture.status, capture.mime) == ("2024-05-06T07:08:09Z", 301, "text/html")
    assert (capture.etag, capture.last_modified) == ('"a"', "Mon, 06 May 2024 07:08:09 GMT")
    assert capture.location == "https://a.example/b/baru?x=1"
    assert capture.confirmed is capture.part_of is None


def test_a_304_confirms_the_newest_page(tmp_path: Path, respond: Respond) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.add(respond(A, b"satu"), "contoh", "article")
        second = archive.add(respond(A, b"dua"), "contoh", "article")
        archive.add(respond(A, b"", 503), "contoh", "article")
        confirmed = archive.add(respond(A, b"", 304, at="2024-05-07T00:00:00Z"), "contoh", "article")
        assert confirmed == replace(second, confirmed="2024-05-07T00:00:00Z") == archive.latest(A)
        assert archive.response(confirmed).body == b"dua"
        assert list(archive.articles()) == [confirmed]


def test_a_304_for_what_is_not_there_is_a_capture_of_its_own(tmp_path: Path, respond: Respond) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        capture = archive.add(respond(A, b"", 304), "contoh", "article")
        assert (capture.status, archive.response(capture).body, archive.known(A)) == (304, b"", False)


def test_a_page_that_came_again_is_stored_once_and_read_twice(tmp_path: Path, respond: Respond) -> None:
    body = bytes(range(256)) * 100
    captures = []
    with Archive.open(tmp_path, write=True) as archive:
        for day in range(1, 5):
            response = respond(A, body, at=f"2024-05-0{day}T00:00:00Z", headers=(("X-Day", str(day)),))
            captures.append(archive.add(response, "contoh", "article"))
            assert archive.response(captures[-1]) == response
        assert list(archive.articles()) == captures[-1:]
        assert [archive.response(capture).retrieved[:10] for capture in captures] == [
            "2024-05-01",
            "2024-05-02",
            "2024-05-03",
            "2024-05-04",
        ]
    assert max(capture.length for capture in captures[1:]) < captures[0].length


@pytest.mark.parametrize("name", ["dengan spasi", "tanya? #1%20", "é–ü", "a'b\"c;d", "-x"])
def test_folders_may_have_any_name(tmp_path: Path, respond: Respond, name: str) -> None:
    folder = tmp_path / name
    with Archive.open(folder, write=True) as archive:
        capture = archive.add(respond(A), "contoh", "article")
    with Archive.open(folder, write=False) as archive:
        assert archive.latest(A) == capture
        assert archive.response(capture).body == b"<p>Halaman</p>"


def test_sources_may_have_any_name(tmp_path: Path, respond: Respond) -> None:
    names = ["Antara Sumsel", "a%20b", "é\nWARC-Type: x", "", " "]
    with Archive.open(tmp_path, write=True) as archive:
        for number, name in enumerate(names):
            archive.add(respond(f"{A}{number}"), name, "article")
    Archive.rebuild(tmp_path)
    with Archive.open(tmp_path, write=False) as archive:
        assert sorted(capture.source for capture in archive.articles()) == sorted(names)


def test_an_archive_opened_to_read_takes_nothing(tmp_path: Path, respond: Respond) -> None:
    Archive.open(tmp_path, write=True).close()
    with Archive.open(tmp_path, write=False) as archive, pytest.raises(ArchiveError, match="for reading only"):
        archive.add(respond(A), "contoh", "article")


@pytest.mark.parametrize("write", [True, False])
def test_a_closed_archive_says_so(tmp_path: Path, respond: Respond, write: bool) -> None:
    Archive.open(tmp_path, write=True).close()
    archive = Archive.open(tmp_path, write=write)
    archive.close()
    archive.close()
    with pytest.raises(ArchiveError, match="closed"):
        archive.latest(A)


def test_there_is_nothing_to_read_where_there_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no archive"):
        Archive.open(tmp_path, write=False)


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as index:
        index.execute("PRAGMA user_version = 99")
    index.close()


def _other(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as index:
        index.execute("CREATE TABLE a (b)")
    index.close()


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize(("change", "reason"), [(_newer, "schema is version 99"), (_other, "no index of an archive")])
def test_an_index_of_another_program_is_left_alone(
    tmp_path: Path, write: bool, change: Callable[[Path], None], reason: str
) -> None:
    Archive.open(tmp_path, write=True).close()
    change(tmp_path / "index.sqlite")
    before = (tmp_path / "index.sqlite").read_bytes()
    with pytest.raises(ArchiveError, match=reason):
        Archive.open(tmp_path, write=write)
    assert (tmp_path / "index.sqlite").read_bytes() == before


def test_a_page_that_no_longer_stands_where_the_index_says_is_an_error_that_names_the_file(
    tmp_path: Path, respond: Respond
) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        first = archive.add(respond(A), "contoh", "article")
        second = archive.add(respond(B), "contoh", "article")
        with pytest.raises(ArchiveError, match=f"{first.file}, byte {first.offset}"):
            archive.response(replace(second, offset=first.offset, length=first.length))
        (tmp_path / first.file).rename(tmp_path / "elsewhere")
        with pytest.raises(ArchiveError, match=first.file):
            archive.response(first)
