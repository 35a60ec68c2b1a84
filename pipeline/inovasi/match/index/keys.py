"""The keys of blocking (``block.py``) as numbers that are the same in every run, so that they can be kept in a file.

A number is a hash of what it stands for. Two that fall together only cost a comparison more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inovasi.match.block import compared, keyed, scopes, settled
from inovasi.match.forms import Forms
from inovasi.match.table import Codes, Ints, Table

Longs = NDArray[np.int64]

_PIECE = 200_000  # nodes whose loose keys are made at once: bounds memory
FLOATING = 0  # the home of a mention without one certain regency or city


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """Distinct texts of one sort inside their scopes, which mentions have them, and the loose keys of each.

    ``node`` (hashes) and ``text`` (numbers of the table's texts) are of one length, and so are ``seat_node`` and
    ``row``, ``key`` and ``key_node``. ``least`` is the likeness that two texts must reach (0 to 100).
    """

    node: Longs
    text: Ints
    seat_node: Longs
    row: Ints
    key: Longs
    key_node: Longs
    least: float


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """All keys of a table. ``key``, ``home`` and ``row``: the exact keys, one line for each text of each row."""

    key: Longs
    home: Longs
    row: Ints
    nodes: tuple[Nodes, ...]


def keys_of(table: Table) -> Keys:
    """The keys of every row of ``table``."""
    forms = Forms(table.texts)
    codes = Codes[str]()
    home = settled(table, codes)
    homes = np.append(hashed(codes.values), FLOATING)  # the last stands for -1
    row, number = keyed(table, forms)
    exact = np.zeros(int(forms.key.max(initial=-1)) + 1, np.int64)
    exact[forms.key] = hashed(forms.keys)
    return Keys(exact[number], homes[home[row]], row, tuple(_nodes(table, forms)))


def _nodes(table: Table, forms: Forms) -> Iterator[Nodes]:
    codes = Codes[str]()
    members = scopes(table, codes)
    scope_hash, text_hash = hashed(codes.values), hashed(table.texts)
    for sort, (text, likeness) in enumerate(compared(table, forms)):
        told = text[members.row] >= 0
        scope, row = members.scope[told].astype(np.int64), members.row[told]
        nodes, back = np.unique((scope << 32) | text[row], return_inverse=True)
        scope, number = scope_hash[nodes >> 32], (nodes & 0xFFFFFFFF).astype(np.int32)
        node = mixed(mixed(scope, sort), text_hash[number])
        parts = []
        for way, find in enumerate(likeness.finders):
            for start in range(0, len(node), _PIECE):
                at, code = find(forms, number[start : start + _PIECE])
                place = mixed(scope[start + at], 2 * way + sort)
                parts.append((mixed(place, code), node[start + at]))
        none = np.zeros(0, np.int64)
        key = np.concatenate([none, *(key for key, _ in parts)])
        key_node = np.concatenate([none, *(of for _, of in parts)])
        yield Nodes(node, number, node[back.reshape(-1)], row, key, key_node, likeness.least)


def hashed(texts: Sequence[str]) -> Longs:
    """A number for each text, the same on every machine."""
    digests = b"".join(hashlib.blake2b(text.encode(), digest_size=8).digest() for text in texts)
    return np.frombuffer(digests, "<i8").astype(np.int64)


def mixed(one: Longs, other: Longs | int) -> Longs:
    """Two numbers as one, spread evenly (the finalizer of splitmix64)."""
    a = one.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    a ^= np.asarray(other, np.int64).astype(np.uint64) + np.uint64(0x632BE59BD9B4E019)
    a = (a ^ (a >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    a = (a ^ (a >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (a ^ (a >> np.uint64(31))).view(np.int64)
