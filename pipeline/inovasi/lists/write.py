"""Tables of plain values -> JSON Lines, CSV or Parquet, by the name of the file. A file appears whole or not at all."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal, TextIO

from inovasi.errors import UsageError
from inovasi.output import dump, writing
from inovasi.registry.rows import dump_list, storable
from inovasi.registry.spreadsheet import guard

STDOUT = "-"
Format = Literal["jsonl", "csv", "parquet"]
Record = dict[str, object]

_FORMATS: dict[str, Format] = {"": "jsonl", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}


def format_of(target: str, allowed: Sequence[Format] = ("jsonl", "csv", "parquet")) -> Format:
    """The format that a file's name asks for. Raises UsageError where it is none of ``allowed``."""
    suffix = "" if target == STDOUT else Path(target).suffix.lower()
    found = _FORMATS.get(suffix)
    if found is None or found not in allowed:
        known = ", ".join(name for name, kind in _FORMATS.items() if name and kind in allowed)
        raise UsageError(target, f"its kind ({suffix}) cannot be written", f"Known are {known}.")
    return found


def check_target(target: str) -> None:
    """Refuse, before any work is done, a file whose folder is missing (UsageError)."""
    if target != STDOUT and not Path(target).resolve().parent.is_dir():
        raise UsageError(target, "its folder is missing", "Make the folder first.")


def write(target: str, records: Iterable[Record], columns: Sequence[str], raw: Sequence[str] = ()) -> None:
    """Write ``records`` (each has all ``columns``, in order) to a file, or to standard output as JSON Lines.

    In CSV, texts are guarded as in a registry's (``registry/spreadsheet.py``), except those of the columns ``raw``:
    the keys by which a reader joins this file with the one they gave.
    """
    if target == STDOUT:
        _jsonl(sys.stdout, records)
        return
    with writing(Path(target)) as file:
        kind = format_of(target)
        if kind == "jsonl":
            _jsonl(file, records)
        elif kind == "csv":
            _csv(file, records, columns, raw)
        else:
            _parquet(file, records, columns)


def _jsonl(file: TextIO, records: Iterable[Record]) -> None:
    file.writelines(dump(record) + "\n" for record in records)


def _csv(file: TextIO, records: Iterable[Record], columns: Sequence[str], raw: Sequence[str]) -> None:
    spell: list[tuple[str, Callable[[str], str]]] = [(name, str if name in raw else guard) for name in columns]
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    for record in records:
        writer.writerow([_cell(record[name], guarded) for name, guarded in spell])


def _cell(value: object, guarded: Callable[[str], str]) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return guarded(dump_list(value))
    return guarded(storable(value)) if isinstance(value, str) else str(value)


def _parquet(file: TextIO, records: Iterable[Record], columns: Sequence[str]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    values: dict[str, list[object]] = {name: [] for name in columns}
    for record in records:
        for name, column in values.items():
            column.append(record[name])
    table = pa.table({name: _array(column) for name, column in values.items()})
    pq.write_table(table, file.buffer, compression="zstd")


def _array(values: list[object]) -> object:
    """Whole numbers, numbers or lists of texts where all values are; else texts. Nothing at all is a text."""
    import pyarrow as pa

    known = [value for value in values if value is not None]
    if known and all(isinstance(value, list | tuple) for value in known):
        texts = [None if v is None else [storable(str(item)) for item in v] for v in values]  # type: ignore[attr-defined]
        return pa.array(texts, pa.list_(pa.string()))
    if known and all(type(value) is int and abs(value) < 1 << 63 for value in known):
        return pa.array(values, pa.int64())
    if known and all(isinstance(value, float) for value in known):
        return pa.array(values, pa.float64())
    return pa.array([None if value is None else storable(str(value)) for value in values], pa.string())
