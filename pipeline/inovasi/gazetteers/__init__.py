"""Public facts as small CSV files: regions, agency types, roles, titles, degrees, awards.

Each file starts with a header row; lines that begin with ``#`` are comments that name the source.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from inovasi.errors import GazetteerError


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of gazetteer ``name`` ("regions" reads regions.csv), in file order.

    Raises GazetteerError when the file is missing, or a row has more or fewer cells than the header.
    """
    file = resources.files(__package__).joinpath(f"{name}.csv")
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise GazetteerError(
            f"{name}.csv", "gazetteer not found", "Reinstall inovasi; its data files are missing."
        ) from None
    reader = csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))
    found = tuple(reader)
    for row in found:
        if None in row or None in row.values():
            advice = "Give the row exactly one cell per column of the header."
            raise GazetteerError(f"{name}.csv", f"row with a wrong number of cells: {row}", advice)
    return found
