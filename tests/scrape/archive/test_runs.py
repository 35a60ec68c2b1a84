"""Runs of crawls, and how sources do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.archive.values import Health, Outcome, Run, Served
from inovasi.scrape.fetch.values import Response

Respond = Callable[..., Response]
A, B = "https://a.example/1", "https://a.example/2"
GOOD = Outcome("rss", 5, 3, 2, 1, ((A, "it is slow"), (B, "it is gone")), complete=True)


class Ticking:
    """A clock that is a minute later each time one looks."""

    def __init__(self) -> None:
        self.moment = datetime(2024, 5, 6, 7, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path, write=True, now=Ticking().now) as archive:
        yield archive


def test_a_run_that_was_not_finished_is_found_again(tmp_path: Path) -> None:
    with Archive.open(tmp_path, write=True, now=Ticking().now) as archive:
        run = archive.begin("a", since="2024-01-01", limit=10)
    assert run == Run(1, "a", "2024-05-06T07:01:00Z", None, "2024-01-01", 10)
    with Archive.open(tmp_path, write=True) as archive:
        assert archive.unfinished("a") == run
        assert archive.unfinished("b") is None
        archive.finish(run, GOOD)
        assert archive.unfinished("a") is None


def test_a_new_run_gives_up_an_older_one(archive: Archive) -> None:
    archive.begin("a")
    archive.finish(archive.begin("a"), GOOD)
    assert archive.unfinished("a") is None


def test_finished_runs_come_newest_first_with_their_outcome(archive: Archive) -> None:
    first = archive.finish(archive.begin("a"), GOOD)
    archive.finish(archive.begin("b"), GOOD)
    second = archive.finish(archive.begin("a"), Outcome())
    archive.begin("a")
    assert archive.finished("a", 9) == [second, first]
    assert archive.finished("a") == [second]
    assert (first.started, first.finished, first.outcome) == ("2024-05-06T07:01:00Z", "2024-05-06T07:02:00Z", GOOD)


def test_an_outcome_written_twice_counts_once(archive: Archive) -> None:
    run = archive.begin("a")
    archive.finish(run, GOOD)
    finished = archive.finish(run, replace(GOOD, errors=GOOD.errors[:1]))
    assert archive.finished("a", 9) == [finished]


def test_of_a_source_never_tried_nothing_is_known(archive: Archive) -> None:
    assert archive.health("a") == Health("a", None, None, None, 0, Served(None, 0), None)


def test_health_sums_up_a_source(archive: Archive, respond: Respond) -> None:
    archive.add(respond(A, at="2024-05-01T00:00:00Z"), "a", "article")
    archive.add(respond(A, b"baru", at="2024-05-02T00:00:00Z"), "a", "article")
    archive.add(respond(B, b"", 404), "a", "article")
    archive.add(respond("https://a.example/feed"), "a", "finding")
    good = archive.finish(archive.begin("a"), GOOD)
    for _ in range(2):
        bad = archive.finish(archive.begin("a"), Outcome(failed=1))
    going = archive.begin("a")
    health = archive.health("a")
    assert health == Health("a", "2024-05-01T00:00:00Z", good.finished, going.started, 1, Served("rss", 2), bad)
