"""Entries as profiles: what the reasons of a pair are made from, for the few pairs that are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from inovasi.match.context import UNDATED, readings
from inovasi.match.entries import Entry
from inovasi.match.places import official
from inovasi.match.profile import Profile, profiles_of
from inovasi.types import Article, Extraction, InnovationMention


def profiles(entries: Sequence[Entry]) -> list[Profile]:
    """One profile for each entry, in their order."""
    places = official()
    # Each in an article of its own, so that it keeps its id and its place; both are put back afterwards.
    keys = [f"{number:010d}" for number in range(len(entries))]
    articles = [Article(key, "", published=entry.published) for key, entry in zip(keys, entries, strict=True)]
    found = profiles_of(readings(articles, [*map(_extraction, keys, entries)], places), places)
    return [*map(_named, found, entries)]


def _named(profile: Profile, entry: Entry) -> Profile:
    article = entry.article_id or f"\n{entry.id}"
    rank = (entry.published or UNDATED, article, entry.position)
    return replace(profile, id=entry.id, article_id=article, rank=rank)


def _extraction(key: str, entry: Entry) -> Extraction:
    innovation = InnovationMention(
        name=entry.name,
        aliases=entry.aliases,
        expansion=entry.expansion,
        agency=entry.agency,
        region=entry.region,
        region_code=entry.region_code,
        award_details=entry.awards,
        replicated_from=entry.replicated_from,
        officials=entry.officials,
        description=entry.description,
    )
    return Extraction(key, (innovation,), agencies=(entry.owner,) if entry.owner else ())
