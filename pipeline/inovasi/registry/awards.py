"""Awards of mentions -> their rows and facts."""

from __future__ import annotations

from collections.abc import Iterator

from inovasi.registry.facts import Fact, digest, places, places_of_value
from inovasi.registry.merge import Placed
from inovasi.registry.rows import Record
from inovasi.types import Award, Evidence


def award_records(innovation_id: str, placed: Placed) -> Iterator[Record]:
    """The rows of ``awards`` for one mention; an award that no place in the article shows has none."""
    for award in placed.mention.innovation.award_details:
        place = _place(award, placed)
        if place is not None:
            yield {
                "id": _key(award, place, placed),
                "innovation_id": innovation_id,
                "mention_id": placed.mention.id,
                "article_id": placed.article.id,
                "text": award.text,
                "contest": award.contest,
                "level": award.level,
                "scope": award.scope,
                "year": award.year,
                "start": place.start,
                "end": place.end,
                "quote": place.quote,
            }


def award_facts(placed: Placed) -> Iterator[Fact]:
    """Every value of each award, at a place of its own or at the phrase."""
    for award in placed.mention.innovation.award_details:
        place = _place(award, placed)
        if place is None:
            continue
        year = None if award.year is None else str(award.year)
        values = (("text", award.text), ("level", award.level))
        told = (("contest", award.contest), ("scope", award.scope), ("year", year))
        for field, value in (*values, *told):
            if value:
                own = places(award.evidence, field)[:1] or (place,)
                yield Fact("award", _key(award, place, placed), field, value, placed.article.id, own)


def _place(award: Award, placed: Placed) -> Evidence | None:
    found = placed.mention.innovation.evidence
    own = places(award.evidence, "award") or places_of_value(found, "award", award.text) or places(found, "name")
    return own[0] if own else None


def _key(award: Award, place: Evidence, placed: Placed) -> str:
    content = (award.text, award.contest, award.level, award.scope, award.year)
    return digest("award", placed.mention.id, place.start, place.end, *content)
