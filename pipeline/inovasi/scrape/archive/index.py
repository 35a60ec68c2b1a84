"""index.sqlite: what stands where in the WARC files, and the runs of crawls. SQL and nothing else.

Functions take a connection; the archive sees to it that one thread at a time uses it. They raise sqlite3.Error.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

from inovasi.scrape.archive.record import Record
from inovasi.scrape.archive.values import Capture
from inovasi.scrape.fetch.values import header

APPLICATION_ID = 0x696E6177  # "inaw"
SCHEMA_VERSION = 1

# One row of captures is one record. A row of form "same" takes its body from the capture it refers to, a row of form
# "unchanged" is no capture of its own: it confirms the one it refers to. Ids follow the order of writing.
_SCHEMA = """
CREATE TABLE files (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, synced INTEGER NOT NULL DEFAULT 0);
CREATE TABLE captures (
    id INTEGER PRIMARY KEY, file INTEGER NOT NULL, "offset" INTEGER NOT NULL, length INTEGER NOT NULL,
    form TEXT NOT NULL, refers INTEGER, url TEXT NOT NULL, source TEXT NOT NULL, kind TEXT NOT NULL, part_of TEXT,
    retrieved TEXT NOT NULL, confirmed TEXT, status INTEGER NOT NULL, mime TEXT, etag TEXT, last_modified TEXT,
    location TEXT, digest TEXT NOT NULL);
CREATE INDEX captures_url ON captures (url);
CREATE INDEX captures_article ON captures (source, url) WHERE kind = 'article' AND status = 200;
CREATE INDEX captures_part ON captures (part_of) WHERE part_of IS NOT NULL;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, started TEXT NOT NULL, finished TEXT, since TEXT, "limit" INTEGER,
    finder TEXT, found INTEGER NOT NULL DEFAULT 0, fetched INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0, complete INTEGER NOT NULL DEFAULT 0);
