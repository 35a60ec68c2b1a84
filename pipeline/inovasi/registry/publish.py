"""Write a registry: SQLite, CSV, Parquet, datapackage.json and the issue log. Same tables, same bytes."""

from __future__ import annotations

import datetime
import filecmp
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from inovasi.errors import RegistryError
from inovasi.registry.columns import Column, Table
from inovasi.registry.database import write_database
from inovasi.registry.dialects import arrow_schema
from inovasi.registry.package import datapackage
from inovasi.registry.rows import Row, Tables, Value, storable
from inovasi.registry.schema import TABLES
from inovasi.registry.spreadsheet import write_csv
from inovasi.types import Issue

DATABASE = "registry.sqlite"
ISSUES = "issues.jsonl"
PACKAGE = "datapackage.json"

_STAGING = ".staging-"
# Fixed, because the size of row groups decides the bytes.
_ROW_GROUP = 65_536


@dataclass(frozen=True, slots=True)
class Written:
    """What a build left in ``out``: all its files, and those whose bytes are new (paths relative to ``out``)."""

    out: Path
    files: tuple[str, ...]
    changed: tuple[str, ...]


def write_registry(tables: Tables, issues: Sequence[Issue], out: Path) -> Written:
    """Write all files of the registry into folder ``out``, which is made if need be; other files there stay.

    Everything is first written into a hidden folder inside ``out`` (the one place sure to be on the same disk), then
    moved file by file, datapackage.json last. A run that dies while writing leaves the old registry untouched; one
    that dies while moving leaves every file whole, old or new, and the hashes of the old datapackage.json tell. A file
    that would not change is not touched. One writer per folder at a time.

    Raises RegistryError when the folder cannot be written (full disk, no permission) or a foreign key leads nowhere.
    """
    staging: Path | None = None
    try:
        out.mkdir(parents=True, exist_ok=True)
        for left_by_a_killed_run in out.glob(f"{_STAGING}*"):
            shutil.rmtree(left_by_a_killed_run)
        staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=out))
        files = _write_files(tables, issues, staging)
        return Written(out, files, tuple(name for name in files if _move(staging / name, out / name)))
    except (OSError, sqlite3.Error, pa.ArrowException) as error:
        reason = f"the registry cannot be written: {error}"
        raise RegistryError(str(out), reason, "Check free space and permissions, or choose another folder.") from error
    finally:
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)


def _write_files(tables: Tables, issues: Sequence[Issue], root: Path) -> tuple[str, ...]:
    """Write every file under ``root``; return their relative paths in the order in which they are to be moved."""
    files: list[str] = []
    for folder in ("parquet", "csv"):
        (root / folder).mkdir()
    for name, table in TABLES.items():
        _write_parquet(root / "parquet" / f"{name}.parquet", table, tables.rows[name])
        write_csv(root / "csv" / f"{name}.csv", table, tables.rows[name])
        files += [f"parquet/{name}.parquet", f"csv/{name}.csv"]
    _write_issues(root / ISSUES, issues)
    write_database(root / DATABASE, tables)
    files = [*sorted(files), ISSUES, DATABASE]
    (root / PACKAGE).write_text(datapackage(tables.version, root, files), encoding="utf-8", newline="\n")
    return (*files, PACKAGE)


def _write_parquet(path: Path, table: Table, rows: Sequence[Row]) -> None:
    columns = zip(*rows, strict=True) if rows else [() for _ in table.columns]
    schema = arrow_schema(table)
    arrays = [
        pa.array(_arrow_values(column, values), type=schema.field(column.name).type)
        for column, values in zip(table.columns, columns, strict=True)
    ]
    pq.write_table(pa.table(arrays, schema=schema), path, compression="zstd", row_group_size=_ROW_GROUP, version="2.6")


def _arrow_values(column: Column, values: Sequence[Value]) -> Sequence[Value | datetime.date]:
    if column.kind != "date":
        return values
    return [None if value is None else datetime.date.fromisoformat(str(value)) for value in values]


def _write_issues(path: Path, issues: Sequence[Issue]) -> None:
    # Sorted: workers finish in any order.
    lines = sorted(json.dumps(asdict(issue), ensure_ascii=False) for issue in issues)
    path.write_text("".join(f"{storable(line)}\n" for line in lines), encoding="utf-8", newline="\n")


def _move(new: Path, place: Path) -> bool:
    """Put ``new`` in ``place`` unless the bytes are the same there; True if it was put."""
    if place.is_file() and filecmp.cmp(new, place, shallow=False):
        return False
    place.parent.mkdir(exist_ok=True)
    with new.open("rb") as file:
        os.fsync(file.fileno())
    new.replace(place)
    return True
