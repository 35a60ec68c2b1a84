"""A registry's innovations as entries: what a list is linked to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from inovasi.errors import RegistryError
from inovasi.match.entries import Entry
from inovasi.registry.rows import load_list
from inovasi.registry.schema import TABLES
from inovasi.types import AgencyMention, Award

PREFIX = "registry\n"  # of ids and articles: a line end is in no id of a list, so none is taken for another

_INNOVATIONS = """
    SELECT id, name, region, region_code, n_articles, first_reported, last_reported FROM innovations ORDER BY id
"""
_MENTIONS = """
    SELECT m.id, m.innovation_id, m.article_id, a.published, m.name, m.aliases, m.expansion, m.agency, m.region,
           m.region_code, m.awards, g.kind AS agency_kind, g.standard AS agency_standard,
           g.region_code AS agency_region
    FROM mentions m JOIN articles a ON a.id = m.article_id LEFT JOIN agencies g ON g.id = m.agency_id
    ORDER BY m.article_id, m.id
"""
_FORMER = (("redirects", "old_id"), ("history", "old_id"), ("history", "new_id"))


@dataclass(frozen=True, slots=True)
class Registered:
    """One innovation of a registry, as the report of coverage shows it."""

    id: str
    name: str
    region: str | None
    region_code: str | None
    n_articles: int
    first_reported: str | None
    last_reported: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """A mention of a registry, and the id of the innovation that it belongs to (``anchor``)."""

    entry: Entry
    anchor: str

    @property
    def mention_id(self) -> str:
        """The id of the mention in its registry."""
        return self.entry.id.removeprefix(PREFIX)


@dataclass(frozen=True, slots=True)
class Registry:
    """The innovations by id, their mentions, and the ids that it used before, which nothing new may get."""

    innovations: Mapping[str, Registered]
    mentions: tuple[Known, ...]
    retired: frozenset[str] = frozenset()


def read_registry(path: Path) -> Registry:
    """Read a registry (its folder, or its registry.sqlite). Raises RegistryError where it is none, or is damaged."""
    from inovasi.registry.store import open_registry  # here: it brings pandas, which a list alone does not need

    with closing(open_registry(path)) as connection:
        try:
            innovations = {row["id"]: Registered(*row) for row in connection.execute(_INNOVATIONS)}
            return Registry(innovations, tuple(_mentions(connection)), _retired(connection) - innovations.keys())
        except sqlite3.Error as error:
            raise RegistryError(str(path), f"cannot be read ({error})", "Build the registry again.") from None


def _retired(connection: sqlite3.Connection) -> frozenset[str]:
    found: set[str] = set()
    for table, column in _FORMER:
        if table in TABLES:
            found.update(row[0] for row in connection.execute(f"SELECT DISTINCT {column} FROM {table}") if row[0])
    return frozenset(found)


def _mentions(connection: sqlite3.Connection) -> Iterator[Known]:
    for _, rows in groupby(connection.execute(_MENTIONS), key=lambda row: row["article_id"]):
        for position, row in enumerate(rows):
            yield Known(_entry(row, position), row["innovation_id"])


def _entry(row: sqlite3.Row, position: int) -> Entry:
    return Entry(
        id=f"{PREFIX}{row['id']}",
        name=row["name"],
        expansion=row["expansion"],
        aliases=tuple(load_list(row["aliases"])),
        agency=row["agency"],
        region_code=row["region_code"],
        region=row["region"],
        published=row["published"],
        article_id=f"{PREFIX}{row['article_id']}",
        awards=tuple(map(Award, load_list(row["awards"]))),
        position=position,
        owner=_owner(row),
    )


def _owner(row: sqlite3.Row) -> AgencyMention | None:
    """The agency as the registry has it: the long form of a short one, and a region that the text may leave open."""
    if not row["agency"] or not row["agency_kind"]:
        return None
    return AgencyMention(row["agency"], row["agency_kind"], row["agency_standard"], region_code=row["agency_region"])
