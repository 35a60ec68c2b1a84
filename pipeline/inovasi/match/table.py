"""Mentions as columns of numbers, so that a million of them fit into memory and are compared in batches.

Each distinct text, place, agency ... stands once in a list; the columns hold its index there. Row order is the order of
the mentions' ids, so that ties are never broken by the order of the input.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from inovasi.match.places import Place
from inovasi.match.prizes import Prize
from inovasi.match.profile import Profile

Ints = NDArray[np.int32]
T = TypeVar("T", bound=Hashable)
Subject = tuple[str, tuple[str, ...]]  # head and topic of an agency; its place is compared elsewhere


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One row for each mention; all columns are int32. -1 stands for no expansion and no agency, year 0 for unknown.

    ``texts`` are names, aliases and expansions, folded and without lead words, words apart. The aliases of row r are
    ``alias[alias_start[r] : alias_start[r + 1]]``. ``article`` is equal where two mentions are of one article; ``rank``
    is the order of founding.
    """

    texts: list[str]
    places: list[Place]
    bodies: list[Subject]
    prizes: list[tuple[Prize, ...]]
    sources: list[tuple[Place, ...]]
    people: list[tuple[str, ...]]
    descriptions: list[tuple[str, ...]]
    name: Ints
    expansion: Ints
    alias_start: Ints
    alias: Ints
    place: Ints
    body: Ints
    prize: Ints
    source: Ints
    person: Ints
    description: Ints
    year: Ints
    article: Ints
    rank: Ints

    def __len__(self) -> int:
        return len(self.name)

    def take(self, rows: Ints) -> Table:
        """The table of some rows, in their order, with no more texts than they need: what a worker is sent."""
        alias, start = self._aliases(rows)
        name, expansion = self.name[rows], self.expansion[rows]
        used = _used(len(self.texts), (name, expansion, alias))
        texts = [self.texts[i] for i in np.flatnonzero(used).tolist()]
        new = np.append(np.cumsum(used, dtype=np.int32) - 1, np.int32(-1))  # the last stands for -1
        places, place = _kept(self.places, self.place[rows])
        bodies, body = _kept(self.bodies, self.body[rows])
        prizes, prize = _kept(self.prizes, self.prize[rows])
        sources, source = _kept(self.sources, self.source[rows])
        people, person = _kept(self.people, self.person[rows])
        descriptions, description = _kept(self.descriptions, self.description[rows])
        return Table(
            texts, places, bodies, prizes, sources, people, descriptions,
            new[name], new[expansion], start, new[alias], place, body, prize, source, person, description,
            self.year[rows], self.article[rows], self.rank[rows],
        )  # fmt: skip

    def _aliases(self, rows: Ints) -> tuple[Ints, Ints]:
        counts = self.alias_start[rows + 1] - self.alias_start[rows]
        start = np.zeros(len(rows) + 1, np.int32)
        np.cumsum(counts, out=start[1:])
        within = np.arange(start[-1], dtype=np.int32) - np.repeat(start[:-1], counts)
        return self.alias[np.repeat(self.alias_start[rows], counts) + within], start


def _used(size: int, columns: Iterable[Ints]) -> NDArray[np.bool_]:
    used = np.zeros(size + 1, np.bool_)
    for column in columns:
        used[column] = True
    return used[:-1]


def _kept(values: list[T], column: Ints) -> tuple[list[T], Ints]:
    """The values that a column uses, and the column renumbered; -1 stays."""
    used = _used(len(values), (column,))
    new = np.append(np.cumsum(used, dtype=np.int32) - 1, np.int32(-1))
    return [values[i] for i in np.flatnonzero(used).tolist()], new[column]


class Codes(Generic[T]):
    """Numbers for values, in the order in which they come."""

    def __init__(self) -> None:
        self.values: list[T] = []
        self._index: dict[T, int] = {}

    def of(self, value: T) -> int:
        found = self._index.get(value)
        if found is None:
            found = self._index[value] = len(self.values)
            self.values.append(value)
        return found


