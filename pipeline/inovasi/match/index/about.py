"""What an index was made from: the weights that its clusters follow from, or the file whose clusters it has."""

from __future__ import annotations

import hashlib
import json
import sqlite3

from inovasi.errors import MatchingFailed
from inovasi.match.index.file import file_of
from inovasi.match.weights import Weights

_ADVICE = "Give the weights that it was made with (--weights), or make it anew: remove it and give the whole list."


def write_about(connection: sqlite3.Connection, weights: Weights | None, source: str) -> None:
    """Remember the ``weights``, and the ``source`` in words that its maker will know again ("": none).

    Without weights, the clusters come from elsewhere, and nothing may be added to them.
    """
    told = {"source": source, "weights": "" if weights is None else _digest(weights)}
    connection.executemany("INSERT INTO about VALUES (?, ?)", told.items())


def source_of(connection: sqlite3.Connection) -> str:
    """The source that ``write_about`` was given."""
    return _told(connection, "source")


def check_weights(connection: sqlite3.Connection, weights: Weights) -> None:
    """Raise MatchingFailed unless the clusters of the index follow from these weights."""
    made = _told(connection, "weights")
    if made == _digest(weights):
        return
    path = str(file_of(connection))
    if not made:
        advice = "Name another file; rows are linked to a registry with --against."
        raise MatchingFailed(path, "its innovations come from a registry, to which no rows are added", advice)
    raise MatchingFailed(path, "the index was made with other weights", _ADVICE)


def _told(connection: sqlite3.Connection, name: str) -> str:
    found = connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
    return found[0] if found else ""


def _digest(weights: Weights) -> str:
    told = json.dumps([weights.prior, sorted(weights.of.items())])
    return hashlib.sha256(told.encode()).hexdigest()[:16]
