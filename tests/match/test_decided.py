"""A whole run after the scores: judgements, lasting ids, and a history that tells why."""

from __future__ import annotations

from dataclasses import replace

from match_builders import MUBA, OKI, mention

from inovasi.match.decided import Run, decided
from inovasi.match.judgements import Judgement
from inovasi.match.resolve import mentions_of, resolve
from inovasi.types import Article, Change, Extraction, InnovationMention, Issue, Past, PastMention, Resolution

Told = tuple[str, str | None, list[InnovationMention]]

FIRST: Told = ("a", "2019-01-01", [mention("Gerbang Nelayan", MUBA, agency="Dinas Perikanan Kabupaten Musi Banyuasin")])
SECOND: Told = ("b", "2020-01-01", [mention("Rumah Padi", MUBA)])
AGAIN: Told = ("c", "2021-01-01", [mention("Rumah Padi", MUBA)])
ONE, TWO, THREE = "a:gerbangnelayan", "b:rumahpadi", "c:rumahpadi"


def build(
    past: Past, judgements: list[Judgement], *told: Told, retrieved: str | None = None
) -> tuple[Resolution, tuple[Issue, ...], Past]:
    """One build, and the past that it leaves."""
    articles = [Article(key, "", published=day, retrieved=retrieved) for key, day, _ in told]
    extractions = [Extraction(key, tuple(listed)) for key, _, listed in told]
    mentions = mentions_of(articles, extractions)
    run = Run(articles, extractions, mentions, resolve(articles, extractions))
    found, issues = decided(run, judgements, past, "judgements.jsonl")
    by_id = {m.id: m for m in mentions}
    left = tuple(
        PastMention(key, cluster.id, by_id[key].article_id, by_id[key].published, by_id[key].published)
        for cluster in found.clusters
        for key in cluster.mention_ids
    )
    return found, issues, Past(left, found.redirects, found.history)


def judged(left: str, right: str, verdict: str, at: str = "2024-03-01T08:00:00Z") -> Judgement:
    return Judgement("Sari", at, verdict, (left,), (right,))  # type: ignore[arg-type]


def new(found: Resolution, past: Past) -> list[Change]:
    return list(found.history[len(past.history) :])


def test_a_first_build_without_judgements_changes_no_cluster_and_founds_all() -> None:
    found, issues, _ = build(Past(), [], FIRST, SECOND, AGAIN)
    articles = [Article(key, "", published=day) for key, day, _ in (FIRST, SECOND, AGAIN)]
    extractions = [Extraction(key, tuple(listed)) for key, _, listed in (FIRST, SECOND, AGAIN)]
    assert replace(found, history=()) == resolve(articles, extractions)
    assert issues == ()
    assert [(c.what, c.mention, c.when, c.why) for c in sorted(found.history, key=lambda c: c.mention)] == [
        ("founded", ONE, "2019-01-01", "first build"),
        ("founded", TWO, "2021-01-01", "first build"),
    ]


def test_a_second_build_of_the_same_tells_nothing_new() -> None:
    said = [judged(ONE, TWO, "same")]
    first, _, past = build(Past(), said, FIRST, SECOND, AGAIN)
    second, _, _ = build(past, said, AGAIN, FIRST, SECOND)
    assert second == first


def test_a_judgement_merges_and_the_history_names_it() -> None:
    before, _, past = build(Past(), [], FIRST, SECOND, AGAIN)
    ids = {cluster.mention_ids[0]: cluster.id for cluster in before.clusters}
    line = judged(THREE, ONE, "same")
    found, issues, _ = build(past, [line], FIRST, SECOND, AGAIN)
    (cluster,) = found.clusters
    assert (cluster.id, cluster.mention_ids, issues) == (ids[ONE], (ONE, TWO, THREE), ())
    (change,) = new(found, past)
    assert change == Change("merged", ids[TWO], ids[ONE], TWO, line.at, f"judgement {line.id}: same", "Sari")


