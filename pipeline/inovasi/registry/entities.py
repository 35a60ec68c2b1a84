"""Agencies, officials, regions, expansions and claims -> their rows and facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from inovasi.registry.facts import Fact, digest, places
from inovasi.registry.regions import official_name
from inovasi.registry.rows import Record
from inovasi.types import (
    AgencyMention,
    AgencyRecord,
    Claim,
    Evidence,
    Expansion,
    Extraction,
    OfficialMention,
    OfficialRecord,
)

AgenciesByName = Mapping[tuple[str, str], AgencyMention]  # (article id, name in that article)
OfficialsByName = Mapping[tuple[str, str], OfficialMention]


def agency_record(agency: AgencyRecord) -> Record:
    """The row of ``agencies``."""
    return {
        "id": agency.id,
        "name": agency.name,
        "kind": agency.kind,
        "standard": agency.standard,
        "region_code": agency.region_code or None,
        "other_names": agency.other_names,
        "n_articles": len({article for article, _ in agency.members}),
    }


def official_record(official: OfficialRecord) -> Record:
    """The row of ``officials``."""
    return {
        "id": official.id,
        "name": official.name,
        "roles": official.roles,
        "region_code": official.region_code or None,
        "other_names": official.other_names,
        "n_articles": len({article for article, _ in official.members}),
    }


def agency_facts(agency: AgencyRecord, mentions: AgenciesByName) -> Iterator[Fact]:
    """Names of one agency wherever they stand; then one place for each published value that no place spells."""
    facts: list[Fact] = []
    for key in agency.members:
        if key not in mentions:
            continue
        spots = places(mentions[key].evidence, "agency")
        facts.append(Fact("agency", agency.id, "name", key[1], key[0], spots))
        facts.extend(Fact("agency", agency.id, "alias", alias, key[0], spots[:1]) for alias in mentions[key].aliases)
    wanted = [("name", agency.name), ("standard", agency.standard), ("region", _region(agency.region_code))]
    yield from _covered(facts, [*wanted, *(("alias", name) for name in agency.other_names)])


def official_facts(official: OfficialRecord, mentions: OfficialsByName) -> Iterator[Fact]:
    """Names and roles of one person wherever they stand; then one place for each value that no place spells."""
    facts: list[Fact] = []
    for key in official.members:
        if key not in mentions:
            continue
        mention = mentions[key]
        spots = places(mention.evidence, "official") or places(mention.evidence, "role")
        facts.append(Fact("official", official.id, "name", key[1], key[0], spots))
        facts.extend(Fact("official", official.id, "alias", alias, key[0], spots[:1]) for alias in mention.aliases)
        if mention.role:
            roles = places(mention.evidence, "role") or spots[:1]
            facts.append(Fact("official", official.id, "role", mention.role, key[0], roles))
    wanted: list[tuple[str, str | None]] = [("name", official.name), ("region", _region(official.region_code))]
    wanted += [("role", role) for role in official.roles]
    yield from _covered(facts, [*wanted, *(("alias", name) for name in official.other_names)])


def region_facts(extraction: Extraction) -> Iterator[Fact]:
    """The first place of every region in one article."""
    for region in extraction.regions:
        name = official_name(region.code) or region.name
        yield Fact("region", region.code, "name", name, extraction.article_id, places(region.evidence, "region")[:1])


def expansion_record(expansion: Expansion, article_id: str) -> Record:
    """The row of ``expansions``."""
    short = _first(places(expansion.evidence, "short"))
    long = _first(places(expansion.evidence, "long"))
    return {
        "id": digest("expansion", article_id, expansion.short, expansion.long, expansion.kind, *short, *long),
        "article_id": article_id,
        "short": expansion.short,
        "long": expansion.long,
        "kind": expansion.kind,
        "score": expansion.score,
        "alignment": [[step.s, step.l, step.how] for step in expansion.alignment],
        "short_start": short[0],
        "short_end": short[1],
        "long_start": long[0],
        "long_end": long[1],
    }


def expansion_facts(expansion: Expansion, article_id: str, expansion_id: str) -> Iterator[Fact]:
    """The places of the two forms."""
    for field, value in (("short", expansion.short), ("long", expansion.long)):
        yield Fact("expansion", expansion_id, field, value, article_id, places(expansion.evidence, field))


def claim_record(claim: Claim, article_id: str, innovation_ids: Iterable[str]) -> Record:
    """The row of ``claims``."""
    phrase = next(iter(places(claim.evidence, "claim")), None)
    start, end, quote = (phrase.start, phrase.end, phrase.quote) if phrase else (None, None, None)
    content = (claim.count, claim.what, claim.who, claim.region_code, claim.award, claim.named)
    return {
        "id": digest("claim", article_id, start, end, *content),
        "article_id": article_id,
        "count": claim.count,
        "what": claim.what,
        "who": claim.who,
        "region_code": claim.region_code or None,
        "award": claim.award,
        "named": claim.named,
        "n_named": len(claim.named),
        "innovation_ids": sorted(set(innovation_ids)),
        "start": start,
        "end": end,
        "quote": quote,
    }


def claim_facts(claim: Claim, article_id: str, claim_id: str) -> Iterator[Fact]:
    """Every value of the claim, at the claim's phrase unless it has a place of its own."""
    phrase = places(claim.evidence, "claim")
    values = (("count", str(claim.count)), ("what", claim.what), ("who", claim.who), ("award", claim.award))
    for field, value in (*values, ("region", _region(claim.region_code)), *(("named", name) for name in claim.named)):
        if value:
            yield Fact("claim", claim_id, field, value, article_id, places(claim.evidence, field) or phrase)


def _first(found: tuple[Evidence, ...]) -> tuple[int, int] | tuple[None, None]:
    return (found[0].start, found[0].end) if found else (None, None)


def _region(code: str | None) -> str | None:
    return official_name(code) or code or None


def _covered(facts: list[Fact], wanted: Iterable[tuple[str, str | None]]) -> Iterator[Fact]:
    """``facts``, and for each wanted (property, value) that none of them states, one at the nearest place known."""
    yield from facts
    stated = {(_group(fact.property), fact.value) for fact in facts if fact.evidence}
    for name, value in wanted:
        if not value or (_group(name), value) in stated:
            continue
        backed = [fact for fact in facts if fact.evidence]
        near = next((fact for fact in backed if fact.property == name), backed[0] if backed else None)
        if near is not None:
            yield Fact(near.kind, near.entity, name, value, near.article_id, near.evidence[:1])


def _group(name: str) -> str:
    return "name" if name == "alias" else name
