"""Rows of a mention set as the package reads them."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from inovasi.match.entries import Entry
from inovasi.types import Award


def entries(table: pa.Table) -> list[Entry]:
    return [_entry(row) for row in _rows(table)]


def _rows(table: pa.Table) -> Iterator[dict[str, str | None]]:
    # A million dictionaries at once would be the largest thing in memory.
    for batch in table.to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()


def _entry(row: dict[str, str | None]) -> Entry:
    return Entry(
        row["mention_id"] or "",
        row["name"] or "",
        row["expansion"],
        agency=row["agency"],
        region=row["region"],
        region_code=row["region_code"],
        published=row["published"],
        article_id=row["article_id"] or "",
        awards=(Award(row["awards"]),) if row["awards"] else (),
    )
