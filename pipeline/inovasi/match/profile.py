"""A mention made ready for comparing, so that every text is normalised once and not once per pair."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inovasi.match.bodies import Body
from inovasi.match.context import Reading, dated
from inovasi.match.identity import member_ids
from inovasi.match.names import PHRASE, Surface
from inovasi.match.normal import Normal
from inovasi.match.places import Place, Places
from inovasi.match.prizes import Prize, prizes_of
from inovasi.match.told import people_of, words_of
from inovasi.text import squash
from inovasi.types import AgencyMention, Article, Extraction, Mention


@dataclass(frozen=True, slots=True)
class Profile:
    """One mention, normalised. ``rank`` orders mentions by founding: earliest date, article id, place in the article.

    ``surfaces`` are name, aliases and expansion (in that order, empty ones left out); ``year`` is that of publication;
    ``sources`` are the regions that it is a copy from; ``people`` and ``description`` are as ``told.py`` makes them.
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
    people: tuple[str, ...] = ()
    description: tuple[str, ...] = ()

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
    found = [mention for extraction, day in dated(articles, extractions) for mention in _mentions(extraction, day)]
    return tuple(sorted(found, key=lambda mention: mention.id))


def profiles_of(found: Sequence[Reading], places: Places) -> tuple[Profile, ...]:
    """The mentions as profiles, in the order of their ids."""
    normal = Normal(places)
    profiles: list[Profile] = []
    for reading in found:
        owners = _owners(reading.extraction, normal)
        mentions = _mentions(reading.extraction, reading.published)
        profiles += [_profile(m, reading.rank(n), owners(m.innovation.agency), normal) for n, m in enumerate(mentions)]
    return tuple(sorted(profiles, key=lambda profile: profile.id))


def _mentions(extraction: Extraction, published: str | None) -> list[Mention]:
    """The mentions of one article in text order."""
    named = extraction.innovations
    keys = member_ids(extraction.article_id, [innovation.name for innovation in named])
    return [Mention(key, extraction.article_id, published, one) for key, one in zip(keys, named, strict=True)]


def _profile(mention: Mention, rank: tuple[str, str, int], owner: Body | None, normal: Normal) -> Profile:
    innovation = mention.innovation
    name = normal.surface(innovation.name)
    expansion = normal.expansion(innovation.name, innovation.expansion)
    spare = [normal.surface(text) for text in innovation.aliases]
    published = mention.published or ""
    return Profile(
        id=mention.id,
        article_id=mention.article_id,
        rank=rank,
        name=name,
        aliases=tuple(dict.fromkeys(s for s in spare if s.key and s != name and s != expansion)),
        expansion=expansion,
        place=placed(normal.place(innovation.region, innovation.region_code), owner),
        agency=owner,
        prizes=prizes_of(innovation.award_details, innovation.awards),
        sources=tuple(normal.place(region) for region in innovation.replicated_from),
        year=int(published[:4]) if published[:4].isdigit() else None,
        people=people_of(innovation.officials),
        description=words_of(
            innovation.description, (innovation.name, innovation.expansion, innovation.region, innovation.agency)
        ),
    )


def _owners(extraction: Extraction, normal: Normal) -> Callable[[str | None], Body | None]:
    """The agency of a mention, under its long form and with its region where the agency layer knows them."""
    known: dict[str, AgencyMention] = {}
    if any(innovation.agency for innovation in extraction.innovations):
        for agency in extraction.agencies:
            for name in (agency.name, *agency.aliases):
                known.setdefault(squash(name), agency)

    def of(name: str | None) -> Body | None:
        if not name:
            return None
        agency = known.get(squash(name))
        return normal.owner(agency) if agency else normal.body(name)

    return of


def owner_of(agency: AgencyMention, places: Places) -> Body | None:
    """One agency mention as a Body, as ``Normal.owner`` has it."""
    return Normal(places).owner(agency)


def placed(own: Place, owner: Body | None) -> Place:
    """The region of a mention: its own, and what the name of its agency tells ("Dinas Sosial Kota X").

    An innovation belongs to the government of its agency. So an ambiguous name ("Malang") and a province are narrowed
    to the agency's region inside them. Where the two contradict each other, either may be meant (a reporter's
    whereabouts, or a visitor's office): both stay open.
    """
    if owner is None or not owner.place.codes:
        return own
    if not own.codes:
        return owner.place if not own.name else own
    both = tuple(code for code in own.codes if code in owner.place.codes)
    if both:
        return Place(both, own.name)
    inside = tuple(code for code in owner.place.codes if code.startswith(own.codes))
    if inside:
        return Place(inside, owner.place.name)
    if any(code.startswith(owner.place.codes) for code in own.codes):
        return own
    return Place(tuple(sorted({*own.codes, *owner.place.codes})), own.name)
