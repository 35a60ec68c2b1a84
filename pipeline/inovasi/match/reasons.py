"""The reasons behind many pairs: what ``score.explain`` says of each, for a fraction of its work.

Of a hundred pairs, few differ in what a feature looks at: names repeat, and so do regions and agencies. So a feature is
asked once for each distinct case, and a pair is explained in full only where its signals, together, are new. Pairs that
are near each other (of one cluster) are worked on together, in pieces that several processes may share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from inovasi.match.bodies import Body
from inovasi.match.features import GROUPS, Feature, Signal
from inovasi.match.names import Surface
from inovasi.match.places import NOWHERE, relation
from inovasi.match.profile import Profile
from inovasi.match.score import Decision, judged
from inovasi.match.table import Codes, Ints, Table
from inovasi.match.weights import HAND, Weights
from inovasi.match.workers import Workers
from inovasi.types import Pair, Reason

_PAIRS = 50_000  # pairs in one piece of work
_NAMES = ("name", "aliases", "expansion")
_ALL = (*_NAMES, "place", "source", "body", "prize", "person", "description", "year", "together")

# What each feature looks at, as names of ``_Cases`` columns; a feature that is missing here is taken to look at all.
LOOKS_AT: Mapping[str, tuple[str, ...]] = {
    "name_equal": ("name",),
    "name_is_expansion": _NAMES,
    "name_is_alias": _NAMES,
    "name_edition": ("name",),
    "name_close": ("name",),
    "name_abbreviated": ("name",),
    "name_within": ("name",),
    "name_differs": ("name",),
    "expansion_similar": ("expansion",),
    "expansion_differs": ("expansion",),
    "region_copied": ("place", "source"),
    "region_same": ("place",),
    "region_maybe": ("place",),
    "region_contains": ("place",),
    "region_conflicts": ("place",),
    "agency_same": ("body", "relation"),
    "agency_conflicts": ("body",),
    "award_shared": ("prize",),
    "officials_shared": ("person", "relation"),
    "description_similar": ("description",),
    "years_apart": ("year",),
    "told_twice": ("together", "name"),
    "listed_apart": ("together", *_NAMES),
}

Longs = NDArray[np.int64]


class Case(NamedTuple):
    """All of a pair but its mentions."""

    score: float
    decision: Decision
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sought:
    """Pairs of rows of ``table`` that are to be explained; ``left`` has the smaller id, and so the smaller number."""

    table: Table
    left: Ints
    right: Ints
    weights: Weights = HAND


def explained(ids: Sequence[str], sought: Sought, cluster: Ints, workers: int = 1) -> tuple[Pair, ...]:
    """The pairs with their reasons, in their order. ``ids`` are those of the rows, ``cluster`` says which are near.

    The number of ``workers`` (processes) never shows.
    """
    order = np.argsort(cluster[sought.left], kind="stable")
    numbers = np.empty(len(order), np.int64)
    cases: list[Case] = []
    with Workers(workers if len(order) > _PAIRS else 1) as pool:
        begin = 0
        for some, found in pool.map(_explain, _pieces(sought, order)):
            numbers[order[begin : begin + len(some)]] = some + len(cases)
            cases += found
            begin += len(some)
    rows = zip(sought.left.tolist(), sought.right.tolist(), numbers.tolist(), strict=True)
    return tuple(Pair(ids[i], ids[j], *cases[number]) for i, j, number in rows)


def _pieces(sought: Sought, order: NDArray[np.intp]) -> Iterator[Sought]:
    for start in range(0, len(order), _PAIRS):
        some = order[start : start + _PAIRS]
        rows, at = np.unique(np.concatenate([sought.left[some], sought.right[some]]), return_inverse=True)
        left, right = np.split(at.reshape(-1).astype(np.int32), 2)
        yield Sought(sought.table.take(rows), left, right, sought.weights)


def _explain(piece: Sought) -> tuple[Longs, list[Case]]:
    """The number of each pair's case, and the cases."""
    profiles = _Profiles(piece.table)
    columns = _Columns(piece)
    told = [_signals(group, columns, profiles) for group in GROUPS]
    number, first = _numbered([code for code, _ in told], len(piece.left))
    found = zip(*(map(signals.__getitem__, code[first].tolist()) for code, signals in told), strict=True)
    return number, [Case(*judged([signal for signal in some if signal], piece.weights)) for some in found]


