"""What a person needs to see of a registry in order to decide: open pairs, the records behind them, innovations."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from inovasi.registry.rows import load_list
from inovasi.registry.store import open_registry
from inovasi.types import Reason

_OPEN = """
    select p.left, p.right, p.score, l.innovation_id as left_innovation, r.innovation_id as right_innovation,
           li.n_mentions as left_size, ri.n_mentions as right_size
    from pairs p
    join mentions l on l.id = p.left join mentions r on r.id = p.right
    join innovations li on li.id = l.innovation_id join innovations ri on ri.id = r.innovation_id
    where p.decision = 'unsure'
    order by p.left, p.right
"""
_COMPARED = """
    select p.score, p.reasons, l.innovation_id, r.innovation_id, l.article_id, r.article_id
    from pairs p join mentions l on l.id = p.left join mentions r on r.id = p.right
    where p.left = ? and p.right = ?
"""
_SIDE = """
    select m.*, a.title, a.url, a.published, a.source, a.origin, i.name as innovation, i.n_mentions
    from mentions m join articles a on a.id = m.article_id join innovations i on i.id = m.innovation_id
    where m.id = ?
"""
_SENTENCE = """
    select sentence from statements
    where entity_type = 'innovation' and entity_id = ? and article_id = ? and property = 'name' and start = ?
    order by statement_id limit 1
"""


@dataclass(frozen=True, slots=True)
class OpenPair:
    """Two mentions that the scores could not decide, with their innovations and how many mentions these have."""

    left: str
    right: str
    score: float
    left_innovation: str
    right_innovation: str
    left_size: int
    right_size: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Two mentions that the build compared: its score and reasons, and the innovations and articles they are of."""

    score: float
    reasons: tuple[Reason, ...]
    innovations: tuple[str, str]
    articles: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Side:
    """One mention as a person wants to see it: ``facts`` are (what, value), in the order of importance."""

    mention: str
    innovation_id: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Held:
    """One innovation: its mentions in the order of their positions, and when the founding one was published."""

    id: str
    name: str
    published: str | None
    mentions: tuple[str, ...]


class Lookup:
    """A registry, open for reading. Made by ``looking_up``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def open_pairs(self) -> list[OpenPair]:
        """Every pair that is still "unsure", sorted."""
        return [OpenPair(*row) for row in self._connection.execute(_OPEN)]

    def reasons(self, pair: OpenPair) -> tuple[Reason, ...]:
        """Why the pair has its score."""
        found = self.compared(pair.left, pair.right)
        return found.reasons if found else ()

    def compared(self, left: str, right: str) -> Compared | None:
        """What the table of pairs has on two mentions (left < right); None where it has nothing."""
        row = self._connection.execute(_COMPARED, (left, right)).fetchone()
        if row is None:
            return None
        score, reasons, *rest = row
        told = tuple(Reason(**reason) for reason in json.loads(reasons))
        return Compared(score, told, (rest[0], rest[1]), (rest[2], rest[3]))

    def side(self, mention: str) -> Side:
        """One mention with its article. Raises KeyError if there is no such mention."""
        row = self._connection.execute(_SIDE, (mention,)).fetchone()
        if row is None:
            raise KeyError(mention)
        key = (row["innovation_id"], row["article_id"], row["start"])
        sentence = self._connection.execute(_SENTENCE, key).fetchone()
        return Side(mention, row["innovation_id"], tuple(_facts(row, sentence[0] if sentence else row["quote"])))

    def innovation(self, innovation_id: str) -> Held | None:
        """The innovation of this id, or the one that it redirects to; None if there is neither."""
        query = (
            "select id, name from innovations where id in (?, (select innovation_id from redirects where old_id = ?))"
        )
        found = self._connection.execute(query, (innovation_id, innovation_id)).fetchone()
        if found is None:
            return None
        members = """
            select m.id, a.published from mentions m join articles a on a.id = m.article_id
            where m.innovation_id = ? order by m.position, m.id
        """
        rows = self._connection.execute(members, (found["id"],)).fetchall()
        return Held(found["id"], found["name"], rows[0]["published"], tuple(row["id"] for row in rows))


@contextmanager
def looking_up(path: Path) -> Iterator[Lookup]:
    """Open the registry at ``path`` (its folder or its registry.sqlite) within ``with``. Raises RegistryError."""
    connection = open_registry(path)
    try:
        yield Lookup(connection)
    finally:
        connection.close()


def _facts(row: sqlite3.Row, sentence: str | None) -> Iterator[tuple[str, str]]:
    region = " ".join(part for part in (row["region"], row["region_code"]) if part)
    for what, value in (
        ("name", row["name"]),
        ("aliases", "; ".join(load_list(row["aliases"]))),
        ("expansion", row["expansion"]),
        ("agency", row["agency"]),
        ("region", region),
        ("awards", "; ".join(load_list(row["awards"]))),
        ("officials", "; ".join(load_list(row["officials"]))),
        ("published", row["published"]),
        ("quote", sentence),
        ("description", row["description"] if row["description"] != sentence else None),
        ("title", row["title"]),
        ("article", row["url"] or row["origin"] or row["article_id"]),
        ("innovation", f"{row['innovation_id']} {row['innovation']} ({row['n_mentions']} mentions)"),
        ("mention", row["id"]),
    ):
        if value:
            yield what, str(value)
