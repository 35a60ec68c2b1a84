"""What an index knows about mentions that are not to be kept in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from inovasi.match.entries import Entry, sorted_by_id, table_of_entries
from inovasi.match.index.clusters import name_of
from inovasi.match.index.comparing import compared, pairs_of
from inovasi.match.index.keys import keys_of
from inovasi.match.index.nearby import known, nearby
from inovasi.match.normal import Normal
from inovasi.match.places import official
from inovasi.match.score import KEEP
from inovasi.match.weights import HAND, Weights

_MEMBERS = "SELECT row FROM mentions WHERE cluster = ? ORDER BY dated, article, position"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A known mention and the id of its innovation."""

    entry: Entry
    innovation: str


def neighbours(
    connection: sqlite3.Connection, entries: Sequence[Entry], weights: Weights = HAND
) -> tuple[Neighbour, ...]:
    """All mentions of every innovation that one of ``entries`` is somewhat like, by innovation, founding one first.

    Their ids must differ from those of the index; InovasiError where two are equal.
    """
    entries = [entries[i] for i in sorted_by_id(entries)]
    places = official()
    texts = Normal(places)
    table = table_of_entries(entries, places, texts)
    met = nearby(connection, table, keys_of(table))
    there = known(connection, sorted({row for _, row in met.pairs}))
    pairs = compared(entries, there, pairs_of(entries, table, there, met.pairs), texts, weights)
    lines = zip(pairs.left, pairs.right, pairs.score, pairs.equal, strict=True)
    like = {key for a, b, score, equal in lines if score >= KEEP or equal for key in (a, b)}
    clusters = sorted({one.cluster for one in there if one.entry.id in like})
    names = {number: name_of(connection, number) for number in clusters}
    rows = [row for n in sorted(clusters, key=names.__getitem__) for (row,) in connection.execute(_MEMBERS, (n,))]
    return tuple(Neighbour(one.entry, names[one.cluster]) for one in known(connection, rows))
