"""Columns and tables as values, and short ways to write them down. The tables themselves are in ``schema.py``.

Cells: ``text`` str, ``integer`` int, ``number`` float, ``boolean`` bool, ``date`` a full ISO 8601 day as str,
``list`` a JSON array as str (the same string in SQLite, CSV and Parquet). An unknown value is None, never "".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["text", "integer", "number", "boolean", "date", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``required`` forbids None; ``references`` names the table whose primary key it holds."""

    name: str
    kind: Kind
    description: str
    required: bool = False
    references: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table. ``search`` are the columns of its full-text index; ``indexes`` speed up reading by those columns."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    search: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The column names, in order."""
        return tuple(column.name for column in self.columns)


def text_column(name: str, description: str) -> Column:
    """A text that may be empty."""
    return Column(name, "text", description)


def need(name: str, description: str) -> Column:
    """A text that every row has."""
    return Column(name, "text", description, required=True)


def count(name: str, description: str) -> Column:
    """A number that every row has."""
    return Column(name, "integer", description, required=True)


def list_column(name: str, description: str) -> Column:
    """A JSON array."""
    return Column(name, "list", f"{description} (JSON array; [] when there is none)", required=True)


def link(name: str, references: str, description: str) -> Column:
    """A key of another table, or nothing."""
    return Column(name, "text", description, references=references)


def need_link(name: str, references: str, description: str) -> Column:
    """A key of another table."""
    return Column(name, "text", description, required=True, references=references)


def maybe_place(what: str) -> tuple[Column, ...]:
    """The three columns that say where ``what`` stands in the article."""
    return (
        Column("start", "integer", f"First character of {what} in articles.text (0-based, Unicode code points)"),
        Column("end", "integer", f"One past the last character of {what} in articles.text"),
        text_column("quote", f"The text of {what}: articles.text from start to end"),
    )


def place(what: str) -> tuple[Column, ...]:
    """The same three, filled in every row."""
    return tuple(replace(column, required=True) for column in maybe_place(what))
