"""The index and the files agree again after a crash and after loss of power."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.archive.values import Capture
from inovasi.scrape.fetch.values import Response

Respond = Callable[..., Response]
URLS = [f"https://a.example/{number}" for number in range(6)]


def captures_in(folder: Path) -> list[Capture]:
    with Archive.open(folder, write=False) as archive:
        return list(archive.articles())


def forget(folder: Path, captures: list[Capture]) -> None:
    """Take rows out of the index."""
    with closing(sqlite3.connect(folder / "index.sqlite")) as index, index:
        index.executemany("DELETE FROM captures WHERE id = ?", [(capture.id,) for capture in captures])


@pytest.mark.parametrize("indexed", [3, 5], ids=lambda count: f"{count} of 5 in the index")
def test_torn_at_any_byte_of_the_last_two_records_no_half_record_stays_and_no_whole_one_is_lost(
    crashed: tuple[Path, list[Capture]], indexed: int, tmp_path: Path, respond: Respond, seen: Callable[..., list]
) -> None:
    folder, captures = crashed
    forget(folder, captures[indexed:])
    start, end = captures[3].offset, captures[4].offset + captures[4].length
    for size in range(start, end + 1):
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)
        with (copy / captures[0].file).open("r+b") as file:
            file.truncate(size)
        whole = [capture for capture in captures if capture.offset + capture.length <= size]
        with Archive.open(copy, write=True) as archive:
            assert (copy / captures[0].file).stat().st_size == whole[-1].offset + whole[-1].length
            assert list(archive.articles()) == whole
            assert [archive.response(capture).url for capture in whole] == URLS[: len(whole)]
            if size in (start, start + 1, captures[4].offset, end - 1, end):
                archive.add(respond(URLS[-1], b"sesudah"), "a", "article")
                assert [record.url for record in seen(copy)[1:]] == [*URLS[: len(whole)], URLS[-1]]
        shutil.rmtree(copy)


def test_torn_at_any_byte_of_its_beginning_a_file_begins_anew(
    tmp_path: Path, respond: Respond, seen: Callable[..., list]
) -> None:
    with Archive.open(tmp_path / "a", write=True) as archive:
        first = archive.add(respond(URLS[0]), "a", "article")
    data = (tmp_path / "a" / first.file).read_bytes()
    for size in range(first.offset + 1):
        folder = tmp_path / str(size)
        folder.mkdir()
        (folder / first.file).write_bytes(data[:size])
        with Archive.open(folder, write=True) as archive:
            archive.add(respond(URLS[1]), "a", "article")
        assert [record.type for record in seen(folder)] == ["warcinfo", "response"]


def test_rows_beyond_the_end_of_a_file_are_dropped(crashed: tuple[Path, list[Capture]]) -> None:
    folder, captures = crashed
    with (folder / captures[0].file).open("r+b") as file:
        file.truncate(captures[2].offset + 7)
    Archive.open(folder, write=True).close()
    assert captures_in(folder) == captures[:2]


def test_a_file_that_lost_what_the_disk_was_said_to_have_is_read_from_its_last_indexed_record(
    tmp_path: Path, respond: Respond
) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        captures = [archive.add(respond(url), "a", "article") for url in URLS]
    with (tmp_path / captures[0].file).open("r+b") as file:
        file.truncate(captures[3].offset + 7)
    with Archive.open(tmp_path, write=True) as archive:
        assert list(archive.articles()) == captures[:3]
        assert (tmp_path / captures[0].file).stat().st_size == captures[3].offset


def test_blocks_that_never_reached_the_disk_take_their_rows_along(
    crashed: tuple[Path, list[Capture]], respond: Respond, seen: Callable[..., list]
) -> None:
    folder, captures = crashed
    path = folder / captures[0].file
    hole = captures[3]
    data = bytearray(path.read_bytes())
    data[hole.offset : hole.offset + hole.length] = bytes(hole.length)
    path.write_bytes(data)
    with Archive.open(folder, write=True) as archive:
        (issue,) = archive.issues
        assert (issue.input, issue.fatal) == (str(path), False)
        assert f"{hole.length} bytes at byte {hole.offset} are damaged" in issue.reason
        assert list(archive.articles()) == [*captures[:3], captures[4]]
        assert archive.add(respond(URLS[5]), "a", "article").file != path.name  # nothing follows damage
    with Archive.open(folder, write=True) as archive:
        assert not archive.issues


def test_zeros_at_the_end_are_cut_off(crashed: tuple[Path, list[Capture]], seen: Callable[..., list]) -> None:
    folder, captures = crashed
    path = folder / captures[0].file
    with path.open("r+b") as file:
        file.truncate(captures[4].offset)
        file.truncate(captures[4].offset + 5000)
    with Archive.open(folder, write=True) as archive:
        assert list(archive.articles()) == captures[:4]
    assert path.stat().st_size == captures[4].offset
    assert len(seen(folder)) == 5
