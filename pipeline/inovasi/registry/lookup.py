"""What a person needs to see of a registry in order to decide: open pairs, the records behind them, innovations."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from inovasi.registry.rows import load_list
from inovasi.registry.store import open_registry
from inovasi.types import Anchor, Change, Entity, Reason

_UNDATED = "9999"  # sorts after every day

# What has lasting ids: its table, and that of its mentions.
_TABLES: Mapping[Entity, tuple[str, str]] = {
    "innovation": ("innovations", "mentions"),
    "agency": ("agencies", "agency_mentions"),
    "official": ("officials", "official_mentions"),
}

_OPEN = """
    select p.left, p.right, p.score, l.innovation_id as left_innovation, r.innovation_id as right_innovation,
           li.n_mentions as left_size, ri.n_mentions as right_size,
           p.reasons like '%"region_conflicts"%' as abroad, p.decision = 'unsure' as unsure
    from pairs p
    join mentions l on l.id = p.left join mentions r on r.id = p.right
    join innovations li on li.id = l.innovation_id join innovations ri on ri.id = r.innovation_id
    where p.decision = 'unsure' or (p.decision = 'same') <> (l.innovation_id = r.innovation_id)
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
    """Two mentions that the scores could not decide, or that the clusters decided against their score, with their
    innovations and how many mentions these have. ``abroad``: their regions conflict, so they are homonyms at most.
    ``unsure``: the first of both."""

    left: str
    right: str
    score: float
    left_innovation: str
    right_innovation: str
    left_size: int
    right_size: int
    abroad: bool = False
    unsure: bool = True

    @property
    def together(self) -> bool:
        """Whether the registry has both in one innovation."""
        return self.left_innovation == self.right_innovation


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
    """One innovation, agency or official: its mentions in the order of their positions, and where their names stand.

    ``rank`` is the order of founding: the day on which the founding mention was published ("9999": unknown), its
    article, its place there, and the id.
    """

    id: str
    name: str
    rank: tuple[str, str, int, str]
    mentions: tuple[str, ...]
    anchors: tuple[Anchor, ...] = ()
    about: Entity = "innovation"


class Lookup:
    """A registry, open for reading. Made by ``looking_up``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def open_pairs(self) -> list[OpenPair]:
        """Every pair that is still "unsure", and every one that the clusters contradict; sorted."""
        rows = map(dict, self._connection.execute(_OPEN))
        return [OpenPair(**{**row, "abroad": bool(row["abroad"]), "unsure": bool(row["unsure"])}) for row in rows]

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
        return self._held("innovation", innovation_id)

    def held(self, key: str) -> Held | None:
        """The innovation, agency or official of this id, or the one that it redirects to; None if there is neither."""
        found = (self._held(about, key) for about in _TABLES)
        return next((held for held in found if held is not None), None)

    def _held(self, about: Entity, key: str) -> Held | None:
        table, mentions = _TABLES[about]
        query = f"select id, name from {table} where id in (?, (select new_id from redirects where old_id = ?))"
        found = self._connection.execute(query, (key, key)).fetchone()
        if found is None:
            return None
        members = f"""
            select m.id as mention, m.article_id, m.start, m.end, m.quote, a.published
            from {mentions} m join articles a on a.id = m.article_id
            where m.{about}_id = ? order by m.position, m.id
        """
        rows = self._connection.execute(members, (found["id"],)).fetchall()
        first = rows[0]
        return Held(
            found["id"],
            found["name"],
            (first["published"] or _UNDATED, first["article_id"], first["start"] or 0, found["id"]),
            tuple(row["mention"] for row in rows),
            tuple(_anchor(row) for row in rows if row["quote"]),
            about,
        )

    def homes(self, mentions: Iterable[str]) -> dict[str, str]:
        """The innovation (agency, official) of each of these mentions that the registry has."""
        found: dict[str, str] = {}
        for mention in mentions:
            for about, (_, table) in _TABLES.items():
                query = f"select {about}_id from {table} where id = ?"
                row = self._connection.execute(query, (mention,)).fetchone()
                if row is not None:
                    found[mention] = row[0]
        return found

    def names_in(self, article_id: str, about: Entity = "innovation") -> tuple[str, tuple[Anchor, ...]] | None:
        """The text of an article, and where the names of its mentions stand; None if the registry has no such one."""
        row = self._connection.execute("select text from articles where id = ?", (article_id,)).fetchone()
        if row is None:
            return None
        query = f"""
            select id as mention, article_id, start, end, quote from {_TABLES[about][1]}
            where article_id = ? and quote is not null order by id
        """
        return row["text"], tuple(_anchor(one) for one in self._connection.execute(query, (article_id,)))

    def last_change(self, innovation_id: str) -> Change | None:
        """What happened last to an id; None if it was never in use."""
        query = """
            select what, old_id, new_id, mention_id, date, why, by, entity_type from history where ? in (old_id, new_id)
            order by id desc limit 1
        """
        row = self._connection.execute(query, (innovation_id,)).fetchone()
        return Change(*row) if row else None


@contextmanager
def looking_up(path: Path) -> Iterator[Lookup]:
    """Open the registry at ``path`` (its folder or its registry.sqlite) within ``with``. Raises RegistryError."""
    connection = open_registry(path)
    try:
        yield Lookup(connection)
    finally:
        connection.close()


def _anchor(row: sqlite3.Row) -> Anchor:
    return Anchor(row["mention"], row["article_id"], row["start"], row["end"], row["quote"])


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
        ("innovation", f"{row['innovation_id']} {row['innovation']} (mentions: {row['n_mentions']})"),
        ("mention", row["id"]),
    ):
        if value:
            yield what, str(value)
