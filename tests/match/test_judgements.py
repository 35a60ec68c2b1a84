"""Judgements: lines and files, what counts of them, and what happens where they contradict each other."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inovasi.errors import JudgementError
from inovasi.match.judgement_file import append_judgement, read_judgements
from inovasi.match.judgements import Judgement, as_line, effective, from_line, next_moment
from inovasi.match.rulings import contradictions, groups_of, rulings_of
from inovasi.types import Anchor

CUT = '{"at": "2024-01-03", "by": "Sari", "left": "a:x", "ri'


def judged(left: str, right: str, verdict: str, day: int = 1, by: str = "Sari") -> Judgement:
    """Of ``left`` and ``right``, one letter is one mention."""
    return Judgement(by, f"2024-01-{day:02}", verdict, tuple(left), tuple(right))  # type: ignore[arg-type]


def verdicts(*judgements: Judgement) -> dict[str, str | None]:
    return {a + b: judgement.verdict for (a, b), judgement in effective(judgements).items()}


def test_a_line_is_json_with_sorted_keys_and_nothing_empty() -> None:
    judgement = Judgement("Sari", "2024-01-01T08:00:00Z", "same", ("a1:sipadu",), ("b:sipadu", "c:si"), note="jelas é")
    line = as_line(judgement)
    assert line == (
        '{"at": "2024-01-01T08:00:00Z", "by": "Sari", "left": "a1:sipadu", "note": "jelas é", '
        '"right": ["b:sipadu", "c:si"], "verdict": "same"}'
    )
    assert from_line(line) == judgement


@given(
    st.builds(
        Judgement,
        st.text(min_size=1),
        st.sampled_from(("2024-01-01", "2024-02-29T23:59:59.999999+07:00", "2024-01-01T00:00:00Z")),
        st.sampled_from(("same", "different", "unsure")),
        st.just(("a",)) | st.just(("a", "b")),
        st.text(min_size=1).map(lambda text: (f"c{text}",)),
        st.none() | st.text(min_size=1),
    )
)
def test_every_judgement_survives_its_line(judgement: Judgement) -> None:
    line = as_line(judgement)
    assert "\n" not in line
    assert from_line(line) == judgement
    assert from_line(line).id == judgement.id


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not valid JSON"),
        ("[1]", "not a JSON object"),
        ("[" * 100_000, "not valid JSON"),
        ('{"by": "S"}', "by and at are needed"),
        ('{"by": "S", "at": "kemarin", "undoes": "jdg-a"}', "no ISO 8601"),
        ('{"by": "S", "at": "0001-01-01", "undoes": "jdg-a"}', "of our days"),
        ('{"by": "S", "at": 5, "undoes": "jdg-a"}', "at is not a text"),
        ('{"by": "S", "at": "2024-01-01"}', "are needed, or undoes"),
        ('{"by": "S", "at": "2024-01-01", "verdict": "same", "left": "a"}', "are needed, or undoes"),
        ('{"by": "S", "at": "2024-01-01", "verdict": "maybe", "left": "a", "right": "b"}', "'maybe', not one of same"),
        ('{"by": "S", "at": "2024-01-01", "verdict": ["same"], "left": "a", "right": "b"}', "not one of same"),
        ('{"by": "S", "at": "2024-01-01", "verdict": "same", "left": "a", "right": ["b", "a"]}', "a is on both sides"),
        ('{"by": "S", "at": "2024-01-01", "verdict": "same", "left": [""], "right": "b"}', "neither a mention id"),
        ('{"by": "S", "at": "2024-01-01", "verdict": "same", "left": 7, "right": "b"}', "neither a mention id"),
        ('{"by": "S", "at": "2024-01-01", "undoes": "jdg-a", "verdict": "same"}', "both undoes and judges"),
        ('{"by": "S", "at": "2024-01-01", "undoes": "jdg-a", "why": "x"}', "why is not a key"),
    ],
)
def test_what_is_no_judgement_says_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        from_line(text)


@pytest.mark.parametrize(
    ("anchors", "reason"),
    [
        ("[]", "anchors is not an object"),
        ('{"c": {"article": "z", "start": 0, "end": 1, "quote": "x"}}', "it anchors c, which is on neither side"),
        ('{"a": {"article": "z", "start": 0, "end": 1}}', "the anchor of a is not an object of"),
        ('{"a": {"article": "z", "start": 0, "end": 2, "quote": "x"}}', "that fit together"),
        ('{"a": {"article": "z", "start": true, "end": 2, "quote": "x"}}', "that fit together"),
    ],
)
def test_what_is_no_anchor_says_why(anchors: str, reason: str) -> None:
    said = f'{{"by": "S", "at": "2024-01-01", "verdict": "same", "left": "a", "right": "b", "anchors": {anchors}}}'
    with pytest.raises(ValueError, match=reason):
        from_line(said)


def test_a_later_judgement_supersedes_an_earlier_one_wherever_it_stands() -> None:
    first, second = judged("a", "b", "same", day=1), judged("b", "a", "different", day=2)
    assert verdicts(first, second) == verdicts(second, first) == {"ab": "different"}


def test_of_two_at_one_moment_the_lower_line_counts() -> None:
    assert verdicts(judged("a", "b", "same"), judged("a", "b", "unsure")) == {"ab": "unsure"}


def test_zones_are_compared_as_moments() -> None:
    early = Judgement("Sari", "2024-01-02T06:00:00+09:00", "same", ("a",), ("b",))
    late = Judgement("Budi", "2024-01-01T22:00:00", "different", ("a",), ("b",))
    assert verdicts(late, early) == {"ab": "different"}


def test_undo_takes_back_and_undoing_that_restores() -> None:
    first, second = judged("a", "b", "same", day=1), judged("a", "b", "different", day=2)
    undo = Judgement("Sari", "2024-01-03", undoes=second.id)
    redo = Judgement("Budi", "2024-01-04", undoes=undo.id)
    assert verdicts(first, second, undo) == {"ab": "same"}
    assert verdicts(first, second, undo, redo) == {"ab": "different"}
    assert verdicts(first, second, undo, Judgement("Sari", "2024-01-05", undoes=first.id)) == {}
    assert verdicts(first, Judgement("Sari", "2024-01-05", undoes=first.id), first) == {"ab": "same"}


def test_a_judgement_on_groups_speaks_of_every_pair_across() -> None:
    found = verdicts(judged("ab", "cd", "same", day=1), judged("a", "d", "different", day=2))
    assert found == {"ac": "same", "ad": "different", "bc": "same", "bd": "same"}


def test_a_contradiction_names_its_three_lines_and_the_latest_holds() -> None:
    lines = [judged("a", "b", "same", 1), judged("b", "c", "same", 2), judged("a", "c", "different", 3)]
    numbered = [from_line(as_line(one), n) for n, one in enumerate(lines, start=1)]
    rulings = rulings_of(effective(numbered))
    assert (set(rulings.same), set(rulings.different)) == ({("b", "c")}, {("a", "c")})
    (issue,) = contradictions(rulings, "judgements.jsonl")
    assert not issue.fatal
    assert [f"line {n} (" in issue.reason for n in (1, 2, 3)] == [True] * 3
    assert issue.reason.startswith("line 1 ")


def test_a_difference_is_outvoted_by_a_later_chain() -> None:
    rulings = rulings_of(
        effective([judged("a", "c", "different", 1), judged("a", "b", "same", 2), judged("b", "c", "same", 3)])
    )
    assert set(rulings.same) == {("a", "b"), ("b", "c")}
    (outvoted,) = rulings.outvoted
    assert outvoted.pair == ("a", "c")
    assert [judgement.at for judgement in outvoted.by] == ["2024-01-02", "2024-01-03"]


def test_a_whole_split_is_superseded_by_a_whole_merge() -> None:
    rulings = rulings_of(effective([judged("ab", "cd", "different", 1), judged("ab", "cd", "same", 2)]))
    assert rulings.outvoted == ()
    assert not rulings.different


pairs = st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")).filter(lambda pair: pair[0] != pair[1])
many = st.lists(
    st.tuples(pairs, st.sampled_from(("same", "same", "different", "unsure"))).map(lambda drawn: (*drawn[0], drawn[1])),
    max_size=14,
).map(lambda drawn: [judged(a, b, verdict, day) for day, (a, b, verdict) in enumerate(drawn, start=1)])


@settings(max_examples=300)
@given(many, st.randoms(use_true_random=False))
def test_rulings_never_contradict_each_other_and_ignore_the_order_of_lines(
    judgements: list[Judgement], rng: random.Random
) -> None:
    rulings = rulings_of(effective(judgements))
    groups = groups_of(rulings)
    for pair in rulings.same:
        assert groups.decided(*pair) == "same"
    for pair in rulings.different:
        assert groups.decided(*pair) == "different"
    if judgements and judgements[-1].verdict != "unsure":
        (last,) = effective([judgements[-1]])
        assert groups.decided(*last) == judgements[-1].verdict
    shuffled = list(judgements)
    rng.shuffle(shuffled)
    assert rulings_of(effective(shuffled)) == rulings


@settings(max_examples=200)
@given(many)
def test_a_slow_reference_agrees_with_the_rulings(judgements: list[Judgement]) -> None:
    """Latest first, each verdict is taken that leaves a world in which all that are taken hold."""
    taken: list[tuple[str, str, str]] = []
    outvoted: list[tuple[str, str]] = []
    for (a, b), judgement in reversed(list(effective(judgements).items())):
        if judgement.verdict == "unsure":
            continue
        if _possible([*taken, (a, b, str(judgement.verdict))]):
            taken.append((a, b, str(judgement.verdict)))
        else:
            outvoted.append((a, b))
    rulings = rulings_of(effective(judgements))
    assert {(a, b) for a, b, verdict in taken if verdict == "same"} == set(rulings.same)
    assert {(a, b) for a, b, verdict in taken if verdict == "different"} == set(rulings.different)
    assert [one.pair for one in rulings.outvoted] == outvoted
    for one in rulings.outvoted:
        against = [(*pair, str(j.verdict)) for j in one.by for pair in [(j.left[0], j.right[0])]]
        assert not _possible([*against, (*one.pair, str(one.judgement.verdict))])


def _possible(said: list[tuple[str, str, str]]) -> bool:
    world = {letter: letter for letter in "abcdefg"}
    for a, b, verdict in said:
        if verdict == "same":
            world = {letter: world[a] if where == world[b] else where for letter, where in world.items()}
    return all((world[a] == world[b]) == (verdict == "same") for a, b, verdict in said)


def test_who_speaks_last_is_later_than_every_line_even_if_a_clock_was_ahead() -> None:
    now = datetime(2024, 1, 1, tzinfo=UTC)
    assert next_moment(now, []) == "2024-01-01T00:00:00.000000Z"
    assert next_moment(now, [judged("a", "b", "same", 9)]) == "2024-01-09T00:00:00.000001Z"


def test_what_is_appended_is_read_again_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "judgements.jsonl"
    assert read_judgements(file) == ((), ())
    lines = [judged(a, b, "same", day) for day, (a, b) in enumerate(combinations("abc", 2), start=1)]
    for judgement in lines:
        assert append_judgement(file, judgement) == ()
    found, issues = read_judgements(file)
    assert (list(found), issues) == (lines, ())
    assert [judgement.line for judgement in found] == [1, 2, 3]
    assert file.read_bytes().count(b"\n") == 3


@pytest.mark.parametrize("tail", [CUT.encode(), b'{"by": "S\xc3', b"{", "é".encode()[:1]])
def test_a_last_line_that_was_cut_off_is_passed_over_and_then_taken_out(tail: bytes, tmp_path: Path) -> None:
    file = tmp_path / "judgements.jsonl"
    append_judgement(file, judged("a", "b", "same"))
    whole = file.read_bytes()
    file.write_bytes(whole + tail)
    found, (issue,) = read_judgements(file)
    assert len(found) == 1
    assert (issue.input, issue.fatal) == (f"{file}:2", False)
    (issue,) = append_judgement(file, judged("a", "c", "same"))
    assert issue.input == f"{file}:2"
    assert file.read_bytes() == whole + as_line(judged("a", "c", "same")).encode() + b"\n"
    assert read_judgements(file)[1] == ()


def test_a_last_line_that_only_lacks_its_end_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "judgements.jsonl"
    file.write_text(as_line(judged("a", "b", "same")), encoding="utf-8")
    append_judgement(file, judged("a", "c", "same"))
    assert [judgement.right for judgement in read_judgements(file)[0]] == [("b",), ("c",)]


@pytest.mark.parametrize("broken", [CUT, "<<<<<<< HEAD", '{"at": "2024-01-01", "by": "S"}'])
def test_a_broken_line_elsewhere_is_an_error_that_names_file_and_line(broken: str, tmp_path: Path) -> None:
    file = tmp_path / "judgements.jsonl"
    good = as_line(judged("a", "b", "same"))
    file.write_text(f"{good}\n\n{broken}\n{good}\n", encoding="utf-8")
    with pytest.raises(JudgementError) as caught:
        read_judgements(file)
    assert caught.value.input == f"{file}:3"


def test_files_of_windows_are_read_too(tmp_path: Path) -> None:
    file = tmp_path / "judgements.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + as_line(judged("a", "b", "same")).encode() + b"\r\n")
    found, issues = read_judgements(file)
    assert (len(found), issues) == (1, ())


def test_an_undo_of_nothing_is_a_note(tmp_path: Path) -> None:
    file = tmp_path / "judgements.jsonl"
    append_judgement(file, Judgement("Sari", "2024-01-01", undoes="jdg-none"))
    _, (issue,) = read_judgements(file)
    assert (issue.input, issue.fatal) == (f"{file}:1", False)


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(JudgementError, match="cannot be kept"):
        append_judgement(tmp_path / "missing" / "judgements.jsonl", judged("a", "b", "same"))


def test_anchors_are_part_of_a_line_and_lines_without_them_stay_as_they_are() -> None:
    plain = judged("a", "b", "same")
    anchored = replace(plain, anchors=(Anchor("a", "art", 12, 18, "SIPADU"),))
    line = as_line(anchored)
    assert line.startswith('{"anchors": {"a": {"article": "art", "end": 18, "quote": "SIPADU", "start": 12}}, "at": ')
    assert from_line(line) == anchored
    assert "anchors" not in as_line(plain)
    assert anchored.id != plain.id


def test_names_of_today_take_the_place_of_those_that_were_judged() -> None:
    """So that a later line on the new name supersedes an earlier one on the old."""
    lines = [judged("a", "b", "same", 1), judged("c", "b", "different", 2), judged("a", "c", "same", 3)]
    assert {pair: one.verdict for pair, one in effective(lines, {"a": "c"}).items()} == {("b", "c"): "different"}
