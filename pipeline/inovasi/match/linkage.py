"""Mentions to clusters at any scale: the work divided into pieces that fit into memory and into several processes.

Pieces are scopes (a region, or an agency where no region is known) and pairs between scopes; then connected components.
The pieces follow from the mentions alone, so the number of workers never shows in the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from inovasi.match.alarms import Alarm, alarms_of
from inovasi.match.batch import Scored, Scorer
from inovasi.match.block import Members, across, inside, scopes
from inovasi.match.cluster import clusters, components
from inovasi.match.entries import Entry, sorted_by_id, table_of_entries
from inovasi.match.forms import Forms
from inovasi.match.places import official
from inovasi.match.score import DIFFERENT, SAME
from inovasi.match.table import Ints, Table, starts_of
from inovasi.match.weights import HAND, Weights
from inovasi.match.workers import Workers

_ROWS = 20_000  # rows in one piece of work: bounds memory, and evens out what the workers have to do
_PAIRS = 200_000


@dataclass(frozen=True, slots=True, eq=False)
class Linked:
    """What a list of entries comes to; all numbers are indices of that list.

    ``clusters`` hold every entry once, the earliest founded first; they are sorted by their first entry's id. ``left``,
    ``right`` and ``score`` are the pairs that may be one innovation (probability, rounded to six digits), sorted by
    their ids. ``alarms`` are big clusters that a person should look at.
    """

    clusters: list[list[int]]
    left: Ints
    right: Ints
    score: NDArray[np.float64]
    alarms: tuple[Alarm, ...]


def link(entries: Sequence[Entry], *, least: float = DIFFERENT, workers: int = 1, weights: Weights = HAND) -> Linked:
    """Which entries are one innovation. The order of ``entries`` and the number of ``workers`` never show.

    Pairs with a score below ``least`` (at most SAME) are told only where their names are equal. Raises InovasiError
    where two entries have one id, MatchingFailed when a worker process dies.
    """
    order = sorted_by_id(entries)
    rows = table_of_entries([entries[i] for i in order], official())
    found = joined(rows, least, workers, weights)
    back = np.array(order, np.int32)
    groups = [[order[row] for row in members] for members in members_of(found.cluster, rows.rank)]
    alarms = tuple(replace(alarm, first=order[alarm.first]) for alarm in alarms_of(rows, found.cluster, weights))
    return Linked(groups, back[found.pairs.left], back[found.pairs.right], found.pairs.score, alarms)


def members_of(cluster: Ints, rank: Ints) -> list[list[int]]:
    """The rows of each cluster, the earliest founded first; clusters in the order of their first rows."""
    order = np.lexsort((rank, cluster))
    starts = starts_of(cluster[order])
    rows = order.tolist()
    ends = [*starts[1:].tolist(), len(rows)] if rows else []
    return [rows[start:end] for start, end in zip(starts.tolist(), ends, strict=True)]


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """``cluster[row]`` is the earliest founded row of its cluster; ``pairs`` are worth a reader's time."""

    cluster: Ints
    pairs: Scored


def joined(table: Table, least: float, workers: int = 1, weights: Weights = HAND) -> Joined:
    """Which rows are one innovation, and the pairs with a score of at least ``least`` or equal names.

    Rows are sorted by id; ``least`` is at most SAME.
    """
    with Workers(workers if len(table) > _ROWS else 1) as pool:
        rule = _Rule(least, weights)
        pairs = _distinct(
            [*pool.map(_score_scopes, _scope_tasks(table, rule)), *pool.map(_score_pairs, _pair_tasks(table, rule))]
        )
        joins = pairs.where((pairs.score >= SAME) & ~pairs.forbidden)
        cluster = np.arange(len(table), dtype=np.int32)
        for rows, found in pool.map(_cluster, _cluster_tasks(table, joins, weights)):
            cluster[rows] = rows[found]
    return Joined(_founded(cluster, table.rank), pairs)


@dataclass(frozen=True, slots=True, eq=False)
class _Rule:
    """How pairs are scored, and the least score that is worth keeping."""

    least: float
    weights: Weights


@dataclass(frozen=True, slots=True, eq=False)
class _Scopes:
    rows: Ints
    table: Table
    members: Members
    rule: _Rule


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    rows: Ints
    table: Table
    left: Ints
    right: Ints
    rule: _Rule


@dataclass(frozen=True, slots=True, eq=False)
class _Joins:
    rows: Ints
    table: Table
    joins: Scored
    weights: Weights


