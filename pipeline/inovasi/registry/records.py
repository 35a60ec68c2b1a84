"""Agencies and officials -> their rows and facts: the record, its mentions, its names and roles over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from inovasi.registry.facts import Fact, digest, places
from inovasi.registry.regions import official_name
from inovasi.registry.rows import Record, day
from inovasi.text import collapse, squash
from inovasi.types import (
    AgencyMention,
    AgencyRecord,
    Article,
    Evidence,
    Member,
    OfficialMention,
    OfficialRecord,
    Term,
)

Agencies = Mapping[str, AgencyMention]  # member id -> what the article says
Officials = Mapping[str, OfficialMention]
Articles = Mapping[str, Article]
AgencyIds = Mapping[tuple[str, str], AgencyRecord]  # (article id, squashed name)


def agency_record(agency: AgencyRecord) -> Record:
    """The row of ``agencies``."""
    return {
        "id": agency.id,
        "name": agency.name,
        "kind": agency.kind,
        "standard": agency.standard,
        "region_code": agency.region_code or None,
        "other_names": agency.other_names,
        "n_articles": len({member.article_id for member in agency.members}),
    }


def official_record(official: OfficialRecord) -> Record:
    """The row of ``officials``."""
    return {
        "id": official.id,
        "name": official.name,
        "roles": official.roles,
        "region_code": official.region_code or None,
        "other_names": official.other_names,
        "n_articles": len({member.article_id for member in official.members}),
    }


def agency_mentions(agency: AgencyRecord, mentions: Agencies) -> Iterator[Record]:
    """The rows of ``agency_mentions``."""
    for position, member in enumerate(agency.members):
        mention = mentions[member.id]
        yield {
            "agency_id": agency.id,
            "region_code": mention.region_code or None,
            **_mention(member, position, mention, _spots(mention)),
        }


def official_mentions(official: OfficialRecord, mentions: Officials) -> Iterator[Record]:
    """The rows of ``official_mentions``."""
    for position, member in enumerate(official.members):
        mention = mentions[member.id]
        yield {
            "official_id": official.id,
            "role": mention.role,
            "status": mention.status,
            "agency": mention.agency,
            "region_code": mention.region_code or None,
            **_mention(member, position, mention, _spots(mention)),
        }


def _mention(
    member: Member, position: int, mention: AgencyMention | OfficialMention, spots: tuple[Evidence, ...]
) -> Record:
    first = next(iter(spots), None)
    return {
        "id": member.id,
        "article_id": member.article_id,
        "position": position,
        "name": member.name,
        "aliases": mention.aliases,
        "start": first.start if first else None,
        "end": first.end if first else None,
        "quote": first.quote if first else None,
    }


def agency_names(agency: AgencyRecord, mentions: Agencies, articles: Articles) -> Iterator[Record]:
    """The rows of ``agency_names``: when each name was in the news."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for member in agency.members:
        for name in (member.name, *mentions[member.id].aliases):
            found[collapse(name)].add(member.article_id)
    for name, where in found.items():
        yield {"agency_id": agency.id, "name": name, **_period(where, articles)}


def official_roles(official: OfficialRecord, agencies: AgencyIds, articles: Articles) -> Iterator[Record]:
    """The rows of ``official_roles``: when each role was in the news."""
    for term in official.terms:
        body = _body(term, agencies)
        yield {
            "id": digest("role", official.id, term.role, term.status, term.region_code, term.members[0].id),
            "official_id": official.id,
            "role": term.role,
            "status": term.status,
            "agency": term.agency,
            "agency_id": body.id if body else None,
            "region_code": term.region_code or None,
            **_period({member.article_id for member in term.members}, articles),
        }


def _body(term: Term, agencies: AgencyIds) -> AgencyRecord | None:
    """The agency of a role, in the first of its articles that has it under this name."""
    if term.agency is None:
        return None
    found = (agencies.get((member.article_id, squash(term.agency))) for member in term.members)
    return next((agency for agency in found if agency is not None), None)


def _period(where: set[str], articles: Articles) -> Record:
    days = [date for article in where if (date := day(articles[article].published)) is not None]
    return {
        "first_reported": min(days, default=None),
        "last_reported": max(days, default=None),
        "n_articles": len(where),
    }


def agency_facts(agency: AgencyRecord, mentions: Agencies) -> Iterator[Fact]:
    """Names of one agency wherever they stand; then one place for each published value that no place spells."""
    facts: list[Fact] = []
    for member in agency.members:
        mention = mentions[member.id]
        facts.extend(_name_facts("agency", agency.id, member, mention))
    wanted = [("name", agency.name), ("standard", agency.standard), ("region", region_name(agency.region_code))]
    yield from _covered(facts, [*wanted, *(("alias", name) for name in agency.other_names)])


def official_facts(official: OfficialRecord, mentions: Officials) -> Iterator[Fact]:
    """Names and roles of one person wherever they stand; then one place for each value that no place spells."""
    facts: list[Fact] = []
    for member in official.members:
        mention = mentions[member.id]
        facts.extend(_name_facts("official", official.id, member, mention))
        if mention.role:
            facts.append(_role_fact(official, member, mention, "role", mention.role))
    facts.extend(_term_facts(official, mentions))
    wanted: list[tuple[str, str | None]] = [("name", official.name), ("region", region_name(official.region_code))]
    wanted += [("role", role) for role in official.roles]
    yield from _covered(facts, [*wanted, *(("alias", name) for name in official.other_names)])


def _name_facts(kind: str, record_id: str, member: Member, mention: AgencyMention | OfficialMention) -> Iterator[Fact]:
    spots = _spots(mention)
    yield Fact(kind, record_id, "name", member.name, member.article_id, spots)
    for alias in mention.aliases:
        yield Fact(kind, record_id, "alias", alias, member.article_id, spots[:1])


def _term_facts(official: OfficialRecord, mentions: Officials) -> Iterator[Fact]:
    """What ``official_roles`` says beside the role, where the role itself stands."""
    for term in official.terms:
        for member in term.members:
            mention = mentions[member.id]
            stated = (
                ("status", term.status),
                ("agency", term.agency if collapse(mention.agency or "") == term.agency else None),
                ("region", region_name(term.region_code)),
            )
            for name, value in stated:
                if value:
                    yield _role_fact(official, member, mention, name, value)


def _role_fact(official: OfficialRecord, member: Member, mention: OfficialMention, name: str, value: str) -> Fact:
    where = places(mention.evidence, "role") or _spots(mention)[:1]
    return Fact("official", official.id, name, value, member.article_id, where)


def _spots(mention: AgencyMention | OfficialMention) -> tuple[Evidence, ...]:
    """Where the name stands; of an official, the role where no place of the name is known."""
    if isinstance(mention, AgencyMention):
        return places(mention.evidence, "agency")
    return places(mention.evidence, "official") or places(mention.evidence, "role")


def region_name(code: str | None) -> str | None:
    """What statements call a region: its official name, or the code where the gazetteer lacks it."""
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
