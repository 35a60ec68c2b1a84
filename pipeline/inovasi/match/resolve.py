"""Mentions to innovations, agencies and officials: the one entry to this room. Pure; the order of input is free."""

from __future__ import annotations

from collections.abc import Sequence

from inovasi.match.agencies import agency_records
from inovasi.match.block import homonyms
from inovasi.match.context import readings
from inovasi.match.identity import Founder, ids
from inovasi.match.linkage import Joined, joined, members_of
from inovasi.match.officials import official_records
from inovasi.match.places import official
from inovasi.match.profile import Profile, mentions_of, profiles_of
from inovasi.match.score import KEEP, explain
from inovasi.match.table import Table, table_of
from inovasi.match.weights import HAND, Weights
from inovasi.types import Article, Cluster, Extraction, Pair, Resolution

__all__ = ["mentions_of", "resolve"]


def resolve(
    articles: Sequence[Article], extractions: Sequence[Extraction], *, workers: int = 1, weights: Weights = HAND
) -> Resolution:
    """Decide which mentions are one innovation, and which names one agency or one person.

    ``pairs`` holds the candidates that a reader may want to see: same, unsure, and equal names kept apart. Each
    extraction needs its article; InovasiError otherwise. The number of ``workers`` (processes) never shows.
    """
    places = official()
    found = readings(articles, extractions, places)
    profiles = profiles_of(found, places)
    rows = table_of(profiles)
    result = joined(rows, KEEP, workers, weights)
    return Resolution(
        clusters=_clusters(profiles, members_of(result.cluster, rows.rank)),
        pairs=_pairs(profiles, rows, result, weights),
        agencies=agency_records(found, places),
        officials=official_records(found, places),
    )


def _pairs(profiles: Sequence[Profile], rows: Table, result: Joined, weights: Weights) -> tuple[Pair, ...]:
    """The pairs with their reasons, and one pair for each two regions that have an innovation of one name."""
    left, right = homonyms(rows)
    pairs = {*zip(result.pairs.left.tolist(), result.pairs.right.tolist(), strict=True)}
    pairs |= {*zip(left.tolist(), right.tolist(), strict=True)}
    return tuple(explain(profiles[i], profiles[j], weights) for i, j in sorted(pairs))


def _clusters(profiles: Sequence[Profile], groups: list[list[int]]) -> tuple[Cluster, ...]:
    """Give each group its id, by its founding member (the first)."""
    first = [profiles[group[0]] for group in groups]
    founders = [Founder(p.name.key or p.id, p.place.key, p.rank, p.id) for p in first]
    named = zip(ids("inv", founders), groups, strict=True)
    found = [Cluster(name, tuple(profiles[i].id for i in group)) for name, group in named]
    return tuple(sorted(found, key=lambda cluster: cluster.id))
