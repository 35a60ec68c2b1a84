"""The index is made to agree with the WARC files: after a crash, or from nothing.

Up to ``synced`` a file is known to be on the disk and in the index. Behind it, whole records that the index lacks are
added, rows without a whole record are dropped, and a record begun and never ended is cut off.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from inovasi.scrape.archive.files import Damage, Member, members, warc_files
from inovasi.scrape.archive.index import insert, referred
from inovasi.types import Issue

_FETCHED_AGAIN = "The next crawl fetches again what was in it."


def recover(index: sqlite3.Connection, folder: Path, issues: Callable[[Issue], None]) -> None:
    """Bring the index and the files of ``folder`` together; in a transaction of the caller's.

    Raises sqlite3.Error, OSError.
    """
    paths = warc_files(folder)
    files = {name: (id, synced) for id, name, synced in index.execute("SELECT id, name, synced FROM files")}
    indexed = [path.name in files for path in paths]
    if any(indexed[indexed.index(False) :] if False in indexed else ()):
        # A file put between others: its captures are older than theirs, and ids tell what is newest.
        forget(index)
        files = {}
    dropped = 0
    for name in sorted(files.keys() - {path.name for path in paths}):
        issues(_issue(folder / name, "it is gone, and its pages with it", "Put it back if you still have it."))
        dropped += index.execute("DELETE FROM captures WHERE file = ?", files[name][:1]).rowcount
        index.execute("DELETE FROM files WHERE id = ?", files[name][:1])
    for path in paths:
        id, synced = files.get(path.name, (None, 0))
        if path.stat().st_size != synced or id is None:
            known = id is not None
            if id is None:
                id = index.execute("INSERT INTO files (name) VALUES (?)", (path.name,)).lastrowid
            dropped += _File(index, path, id, known, issues).recover(synced)
    if dropped:
        _mend(index)


def forget(index: sqlite3.Connection) -> None:
    """Take all captures out of the index, so that ``recover`` reads every file again."""
    index.execute("DELETE FROM captures")
    index.execute("DELETE FROM files")


@dataclass(frozen=True, slots=True)
class _File:
    index: sqlite3.Connection
    path: Path
    id: int
    known: bool
    issues: Callable[[Issue], None]

    def recover(self, synced: int) -> int:
        """Bring the index and this file together. Returns how many rows were dropped."""
        size = self.path.stat().st_size
        lost = self.index.execute('DELETE FROM captures WHERE file = ? AND "offset" + length > ?', (self.id, size))
        start = synced if synced <= size else self._indexed_end()
        query = 'SELECT "offset", id FROM captures WHERE file = ? AND "offset" >= ?'
        rows = dict(self.index.execute(query, (self.id, start)).fetchall())
        end = start
        for found in members(self.path, start):
            if isinstance(found, Damage):
                end = self._damage(found)
            else:
                end = found.offset + found.length
                if rows.pop(found.offset, None) is None:
                    self._add(found)
        self.index.executemany("DELETE FROM captures WHERE id = ?", [(id,) for id in rows.values()])
        self.index.execute("UPDATE files SET synced = ? WHERE id = ?", (end, self.id))
        return lost.rowcount + len(rows)

    def _indexed_end(self) -> int:
        query = 'SELECT coalesce(max("offset" + length), 0) FROM captures WHERE file = ?'
        return int(self.index.execute(query, (self.id,)).fetchone()[0])

    def _add(self, found: Member) -> None:
        if found.record is None:
            return
        refers = referred(self.index, found.record) if found.record.refers is not None else None
        if found.record.form == "same" and refers is None:
            reason = f"the record at byte {found.offset} repeats a page that is in none of the files"
            self.issues(_issue(self.path, reason, _FETCHED_AGAIN))
            return
        insert(self.index, found.record, refers, (self.id, found.offset, found.length))

    def _damage(self, damage: Damage) -> int:
        """Cut the damage off where that is safe, else report it. Returns where the file's good part ends."""
        last = damage.offset + damage.length == self.path.stat().st_size
        if damage.torn or (last and self.known):
            with self.path.open("r+b") as file:
                file.truncate(damage.offset)
                os.fsync(file.fileno())
            return damage.offset
        reason = f"{damage.length} bytes at byte {damage.offset} are damaged"
        self.issues(_issue(self.path, reason, _FETCHED_AGAIN))
        return damage.offset + damage.length


def _mend(index: sqlite3.Connection) -> None:
    """Nothing refers to rows that are gone; what was confirmed by one is no longer."""
    index.execute("DELETE FROM captures WHERE refers NOT IN (SELECT id FROM captures)")
    index.execute(
        "UPDATE captures SET confirmed = s.moment FROM (SELECT c.id AS id, (SELECT u.retrieved FROM captures u "
        "WHERE u.url = c.url AND u.refers = c.id AND u.form = 'unchanged' ORDER BY u.id DESC LIMIT 1) AS moment "
        "FROM captures c WHERE c.confirmed IS NOT NULL) AS s WHERE captures.id = s.id"
    )


def _issue(path: Path, reason: str, advice: str) -> Issue:
    return Issue("archive", str(path), reason, advice, fatal=False)
