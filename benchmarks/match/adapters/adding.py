"""The index that inovasi leaves behind and adds to, behind the functions that ``benchmarks/match/adding.py`` calls.

TODO: nothing is measured until these are filled in and READY is set.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inovasi.match.entries import Entry

READY = False


def start(folder: Path, entries: Sequence[Entry]) -> None:
    """Match the entries and leave an index in an empty folder: the full run."""
    raise NotImplementedError


def add(folder: Path, entries: Sequence[Entry]) -> None:
    """Match more entries against the index and bring it up to date."""
    raise NotImplementedError


def read(folder: Path) -> dict[str, str]:
    """The innovation of every mention, by their ids. Not part of any time."""
    raise NotImplementedError
