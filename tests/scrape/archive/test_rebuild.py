"""The index is built again from the WARC files: lost, damaged, with files gone and come back."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inovasi.errors import ArchiveError
from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.archive.values import Capture, Outcome
from inovasi.scrape.fetch.values import Response

Respond = Callable[..., Response]
URLS = [f"https://a.example/{number}" for number in range(6)]


def _into_one_file(folder: Path) -> None:
    """The index without its log, which would mend it."""
    with closing(sqlite3.connect(folder / "index.sqlite")) as index:
        index.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def captures_in(folder: Path) -> list[Capture]:
    with Archive.open(folder, write=False) as archive:
        return list(archive.articles())


def forget(folder: Path) -> None:
    """Take the index away."""
    for path in folder.glob("index.sqlite*"):
        path.unlink()


def test_a_record_within_a_torn_page_is_no_record(tmp_path: Path, respond: Respond) -> None:
    """A page may hold the bytes of a record: stored uncompressed in the page's own, they would parse."""
    with Archive.open(tmp_path / "inner", write=True) as archive:
        inner = archive.add(respond("https://victim.example/", b"palsu"), "a", "article")
    record = (tmp_path / "inner" / inner.file).read_bytes()
    noise = random.Random(1)
    folder = tmp_path / "outer"
    with Archive.open(folder, write=True) as archive:
        first = archive.add(respond(URLS[0]), "a", "article")
        body = noise.randbytes(60_000) + record + noise.randbytes(60_000)
        last = archive.add(respond(URLS[1], body), "a", "article")
    assert record in (folder / last.file).read_bytes()
    with (folder / last.file).open("r+b") as file:
        file.truncate(last.offset + last.length - 20)
    forget(folder)
    Archive.open(folder, write=True).close()
    assert captures_in(folder) == [first]


def test_a_lost_index_is_built_again_without_being_asked(crashed: tuple[Path, list[Capture]]) -> None:
    folder, captures = crashed
    forget(folder)
    with Archive.open(folder, write=True) as archive:
        assert list(archive.articles()) == captures
        assert not archive.issues


@pytest.mark.parametrize("damage", ["no database", "a damaged page"])
def test_a_damaged_index_is_set_aside_and_built_again(crashed: tuple[Path, list[Capture]], damage: str) -> None:
    folder, captures = crashed
    path = folder / "index.sqlite"
    _into_one_file(folder)
    data = path.read_bytes()
    path.write_bytes(b"tidak ada " * 1000 if damage == "no database" else data[:4096] + b"x" * (len(data) - 4096))
    with Archive.open(folder, write=True) as archive:
        assert list(archive.articles()) == captures
        assert [issue.input for issue in archive.issues] == [str(path)]
    assert (folder / "index.sqlite.damaged").is_file()
    with Archive.open(folder, write=True) as archive:
        assert not archive.issues


def test_a_damaged_index_cannot_be_read_until_it_is_built_again(crashed: tuple[Path, list[Capture]]) -> None:
    folder, _ = crashed
    _into_one_file(folder)
    (folder / "index.sqlite").write_bytes(b"tidak ada " * 1000)
    with pytest.raises(ArchiveError, match="the next crawl builds it again"):
        Archive.open(folder, write=False)


def test_a_file_that_is_gone_takes_its_pages_along_and_brings_them_back(tmp_path: Path, respond: Respond) -> None:
    folder = tmp_path / "archive"
    with Archive.open(folder, write=True, max_file=10) as archive:
        first, second = (archive.add(respond(url, b"satu"), "a", "article") for url in URLS[:2])
        archive.add(respond(URLS[0], b"satu"), "a", "article")
        archive.add(respond(URLS[1], b"", 304, at="2024-06-01T00:00:00Z"), "a", "article")
        before = list(archive.articles())
    (folder / first.file).rename(tmp_path / first.file)
    with Archive.open(folder, write=True) as archive:
        assert [issue.reason for issue in archive.issues] == ["it is gone, and its pages with it"]
        assert [capture.url for capture in archive.articles()] == [second.url]
        assert archive.latest(first.url) is None
    (tmp_path / first.file).rename(folder / first.file)
    with Archive.open(folder, write=True) as archive:
        assert list(archive.articles()) == before
        assert [archive.response(capture).body for capture in before] == [b"satu", b"satu"]


def test_a_file_that_comes_back_does_not_make_its_old_pages_new(tmp_path: Path, respond: Respond) -> None:
    folder = tmp_path / "archive"
    with Archive.open(folder, write=True, max_file=10) as archive:
        old, new = (archive.add(respond(URLS[0], body), "a", "article") for body in (b"lama", b"baru"))
    (folder / old.file).rename(tmp_path / old.file)
    Archive.open(folder, write=True).close()
    (tmp_path / old.file).rename(folder / old.file)
    Archive.open(folder, write=True).close()
    assert captures_in(folder) == [new]


