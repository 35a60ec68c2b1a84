"""Several threads, several programs, and disks that refuse."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from inovasi.errors import ArchiveError
from inovasi.scrape.archive import writer
from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.fetch.values import Response

Respond = Callable[..., Response]
A, B, C = "https://a.example/1", "https://a.example/2", "https://a.example/3"
NOBODY = 65534


def test_a_second_writer_is_refused_and_told_why(tmp_path: Path, respond: Respond) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        for action in (lambda: Archive.open(tmp_path, write=True), lambda: Archive.rebuild(tmp_path)):
            with pytest.raises(ArchiveError, match="another crawl is writing") as caught:
                action()
            assert caught.value.input == str(tmp_path)
        archive.add(respond(A), "a", "article")
    with Archive.open(tmp_path, write=True) as archive:
        assert archive.latest(A) is not None


def test_a_second_writer_in_another_process_is_refused(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from inovasi.scrape.archive.archive import Archive;"
        "Archive.open(Path(sys.argv[1]), write=True)"
    )
    with Archive.open(tmp_path, write=True):
        other = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=False
        )
    assert f"ArchiveError: {tmp_path}: another crawl is writing" in other.stderr


def test_who_reads_sees_what_is_written_meanwhile(tmp_path: Path, respond: Respond) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        first = archive.add(respond(A), "a", "article")
        with Archive.open(tmp_path, write=False) as reader:
            articles = reader.articles()
            assert next(articles) == first
            second = archive.add(respond(B, b"dua"), "a", "article")
            assert list(articles) == [second]
            assert reader.response(second).body == b"dua"


def test_eight_threads_add_at_the_same_time(tmp_path: Path, respond: Respond, seen: Callable[..., list]) -> None:
    start = threading.Barrier(8)

    def crawl(thread: int) -> None:
        start.wait()
        for number in range(40):
            url = f"https://a.example/{thread}/{number}"
            body = url.encode() * 50
            capture = archive.add(respond(url, body), f"s{thread}", "article")
            assert archive.latest(url) == capture
            assert archive.response(capture).body == body
            archive.add(respond("https://a.example/robots.txt", b"User-agent: *"), f"s{thread}", "robots")
            archive.add(respond(url, b"", 304), f"s{thread}", "article")

    with Archive.open(tmp_path, write=True, max_file=20_000) as archive, ThreadPoolExecutor(8) as threads:
        list(threads.map(crawl, range(8)))
        before = list(archive.articles())
    assert len(before) == 320
    assert len(seen(tmp_path)) == 960 + len(list(tmp_path.glob("*.warc.gz")))
    assert Archive.rebuild(tmp_path) == ()
    with Archive.open(tmp_path, write=False) as archive:
        assert list(archive.articles()) == before


# Fills a disk on which no file may be larger than the limit, makes room, goes on.
FULL = """
import random, resource, sys
from pathlib import Path
from inovasi.errors import ArchiveError
from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.fetch.values import Response

noise = random.Random(1)

def add(number):
    url, body = f"https://a.example/{number}", noise.randbytes(int(sys.argv[3]))
    archive.add(Response(url, 200, "OK", (), body, body, "2024-05-06T07:08:09Z"), "a", "article")

with Archive.open(Path(sys.argv[1]), write=True) as archive:
    add(0)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    for number in range(1, 1000):
        try:
            add(number)
        except ArchiveError as error:
            print(number, error)
            break
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    add("sesudah")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
@pytest.mark.parametrize(
    ("limit", "page", "advice"),
    [
        pytest.param(1_000_000, 100_000, "Make room on the disk", id="for the page"),
        pytest.param(110_000, 100, "Check the disk", id="for the index"),
    ],
)
def test_a_full_disk_is_told_and_what_was_kept_stays_whole(
    tmp_path: Path, seen: Callable[..., list], limit: int, page: int, advice: str
) -> None:
    crawl = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path), str(limit), str(page)],
        capture_output=True,
        text=True,
        check=True,
    )
    number, _, message = crawl.stdout.partition(" ")
    assert message.startswith(str(next(tmp_path.glob("*.warc.gz"))))
    assert advice in message
    urls = [*(f"https://a.example/{n}" for n in range(int(number))), "https://a.example/sesudah"]
    assert [record.url for record in seen(tmp_path)[1:]] == urls
    with Archive.open(tmp_path, write=True) as archive:
        assert not archive.issues
        assert sorted(capture.url for capture in archive.articles()) == sorted(urls)


