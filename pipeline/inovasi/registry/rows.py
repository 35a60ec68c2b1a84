"""``Tables``: all rows of a registry as plain values, checked against the schema when they are made."""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from inovasi.errors import RegistryError
from inovasi.registry.columns import Column, Kind
from inovasi.registry.schema import TABLES

Value: TypeAlias = str | int | float | bool | None
Row: TypeAlias = tuple[Value, ...]
Record: TypeAlias = Mapping[str, object]

# NUL ends a text for SQLite's own functions and lone surrogates have no UTF-8. One character becomes one character,
# so all offsets stay valid.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_TYPES: Mapping[Kind, type] = {"text": str, "list": str, "integer": int, "boolean": bool}
# json.dumps makes a new encoder per call.
_encode = json.JSONEncoder(ensure_ascii=False).encode
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of one registry: table name -> rows in schema column order, sorted by primary key.

    ``version`` is the version of the extractor that the rows come from.
    """

    version: str
    rows: Mapping[str, tuple[Row, ...]]

    def records(self, name: str) -> list[dict[str, Value]]:
        """The rows of table ``name`` as dicts, in order."""
        names = TABLES[name].names
        return [dict(zip(names, row, strict=True)) for row in self.rows[name]]


def storable(text: str) -> str:
    """``text`` with NUL and lone surrogates replaced by U+FFFD; the length never changes."""
    if text.isascii() and "\0" not in text:  # nearly every cell; ten times as fast as the search
        return text
    return _UNSTORABLE.sub("\ufffd", text)


def dump_list(items: Iterable[object]) -> str:
    """The JSON array that list columns hold; its texts are storable."""
    return _encode([storable(item) if isinstance(item, str) else item for item in items])


def load_list(cell: object) -> list[Any]:
    """The items of a list column's cell; [] for None."""
    found = json.loads(cell) if isinstance(cell, str) else []
    return found if isinstance(found, list) else []


def table_rows(name: str, records: Iterable[Record]) -> tuple[Row, ...]:
    """Turn dicts (or plain values by column name) into sorted rows of table ``name``; equal rows become one.

    Raises RegistryError for an unknown or missing column, a wrong type, or two different rows with one key.
    """
    table = TABLES[name]
    places = [table.names.index(column) for column in table.key]
    found: dict[tuple[str, ...], Row] = {}
    for record in records:
        if len(record) != len(table.columns):
            raise _wrong(name, f"columns {sorted(record)} do not fit the schema")
        row = tuple(_cell(name, column, record) for column in table.columns)
        key = tuple(str(row[place]) for place in places)
        if found.setdefault(key, row) != row:
            raise _wrong(name, f"two different rows have the key {key}")
    return tuple(found[key] for key in sorted(found))


def _cell(table: str, column: Column, record: Record) -> Value:
    if column.name not in record:
        raise _wrong(table, f"column {column.name} is missing")
    value = record[column.name]
    if isinstance(value, (tuple, list)):  # a union type costs three times as much
        value = dump_list(value)
    if isinstance(value, str):
        value = storable(value) or None
        if column.kind == "text" and value is not None:
            return value
    if value is None:
        if column.required:
            raise _wrong(table, f"column {column.name} is empty in {dict(record)!r:.300}")
        return None
    if not isinstance(value, str | int | float) or not _fits(value, column):
        raise _wrong(table, f"column {column.name} cannot hold {value!r:.80}")
    return float(value) if column.kind == "number" else value


def _fits(value: str | int | float, column: Column) -> bool:
    if column.kind == "date":
        return day(str(value)) == value
    if column.kind == "number":
        return not isinstance(value, bool | str) and math.isfinite(value)
    return type(value) is _TYPES[column.kind]


def day(date: str | None) -> str | None:
    """The day of an ISO 8601 date or time; None where there is no full, real day (2019, 2019-10, garbage)."""
    if date is None or not _DAY.match(date):
        return None
    try:
        return datetime.date.fromisoformat(date[:10]).isoformat()
    except ValueError:
        return None


def _wrong(table: str, reason: str) -> RegistryError:
    return RegistryError(f"table {table}", reason, "This is a defect of the stage before; please report it.")
