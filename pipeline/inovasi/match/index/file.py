"""The SQLite file of an index: its tables, how one begins, and how one is opened.

``mentions`` are entries with the number of their cluster; ``clusters`` have a lasting id and the places of all their
members (JSON); ``redirects`` lead from ids of merged clusters to what stands for them. ``answers`` are what somebody
was told about a mention (``answers.py``), ``about`` what the index was made from (``about.py``). The rest are the keys
of ``keys.py``: ``exact`` (text and home -> mention), ``loose`` (rare key -> node), ``nodes`` (-> text without spaces)
and ``seats`` (node -> mentions).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from inovasi.errors import MatchingFailed

# "INOX" in ASCII, in the file header: tells an index from any other SQLite file.
APPLICATION_ID = 0x494E4F58
# Raise it whenever tables, keys, the normalising of names or what lists/registered.py reads from a registry change: an
# index of another version is never read, only made anew.
VERSION = 2

_TABLES = (
    """CREATE TABLE mentions (
        row INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, expansion TEXT, agency TEXT, region_code TEXT,
        region TEXT, published TEXT, article_id TEXT NOT NULL, position INTEGER NOT NULL, rest TEXT,
        dated TEXT NOT NULL, article TEXT NOT NULL, cluster INTEGER NOT NULL
    )""",
    "CREATE TABLE clusters (number INTEGER PRIMARY KEY, id TEXT NOT NULL, places TEXT NOT NULL)",
    "CREATE TABLE redirects (old_id TEXT PRIMARY KEY, innovation_id TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE answers (row INTEGER PRIMARY KEY, mention_id TEXT NOT NULL, confidence REAL NOT NULL)",
    "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE exact (key INTEGER, home INTEGER, row INTEGER, PRIMARY KEY (key, home, row)) WITHOUT ROWID",
    "CREATE TABLE loose (key INTEGER, node INTEGER, PRIMARY KEY (key, node)) WITHOUT ROWID",
    "CREATE TABLE nodes (node INTEGER PRIMARY KEY, text TEXT NOT NULL)",
    "CREATE TABLE seats (node INTEGER, row INTEGER, PRIMARY KEY (node, row)) WITHOUT ROWID",
)
_INDEXES = (
    "CREATE UNIQUE INDEX by_id ON mentions (id)",
    "CREATE INDEX by_cluster ON mentions (cluster, dated, article, position)",
    "CREATE INDEX by_article ON mentions (article_id) WHERE article_id <> ''",
    "CREATE UNIQUE INDEX by_innovation ON clusters (id)",
)


@contextmanager
def new_index(path: Path) -> Iterator[sqlite3.Connection]:
    """A file to fill, which becomes ``path`` when all went well. Raises MatchingFailed where it cannot be written."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")  # its own, should two runs make the file at once
    try:
        draft.unlink(missing_ok=True)
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            # Private until it is complete: no journal is needed.
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
                connection.execute(f"PRAGMA {pragma}")
            _begin(connection)
            connection.execute("BEGIN")
            yield connection
            _finish(connection)
            connection.execute("COMMIT")
        draft.replace(path)
    except (sqlite3.Error, OSError) as error:
        advice = "Check that the folder is there and writable, and that the disk has room."
        raise MatchingFailed(str(path), f"the index cannot be written ({error})", advice) from error
    finally:
        draft.unlink(missing_ok=True)


def _begin(connection: sqlite3.Connection) -> None:
    """Make the empty tables."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    for table in _TABLES:
        connection.execute(table)


def _finish(connection: sqlite3.Connection) -> None:
    """What is quicker made after the rows than before."""
    for index in _INDEXES:
        connection.execute(index)


@contextmanager
def changing(path: Path) -> Iterator[sqlite3.Connection]:
    """The index ``path``; what is written is kept only where the block ends without an error.

    Raises MatchingFailed where it is no index, one of another version, damaged, or locked by another run.
    """
    with _connected(path, "rw") as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


@contextmanager
def consulting(path: Path) -> Iterator[sqlite3.Connection]:
    """The index ``path`` to read from, as it is at this moment. Raises as ``changing`` does."""
    with _connected(path, "ro") as connection:
        connection.execute("BEGIN")
        yield connection


@contextmanager
def _connected(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    try:
        address = f"{path.resolve().as_uri()}?mode={mode}"
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
            connection.execute("PRAGMA cache_size = -65536")
            _check(path, connection)
            yield connection
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter where SQLite quotes what is damaged
        raise MatchingFailed(str(path), f"cannot be used as an index ({error})", _advice(error)) from error


def _advice(error: Exception) -> str:
    """Never to remove a file that nothing is wrong with."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)  # what we raise ourselves has none
    if code == sqlite3.SQLITE_BUSY:
        return "Another run is changing it: wait until it has ended."
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return "Check the name. If it is an index, it is damaged: remove it and give the whole list once more."
    return "Check the name, that you may write to the file and its folder, and that the disk has room."


def file_of(connection: sqlite3.Connection) -> Path:
    """The file that is open."""
    return Path(connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0])


def the_row(connection: sqlite3.Connection, question: str, key: int | str) -> tuple[Any, ...]:
    """The one row that ``question`` asks for; sqlite3.DatabaseError where it is not there, as in a damaged file."""
    found: tuple[Any, ...] | None = connection.execute(question, (key,)).fetchone()
    if found is None:
        raise sqlite3.DatabaseError("a row is missing")
    return found


def _check(path: Path, connection: sqlite3.Connection) -> None:
    application, version = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    if application != APPLICATION_ID:
        raise MatchingFailed(str(path), "is not an index of inovasi", "Check the name, or choose another file.")
    if version != VERSION:
        advice = "Make it anew: remove the file and give the whole list once more."
        raise MatchingFailed(str(path), f"is an index of version {version}; this is {VERSION}", advice)
