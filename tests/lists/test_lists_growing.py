"""Lists that come one after the other to an index: what came before keeps its answer, what is new finds it."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from test_lists_links import as_list, cells

from inovasi.errors import MatchingFailed
from inovasi.lists.growing import Grown, link_into
from inovasi.lists.links import link
from inovasi.lists.listed import Listed
from inovasi.lists.resolving import How, Resolved, Watch, resolve_list
from inovasi.match.index.making import make_index
from inovasi.types import Issue

Rows = Sequence[Mapping[str, object]]

FIRST: Rows = (
    {"mention_id": "k1", "name": "Lentera Sungai", "region": "Muba"},
    {"mention_id": 2, "name": "LENTERA-SUNGAI", "region": "Muba"},
    {"mention_id": "k3", "name": "Kolam Ilmu Desa", "region": "OKI"},
)
THEN: Rows = (
    {"mention_id": "k3", "name": "Kolam Ilmu Desa", "region": "OKI"},
    {"mention_id": "n1", "name": "Lentera Sungay", "region": "Muba"},
    {"mention_id": "n2", "name": "Pojok Tani Rawa", "region": "OKI"},
)


def resolved(folder: Path, rows: Rows, index: str = "index") -> tuple[Resolved, list[Issue]]:
    path = folder / "list.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    issues: list[Issue] = []
    watch = Watch(issues.append, lambda layout: None, lambda records: records, lambda text: None)
    return resolve_list(str(path), watch, index=folder / index), issues


def answers(found: Resolved) -> dict[object, tuple[object, object]]:
    return {one["mention_id"]: (one["innovation_id"], one["confidence"]) for one in found.mentions()}


def parts(listed: Listed, ids: Sequence[str]) -> set[frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry, name in zip(listed.entries, ids, strict=False):
        found[name].add(entry.id)
    return {frozenset(some) for some in found.values()}


def told(listed: Listed, confidence: Sequence[float], chosen: Iterable[str]) -> dict[str, float]:
    wanted = {*chosen}
    return {one.id: value for one, value in zip(listed.entries, confidence, strict=False) if one.id in wanted}


@settings(max_examples=60, deadline=None)
@given(rows=cells_list())
def test_adding_and_linking_at_once_give_the_same_confidence(
    tmp_path_factory: pytest.TempPathFactory, rows: tuple[list[dict[str, object]], list[dict[str, object]]]
) -> None:
    """Where they come to the same innovations: then each new row has the same pairs."""
    first, then = rows
    index = tmp_path_factory.mktemp("index") / "index"
    early, everyone = as_list(first), as_list([*first, *then])
    link_into(index, early)
    grown = link_into(index, everyone)
    once = link(everyone.entries)
    assume(parts(everyone, grown.links.ids) == parts(everyone, once.ids))
    new = {entry.id for entry in everyone.entries} - {entry.id for entry in early.entries}
    assert grown.growth.new == len(new)
    assert told(everyone, grown.links.confidence, new) == told(everyone, once.confidence, new)