def _scope_tasks(table: Table, rule: _Rule) -> Iterator[_Scopes]:
    """Whole scopes, several small ones together."""
    members = scopes(table)
    for start, end in _pieces(members.scope, _ROWS):
        rows, row = np.unique(members.row[start:end], return_inverse=True)
        part = Members(members.scope[start:end], row.reshape(-1).astype(np.int32))
        yield _Scopes(rows, table.take(rows), part, rule)


def _score_scopes(task: _Scopes) -> Scored:
    forms = Forms(task.table.texts)
    left, right = inside(task.table, forms, task.members)
    return _scored(_Pairs(task.rows, task.table, left, right, task.rule), forms)


def _pair_tasks(table: Table, rule: _Rule) -> Iterator[_Pairs]:
    left, right = across(table, Forms(table.texts))
    for start in range(0, len(left), _PAIRS):
        some = slice(start, start + _PAIRS)
        rows, at = np.unique(np.concatenate([left[some], right[some]]), return_inverse=True)
        ours, theirs = np.split(at.reshape(-1).astype(np.int32), 2)
        yield _Pairs(rows, table.take(rows), ours, theirs, rule)


def _score_pairs(task: _Pairs) -> Scored:
    return _scored(task, Forms(task.table.texts))


def _scored(task: _Pairs, forms: Forms) -> Scored:
    """The pairs worth keeping, under the rows' numbers in the whole table."""
    scorer = Scorer(task.table, forms, task.rule.weights)
    parts = []
    for start in range(0, max(1, len(task.left)), _PAIRS):
        scored = scorer.score(task.left[start : start + _PAIRS], task.right[start : start + _PAIRS])
        parts.append(scored.where((scored.score >= task.rule.least) | scored.equal))
    kept = _together(parts)
    return Scored(task.rows[kept.left], task.rows[kept.right], kept.score, kept.forbidden, kept.equal)


def _cluster_tasks(table: Table, joins: Scored, weights: Weights) -> Iterator[_Joins]:
    """Whole components, several small ones together. What no pair connects is left out: it is alone."""
    label = components(len(table), joins.left, joins.right)
    joins = _ordered(joins, np.argsort(label[joins.left], kind="stable"))
    for start, end in _pieces(label[joins.left], _ROWS):
        part = _ordered(joins, np.arange(start, end))
        rows, at = np.unique(np.concatenate([part.left, part.right]), return_inverse=True)
        left, right = np.split(at.reshape(-1).astype(np.int32), 2)
        found = Scored(left, right, part.score, part.forbidden, part.equal)
        yield _Joins(rows, table.take(rows), found, weights)


def _cluster(task: _Joins) -> tuple[Ints, Ints]:
    return task.rows, clusters(task.table, task.joins.left, task.joins.right, task.joins.score, task.weights)


def _pieces(block: Ints, size: int) -> Iterator[tuple[int, int]]:
    """Where to cut a sorted column so that no block is cut, into pieces of at least ``size`` (the last may be less)."""
    begin = 0
    for start in starts_of(block).tolist():
        if start - begin >= size:
            yield begin, start
            begin = start
    if begin < len(block):
        yield begin, len(block)


def _founded(cluster: Ints, rank: Ints) -> Ints:
    """Name each cluster by its earliest founded row."""
    order = np.argsort(rank)
    first = np.full(len(cluster), -1, np.int32)
    first[cluster[order[::-1]]] = order[::-1]
    found: Ints = first[cluster]
    return found


def _together(parts: Sequence[Scored]) -> Scored:
    return Scored(
        np.concatenate([part.left for part in parts]),
        np.concatenate([part.right for part in parts]),
        np.concatenate([part.score for part in parts]),
        np.concatenate([part.forbidden for part in parts]),
        np.concatenate([part.equal for part in parts]),
    )


def _ordered(pairs: Scored, order: NDArray[np.intp]) -> Scored:
    return Scored(pairs.left[order], pairs.right[order], pairs.score[order], pairs.forbidden[order], pairs.equal[order])


def _distinct(parts: Sequence[Scored]) -> Scored:
    """All pairs, sorted, each once: a mention that may be of two regions meets others in both."""
    none = np.zeros(0, np.int32)
    empty = Scored(none, none, np.zeros(0), np.zeros(0, np.bool_), np.zeros(0, np.bool_))
    pairs = _together([empty, *parts])
    _, first = np.unique((pairs.left.astype(np.int64) << 32) | pairs.right, return_index=True)
    return _ordered(pairs, first)
