"""Candidates of one article gathered into names: one group per name, with all places and pooled features."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from inovasi.nlp.candidates import Candidate, candidates
from inovasi.nlp.expansion_parts import lead_words
from inovasi.nlp.name_features import ArticleFacts, Features, facts, name_features, place_features
from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import Span, slice_text
from inovasi.text import fold, squash


@dataclass(slots=True)
class Group:
    """One name as the article writes it: ``surfaces`` counts each written form, ``spans`` are all its places."""

    key: str
    surfaces: dict[str, int] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    rules: set[str] = field(default_factory=set)
    features: Features = field(default_factory=dict)
    probability: float = 0.0

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
    for candidate in candidates(reading):
        surface = slice_text(reading, candidate.span)
        key = name_key(surface)
        if len(key) < 2:
            continue
        group = groups.setdefault(key, Group(key))
        _add(group, reading, candidate, surface, known)
    ordered = list(groups.values())
    for group in ordered:
        group.features |= name_features(group.name, known)
        distinct = len({span.first for span in group.spans})
        group.features |= {f"repeated_{n}": 1.0 for n in (2, 3) if distinct >= n}
    _add_company(reading, ordered)
    return ordered


def _add(group: Group, reading: Reading, candidate: Candidate, surface: str, known: ArticleFacts) -> None:
    for name, value in place_features(reading, candidate, known).items():
        group.features[name] = max(value, group.features.get(name, 0.0))
    group.rules.add(candidate.rule)
    if candidate.span not in group.spans:
        group.spans.append(candidate.span)
        group.surfaces[surface] = group.surfaces.get(surface, 0) + 1


def _add_company(reading: Reading, groups: Sequence[Group]) -> None:
    """Names come in company: note how many other spelled-out or quoted names share a sentence or the article."""
    marked = [g for g in groups if _looks_marked(g.features)]
    by_sentence: dict[int, set[str]] = {}
    for group in marked:
        for span in group.spans:
            by_sentence.setdefault(_sentence_start(reading, span), set()).add(group.key)
    for group in groups:
        others = {k for s in group.spans for k in by_sentence.get(_sentence_start(reading, s), ()) if k != group.key}
        if others:
            group.features["company_in_sentence"] = 1.0
        if len(others) >= 2:
            group.features["company_in_list"] = 1.0
        if any(other is not group for other in marked):
            group.features["company_in_article"] = 1.0


def _sentence_start(reading: Reading, span: Span) -> int:
    return reading.sentence_at(reading.tokens[span.first].start)[0]


def _looks_marked(features: Features) -> bool:
    spelled = features.get("expanded") and not features.get("general_acronym") and not features.get("expansion_body")
    event = features.get("expansion_event") or features.get("expansion_head_concept") or features.get("body")
    return bool(spelled and not event) or bool(features.get("quoted") and features.get("near_product"))


def drop_overlaps(groups: Iterable[Group], threshold: float) -> list[Group]:
    """Groups above the threshold, best first; a group keeps only places that no better group has taken."""
    taken: list[Span] = []
    kept = []
    for group in sorted(groups, key=lambda g: (-g.probability, g.spans[0])):
        if group.probability < threshold:
            break
        free = [s for s in group.spans if not any(s.first < t.last and t.first < s.last for t in taken)]
        if free:
            group.spans = free
            taken += free
            kept.append(group)
    return kept
