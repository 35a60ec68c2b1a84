"""Articles, extractions, mentions and a resolution -> the published tables. Pure: same input, same rows.

Inputs may come in any order. Single-valued cells of ``innovations`` are decided by the majority of the mentions, ties
by the order of the cluster (founding mention first); ``status`` is the one of the latest publication and ``started``
the earliest year that any mention states. What other mentions say stays in ``statements`` and ``mentions``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from inovasi.errors import RegistryError
from inovasi.registry import entities, records
from inovasi.registry.awards import award_facts, award_records
from inovasi.registry.facts import Fact, places, statement_records
from inovasi.registry.lineage import history_records, redirect_records
from inovasi.registry.merge import Placed, Spots, innovation_record, mention_facts
from inovasi.registry.regions import official_name, region_records
from inovasi.registry.rows import Record, Row, Tables, storable, table_rows
from inovasi.registry.schema import TABLES
from inovasi.text import collapse, squash
from inovasi.types import (
    AgencyMention,
    AgencyRecord,
    Article,
    Evidence,
    Extraction,
    Member,
    Mention,
    OfficialMention,
    Resolution,
)

T = TypeVar("T", Article, Extraction, Mention)

_AS_GIVEN = (
    *("id", "url", "title", "published", "source", "origin", "retrieved"),
    *("published_at", "modified_at", "author", "outlet", "section", "story"),
)
_AS_EXTRACTED = (
    *("name", "aliases", "expansion", "description", "agency", "region", "awards", "officials"),
    *("stage", "initiator", "digital", "form", "affairs", "confidence", "found_by"),
    *("status", "started", "replicated_from", "replicated_by"),
)


@dataclass(frozen=True, slots=True)
class _Run:
    """The inputs of one build, by id and sorted by id. ``clusters``: innovation id -> its mentions, placed;
    ``agencies`` and ``officials``: member id -> what the article says."""

    articles: Mapping[str, Article]
    extractions: Mapping[str, Extraction]
    clusters: Mapping[str, tuple[Placed, ...]]
    resolution: Resolution
    agencies: Mapping[str, AgencyMention]
    officials: Mapping[str, OfficialMention]


def build_tables(
    articles: Sequence[Article],
    extractions: Sequence[Extraction],
    mentions: Sequence[Mention],
    resolution: Resolution,
    version: str,
) -> Tables:
    """Build all tables of ``inovasi.registry.schema``. ``version`` is the extractor's.

    Raises RegistryError where the inputs do not fit together: an id that means two things, an extraction or mention of
    an unknown article, a mention in no cluster or in two, a cluster or pair with an unknown mention.
    """
    run = _run(articles, extractions, mentions, resolution)
    expansions = [(e, x.article_id) for x in run.extractions.values() for e in x.expansions]
    facts = list(_facts(run))
    found: dict[str, Iterable[Record]] = {
        "articles": map(_article_record, run.articles.values()),
        "agencies": map(records.agency_record, resolution.agencies),
        "officials": map(records.official_record, resolution.officials),
        **_record_tables(run),
        "innovations": [innovation_record(key, placed) for key, placed in run.clusters.items()],
        "mentions": _mention_records(run),
        "awards": [record for key, item in _placed(run) for record in award_records(key, item)],
        "expansions": [entities.expansion_record(expansion, article) for expansion, article in expansions],
        "claims": [record for record, _ in _claims(run)],
        "pairs": _pair_records(resolution),
        "redirects": redirect_records(resolution.redirects),
        "history": history_records(resolution.history),
        "statements": statement_records(facts, run.articles, version),
    }
    rows: dict[str, tuple[Row, ...]] = {name: table_rows(name, listed) for name, listed in found.items()}
    rows["regions"] = table_rows("regions", region_records(_region_codes(run, rows)))
    return Tables(version, {name: rows[name] for name in TABLES})


def _run(
    articles: Iterable[Article], extractions: Iterable[Extraction], mentions: Iterable[Mention], resolution: Resolution
) -> _Run:
    by_article = _index(((article.id, article) for article in articles), "article")
    by_id = _index(((mention.id, mention) for mention in mentions), "mention")
    read = _index(((found.article_id, found) for found in extractions), "extraction")
    for owner in (*read, *(mention.article_id for mention in by_id.values())):
        if owner not in by_article:
            raise _misfit(f"article {owner}", "it was extracted from, but is not among the articles")
    text_keys = {key: article.story or _sha256(collapse(article.text)) for key, article in by_article.items()}
    place = _Placer(by_article, text_keys, _agencies(resolution))
    clusters: dict[str, tuple[Placed, ...]] = {}
    left = dict(by_id)
    for cluster in sorted(resolution.clusters, key=lambda c: c.id):
        if cluster.id in clusters or not cluster.mention_ids:
            raise _misfit(f"innovation {cluster.id}", "the cluster is empty or given twice")
        for mention_id in cluster.mention_ids:
            if left.pop(mention_id, None) is None:
                raise _misfit(f"mention {mention_id}", f"{cluster.id} has it, but it is unknown or already taken")
        clusters[cluster.id] = tuple(place(by_id[mention_id]) for mention_id in cluster.mention_ids)
    for mention_id in left:
        raise _misfit(f"mention {mention_id}", "no cluster has it")
    for pair in resolution.pairs:
        if pair.left not in by_id or pair.right not in by_id:
            raise _misfit(f"pair {pair.left}, {pair.right}", "it has an unknown mention")
    agencies = {m.id: _read(read, m, "agencies").agencies[m.position] for a in resolution.agencies for m in a.members}
    people = {m.id: _read(read, m, "officials").officials[m.position] for o in resolution.officials for m in o.members}
    return _Run(by_article, read, clusters, resolution, agencies, people)


def _read(extractions: Mapping[str, Extraction], member: Member, layer: str) -> Extraction:
    """The extraction that has a member."""
    found = extractions.get(member.article_id)
    if found is None or member.position >= len(getattr(found, layer)):
        raise _misfit(f"member {member.id}", f"the {layer} of its article lack it")
    return found


def _index(items: Iterable[tuple[str, T]], what: str) -> dict[str, T]:
    found: dict[str, T] = {}
    for key, item in items:
        if found.setdefault(key, item) != item:
            raise _misfit(f"{what} {key}", "the same id is given twice with different content")
    return {key: found[key] for key in sorted(found)}


def _misfit(what: str, reason: str) -> RegistryError:
    return RegistryError(
        what, reason, "Build the registry from one run: articles, extractions and resolution together."
    )


def _agencies(resolution: Resolution) -> dict[tuple[str, str], AgencyRecord]:
    found: dict[tuple[str, str], AgencyRecord] = {}
    for agency in resolution.agencies:
        for member in agency.members:
            found.setdefault((member.article_id, squash(member.name)), agency)
    return found


def _record_tables(run: _Run) -> dict[str, Iterable[Record]]:
    """What there is of agencies and officials beside the records themselves."""
    agencies, officials = run.resolution.agencies, run.resolution.officials
    by_name = _agencies(run.resolution)
    return {
        "agency_mentions": [row for one in agencies for row in records.agency_mentions(one, run.agencies)],
        "agency_names": [row for one in agencies for row in records.agency_names(one, run.agencies, run.articles)],
        "official_mentions": [row for one in officials for row in records.official_mentions(one, run.officials)],
        "official_roles": [row for one in officials for row in records.official_roles(one, by_name, run.articles)],
    }


@dataclass(frozen=True, slots=True)
class _Placer:
    """Mention -> Placed, with the articles and agencies of the run."""

    articles: Mapping[str, Article]
    text_keys: Mapping[str, str]
    agencies: Mapping[tuple[str, str], AgencyRecord]

    def __call__(self, mention: Mention) -> Placed:
        found = mention.innovation
        article = self.articles[mention.article_id]
        agency = self.agencies.get((article.id, squash(found.agency))) if found.agency else None
        return Placed(
            mention=mention,
            article=article,
            text_key=self.text_keys[article.id],
            agency=agency.name if agency else found.agency or None,
            agency_id=agency.id if agency else None,
            region=official_name(found.region_code) or found.region or found.region_code or None,
            region_code=found.region_code or None,
        )


def _placed(run: _Run) -> Iterator[tuple[str, Placed]]:
    """Every mention with the id of its innovation."""
    for key, placed in run.clusters.items():
        for item in placed:
            yield key, item


def _facts(run: _Run) -> Iterator[Fact]:
    spots = _spots(run.extractions.values())
    for key, item in _placed(run):
        yield from mention_facts(key, item, spots)
        yield from award_facts(item)
    for agency in run.resolution.agencies:
        yield from records.agency_facts(agency, run.agencies)
    for official in run.resolution.officials:
        yield from records.official_facts(official, run.officials)
    for extraction in run.extractions.values():
        yield from entities.region_facts(extraction)
        for expansion in extraction.expansions:
            key = str(entities.expansion_record(expansion, extraction.article_id)["id"])
            yield from entities.expansion_facts(expansion, extraction.article_id, key)
    for _, facts in _claims(run):
        yield from facts


def _claims(run: _Run) -> Iterator[tuple[Record, Iterable[Fact]]]:
    named: dict[tuple[str, str], str] = {}
    for key, placed in run.clusters.items():
        for item in placed:
            for name in (item.mention.innovation.name, *item.mention.innovation.aliases):
                named.setdefault((item.article.id, squash(name)), key)
    for article_id, extraction in run.extractions.items():
        for claim in extraction.claims:
            ids = [named[spot] for name in claim.named if (spot := (article_id, squash(name))) in named]
            record = entities.claim_record(claim, article_id, ids)
            yield record, entities.claim_facts(claim, article_id, str(record["id"]))


def _spots(extractions: Iterable[Extraction]) -> Spots:
    found: dict[tuple[str, str, str], tuple[Evidence, ...]] = {}
    for item in extractions:
        for agency in item.agencies:
            found[item.article_id, "agency", squash(agency.name)] = places(agency.evidence, "agency")
        for official in item.officials:
            found[item.article_id, "official", squash(official.name)] = places(official.evidence, "official")
        for region in item.regions:
            found[item.article_id, "region", squash(region.name)] = places(region.evidence, "region")
    return found


def _article_record(article: Article) -> Record:
    return {
        **{name: getattr(article, name) for name in _AS_GIVEN},
        "n_chars": len(article.text),
        "sha256": _sha256(article.text),
        "text": article.text,
    }


def _mention_records(run: _Run) -> Iterator[Record]:
    for key, placed in run.clusters.items():
        for position, item in enumerate(placed):
            first = next(iter(places(item.mention.innovation.evidence, "name")), None)
            yield {
                **{name: getattr(item.mention.innovation, name) for name in _AS_EXTRACTED},
                "id": item.mention.id,
                "innovation_id": key,
                "article_id": item.article.id,
                "position": position,
                "agency_id": item.agency_id,
                "region_code": item.region_code,
                "start": first.start if first else None,
                "end": first.end if first else None,
                "quote": first.quote if first else None,
            }


def _pair_records(resolution: Resolution) -> Iterator[Record]:
    for pair in resolution.pairs:
        reasons = [{"feature": r.feature, "value": r.value, "weight": r.weight, "note": r.note} for r in pair.reasons]
        yield {
            "left": pair.left,
            "right": pair.right,
            "score": pair.score,
            "decision": pair.decision,
            "reasons": reasons,
        }


def _region_codes(run: _Run, rows: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    for name, found in rows.items():
        for place in (n for n, column in enumerate(TABLES[name].columns) if column.references == "regions"):
            yield from (str(row[place]) for row in found if row[place] is not None)
    yield from (region.code for extraction in run.extractions.values() for region in extraction.regions)


def _sha256(text: str) -> str:
    return hashlib.sha256(storable(text).encode()).hexdigest()
