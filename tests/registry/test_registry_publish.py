"""The files: same bytes, real SQLite, valid by frictionless, safe in a spreadsheet, whole after a failure."""

from __future__ import annotations

import csv
import json
import os
import re
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import frictionless
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registry_samples import ISSUES, build, empty, many, small

from inovasi.errors import RegistryError
from inovasi.registry import publish
from inovasi.registry.dialects import describe
from inovasi.registry.publish import write_registry
from inovasi.registry.rows import Tables, Value, table_rows
from inovasi.registry.schema import TABLES
from inovasi.registry.spreadsheet import guard, unguard, write_csv
from inovasi.registry.store import open_registry, read_table


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def with_text(text: str) -> Tables:
    """The small registry with one more article, whose text is ``text``."""
    tables = build(small())
    extra = dict.fromkeys(TABLES["articles"].names) | {
        "id": "a9", "title": text, "text": text, "n_chars": len(text), "sha256": "0",
    }  # fmt: skip
    rows = table_rows("articles", [*tables.records("articles"), extra])
    return replace(tables, rows={**tables.rows, "articles": rows})


def test_the_same_tables_give_the_same_bytes_in_any_folder(tmp_path: Path) -> None:
    tables = build(many(30, 3))
    write_registry(tables, ISSUES, tmp_path / "one")
    write_registry(tables, ISSUES[::-1], tmp_path / "deep" / "er" / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "deep" / "er" / "two")


def test_the_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]);"
        "from registry_samples import ISSUES, build, many, small; from inovasi.registry.publish import write_registry;"
        "[write_registry(build(x), ISSUES, Path(sys.argv[2]) / str(n)) for n, x in enumerate((small(), many(9, 3)))]"
    )
    for seed in ("1", "2"):
        command = [sys.executable, "-c", code, str(Path(__file__).parent), str(tmp_path / seed)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


def test_a_second_build_touches_nothing(tmp_path: Path) -> None:
    first = write_registry(build(small()), ISSUES, tmp_path)
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in first.files}
    second = write_registry(build(small()), ISSUES, tmp_path)
    assert first.changed == first.files == second.files
    assert second.changed == ()
    assert before == {name: (tmp_path / name).stat().st_mtime_ns for name in first.files}
    assert set(contents(tmp_path)) == set(first.files)


def test_other_files_of_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "judgements.jsonl").write_text("mine")
    write_registry(build(small()), (), tmp_path)
    assert (tmp_path / "judgements.jsonl").read_text() == "mine"


@pytest.mark.parametrize("tables", [build(small()), build(empty()), build(many(8, 2))], ids=["small", "empty", "many"])
def test_frictionless_finds_no_fault(tmp_path: Path, tables: Tables) -> None:
    write_registry(tables, ISSUES, tmp_path)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])
    assert {task.name for task in report.tasks if task.type == "table"} == set(TABLES)


@pytest.mark.parametrize(
    ("column", "value"), [("agency_id", "nobody"), ("n_articles", "many"), ("awards", "Top 99"), ("id", "")]
)
def test_frictionless_would_find_a_fault(tmp_path: Path, column: str, value: str) -> None:
    write_registry(build(small()), (), tmp_path)
    path = tmp_path / "csv" / "innovations.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines(keepends=True)))
    rows[1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    kinds = {row[0] for row in frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["type"])}
    assert kinds & {"foreign-key", "type-error", "constraint-error", "primary-key"}


HARD_TEXTS = [
    "=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "'=1", "''x", '"=1"', "a;=1", 'a;"=1"', "a\n-b", "＝1", "x\ry",
    " x ", 'say "hi", ok', "a,b;c", "\r", "é\u2028ß😀", "x" * 200_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HARD_TEXTS, ids=lambda text: repr(text[:12]))
def test_hard_texts_survive_every_format(tmp_path: Path, text: str) -> None:
    write_registry(with_text(text), (), tmp_path)
    frame = read_table(tmp_path, "articles")
    assert frame.loc[frame["id"] == "a9", "text"].tolist() == [text]
    parquet = pq.read_table(tmp_path / "parquet" / "articles.parquet").to_pylist()
    assert [row["text"] for row in parquet if row["id"] == "a9"] == [text]
    package = frictionless.Package(str(tmp_path / "datapackage.json"))
    rows = package.get_resource("articles").read_rows()
    assert [unguard(row["text"]) for row in rows if row["id"] == "a9"] == [text]


