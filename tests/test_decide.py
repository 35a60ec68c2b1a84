"""People decide: ``inovasi review``, ``merge``, ``split`` and ``undo``, and what the next build makes of it."""

from __future__ import annotations

import json
import os
import pty
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from inovasi.match.judgement_file import read_judgements
from inovasi.registry.publish import write_registry
from inovasi.registry.tables import build_tables
from inovasi.types import Article, Cluster, Evidence, InnovationMention, Mention, Pair, Reason, Resolution

COMMAND = [sys.executable, "-m", "inovasi"]

# Written for these tests.
STORIES = {
    "one": ("2023-01-10", "Dinas Kesehatan Kabupaten Musi Banyuasin punya inovasi SIPADU (Sistem Pelayanan Terpadu)."),
    "two": ("2024-02-11", "Inovasi SIPADU (Sistem Pelayanan Terpadu) milik Kabupaten Musi Banyuasin dipakai warga."),
    "three": ("2024-03-12", "Kabupaten Musi Banyuasin punya inovasi KELAPA RUNDUK (Kelas Pangan Rumah Penduduk)."),
}


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """Three articles on two innovations, in files."""
    folder = tmp_path / "stories"
    folder.mkdir()
    for key, (published, text) in STORIES.items():
        article = {"id": key, "published": published, "text": f"SEKAYU – {text}\n"}
        (folder / f"{key}.json").write_text(json.dumps(article), encoding="utf-8")
    return folder


@pytest.fixture
def doubts(tmp_path: Path) -> Path:
    """A registry of four innovations with three uncertain pairs; the article about "Si Cerah" is hostile."""
    names = ("Si Terang", "SI-TERANG", "Si Terang Keliling", "Si Cerah\x1b[2J")
    articles = [Article(f"a{n}", f"Inovasi {name} hadir.", published=f"202{n}-01-01") for n, name in enumerate(names)]
    evidence = [(Evidence("name", 8, 8 + len(name), name),) for name in names]
    mentions = [
        Mention(f"m{n}", f"a{n}", f"202{n}-01-01", InnovationMention(name, evidence=evidence[n]))
        for n, name in enumerate(names)
    ]
    reasons = (Reason("prior", 1.0, -4.0, "few are one"), Reason("name_within", 1.0, 4.2, "a part of it"))
    pairs = (
        Pair("m0", "m2", 0.52, "unsure", reasons),
        Pair("m1", "m2", 0.55, "unsure", reasons),
        Pair("m0", "m3", 0.35, "unsure", reasons),
        Pair("m1", "m3", 0.05, "different", reasons),
    )
    groups = (Cluster("inv-a", ("m0", "m1")), Cluster("inv-b", ("m2",)), Cluster("inv-c", ("m3",)))
    tables = build_tables(articles, (), mentions, Resolution(groups, pairs, (), ()), "0")
    return write_registry(tables, (), tmp_path / "doubts").out


def drive(typed: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command that reads what ``typed`` says, line by line."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], input=typed, capture_output=True, encoding="utf-8", timeout=300
    )


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "judgements.jsonl").read_text(encoding="utf-8").splitlines()]


def rows(registry: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(registry / "registry.sqlite")) as database:
        return database.execute(query).fetchall()


def test_a_person_walks_the_uncertain_pairs_through_a_pipe(doubts: Path) -> None:
    result = drive("s sebutannya satu\nx\nd\n", "review", doubts, "--by", "Sari")
    assert result.returncode == 0, result.stderr
    assert [(line["left"], line["right"], line["verdict"], line["by"]) for line in lines(doubts)] == [
        ("m1", "m2", "same", "Sari"),
        ("m0", "m3", "different", "Sari"),
    ]
    assert lines(doubts)[0]["note"] == "sebutannya satu"
    assert "'x' is none of the keys" in result.stdout
    assert result.stdout.splitlines()[-2].startswith("1 different, 1 same judged; 0 pairs left.")


def test_both_records_stand_side_by_side_with_quotes_and_a_waterfall_of_reasons(doubts: Path) -> None:
    shown = drive("q\n", "review", doubts, "--by", "Sari").stdout
    assert "name      * SI-TERANG " in shown
    (quotes,) = [line for line in shown.splitlines() if line.startswith("quote")]
    assert quotes.index("Inovasi SI-TERANG hadir.") < quotes.index("Inovasi Si Terang Keliling hadir.")
    assert "name_within" in shown
    assert "+4.20   +0.20  a part of it" in shown
    assert not (doubts / "judgements.jsonl").exists()


def test_undo_takes_back_and_asks_again(doubts: Path) -> None:
    result = drive("d\nz\nu\nz\nz\nq\n", "review", doubts, "--by", "Sari")
    assert [line.get("verdict", "undo") for line in lines(doubts)] == ["different", "undo", "unsure", "undo"]
    assert "Sari has judged nothing that could be taken back" in result.stdout
    assert result.stdout.splitlines()[-1] == "nothing judged; 3 pairs left."


