"""Mentions to innovations, agencies and officials: the one entry to this room. Pure; the order of input is free."""

from __future__ import annotations

from collections.abc import Sequence

from inovasi.match.agencies import agency_records
from inovasi.match.block import candidates
from inovasi.match.cluster import clusters_of
from inovasi.match.context import readings
from inovasi.match.identity import Founder, ids
from inovasi.match.officials import official_records
from inovasi.match.places import official
from inovasi.match.profile import Profile, mentions_of, profiles_of
from inovasi.match.score import decide, explain, worth_keeping
from inovasi.types import Article, Cluster, Extraction, Pair, Resolution

__all__ = ["mentions_of", "resolve"]


def resolve(articles: Sequence[Article], extractions: Sequence[Extraction]) -> Resolution:
    """Decide which mentions are one innovation, and which names one agency or one person.

    ``pairs`` holds the candidates that a reader may want to see: same, unsure, and equal names kept apart. Each
    extraction needs its article; InovasiError otherwise.
    """
    places = official()
    found = readings(articles, extractions, places)
    profiles = profiles_of(found, places)
    pairs: list[Pair] = []
    same: list[tuple[float, int, int]] = []
    for i, j in candidates(profiles):
        pair = explain(profiles[i], profiles[j])
        if worth_keeping(pair):
            pairs.append(pair)
        if decide(pair.score) == "same":
            same.append((pair.score, i, j))
    return Resolution(
        clusters=_clusters(profiles, clusters_of(profiles, same)),
        pairs=tuple(sorted(pairs, key=lambda pair: (pair.left, pair.right))),
        agencies=agency_records(found, places),
        officials=official_records(found, places),
    )


def _clusters(profiles: Sequence[Profile], groups: list[list[int]]) -> tuple[Cluster, ...]:
    """Give each group its id, by its founding member (the first)."""
    first = [profiles[group[0]] for group in groups]
    founders = [Founder(p.name.key or p.id, p.place.key, p.rank, p.id) for p in first]
    named = zip(ids("inv", founders), groups, strict=True)
    found = [Cluster(name, tuple(profiles[i].id for i in group)) for name, group in named]
    return tuple(sorted(found, key=lambda cluster: cluster.id))
