"""A crawl is killed: nothing that it was told is kept is lost, nothing is there twice, nothing by halves."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.fetch.values import Response

Respond = Callable[..., Response]

# Adds page after page, leaves out what is there already, and says after each that it is kept.
CRAWL = """
import random, sys
from pathlib import Path
from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.fetch.values import Response

noise = random.Random(sys.argv[2])
with Archive.open(Path(sys.argv[1]), write=True, max_file=150_000) as archive:
    for issue in archive.issues:
        print("issue", issue, flush=True)
    for number in range(10**6):
        url = f"https://a.example/{number}"
        if archive.latest(url) is None:
            body = noise.randbytes(noise.choice((10, 1000, 30_000)))
            archive.add(Response(url, 200, "OK", (), body, body, "2024-05-06T07:08:09Z"), "a", "article")
            print(url, flush=True)
"""

# Kills itself at one point of adding the second page.
AT = """
import os, signal, sys
from pathlib import Path
from inovasi.scrape.archive import files, index, writer
from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.fetch.values import Response

point = sys.argv[2]
body = b"isi" * 100

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def page(archive, url):
    archive.add(Response(url, 200, "OK", (), body, body, "2024-05-06T07:08:09Z"), "a", "article")

write, insert = files.Appender.write, index.insert
with Archive.open(Path(sys.argv[1]), write=True, max_file=10 if point == "new file" else 10**6) as archive:
    page(archive, "https://a.example/1")
    if point == "half a record":
        files.Appender.write = lambda self, data: (write(self, data[: len(data) // 2]), die())
    elif point == "before its row":
        writer.insert = die
    elif point == "before its row is sure":
        writer.insert = lambda *a: (insert(*a), die())
    elif point == "after its row":
        files.Appender.keep = die
    elif point == "new file":
        files._sync_folder = die
    page(archive, "https://a.example/2")
    die()
"""


def verify(folder: Path, seen: Callable[..., list], kept: set[str]) -> None:
    """Index and files say the same, each page once, and all that was kept is there."""
    with Archive.open(folder, write=True) as archive:
        assert not archive.issues
        captures = list(archive.articles())
        assert [archive.response(capture).url for capture in captures] == [capture.url for capture in captures]
    responses = [record for record in seen(folder) if record.type == "response"]
    assert all(record.passed for record in responses)
    assert sorted(record.url for record in responses) == [capture.url for capture in captures]
    assert kept <= {capture.url for capture in captures}


def test_killed_at_random_moments_nothing_is_lost_twice_or_half(tmp_path: Path, seen: Callable[..., list]) -> None:
    chance = random.Random(20240506)
    kept: set[str] = set()
    for life in range(8):
        crawl = subprocess.Popen(
            [sys.executable, "-c", CRAWL, str(tmp_path), str(life)], stdout=subprocess.PIPE, text=True
        )
        with crawl:
            assert crawl.stdout is not None
            first = crawl.stdout.readline().strip()
            assert first.startswith("https:")
            time.sleep(chance.random() / 5)
            crawl.send_signal(signal.SIGKILL)
            told = [first, *map(str.strip, crawl.stdout)]
        assert crawl.returncode == -signal.SIGKILL
        assert kept.isdisjoint(told)
        kept.update(told)
    verify(tmp_path, seen, kept)
    assert len(kept) > 8


@pytest.mark.parametrize(
    ("point", "pages"),
    [
        ("half a record", 1),
        ("before its row", 2),
        ("before its row is sure", 2),
        ("after its row", 2),
        ("new file", 1),
        ("at the end", 2),
    ],
)
def test_killed_at_any_step_of_adding_a_page(
    tmp_path: Path, respond: Respond, seen: Callable[..., list], point: str, pages: int
) -> None:
    crawl = subprocess.run([sys.executable, "-c", AT, str(tmp_path), point], check=False)
    assert crawl.returncode == -signal.SIGKILL
    with Archive.open(tmp_path, write=False) as archive:  # who only reads need not wait for the next crawl
        assert archive.latest("https://a.example/1") is not None
    with Archive.open(tmp_path, write=True) as archive:
        assert len(list(archive.articles())) == pages
        archive.add(respond("https://a.example/3"), "a", "article")
    verify(tmp_path, seen, {"https://a.example/1", "https://a.example/3"})
