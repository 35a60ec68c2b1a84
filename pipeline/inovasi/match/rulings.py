"""From verdicts to rulings that contradict each other nowhere.

"Same" carries over (A = B and B = C make A = C), so a pair may be decided by lines about other pairs. Where such lines
contradict each other, the latest one holds and the earlier one that cannot be had beside it is set aside.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from inovasi.match.judgements import Judgement, MentionPair, Verdict, pair_of
from inovasi.types import Issue


@dataclass(frozen=True, slots=True)
class Outvoted:
    """A verdict on ``pair`` that is set aside, since the later lines ``by`` say the contrary together."""

    judgement: Judgement
    pair: MentionPair
    by: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Rulings:
    """What holds. ``same`` and ``different`` never contradict each other, not even by way of third mentions."""

    same: Mapping[MentionPair, Judgement]
    different: Mapping[MentionPair, Judgement]
    outvoted: tuple[Outvoted, ...] = ()

    @property
    def mentions(self) -> frozenset[str]:
        """Every mention that is bound to another one or kept apart from it."""
        return frozenset(mention for pair in (*self.same, *self.different) for mention in pair)


def rulings_of(verdicts: Mapping[MentionPair, Judgement]) -> Rulings:
    """The latest verdicts first, each one that fits to those before it. ``verdicts`` are those of ``effective``."""
    groups = Groups()
    outvoted: list[Outvoted] = []
    for pair, judgement in reversed(list(verdicts.items())):
        if judgement.verdict == "same":
            against = groups.join(pair, judgement)
        elif judgement.verdict == "different":
            against = groups.part(pair, judgement)
        else:
            continue
        if against:
            outvoted.append(Outvoted(judgement, pair, against))
    return Rulings(groups.same, groups.different, tuple(outvoted))


class Groups:
    """Mentions that are one innovation, and which of these sets must stay apart."""

    def __init__(self) -> None:
        self.same: dict[MentionPair, Judgement] = {}
        self.different: dict[MentionPair, Judgement] = {}
        self._parent: dict[str, str] = {}
        self._ties: defaultdict[str, list[str]] = defaultdict(list)  # along "same", to tell the way from one to another
        self._apart: defaultdict[str, dict[str, MentionPair]] = defaultdict(dict)  # root -> other root -> a pair

    def root(self, mention: str) -> str:
        parent = self._parent
        parent.setdefault(mention, mention)
        while parent[mention] != mention:
            parent[mention] = parent[parent[mention]]
            mention = parent[mention]
        return mention

    def decided(self, left: str, right: str) -> Verdict | None:
        """What follows for two mentions: "same", "different", or nothing."""
        a, b = self.root(left), self.root(right)
        if a == b:
            return "same"
        return "different" if b in self.enemies(a) else None

    def known(self, mentions: Iterable[str]) -> set[str]:
        """The sets that these mentions are of, as far as anything was ever judged of them."""
        return {self.root(mention) for mention in mentions if mention in self._parent}

    def enemies(self, root: str) -> Set[str]:
        """The sets (by their roots) that must stay apart from this one."""
        return self._apart[root].keys() if root in self._apart else frozenset()

    def join(self, pair: MentionPair, judgement: Judgement) -> tuple[Judgement, ...]:
        """Make two mentions one; or return the lines that forbid it."""
        a, b = self.root(pair[0]), self.root(pair[1])
        if b in self.enemies(a):
            return self.why(*pair)
        self.same[pair] = judgement
        self._ties[pair[0]].append(pair[1])
        self._ties[pair[1]].append(pair[0])
        if a != b:
            self._unite(a, b)
        return ()

    def part(self, pair: MentionPair, judgement: Judgement) -> tuple[Judgement, ...]:
        """Keep two mentions apart; or return the lines that forbid it."""
        a, b = self.root(pair[0]), self.root(pair[1])
        if a == b:
            return self.why(*pair)
        self.different[pair] = judgement
        self._apart[a].setdefault(b, pair)
        self._apart[b].setdefault(a, pair)
        return ()

    def why(self, left: str, right: str) -> tuple[Judgement, ...]:
        """The lines from which it follows that two mentions are the same, or different; none if nothing follows."""
        a, b = self.root(left), self.root(right)
        if a == b:
            return _distinct(*self._way(left, right))
        barrier = self._apart[a].get(b) if a in self._apart else None
        if barrier is None:
            return ()
        near, far = barrier if self.root(barrier[0]) == a else barrier[::-1]
        return _distinct(*self._way(left, near), self.different[barrier], *self._way(far, right))

    def _unite(self, a: str, b: str) -> None:
        """The set with fewer enemies moves, so that no enemy is renamed more than log n times."""
        keep, gone = (a, b) if len(self._apart[a]) >= len(self._apart[b]) else (b, a)
        self._parent[gone] = keep
        for other, pair in self._apart.pop(gone).items():
            del self._apart[other][gone]
            self._apart[other].setdefault(keep, pair)
            self._apart[keep].setdefault(other, pair)

    def _way(self, start: str, end: str) -> list[Judgement]:
        """The shortest way from one mention to another along "same", as judgements."""
        came: dict[str, str] = {start: start}
        queue = deque([start])
        while queue and end not in came:
            here = queue.popleft()
            for there in self._ties[here]:
                if there not in came:
                    came[there] = here
                    queue.append(there)
        steps: list[Judgement] = []
        while end != start:
            steps.append(self.same[pair_of(end, came[end])])
            end = came[end]
        return steps[::-1]


def groups_of(rulings: Rulings) -> Groups:
    """The rulings as sets of mentions, to ask what follows for other pairs."""
    groups = Groups()
    for pair, judgement in rulings.same.items():
        groups.join(pair, judgement)
    for pair, judgement in rulings.different.items():
        groups.part(pair, judgement)
    return groups


def contradictions(rulings: Rulings, where: str) -> list[Issue]:
    """One note for each line that is set aside; ``where`` names the file."""
    found: dict[str, Issue] = {}
    for one in rulings.outvoted:
        by = "; ".join(map(str, sorted(one.by, key=lambda judgement: (judgement.line, judgement.id))))
        reason = f"{one.judgement} on {one.pair[0]} and {one.pair[1]} contradicts later ones: {by}"
        advice = "The later ones hold; undo or judge anew whichever is wrong."
        found.setdefault(one.judgement.id, Issue("judge", where, reason, advice, fatal=False))
    return list(found.values())


def _distinct(*judgements: Judgement) -> tuple[Judgement, ...]:
    return tuple({judgement.id: judgement for judgement in judgements}.values())
