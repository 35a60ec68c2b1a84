"""What people decided, applied to the clusters that the scores gave.

"Same" joins whole clusters; "different" divides one. A divided cluster falls into as few parts as it can: those who
were judged go first, in founding order, each to the part it has the best score with among those that it may be in;
every other member follows its best score, step by step, and whoever has no score stays with the founding mention of its
cluster. A part keeps the id of the earliest founded cluster whose founding mention it holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from inovasi.match.founders import Founders, new_id
from inovasi.match.identity import Founder
from inovasi.match.rulings import Groups, Rulings, groups_of
from inovasi.types import Cluster, Pair

TIE = 0.5  # from this score on, a member is rather drawn to another one than not

Rank = tuple[tuple[str, str, int], str]


def constrain(
    clusters: Sequence[Cluster], pairs: Iterable[Pair], rulings: Rulings, founders: Founders
) -> tuple[Cluster, ...]:
    """The clusters, sorted by id, with every ruling obeyed; those that no ruling changes are the very same objects.

    Judged mentions that no cluster has bind others ("same" as the missing one) but do no harm. ``founders`` is asked
    for the members of the clusters that change, and for no others.
    """
    home = {mention: place for place, cluster in enumerate(clusters) for mention in cluster.mention_ids}
    groups = groups_of(rulings)
    touched = [group for group in _joined(home, groups, rulings) if _changes(group, clusters, groups)]
    if not touched:
        return tuple(sorted(clusters, key=lambda cluster: cluster.id))
    members = {mention for group in touched for place in group for mention in clusters[place].mention_ids}
    found = founders(members)
    drawn = _drawn(pairs, clusters, [place for group in touched for place in group])
    named: list[Cluster] = []
    nameless: list[tuple[str, ...]] = []
    for group in touched:
        some = [clusters[place] for place in group]
        everyone = sorted((m for cluster in some for m in cluster.mention_ids), key=lambda m: _rank(found[m]))
        parts = _divided(everyone, groups, drawn)
        _name(parts, some, found, named, nameless)
    changed = {place for group in touched for place in group}
    kept = [cluster for place, cluster in enumerate(clusters) if place not in changed]
    taken = {cluster.id for cluster in clusters}
    for part in sorted(nameless, key=lambda part: _rank(found[part[0]])):
        cluster = Cluster(new_id(found[part[0]], taken), part)
        taken.add(cluster.id)
        named.append(cluster)
    return tuple(sorted((*kept, *named), key=lambda cluster: cluster.id))


def _joined(home: Mapping[str, int], groups: Groups, rulings: Rulings) -> list[list[int]]:
    """Sets of clusters that belong together, by their positions: those that hold mentions of one judged set."""
    parent: dict[int, int] = {}

    def root(place: int) -> int:
        parent.setdefault(place, place)
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    first: dict[str, int] = {}
    for mention in sorted(rulings.mentions & home.keys()):
        a, b = sorted((root(home[mention]), root(first.setdefault(groups.root(mention), home[mention]))))
        parent[b] = a
    found: defaultdict[int, list[int]] = defaultdict(list)
    for place in sorted(parent):
        found[root(place)].append(place)
    return list(found.values())


def _changes(group: Sequence[int], clusters: Sequence[Cluster], groups: Groups) -> bool:
    """Whether these clusters do not already obey: several to be joined, or one that holds what must be apart."""
    return len(group) > 1 or _conflicts(clusters[group[0]].mention_ids, groups)


def _conflicts(members: Sequence[str], groups: Groups) -> bool:
    held = groups.known(members)
    return any(other in held for root in held for other in groups.enemies(root))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Who is drawn to whom, among the members of clusters that change.

    ``ties``: mention -> (score, other); ``cluster``: mention -> where it was; ``members``: that -> who was there.
    """

    ties: Mapping[str, Sequence[tuple[float, str]]]
    cluster: Mapping[str, int]
    members: Mapping[int, Sequence[str]]


def _drawn(pairs: Iterable[Pair], clusters: Sequence[Cluster], places: Sequence[int]) -> _Drawn:
    members = {place: clusters[place].mention_ids for place in places}
    cluster = {mention: place for place, some in members.items() for mention in some}
    ties: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for pair in pairs:
        if pair.score >= TIE and pair.left in cluster and pair.right in cluster:
            ties[pair.left].append((pair.score, pair.right))
            ties[pair.right].append((pair.score, pair.left))
    return _Drawn(ties, cluster, members)


@dataclass(slots=True)
class _Part:
    """A part in the making: the judged sets that it holds, and its members."""

    roots: set[str]
    members: list[str]


