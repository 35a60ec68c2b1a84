"""Invented mentions with founders of their own, and the past that a run leaves to the next one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from inovasi.match.founders import new_id
from inovasi.match.identity import Founder
from inovasi.match.lasting import Lasting
from inovasi.types import Change, Cluster, Past, PastMention


def founders(wanted: Collection[str]) -> Mapping[str, Founder]:
    """Founding order is that of the letters; all have one region, "A" and "a" one name."""
    return {m: Founder(m.lower(), "16.06", (published(m), m, 0), m) for m in wanted}


def published(mention: str) -> str:
    return f"20{ord(mention[0]) % 64:02}-01-01"


def clusters(*groups: Sequence[str]) -> tuple[Cluster, ...]:
    """Clusters of mentions, with the ids that identity.py would give them."""
    listed = [sorted(group, key=lambda m: (published(m), m)) for group in groups if group]
    found: list[Cluster] = []
    for group in sorted(listed, key=lambda group: (published(group[0]), group[0])):
        taken = {cluster.id for cluster in found}
        found.append(Cluster(new_id(founders([group[0]])[group[0]], taken), tuple(group)))
    return tuple(sorted(found, key=lambda cluster: cluster.id))


def past_of(before: Past, made: Lasting) -> Past:
    """What the next run finds if ``made`` is published."""
    mentions = [PastMention(m, c.id, m, published(m)) for c in made.clusters for m in c.mention_ids]
    told = tuple(Change(e.what, e.old, e.new, e.mention, None, "") for e in made.events)
    return Past(tuple(mentions), made.redirects, (*before.history, *told))


def held(made: Lasting) -> dict[str, str]:
    """Id -> its mentions as one word."""
    return {cluster.id: "".join(cluster.mention_ids) for cluster in made.clusters}