CREATE INDEX runs_source ON runs (source);
CREATE TABLE errors (run INTEGER NOT NULL, url TEXT NOT NULL, reason TEXT NOT NULL);
CREATE INDEX errors_run ON errors (run);
"""
_COLUMNS = (
    "c.id, c.url, c.source, c.kind, c.retrieved, c.status, c.mime, c.etag, c.last_modified, c.location, c.digest, "
    'f.name, c."offset", c.length, c.confirmed, c.part_of'
)
_FROM = f"SELECT {_COLUMNS} FROM captures c JOIN files f ON f.id = c.file"
NEVER = "~"  # sorts behind every moment
_PAGE = 500  # rows at a time: no reader holds up the log of a crawl that writes


@dataclass(frozen=True, slots=True)
class Page:
    """A capture with status 200. ``holder`` is the capture that holds its body (often itself), ``stored`` the moment of
    that one."""

    id: int
    holder: int
    stored: str
    digest: str


def create(index: sqlite3.Connection) -> None:
    """Lay out an empty index."""
    index.executescript(
        f"BEGIN;{_SCHEMA}PRAGMA application_id = {APPLICATION_ID};PRAGMA user_version = {SCHEMA_VERSION};COMMIT;"
    )


def insert(index: sqlite3.Connection, record: Record, refers: int | None, place: tuple[int, int, int]) -> int:
    """Add the row of ``record``, which stands at ``place`` (file, offset, length), and return its id.

    The capture that a record of form "unchanged" refers to is confirmed; without one, it is a capture of its own.
    """
    if record.form == "unchanged" and refers is not None:
        index.execute("UPDATE captures SET confirmed = ? WHERE id = ?", (record.retrieved, refers))
    mime = (header(record.headers, "Content-Type") or "").partition(";")[0].strip().lower()
    cursor = index.execute(
        "INSERT INTO captures VALUES (NULL, ?,?,?, ?,?,?,?,?,?, ?,NULL,?,?,?,?, ?,?)",
        (
            *place,
            record.form,
            refers,
            record.url,
            record.source,
            record.kind,
            record.part_of,
            record.retrieved,
            record.status,
            mime or None,
            header(record.headers, "ETag"),
            header(record.headers, "Last-Modified"),
            _location(record),
            record.digest,
        ),
    )
    assert cursor.lastrowid is not None  # after an INSERT, SQLite always has one
    return cursor.lastrowid


def _location(record: Record) -> str | None:
    value = header(record.headers, "Location")
    if not value:
        return None
    try:
        return urldefrag(urljoin(record.url, value)).url
    except ValueError:  # "http://[": the address of nothing
        return None


def capture(index: sqlite3.Connection, id: int) -> Capture:
    """The capture of that id."""
    return Capture(*index.execute(f"{_FROM} WHERE c.id = ?", (id,)).fetchone())


def newest(index: sqlite3.Connection, url: str, since: str = "", before: str = NEVER) -> Capture | None:
    """The capture that the newest record of ``url`` retrieved within [since, before) is, or confirms."""
    row = index.execute(
        "SELECT id, form, refers FROM captures WHERE url = ? AND retrieved >= ? AND retrieved < ? "
        "ORDER BY id DESC LIMIT 1",
        (url, since, before),
    ).fetchone()
    if row is None:
        return None
    id, form, refers = row
    return capture(index, refers if form == "unchanged" and refers is not None else id)


def newest_page(index: sqlite3.Connection, url: str) -> Page | None:
    """The newest capture of ``url`` with status 200: what a 304 confirms, and what may have come again."""
    row = index.execute(
        "SELECT c.id, coalesce(b.id, c.id), coalesce(b.retrieved, c.retrieved), c.digest FROM captures c "
        "LEFT JOIN captures b ON b.id = c.refers WHERE c.url = ? AND c.status = 200 ORDER BY c.id DESC LIMIT 1",
        (url,),
    ).fetchone()
    return None if row is None else Page(*row)


def referred(index: sqlite3.Connection, record: Record) -> int | None:
    """Id of the capture that a record read from a file repeats or confirms; None if there is none."""
    row = index.execute(
        "SELECT id FROM captures WHERE url = ? AND retrieved = ? AND digest = ? AND form = 'response' "
        "AND status = 200 ORDER BY id DESC LIMIT 1",
        (record.url, record.refers, record.digest),
    ).fetchone()
    if row is not None and record.form == "unchanged":
        row = index.execute(
            "SELECT id FROM captures WHERE url = ? AND status = 200 AND ? IN (id, refers) ORDER BY id DESC LIMIT 1",
            (record.url, row[0]),
        ).fetchone()
    return None if row is None else int(row[0])


def body_of(index: sqlite3.Connection, id: int) -> Capture | None:
    """The capture that holds the body of capture ``id``, which is of form "same"."""
    row = index.execute(f"{_FROM} JOIN captures s ON s.refers = c.id WHERE s.id = ?", (id,)).fetchone()
    return Capture(*row) if row else None


def articles(index: sqlite3.Connection, source: str | None, after: tuple[str, str]) -> list[Capture]:
    """The next few of the newest captures with status 200 of articles, by source and address, behind ``after``."""
    same, chosen = ("AND n.source = c.source", "AND c.source = ?") if source is not None else ("", "")
    rows = index.execute(
        f"{_FROM} WHERE c.kind = 'article' AND c.status = 200 {chosen} AND (c.source, c.url) > (?, ?) "
        "AND NOT EXISTS (SELECT 1 FROM captures n WHERE n.url = c.url AND n.kind = 'article' AND n.status = 200 "
        f"AND n.id > c.id {same}) ORDER BY c.source, c.url LIMIT {_PAGE}",
        (*(() if source is None else (source,)), *after),
    )
    return [Capture(*row) for row in rows]


def last_moment(index: sqlite3.Connection, source: str) -> str | None:
    """When the newest record of ``source`` was retrieved."""
    row = index.execute("SELECT max(retrieved) FROM captures WHERE source = ?", (source,)).fetchone()
    return None if row[0] is None else str(row[0])


def parts(index: sqlite3.Connection, url: str) -> Iterator[Capture]:
    """The newest captures with status 200 of the further pages of the article ``url``, in no order."""
    rows = index.execute(
        f"{_FROM} WHERE c.part_of = ? AND c.kind = 'part' AND c.status = 200 AND NOT EXISTS (SELECT 1 FROM captures n "
        "WHERE n.url = c.url AND n.part_of = c.part_of AND n.kind = 'part' AND n.status = 200 AND n.id > c.id)",
        (url,),
    )
    return (Capture(*row) for row in rows)
