"""Lists that come one after the other to an index: what came before keeps its answer, what is new finds it."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lists_builders import as_list, cells

from inovasi.errors import MatchingFailed
from inovasi.lists.growing import Growth, link_into
from inovasi.lists.links import link
from inovasi.lists.listed import Listed
from inovasi.lists.resolving import Resolved, Watch, resolve_list
from inovasi.match.index.making import make_index
from inovasi.match.weights import HAND
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


@settings(max_examples=80, deadline=None)
@given(listed=st.lists(cells, min_size=1, max_size=12), cut=st.integers(0, 12))
def test_adding_and_linking_at_once_give_the_same_confidence(
    tmp_path_factory: pytest.TempPathFactory, listed: list[dict[str, object]], cut: int
) -> None:
    """Where they come to the same innovations: then each new row has the same pairs."""
    rows = [row | {"mention_id": f"k{at}", "article_id": None} for at, row in enumerate(listed)]
    index = tmp_path_factory.mktemp("index") / "index"
    early, everyone = as_list(rows[:cut]), as_list(rows)
    link_into(index, early)
    grown = link_into(index, everyone)
    once = link(everyone.entries)
    assume(parts(everyone, grown.links.ids) == parts(everyone, once.ids))
    new = {entry.id for entry in everyone.entries} - {entry.id for entry in early.entries}
    assert grown.growth.new == len(new)
    assert told(everyone, grown.links.confidence, new) == told(everyone, once.confidence, new)


@settings(max_examples=40, deadline=None)
@given(listed=st.lists(cells, min_size=1, max_size=9), rng=st.randoms(use_true_random=False))
def test_the_same_rows_again_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, listed: list[dict[str, object]], rng: random.Random
) -> None:
    """Neither does their order, nor that only some of them come again."""
    index = tmp_path_factory.mktemp("index") / "index"
    first = link_into(index, found := as_list(listed))
    before = index.read_bytes()
    again = link_into(index, found)
    chosen = rng.sample(range(len(found.entries)), rng.randint(0, len(found.entries)))
    some = Listed(found.mention_ids, [found.entries[at] for at in chosen], [found.rows[at] for at in chosen])
    part = link_into(index, some)
    assert index.read_bytes() == before
    assert (again.links.ids, again.links.confidence) == (first.links.ids, first.links.confidence)
    assert (again.growth.new, again.growth.there, again.growth.changed) == (0, len(found.entries), 0)
    assert (
        told(some, part.links.confidence, (one.id for one in some.entries)).items()
        <= told(found, first.links.confidence, (one.id for one in found.entries)).items()
    )


def test_new_rows_join_what_was_there(tmp_path: Path) -> None:
    before, _ = resolved(tmp_path, FIRST)
    after, issues = resolved(tmp_path, THEN)
    assert before.growth == Growth(new=3, founded=2)
    assert after.growth == Growth(new=2, there=1, founded=1)
    old, new = answers(before), answers(after)
    assert new["k3"] == old["k3"]
    assert new["n1"][0] == old["k1"][0]
    assert new["n2"][0] not in {name for name, _ in old.values()}
    assert issues == []
    again, _ = resolved(tmp_path, [*THEN[1:], *FIRST])
    assert answers(again) == {**old, **new}
    assert again.growth == Growth(new=0, there=5)


def test_a_known_mention_in_a_pair_has_the_id_that_it_was_given_under(tmp_path: Path) -> None:
    """A name that is somewhat like another is for a person to look at."""
    resolved(tmp_path, [{"mention_id": 7, "name": "Gerbang Nelayan", "region": "Muba"}])
    row = {"mention_id": "k2", "name": "Gerbang Nelayan 2.0", "region": "Muba"}
    found, _ = resolved(tmp_path, [row])
    (pair,) = found.pairs()
    assert (pair["left"], pair["left_name"], pair["right"], pair["right_name"]) == (
        "k2",
        "Gerbang Nelayan 2.0",
        7,
        "Gerbang Nelayan",
    )
    assert pair["right_innovation_id"] != pair["left_innovation_id"] == answers(found)["k2"][0]
    assert [*resolved(tmp_path, [row])[0].pairs()] == []


def test_a_row_that_says_something_else_now_is_counted_and_keeps_its_answer(tmp_path: Path) -> None:
    before, _ = resolved(tmp_path, FIRST)
    moved = [{**row, "region": "Kota Padang"} for row in FIRST]
    after, (note,) = resolved(tmp_path, moved)
    assert answers(after) == answers(before)
    assert (note.input, note.fatal) == (str(tmp_path / "index"), False)
    assert "3 rows say something else" in note.reason


def test_another_place_in_its_article_is_no_change(tmp_path: Path) -> None:
    rows = [
        {"mention_id": f"k{at}", "name": name, "article_id": "t"} for at, name in enumerate(("Rumah Padi", "Lensa"))
    ]
    resolved(tmp_path, rows)
    _, issues = resolved(tmp_path, rows[1:])
    assert issues == []


def test_innovations_that_turn_out_to_be_one_are_named(tmp_path: Path) -> None:
    rows = [
        {"mention_id": "k1", "name": "Gerbang Sapa Muda Taruna", "region": "Muba", "published": "2020"},
        {"mention_id": "k2", "name": "Gerakan Rukun Keluarga Desa", "region": "Muba", "published": "2021"},
    ]
    before = answers(resolved(tmp_path, rows)[0])
    assert before["k1"][0] != before["k2"][0]
    both = {"mention_id": "k3", "name": "Gerakan Rukun Keluarga Desa", "aliases": "Gerbang Sapa Muda Taruna"}
    found, (note,) = resolved(tmp_path, [{**both, "region": "Muba", "published": "2022"}, *rows])
    assert {name for name, _ in answers(found).values()} == {before["k1"][0]}
    assert {key: answers(found)[key][1] for key in before} == {key: value for key, (_, value) in before.items()}
    assert (note.input, note.reason, note.fatal) == (before["k2"][0], f"is one with {before['k1'][0]}", False)
    assert [*found.pairs()] == []


def test_rows_that_a_rebuild_may_place_elsewhere_are_counted(tmp_path: Path) -> None:
    crowd = [{"mention_id": f"k{at}", "name": "Sipeta", "region": "Muba"} for at in range(60)]
    resolved(tmp_path, crowd)
    found, _ = resolved(tmp_path, [{"mention_id": "n", "name": "Sipeta", "region": "Muba"}])
    assert found.growth is not None
    assert (found.growth.new, found.growth.crowded) == (1, 1)


def test_an_index_that_cannot_serve_is_refused_before_the_list_is_read(tmp_path: Path) -> None:
    entry = as_list(FIRST).entries[0]
    make_index(tmp_path / "registry", [entry], ["inv-a"], weights=None)
    (tmp_path / "other.csv").write_text("id,name\nk1,Lentera Sungai\n" * 50, encoding="utf-8")
    before = (tmp_path / "other.csv").read_bytes()
    watch = Watch(lambda issue: None, lambda layout: None, lambda records: records, lambda text: None)
    for name, reason in (("registry", "come from a registry"), ("other.csv", "Check the name")):
        with pytest.raises(MatchingFailed, match=reason):
            resolve_list(str(tmp_path / "missing.csv"), watch, index=tmp_path / name)
    assert (tmp_path / "other.csv").read_bytes() == before
    make_index(tmp_path / "untold", [entry], ["inv-a"])
    with pytest.raises(MatchingFailed, match="does not know what was told"):
        resolved(tmp_path, FIRST, "untold")


def test_weights_are_those_that_the_index_was_made_with(tmp_path: Path) -> None:
    listed = as_list(FIRST)
    other = replace(HAND, prior=HAND.prior - 1)
    link_into(tmp_path / "index", listed, weights=other)
    assert link_into(tmp_path / "index", listed, weights=other).growth.there == 3
    with pytest.raises(MatchingFailed, match=r"made with other weights.*--weights"):
        link_into(tmp_path / "index", listed)
