"""A registry's innovations as entries: what a list is linked to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from inovasi.errors import RegistryError
from inovasi.lists.links import Known
from inovasi.match.entries import Entry
from inovasi.registry.rows import load_list
from inovasi.registry.schema import TABLES
from inovasi.types import AgencyMention, Award

PREFIX = "registry\n"  # of ids and articles: a line end is in no id of a list, so none is taken for another

_INNOVATIONS = """
    SELECT id, name, region, region_code, n_articles, first_reported, last_reported FROM innovations ORDER BY id
"""
_MENTIONS = """
    SELECT m.id, m.innovation_id, m.article_id, a.published, m.name, m.aliases, m.expansion, m.description, m.agency,
           m.region, m.region_code, m.awards, m.officials, g.kind AS agency_kind, g.standard AS agency_standard,
           g.region_code AS agency_region
    FROM mentions m JOIN articles a ON a.id = m.article_id LEFT JOIN agencies g ON g.id = m.agency_id
    ORDER BY m.article_id, m.id
"""
_USED = (("innovations", "id"), ("redirects", "old_id"), ("history", "old_id"), ("history", "new_id"))


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


@contextmanager
def open_registered(path: Path) -> Iterator[sqlite3.Connection]:
    """A registry (its folder, or its registry.sqlite) to read. Raises RegistryError where it is none, or is damaged."""
    from inovasi.registry.store import open_registry  # here: it brings pandas, which a list alone does not need

    with closing(open_registry(path)) as connection:
        try:
            yield connection
        except sqlite3.Error as error:
            raise RegistryError(str(path), f"cannot be read ({error})", "Build the registry again.") from None


def innovations_of(registry: sqlite3.Connection) -> dict[str, Registered]:
    """All innovations, by id."""
    return {row["id"]: Registered(*row) for row in registry.execute(_INNOVATIONS)}


class Used:
    """The ids of innovations that a registry has or had, which nothing new may get."""

    def __init__(self, registry: sqlite3.Connection) -> None:
        self._registry = registry
        columns = [(table, column) for table, column in _USED if table in TABLES]
        self._questions = [f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1" for table, column in columns]

    def __contains__(self, name: object) -> bool:
        return any(self._registry.execute(question, (name,)).fetchone() for question in self._questions)


def mentions_of(registry: sqlite3.Connection) -> Iterator[Known]:
    """All mentions, by article."""
    for _, rows in groupby(registry.execute(_MENTIONS), key=lambda row: row["article_id"]):
        for position, row in enumerate(rows):
            yield known_of(_entry(row, position), row["innovation_id"])


def known_of(entry: Entry, innovation: str) -> Known:
    """An entry made from a mention of a registry, with the id that the mention has there."""
    return Known(entry, innovation, entry.id.removeprefix(PREFIX))


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
        officials=tuple(load_list(row["officials"])),
        description=row["description"],
    )


def _owner(row: sqlite3.Row) -> AgencyMention | None:
    """The agency as the registry has it: the long form of a short one, and a region that the text may leave open."""
    if not row["agency"] or not row["agency_kind"]:
        return None
    return AgencyMention(row["agency"], row["agency_kind"], row["agency_standard"], region_code=row["agency_region"])
