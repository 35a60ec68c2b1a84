"""Ids that last: the clusters of this run take over the ids of the registry before it.

- An innovation's id goes where its founding mention goes (or the earliest of its mentions that is still there). So a
  cluster that grew keeps its id, and of one that fell apart the part with the founding mention does.
- Where several ids meet in one cluster, the one founded first stays (by date of first publication, then article id and
  place in the article), and the others redirect to it.
- A cluster that nobody's id goes to gets a new one (``identity.py``), never one that was in use before. Only a part
  that was an innovation of its own before a merge, or one that had vanished, gets its own old id back: it is known by
  its founding mention. If that comes back as a part of another innovation, the old id redirects there.

Without a registry before it, every cluster keeps the id that ``identity.py`` gave it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from inovasi.match.founders import Founders, new_id
from inovasi.types import Cluster, Past, PastMention, Redirect

_UNDATED = "9999"


@dataclass(frozen=True, slots=True)
class Event:
    """A change of ids before anybody asked why. ``cluster`` is the one of this run that it is about (None: gone).

    ``ours`` are the mentions by which the innovation that moved is known: of a merged one those it had, of a split one
    those that left.
    """

    what: Literal["founded", "merged", "split", "redirected", "returned", "gone"]
    old: str | None
    new: str | None
    mention: str
    ours: tuple[str, ...]
    cluster: Cluster | None


@dataclass(frozen=True, slots=True)
class Lasting:
    """Clusters and redirects under lasting ids, both sorted, and what changed since the registry before."""

    clusters: tuple[Cluster, ...]
    redirects: tuple[Redirect, ...]
    events: tuple[Event, ...]


def lasting(
    clusters: Sequence[Cluster], past: Past, founders: Founders, renamed: Mapping[str, str] | None = None
) -> Lasting:
    """Give each cluster its lasting id; the ids that the clusters come with are those of ``identity.py``.

    ``renamed`` says which mention of the past is which one of now, where the id is another (see ``renamed.py``).
    """
    known = _Known(clusters, past, renamed or {})
    named = known.claimed()
    events = [*known.merged(named), *known.returned(named)]
    _name_the_rest(known, named, founders)
    events += [*known.split_or_founded(named), *known.gone(named)]
    redirects, moved = known.redirects(named)
    made = tuple(sorted((Cluster(named[n], c.mention_ids) for n, c in enumerate(clusters)), key=lambda c: c.id))
    by_id = {cluster.id: cluster for cluster in made}
    told = [_with_cluster(event, by_id) for event in (*events, *moved)]
    return Lasting(made, redirects, tuple(sorted(told, key=lambda e: (e.what, e.old or "", e.new or ""))))


class _Known:
    """This run's clusters by position, and what the past says about their mentions.

    ``named`` below is always position -> id, as far as ids are given.
    """

    def __init__(self, clusters: Sequence[Cluster], past: Past, renamed: Mapping[str, str]) -> None:
        self.clusters = clusters
        self.past = past
        self.home = {mention: n for n, cluster in enumerate(clusters) for mention in cluster.mention_ids}
        self.before: defaultdict[str, list[PastMention]] = defaultdict(list)
        for mention in past.mentions:
            self.before[mention.innovation_id].append(mention)
        self.now = {m.id: self._now(m.id, renamed) for m in past.mentions}
        self.owner = {now: m.innovation_id for m in past.mentions if (now := self.now[m.id])}
        self.renamed = renamed
        # Ids out of use and the founding mention that each had when it went. A later line of the history counts.
        went = {c.old: c.mention for c in past.history if c.what in ("merged", "gone", "redirected") and c.old}
        lead = {redirect.old: "" for redirect in past.redirects}
        self.founder = {old: m for old, m in {**lead, **went}.items() if old not in self.before}
        self.retired = {old: self._at(mention) for old, mention in self.founder.items()}
        self.used = {*self.before, *went, *self.retired}

    def _now(self, mention: str, renamed: Mapping[str, str]) -> str | None:
        """The mention's id in this run; None if it is no longer there."""
        found = mention if mention in self.home else renamed.get(mention, mention)
        return found if found in self.home else None

    def claimed(self) -> dict[int, str]:
        """The clusters that an id goes to, with the one that stays."""
        self.claims: defaultdict[int, list[str]] = defaultdict(list)
        for innovation, mentions in self.before.items():
            heir = next((self.home[now] for m in mentions if (now := self.now[m.id])), None)
            if heir is not None:
                self.claims[heir].append(innovation)
        return {n: min(claims, key=self._founded) for n, claims in self.claims.items()}

    def _founded(self, innovation: str) -> tuple[str, str, int, str]:
        """The order of founding, as far as the registry before tells it (as ``Reading.rank`` for mentions of now)."""
        first = self.before[innovation][0]
        return (first.published or _UNDATED, first.article_id, first.start or 0, innovation)

    def merged(self, named: Mapping[int, str]) -> list[Event]:
        return [
            Event("merged", old, named[n], self.before[old][0].id, self._left_of(old, n), None)
            for n, claims in self.claims.items()
            for old in claims
            if old != named[n]
        ]

    def _left_of(self, innovation: str, n: int) -> tuple[str, ...]:
        """Those mentions of a past innovation that cluster ``n`` has."""
        found = (self.now[m.id] for m in self.before[innovation])
        return tuple(now for now in found if now and self.home[now] == n)

    def returned(self, named: dict[int, str]) -> list[Event]:
        """Retired ids whose founding mention stands in a cluster that no id went to; ``named`` grows by them."""
        lead = {redirect.old: redirect.new for redirect in self.past.redirects}
        found: list[Event] = []
        spots = {old: n for old, mention in self.retired.items() if (n := self.home.get(mention)) is not None}

        def order(old: str) -> tuple[int, int, str]:
            return (spots[old], self.clusters[spots[old]].mention_ids.index(self.retired[old]), old)

        for old in sorted((old for old, n in spots.items() if n not in named), key=order):
            n = spots[old]
            if n not in named:
                named[n] = old
                ours = self.clusters[n].mention_ids
                found.append(Event("returned", lead.get(old), old, self.retired[old], ours, None))
        return found

    def _at(self, mention: str) -> str:
        return mention if mention in self.home else self.renamed.get(mention, mention)

    def split_or_founded(self, named: Mapping[int, str]) -> list[Event]:
        """Every id that was never there before."""
        found: list[Event] = []
        for n, cluster in enumerate(self.clusters):
            if named[n] in self.used:
                continue
            origin = next((self.owner[m] for m in cluster.mention_ids if m in self.owner), None)
            ours = tuple(m for m in cluster.mention_ids if origin and self.owner.get(m) == origin)
            what: Literal["split", "founded"] = "split" if origin else "founded"
            found.append(Event(what, origin, named[n], cluster.mention_ids[0], ours or cluster.mention_ids, None))
        return found

    def gone(self, named: Mapping[int, str]) -> list[Event]:
        claimed = {innovation for claims in self.claims.values() for innovation in claims}
        vanished = [
            Event("gone", old, None, mentions[0].id, tuple(m.id for m in mentions), None)
            for old, mentions in self.before.items()
            if old not in claimed
        ]
        ends = {event.old for event in vanished}
        stay = set(named.values())
        lost = [
            Event("gone", r.old, None, self.retired[r.old], (self.retired[r.old],), None)
            for r in self.past.redirects
            if r.new in ends and r.old not in stay and self.retired[r.old] not in self.home
        ]
        return [*vanished, *lost]

    def redirects(self, named: Mapping[int, str]) -> tuple[tuple[Redirect, ...], list[Event]]:
        """Where every retired id leads now, if anywhere: to where its founding mention is, or else on from where it
        led; and those that lead elsewhere than before."""
        ids = set(named.values())
        fresh = {old: named[n] for n, claims in self.claims.items() for old in claims if old != named[n]}
        targets = dict(fresh)
        moved: list[Event] = []
        led = {redirect.old: redirect.new for redirect in self.past.redirects}
        for old, mention in self.retired.items():
            before, spot = led.get(old), self.home.get(mention)
            target = named[spot] if spot is not None else fresh.get(before or "", before)
            if old in ids or target is None or target not in ids:
                continue
            targets[old] = target
            # A founding mention that goes by another name now is written down: the build after next must know it, too.
            if target != before or mention != self.founder[old]:
                moved.append(Event("redirected", old, target, mention, (mention,), None))
        return tuple(Redirect(old, targets[old]) for old in sorted(targets)), moved


def _name_the_rest(known: _Known, named: dict[int, str], founders: Founders) -> None:
    """New ids: that of ``identity.py`` where it is free, else one that its founding member is part of."""
    rest = [n for n in range(len(known.clusters)) if n not in named]
    taken = {*known.used, *named.values()}
    clashing: list[int] = []
    for n in rest:
        if known.clusters[n].id in taken:
            clashing.append(n)
        else:
            named[n] = known.clusters[n].id
    if not clashing:
        return
    taken |= set(named.values())
    found = founders([known.clusters[n].mention_ids[0] for n in clashing])
    by_rank = {n: found[known.clusters[n].mention_ids[0]] for n in clashing}
    for n in sorted(clashing, key=lambda n: (by_rank[n].rank, by_rank[n].member)):
        named[n] = new_id(by_rank[n], taken)
        taken.add(named[n])


def _with_cluster(event: Event, clusters: Mapping[str, Cluster]) -> Event:
    cluster = clusters.get(event.new or "")
    return Event(event.what, event.old, event.new, event.mention, event.ours, cluster)
