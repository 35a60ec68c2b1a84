"""registry.sqlite: the tables with foreign keys, indexes and full-text search, the same bytes for the same rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from inovasi.errors import RegistryError
from inovasi.registry.dialects import sqlite_indexes, sqlite_search, sqlite_table
from inovasi.registry.rows import Tables
from inovasi.registry.schema import SCHEMA_VERSION, TABLES

# "INOV" in ASCII, in the file header: tells a registry from any other SQLite file.
APPLICATION_ID = 0x494E4F56

# Set, not left to the build of SQLite: they decide the bytes. The file is new and private, so nothing needs a journal.
_PRAGMAS = (
    "PRAGMA page_size = 4096",
    "PRAGMA encoding = 'UTF-8'",
    "PRAGMA auto_vacuum = 0",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)


def write_database(path: Path, tables: Tables) -> None:
    """Write the new file ``path``. Raises RegistryError for a foreign key that leads nowhere, or sqlite3.Error.

    ``path`` must not exist; a draft stands beside it meanwhile.
    """
    draft = path.with_suffix(".draft")
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        connection.execute("BEGIN")
        for name, table in TABLES.items():
            connection.execute(sqlite_table(table))
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', tables.rows[name])
        for table in TABLES.values():
            for statement in (*sqlite_indexes(table), *sqlite_search(table)):
                connection.execute(statement)
        connection.execute("COMMIT")
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            advice = "Run inovasi.registry.checks.check_tables on the tables; this is a defect, please report it."
            raise RegistryError(f"table {broken[0]}", f"row {broken[1]} refers to a missing row of {broken[2]}", advice)
        # A compact copy: no free pages, whose old contents could differ.
        connection.execute("VACUUM INTO ?", (str(path),))
    draft.unlink()