def test_what_is_judged_is_not_asked_again_and_the_limit_holds(doubts: Path) -> None:
    assert drive("s\n", "review", doubts, "--by", "Sari", "--limit", 1).stdout.count("reasons (") == 1
    second = drive("\n", "review", doubts, "--by", "Budi").stdout
    assert second.count("reasons (") == 1
    assert "Si Cerah" in second
    assert len(lines(doubts)) == 1


def test_what_articles_say_cannot_command_the_terminal(doubts: Path) -> None:
    shown = drive("\n\n\n\n", "review", doubts, "--by", "Sari").stdout
    assert "Si Cerah" in shown
    assert "\x1b" not in shown


def test_single_keys_are_enough_in_a_terminal(doubts: Path) -> None:
    person, terminal = pty.openpty()
    try:
        process = subprocess.Popen(
            [*COMMAND, "review", doubts, "--by", "Sari"], stdin=terminal, stdout=subprocess.PIPE, encoding="utf-8"
        )
        assert process.stdout is not None
        shown = ""
        while "undo" not in shown:  # the question is there, so the keys are waited for
            piece = process.stdout.read(1)
            assert piece, shown
            shown += piece
        os.write(person, b"sdq")
        shown += process.communicate(timeout=60)[0]
    finally:
        os.close(person)
        os.close(terminal)
    assert process.returncode == 0
    assert [line["verdict"] for line in lines(doubts)] == ["same", "different"]
    assert shown.splitlines()[-2].startswith("1 different, 1 same judged")


# Written for these tests: later editions and near namesakes of innovations of the sample corpus, in their regions.
LATER = {
    "x1": ("2024-05-01", "PANGURURAN – Dinas Kependudukan dan Pencatatan Sipil Kabupaten Samosir meluncurkan inovasi "
                         "SITANDOK Keliling pada Rabu (1/5/2024). Petugas SITANDOK Keliling mendatangi warga."),
    "x2": ("2024-06-02", "PANGURURAN – Inovasi SITANDOK 2.0 milik Kabupaten Samosir mulai dipakai warga pada Minggu."),
    "x3": ("2024-06-09", "PANGURURAN – Inovasi SITANDOK Mandiri milik Kabupaten Samosir diperkenalkan kepada warga."),
}  # fmt: skip


def test_a_person_reviews_a_registry_of_the_corpus(run, root: Path, tmp_path: Path) -> None:
    """Three questions between one innovation and two later ones: the second answer settles nothing else, the first
    settles the one that stands beside it; at 80 columns."""
    news = tmp_path / "news"
    news.mkdir()
    for file in sorted((root / "corpora" / "articles").glob("k0[0-3]*")):
        (news / file.name).write_bytes(file.read_bytes())
    for key, (published, text) in LATER.items():
        (news / f"{key}.json").write_text(json.dumps({"id": key, "published": published, "text": f"{text}\n"}))
    out = tmp_path / "registry"
    assert run("build", news, "--out", out).returncode == 0
    before = dict(rows(out, "select id, innovation_id from mentions"))

    result = drive("s edisi kedua\nd\nq\n", "review", out, "--by", "Sari")
    assert result.returncode == 0, result.stderr
    first, second, _ = result.stdout.split("\n-- question ")[1:]
    total = int(first.split()[2].rstrip(":"))
    assert second.startswith(f"2 of {total - 1}: ")  # one question less than there were, beside the one answered
    assert max(map(len, (line for line in result.stdout.splitlines() if "http" not in line and "/" not in line))) <= 80
    assert f"becomes part of {before['k026:sitandok']}" in " ".join(first.split())
    assert "judged: same; 1 other question answered with it" in first

    same, different = lines(out)
    assert (same["verdict"], same["note"], different["verdict"]) == ("same", "edisi kedua", "different")
    for line in (same, different):
        for mention, anchor in line["anchors"].items():
            ((text,),) = rows(out, f"select text from articles where id = '{anchor['article']}'")
            assert text[anchor["start"] : anchor["end"]] == anchor["quote"]
            assert mention in (line["left"], line["right"])
    assert run("build", news, "--out", out).returncode == 0
    after = dict(rows(out, "select id, innovation_id from mentions"))
    assert after["x2:sitandok20"] == after["k026:sitandok"] == before["k026:sitandok"]
    assert after["x3:sitandokmandiri"] == before["x3:sitandokmandiri"]
    again = drive("q\n", "review", out, "--by", "Budi").stdout
    assert same["left"] not in again.split("what an answer")[0]  # what was judged is not asked again
    assert rows(out, "select why from history where what = 'merged'") == [
        (f"judgement {same_id(out)}: same: edisi kedua",)
    ]


