"""An index of known mentions: adding to it comes to what a rebuild comes to, or says how many may differ."""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_linkage import entries as generated

from inovasi.errors import InovasiError, MatchingFailed
from inovasi.match.batch import Scorer
from inovasi.match.cluster import components
from inovasi.match.entries import Entry, table_of_entries
from inovasi.match.groups import AVERAGE
from inovasi.match.index.adding import Added, add
from inovasi.match.index.answers import Answer, Kept, kept
from inovasi.match.index.file import changing, consulting
from inovasi.match.index.making import make_index
from inovasi.match.index.reading import neighbours
from inovasi.match.linkage import joined, link
from inovasi.match.places import official
from inovasi.match.score import SAME
from inovasi.match.weights import HAND
from inovasi.types import AgencyMention, Award

MUBA, OKI, PALI = "16.06", "16.02", "16.12"


def made(path: Path, known: Sequence[Entry]) -> dict[str, str]:
    """An index of what ``link`` finds, and the innovation of each mention."""
    found = link(known)
    ids = [""] * len(known)
    for number, cluster in enumerate(found.clusters):
        for i in cluster:
            ids[i] = f"inv-{number}"
    make_index(path, known, ids)
    return {entry.id: name for entry, name in zip(known, ids, strict=True)}


def grown(path: Path, new: Sequence[Entry]) -> Added:
    with changing(path) as connection:
        return add(connection, new)


def innovations(path: Path) -> dict[str, str]:
    """Every mention of the index with its innovation."""
    with consulting(path) as connection:
        rows = connection.execute("SELECT m.id, c.id FROM mentions m JOIN clusters c ON c.number = m.cluster")
        return dict(rows.fetchall())


def parts(ids: Mapping[str, str]) -> set[frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for mention, innovation in ids.items():
        found[innovation].add(mention)
    return {frozenset(some) for some in found.values()}


def rebuilt(everyone: Sequence[Entry]) -> set[frozenset[str]]:
    return {frozenset(everyone[i].id for i in cluster) for cluster in link(everyone).clusters}


def entry(key: str, name: str, region: str | None = MUBA, **more: object) -> Entry:
    return replace(Entry(key, name, region_code=region, published="2023-04-05"), **more)  # type: ignore[arg-type]


NAMES = ("Gerobak Sigap Warga", "Lentera Sungai", "Pojok Tani Rawa", "Sapa Lansia Ceria", "Kolam Ilmu Desa")
NAME = st.sampled_from(NAMES)
REGION = st.sampled_from((MUBA, OKI, PALI, None))
YEAR = st.sampled_from(("2022-01-01", "2023-02-02", "2024-03-03"))


@st.composite
def mentions(draw: st.DrawFn) -> list[Entry]:
    """Some innovations with well-told names, each mentioned a few times, with a wrong letter now and then."""
    found = []
    for number in range(draw(st.integers(1, 14))):
        name = draw(NAME)
        if draw(st.booleans()):
            at = draw(st.integers(3, len(name) - 2))
            name = name[:at] + "x" + name[at + 1 :]
        found.append(Entry(f"m{number}", name, region_code=draw(REGION), published=draw(YEAR)))
    return found


def agree(everyone: Sequence[Entry]) -> bool:
    """Whether all mentions that pairs connect agree with each other: then no order of joining matters."""
    ordered = sorted(everyone, key=lambda one: one.id)
    table = table_of_entries(ordered, official())
    pairs = joined(table, SAME).pairs
    joins = pairs.where((pairs.score >= SAME) & ~pairs.forbidden)
    label = components(len(table), joins.left, joins.right)
    left, right = (side.astype(np.int32) for side in np.triu_indices(len(table), 1))
    inside = label[left] == label[right]
    scored = Scorer(table).score(left[inside], right[inside])
    return bool(np.all((scored.score >= AVERAGE) & ~scored.forbidden))


@settings(max_examples=120, deadline=None)
@given(mentions(), st.integers(0, 14), st.integers(0, 14))
def test_adding_in_any_steps_comes_to_what_a_rebuild_comes_to_where_all_agree(
    tmp_path_factory: pytest.TempPathFactory, everyone: list[Entry], first: int, second: int
) -> None:
    path = tmp_path_factory.mktemp("index") / "known.sqlite"
    first, second = sorted((first, second))
    made(path, everyone[:first])
    told = [grown(path, everyone[first:second]), grown(path, everyone[second:])]
    assume(agree(everyone) and not any(one.crowded for one in told))
    assert parts(innovations(path)) == rebuilt(everyone)


def test_most_of_many_mentions_go_where_a_rebuild_puts_them(tmp_path: Path) -> None:
    everyone, _ = generated(3_000)
    chosen = random.Random(4).sample(everyone, len(everyone))
    made(tmp_path / "known", chosen[:2_900])
    told = grown(tmp_path / "known", chosen[2_900:])
    ours, theirs = parts(innovations(tmp_path / "known")), rebuilt(everyone)
    home = {mention: part for part in theirs for mention in part}
    new = {one.id for one in chosen[2_900:]}
    same = sum(len(part & home[mention]) - 1 for part in ours for mention in part & new)
    either = sum(len(part | home[mention]) - 1 for part in ours for mention in part & new)
    assert same >= 0.95 * either
    assert told.crowded < len(new)


def test_the_order_of_new_mentions_never_shows(tmp_path: Path) -> None:
    everyone, _ = generated(600)
    found = []
    for seed in (1, 2):
        path = tmp_path / f"known-{seed}"
        made(path, everyone[:400])
        told = grown(path, random.Random(seed).sample(everyone[400:], 200))
        found.append((dict(told.ids), told.pairs, dict(told.merged), innovations(path)))
    assert found[0] == found[1]


def test_a_mention_like_a_known_one_is_that_innovation(tmp_path: Path) -> None:
    known = made(tmp_path / "known", [entry("a", "Lentera Sungai"), entry("b", "Pojok Tani Rawa")])
    told = grown(tmp_path / "known", [entry("c", "LENTERA-SUNGAI"), entry("d", "Pojok Tani Rowa")])
    assert (told.ids["c"], told.ids["d"]) == (known["a"], known["b"])
    assert [(a, b) for a, b, _ in told.pairs] == [("a", "c"), ("b", "d")]


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(entry("z", "Lentera Sungai", OKI), id="another regency"),
        pytest.param(entry("z", "Kolam Ilmu Desa"), id="another name"),
        pytest.param(entry("z", "Lentera Sungai", OKI, replicated_from=("Musi Banyuasin",)), id="a copy"),
    ],
)
def test_what_is_another_innovation_gets_an_id_of_its_own(tmp_path: Path, new: Entry) -> None:
    known = made(tmp_path / "known", [entry("a", "Lentera Sungai")])
    told = grown(tmp_path / "known", [new])
    assert told.ids["z"] not in known.values()
    assert innovations(tmp_path / "known")["a"] == known["a"]


