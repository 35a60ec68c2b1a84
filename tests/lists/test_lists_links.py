"""Linking a list to itself and to innovations that are given: what holds whatever the rows and their order."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lists_builders import as_list, cells

from inovasi.lists.anchored import link_to
from inovasi.lists.coverage import coverage, summary
from inovasi.lists.links import Known, Links, Pairs, confidences, link, uncertain
from inovasi.lists.listed import Listed
from inovasi.lists.profiles import profiles
from inovasi.lists.registered import PREFIX, Registered
from inovasi.match.entries import Entry
from inovasi.match.score import SAME, explain

MUBA, OKI = ("Kabupaten Musi Banyuasin", "16.06"), ("Kabupaten Ogan Komering Ilir", "16.02")


def beside(found: Listed, known: Sequence[Known], retired: frozenset[str] = frozenset()) -> Links:
    """The list's entries, then the known mentions."""
    entries = [*found.entries, *(one.entry for one in known)]
    return link_to(entries, [*[None] * len(found.entries), *(one.anchor for one in known)], retired)


def linked(rows: Sequence[dict[str, object]], known: Sequence[Known] = ()) -> list[str | None]:
    """The innovation id of each row."""
    found = as_list(rows)
    links = beside(found, known) if known else link(found.entries)
    ids: list[str | None] = [None] * len(rows)
    for row, name in zip(found.rows, links.ids, strict=False):
        ids[row] = name
    return ids


def held(key: str, anchor: str, name: str, region: tuple[str, str] | None = None) -> Known:
    """A mention of a given innovation, in an article of its own."""
    place, code = region or (None, None)
    own = f"{PREFIX}{key}"
    return Known(Entry(own, name, region=place, region_code=code, published="2020-01-01", article_id=own), anchor, key)


KNOWN = (
    held("m1", "inv-pandai", "Si Pandai", MUBA),
    held("m2", "inv-pandai", "Rakit Ceria", MUBA),
    held("m3", "inv-other", "SIPANDAI", OKI),
    held("m4", "inv-ppdb", "PPDB Online", MUBA),
)


@pytest.mark.parametrize("known", [(), KNOWN])
@settings(max_examples=60, deadline=None)
@given(listed=st.lists(cells, max_size=9), rng=st.randoms(use_true_random=False))
def test_the_order_of_rows_never_shows(
    known: tuple[Known, ...], listed: list[dict[str, object]], rng: random.Random
) -> None:
    """Rows that are equal in everything cannot be told apart, so they are compared as a bag."""
    order = list(range(len(listed)))
    rng.shuffle(order)
    assert _bags(listed, linked(listed, known)) == _bags(
        [listed[i] for i in order], linked([listed[i] for i in order], known)
    )


def _bags(listed: list[dict[str, object]], ids: list[str | None]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for cells_of_row, name in zip(listed, ids, strict=True):
        found[repr(sorted(cells_of_row.items(), key=lambda item: item[0]))].append(str(name))
    return {row: sorted(names) for row, names in found.items()}


@settings(max_examples=60, deadline=None)
@given(listed=st.lists(cells, max_size=9))
def test_given_innovations_stay_as_they_are(listed: list[dict[str, object]]) -> None:
    found = as_list(listed)
    links = beside(found, KNOWN)
    assert links.ids[len(found.entries) :] == [one.anchor for one in KNOWN]
    assert len(links.ids) == len(links.confidence) == len(links.places) == len(found.entries) + len(KNOWN)
    assert all(0.0 <= value <= 1.0 for value in links.confidence)


@settings(max_examples=40, deadline=None)
@given(listed=st.lists(cells, max_size=2))
def test_nothing_given_is_as_if_there_were_no_registry(listed: list[dict[str, object]]) -> None:
    """Of two rows; of more, equally good ways to join may be taken in another order."""
    found = as_list(listed)
    alone, without = link(found.entries), beside(found, ())
    assert alone.ids == without.ids
    assert alone.confidence == without.confidence


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"name": "SI-PANDAI", "region": "Muba"}, "inv-pandai"),
        ({"name": "Si Pandai", "region": "OKI"}, "inv-other"),
        ({"name": "Aplikasi Rakit Ceria", "region": "Muba"}, "inv-pandai"),
        ({"name": "Si Pandai", "region": "Padang"}, None),
        ({"name": "Lentera Ufuk", "region": "Muba"}, None),
        ({"name": "PPDB Online"}, None),
        ({"name": "PPDB Online", "region": "Muba"}, "inv-ppdb"),
    ],
)
def test_a_row_gets_the_id_of_what_it_is(row: dict[str, object], expected: str | None) -> None:
    (found,) = linked([row], KNOWN)
    assert found == expected or (expected is None and found not in {one.anchor for one in KNOWN})