def test_taking_a_merge_back_gives_the_id_back_and_names_the_line_that_does() -> None:
    line = judged(ONE, TWO, "same")
    undo = Judgement("Budi", "2024-03-02", undoes=line.id)
    before, _, first = build(Past(), [], FIRST, SECOND)
    _, _, past = build(first, [line], FIRST, SECOND)
    found, _, _ = build(past, [line, undo], FIRST, SECOND)
    assert found.clusters == before.clusters
    assert found.redirects == ()
    (change,) = new(found, past)
    assert (change.what, change.when, change.why, change.by) == (
        "returned", "2024-03-02", f"judgement {undo.id} takes back {line.id} (same, Sari)", "Budi",
    )  # fmt: skip


def test_a_judgement_splits_and_outranks_the_score_on_every_later_run() -> None:
    before, _, past = build(Past(), [], SECOND, AGAIN)
    assert len(before.clusters) == 1
    line = judged(TWO, THREE, "different")
    found, _, later = build(past, [line], SECOND, AGAIN)
    assert {cluster.mention_ids for cluster in found.clusters} == {(TWO,), (THREE,)}
    (change,) = new(found, past)
    assert (change.what, change.old, change.mention) == ("split", before.clusters[0].id, THREE)
    assert change.why == f"judgement {line.id}: different"
    (pair,) = found.pairs
    assert (pair.decision, pair.reasons[-1].note) == ("different", "different, by Sari")
    assert build(later, [line], SECOND, AGAIN)[0] == found
    assert len(build(Past(), [line], SECOND, AGAIN)[0].clusters) == 2


def test_a_merge_that_nobody_judged_is_told_with_the_score_that_speaks_for_it() -> None:
    misread: Told = ("c", "2021-01-01", [mention("Rumah Padi", OKI)])
    before, _, past = build(Past(), [], SECOND, misread)
    found, _, _ = build(past, [], SECOND, AGAIN)
    assert (len(before.clusters), len(found.clusters)) == (2, 1)
    (change,) = new(found, past)
    score = f"{found.pairs[0].score:.3f}"
    assert (change.what, change.when, change.by) == ("merged", "2021-01-01", None)
    assert change.why == f"score {score} of {TWO} and {THREE}"


def test_new_and_lost_articles_are_told_with_their_dates() -> None:
    _, _, past = build(Past(), [], FIRST)
    found, _, _ = build(past, [], SECOND, retrieved="2025-01-01T00:00:00Z")
    assert [(c.what, c.mention, c.when, c.why) for c in new(found, past)] == [
        ("founded", TWO, "2025-01-01T00:00:00Z", "new articles"),
        ("gone", ONE, "2019-01-01", "no article has its mentions any more"),
    ]


def test_what_is_said_of_unknown_mentions_is_one_note_and_still_binds_the_known_ones() -> None:
    said = [judged(ONE, "x:lost", "same"), judged("x:lost", TWO, "same"), judged("y:lost", TWO, "different")]
    found, (issue,), _ = build(Past(), said, FIRST, SECOND)
    assert len(found.clusters) == 1
    assert not issue.fatal
    assert "2 of the judged mentions" in issue.reason


def test_a_contradiction_is_a_note() -> None:
    said = [
        judged(TWO, THREE, "same", "2024-01-01"),
        judged(ONE, TWO, "same", "2024-01-02"),
        judged(ONE, THREE, "different", "2024-01-03"),
    ]
    found, (issue,), _ = build(Past(), said, FIRST, SECOND, AGAIN)
    assert "contradicts later ones" in issue.reason
    assert {cluster.mention_ids for cluster in found.clusters} == {(ONE, TWO), (THREE,)}


def test_a_verdict_of_unsure_stays_a_question_that_was_answered() -> None:
    left: Told = ("a", None, [mention("Si Pandai", MUBA)])
    right: Told = ("b", None, [mention("Si Pandai", OKI)])
    found, _, _ = build(Past(), [judged("a:sipandai", "b:sipandai", "unsure")], left, right)
    (pair,) = found.pairs
    assert (pair.decision, pair.reasons[-1].note) == ("unsure", "unsure, by Sari")
    assert len(found.clusters) == 2
