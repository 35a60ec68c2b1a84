"""The index that inovasi leaves behind and adds to, behind the functions that ``benchmarks/match/adding.py`` calls.

``inovasi resolve FILE --index INDEX`` does the same for lists, with confidences.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inovasi.match.entries import Entry
from inovasi.match.index import adding
from inovasi.match.index.file import changing, consulting
from inovasi.match.index.making import make_index
from inovasi.processes import no_garbage

NAME = "index.sqlite"


def start(folder: Path, entries: Sequence[Entry]) -> None:
    """Match the entries and leave an index in an empty folder: the full run."""
    from inovasi.match.linkage import link  # here: adding needs no part of it
    from inovasi.settings import available_cpus

    with no_garbage():
        ids = [""] * len(entries)
        for cluster in link(entries, workers=available_cpus()).clusters:
            for at in cluster:
                ids[at] = entries[cluster[0]].id
        make_index(folder / NAME, entries, ids)


def add(folder: Path, entries: Sequence[Entry]) -> None:
    """Match more entries against the index and bring it up to date."""
    with no_garbage(), changing(folder / NAME) as connection:
        adding.add(connection, entries)


def read(folder: Path) -> dict[str, str]:
    """The innovation of every mention, by their ids. Not part of any time."""
    with consulting(folder / NAME) as connection:
        found = connection.execute("SELECT m.id, c.id FROM mentions m JOIN clusters c ON c.number = m.cluster")
        return dict(found.fetchall())
