"""Mentions of one innovation -> its row and its facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeVar

from inovasi.registry.facts import Fact, places, places_of_value
from inovasi.registry.rows import Record, day
from inovasi.text import squash
from inovasi.types import Article, Evidence, InnovationMention, Mention

T = TypeVar("T")

# Where a name stands in an article, found by another layer: (article id, field, squashed name) -> places.
Spots = Mapping[tuple[str, str, str], tuple[Evidence, ...]]

CONFIDENCE_CAP = 0.99
_LISTS = ("replicated_from", "replicated_by")
_SINGLE = ("expansion", "description", "stage", "initiator", "form", "affairs")


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention with its article and the published forms of its agency and region.

    ``text_key`` is equal for articles that print the same text: the story where articles were compared, else the
    text up to white space.
    """

    mention: Mention
    article: Article
    text_key: str
    agency: str | None
    agency_id: str | None
    region: str | None
    region_code: str | None


def innovation_record(cluster_id: str, placed: Sequence[Placed]) -> Record:
    """The row of ``innovations`` for the mentions of one cluster, founding mention first."""
    found = [item.mention.innovation for item in placed]
    names = Counter(item.name for item in found)
    name = _first_most_common(names)
    others = names + Counter(alias for item in found for alias in dict.fromkeys(item.aliases))
    agency, agency_id = _vote((p.agency, p.agency_id) for p in placed if p.agency is not None) or (None, None)
    coded = [(p.region, p.region_code) for p in placed if p.region_code is not None]
    region, code = _vote(coded or [(p.region, None) for p in placed if p.region is not None]) or (None, None)
    days = [date for p in placed if (date := day(p.mention.published)) is not None]
    return {
        "id": cluster_id,
        "name": name,
        "other_names": [other for other, _ in others.most_common() if other != name],
        "agency": agency,
        "agency_id": agency_id,
        "region": region,
        "region_code": code,
        "first_reported": min(days, default=None),
        "last_reported": max(days, default=None),
        "awards": _distinct(award for item in found for award in item.awards),
        "officials": _distinct(official for item in found for official in item.officials),
        "digital": _vote(item.digital for item in found if item.digital is not None),
        "status": _latest((p.mention.published or "", p.mention.innovation.status) for p in placed),
        "started": min((item.started for item in found if item.started is not None), default=None),
        **{field: _distinct(value for item in found for value in getattr(item, field)) for field in _LISTS},
        "n_mentions": len(placed),
        "n_articles": len({p.article.id for p in placed}),
        "n_sources": independent_sources(placed),
        "confidence": confidence(placed),
        **{field: _vote(getattr(item, field) for item in found if getattr(item, field)) for field in _SINGLE},
    }


def independent_sources(placed: Iterable[Placed]) -> int:
    """Number of outlets. Copies of one text count once, for the outlet that had it first; an article without an
    outlet is an outlet of its own."""
    first: dict[str, Article] = {}
    for item in sorted(placed, key=lambda p: (p.article.published or "~", p.article.id)):
        first.setdefault(item.text_key, item.article)
    return len({article.source or article.id for article in first.values()})


def confidence(placed: Iterable[Placed]) -> float:
    """1 - product of (1 - c) over distinct texts, with the best mention of each text, at most CONFIDENCE_CAP."""
    best: dict[str, float] = {}
    for item in placed:
        best[item.text_key] = max(best.get(item.text_key, 0.0), item.mention.innovation.confidence)
    # Sorted, because a product of floats depends on the order in its last digit.
    return round(min(1.0 - prod(1.0 - c for c in sorted(best.values())), CONFIDENCE_CAP), 4)


def mention_facts(cluster_id: str, placed: Placed, spots: Spots) -> Iterator[Fact]:
    """Every value of one mention with its places; a value without a place of its own gets the name's first."""
    item = placed.mention.innovation
    article = placed.mention.article_id

    def fact(field: str, value: str, evidence: tuple[Evidence, ...]) -> Fact:
        return Fact("innovation", cluster_id, field, value, article, evidence or name_places[:1])

    name_places = places(item.evidence, "name") or tuple(e for e in item.evidence if e.quote)
    yield fact("name", item.name, name_places)
    for field, values in (("alias", item.aliases), ("award", item.awards), ("official", item.officials)):
        for value in dict.fromkeys(values):
            own = places_of_value(item.evidence, field, value)
            yield fact(field, value, own or spots.get((article, field, squash(value)), ()))
    for field, raw, published in (
        ("agency", item.agency, placed.agency),
        ("region", item.region, placed.region),
    ):
        if published is not None:
            seen = spots.get((article, field, squash(raw)), ())[:1]
            yield fact(field, published, places(item.evidence, field) or seen)
    for field in _SINGLE:
        if getattr(item, field):
            yield fact(field, getattr(item, field), places(item.evidence, field))
    for field, value in _course(item):
        source = "replication" if field in _LISTS else field
        yield fact(field, value, places_of_value(item.evidence, source, value))
    if item.digital is not None:
        yield fact("digital", str(item.digital).lower(), places(item.evidence, "digital"))


def _course(item: InnovationMention) -> Iterator[tuple[str, str]]:
    """Status, start and replication as (property, value)."""
    if item.status:
        yield "status", item.status
    if item.started is not None:
        yield "started", str(item.started)
    for field in _LISTS:
        for value in dict.fromkeys(getattr(item, field)):
            yield field, value


def _first_most_common(counts: Counter[T]) -> T:
    # most_common keeps the order of first appearance among equals: the founding mention wins a tie.
    return counts.most_common(1)[0][0]


def _vote(values: Iterable[T]) -> T | None:
    counts = Counter(values)
    return _first_most_common(counts) if counts else None


def _latest(values: Iterable[tuple[str, T | None]]) -> T | None:
    """The value of the latest date (ISO 8601, "" for an unknown one, which counts as the earliest); the first of
    several on one day."""
    told = [(date, value) for date, value in values if value is not None]
    return max(told, key=lambda item: item[0])[1] if told else None


def _distinct(values: Iterable[str]) -> list[str]:
    """Values that differ in more than spelling, in order; the first spelling stays."""
    found: dict[str, str] = {}
    for value in values:
        found.setdefault(squash(value) or value, value)
    return list(found.values())