def test_two_rows_may_be_one_given_innovation_and_new_rows_are_joined_too() -> None:
    rows = [
        {"name": "SI-PANDAI", "region": "Muba"},
        {"name": "Rakit Ceria", "region": "Muba"},
        {"name": "Lentera Ufuk", "region": "Muba"},
        {"name": "Layanan Lentera-Ufuk", "region": "Muba"},
    ]
    first, second, third, fourth = linked(rows, KNOWN)
    assert first == second == "inv-pandai"
    assert third == fourth == linked(rows)[2]


def test_a_row_never_joins_two_given_innovations() -> None:
    known = (held("m1", "inv-a", "Gerbang Nelayan Tangguh"), held("m2", "inv-b", "Gerbang Nelayan Tangguh"))
    links = beside(as_list([{"name": "Gerbang Nelayan Tangguh"}]), known)
    assert links.ids[0] in ("inv-a", "inv-b")
    assert links.confidence[0] < 0.5
    found = uncertain(links)
    assert [*zip(found.left.tolist(), found.right.tolist(), strict=True)] == [(0, 2)]
    assert found.score[0] >= SAME


def test_a_new_id_is_never_one_of_the_registry() -> None:
    """Neither one that it uses nor one that it used."""
    row = {"name": "Lentera Ufuk", "region": "Muba"}
    (plain,) = linked([row])
    assert plain is not None
    (found,) = linked([row], (held("m1", plain, "Kelas Ibu Pintar", OKI),))
    assert found not in (plain, None)
    assert beside(as_list([row]), KNOWN).ids[0] == plain
    assert beside(as_list([row]), KNOWN, frozenset({plain})).ids[0] == found


def pairs_of(*found: tuple[int, int, float]) -> Pairs:
    left, right, score = zip(*found, strict=True) if found else ((), (), ())
    return Pairs(np.array(left, np.int32), np.array(right, np.int32), np.array(score, np.float64))


@pytest.mark.parametrize(
    ("cluster", "pairs", "expected"),
    [
        ([0], [], [1.0]),
        ([0, 0], [(0, 1, 0.95)], [0.95, 0.95]),
        ([0, 1], [(0, 1, 0.6)], [0.4, 0.4]),
        ([0, 0, 1], [(0, 1, 0.9), (0, 2, 0.9)], [0.4737, 0.9, 0.1]),
        ([0, 0], [(0, 1, 1.0)], [1.0, 1.0]),
    ],
)
def test_confidence_weighs_the_choice_against_its_rivals(
    cluster: list[int], pairs: list[tuple[int, int, float]], expected: list[float]
) -> None:
    assert confidences(np.array(cluster, np.int32), pairs_of(*pairs)) == expected


def told_pair_by_pair(cluster: Sequence[int], pairs: Sequence[tuple[int, int, float]]) -> list[float]:
    """The definition of a confidence, read out."""
    found = []
    for entry, own in enumerate(cluster):
        odds: dict[bool, list[float]] = {True: [], False: []}
        for left, right, score in pairs:
            if entry in (left, right):
                capped = min(score, 0.999999)
                other = right if entry == left else left
                odds[cluster[other] == own].append(capped / (1 - capped))
        inside, outside = odds[True], max(odds[False], default=0.0)
        chosen = max(inside, default=1.0)
        found.append(round(chosen / (1.0 + max(inside, default=0.0) + outside), 4))
    return found


SIZE = 8
scores = st.one_of(st.floats(0, 1), st.sampled_from((0.0, 0.000001, 0.5, 0.7, 0.999999, 1.0)))
spots = st.integers(0, SIZE - 1)


@settings(max_examples=300, deadline=None)
@given(
    cluster=st.lists(st.integers(0, 3), min_size=SIZE, max_size=SIZE),
    pairs=st.lists(st.tuples(spots, spots, scores).filter(lambda pair: pair[0] < pair[1]), max_size=20),
)
def test_confidences_are_those_of_the_definition(cluster: list[int], pairs: list[tuple[int, int, float]]) -> None:
    assert confidences(np.array(cluster, np.int32), pairs_of(*pairs)) == told_pair_by_pair(cluster, pairs)


