"""New mentions meet an index: what they are like, which innovation each is, and the index grown by them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from inovasi.match.entries import Entry, founders, sorted_by_id, table_of_entries
from inovasi.match.founders import new_id
from inovasi.match.index.about import check_weights
from inovasi.match.index.clusters import name_of, places_of, write_clusters, write_redirects
from inovasi.match.index.comparing import Compared, compared, pairs_of
from inovasi.match.index.growing import Grown, Joins, grow
from inovasi.match.index.keys import Keys, keys_of
from inovasi.match.index.nearby import Known, known, nearby
from inovasi.match.index.write import write_mentions
from inovasi.match.normal import Normal
from inovasi.match.places import Place, official
from inovasi.match.score import KEEP, SAME
from inovasi.match.table import Table
from inovasi.match.weights import HAND, Weights

_THERE = "SELECT 1 FROM mentions WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of new mentions.

    ``new`` are the ids of those that the index did not have; it keeps what it had of the others. ``ids`` leads from
    every new mention, and from every known one that is like one, to its innovation. ``pairs`` are (left, right, score)
    with at least one new mention: those that tell something or have equal names, sorted. ``founded`` are the
    innovations that only new mentions belong to; ``merged`` leads from innovations that new mentions showed to be one
    with an older one to that one.

    A rebuild from scratch may decide otherwise about ``crowded`` new mentions, whose blocks are too big to be compared
    as a whole, and about ``contested`` ones, which are like mentions of another innovation than theirs, too.
    """

    new: tuple[str, ...]
    ids: Mapping[str, str]
    pairs: tuple[tuple[str, str, float], ...]
    founded: frozenset[str]
    merged: Mapping[str, str]
    crowded: int
    contested: int


def add(connection: sqlite3.Connection, entries: Sequence[Entry], weights: Weights = HAND) -> Added:
    """Match ``entries`` against the index and keep those in it that it does not have. Their order never shows.

    Raises InovasiError where two have one id, MatchingFailed where the index was made with other weights.
    """
    check_weights(connection, weights)
    entries = [entries[i] for i in sorted_by_id(entries)]
    entries = [entry for entry in entries if not connection.execute(_THERE, (entry.id,)).fetchone()]
    places = official()
    texts = Normal(places)
    table = table_of_entries(entries, places, texts)
    keys = keys_of(table)
    met = nearby(connection, table, keys)
    there = known(connection, sorted({row for _, row in met.pairs}))
    pairs = compared(entries, there, pairs_of(entries, table, there, met.pairs), texts, weights)
    grown = _grown(connection, entries, there, pairs, texts, weights)
    ids, merged = _kept(connection, entries, table, keys, grown)
    founded = frozenset(ids[one.new[0]] for one in grown if not one.clusters)
    lines = zip(pairs.left, pairs.right, pairs.score, pairs.equal, strict=True)
    told = tuple((a, b, score) for a, b, score, equal in lines if score >= KEEP or equal)
    ids |= _known_ids(connection, there, {key for a, b, _ in told for key in (a, b)}, grown)
    contested = {key for a, b, s in told if s >= SAME and ids[a] != ids[b] for key in (a, b)}
    new = tuple(entry.id for entry in entries)
    return Added(new, ids, told, founded, merged, len(met.crowded), len(contested.intersection(new)))


def _grown(
    connection: sqlite3.Connection,
    entries: Sequence[Entry],
    there: Sequence[Known],
    pairs: Compared,
    texts: Normal,
    weights: Weights,
) -> list[Grown]:
    """What becomes of every new mention; those that nothing is like stay alone."""
    lines = zip(pairs.left, pairs.right, pairs.score, pairs.never, strict=True)
    good = [(a, b, score) for a, b, score, never in lines if score >= SAME and not never]
    named = {key for a, b, _ in good for key in (a, b)}
    drawn = [entry for entry in entries if entry.id in named]
    joins = Joins([a for a, _, _ in good], [b for _, b, _ in good], [score for _, _, score in good])
    grown = grow(connection, drawn, [one for one in there if one.entry.id in named], joins, texts, weights)
    return grown + [Grown((entry.id,), ()) for entry in entries if entry.id not in named]


def _kept(
    connection: sqlite3.Connection, entries: Sequence[Entry], table: Table, keys: Keys, grown: Sequence[Grown]
) -> tuple[dict[str, str], dict[str, str]]:
    """Write the new mentions and clusters; the innovation of each new mention, and which innovations were merged."""
    at = {entry.id: row for row, entry in enumerate(entries)}
    (number,) = connection.execute("SELECT coalesce(max(number), -1) FROM clusters").fetchone()
    home: dict[str, int] = {}
    ids: dict[str, str] = {}
    merged: dict[str, str] = {}
    changed: list[tuple[int, str, set[Place]]] = []
    names = _new_names(connection, [entries[at[one.new[0]]] for one in grown if not one.clusters])
    for one in grown:
        where = {table.places[table.place[at[key]]] for key in one.new}
        if one.clusters:
            cluster, name = one.clusters[0], name_of(connection, one.clusters[0])
            merged |= _merge(connection, one.clusters, name, where)
        else:
            number += 1
            cluster, name = number, names[one.new[0]]
        changed.append((cluster, name, where))
        home |= dict.fromkeys(one.new, cluster)
        ids |= dict.fromkeys(one.new, name)
    write_clusters(connection, changed)
    write_redirects(connection, merged)
    write_mentions(connection, entries, [home[entry.id] for entry in entries], table, keys)
    return ids, merged


def _merge(connection: sqlite3.Connection, clusters: Sequence[int], name: str, where: set[Place]) -> dict[str, str]:
    """Make one of several clusters, the first of which keeps its id; ``where`` takes in all their places."""
    gone = {}
    for cluster in clusters:
        where.update(places_of(connection, cluster))
        if cluster != clusters[0]:
            gone[name_of(connection, cluster)] = name
            connection.execute("UPDATE mentions SET cluster = ? WHERE cluster = ?", (clusters[0], cluster))
            connection.execute("DELETE FROM clusters WHERE number = ?", (cluster,))
    return gone


def _new_names(connection: sqlite3.Connection, first: Sequence[Entry]) -> dict[str, str]:
    """Ids for new clusters, by the ids of their founding mentions ``first``: none that is or was in use."""
    taken = _Taken(connection)
    found = {}
    for founder in sorted(founders(first, official()), key=lambda founder: (founder.rank, founder.member)):
        found[founder.member] = new_id(founder, taken)
        taken.more.add(found[founder.member])
    return found


class _Taken:
    """The ids that the index has or had, and ``more``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.more: set[str] = set()

    def __contains__(self, name: object) -> bool:
        asked = ("SELECT 1 FROM clusters WHERE id = ?", "SELECT 1 FROM redirects WHERE old_id = ?")
        return name in self.more or any(self._connection.execute(question, (name,)).fetchone() for question in asked)


def _known_ids(
    connection: sqlite3.Connection, there: Sequence[Known], near: Set[str], grown: Sequence[Grown]
) -> dict[str, str]:
    """The innovations, as they are now, of those known mentions whose ids are in ``near``."""
    moved = {cluster: one.clusters[0] for one in grown for cluster in one.clusters}
    home = {one.entry.id: moved.get(one.cluster, one.cluster) for one in there if one.entry.id in near}
    names = {cluster: name_of(connection, cluster) for cluster in sorted({*home.values()})}
    return {mention: names[cluster] for mention, cluster in home.items()}
