"""What became of lasting ids: to rows, and back from a registry that is about to be built anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import closing
from pathlib import Path
from typing import Any

from inovasi.errors import RegistryError
from inovasi.registry.database import APPLICATION_ID
from inovasi.registry.publish import DATABASE
from inovasi.registry.rows import Record
from inovasi.text import collapse, squash
from inovasi.types import Change, Entity, Past, PastMention, Redirect

_MENTIONS = """
    select m.id, m.innovation_id, m.article_id, a.published, a.retrieved, m.start, m.end
    from mentions m left join articles a on a.id = m.article_id
    order by m.innovation_id, m.position, m.id
"""
_MEMBERS = """
    select m.id, m.{kind}_id, m.article_id, a.published, a.retrieved, m.start, m.end, '{kind}'
    from {kind}_mentions m left join articles a on a.id = m.article_id
    order by m.{kind}_id, m.position, m.id
"""
# Up to version 4 there are no tables of members; statements have the place of each name that an article gives.
_NAMES = """
    select s.entity_id, s.article_id, s.value, a.published, a.retrieved, min(s.start), min(s.end)
    from statements s left join articles a on a.id = s.article_id
    where s.entity_type = ? and s.property = 'name'
    group by s.entity_id, s.article_id, s.value
    order by s.entity_id, coalesce(a.published, '9999'), s.article_id, min(s.start), s.value
"""
_HISTORY = "select what, old_id, new_id, mention_id, date, why, by, {about} from history order by id"
_REDIRECTS = "select old_id, {new}, {about} from redirects order by old_id"
_RECORDS: Mapping[Entity, str] = {"agency": "agy", "official": "off"}


def redirect_records(redirects: Iterable[Redirect]) -> Iterator[Record]:
    """The rows of ``redirects``."""
    for redirect in redirects:
        yield {"old_id": redirect.old, "entity_type": redirect.about, "new_id": redirect.new}


def history_records(history: Iterable[Change]) -> Iterator[Record]:
    """The rows of ``history``. Their numbers have leading zeros, so that they sort as text."""
    for number, change in enumerate(history, start=1):
        yield {
            "id": f"{number:09d}",
            "entity_type": change.about,
            "date": change.when,
            "what": change.what,
            "old_id": change.old,
            "new_id": change.new,
            "mention_id": change.mention,
            "why": change.why,
            "by": change.by,
        }


def read_past(out: Path) -> Past:
    """What the registry in folder ``out`` says about ids; an empty Past where there is none.

    Unlike ``store.read_table``, this reads registries of every version of the schema: ids must outlive an upgrade, and
    one that is too old to have redirects has none. Raises RegistryError if the file is something else or damaged.
    """
    file = out / DATABASE
    if not file.is_file():
        return Past()
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise RegistryError(str(file), "an SQLite file, but not a registry", _ADVICE)
            there = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
            mentions = [_mention(row) for row in connection.execute(_MENTIONS)]
            for kind in _RECORDS:
                mentions += _members(connection, kind, there)
            return Past(tuple(mentions), _redirects(connection, there), _history(connection, there))
    except sqlite3.Error as error:
        raise RegistryError(str(file), f"the ids of the last build cannot be read ({error})", _ADVICE) from error


_ADVICE = "Restore it, so that ids last; or remove it, or choose another folder, to begin with new ones."


def _members(connection: sqlite3.Connection, kind: Entity, there: Set[str]) -> Iterator[PastMention]:
    """The members of the agencies or officials, those of each record in founding order."""
    if f"{kind}_mentions" in there:
        yield from map(_mention, connection.execute(_MEMBERS.format(kind=kind)))
        return
    if "statements" not in there:
        return
    seen: set[str] = set()
    for record, article, name, published, retrieved, start, end in connection.execute(_NAMES, (kind,)):
        key = f"{_RECORDS[kind]}:{article}:{squash(name) or collapse(name)}"
        if key not in seen:  # two of one name in one article cannot be told apart
            seen.add(key)
            yield _mention((key, record, article, published, retrieved, start, end, kind))


def _redirects(connection: sqlite3.Connection, there: Set[str]) -> tuple[Redirect, ...]:
    if "redirects" not in there:
        return ()
    old = "innovation_id" in _columns(connection, "redirects")  # up to version 4
    query = _REDIRECTS.format(new="innovation_id" if old else "new_id", about="'innovation'" if old else "entity_type")
    return tuple(Redirect(*row) for row in connection.execute(query))


def _history(connection: sqlite3.Connection, there: Set[str]) -> tuple[Change, ...]:
    if "history" not in there:
        return ()
    about = "entity_type" if "entity_type" in _columns(connection, "history") else "'innovation'"
    return tuple(Change(*row) for row in connection.execute(_HISTORY.format(about=about)))


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"pragma table_info({table})")}


def _mention(row: Sequence[Any]) -> PastMention:
    key, record, article, published, retrieved, start, end, *about = row
    dated = max(filter(None, (published, retrieved)), default=None)
    return PastMention(key, record, article, published, dated, start, end, *about)