def same_id(folder: Path) -> str:
    judgements, _ = read_judgements(folder / "judgements.jsonl")
    return judgements[0].id


def test_judgements_may_stand_elsewhere(doubts: Path, tmp_path: Path) -> None:
    drive("u\n", "review", doubts, "--by", "Sari", "--judgements", tmp_path / "judgements.jsonl")
    assert len(lines(tmp_path)) == 1
    assert not (doubts / "judgements.jsonl").exists()


def test_a_merge_leaves_a_redirect_at_the_next_build_and_undo_takes_it_back(run, stories: Path, tmp_path: Path) -> None:
    out = tmp_path / "registry"
    assert run("build", stories, "--out", out).returncode == 0
    before = rows(out, "select id from innovations order by first_reported")
    assert len(before) == 2
    (kept,), (gone,) = before
    assert run("build", stories, "--out", out).stdout.endswith(" 0 of them new or changed\n")

    merged = run("merge", out, gone, kept, "--by", "Sari")
    assert merged.returncode == 0, merged.stderr
    assert merged.stdout.startswith(f"{gone} (KELAPA RUNDUK, 1 mention) will be part of {kept} (SIPADU, 2 mentions)")
    assert run("build", stories, "--out", out).returncode == 0
    assert rows(out, "select id, n_mentions from innovations") == [(kept, 3)]
    assert rows(out, "select old_id, new_id from redirects") == [(gone, kept)]
    (change,) = rows(out, "select what, old_id, new_id, by, date from history where what != 'founded'")
    assert change[:4] == ("merged", gone, kept, "Sari")
    assert change[4] == lines(out)[0]["at"]
    assert run("build", stories, "--out", out).stdout.endswith(" 0 of them new or changed\n")
    assert run("merge", out, gone, kept, "--by", "Sari").returncode == 2

    assert run("undo", out, "--by", "Budi").returncode == 2
    assert run("undo", out, "--by", "Sari").stdout.startswith("Taken back: line 1 (same, Sari, ")
    assert run("build", stories, "--out", out).returncode == 0
    assert rows(out, "select id from innovations order by first_reported") == before
    assert rows(out, "select * from redirects") == []
    assert run("build", stories, "--out", out).stdout.endswith(" 0 of them new or changed\n")


def test_a_split_holds_on_every_later_build_also_from_scratch(run, stories: Path, tmp_path: Path) -> None:
    out = tmp_path / "registry"
    run("build", stories, "--out", out)
    ((whole,),) = rows(out, "select id from innovations where n_mentions = 2")
    assert "not a mention of" in run("split", out, whole, "nobody", "--by", "Sari").stderr
    assert run("split", out, whole, "one:sipadu", "two:sipadu", "--by", "Sari").returncode == 2
    result = run("split", out, whole, "two:sipadu", "--by", "Sari")
    assert result.returncode == 0, result.stderr
    assert f"{whole} (SIPADU, 2 mentions) will keep its id for one:sipadu." in result.stdout
    run("build", stories, "--out", out)
    assert rows(out, f"select id from mentions where innovation_id = '{whole}'") == [("one:sipadu",)]
    ((part,),) = rows(out, "select innovation_id from mentions where id = 'two:sipadu'")
    assert rows(out, "select what, old_id, new_id from history where what != 'founded'") == [("split", whole, part)]

    scratch = tmp_path / "scratch"
    result = run("build", stories, "--out", scratch, "--judgements", out / "judgements.jsonl")
    assert result.returncode == 0, result.stderr
    query = "select id, innovation_id from mentions order by id"
    assert rows(scratch, query) == rows(out, query)


def test_ids_outlive_an_earlier_article(run, stories: Path, tmp_path: Path) -> None:
    out = tmp_path / "registry"
    late = tmp_path / "late"
    late.mkdir()
    (stories / "one.json").rename(late / "one.json")
    run("build", stories, "--out", out)
    before = dict(rows(out, "select name, id from innovations"))
    run("build", stories, late, "--out", out)
    assert dict(rows(out, "select name, id from innovations")) == before
    assert rows(out, "select n_mentions from innovations where name = 'SIPADU'") == [(2,)]


def test_the_same_articles_and_judgements_give_the_same_bytes(run, stories: Path, tmp_path: Path) -> None:
    judged = tmp_path / "judged.jsonl"
    line = {"at": "2024-05-01", "by": "Sari", "left": "two:sipadu", "right": "three:kelaparunduk", "verdict": "same"}
    judged.write_text(json.dumps(line) + "\n", encoding="utf-8")
    for name in ("first", "second"):
        assert run("build", stories, "--out", tmp_path / name, "--judgements", judged).returncode == 0
    files = sorted(path.relative_to(tmp_path / "first") for path in (tmp_path / "first").rglob("*.*"))
    assert len(files) > 20
    for file in files:
        assert (tmp_path / "first" / file).read_bytes() == (tmp_path / "second" / file).read_bytes()


