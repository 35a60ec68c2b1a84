"""What somebody was told about a mention when it came to the index, so that they are told the same again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inovasi.match.entries import Entry
from inovasi.match.index.file import the_row
from inovasi.match.index.rows import ENTRY, decoded, entry_of

_KEPT = f"""
    SELECT c.id, a.mention_id, a.confidence, {ENTRY}
    FROM mentions m JOIN clusters c ON c.number = m.cluster LEFT JOIN answers a ON a.row = m.row WHERE m.id = ?
"""
_ROW = "SELECT row FROM mentions WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Answer:
    """The id under which a mention was given, and the confidence (0 to 1) that it was put where it belongs."""

    mention_id: str | int
    confidence: float


@dataclass(frozen=True, slots=True)
class Kept:
    """A mention of the index, its innovation as it is now, and what was told about it, if anything was."""

    entry: Entry
    innovation: str
    answer: Answer | None


def kept(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Kept]:
    """Those of the mentions ``ids`` that the index has."""
    found = {}
    for key in ids:
        row = connection.execute(_KEPT, (key,)).fetchone()
        if row is not None:
            innovation, mention_id, confidence, *values = row
            answer = None if mention_id is None else Answer(decoded(mention_id), confidence)
            found[key] = Kept(entry_of(values), innovation, answer)
    return found


def keep(connection: sqlite3.Connection, answers: Mapping[str, Answer]) -> None:
    """Remember what is told about mentions (by id) of the index."""
    write_answers(connection, ((the_row(connection, _ROW, key)[0], one) for key, one in answers.items()))


def write_answers(connection: sqlite3.Connection, answers: Iterable[tuple[int, Answer]]) -> None:
    """The same by the rows of the mentions."""
    rows = ((row, json.dumps(one.mention_id), one.confidence) for row, one in answers)
    connection.executemany("INSERT INTO answers VALUES (?, ?, ?)", rows)
