"""Opening an archive's folder: the lock of the one who writes, index.sqlite, and what their failures mean."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from inovasi.errors import ArchiveError
from inovasi.scrape.archive.index import APPLICATION_ID, SCHEMA_VERSION, create
from inovasi.scrape.archive.recovery import forget, recover
from inovasi.types import Issue

INDEX = "index.sqlite"
LOCK = "writer.lock"
_ROOM = "Make room on the disk and start again: what was fetched until then is kept."
_RIGHTS = "Check that the folder may be written to, or name another one as archive under [scrape]."
_DISK = "Check the disk."
_REBUILD = "Move index.sqlite away; the next crawl builds it again from the WARC files."
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOTDIR})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_SQLITE_ADVICE = {
    sqlite3.SQLITE_FULL: _ROOM,
    sqlite3.SQLITE_READONLY: _RIGHTS,
    sqlite3.SQLITE_CANTOPEN: _RIGHTS,
    sqlite3.SQLITE_PERM: _RIGHTS,
    sqlite3.SQLITE_CORRUPT: _REBUILD,
    sqlite3.SQLITE_NOTADB: _REBUILD,
    sqlite3.SQLITE_BUSY: "Another program uses it; end that one.",
}
_BUSY_SECONDS = 30.0


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """What fails within is an ArchiveError that names ``path`` (or the file that the system names) and helps on."""
    try:
        yield
    except sqlite3.Error as error:
        code = _code(error)
        raise ArchiveError(str(path), f"its index cannot be used ({error})", _SQLITE_ADVICE.get(code, _DISK)) from error
    except OSError as error:
        advice = _ROOM if error.errno in _FULL else _RIGHTS if error.errno in _REFUSED else _DISK
        raise ArchiveError(str(error.filename or path), error.strerror or str(error), advice) from error


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF  # the rest says more than is needed


@contextmanager
def transaction(index: sqlite3.Connection) -> Iterator[None]:
    """All that is written within, or nothing."""
    index.execute("BEGIN IMMEDIATE")
    try:
        yield
        index.execute("COMMIT")
    except BaseException:
        if index.in_transaction:
            index.execute("ROLLBACK")
        raise


def open_to_write(folder: Path, issues: Callable[[Issue], None], *, anew: bool) -> tuple[sqlite3.Connection, ExitStack]:
    """The index of ``folder`` (made if need be), brought together with the WARC files, and what closes it again.

    ``anew``: read all WARC files again. Raises ArchiveError, also if another crawl writes to the folder.
    """
    with ExitStack() as stack, explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        stack.callback(_lock(folder).close)
        try:
            index = _agreeing(folder, issues, anew=anew)
        except sqlite3.DatabaseError as error:
            if _code(error) not in _DAMAGED:
                raise
            _set_aside(folder, error, issues)
            index = _agreeing(folder, issues, anew=anew)
        stack.callback(index.close)
        return index, stack.pop_all()


def _agreeing(folder: Path, issues: Callable[[Issue], None], *, anew: bool) -> sqlite3.Connection:
    """The index, in agreement with the WARC files."""
    path = folder / INDEX
    index = _connect(path, "rwc", _BUSY_SECONDS)
    try:
        empty = not _checked(index, path)
        index.execute("PRAGMA journal_mode = WAL")
        index.execute("PRAGMA synchronous = NORMAL")
        if empty:
            create(index)
        with transaction(index):
            if anew:
                forget(index)
            recover(index, folder, issues)
    except BaseException:
        index.close()
        raise
    return index


def _set_aside(folder: Path, error: sqlite3.Error, issues: Callable[[Issue], None]) -> None:
    path = folder / INDEX
    path.replace(folder / (INDEX + ".damaged"))
    for suffix in ("-wal", "-shm"):
        (folder / (INDEX + suffix)).unlink(missing_ok=True)
    reason = f"it was damaged ({error}) and was built again from the WARC files"
    advice = "Nothing is lost but the history of runs."
    issues(Issue("archive", str(path), reason, advice, fatal=False))


def _lock(folder: Path) -> sqlite3.Connection:
    # SQLite's lock works on every system, and it is gone when the process is, however it ends.
    lock = _connect(folder / LOCK, "rwc", 0)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if _code(error) != sqlite3.SQLITE_BUSY:
            raise
        advice = "Wait until it has ended, or name another folder as archive under [scrape]."
        raise ArchiveError(str(folder), "another crawl is writing to this archive", advice) from error
    return lock


def open_to_read(folder: Path) -> sqlite3.Connection:
    """The index of ``folder``, which may be written to meanwhile. Raises ArchiveError if there is none."""
    path = folder / INDEX
    with explained(path):
        if not path.is_file():
            raise ArchiveError(str(folder), "there is no archive in it", "Fill it first: inovasi scrape ...")
        try:
            return _opened(path, "ro")
        except sqlite3.OperationalError as error:
            log = folder / (INDEX + "-wal")
            if _code(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) or log.exists():
                raise
            return _opened(path, "ro&immutable=1")  # a folder without the right to write, and nobody else who writes


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    index = _connect(path, mode, _BUSY_SECONDS)
    try:
        if not _checked(index, path):
            raise ArchiveError(str(path), "it is empty", "Fill it first: inovasi scrape ...")
    except BaseException:
        index.close()
        raise
    return index


def _connect(path: Path, mode: str, timeout: float) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None, check_same_thread=False)


def _checked(index: sqlite3.Connection, path: Path) -> bool:
    """Whether the index has its tables. Raises ArchiveError if it is something else or too new."""
    application = index.execute("PRAGMA application_id").fetchone()[0]
    version = index.execute("PRAGMA user_version").fetchone()[0]
    tables = index.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if not tables:
        return False
    if application != APPLICATION_ID:
        raise ArchiveError(str(path), "it is an SQLite file, but no index of an archive", "Name another folder.")
    if version != SCHEMA_VERSION:
        reason = f"its schema is version {version}, this program knows version {SCHEMA_VERSION}"
        raise ArchiveError(str(path), reason, "Use the newer inovasi that wrote it.")
    return True
