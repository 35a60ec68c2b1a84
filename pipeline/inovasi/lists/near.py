"""Which mentions of a registry a list is somewhat like, at a cost that follows the list.

An index of the registry's mentions (``match/index``) is kept in a file beside it, which is made when it is first needed
and made anew when the registry changed. It holds nothing that is not in the registry, and may be deleted at any time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from inovasi.errors import MatchingFailed
from inovasi.lists.links import Known
from inovasi.lists.registered import known_of, mentions_of
from inovasi.match.entries import Entry
from inovasi.match.index.about import source_of
from inovasi.match.index.file import consulting, file_of
from inovasi.match.index.making import make_index
from inovasi.match.index.reading import neighbours
from inovasi.match.weights import Weights

_KEPT = "{}.matching.sqlite"  # beside registry.sqlite: registry.matching.sqlite

Say = Callable[[str], None]


def near(registry: sqlite3.Connection, entries: Sequence[Entry], weights: Weights, say: Say) -> tuple[Known, ...]:
    """All mentions of the innovations of a registry that ``entries`` are somewhat like.

    ``say`` hears when the index is made. Raises MatchingFailed where it can be made nowhere.
    """
    file = file_of(registry)
    kept, source = file.with_name(_KEPT.format(file.stem)), _stamp(file)
    try:
        return _near(kept, source, entries, weights)
    except MatchingFailed:
        say(f"{kept}: an index of the registry for matching is made; it serves until the registry changes")
    try:
        _make(registry, kept, source)
    except MatchingFailed as error:
        say(f"{error.input}: {error.reason}; it is made for this run only")
        with TemporaryDirectory() as folder:
            own = Path(folder) / kept.name
            _make(registry, own, source)
            return _near(own, source, entries, weights)
    return _near(kept, source, entries, weights)


def _near(index: Path, source: str, entries: Sequence[Entry], weights: Weights) -> tuple[Known, ...]:
    """Raises MatchingFailed where there is no index, or one of another registry, or a damaged one."""
    with consulting(index) as connection:
        if source_of(connection) != source:
            raise MatchingFailed(str(index), "the registry has changed", "Make the index anew.")
        return tuple(known_of(one.entry, one.innovation) for one in neighbours(connection, entries, weights))


def _make(registry: sqlite3.Connection, index: Path, source: str) -> None:
    mentions = [*mentions_of(registry)]
    ids = [known.anchor for known in mentions]
    make_index(index, [known.entry for known in mentions], ids, weights=None, source=source)


def _stamp(file: Path) -> str:
    """What is another one whenever the file was written."""
    found = file.stat()
    return f"{file.name}, {found.st_size} bytes, {found.st_mtime_ns} ns"