def _signals(
    group: Sequence[Feature], columns: _Columns, profiles: _Profiles
) -> tuple[Longs, list[tuple[str, Signal] | None]]:
    """The number of the signal that this group of features gives for each pair, and the signals."""
    codes = Codes[tuple[str, Signal] | None]()
    found = np.full(len(columns), codes.of(None), np.int64)
    silent = np.arange(len(columns))
    for feature in group:
        name = feature.__name__
        number, first = _numbered([columns.of(column, silent) for column in LOOKS_AT.get(name, _ALL)], len(silent))
        told = [feature(*profiles.pair(columns.piece, at)) for at in silent[first].tolist()]
        code = np.array([codes.of((name, signal) if signal else None) for signal in told], np.int64)[number]
        found[silent] = code
        silent = silent[code == 0]
    return found, codes.values


class _Columns:
    """What features look at, pair by pair, as numbers that are equal where both sides are."""

    def __init__(self, piece: Sought) -> None:
        table = piece.table
        self.piece = piece
        self._sides = {
            "name": table.name,
            "aliases": _aliases(table),
            "expansion": table.expansion,
            "place": table.place,
            "source": table.source,
            "body": table.body,
            "prize": table.prize,
            "person": table.person,
            "description": table.description,
            "year": table.year,
        }
        self._relation = self._relations()

    def __len__(self) -> int:
        return len(self.piece.left)

    def of(self, column: str, at: NDArray[np.intp]) -> Longs:
        """The column at some of the pairs."""
        left, right = self.piece.left[at], self.piece.right[at]
        found: Longs
        if column == "together":
            found = (self.piece.table.article[left] == self.piece.table.article[right]).astype(np.int64)
        elif column == "relation":
            found = self._relation[at]
        else:
            side = self._sides[column].astype(np.int64) + 1
            found = side[left] * (int(side.max(initial=0)) + 1) + side[right]
        return found

    def _relations(self) -> Longs:
        """How the places relate: a number for each relation."""
        places, column = self.piece.table.places, self.piece.table.place
        number, first = _numbered([self.of("place", np.arange(len(self)))], len(self))
        codes = Codes[str]()
        pairs = zip(column[self.piece.left[first]].tolist(), column[self.piece.right[first]].tolist(), strict=True)
        found: Longs = np.array([codes.of(relation(places[i], places[j])) for i, j in pairs], np.int64)[number]
        return found


def _aliases(table: Table) -> Ints:
    """A number for the aliases of each row."""
    codes = Codes[tuple[int, ...]]()
    found = np.full(len(table), codes.of(()), np.int32)
    for row in np.flatnonzero(np.diff(table.alias_start)).tolist():
        found[row] = codes.of(tuple(table.alias[table.alias_start[row] : table.alias_start[row + 1]].tolist()))
    return found


def _numbered(columns: Sequence[Longs], size: int) -> tuple[Longs, NDArray[np.intp]]:
    """The number of each distinct combination in columns of ``size``, and where it stands first."""
    code = np.zeros(size, np.int64)
    for column in columns:
        span = int(column.max(initial=0)) + 1
        if int(code.max(initial=0)) >= 2**62 // span:
            code = np.unique(code, return_inverse=True)[1].reshape(-1).astype(np.int64)
        code = code * span + column
    _, first, number = np.unique(code, return_index=True, return_inverse=True)
    return number.reshape(-1).astype(np.int64), first


class _Profiles:
    """Rows of a table as features see them, made when they are asked for."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._made: dict[int, Profile] = {}

    def pair(self, piece: Sought, at: int) -> tuple[Profile, Profile]:
        return self._of(int(piece.left[at])), self._of(int(piece.right[at]))

    def _of(self, row: int) -> Profile:
        found = self._made.get(row)
        if found is None:
            found = self._made[row] = _profile(self._table, row)
        return found


def _profile(table: Table, row: int) -> Profile:
    """A row as a profile. Its id and its article only have the order and the equality of the real ones."""
    start, end = table.alias_start[row : row + 2].tolist()
    body, expansion, year = int(table.body[row]), int(table.expansion[row]), int(table.year[row])
    return Profile(
        id=f"{row:09d}",
        article_id=str(table.article[row]),
        rank=("", "", row),
        name=_surface(table.texts[table.name[row]]),
        aliases=tuple(_surface(table.texts[alias]) for alias in table.alias[start:end].tolist()),
        expansion=_surface(table.texts[expansion]) if expansion >= 0 else None,
        place=table.places[table.place[row]],
        agency=Body(*table.bodies[body], NOWHERE) if body >= 0 else None,
        prizes=table.prizes[table.prize[row]],
        sources=table.sources[table.source[row]],
        year=year or None,
        people=table.people[table.person[row]],
        description=table.descriptions[table.description[row]],
    )


def _surface(text: str) -> Surface:
    words = tuple(text.split())
    return Surface("".join(words), words)
