"""Judgements applied to clusters: same together, different apart, the rest as it was."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from match_judged import clusters, founders, past_of

from inovasi.match.constraints import constrain
from inovasi.match.judgements import Judgement, effective
from inovasi.match.lasting import lasting
from inovasi.match.rulings import Rulings, rulings_of
from inovasi.types import Cluster, Pair, Past

LETTERS = "abcdefghij"


def rulings(*said: str) -> Rulings:
    """ "a=b" and "a/b", the latest last; several letters on a side are a group."""
    found = []
    for day, text in enumerate(said, start=1):
        left, sign, right = text.partition("=") if "=" in text else text.partition("/")
        verdict = "same" if sign == "=" else "different"
        found.append(Judgement("Sari", f"2024-01-{day:02}", verdict, tuple(left), tuple(right)))  # type: ignore[arg-type]
    return rulings_of(effective(found))


def pairs(*scored: tuple[str, float]) -> list[Pair]:
    return [Pair(text[0], text[1], score, "same") for text, score in scored]


@pytest.mark.parametrize(
    ("groups", "said", "scored", "expected"),
    [
        (["ab", "cd"], ["a=c"], [], ["abcd"]),
        (["ab", "cd"], ["b=c", "a/c"], [], ["a", "bcd"]),
        (["abc"], ["a/b"], [], ["ac", "b"]),
        (["abc"], ["a/b"], [("bc", 0.9)], ["a", "bc"]),
        (["abc"], ["a/b"], [("ac", 0.6), ("bc", 0.9)], ["a", "bc"]),
        (["abc"], ["a/b"], [("bc", 0.4)], ["ac", "b"]),
        (["abcd"], ["a/b"], [("bc", 0.9), ("cd", 0.9)], ["a", "bcd"]),
        (["abcd"], ["b/c"], [("ac", 0.9)], ["acd", "b"]),
        (["abcd"], ["c/ab", "d/ab"], [], ["ab", "cd"]),
        (["abcde"], ["cd/abe"], [], ["abe", "cd"]),
        (["abcd"], ["a/bcd"], [], ["a", "bcd"]),
        (["abc"], ["a/b", "b/c", "a/c"], [], ["a", "b", "c"]),
        (["ab", "cd"], ["a/c"], [], ["ab", "cd"]),
        (["ab", "cd"], ["a=x", "x=c"], [], ["abcd"]),
        (["abc"], ["a=x", "x/b"], [], ["ac", "b"]),
        (["ab"], ["x/y"], [], ["ab"]),
        (["ab", "c", "d"], ["b/c", "a=d", "d=c"], [], ["acd", "b"]),
    ],
)
def test_what_people_said_holds(
    groups: list[str], said: list[str], scored: list[tuple[str, float]], expected: list[str]
) -> None:
    found = constrain(clusters(*groups), pairs(*scored), rulings(*said), founders)
    assert sorted("".join(cluster.mention_ids) for cluster in found) == expected


def test_the_part_with_the_founding_mention_keeps_the_id_and_the_other_gets_one_of_its_own() -> None:
    (whole,) = clusters("abc")
    found = {"".join(c.mention_ids): c.id for c in constrain([whole], [], rulings("a/b"), founders)}
    assert found["ac"] == whole.id
    assert found["b"] == clusters("b")[0].id


def test_joined_clusters_have_the_id_of_the_one_founded_first() -> None:
    first, second = sorted(clusters("ab", "cd"), key=lambda c: c.mention_ids)
    (found,) = constrain([second, first], [], rulings("b=d"), founders)
    assert found == Cluster(first.id, ("a", "b", "c", "d"))


def test_a_part_of_the_same_name_and_region_gets_another_id() -> None:
    """ "A" and "a" have one name in one region."""
    (whole,) = clusters("Aa")
    found = constrain([whole], [], rulings("A/a"), founders)
    assert len({cluster.id for cluster in found}) == 2
    assert {cluster.id for cluster in found} == {cluster.id for cluster in clusters("A", "a")}


def test_founders_are_asked_for_no_more_than_what_changes() -> None:
    asked: set[str] = set()

    def counting(wanted):  # type: ignore[no-untyped-def]
        asked.update(wanted)
        return founders(wanted)

    made = clusters("ab", "cd", "ef")
    assert constrain(made, [], rulings("a=b", "c/e"), counting) == made
    assert asked == set()
    constrain(made, [], rulings("a=c"), counting)
    assert asked == set("abcd")


partitions = st.lists(st.integers(0, 4), min_size=len(LETTERS), max_size=len(LETTERS)).map(
    lambda homes: ["".join(m for m, home in zip(LETTERS, homes, strict=True) if home == n) for n in range(5)]
)
sides = st.lists(st.sampled_from(LETTERS + "xy"), min_size=1, max_size=3, unique=True).map("".join)
sentences = st.lists(
    st.tuples(sides, st.sampled_from("=//"), sides).filter(lambda drawn: not {*drawn[0]} & {*drawn[2]}).map("".join),
    max_size=6,
)
scores = st.lists(
    st.tuples(st.sampled_from([a + b for a in LETTERS for b in LETTERS if a < b]), st.sampled_from((0.3, 0.5, 0.8, 1))),
    max_size=12,
    unique_by=lambda drawn: drawn[0],
)


@settings(max_examples=400, deadline=None)
@given(partitions, sentences, scores, st.randoms(use_true_random=False))
def test_same_is_together_different_apart_and_the_rest_untouched(
    groups: list[str], said: list[str], scored: list[tuple[str, float]], rng: random.Random
) -> None:
    before = clusters(*groups)
    holds = rulings(*said)
    found = constrain(before, pairs(*scored), holds, founders)
    home = {mention: cluster.id for cluster in found for mention in cluster.mention_ids}
    assert sorted(home) == sorted(LETTERS)
    assert sum(len(cluster.mention_ids) for cluster in found) == len(LETTERS)
    assert len({cluster.id for cluster in found}) == len(found)
    for a, b in holds.same:
        assert a not in home or b not in home or home[a] == home[b]
    for a, b in holds.different:
        assert a not in home or b not in home or home[a] != home[b]
    for cluster in before:
        if not holds.mentions & {*cluster.mention_ids}:
            assert any(cluster is other for other in found)
    shuffled, mixed = list(before), pairs(*scored)
    rng.shuffle(shuffled)
    rng.shuffle(mixed)
    assert constrain(shuffled, mixed, holds, founders) == found


@settings(max_examples=200, deadline=None)
@given(partitions, sentences)
def test_obeying_twice_is_obeying_once(groups: list[str], said: list[str]) -> None:
    once = constrain(clusters(*groups), [], rulings(*said), founders)
    assert constrain(once, [], rulings(*said), founders) == once


@st.composite
def said_over_time(draw: st.DrawFn) -> list[tuple[list[str], list[Judgement]]]:
    """Builds: the clusters that the scores give, and every line of the file by then, some of which undo others."""
    lines: list[Judgement] = []
    builds = []
    for _ in range(draw(st.integers(1, 5))):
        for text in draw(sentences):
            day = f"2024-01-01T00:00:{len(lines):02}"
            left, sign, right = text.partition("=") if "=" in text else text.partition("/")
            verdict = "same" if sign == "=" else "different"
            lines.append(Judgement("Sari", day, verdict, tuple(left), tuple(right)))  # type: ignore[arg-type]
            if draw(st.integers(0, 3)) == 0:
                undone = draw(st.sampled_from(lines))
                lines.append(Judgement("Budi", f"2024-01-01T00:00:{len(lines):02}", undoes=undone.id))
        builds.append((draw(partitions), list(lines)))
    return builds


@settings(max_examples=300, deadline=None)
@given(said_over_time(), scores)
def test_whatever_is_said_and_undone_it_holds_and_no_id_is_lost(
    builds: list[tuple[list[str], list[Judgement]]], scored: list[tuple[str, float]]
) -> None:
    past, used = Past(), set[str]()
    for groups, lines in builds:
        holds = rulings_of(effective(lines))
        made = lasting(constrain(clusters(*groups), pairs(*scored), holds, founders), past, founders)
        now = {mention: cluster.id for cluster in made.clusters for mention in cluster.mention_ids}
        assert sorted(now) == sorted(LETTERS)
        for a, b in holds.same:
            assert a not in now or b not in now or now[a] == now[b]
        for a, b in holds.different:
            assert a not in now or b not in now or now[a] != now[b]
        leads = {redirect.old: redirect.new for redirect in made.redirects}
        assert set(leads.values()) <= set(now.values())  # no chain, no dead end
        assert not leads.keys() & set(now.values())
        used |= set(now.values())
        assert used == leads.keys() | set(now.values())  # the mentions all stay, so no id may go
        before = _first_of(past)
        for old, founder in before.items():
            assert leads.get(old, old) == now[founder]  # the founding part keeps the id, or what it became leads there
        for event in made.events:
            if event.what == "merged":
                assert before[str(event.new)] < before[str(event.old)]  # the older id stays
        past = past_of(past, made)
        again = lasting(constrain(clusters(*groups), pairs(*scored), holds, founders), past, founders)
        assert (again.clusters, again.redirects, again.events) == (made.clusters, made.redirects, ())


def _first_of(past: Past) -> dict[str, str]:
    """Id -> founding mention."""
    found: dict[str, str] = {}
    for mention in past.mentions:
        found.setdefault(mention.innovation_id, mention.id)
    return found