@given(st.text(alphabet=st.one_of(st.sampled_from("=+-@'\";,\t\r\n ＝a"), st.characters(codec="utf-8")), max_size=30))
@settings(max_examples=1500)
def test_guarding_is_safe_and_reversible(text: str) -> None:
    guarded = guard(text)
    assert unguard(guarded) == text
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    # Whatever a spreadsheet splits at, and whatever white space or quotes it drops: no cell starts with a sign.
    assert not [cell for cell in re.split("[;\t\r\n]", guarded) if cell.lstrip(' "').startswith(("=", "+", "-", "@"))]


def test_guarding_takes_linear_time() -> None:
    text = "\n" * 300_000 + "x"
    assert unguard(guard(text)) == text


cells = st.text(alphabet=st.one_of(st.sampled_from("=-'\";,\t\r\n "), st.characters(codec="utf-8")), max_size=20)


@given(st.lists(st.tuples(cells, cells), max_size=5))
@settings(max_examples=150, deadline=None)
def test_csv_round_trip(tmp_path_factory: pytest.TempPathFactory, found: list[tuple[str, str]]) -> None:
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    rest: tuple[Value, ...] = (None,) * (len(TABLES["articles"].columns) - 5) + (1, "0", None)
    rows = [(title, text, *rest) for title, text in found]
    write_csv(path, TABLES["articles"], rows)
    with path.open(encoding="utf-8", newline="") as file:
        _, *back = csv.reader(file)
    assert [(unguard(row[0]), unguard(row[1])) for row in back] == found