def _divided(everyone: Sequence[str], groups: Groups, drawn: _Drawn) -> list[tuple[str, ...]]:
    """The members (in founding order) as parts in founding order; one part where nothing must be apart."""
    if not _conflicts(everyone, groups):
        return [tuple(everyone)]
    sets: defaultdict[str, list[str]] = defaultdict(list)  # mentions that were judged to be one move together
    for mention in everyone:
        sets[groups.root(mention)].append(mention)
    parts: list[_Part] = []
    home: dict[str, int] = {}
    for root, members in sets.items():
        if any(other in sets for other in groups.enemies(root)):
            _place(root, members, parts, home, groups, drawn)
    _Followers(everyone, groups, drawn).follow(sets, parts, home)
    order = {mention: n for n, mention in enumerate(everyone)}
    found = [tuple(sorted(part.members, key=order.__getitem__)) for part in parts]
    return sorted(found, key=lambda part: order[part[0]])


def _place(
    root: str,
    members: Sequence[str],
    parts: list[_Part],
    home: dict[str, int],
    groups: Groups,
    drawn: _Drawn,
) -> None:
    """Put a judged set into the part that it may be in and has the best score with; else into one of its own."""
    best: dict[int, float] = {}
    for mention in members:
        for score, other in drawn.ties.get(mention, ()):
            if other in home:
                best[home[other]] = max(score, best.get(home[other], 0.0))
    enemies = groups.enemies(root)
    allowed = [place for place, part in enumerate(parts) if enemies.isdisjoint(part.roots)]
    place = min(allowed, key=lambda place: (-best.get(place, 0.0), place), default=len(parts))
    if place == len(parts):
        parts.append(_Part(set(), []))
    parts[place].roots.add(root)
    parts[place].members += members
    home.update(dict.fromkeys(members, place))


class _Followers:
    """Everyone whom no judgement keeps apart from another one of the cluster."""

    def __init__(self, everyone: Sequence[str], groups: Groups, drawn: _Drawn) -> None:
        self._everyone = everyone
        self._order = {mention: n for n, mention in enumerate(everyone)}
        self._drawn = drawn
        self._groups = groups
        self._queue: list[tuple[float, int, int]] = []

    def follow(self, sets: Mapping[str, Sequence[str]], parts: list[_Part], home: dict[str, int]) -> None:
        """Each goes after the best score, the best of all first; then with its founding mention, cluster by cluster,
        or the earliest of it that has a place.

        All are reached: whoever was joined here was joined by a cluster, or by a judged set, which moves together.
        """

        def move(mention: str, place: int) -> None:
            together = sets[self._groups.root(mention)]
            parts[place].members += together
            home.update(dict.fromkeys(together, place))
            self._pull(together, home)

        def drain() -> None:
            while self._queue:
                _, mover, mention = heappop(self._queue)
                if self._everyone[mention] not in home:
                    move(self._everyone[mention], home[self._everyone[mover]])

        self._pull(sorted(home, key=self._order.__getitem__), home)
        drain()
        waiting = [mention for mention in self._everyone if mention not in home]
        while waiting:
            lead: dict[int, str | None] = {}  # of each cluster, as this round found it
            for mention in waiting:
                where = self._drawn.cluster[mention]
                if where not in lead:
                    lead[where] = next((mate for mate in self._drawn.members[where] if mate in home), None)
                mate = lead[where]
                if mention not in home and mate is not None:
                    move(mention, home[mate])
                    drain()
            waiting = [mention for mention in waiting if mention not in home]

    def _pull(self, movers: Sequence[str], home: Mapping[str, int]) -> None:
        for mover in movers:
            for score, other in self._drawn.ties.get(mover, ()):
                if other in self._order and other not in home:
                    heappush(self._queue, (-score, self._order[mover], self._order[other]))


def _name(
    parts: Sequence[tuple[str, ...]],
    clusters: Sequence[Cluster],
    found: Mapping[str, Founder],
    named: list[Cluster],
    nameless: list[tuple[str, ...]],
) -> None:
    """Give each part the id of the earliest founded cluster whose founding mention it holds, if there is one."""
    place = {mention: n for n, part in enumerate(parts) for mention in part}
    given: dict[int, str] = {}
    for cluster in sorted(clusters, key=lambda cluster: _rank(found[cluster.mention_ids[0]])):
        given.setdefault(place[cluster.mention_ids[0]], cluster.id)
    for n, part in enumerate(parts):
        if n in given:
            named.append(Cluster(given[n], part))
        else:
            nameless.append(part)


def _rank(founder: Founder) -> Rank:
    return (founder.rank, founder.member)
