"""The schema in the languages of its readers: SQLite, Frictionless Table Schema, Arrow, pandas, Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from inovasi.registry.columns import Kind, Table
from inovasi.registry.schema import TABLES

_SQLITE: Mapping[Kind, str] = {
    "text": "TEXT",
    "list": "TEXT",
    "date": "TEXT",
    "integer": "INTEGER",
    "boolean": "INTEGER",
    "number": "REAL",
}
_TABLE_SCHEMA: Mapping[Kind, str] = {
    "text": "string",
    "list": "array",
    "date": "date",
    "integer": "integer",
    "boolean": "boolean",
    "number": "number",
}
_ARROW: Mapping[Kind, pa.DataType] = {
    "text": pa.string(),
    "list": pa.string(),
    "date": pa.date32(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "number": pa.float64(),
}
PANDAS: Mapping[Kind, str] = {
    "text": "string",
    "list": "object",
    "date": "datetime64[s]",
    "integer": "Int64",
    "boolean": "boolean",
    "number": "Float64",
}

# remove_diacritics 2 is the corrected form of the default; "Pélita" and "pelita" are one word.
_TOKENIZER = "unicode61 remove_diacritics 2"


def sqlite_table(table: Table) -> str:
    """CREATE TABLE; the comments stay in the file, so ``.schema`` shows what each column means."""
    lines = [f'CREATE TABLE "{table.name}" ( -- {table.description}']
    for column in table.columns:
        need = " NOT NULL" if column.required else ""
        check = f' CHECK ("{column.name}" IN (0, 1))' if column.kind == "boolean" else ""
        lines.append(f'  "{column.name}" {_SQLITE[column.kind]}{need}{check}, -- {column.description}')
    for column in table.columns:
        if column.references is not None:
            target = TABLES[column.references]
            lines.append(f'  FOREIGN KEY ("{column.name}") REFERENCES "{target.name}" ("{target.key[0]}"),')
    return "\n".join([*lines, f"  PRIMARY KEY ({_quoted(table.key)})", ")"])


def sqlite_indexes(table: Table) -> Iterator[str]:
    """CREATE INDEX for every foreign key that the primary key does not lead with, and for the declared ones."""
    links = [(column.name,) for column in table.columns if column.references and column.name != table.key[0]]
    for columns in (*links, *table.indexes):
        yield f'CREATE INDEX "{table.name}_{"_".join(columns)}" ON "{table.name}" ({_quoted(columns)})'


def sqlite_search(table: Table) -> Iterator[str]:
    """The full-text index over ``table.search``: external content, so no text is stored twice. Run after the rows."""
    if table.search:
        name = f'"{table.name}_fts"'
        options = f"content=\"{table.name}\", tokenize='{_TOKENIZER}'"
        yield f"CREATE VIRTUAL TABLE {name} USING fts5({_quoted(table.search)}, {options})"
        yield f"INSERT INTO {name}({name}) VALUES ('rebuild')"
        yield f"INSERT INTO {name}({name}) VALUES ('optimize')"


def table_schema(table: Table) -> dict[str, Any]:
    """The Frictionless Table Schema."""
    fields: list[dict[str, Any]] = []
    for column in table.columns:
        field = {"name": column.name, "type": _TABLE_SCHEMA[column.kind], "description": column.description}
        fields.append(field | ({"constraints": {"required": True}} if column.required else {}))
    links = [
        {
            "fields": [column.name],
            # Table Schema writes a table that references itself as "".
            "reference": {
                "resource": "" if column.references == table.name else column.references,
                "fields": [TABLES[column.references].key[0]],
            },
        }
        for column in table.columns
        if column.references is not None
    ]
    found: dict[str, Any] = {"fields": fields, "missingValues": [""], "primaryKey": list(table.key)}
    return found | ({"foreignKeys": links} if links else {})


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema, descriptions included."""
    return pa.schema(
        [
            pa.field(
                column.name,
                _ARROW[column.kind],
                nullable=not column.required,
                metadata={"description": column.description},
            )
            for column in table.columns
        ],
        metadata={"description": table.description},
    )


def describe() -> str:
    """All tables and columns in Markdown."""
    parts = ["# Tables of the registry"]
    for table in TABLES.values():
        parts.append(f"## {table.name}\n\n{table.description}\n\nPrimary key: {', '.join(table.key)}.")
        if table.search:
            parts[-1] += f" Full-text search in `{table.name}_fts`: {', '.join(table.search)}."
        lines = ["| column | type | empty | description |", "|---|---|---|---|"]
        for column in table.columns:
            kind = column.kind if column.references is None else f"{column.kind}, key of {column.references}"
            lines.append(f"| {column.name} | {kind} | {'no' if column.required else 'yes'} | {column.description} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
