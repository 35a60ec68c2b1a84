"""Entries as rows of the index, and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from inovasi.match.context import UNDATED
from inovasi.match.entries import Entry
from inovasi.types import AgencyMention, Award

COLUMNS = (
    "row, id, name, expansion, agency, region_code, region, published, article_id, position, rest, dated, article, "
    "cluster"
)
ENTRY = "m.id, name, expansion, agency, region_code, region, published, article_id, position, rest"  # for entry_of

Row = tuple[Any, ...]
_OWNER = ("name", "kind", "standard", "region", "region_code")  # its first fields: what comparing reads


def row_of(number: int, entry: Entry, cluster: int) -> Row:
    """The values of ``COLUMNS``. ``dated`` and ``article`` order mentions by founding, as ``link`` does."""
    return (
        number,
        entry.id,
        entry.name,
        entry.expansion,
        entry.agency,
        entry.region_code,
        entry.region,
        entry.published,
        entry.article_id,
        entry.position,
        _rest(entry),
        entry.published or UNDATED,
        article_of(entry),
        cluster,
    )


def article_of(entry: Entry) -> str:
    """What tells articles apart; a mention without one stands for itself."""
    return entry.article_id or f"\n{entry.id}"


def entry_of(row: Sequence[Any]) -> Entry:
    """The entry of a row with the columns ``ENTRY``."""
    key, name, expansion, agency, region_code, region, published, article_id, position, rest = row
    if rest is None:
        return Entry(
            key, name, expansion, (), agency, region_code, region, published, article_id, position=position
        )  # fmt: skip
    more = decoded(rest)
    return Entry(
        key, name, expansion, tuple(more.get("aliases", ())), agency, region_code, region, published, article_id,
        awards=tuple(Award(*award) for award in more.get("awards", ())),
        position=position,
        replicated_from=tuple(more.get("replicated_from", ())),
        owner=AgencyMention(*more["owner"]) if "owner" in more else None,
        officials=tuple(more.get("officials", ())),
        description=more.get("description"),
    )  # fmt: skip


def decoded(text: str) -> Any:  # noqa: ANN401 - any JSON value
    """A value that was written as JSON; sqlite3.DatabaseError where it is none, as in a damaged file."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise sqlite3.DatabaseError(f"a value cannot be read: {error}") from error


def _rest(entry: Entry) -> str | None:
    """What few entries have, as JSON; None where there is nothing."""
    more: dict[str, object] = {}
    if entry.aliases:
        more["aliases"] = entry.aliases
    if entry.awards:
        more["awards"] = [(a.text, a.contest, a.level, a.scope, a.year) for a in entry.awards]
    if entry.replicated_from:
        more["replicated_from"] = entry.replicated_from
    if entry.owner is not None:
        more["owner"] = [getattr(entry.owner, field) for field in _OWNER]
    if entry.officials:
        more["officials"] = entry.officials
    if entry.description is not None:
        more["description"] = entry.description
    return json.dumps(more, ensure_ascii=False) if more else None
