"""Which pair is asked about first, and which need no asking any more."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inovasi.deciding import Known, replaced, said_already, stays
from inovasi.match.judgements import Judgement
from inovasi.registry.lookup import Held, OpenPair
from inovasi.reviewing import Review, worth


def pair(text: str, score: float = 0.5, sizes: tuple[int, int] = (1, 1), *, abroad: bool = False) -> OpenPair:
    """ "ab": mentions a1 and b1 of the innovations A and B; "aa": a1 and a2 of A; "a3b2" says which mentions."""
    left, right = (text[:2], text[2:]) if len(text) == 4 else (f"{text[0]}1", f"{text[1]}{1 + (text[0] == text[1])}")
    return OpenPair(left, right, score, left[0].upper(), right[0].upper(), *sizes, abroad)


def judged(left: str, right: str, verdict: str, day: int = 1) -> Judgement:
    return Judgement("Sari", f"2024-01-{day:02}", verdict, (left,), (right,))  # type: ignore[arg-type]


def order(walk: Review) -> list[str]:
    asked = []
    while (one := walk.next()) is not None:
        asked.append(f"{one.left}{one.right}")
        walk.put_off(one)
    return asked


@pytest.mark.parametrize(
    ("overturn", "joined", "spared", "expected"),
    [
        (0.5, 1, 0, 0.5),
        (0.5, 3, 0, 1.0),
        (0.25, 3, 0, 0.5),
        (0.5, 1, 1, 1.0),
        (0.5, 1, 3, 1.5),
        (1.0, 15, 3, 12.0),
        (0.5, 0, 9, 0.0),  # nothing would change
    ],
)
def test_worth_is_the_chance_of_a_change_times_its_size_times_what_it_spares(
    overturn: float, joined: int, spared: float, expected: float
) -> None:
    assert worth(overturn, joined, spared) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        # kept apart: the likelier "same", the sooner; at the end the one on which scores and clusters agree
        ([pair("ab", 0.35), pair("cd", 0.65), pair("ef", 0.5)], ["c1d1", "e1f1", "a1b1"]),
        # put together: the other way round
        ([pair("aa", 0.65, (3, 3)), pair("bb", 0.35, (3, 3))], ["b1b2", "a1a2"]),
        # the scores call it one and the clusters keep it apart: before any that is merely uncertain
        ([pair("ab", 0.5), pair("cd", 0.97)], ["c1d1", "a1b1"]),
        ([pair("aa", 0.5, (2, 2)), pair("bb", 0.05, (2, 2))], ["b1b2", "a1a2"]),
        # more mentions hang on it
        ([pair("ab", 0.5), pair("cd", 0.4, (4, 5))], ["c1d1", "a1b1"]),
        ([pair("aa", 0.5, (2, 2)), pair("bb", 0.5, (9, 9))], ["b1b2", "a1a2"]),
        # two questions between the same two are one; the second is worth less once the first was put off
        ([pair("ab", 0.5), pair("c1d1", 0.4), pair("c2d2", 0.4)], ["c1d1", "a1b1", "c2d2"]),
        # a triangle spares a question, if the answer is "same"; without its first side it does not
        ([pair("xy", 0.5), pair("ab", 0.45), pair("bc", 0.44), pair("ac", 0.43)], ["a1b1", "x1y1", "b1c1", "a1c1"]),
        # homonyms of two regions come last, whatever else speaks for them
        ([pair("ab", 0.69, (9, 9), abroad=True), pair("cd", 0.31)], ["c1d1", "a1b1"]),
        # equal worth: the order of the ids
        ([pair("cd"), pair("ab")], ["a1b1", "c1d1"]),
    ],
)
def test_what_tells_most_is_asked_first(pairs: list[OpenPair], expected: list[str]) -> None:
    assert order(Review(pairs, [])) == expected


@pytest.mark.parametrize(
    ("pairs", "said", "expected"),
    [
        (["ab", "cd"], [judged("a1", "b1", "same")], ["c1d1"]),
        (["ab", "cd"], [judged("a1", "b1", "unsure")], ["c1d1"]),
        # same + same, same + different, by mentions
        (["ab", "bc", "ac"], [judged("a1", "b1", "same"), judged("b1", "c1", "same")], []),
        (["ab", "bc", "ac"], [judged("a1", "b1", "same"), judged("b1", "c1", "different")], []),
        (["ab", "bc", "ac"], [judged("a1", "b1", "different"), judged("b1", "c1", "different")], ["a1c1"]),
        # ... and by other mentions of the same innovations: the next build joins them as a whole
        (["a1b1", "b2c1", "a2c2"], [judged("a1", "b1", "same"), judged("b2", "c1", "same")], []),
        (["a1b1", "b2c1", "a2c2"], [judged("a1", "b1", "same"), judged("b2", "c1", "different")], []),
        # a mention that the registry lacks ties two innovations
        (["a1b1"], [judged("a1", "z", "same"), judged("b2", "z", "same")], []),
        (["a1b1"], [judged("a1", "z", "same"), judged("b2", "z", "different")], []),
        # a part leaves its innovation: what holds for the one part need not hold for the other
        (["aa", "a1b1", "a3b2"], [judged("a1", "a2", "different"), judged("a1", "b1", "same")], ["a3b2"]),
        # within one innovation, only what follows for these mentions
        (["a1a2", "a2a3", "a1a3"], [judged("a1", "a2", "same"), judged("a2", "a3", "same")], []),
        (["a1a2", "a3a4"], [judged("a1", "a2", "same")], ["a3a4"]),
        # the latest verdict counts
        (["a1b1", "a2b2"], [judged("a1", "b1", "same", 1), judged("a1", "b1", "unsure", 2)], ["a2b2"]),
        # a mention that was judged under another name
        (["ab", "cd"], [judged("old", "b1", "same")], ["c1d1"]),
    ],
)
def test_what_follows_from_judgements_is_not_asked(
    pairs: list[str], said: list[Judgement], expected: list[str]
) -> None:
    homes = {"b2": "B", "a3": "A"}
    assert order(Review([pair(text) for text in pairs], said, Known(homes, {"old": "a1"}))) == expected


def test_an_answer_changes_the_order_of_what_is_left() -> None:
    """A and B become one of ten mentions, so the question about them and C weighs more than that about D and E."""
    pairs = [pair("ab", 0.6, (5, 5)), pair("bc", 0.4, (5, 1)), pair("de", 0.55, (4, 1))]
    assert order(Review(pairs, [])) == ["a1b1", "d1e1", "b1c1"]
    assert order(Review(pairs, [judged("a1", "b1", "same")])) == ["b1c1", "d1e1"]
    assert order(Review(pairs, [judged("a1", "b1", "different")])) == ["d1e1", "b1c1"]


def test_a_third_that_differs_from_one_of_both_makes_the_question_worth_more() -> None:
    """If A is B, then A is not C, either, and nobody needs to ask."""
    pairs = [pair("ab", 0.5), pair("ac", 0.1), pair("xy", 0.5), pair("xz", 0.1)]
    assert order(Review(pairs, []))[0] == "a1b1"
    assert order(Review(pairs, [judged("y1", "z1", "different")], Known({"z1": "Z"})))[0] == "x1y1"


def test_what_a_person_put_together_is_not_asked_about_because_the_scores_differ() -> None:
    """The judgement was on a1 and a2, and a3 came along with a1; only a pair that is unsure is still a question."""
    low = replace(pair("a2a3", 0.1), unsure=False)
    assert order(Review([low], [])) == ["a2a3"]
    said = judged("a1", "a2", "same")
    assert order(Review([low, pair("a3a4", 0.4)], [said], Known({"a1": "A", "a2": "A"}))) == ["a3a4"]


def test_taking_back_asks_again() -> None:
    walk = Review([pair("ab"), pair("a2b2")], [])
    line = judged("a1", "b1", "same")
    walk.hear([line])
    assert (walk.left(), walk.one_with("B")) == (0, ("A", "B"))
    walk.hear([line, Judgement("Sari", "2024-01-02", undoes=line.id)])
    assert (walk.left(), walk.one_with("B")) == (2, ("B",))


innovations = "abcde"
answers = st.lists(st.tuples(st.sampled_from(("same", "different", "unsure")), st.booleans()), max_size=14)
drawn = st.lists(
    st.tuples(
        st.sampled_from([f"{a}{m}{b}{n}" for a in innovations for b in innovations for m in "12" for n in "12"
                         if (a, m) < (b, n)]),
        st.sampled_from((0.05, 0.3, 0.5, 0.69, 0.9)),
    ),
    max_size=14,
    unique_by=lambda one: one[0],
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(drawn, answers, st.randoms(use_true_random=False))
def test_a_walk_ends_asks_nothing_twice_and_ignores_the_order_of_the_pairs(
    questions: list[tuple[str, float]], said: list[tuple[str, bool]], rng: random.Random
) -> None:
    pairs = [pair(text, score, (2, 2)) for text, score in questions]
    mixed = list(pairs)
    rng.shuffle(mixed)
    walk, other = Review(pairs, []), Review(mixed, [])
    lines: list[Judgement] = []
    asked = set()
    for day, (verdict, later) in enumerate(said, start=1):
        one = walk.next()
        assert other.next() == one
        if one is None:
            break
        assert (one.left, one.right) not in asked
        asked.add((one.left, one.right))
        if later:
            walk.put_off(one)
            other.put_off(one)
        else:
            lines.append(judged(one.left, one.right, verdict, day))
            walk.hear(lines)
            other.hear(lines)
        assert (one.left, one.right) not in {(other.left, other.right) for other in walk.order()}


def held(key: str, day: str, article: str, *mentions: str) -> Held:
    return Held(key, key.upper(), (day, article, 0, key), mentions)


def test_the_innovation_founded_first_stays_by_day_then_article_then_place() -> None:
    first, second, third = held("c", "2023-01-01", "z"), held("b", "2024-01-01", "a"), held("a", "2024-01-01", "b")
    found = stays([third, second, first])
    assert (found.kept, found.gone) == (first, (second, third))


@pytest.mark.parametrize(
    ("verdict", "left", "right", "days"),
    [
        ("same", "ab", "cx", [1, 2]),
        ("same", "d", "y", []),
        ("different", "a", "d", [1, 2, 3]),
        ("different", "c", "d", [3]),
        ("different", "cx", "d", []),
        ("same", "c", "d", []),
    ],
)
def test_what_is_judged_already_is_told_by_its_lines(verdict: str, left: str, right: str, days: list[int]) -> None:
    said = [judged("a", "e", "same", 1), judged("e", "c", "same", 2), judged("c", "d", "different", 3)]
    found = said_already(verdict, tuple(left), tuple(right), said, Known())  # type: ignore[arg-type]
    assert sorted(said.index(line) + 1 for line in found) == days


def test_a_new_line_names_those_that_it_replaces_and_those_that_it_outvotes() -> None:
    said = [judged("a", "b", "same", 1), judged("b", "c", "same", 2), judged("d", "e", "same", 3)]
    assert replaced(said, judged("a", "c", "different", 4), Known()) == [said[0]]
    assert replaced(said, judged("d", "e", "unsure", 4), Known()) == [said[2]]
    assert replaced(said, judged("old", "e", "different", 4), Known(now={"old": "d"})) == [said[2]]
    assert replaced(said, judged("a", "b", "same", 4), Known()) == []
