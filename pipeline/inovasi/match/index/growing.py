"""Known clusters grow by new mentions, in the way of ``cluster.py``: best pairs first, agreement on average.

What an earlier run decided is not taken back: a mention that joined a cluster stays in it, and two known clusters
become one only by way of a new mention. A rebuild starts from the best pairs of all, so it may put those mentions
elsewhere that are drawn to several clusters. Where all mentions that pairs connect agree with each other, both come to
the same.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from inovasi.match.batch import Scorer
from inovasi.match.cluster import components
from inovasi.match.entries import Entry, sorted_by_id, table_of_entries
from inovasi.match.groups import SAMPLE, Groups, Seed
from inovasi.match.index.clusters import places_of
from inovasi.match.index.nearby import Known, known
from inovasi.match.normal import Normal
from inovasi.match.places import Place, official
from inovasi.match.table import Table
from inovasi.match.weights import Weights

_EARLIEST = "SELECT row FROM mentions WHERE cluster = ? ORDER BY dated, article, position LIMIT ?"
_ARTICLES = "SELECT article, row FROM mentions WHERE cluster = ?"
_OF_ARTICLE = "SELECT row, cluster FROM mentions WHERE article_id = ? AND article_id <> ''"


@dataclass(frozen=True, slots=True)
class Joins:
    """Pairs good enough to join on: mentions (new or known) by id, and their score."""

    left: Sequence[str]
    right: Sequence[str]
    score: Sequence[float]


@dataclass(frozen=True, slots=True)
class Grown:
    """One cluster with new mentions in it, by their ids, earliest founded first.

    ``clusters`` are the numbers of the known clusters that it holds, the earliest founded first: none, one, or several
    that are to be merged.
    """

    new: tuple[str, ...]
    clusters: tuple[int, ...]


def grow(
    connection: sqlite3.Connection,
    new: Sequence[Entry],
    there: Sequence[Known],
    joins: Joins,
    texts: Normal,
    weights: Weights,
) -> list[Grown]:
    """What becomes of the new mentions that ``joins`` name. ``there`` are the known mentions that it names."""
    touched = sorted({one.cluster for one in there})
    loaded = _loaded(connection, new, there, joins, touched)
    entries = [*new, *(one.entry for one in loaded.members)]
    order = sorted_by_id(entries)
    table = table_of_entries([entries[i] for i in order], official(), texts)
    at = {entries[i].id: row for row, i in enumerate(order)}
    table, seeds = _seeds(connection, table, at, loaded)
    fresh = np.array(sorted(at[entry.id] for entry in new), np.intp)
    groups = Groups(table, Scorer(table, weights=weights), fresh, list(seeds.values()))
    ends = np.array([sorted((at[a], at[b])) for a, b in zip(joins.left, joins.right, strict=True)], np.int32)
    ends = ends.reshape(-1, 2)
    groups.grow(ends[:, 0], ends[:, 1], np.array(joins.score, np.float64))
    return _grown(groups, table, at, [entry.id for entry in new], seeds)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """Known mentions that the growth looks at, each once, and the earliest of each cluster by id."""

    members: tuple[Known, ...]
    earliest: dict[int, list[str]]


def _loaded(
    connection: sqlite3.Connection, new: Sequence[Entry], there: Sequence[Known], joins: Joins, touched: Sequence[int]
) -> _Loaded:
    """The mentions that pairs name, the earliest of their clusters, and those that share an article with another."""
    first = {n: [row for (row,) in connection.execute(_EARLIEST, (n, SAMPLE))] for n in touched}
    rows = {row for some in first.values() for row in some} | _beside(connection, new, touched)
    for clusters in _bridged(new, there, joins):
        rows |= _sharing_articles(connection, clusters)
    have = {one.row: one for one in there}
    more = known(connection, sorted(rows - have.keys()))
    have |= {one.row: one for one in more}
    return _Loaded(tuple(have.values()), {n: [have[row].entry.id for row in some] for n, some in first.items()})


def _beside(connection: sqlite3.Connection, new: Sequence[Entry], touched: Sequence[int]) -> set[int]:
    """Rows of touched clusters that stand in one article with a new mention."""
    wanted = set(touched)
    articles = sorted({entry.article_id for entry in new if entry.article_id})
    return {row for a in articles for row, cluster in connection.execute(_OF_ARTICLE, (a,)) if cluster in wanted}


def _bridged(new: Sequence[Entry], there: Sequence[Known], joins: Joins) -> Iterable[list[int]]:
    """Sets of two and more clusters that new mentions connect."""
    node = {entry.id: at for at, entry in enumerate(new)}
    clusters = sorted({one.cluster for one in there})
    number = {cluster: len(node) + at for at, cluster in enumerate(clusters)}
    node |= {one.entry.id: number[one.cluster] for one in there}
    left, right = (np.array([node[key] for key in side], np.int32) for side in (joins.left, joins.right))
    label = components(len(new) + len(clusters), left, right)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for cluster in clusters:
        found[int(label[number[cluster]])].append(cluster)
    return [some for some in found.values() if len(some) > 1]


def _sharing_articles(connection: sqlite3.Connection, clusters: Sequence[int]) -> set[int]:
    """The rows of these clusters whose article another one of them has, too."""
    of: defaultdict[str, list[int]] = defaultdict(list)
    held: Counter[str] = Counter()
    for cluster in clusters:
        lines = connection.execute(_ARTICLES, (cluster,)).fetchall()
        held.update({article for article, _ in lines})
        for article, row in lines:
            of[article].append(row)
    return {row for article, count in held.items() if count > 1 for row in of[article]}


def _seeds(
    connection: sqlite3.Connection, table: Table, at: dict[str, int], loaded: _Loaded
) -> tuple[Table, dict[int, Seed]]:
    """The clusters as seeds, and the table with the places of their members that it lacks."""
    listed = list(table.places)
    number: dict[Place, int] = {place: n for n, place in enumerate(listed)}
    members: defaultdict[int, list[int]] = defaultdict(list)
    for one in loaded.members:
        members[one.cluster].append(at[one.entry.id])
    seeds = {}
    for cluster, earliest in loaded.earliest.items():
        home = places_of(connection, cluster)
        for place in home:
            if number.setdefault(place, len(listed)) == len(listed):
                listed.append(place)
        sample = sorted((at[key] for key in earliest), key=table.rank.__getitem__)
        where = frozenset(number[place] for place in home)
        seeds[cluster] = Seed(sorted(members[cluster]), sample, where)
    return replace(table, places=listed), seeds


def _grown(groups: Groups, table: Table, at: dict[str, int], new: Sequence[str], seeds: dict[int, Seed]) -> list[Grown]:
    rows, homes = groups.homes()
    home = dict(zip(rows.tolist(), homes.tolist(), strict=True))
    mentions: defaultdict[int, list[str]] = defaultdict(list)
    for key in sorted(new, key=lambda key: table.rank[at[key]]):
        mentions[home[at[key]]].append(key)
    clusters: defaultdict[int, list[int]] = defaultdict(list)
    for cluster, seed in sorted(seeds.items(), key=lambda item: table.rank[item[1].sample[0]]):
        clusters[home[seed.members[0]]].append(cluster)
    return [Grown(tuple(some), tuple(clusters.get(root, ()))) for root, some in sorted(mentions.items())]
