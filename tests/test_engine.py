"""Many articles, several processes: order, look-ahead, failures, dead workers."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count

import pytest

from inovasi.engine import AHEAD, CHUNK, SMALL, extract_all
from inovasi.errors import ExtractionFailed
from inovasi.nlp.reading import Reading
from inovasi.types import Article, Extraction, Issue

TEXT = "SEKAYU – Dinas Kesehatan meluncurkan inovasi SIPADU (Sistem Pelayanan Terpadu)."


def articles(number: int) -> list[Article]:
    return [Article(f"a{i}", f"{i}. {TEXT}") for i in range(number)]


def endless(taken: list[int]) -> Iterator[Article]:
    """Articles without end; ``taken`` says how many were asked for."""
    for i in count():
        taken.append(i)
        yield Article(f"a{i}", TEXT)


def refuse(issue: Issue) -> None:
    raise AssertionError(issue)


@pytest.mark.parametrize("number", [0, 1, CHUNK, 3 * CHUNK + 1])
def test_any_number_of_workers_gives_the_same_in_order(number: int) -> None:
    given = articles(number)
    one = list(extract_all(given, 1, refuse))
    assert [article for article, _ in one] == given
    assert [extraction.article_id for _, extraction in one] == [article.id for article in given]
    assert list(extract_all(given, 2, refuse)) == one


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stream_is_not_read_far_ahead(workers: int) -> None:
    taken: list[int] = []
    results = extract_all(endless(taken), workers, refuse)
    for _ in range(CHUNK + 1):
        next(results)
    results.close()  # type: ignore[attr-defined]
    assert len(taken) <= CHUNK * (workers * AHEAD + 1)
    assert not multiprocessing.active_children()


def test_little_input_starts_no_process() -> None:
    results = extract_all(articles(SMALL - 1), None, refuse)
    next(results)
    assert not multiprocessing.active_children()


def test_one_article_that_fails_is_an_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(article: Article, reading: Reading) -> Extraction:
        if article.id == "a1":
            raise ZeroDivisionError("one over nothing")
        return Extraction(article.id)

    monkeypatch.setattr("inovasi.nlp.extract.extraction_of", fail)
    issues: list[Issue] = []
    assert [article.id for article, _ in extract_all(articles(3), 1, issues.append)] == ["a0", "a2"]
    assert [(issue.stage, issue.input, issue.fatal) for issue in issues] == [("extract", "a1", True)]
    assert "ZeroDivisionError: one over nothing" in issues[0].reason


def test_a_worker_that_dies_is_a_clear_error() -> None:
    results = extract_all(endless([]), 2, refuse)
    next(results)
    for child in multiprocessing.active_children():
        os.kill(child.pid, signal.SIGKILL)
    with pytest.raises(ExtractionFailed, match=r"a worker process died.*--workers 1"):
        list(results)


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="reads the process table")  # noqa: PTH112
def test_workers_end_when_their_parent_is_killed() -> None:
    code = (
        "import multiprocessing, time\nfrom inovasi.engine import extract_all\nfrom inovasi.types import Article\n"
        "results = extract_all((Article(str(i), 'x') for i in range(10**9)), 2, print)\nnext(results)\n"
        "print(*[child.pid for child in multiprocessing.active_children()], flush=True)\ntime.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        workers = [int(pid) for pid in parent.stdout.readline().split()]
        parent.kill()
    assert len(workers) == 2
    deadline = time.monotonic() + 20
    while any(running(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(running(pid) for pid in workers)


def running(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
