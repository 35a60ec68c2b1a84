"""A file -> its rows, one at a time: CSV, JSON Lines, Parquet.

What is no row (broken JSON, cells beyond the header) is an issue that names file and line, and the rest goes on. A file
that cannot be read at all raises UnreadableInput; one without a column of names, UsageError.
"""

from __future__ import annotations

import codecs
import csv
import json
import re
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from inovasi.errors import UnreadableInput, UsageError
from inovasi.lists.headers import COLUMNS, Layout, layout_of, named
from inovasi.types import Issue

STDIN = "-"
LINES = (".jsonl", ".ndjson")
TABLES = (".csv", ".tsv", ".txt")
PARQUET = ".parquet"

_DELIMITERS = ",;\t|"
_BATCH = 10_000  # rows of Parquet held at a time
_CR = re.compile(r"(?<=\r)(?!\n)")  # line ends of old spreadsheets
_SEP = re.compile(r"sep=(.)\s*", re.IGNORECASE)  # Excel's own hint in the first line
_UTF8 = "Save it as UTF-8 (in a spreadsheet: CSV UTF-8)."
_MARKS = (
    (codecs.BOM_UTF16_LE, "it is UTF-16"),
    (codecs.BOM_UTF16_BE, "it is UTF-16"),
    (b"PK\x03\x04", "it is a spreadsheet or a ZIP file"),
    (b"PAR1", "it is Parquet"),
)

Report = Callable[[Issue], None]


@dataclass(frozen=True, slots=True)
class Record:
    """One row as the file has it. ``line`` is where it begins (Parquet: its number), from 1; ``cells`` by field."""

    line: int
    cells: dict[str, object]


def read_records(source: str, issues: Report, layout: Callable[[Layout], None]) -> Iterator[Record]:
    """The rows of file ``source`` ("-": JSON Lines on standard input), in order. ``layout`` hears of its columns."""
    suffix = LINES[0] if source == STDIN else Path(source).suffix.lower()
    if suffix not in (*LINES, *TABLES, PARQUET):
        known = ", ".join((*TABLES, *LINES, PARQUET))
        raise UsageError(source, f"its kind ({suffix or 'no suffix'}) is not known", f"Known are {known}.")
    try:
        if suffix == PARQUET:
            yield from _parquet(source, layout)
            return
        with nullcontext(sys.stdin.buffer) if source == STDIN else Path(source).open("rb") as file:
            lines = _text(file, source)
            yield from (
                _csv(lines, source, issues, layout) if suffix in TABLES else _jsonl(lines, source, issues, layout)
            )
    except OSError as error:
        raise UnreadableInput(source, f"it cannot be read ({error.strerror or error})", "Check the name.") from error


def _text(file: Iterable[bytes] | BinaryIO, source: str) -> Iterator[str]:
    """The lines of a file with their ends, without a byte order mark."""
    for number, line in enumerate(file, 1):
        if number == 1:
            for mark, what in _MARKS:
                if line.startswith(mark):
                    raise UnreadableInput(f"{source}:1", f"{what}, not UTF-8 text", _UTF8)
            line = line.removeprefix(codecs.BOM_UTF8)
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError as error:
            reason = f"not UTF-8 (byte 0x{line[error.start]:02x})"
            raise UnreadableInput(f"{source}:{number}", reason, _UTF8) from None


def _csv(lines: Iterator[str], source: str, issues: Report, layout: Callable[[Layout], None]) -> Iterator[Record]:
    columns: Layout | None = None
    for line, cells in _split(lines, source, issues):
        if not any(cell.strip() for cell in cells):
            continue
        if columns is None:
            columns = _checked(layout_of([cell.strip() for cell in cells]), source)
            layout(columns)
            continue
        if any(cell.strip() for cell in cells[len(columns.headers) :]):
            reason = f"{len(cells)} cells under {len(columns.headers)} headers; read from the left"
            issues(UnreadableInput(f"{source}:{line}", reason, "Put cells with a delimiter in quotes.").issue())
        yield Record(line, _picked(columns, cells))


