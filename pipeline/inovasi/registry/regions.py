"""Rows of ``regions``: official names from the gazetteer, with every region above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from inovasi import gazetteers
from inovasi.registry.rows import Record


@cache
def _gazetteer() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["name"], row["kind"]) for row in gazetteers.rows("regions")}


def official_name(code: str | None) -> str | None:
    """The official name of a region code, or None where the gazetteer does not know it."""
    known = _gazetteer().get(code) if code is not None else None
    return known[0] if known else None


def region_records(codes: Iterable[str]) -> Iterator[Record]:
    """One record per code and per code above it (16.06.01 -> 16.06 -> 16). Unknown codes are kept: name is the code."""
    wanted = set(codes)
    for code in tuple(wanted):
        parts = code.split(".")
        wanted.update(".".join(parts[:n]) for n in range(1, len(parts)))
    for code in wanted:
        if not code:
            continue
        name, kind = _gazetteer().get(code, (code, "unknown"))
        yield {"code": code, "name": name, "kind": kind, "parent": code.rpartition(".")[0] or None}
