"""datapackage.json: what the files of a registry are, in the words of frictionlessdata.io."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from inovasi.registry.dialects import table_schema
from inovasi.registry.schema import SCHEMA_VERSION, TABLES

_DESCRIPTION = (
    "Public-sector innovations of Indonesia, read from regional news. Every value has the sentences behind it in "
    "the table statements. Offsets count Unicode code points of articles.text, from 0. Lists are JSON arrays. An "
    "empty cell means unknown. In the CSV files only, an apostrophe stands before any text that a spreadsheet "
    "could run as a formula: at the start of a cell that begins with an apostrophe, tab, line break or one of = + "
    "- @ (also full-width, also after white space and quotes), and inside a text after a semicolon, tab or line "
    "break that an apostrophe or such a sign follows. inovasi.registry.spreadsheet.unguard removes it. SQLite and "
    "Parquet hold the texts unchanged, so look offsets up there."
)
_DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}
_OTHER_FILES: Mapping[str, tuple[str, str]] = {
    ".parquet": ("application/vnd.apache.parquet", "The same rows as Parquet"),
    ".sqlite": ("application/vnd.sqlite3", "All tables with foreign keys and full-text search (NAME_fts)"),
    ".jsonl": ("application/x-ndjson", "The issue log: stage, input, reason, advice, fatal"),
}


def datapackage(version: str, root: Path, files: Iterable[str]) -> str:
    """The text of datapackage.json for ``files`` (paths relative to ``root``, where they already lie)."""
    resources = [_resource(root, name) for name in files]
    descriptor = {
        "name": "inovasi-registry",
        "title": "Registry of public-sector innovations in Indonesia",
        "description": _DESCRIPTION,
        "profile": "data-package",
        "version": version,
        "schemaVersion": SCHEMA_VERSION,
        "keywords": ["Indonesia", "public sector innovation", "inovasi pelayanan publik", "inovasi daerah"],
        "resources": resources,
    }
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"


def _resource(root: Path, name: str) -> dict[str, Any]:
    path = Path(name)
    with (root / path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    measured = {"bytes": (root / path).stat().st_size, "hash": f"sha256:{digest}"}
    kind = path.suffix.removeprefix(".")
    if path.suffix != ".csv":
        mediatype, description = _OTHER_FILES[path.suffix]
        stem = path.stem if path.suffix != ".parquet" else f"{path.stem}-parquet"
        about = {"name": stem, "path": name, "description": description, "profile": "data-resource"}
        about["type"] = "file"  # else frictionless tries to read SQLite and Parquet as tables
        return about | {"format": kind, "mediatype": mediatype} | measured
    table = TABLES[path.stem]
    about = {"name": table.name, "path": name, "description": table.description, "profile": "tabular-data-resource"}
    how = {"format": kind, "mediatype": "text/csv", "encoding": "utf-8", "dialect": _DIALECT}
    return about | how | measured | {"schema": table_schema(table)}
