"""The first filling of an index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from inovasi.match.entries import Entry, sorted_by_id, table_of_entries
from inovasi.match.index.about import write_about
from inovasi.match.index.answers import Answer, write_answers
from inovasi.match.index.clusters import write_clusters
from inovasi.match.index.file import new_index
from inovasi.match.index.keys import keys_of
from inovasi.match.index.write import write_mentions
from inovasi.match.places import Place, official
from inovasi.match.weights import HAND, Weights


def make_index(
    path: Path,
    entries: Sequence[Entry],
    ids: Sequence[str],
    *,
    weights: Weights | None = HAND,
    source: str = "",
    answers: Sequence[Answer] = (),
) -> None:
    """Write the index ``path`` of ``entries``, which belong to the innovations ``ids``. The order never shows.

    ``weights`` and ``source`` are what ``about.py`` remembers; ``answers``, where given, are one for each entry.

    Raises InovasiError where two entries have one id, MatchingFailed where the file cannot be written.
    """
    order = sorted_by_id(entries)
    entries = [entries[i] for i in order]
    table = table_of_entries(entries, official())
    number: dict[str, int] = {}
    clusters = [number.setdefault(ids[i], len(number)) for i in order]
    where: defaultdict[int, set[int]] = defaultdict(set)
    for cluster, place in zip(clusters, table.place.tolist(), strict=True):
        where[cluster].add(place)
    with new_index(path) as connection:
        write_clusters(connection, ((n, name, _places(table.places, where[n])) for name, n in number.items()))
        write_mentions(connection, entries, clusters, table, keys_of(table))
        write_answers(connection, ((row, answers[i]) for row, i in enumerate(order) if answers))
        write_about(connection, weights, source)


def _places(places: Sequence[Place], numbers: set[int]) -> list[Place]:
    return [places[number] for number in numbers]
