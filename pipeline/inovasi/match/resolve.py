"""Mentions to innovations, agencies and officials: the one entry to this room. Pure; the order of input is free."""

from __future__ import annotations

from collections.abc import Sequence

from inovasi.match.agencies import agency_records
from inovasi.match.alarms import loose_clusters
from inovasi.match.block import distinct_rows, homonyms
from inovasi.match.context import readings
from inovasi.match.identity import Founder, ids
from inovasi.match.linkage import Joined, joined, members_of
from inovasi.match.officials import official_records
from inovasi.match.places import official
from inovasi.match.profile import Profile, mentions_of, profiles_of
from inovasi.match.reasons import Sought, explained
from inovasi.match.score import KEEP
from inovasi.match.table import Table, table_of
from inovasi.match.weights import HAND, Weights
from inovasi.types import Article, Cluster, Extraction, Pair, Resolution

__all__ = ["mentions_of", "resolve"]


def resolve(
    articles: Sequence[Article], extractions: Sequence[Extraction], *, workers: int = 1, weights: Weights = HAND
) -> Resolution:
    """Decide which mentions are one innovation, and which names one agency or one person.

    ``pairs`` holds the candidates that a reader may want to see: same, unsure, and equal names kept apart. Each
    extraction needs its article; InovasiError otherwise. The number of ``workers`` (processes) never shows;
    MatchingFailed where one of them dies.
    """
    places = official()
    found = readings(articles, extractions, places)
    profiles = profiles_of(found, places)
    rows = table_of(profiles)
    result = joined(rows, KEEP, workers, weights)
    keys = [profile.id for profile in profiles]
    return Resolution(
        clusters=_clusters(profiles, members_of(result.cluster, rows.rank)),
        pairs=_pairs(keys, rows, result, workers, weights),
        agencies=agency_records(found, places),
        officials=official_records(found, places),
        loose=loose_clusters(rows, result.cluster, keys, weights),
    )


def _pairs(keys: Sequence[str], rows: Table, result: Joined, workers: int, weights: Weights) -> tuple[Pair, ...]:
    """The pairs with their reasons, and one pair for each two regions that have an innovation of one name."""
    left, right = distinct_rows([(result.pairs.left, result.pairs.right), homonyms(rows)])
    return explained(keys, Sought(rows, left, right, weights), result.cluster, workers)


def _clusters(profiles: Sequence[Profile], groups: list[list[int]]) -> tuple[Cluster, ...]:
    """Give each group its id, by its founding member (the first)."""
    first = [profiles[group[0]] for group in groups]
    founders = [Founder(p.name.key or p.id, p.place.key, p.rank, p.id) for p in first]
    named = zip(ids("inv", founders), groups, strict=True)
    found = [Cluster(name, tuple(profiles[i].id for i in group)) for name, group in named]
    return tuple(sorted(found, key=lambda cluster: cluster.id))
