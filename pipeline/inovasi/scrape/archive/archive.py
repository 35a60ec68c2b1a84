"""The archive of a crawl: responses go in, and come out again as they were."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

from inovasi.errors import ArchiveError, FetchFailed
from inovasi.scrape.archive import index as rows
from inovasi.scrape.archive import runs
from inovasi.scrape.archive.files import read_record
from inovasi.scrape.archive.opening import explained, open_to_read, open_to_write, transaction
from inovasi.scrape.archive.record import Record, address, compress, digest_of, encode, settled
from inovasi.scrape.archive.values import Capture, Health, Kind, Outcome, Run
from inovasi.scrape.archive.writer import Writer
from inovasi.scrape.fetch.unpack import unpack
from inovasi.scrape.fetch.values import Response
from inovasi.types import Issue

MAX_FILE = 1_000_000_000
MAX_CONTENT = 64_000_000
_DEALT_WITH = frozenset({200, 404, 410})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HOPS = 10
_NUMBER = re.compile(r"(\d+)")


def utc_now() -> datetime:
    """The moment."""
    return datetime.now(UTC)


class Archive:
    """A folder of WARC files and their index. Any number of threads may share one; use it in ``with``.

    One archive at a time may write to a folder; any number may read it meanwhile. Methods raise ArchiveError when a
    file or the index cannot be used; what was added before stays. ``issues`` are what opening it put right or found
    damaged, none of them fatal.
    """

    def __init__(
        self, folder: Path, index: sqlite3.Connection, writer: Writer | None, closing: ExitStack, issues: list[Issue]
    ) -> None:
        """For ``open``."""
        self.folder = folder
        self.issues = tuple(issues)
        self._index = index
        self._writer = writer
        self._closing = closing
        self._lock = RLock()

    @classmethod
    def open(
        cls, folder: Path, *, write: bool, now: Callable[[], datetime] = utc_now, max_file: int = MAX_FILE
    ) -> Self:
        """Open the archive in ``folder``; to write, it is made if need be, and mended after a crash.

        ``max_file`` is the size in bytes from which on a new WARC file is begun. Raises ArchiveError, also if another
        crawl writes to the folder.
        """
        issues: list[Issue] = []
        if not write:
            index = open_to_read(folder)
            with ExitStack() as stack:
                stack.callback(index.close)
                return cls(folder, index, None, stack.pop_all(), issues)
        index, opened = open_to_write(folder, issues.append, anew=False)
        with opened, explained(folder):
            writer = Writer(folder, index, max_file, now, whole=not issues)
            opened.callback(writer.close)
            return cls(folder, index, writer, opened.pop_all(), issues)

    @classmethod
    def rebuild(cls, folder: Path) -> tuple[Issue, ...]:
        """Build the index again from the WARC files alone (the history of runs is kept if it can be read).

        Gives what was found damaged. Raises ArchiveError like ``open``.
        """
        issues: list[Issue] = []
        _, opened = open_to_write(folder, issues.append, anew=True)
        opened.close()
        return tuple(issues)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Wait until the disk has all that was added, and let others write."""
        with self._reading():
            self._closing.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, explained(self.folder):
            yield self._index

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        if self._writer is None:
            raise ArchiveError(str(self.folder), "it was opened for reading only", "Open it with write=True.")
        with self._lock, explained(self._writer.path):
            yield self._writer

    def add(self, response: Response, source: str, kind: Kind, part_of: str | None = None) -> Capture:
        """Keep ``response``. It is safe from the end of this process when this returns, and from the end of power
        a few seconds later.

        A 304 gives the capture that it confirms: the newest with status 200 (without one, it is a capture of its own).
        A page that came again byte by byte is a new capture, its body is stored once. ``part_of`` is the address of
        the article that a further page belongs to.
        """
        response = settled(response)
        digest = digest_of(response.body)
        with self._reading() as index:
            page = rows.newest_page(index, response.url)
        record = _record(response, digest, page, source, kind, None if part_of is None else address(part_of))
        data = compress(encode(record))  # outside the lock: this is most of the work, and threads can share it
        refers = None
        if page is not None and record.form != "response":
            refers = page.id if record.form == "unchanged" else page.holder
        with self._writing() as writer:
            id = writer.add(record, refers, data)
            return rows.capture(self._index, refers if record.form == "unchanged" and refers is not None else id)

    def latest(self, url: str) -> Capture | None:
        """The newest capture of ``url``, whatever its status."""
        return self.since(url, "")

    def since(self, url: str, moment: str) -> Capture | None:
        """The newest capture of ``url`` retrieved or confirmed at ``moment`` (UTC, or a day) or later."""
        with self._reading() as index:
            return rows.newest(index, address(url), since=moment)

    def known(self, url: str, before: str | None = None) -> bool:
        """Whether ``url`` need not be fetched to know what is there: its newest capture is a page or says that there is
        none, or leads to an address that is known. With ``before``, only captures retrieved before that moment count.
        """
        for _ in range(_HOPS):  # a loop of redirects ends here too
            with self._reading() as index:
                capture = rows.newest(index, address(url), before=before or rows.NEVER)
            if capture is None or (capture.status in _REDIRECTS and capture.location is None):
                return False
            if capture.status not in _REDIRECTS:
                return capture.status in _DEALT_WITH
            url = capture.location or ""
        return False

    def response(self, capture: Capture) -> Response:
        """What was added: the same response, but for what ``record.settled`` changes."""
        record = self._read(capture)
        body = record.body
        if record.form == "same":
            with self._reading() as index:
                holder = rows.body_of(index, capture.id)
            if holder is None:
                raise ArchiveError(str(self.folder), f"the body of {capture.url} is gone", "Fetch the page again.")
            body = self._read(holder).body
        encoding = ", ".join(value for name, value in record.headers if name.lower() == "content-encoding")
        try:
            content = unpack(record.url, body, encoding, MAX_CONTENT)
        except FetchFailed as error:
            raise ArchiveError(self._place(capture), error.reason, "Fetch the page again.") from error
        return Response(record.url, record.status, record.reason, record.headers, body, content, record.retrieved)

    def _read(self, capture: Capture) -> Record:
        with explained(self.folder / capture.file):
            record = read_record(self.folder / capture.file, capture.offset, capture.length)
        if record is None or (record.url, record.digest) != (capture.url, capture.digest):
            raise ArchiveError(self._place(capture), f"{capture.url} does not stand there", "Rebuild the index.")
        return record

    def _place(self, capture: Capture) -> str:
        return f"{self.folder / capture.file}, byte {capture.offset}"

    def articles(self, sources: Collection[str] | None = None) -> Iterator[Capture]:
        """The newest capture with status 200 of each article, by source and address.

        With ``sources``, the newest that one of these sources fetched, for each of them.
        """
        for source in [None] if sources is None else sorted(set(sources)):
            after = (source or "", "")
            while True:
                with self._reading() as index:
                    found = rows.articles(index, source, after)
                yield from found
                if not found:
                    break
                after = (found[-1].source, found[-1].url)

    def parts(self, url: str) -> list[Capture]:
        """The further pages of the article ``url``: the newest capture with status 200 of each, 2 before 10."""
        with self._reading() as index:
            found = list(rows.parts(index, address(url)))
        return sorted(found, key=lambda part: ([(len(n), n) for n in _NUMBER.findall(part.url)], part.url))

    def begin(self, source: str, since: str | None = None, limit: int | None = None) -> Run:
        """A new run over ``source``; one that was not finished is given up."""
        with self._writing() as writer:
            return runs.begin(self._index, source, writer.moment(), since, limit)

    def finish(self, run: Run, outcome: Outcome) -> Run:
        """``run`` has come to an end."""
        with self._writing() as writer, transaction(self._index):
            moment = writer.moment()
            runs.finish(self._index, run.id, moment, outcome)
        return replace(run, finished=moment, outcome=outcome)

    def unfinished(self, source: str) -> Run | None:
        """The last run over ``source`` if it was not finished: one to go on with."""
        with self._reading() as index:
            return runs.unfinished(index, source)

    def active(self, source: str) -> str | None:
        """The moment at which something of ``source`` last came in."""
        with self._reading() as index:
            return rows.last_moment(index, source)

    def finished(self, source: str, count: int = 1) -> list[Run]:
        """The last ``count`` finished runs over ``source``, newest first."""
        with self._reading() as index:
            return runs.finished(index, source, count)

    def health(self, source: str) -> Health:
        """How ``source`` does, and which finder served it last."""
        with self._reading() as index:
            return runs.health(index, source)


def _record(
    response: Response, digest: str, page: rows.Page | None, source: str, kind: Kind, part_of: str | None
) -> Record:
    again = page is not None and response.status == 200 and response.body != b"" and page.digest == digest
    confirms = page is not None and response.status == 304
    return Record(
        form="unchanged" if confirms else "same" if again else "response",
        url=response.url,
        retrieved=response.retrieved,
        source=source,
        kind=kind,
        part_of=part_of,
        digest=page.digest if page is not None and confirms else digest,
        refers=page.stored if page is not None and (confirms or again) else None,
        status=response.status,
        reason=response.reason,
        headers=response.headers,
        body=b"" if confirms or again else response.body,
    )