def test_what_one_article_lists_side_by_side_stays_apart(tmp_path: Path) -> None:
    known = [entry("a", "Gerobak Sigap Warga", article_id="t1"), entry("b", "Gerobak Sigap Wargi", article_id="t2")]
    made(tmp_path / "known", known)
    told = grown(tmp_path / "known", [entry("c", "Gerobak Sigap Wargo", article_id="t1")])
    assert told.ids["c"] != innovations(tmp_path / "known")["a"]


def test_clusters_that_a_new_mention_shows_to_be_one_keep_the_older_id(tmp_path: Path) -> None:
    short = entry("a", "GARUDA", published="2021-01-01", expansion="Gerakan Rukun Keluarga Desa")
    long = entry("b", "Gerbang Sapa Muda Taruna", published="2020-01-01")
    make_index(tmp_path / "known", [short, long], ["inv-younger", "inv-older"])
    both = entry("c", "Gerakan Rukun Keluarga Desa", aliases=("Gerbang Sapa Muda Taruna",))
    told = grown(tmp_path / "known", [both])
    assert told.merged == {"inv-younger": "inv-older"}
    assert set(innovations(tmp_path / "known").values()) == {"inv-older"}
    with consulting(tmp_path / "known") as connection:
        assert connection.execute("SELECT * FROM redirects").fetchall() == [("inv-younger", "inv-older")]


def test_an_id_that_led_elsewhere_is_never_given_again(tmp_path: Path) -> None:
    test_clusters_that_a_new_mention_shows_to_be_one_keep_the_older_id(tmp_path)
    with changing(tmp_path / "known") as connection:
        fresh = add(connection, [entry("d", "Kolam Ilmu Desa", OKI)]).ids["d"]
        connection.execute("INSERT INTO redirects VALUES (?, 'inv-older')", (fresh,))
        connection.execute("DELETE FROM mentions WHERE id = 'd'")
        connection.execute("DELETE FROM clusters WHERE id = ?", (fresh,))
        connection.execute("DELETE FROM exact WHERE row = 3")
        connection.execute("DELETE FROM seats WHERE row = 3")
    again = grown(tmp_path / "known", [entry("e", "Kolam Ilmu Desa", OKI)]).ids["e"]
    assert again != fresh


def test_what_the_index_has_stays_as_it_is(tmp_path: Path) -> None:
    known = made(tmp_path / "known", [entry("a", "Lentera Sungai")])
    told = grown(tmp_path / "known", [entry("b", "Kolam Ilmu Desa"), entry("a", "Pojok Tani Rawa")])
    assert told.new == ("b",)
    assert told.founded == {told.ids["b"]}
    again = grown(tmp_path / "known", [entry("b", "Kolam Ilmu Desa"), entry("a", "Lentera Sungai")])
    assert (again.new, again.ids, again.pairs, again.founded) == ((), {}, (), set())
    assert innovations(tmp_path / "known") == {"a": known["a"], "b": told.ids["b"]}
    with consulting(tmp_path / "known") as connection:
        assert kept(connection, ["a", "c"])["a"].entry == entry("a", "Lentera Sungai")


