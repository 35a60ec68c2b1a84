"""Facts: one value of one property with the places that support it. They become the rows of ``statements``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from inovasi.registry.rows import Record, storable
from inovasi.registry.sentences import Sentences, split_sentences
from inovasi.text import squash
from inovasi.types import Article, Evidence

# json.dumps makes a new encoder per call.
_encode = json.JSONEncoder().encode


@dataclass(frozen=True, slots=True)
class Fact:
    """``entity`` (of ``kind`` innovation, agency ...) has ``value`` for ``property``, as one article shows."""

    kind: str
    entity: str
    property: str
    value: str
    article_id: str
    evidence: tuple[Evidence, ...]


def digest(*parts: object) -> str:
    """A short stable id of plain values: 20 hexadecimal digits (collisions at a million rows: one in 10^12)."""
    return hashlib.sha256(_encode(parts).encode()).hexdigest()[:20]


def places(evidence: Iterable[Evidence], field: str) -> tuple[Evidence, ...]:
    """The evidence of ``field`` that quotes something."""
    return tuple(item for item in evidence if item.field == field and item.quote)


def places_of_value(evidence: Iterable[Evidence], field: str, value: str) -> tuple[Evidence, ...]:
    """Of several values of one field, the places of this one: equal up to spelling, else containing, else all."""
    own = places(evidence, field)
    key = squash(value)
    equal = tuple(item for item in own if squash(item.quote) == key)
    return equal or tuple(item for item in own if key in squash(item.quote)) or own


def statement_records(facts: Iterable[Fact], articles: Mapping[str, Article], version: str) -> Iterator[Record]:
    """One record of table ``statements`` per fact and place. The id leaves out URL, times and version, so the same
    value at the same place keeps its id when the program is updated."""
    split: dict[str, Sentences] = {}
    for fact in facts:
        article = articles[fact.article_id]
        if article.id not in split:
            split[article.id] = split_sentences(article.text)
        for item in fact.evidence:
            yield {
                "statement_id": digest(
                    fact.kind, fact.entity, fact.property, fact.value, article.id, item.start, item.end
                ),
                "entity_type": fact.kind,
                "entity_id": fact.entity,
                "property": fact.property,
                "value": fact.value,
                "article_id": article.id,
                "start": item.start,
                "end": item.end,
                "quote": item.quote,
                "sentence": split[article.id].around(item.start, item.end) or storable(item.quote),
                "url": article.url,
                "retrieved": article.retrieved,
                "extractor_version": version,
            }