def test_a_broken_file_of_judgements_stops_a_build_before_anything_is_written(
    run, stories: Path, tmp_path: Path
) -> None:
    judged = tmp_path / "judged.jsonl"
    judged.write_text("{\n{\n", encoding="utf-8")
    result = run("build", stories, "--out", tmp_path / "registry", "--judgements", judged)
    assert result.returncode == 1
    assert f"{judged}:1: it is not valid JSON" in result.stderr
    assert run("build", stories, "--out", tmp_path / "registry", "--judgements", tmp_path / "none").returncode == 2
    assert not (tmp_path / "registry").exists()


def test_a_last_line_that_was_cut_off_is_a_note_in_the_registry(run, stories: Path, tmp_path: Path) -> None:
    judged = tmp_path / "judged.jsonl"
    judged.write_text('{"at": "2024', encoding="utf-8")
    result = run("build", stories, "--out", tmp_path / "registry", "--judgements", judged)
    assert result.returncode == 0
    assert f"note: {judged}:1: the last line was cut off" in result.stderr


@pytest.mark.parametrize("command", [["review"], ["merge", "a", "b"], ["split", "a", "m"], ["undo"]])
def test_without_a_registry_nothing_can_be_decided(run, command: list[str], tmp_path: Path) -> None:
    result = run(command[0], tmp_path, *command[1:], "--by", "Sari")
    assert result.returncode == 1
    assert "there is no registry" in result.stderr
    assert not (tmp_path / "judgements.jsonl").exists()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["merge", "inv-a", "inv-none"], "inv-none: no such innovation"),
        (["merge", "inv-a", "m2"], "m2: that is a mention, of inv-b. Name the innovation: inv-b."),
        (["merge", "inv-a", "inv-a"], "they are one innovation"),
        (["split", "inv-a", "m2"], "not a mention of inv-a: it is one of inv-b. It has: m0, m1."),
        (["split", "inv-a", "a9:none"], "the registry lacks its article"),
        (["split", "inv-a", "a1:none"], "article a1 has no mention of this name"),
        (["split", "inv-a", "m0", "m1"], "these are all of its mentions"),
    ],
)
def test_what_cannot_be_decided_says_why(run, doubts: Path, command: list[str], said: str) -> None:
    result = run(command[0], doubts, *command[1:], "--by", "Sari")
    assert (result.returncode, said in result.stderr) == (2, True), result.stderr
    assert not (doubts / "judgements.jsonl").exists()


def test_what_is_judged_already_is_not_judged_again(run, doubts: Path) -> None:
    run("merge", doubts, "inv-a", "inv-b", "--by", "Sari")
    run("split", doubts, "inv-a", "m1", "--by", "Sari")
    for command in (["merge", "inv-b", "inv-a"], ["split", "inv-a", "m0"]):
        result = run(command[0], doubts, *command[1:], "--by", "Budi")
        assert (result.returncode, "judged already" in result.stderr) == (2, True), result.stderr
        assert "Sari" in result.stderr
    assert len(lines(doubts)) == 2


def test_a_decision_that_outvotes_an_earlier_one_says_so(run, doubts: Path) -> None:
    assert run("merge", doubts, "inv-a", "inv-b", "--by", "Sari").returncode == 0
    assert run("merge", doubts, "inv-b", "inv-c", "--by", "Sari").returncode == 0
    result = run("split", doubts, "inv-a", "m0", "--by", "Budi")
    assert "this outvotes line 1 (same, Sari, " in result.stderr


def test_a_damaged_registry_is_not_overwritten(run, stories: Path, tmp_path: Path) -> None:
    out = tmp_path / "registry"
    run("build", stories, "--out", out)
    (out / "registry.sqlite").write_bytes(b"SQLite format 3\0 and then nothing")
    result = run("build", stories, "--out", out)
    assert result.returncode == 1
    assert "the ids of the last build cannot be read" in result.stderr


def test_ids_outlive_an_upgrade_of_the_schema(run, stories: Path, tmp_path: Path) -> None:
    """A registry of the version before has no redirects and no history."""
    out = tmp_path / "registry"
    run("build", stories, "--out", out)
    with closing(sqlite3.connect(out / "registry.sqlite", isolation_level=None)) as database:
        for statement in (
            "PRAGMA foreign_keys = OFF",
            "drop table redirects",
            "drop table history",
            "PRAGMA user_version = 3",
            "update mentions set innovation_id = 'inv-cited' where id = 'three:kelaparunduk'",
        ):
            database.execute(statement)
    assert run("build", stories, "--out", out).returncode == 0
    assert ("inv-cited",) in rows(out, "select id from innovations")
