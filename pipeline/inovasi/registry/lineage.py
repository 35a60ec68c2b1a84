"""What became of innovation ids: to rows, and back from a registry that is about to be built anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from inovasi.errors import RegistryError
from inovasi.registry.database import APPLICATION_ID
from inovasi.registry.publish import DATABASE
from inovasi.registry.rows import Record
from inovasi.types import Change, Past, PastMention, Redirect

_MENTIONS = """
    select m.id, m.innovation_id, m.article_id, a.published, a.retrieved, m.start, m.end
    from mentions m left join articles a on a.id = m.article_id
    order by m.innovation_id, m.position, m.id
"""
_HISTORY = "select what, old_id, new_id, mention_id, date, why, by from history order by id"
_REDIRECTS = "select old_id, innovation_id from redirects order by old_id"


def redirect_records(redirects: Iterable[Redirect]) -> Iterator[Record]:
    """The rows of ``redirects``."""
    for redirect in redirects:
        yield {"old_id": redirect.old, "innovation_id": redirect.new}


def history_records(history: Iterable[Change]) -> Iterator[Record]:
    """The rows of ``history``. Their numbers have leading zeros, so that they sort as text."""
    for number, change in enumerate(history, start=1):
        yield {
            "id": f"{number:09d}",
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
            return Past(
                tuple(_mention(row) for row in connection.execute(_MENTIONS)),
                tuple(Redirect(*row) for row in connection.execute(_REDIRECTS)) if "redirects" in there else (),
                tuple(Change(*row) for row in connection.execute(_HISTORY)) if "history" in there else (),
            )
    except sqlite3.Error as error:
        raise RegistryError(str(file), f"the ids of the last build cannot be read ({error})", _ADVICE) from error


_ADVICE = "Restore it, so that ids last; or remove it, or choose another folder, to begin with new ones."


def _mention(row: tuple[Any, ...]) -> PastMention:
    key, innovation, article, published, retrieved, start, end = row
    dated = max(filter(None, (published, retrieved)), default=None)
    return PastMention(key, innovation, article, published, dated, start, end)