@dataclass(slots=True)
class Columns:
    """A table in the making."""

    name: list[int]
    expansion: list[int]
    aliases: list[tuple[int, ...]]
    place: list[int]
    body: list[int]
    prize: list[int]
    source: list[int]
    person: list[int]
    description: list[int]
    year: list[int]


def table_of(profiles: Sequence[Profile]) -> Table:
    """The table of profiles that are sorted by id."""
    texts, places, bodies = Codes[str](), Codes[Place](), Codes[Subject]()
    prizes, sources = Codes[tuple[Prize, ...]](), Codes[tuple[Place, ...]]()
    people, descriptions = Codes[tuple[str, ...]](), Codes[tuple[str, ...]]()
    columns = Columns(
        name=[texts.of(" ".join(p.name.words)) for p in profiles],
        expansion=[texts.of(" ".join(p.expansion.words)) if p.expansion else -1 for p in profiles],
        aliases=[tuple(texts.of(" ".join(s.words)) for s in p.aliases) for p in profiles],
        place=[places.of(p.place) for p in profiles],
        body=[bodies.of((p.agency.head, p.agency.topic)) if p.agency else -1 for p in profiles],
        prize=[prizes.of(p.prizes) for p in profiles],
        source=[sources.of(p.sources) for p in profiles],
        person=[people.of(p.people) for p in profiles],
        description=[descriptions.of(p.description) for p in profiles],
        year=[p.year or 0 for p in profiles],
    )
    ranks = [profile.rank for profile in profiles]
    founded = founding([r[0] for r in ranks], [r[1] for r in ranks], [r[2] for r in ranks])
    lists = Lists(
        texts.values, places.values, bodies.values, prizes.values, sources.values, people.values, descriptions.values
    )
    return table(lists, columns, [p.article_id for p in profiles], founded)


class Lists(NamedTuple):
    """The distinct values that the columns of a table number."""

    texts: list[str]
    places: list[Place]
    bodies: list[Subject]
    prizes: list[tuple[Prize, ...]]
    sources: list[tuple[Place, ...]]
    people: list[tuple[str, ...]]
    descriptions: list[tuple[str, ...]]


def table(lists: Lists, columns: Columns, articles: Sequence[str], rank: Ints) -> Table:
    """Columns as arrays."""
    start = np.zeros(len(columns.name) + 1, np.int32)
    np.cumsum([len(some) for some in columns.aliases], out=start[1:])
    numbers = Codes[str]()
    return Table(
        *lists,
        name=_ints(columns.name),
        expansion=_ints(columns.expansion),
        alias_start=start,
        alias=_ints([alias for some in columns.aliases for alias in some]),
        place=_ints(columns.place),
        body=_ints(columns.body),
        prize=_ints(columns.prize),
        source=_ints(columns.source),
        person=_ints(columns.person),
        description=_ints(columns.description),
        year=_ints(columns.year),
        article=_ints([numbers.of(article) for article in articles]),
        rank=rank,
    )


def starts_of(column: NDArray[Any]) -> NDArray[np.intp]:
    """Where a new value begins in a column whose equal values stand together."""
    if not len(column):
        return np.zeros(0, np.intp)
    return np.flatnonzero(np.concatenate([[True], column[1:] != column[:-1]]))


def distinct(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The values, sorted, each once: np.unique, which hashes first, takes several times as long."""
    ordered = np.sort(codes)
    return ordered[starts_of(ordered)]


def founding(dates: Sequence[str], articles: Sequence[str], positions: Sequence[int]) -> Ints:
    """The order of founding: date, article id, place in the article; rows that are equal in all keep their order."""
    order = np.lexsort((_ints(positions), _order(articles), _order(dates)))
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return rank


def _order(values: Sequence[str]) -> Ints:
    place = {value: i for i, value in enumerate(sorted(set(values)))}
    return _ints([place[value] for value in values])


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, np.int32)
