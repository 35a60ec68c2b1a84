"""Runs of crawls in index.sqlite. SQL and nothing else; functions raise sqlite3.Error."""

from __future__ import annotations

import sqlite3
from typing import Any

from inovasi.scrape.archive.values import Health, Outcome, Run, Served

_COLUMNS = 'id, source, started, finished, since, "limit", finder, found, fetched, unchanged, failed, complete'
_RUN = f"SELECT {_COLUMNS} FROM runs WHERE source = ?"


def begin(index: sqlite3.Connection, source: str, started: str, since: str | None, limit: int | None) -> Run:
    """A new run."""
    cursor = index.execute(
        'INSERT INTO runs (source, started, since, "limit") VALUES (?, ?, ?, ?)', (source, started, since, limit)
    )
    assert cursor.lastrowid is not None  # after an INSERT, SQLite always has one
    return Run(cursor.lastrowid, source, started, None, since, limit)


def finish(index: sqlite3.Connection, id: int, finished: str, outcome: Outcome) -> None:
    """Write down how run ``id`` ended; in a transaction of the caller's."""
    counts = (outcome.found, outcome.fetched, outcome.unchanged, outcome.failed)
    index.execute(
        "UPDATE runs SET finished = ?, finder = ?, found = ?, fetched = ?, unchanged = ?, failed = ?, complete = ? "
        "WHERE id = ?",
        (finished, outcome.finder, *counts, outcome.complete, id),
    )
    index.execute("DELETE FROM errors WHERE run = ?", (id,))
    index.executemany("INSERT INTO errors VALUES (?, ?, ?)", [(id, *error) for error in outcome.errors])


def unfinished(index: sqlite3.Connection, source: str) -> Run | None:
    """The newest run of ``source`` if it was not finished."""
    row = index.execute(f"{_RUN} ORDER BY id DESC LIMIT 1", (source,)).fetchone()
    return None if row is None or row[3] is not None else _run(index, row)


def finished(index: sqlite3.Connection, source: str, count: int) -> list[Run]:
    """The last ``count`` finished runs of ``source``, newest first."""
    rows = index.execute(f"{_RUN} AND finished IS NOT NULL ORDER BY id DESC LIMIT ?", (source, count)).fetchall()
    return [_run(index, row) for row in rows]


def _run(index: sqlite3.Connection, row: tuple[Any, ...]) -> Run:
    id, source, started, finished, since, limit, finder, found, fetched, unchanged, failed, complete = row
    errors = index.execute("SELECT url, reason FROM errors WHERE run = ? ORDER BY rowid", (id,)).fetchall()
    outcome = Outcome(finder, found, fetched, unchanged, failed, tuple(errors), bool(complete))
    return Run(id, source, started, finished, since, limit, outcome)


def served(index: sqlite3.Connection, source: str) -> Served:
    """The finder that last served ``source``, and the failures since."""
    row = index.execute(
        "SELECT id, finder FROM runs WHERE source = ? AND finder IS NOT NULL ORDER BY id DESC LIMIT 1", (source,)
    ).fetchone()
    last, finder = row or (0, None)
    failures = index.execute(
        "SELECT count(*) FROM runs WHERE source = ? AND id > ? AND finished IS NOT NULL", (source, last)
    ).fetchone()[0]
    return Served(finder, failures)


def health(index: sqlite3.Connection, source: str) -> Health:
    """How ``source`` does."""
    first, articles = index.execute(
        "SELECT min(retrieved), count(DISTINCT url) FROM captures "
        "WHERE source = ? AND kind = 'article' AND status = 200",
        (source,),
    ).fetchone()
    success, attempt = index.execute(
        "SELECT max(CASE WHEN finder IS NOT NULL THEN finished END), max(started) FROM runs WHERE source = ?", (source,)
    ).fetchone()
    last = finished(index, source, 1)
    return Health(source, first, success, attempt, articles, served(index, source), last[0] if last else None)
