"""inovasi as the pipeline runs it: rows become articles with mentions, and ``resolve`` does the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from benchmarks.match.adapters import Adapter
from inovasi.match.resolve import resolve
from inovasi.text import collapse, squash
from inovasi.types import Article, Extraction, InnovationMention


def prepare(table: pa.Table, _: pa.Table | None) -> np.ndarray:
    articles: dict[str, Article] = {}
    mentions: dict[str, list[InnovationMention]] = {}
    ids: dict[str, int] = {}
    taken: Counter[str] = Counter()
    for number, row in enumerate(_rows(table)):
        key = row["article_id"] or ""
        articles.setdefault(key, Article(key, "", published=row["published"]))
        mentions.setdefault(key, []).append(_mention(row))
        ids[_id(key, row["name"] or "", taken)] = number
    found = resolve(list(articles.values()), [Extraction(key, tuple(some)) for key, some in mentions.items()])
    clusters = np.full(len(table), -1, np.int64)
    for at, cluster in enumerate(found.clusters):
        clusters[[ids[mention] for mention in cluster.mention_ids]] = at
    return clusters


def _rows(table: pa.Table) -> Iterator[dict[str, str | None]]:
    for batch in table.to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()


def _mention(row: dict[str, str | None]) -> InnovationMention:
    return InnovationMention(
        row["name"] or "",
        expansion=row["expansion"],
        agency=row["agency"],
        region=row["region"],
        region_code=row["region_code"],
        awards=(row["awards"],) if row["awards"] else (),
    )


def _id(article: str, name: str, taken: Counter[str]) -> str:
    """The id that the package gives a mention."""
    key = f"{article}:{squash(name) or collapse(name)}"
    taken[key] += 1
    return key if taken[key] == 1 else f"{key}~{taken[key]}"


def cluster(clusters: np.ndarray, _: float) -> np.ndarray:
    return clusters


ADAPTER = Adapter(prepare, cluster, (0.0,), ("inovasi", "rapidfuzz"))