def test_a_person_sees_what_is_unsure_or_was_put_otherwise() -> None:
    pairs = pairs_of((0, 1, 0.9), (0, 2, 0.9), (0, 4, 0.05), (1, 2, 0.55), (1, 3, 0.1), (2, 3, 0.3))
    found = uncertain(Links(["i", "i", "j", "k", "i"], [], pairs))
    assert [*zip(found.left.tolist(), found.right.tolist(), strict=True)] == [(1, 2), (2, 3), (0, 2), (0, 4)]


@settings(max_examples=30, deadline=None)
@given(listed=st.lists(cells, max_size=9))
def test_the_reasons_of_a_pair_are_those_of_its_score(listed: list[dict[str, object]]) -> None:
    entries = as_list(listed).entries
    pairs = link(entries).pairs
    shown = profiles(entries)
    assert [profile.id for profile in shown] == [entry.id for entry in entries]
    for i, j, value in zip(pairs.left.tolist(), pairs.right.tolist(), pairs.score.tolist(), strict=True):
        pair = explain(shown[i], shown[j])
        assert (pair.left, pair.right) == (entries[i].id, entries[j].id)
        assert pair.score == pytest.approx(value, abs=2e-6)


def test_the_number_of_processes_never_shows() -> None:
    """More rows than one piece of work has."""
    rng = random.Random(5)
    regions = ("Muba", "OKI", "Kota Malang", "Kota Padang", "Sumatera Selatan", "")
    parts = [f"{a}{b}" for a in "bcdgjklmnprst" for b in ("a", "i", "u", "eng", "oh")]
    rows: list[dict[str, object]] = [
        {"name": " ".join("".join(rng.choices(parts, k=2)).title() for _ in range(2)), "region": rng.choice(regions)}
        for _ in range(9_000)
    ]
    entries = as_list([*rows, *rows, *rows]).entries
    one, three = link(entries), link(entries, workers=3)
    assert one.ids == three.ids
    assert one.confidence == three.confidence
    assert len({*one.ids}) > 1_000
    shuffled = rng.sample(list(entries), len(entries))
    again = link(shuffled, workers=2)
    assert dict(zip((e.id for e in shuffled), zip(again.ids, again.confidence, strict=True), strict=True)) == dict(
        zip((e.id for e in entries), zip(one.ids, one.confidence, strict=True), strict=True)
    )


def test_coverage_names_every_innovation_once() -> None:
    listed = [
        {"mention_id": "k1", "name": "SI-PANDAI", "region": "Muba"},
        {"mention_id": "k2", "name": "Rakit Ceria", "region": "Muba"},
        {"mention_id": "k3", "name": "Lentera Ufuk", "region": "Kota Padang"},
        {"mention_id": "k4", "name": "Antar Obat", "agency": "Dinas Kesehatan Kota Malang"},
        {"mention_id": "k5", "name": "Rumah Padi"},
        {"mention_id": "k6", "name": ""},
    ]
    rows = as_list(listed)
    innovations = {
        "inv-pandai": Registered("inv-pandai", "Si Pandai", *MUBA, 2, "2019-01-01", "2020-01-01"),
        "inv-other": Registered("inv-other", "SIPANDAI", *OKI, 1, None, None),
        "inv-ppdb": Registered("inv-ppdb", "PPDB Online", None, None, 1, None, None),
    }
    found = coverage(rows, beside(rows, KNOWN), innovations)
    assert [(one.coverage, one.name, one.province, one.mention_ids) for one in found] == [
        ("list only", "Lentera Ufuk", "Sumatera Barat", ("k3",)),
        ("registry only", "SIPANDAI", "Sumatera Selatan", ()),
        ("both", "Si Pandai", "Sumatera Selatan", ("k1", "k2")),
        ("list only", "Antar Obat", "Jawa Timur", ("k4",)),
        ("list only", "Rumah Padi", None, ("k5",)),
        ("registry only", "PPDB Online", None, ()),
    ]
    lines = list(summary(found))
    assert lines[0] == "4 innovations in the list: 1 are in the registry, for 3 it has no article so far"
    assert lines[1] == "3 innovations in the registry: 1 are in the list, 2 are named by no row of it"
    assert [line.split()[-3:] for line in lines[3:]] == [
        ["0", "1", "0"],
        ["1", "0", "1"],
        ["0", "1", "0"],
        ["0", "1", "1"],
    ]
