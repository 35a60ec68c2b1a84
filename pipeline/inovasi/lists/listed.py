"""Rows -> entries with ids that tell nothing of the rows' order. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inovasi.lists.rows import Row
from inovasi.match.entries import Entry
from inovasi.registry.rows import storable
from inovasi.text import collapse, squash
from inovasi.types import Award


@dataclass(frozen=True, slots=True)
class Listed:
    """A list ready for linking: the id of each row, and the entries of the rows with a name (``rows``: which)."""

    mention_ids: Sequence[str | int]
    entries: Sequence[Entry]
    rows: Sequence[int]


def listed_of(rows: Sequence[Row]) -> Listed:
    """The rows as what linking takes.

    Neither the place of a row nor an id made from it shows in an entry: rows in another order get the same innovations.
    """
    keys = _keys(rows)
    articles: defaultdict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row.name is not None:
            articles[row.article_id or f"mention {keys[at]}"].append(at)
    made: list[Entry | None] = [None] * len(rows)
    for article, members in articles.items():
        if len(members) > 1:
            members.sort(key=keys.__getitem__)
        for at, entry in zip(members, _side_by_side(article, [rows[at] for at in members]), strict=True):
            made[at] = entry
    found = [at for at, entry in enumerate(made) if entry is not None]
    return Listed([row.mention_id for row in rows], [entry for entry in made if entry is not None], found)


def _side_by_side(article: str, rows: Sequence[Row]) -> Iterator[Entry]:
    """The entries of one article: numbered, all of its earliest date, and under ids such as a registry gives."""
    day = min((row.published for row in rows if row.published), default=None)
    taken: dict[str, int] = {}
    for position, row in enumerate(rows):
        key = f"{article}:{squash(row.name)}"
        count = taken[key] = taken.get(key, 0) + 1
        yield Entry(
            id=key if count == 1 else f"{key}~{count}",
            name=row.name or "",
            expansion=row.expansion,
            aliases=row.aliases,
            agency=row.agency,
            region_code=row.region_code,
            region=row.region,
            published=day,
            article_id=article,
            awards=tuple(map(Award, row.awards)) if row.awards else (),
            position=position,
        )


def _keys(rows: Sequence[Row]) -> list[str]:
    """A key for each row, by which rows of one article are sorted. A made key has a line end, which no given id has."""
    given = Counter(str(row.given) for row in rows if row.given is not None)
    seen: Counter[str] = Counter()
    keys = []
    for row in rows:
        own = row.given is not None and given[str(row.given)] == 1
        key = collapse(storable(str(row.given))) if own else f"row\n{_digest(row)}"
        if row.name is not None:
            seen[key] += 1
        keys.append(key if seen[key] <= 1 else f"{key}~{seen[key]}")
    return keys


def _digest(row: Row) -> str:
    """A hash of what a row says. The fields are listed, so that a field that is added to the class changes no id."""
    told = (row.name, row.aliases, row.expansion, row.agency, row.region, row.region_code, row.awards)
    content = repr((row.given, row.article_id, row.published, told))
    return hashlib.sha256(content.encode()).hexdigest()[:16]
