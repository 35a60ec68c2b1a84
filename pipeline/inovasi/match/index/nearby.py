"""Which known mentions are worth comparing with new ones: the blocks of ``block.py``, looked up in an index.

Where no block is bigger than its cap, these are exactly the pairs that blocking gives for old and new mentions
together. A bigger block is *crowded*: all of it cannot be compared, and what is chosen here may differ.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from inovasi.match.block import CAP, LOOSE_CAP, spread_of
from inovasi.match.entries import Entry
from inovasi.match.index.file import the_row
from inovasi.match.index.keys import FLOATING, Keys, Nodes
from inovasi.match.index.rows import ENTRY, entry_of
from inovasi.match.table import Table

_FEW = 12  # mentions of one text in one place that a new one meets: some of each cluster that there may be
_HUGE = 400
_WIDE = 4 * LOOSE_CAP  # nodes of a crowded block that are looked at: comparing texts is cheap
_WHOLE = "SELECT home, row FROM exact WHERE key = ? LIMIT ?"
_AT_HOME = "SELECT row FROM exact WHERE key = ? AND home = ? LIMIT ?"
_BLOCK = "SELECT node FROM loose WHERE key = ? LIMIT ?"
_TEXT = "SELECT text FROM nodes WHERE node = ?"
_SEATS = "SELECT row FROM seats WHERE node = ? LIMIT ?"
_KNOWN = f"SELECT cluster, {ENTRY} FROM mentions m WHERE row = ?"


@dataclass(slots=True)
class Met:
    """Pairs to compare: a new mention (row of its table) and a known one (row of the index). ``crowded``: new ones
    that met a block which is too big to be compared as a whole."""

    pairs: set[tuple[int, int]] = field(default_factory=set)
    crowded: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Known:
    """A mention of the index, with the number of its cluster."""

    row: int
    cluster: int
    entry: Entry


def nearby(connection: sqlite3.Connection, table: Table, keys: Keys) -> Met:
    """The known mentions that each row of ``table`` (whose keys are ``keys``) should be compared with."""
    met = Met()
    _exact(connection, keys, met)
    for nodes in keys.nodes:
        _alike(connection, table, nodes, met)
    return met


def known(connection: sqlite3.Connection, rows: Sequence[int]) -> list[Known]:
    """The mentions with these rows, in their order."""
    found = []
    for row in rows:
        cluster, *values = the_row(connection, _KNOWN, row)
        found.append(Known(row, cluster, entry_of(values)))
    return found


def _exact(connection: sqlite3.Connection, keys: Keys, met: Met) -> None:
    """Mentions with an equal text in one place, or anywhere where one of the two has no certain place."""
    lines = list(zip(keys.key.tolist(), keys.home.tolist(), keys.row.tolist(), strict=True))
    own = Counter(key for key, _, _ in lines)
    at_home = Counter((key, home) for key, home, _ in lines)
    blocks = _Blocks(connection)
    for key, home, row in lines:
        block = blocks.whole(key)
        if len(block) + own[key] <= _FEW:
            met.pairs.update((row, other) for where, other in block if FLOATING in (where, home) or where == home)
            continue
        near, loose = blocks.at(key, home), blocks.at(key, FLOATING)
        far = [other for _, other in block] if home == FLOATING else []
        met.pairs.update((row, other) for other in (*_some(near, _FEW), *_some(loose, _FEW), *_some(far, CAP)))
        if home == FLOATING or loose or at_home[key, FLOATING] or len(near) + at_home[key, home] > _FEW:
            met.crowded.add(row)


class _Blocks:
    """The mentions that have a text, each block looked up once; of a huge one its beginning."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._whole: dict[int, list[tuple[int, int]]] = {}
        self._at: dict[tuple[int, int], list[int]] = {}

    def whole(self, key: int) -> list[tuple[int, int]]:
        """Home and row of each."""
        if key not in self._whole:
            self._whole[key] = self._connection.execute(_WHOLE, (key, _HUGE)).fetchall()
        return self._whole[key]

    def at(self, key: int, home: int) -> list[int]:
        """The rows of one home."""
        if (key, home) not in self._at:
            self._at[key, home] = [row for (row,) in self._connection.execute(_AT_HOME, (key, home, _HUGE))]
        return self._at[key, home]


def _some(rows: list[int], most: int) -> list[int]:
    """``most`` rows, spread over all of them."""
    return [rows[at * len(rows) // most] for at in range(most)] if len(rows) > most else rows


def _alike(connection: sqlite3.Connection, table: Table, nodes: Nodes, met: Met) -> None:
    """Mentions of one scope whose texts share a rare key and are alike, but not equal."""
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for node, row in zip(nodes.seat_node.tolist(), nodes.row.tolist(), strict=True):
        rows[node].append(row)
    texts = {
        node: table.texts[text].replace(" ", "")
        for node, text in zip(nodes.node.tolist(), nodes.text.tolist(), strict=True)
    }
    pairs = _sharing(connection, nodes, rows, met)
    others = _texts(connection, {other for _, other in pairs})
    pairs = [(node, other) for node, other in pairs if texts[node] != others[other]]
    ratio = _ratios([texts[node] for node, _ in pairs], [others[other] for _, other in pairs], nodes.least)
    close = ratio >= nodes.least
    chosen = [pair for pair, kept in zip(pairs, close.tolist(), strict=True) if kept]
    _meet(connection, chosen, spread_of(ratio[close]).tolist(), rows, met)


def _sharing(
    connection: sqlite3.Connection, nodes: Nodes, rows: dict[int, list[int]], met: Met
) -> list[tuple[int, int]]:
    """New and known nodes that share a loose key."""
    lines = list(zip(nodes.key.tolist(), nodes.key_node.tolist(), strict=True))
    own: defaultdict[int, set[int]] = defaultdict(set)
    for key, node in lines:
        own[key].add(node)
    pairs: set[tuple[int, int]] = set()
    for key, ours in own.items():
        block = {other for (other,) in connection.execute(_BLOCK, (key, _WIDE))}
        pairs.update((node, other) for node in ours for other in block if other != node)
        if len(block | ours) > LOOSE_CAP:
            for node in ours:
                met.crowded.update(rows[node])
    return sorted(pairs)


def _texts(connection: sqlite3.Connection, nodes: set[int]) -> dict[int, str]:
    return {node: the_row(connection, _TEXT, node)[0] for node in sorted(nodes)}


def _ratios(left: list[str], right: list[str], least: float) -> NDArray[np.float64]:
    found = process.cpdist(left, right, scorer=fuzz.ratio, score_cutoff=least, dtype=np.float64)
    return np.asarray(found, np.float64)


def _meet(
    connection: sqlite3.Connection,
    pairs: list[tuple[int, int]],
    most: list[int],
    rows: dict[int, list[int]],
    met: Met,
) -> None:
    """From pairs of texts to pairs of mentions; of a text that many known mentions have, some."""
    seats: dict[int, list[int]] = {}
    for (node, other), limit in zip(pairs, most, strict=True):
        for one in (node, other):
            if one not in seats:
                seats[one] = [row for (row,) in connection.execute(_SEATS, (one, CAP))]
        met.pairs.update((row, seat) for row in rows[node] for seat in seats[other][:limit])
        if any(len(seats[one]) + len(rows.get(one, ())) > limit for one in (node, other)):
            met.crowded.update(rows[node])