def _split(lines: Iterator[str], source: str, issues: Report) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file as cells, each with the line where it begins."""
    feed = _Feed(piece for line in lines for piece in (_CR.split(line) if "\r" in line else (line,)))
    first = next((line for line in feed if line.strip()), "")
    hint = _SEP.fullmatch(first)
    delimiter = hint[1] if hint else _delimiter(first)
    if not hint:
        feed.back([first])
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.taken.clear()
        number = feed.count + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # A quote that is never closed would take the rows after it along: only its own line is read again.
            feed.back(feed.taken[1:])
            reason = f"its quotes do not fit ({error}); the line is read as it stands"
            issues(UnreadableInput(f"{source}:{number}", reason, "Write a quote inside a cell twice.").issue())
            cells = _loose(feed.taken[0], delimiter)
        yield number, cells


class _Feed:
    """Lines that can be put back. ``count`` is how many are out, ``taken`` are those since it was last emptied."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.count = 0
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.count += 1
        self.taken.append(line)
        return line

    def back(self, lines: list[str]) -> None:
        self._again.extendleft(reversed(lines))
        self.count -= len(lines)


def _loose(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter))
    except csv.Error:  # a cell beyond the limit of the csv module
        return line.split(delimiter)


def _delimiter(header: str) -> str:
    """The delimiter under which the header has the most known columns; then the most columns."""

    def known(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([header], delimiter=delimiter))
        return len(layout_of(cells).places), len(cells)

    return max(_DELIMITERS, key=known)


def _checked(layout: Layout, source: str) -> Layout:
    if "name" in layout.places:
        return layout
    advice = f"Name one of them: {', '.join(COLUMNS['name'])}."
    raise UsageError(source, f"no column of names; its columns are {named(layout.headers) or '(none)'}", advice)


def _picked(layout: Layout, cells: list[str]) -> dict[str, object]:
    """For each field the first of its columns that has something."""
    found: dict[str, object] = {}
    for field, places in layout.places.items():
        for place in places:
            if place < len(cells) and cells[place].strip():
                found[field] = cells[place]
                break
    return found


def _jsonl(lines: Iterator[str], source: str, issues: Report, layout: Callable[[Layout], None]) -> Iterator[Record]:
    """Each line has columns of its own; what they mean is told at the end, when all of them have been seen."""
    layouts: dict[tuple[str, ...], Layout] = {}
    headers: dict[str, None] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except (ValueError, RecursionError) as error:
            issues(UnreadableInput(f"{source}:{number}", f"not JSON ({error})", "Give one object a line.").issue())
            continue
        if not isinstance(item, dict):
            issues(UnreadableInput(f"{source}:{number}", "not a JSON object", "Give one object a line.").issue())
            continue
        keys = tuple(item)
        if keys not in layouts:
            headers.update(dict.fromkeys(keys))
            layouts[keys] = layout_of(keys)
        yield Record(number, _valued(layouts[keys], list(item.values())))
    if layouts:
        layout(_checked(layout_of(tuple(headers)), source))


def _valued(layout: Layout, values: Sequence[object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for field, places in layout.places.items():
        for place in places:
            value = values[place]
            if value is not None and value != "" and value != []:
                found[field] = value
                break
    return found


def _parquet(source: str, layout: Callable[[Layout], None]) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(source) as file:
            columns = _checked(layout_of(file.schema_arrow.names), source)
            layout(columns)
            wanted = {columns.headers[place] for places in columns.places.values() for place in places}
            number = 0
            for batch in file.iter_batches(_BATCH, columns=sorted(wanted)):
                picked = layout_of(batch.schema.names)
                # By place: two columns may have one name.
                for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    number += 1
                    yield Record(number, _valued(picked, values))
    except pa.ArrowException as error:
        reason = f"not readable as Parquet ({str(error).splitlines()[0]:.200})"
        raise UnreadableInput(source, reason, "Write it again, or give CSV or JSON Lines.") from error