def test_no_room_for_the_index_is_told_and_the_page_is_not_half_kept(
    tmp_path: Path, respond: Respond, seen: Callable[..., list]
) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.add(respond(A), "a", "article")
        archive._index.execute("PRAGMA max_page_count = 1")  # none beyond those that are there
        added = (archive.add(respond(f"{B}/{n}"), "a", "article") for n in range(10_000))
        kept: list[str] = []
        with pytest.raises(ArchiveError, match="Make room on the disk"):
            kept.extend(capture.url for capture in added)
        archive._index.execute("PRAGMA max_page_count = 1000000")
        archive.add(respond(C), "a", "article")
        pages = [capture.url for capture in archive.articles()]
    assert len(kept) > 1
    assert sorted(pages) == sorted([A, *kept, C])
    assert sorted(record.url for record in seen(tmp_path)[1:]) == sorted(pages)


def test_no_room_for_a_new_file_leaves_none(
    tmp_path: Path, respond: Respond, seen: Callable[..., list], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    with Archive.open(tmp_path, write=True, max_file=10) as archive:
        archive.add(respond(A), "a", "article")
        with monkeypatch.context() as patch:
            patch.setattr(writer, "encode_info", full)
            with pytest.raises(ArchiveError, match="Make room on the disk"):
                archive.add(respond(B), "a", "article")
        assert len(list(tmp_path.glob("*.warc.gz"))) == 1
        archive.add(respond(C), "a", "article")
    assert [record.url for record in seen(tmp_path)] == [None, A, None, C]


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_interrupted_by_the_user_a_page_is_there_whole_or_not_at_all(
    tmp_path: Path, respond: Respond, seen: Callable[..., list], monkeypatch: pytest.MonkeyPatch, done: bool
) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    with Archive.open(tmp_path, write=True) as archive:
        archive.add(respond(A), "a", "article")
        with monkeypatch.context() as patch:
            if done:  # when the row is in, and before the end of the file has moved
                patch.setattr(writer, "transaction", _interrupting(writer.transaction))
            else:
                patch.setattr(writer, "insert", interrupted)
            with pytest.raises(KeyboardInterrupt):
                archive.add(respond(B), "a", "article")
        archive.add(respond(C), "a", "article")
    pages = [A, B, C] if done else [A, C]
    assert [record.url for record in seen(tmp_path)[1:]] == pages
    with Archive.open(tmp_path, write=False) as archive:
        assert [archive.response(capture).url for capture in archive.articles()] == pages


def _interrupting(transaction: Callable[..., object]) -> Callable[..., object]:
    @contextmanager
    def interrupting(index: object) -> Iterator[None]:
        with transaction(index):  # type: ignore[attr-defined]
            yield
        raise KeyboardInterrupt

    return interrupting


@pytest.fixture
def sealed() -> Iterator[Callable[[Path], None]]:
    """Makes a folder read-only; root, who may write everywhere, gives up its rights until the test ends."""
    root = sys.platform != "win32" and os.geteuid() == 0

    def seal(folder: Path) -> None:
        for path in folder.iterdir():
            path.chmod(0o444)
        folder.chmod(0o555)
        if root:
            os.seteuid(NOBODY)

    yield seal
    if root:
        os.seteuid(0)


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that everybody may look into."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="folders are sealed in another way")
def test_a_folder_without_the_right_to_write_can_be_read_and_not_written(
    public: Path, respond: Respond, sealed: Callable[[Path], None]
) -> None:
    folder = public / "archive"
    with Archive.open(folder, write=True) as archive:
        capture = archive.add(respond(A), "a", "article")
    sealed(folder)
    with Archive.open(folder, write=False) as archive:
        assert list(archive.articles()) == [capture]
        assert archive.response(capture).body == b"<p>Halaman</p>"
    with pytest.raises(ArchiveError, match="Check that the folder may be written to") as caught:
        Archive.open(folder, write=True)
    assert str(folder) in caught.value.input


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("")
    with pytest.raises(ArchiveError, match="name another one as archive"):
        Archive.open(tmp_path / "archive", write=True)
