"""Clusters of an index: their innovation ids, the places of their members, and where ids of merged ones lead."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping

from inovasi.match.index.file import the_row
from inovasi.match.index.rows import decoded
from inovasi.match.places import Place


def write_clusters(connection: sqlite3.Connection, clusters: Iterable[tuple[int, str, Iterable[Place]]]) -> None:
    """Add or replace clusters: number, innovation id, and the places of all members."""
    rows = ((number, name, _places(places)) for number, name, places in clusters)
    connection.executemany("INSERT OR REPLACE INTO clusters VALUES (?, ?, ?)", rows)


def _places(places: Iterable[Place]) -> str:
    return json.dumps([(place.codes, place.name) for place in sorted(set(places))], ensure_ascii=False)


def places_of(connection: sqlite3.Connection, cluster: int) -> list[Place]:
    """The places of all members of a cluster."""
    (text,) = the_row(connection, "SELECT places FROM clusters WHERE number = ?", cluster)
    return [Place(tuple(codes), name) for codes, name in decoded(text)]


def name_of(connection: sqlite3.Connection, cluster: int) -> str:
    """The innovation id of a cluster."""
    name: str = the_row(connection, "SELECT id FROM clusters WHERE number = ?", cluster)[0]
    return name


def write_redirects(connection: sqlite3.Connection, merged: Mapping[str, str]) -> None:
    """Let each old id (key) lead to what stands for it now; what led to an old id leads on."""
    for old, new in merged.items():
        connection.execute("UPDATE redirects SET innovation_id = ? WHERE innovation_id = ?", (new, old))
        connection.execute("INSERT OR REPLACE INTO redirects VALUES (?, ?)", (old, new))