def test_a_mention_comes_back_as_it_went_in(tmp_path: Path) -> None:
    full = Entry(
        "a",
        "Lentera Sungai",
        published="2023-04-05",
        region_code=MUBA,
        expansion="Lentera di Tepi Sungai",
        aliases=("Lensa",),
        agency="Dinas Sosial",
        region="Kabupaten Musi Banyuasin",
        article_id="t",
        awards=(Award("Top 45", "KIPP", "Top 45", "nasional", 2021),),
        position=3,
        replicated_from=("Kota Padang",),
        owner=AgencyMention("Dinsos", "dinas", "Dinas Sosial", "Musi Banyuasin", MUBA),
        officials=("Rahmat Hidayatullah",),
        description="Perahu baca bagi anak di tepi sungai",
    )
    assert all(getattr(full, field.name) not in (None, (), "", 0) for field in fields(Entry))
    make_index(tmp_path / "known", [full], ["inv-a"], answers=[Answer(7, 0.9375)])
    with consulting(tmp_path / "known") as connection:
        assert kept(connection, ["a", "b"]) == {"a": Kept(full, "inv-a", Answer(7, 0.9375))}


def test_clusters_of_other_weights_are_not_added_to(tmp_path: Path) -> None:
    make_index(tmp_path / "registry", [entry("a", "Lentera Sungai")], ["inv-a"], weights=None)
    make_index(tmp_path / "others", [entry("a", "Lentera Sungai")], ["inv-a"], weights=replace(HAND, prior=-9.0))
    for name, reason in (("registry", "come from a registry"), ("others", "made with other weights")):
        with pytest.raises(MatchingFailed, match=reason) as error:
            grown(tmp_path / name, [entry("b", "Kolam Ilmu Desa")])
        assert error.value.input == str(tmp_path / name)
        assert innovations(tmp_path / name) == {"a": "inv-a"}


def test_a_run_that_breaks_off_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    made(tmp_path / "known", [entry("a", "Lentera Sungai")])
    with pytest.raises(KeyboardInterrupt):
        broken_off(tmp_path / "known", [entry("b", "Kolam Ilmu Desa")])
    assert set(innovations(tmp_path / "known")) == {"a"}


def broken_off(path: Path, new: Sequence[Entry]) -> None:
    with changing(path) as connection:
        add(connection, new)
        raise KeyboardInterrupt


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("not a database, and long enough to be taken for one by nobody" * 20, "utf-8")
    with closing(sqlite3.connect(tmp_path / "other")) as connection:
        connection.execute("CREATE TABLE mentions (id TEXT)")
        connection.commit()
    made(tmp_path / "old", [entry("a", "Lentera Sungai")])
    with closing(sqlite3.connect(tmp_path / "old")) as connection:
        connection.execute("PRAGMA user_version = 999")
        connection.commit()
    for name, reason in (("text", "cannot be used"), ("other", "is not an index"), ("old", "version 999")):
        with pytest.raises(MatchingFailed, match=reason), consulting(tmp_path / name):
            pass
    with pytest.raises(MatchingFailed, match="cannot be used"), changing(tmp_path / "missing"):
        pass


def test_nobody_is_told_to_remove_an_index_that_another_run_changes(tmp_path: Path) -> None:
    made(tmp_path / "known", [entry("a", "Lentera Sungai")])
    with changing(tmp_path / "known"):
        with pytest.raises(MatchingFailed, match=r"locked.*wait until it has ended"):
            grown(tmp_path / "known", [entry("b", "Kolam Ilmu Desa")])
        assert set(innovations(tmp_path / "known")) == {"a"}


@pytest.mark.parametrize("start", [100, 4096])
def test_a_damaged_index_is_named_as_such(tmp_path: Path, start: int) -> None:
    made(tmp_path / "known", generated(50)[0])
    data = (tmp_path / "known").read_bytes()
    (tmp_path / "known").write_bytes(data[:start] + bytes(len(data) - start))
    with pytest.raises(MatchingFailed, match="If it is an index, it is damaged"):
        grown(tmp_path / "known", generated(60)[0][50:])


def test_two_entries_of_one_id_are_refused(tmp_path: Path) -> None:
    made(tmp_path / "known", [])
    with pytest.raises(InovasiError, match="two mentions with one id"):
        grown(tmp_path / "known", [entry("a", "Lentera Sungai"), entry("a", "Kolam Ilmu Desa")])


def test_neighbours_are_whole_innovations_and_only_those_that_are_alike(tmp_path: Path) -> None:
    known = [
        entry("a", "Lentera Sungai"),
        entry("b", "Lentera Sungay", published="2022-01-01"),
        entry("c", "Kolam Ilmu Desa"),
        entry("d", "Lentera Sungai", OKI),
    ]
    ids = made(tmp_path / "known", known)
    with consulting(tmp_path / "known") as connection:
        found = neighbours(connection, [entry("new", "Lentera Sungai", article_id="t")])
    assert [(one.entry.id, one.innovation) for one in found] == [("b", ids["a"]), ("a", ids["a"])]
    assert found[1].entry == known[0]
