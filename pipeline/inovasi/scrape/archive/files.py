"""The WARC files of an archive: their names, the one that is written to, and what stands in them."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from inovasi.scrape.archive.record import BrokenRecord, Record, parse

_NAME = re.compile(r"inovasi-\d{14}-(\d{5,})\.warc\.gz")
_MAGIC = b"\x1f\x8b\x08"  # of a gzip member
_CHUNK = 16_384
_SEARCH = 1_000_000
_MAX_RECORD = 1_000_000_000  # bytes of one record, unpacked: more is damage


def file_name(moment: datetime, number: int) -> str:
    """Name of the archive's file number ``number``; numbers only grow."""
    return f"inovasi-{moment:%Y%m%d%H%M%S}-{number:05}.warc.gz"


def warc_files(folder: Path) -> list[Path]:
    """The archive's own files in the order in which they were written. Raises OSError."""
    found = ((_NAME.fullmatch(path.name), path) for path in folder.iterdir())
    return [path for _, _, path in sorted((int(name[1]), path.name, path) for name, path in found if name)]


def next_number(folder: Path) -> int:
    """The number that the next file has."""
    numbers = (_NAME.fullmatch(path.name) for path in warc_files(folder)[-1:])
    return next((int(name[1]) for name in numbers if name), 0) + 1


class Appender:
    """One file that grows by whole records. Every method raises OSError."""

    def __init__(self, path: Path, *, new: bool) -> None:
        self.path = path
        self._file = path.open("xb" if new else "r+b", buffering=0)
        self.end = self._file.seek(0, os.SEEK_END)
        if new:
            _sync_folder(path.parent)

    def write(self, data: bytes) -> None:
        """Put ``data`` after the end. It counts only once ``keep`` was called; ``undo`` takes it away again."""
        self._file.seek(self.end)
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]

    def keep(self) -> None:
        """What was written stays."""
        self.end = self._file.tell()

    def undo(self) -> None:
        """Cut off what was written since ``keep``, whole or not."""
        self._file.truncate(self.end)

    def sync(self) -> None:
        """Wait until all that was kept is on the disk."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file without waiting for the disk."""
        self._file.close()


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system lets a folder be opened
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@dataclass(frozen=True, slots=True)
class Member:
    """One whole record: ``length`` bytes at ``offset``. ``record`` is None if it is no archived response."""

    offset: int
    length: int
    record: Record | None


@dataclass(frozen=True, slots=True)
class Damage:
    """``length`` bytes at ``offset`` that are no whole record. ``torn``: the file ends within a record begun there."""

    offset: int
    length: int
    torn: bool


class _Torn(Exception):
    """A gzip member that goes on beyond the end of the file."""


def members(path: Path, start: int) -> Iterator[Member | Damage]:
    """What stands in the file from byte ``start`` on, without a gap. Raises OSError.

    After damage it goes on with the next whole record, if there is one; not after a torn record: what looks like a
    record in there is part of a page.
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        offset = start
        while offset < size:
            try:
                found = read_member(file, offset)
            except _Torn:
                yield Damage(offset, size - offset, torn=True)
                return
            except BrokenRecord:
                following = _following(file, offset + 1, size)
                yield Damage(offset, following - offset, torn=False)
                offset = following
            else:
                yield found
                offset += found.length


def _following(file: BinaryIO, offset: int, size: int) -> int:
    """Where the next whole record begins; the file's size if there is none."""
    while offset < size:
        file.seek(offset)
        chunk = file.read(_SEARCH)
        at = chunk.find(_MAGIC)
        while at >= 0:
            with suppress(BrokenRecord, _Torn):
                read_member(file, offset + at)
                return offset + at
            at = chunk.find(_MAGIC, at + 1)
        offset += max(len(chunk) - len(_MAGIC) + 1, 1)
    return size


def read_record(path: Path, offset: int, length: int) -> Record | None:
    """The archived response in these bytes of the file; None if they are something else. Raises OSError."""
    with path.open("rb") as file:
        try:
            found = read_member(file, offset)
        except (BrokenRecord, _Torn):
            return None
    return found.record if found.length == length else None


def read_member(file: BinaryIO, offset: int) -> Member:
    """The record at ``offset``. Raises BrokenRecord, and _Torn where the file ends before the record does."""
    data, length = _unzip(file, offset)
    return Member(offset, length, parse(data))


def _unzip(file: BinaryIO, offset: int) -> tuple[bytes, int]:
    file.seek(offset)
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    parts: list[bytes] = []
    size = used = 0
    while not unpacker.eof:
        chunk = unpacker.unconsumed_tail or file.read(_CHUNK)
        if not chunk:
            raise _Torn
        try:
            parts.append(unpacker.decompress(chunk, _MAX_RECORD - size + 1))
        except zlib.error as error:
            raise BrokenRecord(f"its compression is damaged ({error})") from error
        size += len(parts[-1])
        if size > _MAX_RECORD:
            raise BrokenRecord("it is too large")
        used += len(chunk) - len(unpacker.unconsumed_tail) - len(unpacker.unused_data)
    return b"".join(parts), used
