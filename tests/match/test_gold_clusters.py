"""The annotated clusters: pair precision and recall of the whole matching room, with floors.

Input are the annotated fields, so this measures matching alone. Lowering a floor is a visible act.
"""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from inovasi import gazetteers
from inovasi.match.resolve import mentions_of, resolve
from inovasi.text import fold
from inovasi.types import AgencyMention, Article, Extraction, InnovationMention, OfficialMention, Resolution

SHARED = Path(__file__).parents[3] / "shared"
PRECISION_FLOOR = 0.98
RECALL_FLOOR = 0.93

pytestmark = pytest.mark.skipif(
    not (SHARED / "gold-clusters.json").exists(),
    reason="the annotated articles at ../shared are not part of the project",
)

Spot = tuple[str, str]  # article id, innovation name


def region_codes() -> dict[str, str]:
    """Folded region names to codes as the extractor would give them: a bare name only where it is unambiguous."""
    found: dict[str, set[str]] = {}
    official: dict[str, str] = {}
    for row in gazetteers.rows("regions"):
        if row["kind"] == "kecamatan":
            continue
        name = fold(row["name"])
        official[name] = row["code"]
        bare = name.removeprefix("kabupaten ").removeprefix("kota ").removeprefix("administrasi ")
        full = [f"provinsi {name}"] if row["kind"] == "provinsi" else [name]
        for form in {bare, *full}:
            found.setdefault(form, set()).add(row["code"])
    for row in gazetteers.rows("region_nicknames"):
        name = official.get(fold(row["region"]))
        for form in (fold(row["form"]), f"kabupaten {fold(row['form'])}", f"kota {fold(row['form'])}"):
            if name:
                found.setdefault(form, set()).add(name)
    return {form: min(codes) for form, codes in found.items() if len(codes) == 1}


def load() -> tuple[list[Article], list[Extraction]]:
    """The gold articles with their annotations as perfect extractions."""
    codes = region_codes()
    articles, extractions = [], []
    for path in sorted((SHARED / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        articles.append(Article(gold["id"], gold["text"], published=gold["published"]))
        innovations = tuple(
            InnovationMention(
                name=item["name"],
                aliases=tuple(item["aliases"]),
                expansion=item["expansion"],
                agency=item["agency"],
                region=item["region"],
                region_code=codes.get(fold(item["region"])),
                awards=tuple(item["awards"]),
            )
            for item in gold["innovations"]
        )
        agencies = tuple(AgencyMention(name, fold(name).split()[0]) for name in gold["agencies"])
        officials = tuple(OfficialMention(item["name"], item["role"]) for item in gold["officials"])
        extractions.append(Extraction(gold["id"], innovations, agencies=agencies, officials=officials))
    return articles, extractions


@pytest.fixture(scope="module")
def gold() -> dict[str, list]:
    return json.loads((SHARED / "gold-clusters.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def resolution() -> Resolution:
    return resolve(*load())


@pytest.fixture(scope="module")
def predicted(resolution: Resolution) -> set[frozenset[Spot]]:
    """Every pair of mentions that ended in one cluster."""
    spots = {m.id: (m.article_id, m.innovation.name) for m in mentions_of(*load())}
    return {
        frozenset((spots[a], spots[b]))
        for cluster in resolution.clusters
        for a, b in combinations(cluster.mention_ids, 2)
    }


def _true_pairs(gold: dict[str, list]) -> set[frozenset[Spot]]:
    return {
        frozenset((tuple(a), tuple(b))) for cluster in gold["clusters"] for a, b in combinations(cluster["mentions"], 2)
    }


def test_pairs_reach_the_floors(gold: dict[str, list], predicted: set[frozenset[Spot]]) -> None:
    true = _true_pairs(gold)
    undecided = {frozenset((tuple(a), tuple(b))) for a, b, _ in gold["undecided"]}
    counted = predicted - undecided
    hits = counted & true
    precision, recall = len(hits) / len(counted), len(hits) / len(true)
    wrong = sorted(map(sorted, counted - true))
    missed = sorted(map(sorted, true - counted))
    report = f"P {precision:.4f} R {recall:.4f}\nwrong: {wrong}\nmissed: {missed}"
    print(report)
    assert precision >= PRECISION_FLOOR, report
    assert recall >= RECALL_FLOOR, report


def test_look_alikes_stay_apart(gold: dict[str, list], predicted: set[frozenset[Spot]]) -> None:
    different = {frozenset((tuple(a), tuple(b))) for a, b, _ in gold["different"]}
    assert sorted(map(sorted, different & predicted)) == []