def test_what_repeats_or_confirms_a_lost_page_is_no_page(tmp_path: Path, respond: Respond) -> None:
    with Archive.open(tmp_path, write=True, max_file=10) as archive:
        first = archive.add(respond(URLS[0]), "a", "article")
        archive.add(respond(URLS[0]), "a", "article")
        archive.add(respond(URLS[0], b"", 304), "a", "article")
    (tmp_path / first.file).unlink()
    forget(tmp_path)
    with Archive.open(tmp_path, write=True) as archive:
        assert [issue.reason.partition(" repeats ")[2] for issue in archive.issues] == [
            "a page that is in none of the files"
        ]
        assert list(archive.articles()) == []
        assert not archive.known(URLS[0])


def test_what_was_confirmed_by_a_lost_record_is_so_no_longer(tmp_path: Path, respond: Respond) -> None:
    with Archive.open(tmp_path, write=True, max_file=10) as archive:
        page = archive.add(respond(URLS[0]), "a", "article")
        archive.add(respond(URLS[0], b"", 304, at="2024-06-01T00:00:00Z"), "a", "article")
        archive.add(respond(URLS[0], b"", 304, at="2024-07-01T00:00:00Z"), "a", "article")
    last = sorted(tmp_path.glob("*.warc.gz"))[-1]
    last.unlink()
    with Archive.open(tmp_path, write=True) as archive:
        latest = archive.latest(page.url)
        assert latest is not None
        assert latest.confirmed == "2024-06-01T00:00:00Z"


def test_files_of_others_in_the_folder_are_left_alone(tmp_path: Path, respond: Respond) -> None:
    other = tmp_path / "CC-NEWS-20240506070809-00001.warc.gz"
    other.write_bytes(b"\x1f\x8b\x08 torn")
    with Archive.open(tmp_path, write=True) as archive:
        archive.add(respond(URLS[0]), "a", "article")
    Archive.rebuild(tmp_path)
    assert other.read_bytes() == b"\x1f\x8b\x08 torn"


OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(URLS[:3]),
        st.sampled_from([b"", b"satu", b"dua"]),
        st.sampled_from([200, 200, 200, 304, 404, 301]),
        st.sampled_from(["a", "b c"]),
        st.sampled_from(["article", "part", "finding"]),
        st.sampled_from(["2024-05-01T00:00:00Z", "2024-05-02T00:00:00Z"]),
    ),
    max_size=14,
)


def _again(*days: int) -> list[tuple[str, bytes, int, str, str, str]]:
    """One page, on these days the same; then confirmed."""
    pages = [(URLS[0], b"satu", 200, "a", "article", f"2024-05-0{day}T00:00:00Z") for day in days]
    return [*pages, (URLS[0], b"", 304, "a", "article", "2024-06-01T00:00:00Z")]


@settings(max_examples=40, deadline=None)
@given(OPERATIONS)
@example(_again(1, 1, 1))
@example(_again(1, 2, 3))
def test_an_index_built_again_equals_the_one_that_grew(
    tmp_path_factory: pytest.TempPathFactory, respond: Respond, operations: list[tuple[str, bytes, int, str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("archive")

    def state(archive: Archive) -> list[object]:
        found: list[object] = [*archive.articles(), *archive.articles(["a"]), *archive.parts(URLS[0])]
        for capture in map(archive.latest, URLS[:3]):
            found += [capture, capture and archive.response(capture)]
        return found

    with Archive.open(folder, write=True, max_file=1_500) as archive:
        for url, body, status, source, kind, at in operations:
            part_of = URLS[0] if kind == "part" else None
            archive.add(respond(url, body, status, at=at), source, kind, part_of)
        before = state(archive)
    assert Archive.rebuild(folder) == ()
    with Archive.open(folder, write=False) as archive:
        assert state(archive) == before
    forget(folder)
    with Archive.open(folder, write=True) as archive:
        assert state(archive) == before


def test_building_the_index_again_keeps_the_history_of_runs(tmp_path: Path, respond: Respond) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        run = archive.finish(archive.begin("a"), Outcome(finder="rss", found=1))
        archive.add(respond(URLS[0]), "a", "article")
    Archive.rebuild(tmp_path)
    with Archive.open(tmp_path, write=False) as archive:
        assert archive.finished("a") == [run]


def test_who_reads_goes_on_reading_while_the_index_is_built_again(tmp_path: Path, respond: Respond) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        captures = [archive.add(respond(url), "a", "article") for url in URLS]
    with Archive.open(tmp_path, write=False) as reader:
        articles = reader.articles()
        first = next(articles)
        Archive.rebuild(tmp_path)
        assert [first, *articles] == captures == list(reader.articles())
