"""What any user of a general matcher would do with the columns first: fold, take lead words off, cut codes.

The lead words are the very ones that the generator puts in front: nobody could know them better.
"""

from __future__ import annotations

import re

import pyarrow as pa

from benchmarks.match.words import LEADS

_LEAD = re.compile(rf"^(?:{'|'.join(LEADS)})[ -](?=.{{3}})", re.IGNORECASE)
_OTHER = re.compile(r"[\W_]+")
COLUMNS = ("unique_id", "name", "expansion", "agency", "region", "regency", "province", "published", "article_id")


def standard(table: pa.Table) -> dict[str, list[str | int | None]]:
    """Columns ready for comparing; ``unique_id`` is the number of the row. ``name`` has no spaces left."""
    columns = {name: table[name].to_pylist() for name in table.column_names}
    codes = columns["region_code"]
    found: dict[str, list[str | int | None]] = {
        "unique_id": list(range(len(table))),
        "name": [_OTHER.sub("", _LEAD.sub("", name)).lower() for name in columns["name"]],
        "expansion": [_folded(text) for text in columns["expansion"]],
        "agency": [_folded(text) for text in columns["agency"]],
        "region": [_folded(text) for text in columns["region"]],
        "regency": [code[:5] if code and len(code) >= 5 else None for code in codes],
        "province": [code[:2] if code else None for code in codes],
        "published": columns["published"],
        "article_id": columns["article_id"],
    }
    return found


def _folded(text: str | None) -> str | None:
    return None if text is None else _OTHER.sub(" ", text).strip().lower() or None


def components(many: int, left: list[int], right: list[int]) -> list[int]:
    """Connected components: for each of ``many`` nodes the smallest node of its component."""
    root = list(range(many))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for a, b in zip(left, right, strict=True):
        a, b = find(a), find(b)
        root[max(a, b)] = min(a, b)
    return [find(node) for node in range(many)]
