"""What goes into an index: entries with their clusters, and the keys by which later ones will find them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from inovasi.match.entries import Entry
from inovasi.match.index.keys import Keys, Longs
from inovasi.match.index.rows import COLUMNS, decoded, row_of
from inovasi.match.places import Place
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


def write_clusters(connection: sqlite3.Connection, clusters: Iterable[tuple[int, str, Iterable[Place]]]) -> None:
    """Add or replace clusters: number, innovation id, and the places of all members."""
    rows = ((number, name, _places(places)) for number, name, places in clusters)
    connection.executemany("INSERT OR REPLACE INTO clusters VALUES (?, ?, ?)", rows)


def _places(places: Iterable[Place]) -> str:
    return json.dumps([(place.codes, place.name) for place in sorted(set(places))], ensure_ascii=False)


def places_of(text: str) -> list[Place]:
    """The places that ``write_clusters`` wrote."""
    return [Place(tuple(codes), name) for codes, name in decoded(text)]


def write_redirects(connection: sqlite3.Connection, merged: Mapping[str, str]) -> None:
    """Let each old id (key) lead to what stands for it now; what led to an old id leads on."""
    for old, new in merged.items():
        connection.execute("UPDATE redirects SET innovation_id = ? WHERE innovation_id = ?", (new, old))
        connection.execute("INSERT OR REPLACE INTO redirects VALUES (?, ?)", (old, new))
