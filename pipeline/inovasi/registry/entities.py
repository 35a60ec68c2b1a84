"""Regions, expansions and claims -> their rows and facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inovasi.registry.facts import Fact, digest, places
from inovasi.registry.records import region_name
from inovasi.registry.regions import official_name
from inovasi.registry.rows import Record
from inovasi.types import Claim, Evidence, Expansion, Extraction


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
    for field, value in (
        *values,
        ("region", region_name(claim.region_code)),
        *(("named", name) for name in claim.named),
    ):
        if value:
            yield Fact("claim", claim_id, field, value, article_id, places(claim.evidence, field) or phrase)


def _first(found: tuple[Evidence, ...]) -> tuple[int, int] | tuple[None, None]:
    return (found[0].start, found[0].end) if found else (None, None)
