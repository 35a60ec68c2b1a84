"""What goes into an index: entries with their clusters, and the keys by which later ones will find them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np

from inovasi.match.entries import Entry
from inovasi.match.index.keys import Keys, Longs
from inovasi.match.index.rows import COLUMNS, row_of
from inovasi.match.table import Table

_MENTION = f"INSERT INTO mentions ({COLUMNS}) VALUES ({', '.join('?' * len(COLUMNS.split(',')))})"


def write_mentions(
    connection: sqlite3.Connection, entries: Sequence[Entry], clusters: Sequence[int], table: Table, keys: Keys
) -> None:
    """Add ``entries`` (the rows of ``table``, whose keys are ``keys``), each with the number of its cluster."""
    (first,) = connection.execute("SELECT coalesce(max(row) + 1, 0) FROM mentions").fetchone()
    numbered = zip(entries, clusters, strict=True)
    connection.executemany(_MENTION, (row_of(first + at, entry, number) for at, (entry, number) in enumerate(numbered)))
    row = keys.row.astype(np.int64) + first
    _insert(connection, "exact", (keys.key, keys.home, row))
    for nodes in keys.nodes:
        texts = [table.texts[i].replace(" ", "") for i in nodes.text.tolist()]
        rows = zip(nodes.node.tolist(), texts, strict=True)
        connection.executemany("INSERT OR IGNORE INTO nodes VALUES (?, ?)", sorted(rows))
        _insert(connection, "seats", (nodes.seat_node, nodes.row.astype(np.int64) + first))
        _insert(connection, "loose", (nodes.key, nodes.key_node))


def _insert(connection: sqlite3.Connection, table: str, columns: Sequence[Longs]) -> None:
    """Rows in the order of the primary key, in which a B-tree grows fastest."""
    order = np.lexsort(columns[::-1])
    rows = zip(*(column[order].tolist() for column in columns), strict=True)
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)
