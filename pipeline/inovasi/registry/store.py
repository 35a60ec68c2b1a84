"""Open a published registry for reading."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd

from inovasi.errors import RegistryError
from inovasi.registry.database import APPLICATION_ID
from inovasi.registry.dialects import PANDAS
from inovasi.registry.publish import DATABASE
from inovasi.registry.rows import load_list
from inovasi.registry.schema import SCHEMA_VERSION, TABLES


def open_registry(path: Path) -> sqlite3.Connection:
    """Open a registry (its folder, or its registry.sqlite) read-only; rows are ``sqlite3.Row``. The caller closes it.

    Raises RegistryError if there is none, if the file is something else, or if another version of the schema wrote it.
    """
    file = path / DATABASE if path.is_dir() else path
    if not file.is_file():
        raise RegistryError(str(path), "there is no registry", "Build one first: inovasi build ... --out DIR.")
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise RegistryError(str(file), f"not a registry ({error})", _NAME_THE_FILE) from None
    if application != APPLICATION_ID:
        connection.close()
        raise RegistryError(str(file), "an SQLite file, but not a registry", _NAME_THE_FILE)
    if version != SCHEMA_VERSION:
        connection.close()
        reason = f"its schema is version {version}, this program reads version {SCHEMA_VERSION}"
        raise RegistryError(str(file), reason, "Build the registry again with this version of inovasi.")
    connection.row_factory = sqlite3.Row
    return connection


_NAME_THE_FILE = "Name the folder that inovasi wrote, or the registry.sqlite in it."


def read_table(out: Path, name: str) -> pd.DataFrame:
    """Table ``name`` of the registry at ``out``, sorted by primary key.

    Types are pandas' nullable ones (string, Int64, Float64, boolean), dates are datetime64, lists are Python lists.
    Raises RegistryError if there is no such table or no registry.
    """
    if name not in TABLES:
        raise RegistryError(f"table {name}", "there is no such table", f"There are: {', '.join(TABLES)}.")
    columns = TABLES[name].columns
    order = ", ".join(f'"{key}"' for key in TABLES[name].key)
    with closing(open_registry(out)) as connection:
        rows = connection.execute(f'SELECT * FROM "{name}" ORDER BY {order}').fetchall()
    found: dict[str, pd.Series] = {}
    for place, column in enumerate(columns):
        cells = [row[place] for row in rows]
        values = [load_list(cell) for cell in cells] if column.kind == "list" else cells
        found[column.name] = pd.Series(values, dtype=PANDAS[column.kind])
    return pd.DataFrame(found)
