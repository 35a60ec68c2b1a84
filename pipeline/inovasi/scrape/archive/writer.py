"""Appending to an archive: a record and its row in the index come together or not at all."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from inovasi.scrape.archive.files import Appender, file_name, next_number, warc_files
from inovasi.scrape.archive.index import insert
from inovasi.scrape.archive.opening import transaction
from inovasi.scrape.archive.record import Record, compress, encode_info
from inovasi.version import __version__

_SYNC_SECONDS = 5.0


def stamp(moment: datetime) -> str:
    """A moment as WARC files write it: ``2019-07-17T03:12:00Z``."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


class Writer:
    """The end of the archive. One thread at a time; raises OSError and sqlite3.Error.

    ``whole``: the last file may go on; otherwise a new one is begun.
    """

    def __init__(
        self, folder: Path, index: sqlite3.Connection, max_file: int, now: Callable[[], datetime], *, whole: bool
    ) -> None:
        self._folder = folder
        self._index = index
        self._max_file = max_file
        self._now = now
        self._file: Appender | None = None
        self._id = 0  # of the file, in the index
        self._first = 0  # where the first page of the file stands
        self._cut = False
        self._synced = time.monotonic()
        last = warc_files(folder)[-1:] if whole else []
        for path in last:
            self._resume(path)

    @property
    def path(self) -> Path:
        """The file that is written to, or the folder if there is none yet."""
        return self._folder if self._file is None else self._file.path

    def moment(self) -> str:
        """Now."""
        return stamp(self._now())

    def _resume(self, path: Path) -> None:
        query = 'SELECT id, (SELECT min("offset") FROM captures WHERE file = files.id) FROM files WHERE name = ?'
        self._id, first = self._index.execute(query, (path.name,)).fetchone()
        self._file = Appender(path, new=False)
        self._first = self._file.end if first is None else first
        if self._file.end == 0:
            self._begin(self._file)

    def add(self, record: Record, refers: int | None, data: bytes) -> int:
        """Append ``data`` (``record``, compressed) and its row; gives the row's id."""
        file = self._room(len(data))
        try:
            file.write(data)
            with transaction(self._index):
                id = insert(self._index, record, refers, (self._id, file.end, len(data)))
            file.keep()
        except BaseException:
            self._undo(file)
            raise
        if time.monotonic() - self._synced > _SYNC_SECONDS:
            self.sync()
        return id

    def _room(self, size: int) -> Appender:
        """The file that ``size`` bytes go to. One that holds no page yet takes a page of any size."""
        file = self._file
        if file is None or (file.end > self._first and file.end + size > self._max_file):
            return self._turn()
        if self._cut:
            self._undo(file)
        return file

    def _undo(self, file: Appender) -> None:
        self._cut = True  # if this fails, it is tried again before anything is written
        query = 'SELECT 1 FROM captures WHERE id = (SELECT max(id) FROM captures) AND file = ? AND "offset" = ?'
        if self._index.execute(query, (self._id, file.end)).fetchone():
            file.keep()  # interrupted when both were done
        else:
            file.undo()
        self._cut = False

    def _turn(self) -> Appender:
        """Begin the next file."""
        if self._file is not None:
            self.sync()
            self._file.close()
            self._file = None
        file = Appender(self._folder / file_name(self._now().astimezone(UTC), next_number(self._folder)), new=True)
        try:
            self._begin(file)
            id = self._index.execute("INSERT INTO files (name) VALUES (?)", (file.path.name,)).lastrowid
            assert id is not None  # after an INSERT, SQLite always has one
        except BaseException:
            file.close()
            file.path.unlink()
            raise
        self._file, self._id = file, id
        return file

    def _begin(self, file: Appender) -> None:
        file.write(compress(encode_info(file.path.name, self.moment(), f"inovasi/{__version__}")))
        file.keep()
        self._first = file.end

    def sync(self) -> None:
        """Wait until the disk has all that was added."""
        if self._file is not None:
            self._file.sync()
            self._index.execute("UPDATE files SET synced = ? WHERE id = ?", (self._file.end, self._id))
        self._synced = time.monotonic()

    def close(self) -> None:
        """The last sync."""
        if self._file is not None:
            try:
                self.sync()
            finally:
                self._file.close()
                self._file = None
