"""Ids that last: growth, merge, split, loss and return, whatever the order of the clusters."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from match_judged import clusters, founders, held, past_of

from inovasi.match.judgements import Judgement
from inovasi.match.lasting import Lasting, lasting
from inovasi.match.renamed import Span, Standing, located, renamed
from inovasi.types import Anchor, Cluster, Evidence, InnovationMention, Mention, Past, PastMention

LETTERS = "abcdefgh"


def runs(*builds: list[str]) -> list[tuple[Past, Lasting]]:
    """One build after the other, each with the past that it found."""
    found: list[tuple[Past, Lasting]] = []
    past = Past()
    for groups in builds:
        made = lasting(clusters(*groups), past, founders)
        found.append((past, made))
        past = past_of(past, made)
    return found


def plain(*groups: str) -> dict[str, str]:
    """Members -> the id that identity.py gives."""
    return {"".join(c.mention_ids): c.id for c in clusters(*groups)}


def told(made: Lasting) -> list[tuple[str, str | None, str | None]]:
    return [(event.what, event.old, event.new) for event in made.events]


A, B, C, D = (plain(letter)[letter] for letter in "abcd")


def test_without_a_past_the_ids_are_those_of_identity() -> None:
    made = clusters("ab", "c")
    found = lasting(made, Past(), founders)
    assert found.clusters == made
    assert found.redirects == ()
    assert {(event.what, event.new) for event in found.events} == {("founded", c.id) for c in made}


@pytest.mark.parametrize(
    ("builds", "ids", "redirects", "last"),
    [
        # grown, also by an earlier mention, which would give another id from scratch
        ([["b"], ["bc"]], {B: "bc"}, {}, []),
        ([["b"], ["ab"]], {B: "ab"}, {}, []),
        # merged: the one founded first stays
        ([["a", "b"], ["ab"]], {A: "ab"}, {B: A}, [("merged", B, A)]),
        ([["a", "b", "c"], ["abc"]], {A: "abc"}, {B: A, C: A}, [("merged", B, A), ("merged", C, A)]),
        # a chain of redirects is resolved
        ([["a", "b", "c"], ["a", "bc"], ["abc"]], {A: "abc"}, {B: A, C: A}, [("merged", B, A), ("redirected", C, A)]),
        # split: the founding mention has the id
        ([["ab"], ["a", "b"]], {A: "a", B: "b"}, {}, [("split", A, B)]),
        ([["bcd"], ["b", "cd"]], {B: "b", C: "cd"}, {}, [("split", B, C)]),
        # the founding mention is lost: the next one has it
        ([["abc"], ["b", "c"]], {A: "b", C: "c"}, {}, [("split", A, C)]),
        # merged and split again: both have their ids back
        ([["a", "b"], ["ab"], ["a", "b"]], {A: "a", B: "b"}, {}, [("returned", A, B)]),
        ([["a", "bc"], ["abc"], ["a", "b", "c"]], {A: "a", B: "b", C: "c"}, {},
         [("returned", A, B), ("split", A, C)]),
        # of two that were merged, one part goes off with both
        ([["a", "b", "c"], ["abc"], ["a", "bc"]], {A: "a", B: "bc"}, {C: B},
         [("redirected", C, B), ("returned", A, B)]),
        # gone, and back
        ([["a", "b"], ["a"]], {A: "a"}, {}, [("gone", B, None)]),
        ([["a", "b"], ["a"], ["a"]], {A: "a"}, {}, []),
        ([["a", "b"], ["a"], ["a", "b"]], {A: "a", B: "b"}, {}, [("returned", None, B)]),
        # gone, and back as a part of another
        ([["a", "b"], ["a"], ["ab"]], {A: "ab"}, {B: A}, [("redirected", B, A)]),
        # what led to one that is gone is gone too
        ([["a", "b", "c"], ["ab", "c"], ["c"]], {C: "c"}, {}, [("gone", A, None), ("gone", B, None)]),
        # a founding mention that changes over takes the id along; the older of the two stays
        ([["ac", "bd"], ["c", "abd"]], {A: "abd", C: "c"}, {B: A}, [("merged", B, A), ("split", A, C)]),
    ],
)  # fmt: skip
def test_what_becomes_of_ids(
    builds: list[list[str]],
    ids: dict[str, str],
    redirects: dict[str, str],
    last: list[tuple[str, str | None, str | None]],
) -> None:
    _, made = runs(*builds)[-1]
    assert held(made) == ids
    assert {redirect.old: redirect.new for redirect in made.redirects} == redirects
    assert sorted(map(str, told(made))) == sorted(map(str, last))


def test_the_id_of_a_vanished_innovation_goes_to_no_other_of_its_name_and_region() -> None:
    """ "A" and "a" have one name in one region; only "A" was there before."""
    assert plain("A")["A"] == plain("a")["a"]
    _, made = runs(["Ab"], ["c"], ["ac"])[-1]
    assert plain("a")["a"] not in held(made)


def test_a_new_innovation_of_the_same_name_gets_an_id_of_its_own() -> None:
    """Also where it would have the plain id from scratch, being founded first."""
    (_, before), (_, made) = runs(["a"], ["A", "a"])
    assert plain("A", "a")["A"] == before.clusters[0].id
    assert held(made)[before.clusters[0].id] == "a"
    assert len(made.clusters) == 2


partitions = st.lists(st.integers(-1, 4), min_size=len(LETTERS), max_size=len(LETTERS)).map(
    lambda homes: ["".join(m for m, home in zip(LETTERS, homes, strict=True) if home == n) for n in range(5)]
)
histories = st.lists(partitions, min_size=1, max_size=6)


@settings(max_examples=300, deadline=None)
@given(histories, st.randoms(use_true_random=False))
def test_what_holds_after_any_history(builds: list[list[str]], rng: random.Random) -> None:
    done = runs(*builds)
    for (past, made), groups in zip(done, builds, strict=True):
        shuffled = list(clusters(*groups))
        rng.shuffle(shuffled)
        assert lasting(shuffled, past, founders) == made
        in_use = {cluster.id for cluster in made.clusters}
        assert len(in_use) == len(made.clusters)
        assert sorted(held(made).values()) == sorted("".join(c.mention_ids) for c in clusters(*groups))
        assert {redirect.new for redirect in made.redirects} <= in_use
        assert not {redirect.old for redirect in made.redirects} & in_use
    for (past, before), (_, after) in pairwise(done):
        known = {cluster.id for _, made in done[: done.index((past, before)) + 1] for cluster in made.clusters}
        was, now = held(before), held(after)
        for key in was.keys() & now.keys():
            assert next(m for m in was[key] if any(m in group for group in now.values())) in now[key]
        new = {event.new for event in after.events if event.what in ("founded", "split")}
        assert not new & known
        assert now.keys() - was.keys() == new | {event.new for event in after.events if event.what == "returned"}
        ended = {event.old for event in after.events if event.what in ("merged", "gone")}
        assert was.keys() - now.keys() <= ended


@settings(max_examples=200, deadline=None)
@given(histories)
def test_the_same_again_changes_nothing(builds: list[list[str]]) -> None:
    *_, (past, made) = runs(*builds, builds[-1])
    assert made.events == ()
    assert made.redirects == past.redirects


@settings(max_examples=200, deadline=None)
@given(partitions, st.text(alphabet="ijkABC", max_size=6))
def test_growth_keeps_every_id(groups: list[str], more: str) -> None:
    grown = ["".join(dict.fromkeys(group + more[n::5])) for n, group in enumerate(groups)]
    grown = [group if groups[n] else "" for n, group in enumerate(grown)]
    seen: set[str] = set()
    grown = ["".join(m for m in group if not (m in seen or seen.add(m))) for group in grown]  # type: ignore[func-returns-value]
    (_, before), (_, after) = runs(groups, grown)
    was = held(before)
    assert {key: set(was[key]) <= set(members) for key, members in held(after).items()} == dict.fromkeys(was, True)
    assert after.events == ()


@settings(max_examples=200, deadline=None)
@given(partitions, st.integers(0, 4), st.integers(0, 4))
def test_a_merge_and_its_undoing_give_every_id_back(groups: list[str], one: int, other: int) -> None:
    merged = [*groups]
    if one != other:
        merged[one], merged[other] = groups[one] + groups[other], ""
    (_, before), _, (_, after) = runs(groups, merged, groups)
    assert (after.clusters, after.redirects) == (before.clusters, before.redirects)


def test_a_mention_read_under_another_name_takes_the_id_along() -> None:
    past = Past((PastMention("a:aplikasisipadu", "inv-x", "a", "2020-01-01", None, 10, 25),))
    found = lasting([Cluster("inv-y", ("a:sipadu",))], past, founders, {"a:aplikasisipadu": "a:sipadu"})
    assert held(found) == {"inv-x": "a:sipadu"}
    assert found.events == ()


@pytest.mark.parametrize(
    ("article", "spans", "expected"),
    [
        ("a", {"a:sipadu": (19, 25)}, {"a:old": "a:sipadu"}),
        ("a", {"a:sipadu": (25, 30)}, {}),
        ("b", {"b:sipadu": (19, 25)}, {}),
        ("a", {"a:sipadu": (24, 30), "a:si": (19, 21)}, {"a:old": "a:si"}),
        ("a", {"a:old": (50, 60), "a:sipadu": (19, 25)}, {}),
        ("a", {"a:known": (19, 25)}, {}),
    ],
)
def test_a_mention_is_the_same_where_its_name_stands_in_the_same_place(
    article: str, spans: dict[str, tuple[int, int]], expected: dict[str, str]
) -> None:
    past = [PastMention("a:old", "inv-x", "a", None, None, 10, 25), PastMention("a:known", "inv-z", "a")]
    mentions = [
        Mention(key, article, None, InnovationMention("x", evidence=(Evidence("name", *span, "x"),)))
        for key, span in spans.items()
    ]
    assert renamed(past, mentions) == expected


def standing(text: str, **spans: tuple[int, int]) -> dict[str, Standing]:
    """Article "a": its text, and mention -> where it stands ("_2" for "~2")."""
    found = (Span(f"a:{name.replace('_', '~')}", *span) for name, span in spans.items())
    return {"a": Standing(text, tuple(found))}


SAID = "Dinas punya Aplikasi SIPADU, dan SIPADU dipakai."  # the second one stands at 33


@pytest.mark.parametrize(
    ("judged", "now", "expected"),
    [
        # read under another name in the same place
        (("sipadu", 21, 27), standing(SAID, aplikasisipadu=(12, 27)), "aplikasisipadu"),
        (("aplikasisipadu", 12, 27), standing(SAID, sipadu=(21, 27)), "sipadu"),
        # the same name is there, wherever it stands
        (("sipadu", 21, 27), standing(SAID, sipadu=(33, 39), aplikasisipadu=(12, 27)), "sipadu"),
        # the text has moved, and the name has changed
        (("sipadu", 21, 27), standing(f"SEKAYU. {SAID}", aplikasisipadu=(20, 35)), "aplikasisipadu"),
        # the quote stands twice: the nearer one counts
        (("sipadu", 33, 39), standing(f"X. {SAID}", aplikasisipadu=(15, 30), sipadudipakai=(36, 50)), "sipadudipakai"),
        # two of one name: the place tells which, also where their numbers have changed
        (("sipadu", 33, 39), standing(SAID, sipadu=(21, 27), sipadu_2=(33, 39)), "sipadu_2"),
        (("sipadu_2", 33, 39), standing(SAID, sipadu=(33, 39)), "sipadu"),
        (("sipadu_2", 33, 39), standing(SAID, sipadu=(21, 27), sipadu_2=(33, 39)), "sipadu_2"),
        # nothing stands there, the text lacks it, or the article is gone
        (("sipadu", 21, 27), standing(SAID, dinas=(0, 5)), "sipadu"),
        (("sipadu", 21, 27), standing("Dinas punya aplikasi.", aplikasi=(12, 20)), "sipadu"),
        (("sipadu", 21, 27), {}, "sipadu"),
    ],
)
def test_a_judged_mention_is_found_by_its_place(
    judged: tuple[str, int, int], now: dict[str, Standing], expected: str
) -> None:
    name, start, end = judged
    key, wanted = (f"a:{text.replace('_', '~')}" for text in (name, expected))
    line = Judgement(
        "Sari", "2024-01-01", "same", (key,), ("b:x",), anchors=(Anchor(key, "a", start, end, SAID[start:end]),)
    )
    assert located([line], now.get) == ({} if wanted == key else {key: wanted})


def test_the_latest_anchor_that_is_found_counts() -> None:
    now = standing(SAID, aplikasisipadu=(12, 27), sipadudipakai=(33, 47))
    early, late, lost = (
        Judgement("Sari", f"2024-01-0{day}", "same", ("a:sipadu",), ("b:x",), anchors=(anchor,))
        for day, anchor in enumerate(
            (
                Anchor("a:sipadu", "a", 21, 27, "SIPADU"),
                Anchor("a:sipadu", "a", 33, 39, "SIPADU"),
                Anchor("a:sipadu", "a", 3, 9, "si padu"),
            ),
            start=1,
        )
    )
    assert located([lost, late, early], now.get) == {"a:sipadu": "a:sipadudipakai"}
