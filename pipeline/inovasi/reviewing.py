"""Which pair a person is asked about next, and what a decision will change; without printing.

Asked first is what a decision is likely to change most: for each open pair

    worth = overturn * log2(1 + joined) * (1 + log2(1 + spared))

- ``overturn``: how likely, by the score, the answer is the contrary of what the registry says. It is the score for two
  innovations, one minus the score for mentions of one. So a pair that the scores call one and the clusters keep apart
  comes before one near one half, and that before one on which both agree.
- ``joined``: how many pairs of mentions such an answer changes. Two innovations of 3 and 4 mentions: 12; a part that
  leaves an innovation of 4: at least 3.
- ``spared``: how many other questions need no asking then. Those between the same two, whatever the answer; and, if it
  is "same" (so times the score), each third one that is open with both, or open with one and judged to differ from the
  other.

Logarithms, because scores are not exact: a thousand mentions must not outweigh every doubt. Homonyms in regions that
conflict come last, in the same order: their answer is nearly always the one that the registry has.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from inovasi.deciding import Known
from inovasi.match.judgements import Judgement, MentionPair, effective, pair_of
from inovasi.match.rulings import Groups, groups_of, rulings_of
from inovasi.registry.lookup import OpenPair

Node = str  # an innovation or a mention, or the first of several that were judged to be one


def worth(overturn: float, joined: int, spared: float) -> float:
    """The measure above."""
    return overturn * math.log2(1 + joined) * (1 + math.log2(1 + spared))


class Review:
    """The open pairs, the one that is worth most first, less those that are decided or follow from what is."""

    def __init__(self, pairs: Sequence[OpenPair], judgements: Sequence[Judgement], known: Known | None = None) -> None:
        self._pairs = sorted(pairs, key=lambda pair: (pair.left, pair.right))
        self._now = known.now if known else {}
        self._home = dict(known.homes) if known else {}
        self._size: dict[str, int] = {}
        for pair in pairs:
            self._home |= {pair.left: pair.left_innovation, pair.right: pair.right_innovation}
            self._size |= {pair.left_innovation: pair.left_size, pair.right_innovation: pair.right_size}
        self._later: set[MentionPair] = set()
        self.hear(judgements)

    def hear(self, judgements: Sequence[Judgement]) -> None:
        """Take up all judgements of the file, after one was added."""
        self._verdicts = effective(judgements, self._now)
        rulings = rulings_of(self._verdicts)
        self._groups = groups_of(rulings)
        between: dict[MentionPair, Judgement] = {}
        self._joined: set[str] = set()  # innovations that a person put together, whatever the scores say
        self._divided: set[str] = set()  # innovations of which a part will leave, with open pairs of its own
        for pair, judgement in self._verdicts.items():
            if pair not in rulings.same and pair not in rulings.different:
                continue
            # A mention that the registry lacks stands for itself: it may tie two innovations.
            a, b = (self._home.get(mention, mention) for mention in pair)
            if a != b:
                between.pop(pair_of(a, b), None)
                between[pair_of(a, b)] = judgement
            elif pair in rulings.different:
                self._divided.add(a)
            else:
                self._joined.add(a)
        kept = {pair: one for pair, one in between.items() if self._divided.isdisjoint(pair)}
        self._between = groups_of(rulings_of(kept))
        self._weigh()

    def order(self) -> tuple[OpenPair, ...]:
        """The pairs that are left to ask about, as things are now; an answer may change it."""
        return tuple(self._order)

    def next(self) -> OpenPair | None:
        """The pair to ask about; None when nothing is left."""
        return self._order[0] if self._order else None

    def left(self) -> int:
        """How many pairs are left to ask about."""
        return len(self._order)

    def put_off(self, pair: OpenPair) -> None:
        """Ask about this pair no more in this session."""
        self._later.add((pair.left, pair.right))
        self._weigh()

    def one_with(self, innovation: str) -> tuple[str, ...]:
        """The innovations with open pairs that were judged to be one with this one, itself included; sorted."""
        root = self._between.root(innovation)
        return tuple(sorted({innovation, *(one for one in self._size if self._between.root(one) == root)}))

    def _weigh(self) -> None:
        """Put the open pairs in order, from what is open and judged now."""
        asked = [(pair, *self._nodes(pair)) for pair in self._pairs if self._is_open(pair)]
        graph = _Graph((a, b) for _, a, b in asked)
        sizes: Counter[Node] = Counter()
        for innovation, size in self._size.items():
            sizes[self._between.root(innovation)] += size
        keyed: list[tuple[bool, float, str, str, OpenPair]] = []
        for pair, a, b in asked:
            spared = graph.parallel(a, b) + pair.score * graph.shared(a, b, self._enemies(pair))
            if pair.together:
                found = worth(1.0 - pair.score, pair.left_size - 1, spared)
            else:
                found = worth(pair.score, (sizes[a] or pair.left_size) * (sizes[b] or pair.right_size), spared)
            keyed.append((pair.abroad, -round(found, 9), pair.left, pair.right, pair))
        self._order = [entry[-1] for entry in sorted(keyed, key=lambda entry: entry[:-1])]

    def _nodes(self, pair: OpenPair) -> tuple[Node, Node]:
        """Of two innovations these, as far as each goes as a whole; else the mentions."""
        return self._node(pair, pair.left, pair.left_innovation), self._node(pair, pair.right, pair.right_innovation)

    def _node(self, pair: OpenPair, mention: str, innovation: str) -> Node:
        whole = not pair.together and innovation not in self._divided
        return self._between.root(innovation) if whole else self._groups.root(mention)

    def _enemies(self, pair: OpenPair) -> Groups:
        return self._groups if pair.together else self._between

    def _is_open(self, pair: OpenPair) -> bool:
        key = (pair.left, pair.right)
        if key in self._verdicts or key in self._later or self._groups.decided(*key) is not None:
            return False
        if pair.together and not pair.unsure and pair.left_innovation in self._joined:
            return False
        if pair.together or not self._divided.isdisjoint((pair.left_innovation, pair.right_innovation)):
            return True
        # Judgements on other mentions of the two innovations say it: the next build applies them to whole innovations.
        return self._between.decided(pair.left_innovation, pair.right_innovation) is None


class _Graph:
    """Open questions as edges between nodes."""

    def __init__(self, edges: Iterable[tuple[Node, Node]]) -> None:
        self._count: Counter[MentionPair] = Counter()
        self._beside: defaultdict[Node, set[Node]] = defaultdict(set)
        for a, b in edges:
            self._count[pair_of(a, b)] += 1
            self._beside[a].add(b)
            self._beside[b].add(a)

    def parallel(self, a: Node, b: Node) -> int:
        """How many other questions are between these two."""
        return self._count[pair_of(a, b)] - 1

    def shared(self, a: Node, b: Node, groups: Groups) -> int:
        """How many third nodes need to be asked about once instead of twice, or not at all, if these two are one."""
        few, many = sorted((self._beside[a], self._beside[b]), key=len)
        found = sum(node in many for node in few)
        return found + sum(
            enemy in self._beside[one] for one, other in ((a, b), (b, a)) for enemy in groups.enemies(other)
        )
