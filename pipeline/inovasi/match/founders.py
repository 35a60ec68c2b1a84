"""What the id of an innovation is made of, for the few mentions that need it after the clusters were made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping, Sequence

from inovasi.match.context import readings
from inovasi.match.identity import Founder, ids
from inovasi.match.places import official
from inovasi.match.profile import profiles_of
from inovasi.types import Article, Extraction

# Mention ids -> each of them as a founder.
Founders = Callable[[Collection[str]], Mapping[str, Founder]]


def founders(articles: Sequence[Article], extractions: Sequence[Extraction]) -> Founders:
    """A function that reads the articles of the wanted mentions once more, and no others.

    It raises KeyError for a mention that these articles do not have.
    """
    by_id = {article.id: article for article in articles}

    def of(mentions: Collection[str]) -> Mapping[str, Founder]:
        wanted = {key for mention in mentions for key in _article_ids(mention) if key in by_id}
        chosen = [extraction for extraction in extractions if extraction.article_id in wanted]
        places = official()
        profiles = profiles_of(readings([by_id[key] for key in sorted(wanted)], chosen, places), places)
        made = {p.id: Founder(p.name.key or p.id, p.place.key, p.rank, p.id) for p in profiles}
        return {mention: made[mention] for mention in mentions}

    return of


def _article_ids(mention: str) -> list[str]:
    """What may be the article of a mention id: all that stands before one of its colons."""
    return [mention[:i] for i, character in enumerate(mention) if character == ":"]


def new_id(founder: Founder, taken: Container[str]) -> str:
    """The id that ``identity.ids`` gives this founder beside others whose ids are ``taken``."""
    place = founder.place
    while True:
        (found,) = ids(founder.prefix, [Founder(founder.name, place, founder.rank, founder.member)])
        if found not in taken:
            return found
        # As identity.py does where two have one name in one region: the founding member becomes part of the id.
        place = f"{place}\n{founder.member}" if place else f"\n{founder.member}\n{founder.member}"
