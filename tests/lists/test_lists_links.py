"""Linking a list to itself and to innovations that are given: what holds whatever the rows and their order."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inovasi.lists.anchored import link_to
from inovasi.lists.coverage import coverage, summary
from inovasi.lists.links import Entry, Links, confidences, link, uncertain
from inovasi.lists.read import Record
from inovasi.lists.registered import Registered
from inovasi.lists.rows import Row, entries_of, rows_of
from inovasi.types import InnovationMention, Pair

MUBA, OKI = ("Kabupaten Musi Banyuasin", "16.06"), ("Kabupaten Ogan Komering Ilir", "16.02")

cells = st.fixed_dictionaries(
    {
        "name": st.sampled_from(
            ("Si Pandai", "SIPANDAI", "Sipandae", "Aplikasi Si Pandai", "PPDB Online", "Rumah Padi", "")
        )
    },
    optional={
        "mention_id": st.sampled_from(("a", "b", "c", "d", 5)),
        "article_id": st.sampled_from(("x", "y")),
        "published": st.sampled_from(("2019-05-01", "2023")),
        "region": st.sampled_from(("Muba", "OKI", "Malang", "Kota Malang", "Sumatera Selatan", "Negeri Ufuk")),
        "expansion": st.sampled_from(("Sistem Pelayanan dan Data Ibu", "Sinergi Petani Padi")),
        "agency": st.sampled_from(("Dinas Sosial", "RSUD Kayuagung")),
    },
)


def linked(listed: list[dict[str, object]], known: tuple[Entry, ...] = ()) -> list[str | None]:
    """The innovation id of each row."""
    rows = rows_of([Record(i, cells) for i, cells in enumerate(listed, 2)], "list", lambda issue: None)
    entries, keys = entries_of(rows)
    links = link_to([*entries, *known]) if known else link(entries)
    return [None if key is None else links.ids[key] for key in keys]


def row_of(cells_of_row: dict[str, object]) -> Row:
    (row,) = rows_of([Record(2, cells_of_row)], "list", lambda issue: None)
    return row


def held(key: str, anchor: str, name: str, region: tuple[str, str] | None = None, **more: str) -> Entry:
    """A mention of a given innovation, in an article of its own."""
    place, code = region or (None, None)
    innovation = InnovationMention(name, region=place, region_code=code, expansion=more.get("expansion"))
    return Entry(f"registry\n{key}", f"registry\n{key}", "2020-01-01", innovation, anchor)


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
    known: tuple[Entry, ...], listed: list[dict[str, object]], rng: random.Random
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
    rows = rows_of([Record(i, row) for i, row in enumerate(listed, 2)], "list", lambda issue: None)
    entries, _ = entries_of(rows)
    links = link_to([*entries, *KNOWN])
    assert {entry.key: links.ids[entry.key] for entry in KNOWN} == {entry.key: entry.anchor for entry in KNOWN}
    assert links.ids.keys() == links.confidence.keys() == {entry.key for entry in (*entries, *KNOWN)}
    assert all(0.0 <= value <= 1.0 for value in links.confidence.values())


@settings(max_examples=40, deadline=None)
@given(listed=st.lists(cells, max_size=2))
def test_nothing_given_is_as_if_there_were_no_registry(listed: list[dict[str, object]]) -> None:
    """Of two rows; of more, equally good ways to join may be taken in another order."""
    rows = rows_of([Record(i, row) for i, row in enumerate(listed, 2)], "list", lambda issue: None)
    entries, _ = entries_of(rows)
    alone, beside = link(entries), link_to(entries)
    assert alone.ids == beside.ids
    assert alone.confidence == pytest.approx(beside.confidence, abs=0.001)


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
    assert found == expected or (expected is None and found not in {entry.anchor for entry in KNOWN})


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
    (entry,), _ = entries_of([row_of({"name": "Gerbang Nelayan Tangguh"})])
    links = link_to([entry, *known])
    assert links.ids[entry.key] in ("inv-a", "inv-b")
    assert links.confidence[entry.key] < 0.5
    assert [(found.left, found.decision) for found in uncertain(links)] == [("registry\nm2", "same")]


def test_a_new_id_is_never_one_of_the_registry() -> None:
    """Neither one that it uses nor one that it used."""
    (plain,) = set(linked([{"name": "Lentera Ufuk", "region": "Muba"}]))
    assert plain is not None
    known = (held("m1", plain, "Kelas Ibu Pintar", OKI),)
    (found,) = linked([{"name": "Lentera Ufuk", "region": "Muba"}], known)
    assert found not in (plain, None)
    (entry,), _ = entries_of([row_of({"name": "Lentera Ufuk", "region": "Muba"})])
    assert link_to([entry, *KNOWN]).ids[entry.key] == plain
    assert link_to([entry, *KNOWN], frozenset({plain})).ids[entry.key] == found


def pair(left: str, right: str, score: float) -> Pair:
    decision = "same" if score >= 0.7 else "different" if score < 0.3 else "unsure"
    return Pair(left, right, score, decision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ids", "pairs", "expected"),
    [
        ({"a": "i"}, [], {"a": 1.0}),
        ({"a": "i", "b": "i"}, [pair("a", "b", 0.95)], {"a": 0.95, "b": 0.95}),
        ({"a": "i", "b": "j"}, [pair("a", "b", 0.6)], {"a": 0.4, "b": 0.4}),
        ({"a": "i", "b": "i", "c": "j"}, [pair("a", "b", 0.9), pair("a", "c", 0.9)], {"a": 0.4737, "b": 0.9, "c": 0.1}),
        ({"a": "i", "b": "i"}, [pair("a", "b", 1.0)], {"a": 1.0, "b": 1.0}),
    ],
)
def test_confidence_weighs_the_choice_against_its_rivals(
    ids: dict[str, str], pairs: list[Pair], expected: dict[str, float]
) -> None:
    assert confidences(ids, pairs) == expected


def test_a_person_sees_what_is_unsure_or_was_put_otherwise() -> None:
    pairs = (pair("a", "b", 0.9), pair("a", "c", 0.9), pair("b", "c", 0.55), pair("b", "d", 0.1))
    links = Links({"a": "i", "b": "i", "c": "j", "d": "k"}, {}, pairs, {})
    assert [(found.left, found.right) for found in uncertain(links)] == [("b", "c"), ("a", "c")]


def test_coverage_names_every_innovation_once() -> None:
    listed = [
        {"mention_id": "k1", "name": "SI-PANDAI", "region": "Muba"},
        {"mention_id": "k2", "name": "Rakit Ceria", "region": "Muba"},
        {"mention_id": "k3", "name": "Lentera Ufuk", "region": "Kota Padang"},
        {"mention_id": "k4", "name": "Antar Obat", "agency": "Dinas Kesehatan Kota Malang"},
        {"mention_id": "k5", "name": "Rumah Padi"},
        {"mention_id": "k6", "name": ""},
    ]
    rows = rows_of([Record(i, cells) for i, cells in enumerate(listed, 2)], "list", lambda issue: None)
    entries, keys = entries_of(rows)
    innovations = {
        "inv-pandai": Registered("inv-pandai", "Si Pandai", *MUBA, 2, "2019-01-01", "2020-01-01"),
        "inv-other": Registered("inv-other", "SIPANDAI", *OKI, 1, None, None),
        "inv-ppdb": Registered("inv-ppdb", "PPDB Online", None, None, 1, None, None),
    }
    found = coverage(rows, keys, link_to([*entries, *KNOWN]), innovations)
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
