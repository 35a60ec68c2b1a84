"""What every part of matching needs to know about an article: its extraction, its date, and the region it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from inovasi.errors import InovasiError
from inovasi.match.normal import Normal
from inovasi.match.places import NOWHERE, Place, Places, relation
from inovasi.types import Article, Extraction

UNDATED = "9999"  # sorts after every date that an article can carry


@dataclass(frozen=True, slots=True)
class Reading:
    """One extraction with its article's date. ``home`` is the one region that all its regions agree on, or NOWHERE."""

    extraction: Extraction
    published: str | None
    home: Place

    def rank(self, position: int) -> tuple[str, str, int]:
        """Founding order: earliest published (unknown last), then article id, then place in the article."""
        return (self.published or UNDATED, self.extraction.article_id, position)


def latest_date(article: Article) -> str | None:
    """The latest of an article's dates: publication or retrieval."""
    return max(filter(None, (article.published, article.retrieved)), default=None)


def dated(articles: Sequence[Article], extractions: Sequence[Extraction]) -> list[tuple[Extraction, str | None]]:
    """The extractions with the days of their articles, sorted by article id. Repeats of one extraction count once.

    Raises InovasiError where an extraction's article is missing, or two extractions of one article differ: guessing
    would give wrong dates, and so other ids.
    """
    dates = {article.id: article.published for article in articles}
    kept: dict[str, Extraction] = {}
    for extraction in extractions:
        if extraction.article_id not in dates:
            advice = "Pass the articles that the extractions were made from."
            raise InovasiError(extraction.article_id, "extraction without its article", advice)
        first = kept.setdefault(extraction.article_id, extraction)
        if first is not extraction and first != extraction:
            advice = "Extract each article once, or give the versions ids of their own."
            raise InovasiError(extraction.article_id, "two different extractions of one article", advice)
    return [(extraction, dates[key] or None) for key, extraction in sorted(kept.items())]


def readings(articles: Sequence[Article], extractions: Sequence[Extraction], places: Places) -> list[Reading]:
    """The extractions with their context, sorted by article id. Raises as ``dated`` does."""
    normal = Normal(places)
    return [Reading(extraction, day, _home(extraction, normal)) for extraction, day in dated(articles, extractions)]


def _home(extraction: Extraction, normal: Normal) -> Place:
    """The region an article is about: the innermost of its regions, if none of them conflicts with another."""
    named = [(m.region, m.region_code) for m in extraction.innovations]
    named += [(a.region, a.region_code) for a in extraction.agencies]
    named += [(r.name, r.code) for r in extraction.regions]
    found = sorted({place for name, code in {*named} if (place := normal.place(name, code)).code})
    if not found or any(relation(a, b) == "conflict" for a, b in combinations(found, 2)):
        return NOWHERE
    return max(found, key=lambda place: (len(place.codes[0]), place))