def test_sqlite_is_sound_and_keeps_its_promises(tmp_path: Path) -> None:
    write_registry(build(many(20, 3)), (), tmp_path)
    with closing(sqlite3.connect(tmp_path / "registry.sqlite")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
        wrong = """SELECT count(*) FROM statements s JOIN articles a ON a.id = s.article_id
                   WHERE substr(a.text, s.start + 1, s.end - s.start) <> s.quote"""
        assert connection.execute(wrong).fetchone() == (0,)
        for name in ("innovations_fts", "articles_fts"):
            connection.execute(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)")


@pytest.mark.parametrize(
    ("query", "expected"), [("antre", ["i1"]), ("SEKARWANGI", ["i1"]), ("randík", ["i2"]), ("nihil", [])]
)
def test_full_text_search(tmp_path: Path, query: str, expected: list[str]) -> None:
    write_registry(build(small()), (), tmp_path)
    search = "SELECT i.id FROM innovations_fts f JOIN innovations i ON i.rowid = f.rowid WHERE innovations_fts MATCH ?"
    with closing(open_registry(tmp_path)) as connection:
        assert [row["id"] for row in connection.execute(search, (query,))] == expected


def test_all_formats_hold_the_same_rows(tmp_path: Path) -> None:
    tables = build(small())
    write_registry(tables, (), tmp_path)
    package = frictionless.Package(str(tmp_path / "datapackage.json"))
    for name, table in TABLES.items():
        with closing(open_registry(tmp_path)) as connection:
            stored = [tuple(row) for row in connection.execute(f'SELECT * FROM "{name}"')]
        assert stored == list(tables.rows[name])
        parquet = pq.read_table(tmp_path / "parquet" / f"{name}.parquet")
        assert parquet.column_names == list(table.names)
        values = [tuple(row.values()) for row in parquet.to_pylist()]
        assert [tuple(map(str, row)) for row in values] == [tuple(map(str, row)) for row in tables.rows[name]]
        assert len(package.get_resource(name).read_rows()) == len(stored)
        frame = read_table(tmp_path, name)
        assert list(frame.columns) == list(table.names)
        assert len(frame) == len(stored)


def test_read_table_has_types(tmp_path: Path) -> None:
    write_registry(build(small()), (), tmp_path)
    frame = read_table(tmp_path, "innovations")
    assert frame["other_names"].tolist() == [["SIH LINTANG"], ["Randik"]]
    assert frame["digital"].tolist() == [True, False]
    assert frame["first_reported"].dt.year.tolist() == [2020, 2021]
    assert frame["n_articles"].sum() == 3
    with pytest.raises(RegistryError, match="no such table"):
        read_table(tmp_path, "inventions")


def test_issues_are_one_json_object_a_line(tmp_path: Path) -> None:
    write_registry(build(empty()), ISSUES, tmp_path)
    lines = [json.loads(line) for line in (tmp_path / "issues.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["stage"] for line in lines] == ["extract", "read"]
    assert lines[1] == {
        "stage": "read", "input": "b.txt", "reason": "empty file", "advice": "Remove it.", "fatal": True,
    }  # fmt: skip


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Every write beyond ``size`` bytes into one file fails, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [500, 9_000, 60_000])
def test_a_full_disk_leaves_the_old_registry(tmp_path: Path, size: int) -> None:
    write_registry(build(small()), (), tmp_path)
    before = contents(tmp_path)
    with largest_file(size), pytest.raises(RegistryError, match="cannot be written"):
        write_registry(build(many(50, 3)), (), tmp_path)
    assert contents(tmp_path) == before
    assert len(read_table(tmp_path, "innovations")) == 2


def test_a_run_killed_while_moving_leaves_whole_files_and_the_next_run_heals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write_registry(build(small()), (), old)
    write_registry(build(many(5, 2)), (), new)
    whole = [contents(old), contents(new)]
    move, moved = publish._move, iter(range(15))

    def dies(source: Path, place: Path) -> bool:
        if next(moved, None) is None:
            raise KeyboardInterrupt
        return move(source, place)

    monkeypatch.setattr(publish, "_move", dies)
    with pytest.raises(KeyboardInterrupt):
        write_registry(build(many(5, 2)), (), old)
    for name, found in contents(old).items():
        assert found in (whole[0][name], whole[1][name])
    assert not frictionless.validate(str(old / "datapackage.json")).valid
    monkeypatch.undo()
    (old / ".staging-killed").mkdir()
    write_registry(build(many(5, 2)), (), old)
    assert contents(old) == whole[1]
    assert not (old / ".staging-killed").exists()


def test_a_broken_foreign_key_is_not_published(tmp_path: Path) -> None:
    tables = build(small())
    with pytest.raises(RegistryError, match="missing row of agencies"):
        write_registry(replace(tables, rows={**tables.rows, "agencies": ()}), (), tmp_path)
    assert contents(tmp_path) == {}


def test_an_out_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(RegistryError, match="cannot be written"):
        write_registry(build(empty()), (), tmp_path / "out")


def test_only_registries_are_opened(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="there is no registry"):
        open_registry(tmp_path)
    (tmp_path / "text.sqlite").write_text("not a database, but long enough to be read as a header of one, one hopes so")
    with pytest.raises(RegistryError, match="not a registry"):
        open_registry(tmp_path / "text.sqlite")
    for name, application, version in (("other", 0, 0), ("future", 0x494E4F56, 99)):
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            connection.execute("CREATE TABLE t (x)")
            connection.execute(f"PRAGMA application_id = {application}")
            connection.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(RegistryError, match="but not a registry"):
        open_registry(tmp_path / "other")
    with pytest.raises(RegistryError, match="schema is version 99"):
        open_registry(tmp_path / "future")


def test_a_registry_is_opened_read_only_from_an_odd_path(tmp_path: Path) -> None:
    out = tmp_path / "a ?b#c%20"
    write_registry(build(small()), (), out)
    with closing(open_registry(out)) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM innovations")


def test_every_table_and_column_is_described() -> None:
    text = describe()
    for table in TABLES.values():
        assert f"## {table.name}\n\n{table.description}" in text
        assert set(table.key) <= set(table.names)
        assert set(table.search) | {name for index in table.indexes for name in index} <= set(table.names)
        for column in table.columns:
            assert len(column.description) > 5
            assert re.search(rf"^\| {column.name} \| {column.kind}", text, re.MULTILINE)


def test_the_table_order_follows_the_foreign_keys() -> None:
    seen: set[str] = set()
    for table in TABLES.values():
        seen.add(table.name)
        assert {column.references for column in table.columns} - {None} <= seen
