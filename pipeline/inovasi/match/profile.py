"""A mention made ready for comparing, so that every text is normalised once and not once per pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inovasi.match.bodies import Body, body
from inovasi.match.context import Reading, readings
from inovasi.match.names import PHRASE, Surface, bracketed, distinctiveness, surface
from inovasi.match.places import NOWHERE, Place, Places, official
from inovasi.match.prizes import Prize, prizes_of
from inovasi.text import collapse, squash
from inovasi.types import AgencyMention, Article, Extraction, InnovationMention, Mention


@dataclass(frozen=True, slots=True)
class Profile:
    """One mention, normalised. ``rank`` orders mentions by founding: earliest date, article id, place in the article.

    ``surfaces`` are name, aliases and expansion (in that order, empty ones left out); ``distinct`` is the
    distinctiveness of the name; ``year`` that of publication; ``sources`` the regions that it is a copy from.
    """

    id: str
    article_id: str
    rank: tuple[str, str, int]
    name: Surface
    aliases: tuple[Surface, ...]
    expansion: Surface | None
    place: Place
    agency: Body | None
    prizes: tuple[Prize, ...]
    sources: tuple[Place, ...]
    year: int | None
    distinct: float

    @property
    def surfaces(self) -> tuple[Surface, ...]:
        """Every written form of this innovation."""
        return (self.name, *self.aliases, *((self.expansion,) if self.expansion else ()))

    @property
    def spelled(self) -> Surface | None:
        """The long form: the expansion, or the name where it is a phrase itself."""
        if self.expansion is not None:
            return self.expansion
        return self.name if len(self.name.words) >= PHRASE else None


def mentions_of(articles: Sequence[Article], extractions: Sequence[Extraction]) -> tuple[Mention, ...]:
    """Place every extracted innovation in its article, sorted by mention id. Raises as ``context.readings`` does."""
    found = [mention for reading in readings(articles, extractions, official()) for mention in _mentions(reading)]
    return tuple(sorted(found, key=lambda mention: mention.id))


def profiles_of(found: Sequence[Reading], places: Places) -> tuple[Profile, ...]:
    """The mentions as profiles, in the order of their ids."""
    profiles = [
        _profile(mention, reading.rank(position), reading.extraction, places)
        for reading in found
        for position, mention in enumerate(_mentions(reading))
    ]
    return tuple(sorted(profiles, key=lambda profile: profile.id))


def _mentions(reading: Reading) -> list[Mention]:
    """The mentions of one article in text order."""
    article_id = reading.extraction.article_id
    found: list[Mention] = []
    taken: Counter[str] = Counter()
    for innovation in reading.extraction.innovations:
        key = f"{article_id}:{squash(innovation.name) or collapse(innovation.name)}"
        taken[key] += 1
        # One article may give the innovations of two regions one name; text order tells them apart for good.
        mention_id = key if taken[key] == 1 else f"{key}~{taken[key]}"
        found.append(Mention(mention_id, article_id, reading.published, innovation))
    return found


def _profile(mention: Mention, rank: tuple[str, str, int], extraction: Extraction, places: Places) -> Profile:
    innovation = mention.innovation
    owner = _owner(innovation, extraction, places)
    name = surface(innovation.name)
    expansion = _expansion(innovation)
    spare = [surface(text) for text in innovation.aliases]
    aliases = tuple(dict.fromkeys(s for s in spare if s.key and s != name and s != expansion))
    published = mention.published or ""
    return Profile(
        id=mention.id,
        article_id=mention.article_id,
        rank=rank,
        name=name,
        aliases=aliases,
        expansion=expansion,
        place=placed(places.named(innovation.region, innovation.region_code), owner),
        agency=owner,
        prizes=prizes_of(innovation.award_details, innovation.awards),
        sources=tuple(places.named(region) for region in innovation.replicated_from),
        year=int(published[:4]) if published[:4].isdigit() else None,
        distinct=distinctiveness(name.words),
    )


def _expansion(innovation: InnovationMention) -> Surface | None:
    """The spelled-out form: the field, or else a bracket inside the name ("RMC (Respon Medis Center)")."""
    candidates = (innovation.expansion, *bracketed(innovation.name))
    for text in candidates:
        found = surface(text)
        if found.key and found.key != surface(innovation.name).key:
            return found
    return None


def _owner(innovation: InnovationMention, extraction: Extraction, places: Places) -> Body | None:
    """The agency of a mention, under its long form and with its region where the agency layer knows them."""
    if not innovation.agency:
        return None
    wanted = squash(innovation.agency)
    for agency in extraction.agencies:
        if wanted in {squash(agency.name), *map(squash, agency.aliases)}:
            return owner_of(agency, places)
    return body(innovation.agency, places)


def owner_of(agency: AgencyMention, places: Places) -> Body | None:
    """An agency mention as a Body: the long form where it is known, and a region from any of its names."""
    found = body(agency.standard or agency.name, places) or body(agency.name, places)
    if found is None:
        return None
    short = body(agency.name, places)
    place = places.named(agency.region, agency.region_code)
    for fallback in (found.place, short.place if short else NOWHERE):
        place = place if place.codes else fallback
    return Body(found.head, found.topic, place)


def placed(own: Place, owner: Body | None) -> Place:
    """The region of a mention: its own, narrowed by its agency's where the name is ambiguous ("Malang")."""
    if owner is None or not owner.place.codes:
        return own
    if not own.codes:
        return owner.place if not own.name else own
    both = tuple(code for code in own.codes if code in owner.place.codes)
    return Place(both, own.name) if both else own
