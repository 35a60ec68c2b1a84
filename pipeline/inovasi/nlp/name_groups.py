"""Candidates of one article gathered into names: one group per name, with all places and pooled features."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from inovasi.nlp.article_facts import Features, facts
from inovasi.nlp.candidates import candidates
from inovasi.nlp.crossed_features import crossed
from inovasi.nlp.layers import logit
from inovasi.nlp.lexicon import lead_words
from inovasi.nlp.name_features import name_features
from inovasi.nlp.place_features import place_features, rule_feature
from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import Span, slice_text
from inovasi.text import fold, squash

WINDOW = 60
"""Tokens to each side in which other candidates count as neighbours."""
_JOIN = re.compile(
    r"""[\s"'“”‘’]*(?:\([^()]*\)?)?[\s"'“”‘’]*(?:,|;|dan|serta|\n|,\s*(?:dan|serta))[\s"'“”‘’]*"""
    r"""(?:[-–•*]|\d{1,2}[.)]|inovasi|aplikasi|program|layanan|\s)*[\s"'“”‘’]*""",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Group:
    """One name as the article writes it: ``surfaces`` counts each written form, ``spans`` are all its places."""

    key: str
    surfaces: dict[str, int] = field(default_factory=dict)
    spans: dict[Span, None] = field(default_factory=dict)  # an ordered set
    rules: set[str] = field(default_factory=set)
    features: Features = field(default_factory=dict)
    probability: float = 0.0
    votes: tuple[float, ...] = ()  # the trained reader's probability of each place

    def hear(self, votes: Sequence[float]) -> None:
        """Take the trained reader's probabilities of all places, as votes and as features."""
        self.votes = tuple(votes)
        self.features |= {
            "reader_best": logit(max(votes)) / 4,
            "reader_mean": logit(sum(votes) / len(votes)) / 4,
            "reader_yes": float(max(votes) >= 0.5),
        }

    @property
    def name(self) -> str:
        """The most frequent written form, the earliest of equals."""
        return max(self.surfaces, key=lambda s: self.surfaces[s])


def name_key(name: str) -> str:
    """``squash`` without lead words, so that "Aplikasi Jalan Cantik" and "JALAN CANTIK" are one name."""
    words = fold(name).split()
    while len(words) > 1 and words[0] in lead_words():
        words = words[1:]
    return squash("".join(words))


def group_candidates(reading: Reading) -> list[Group]:
    """Groups in order of first appearance, features filled, probability still 0."""
    known = facts(reading)
    groups: dict[str, Group] = {}
    for span, same in groupby(candidates(reading), key=attrgetter("span")):
        surface = slice_text(reading, span)
        key = name_key(surface)
        if len(key) < 2:
            continue
        group = groups.setdefault(key, Group(key))
        first, *others = same
        # Features of a place are all 1, so those of several places need no comparing.
        group.features |= place_features(reading, first, known)
        group.features |= {rule_feature(other): 1.0 for other in others}
        group.rules |= {candidate.rule for candidate in (first, *others)}
        group.spans[span] = None
        group.surfaces[surface] = group.surfaces.get(surface, 0) + 1
    for group in groups.values():
        group.features |= name_features(group.name, known)
        distinct = len({span.first for span in group.spans})
        group.features |= {f"repeated_{n}": 1.0 for n in (2, 3) if distinct >= n}
        group.features |= crossed(group.features)
    return list(groups.values())


def neighbour_features(reading: Reading, groups: Sequence[Group]) -> list[Features]:
    """Names come in company: what the first look thinks of the other candidates around each group.

    One item of a list that is surely a name speaks for the items beside it; overlapping candidates speak against each
    other, and an article without any likely name makes each doubtful one less likely. Needs ``probability`` from the
    first look. Same order as ``groups``.
    """
    rivals = sorted((s.first, s.last, g.probability, g.key) for g in groups for s in g.spans if g.probability > 0.15)
    starts = [r[0] for r in rivals]
    found = []
    ranked = sorted((g.probability for g in groups), reverse=True)
    expected = sum(ranked)
    for group in groups:
        others = [p for p in ranked[:2] if p != group.probability] or ranked[1:2] or [0.0]
        best: Features = {
            "first_look": logit(group.probability) / 4,
            "best_elsewhere": others[0],
            "expected_elsewhere": math.log1p(expected - group.probability) / 3,
        }
        for span in group.spans:
            _look_around(best, span, group.key, rivals, starts, reading)
        found.append({k: v for k, v in best.items() if v})
    return found


def _look_around(
    best: Features,
    span: Span,
    key: str,
    rivals: Sequence[tuple[int, int, float, str]],
    starts: Sequence[int],
    reading: Reading,
) -> None:
    sentence = reading.sentence_at(reading.tokens[span.first].start)
    low = bisect_left(starts, span.first - WINDOW)
    high = bisect_right(starts, span.last + WINDOW)
    for first, last, probability, other in rivals[low:high]:
        if other == key:
            continue
        if first < span.last and span.first < last:
            inside = span.first >= first and span.last <= last
            name = (
                "rival_around" if inside else "rival_inside" if first >= span.first and last <= span.last else "rival"
            )
        else:
            start = reading.tokens[first].start
            name = "near_sentence" if sentence[0] <= start < sentence[1] else "near_text"
            if _joined(reading, span, Span(first, last)):
                best["beside"] = max(probability, best.get("beside", 0.0))
        best[name] = max(probability, best.get(name, 0.0))


def _joined(reading: Reading, a: Span, b: Span) -> bool:
    """Only a comma, "dan" or line break (with its list marker) lies between, brackets and their content aside."""
    left, right = (a, b) if a.first < b.first else (b, a)
    if right.first - left.last > 30:
        return False
    between = reading.text[reading.tokens[left.last - 1].end : reading.tokens[right.first].start]
    return _JOIN.fullmatch(between) is not None


def drop_overlaps(groups: Iterable[Group], threshold: float) -> list[Group]:
    """Groups above the threshold, best first; a group keeps only places that no better group has taken."""
    taken: set[int] = set()
    kept = []
    for group in sorted(groups, key=lambda g: (-g.probability, next(iter(g.spans)))):
        if group.probability < threshold:
            break
        free = [s for s in group.spans if taken.isdisjoint(range(*s))]
        if free:
            group.spans = dict.fromkeys(free)
            taken.update(*(range(*s) for s in free))
            kept.append(group)
    return kept
