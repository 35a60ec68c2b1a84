"""Agencies and officials have ids that last and people who decide: real builds, real files."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

# Written for these tests.
STORIES = {
    "one": ("2015-01-10", "Badan Lingkungan Hidup Kabupaten Musi Banyuasin punya inovasi SIPADU (Sistem Pelayanan "
            "Terpadu). Kepala Dinas Kesehatan Kabupaten Musi Banyuasin, Rustam Wirakusuma, memuji inovasi itu."),
    "two": ("2019-02-11", "Dinas Lingkungan Hidup Kabupaten Musi Banyuasin memakai inovasi SIPADU (Sistem Pelayanan "
            "Terpadu). Sekretaris Daerah Kabupaten Musi Banyuasin, Rustam Wirakusuma, meresmikannya."),
    "three": ("2020-03-12", "Puskesmas Sungai Cempaka Kabupaten Musi Banyuasin punya inovasi KELAPA RUNDUK (Kelas "
              "Pangan Rumah Penduduk)."),
    "four": ("2021-03-12", "Puskesmas Kuala Cempaka Kabupaten Musi Banyuasin punya inovasi KELAPA RUNDUK (Kelas "
             "Pangan Rumah Penduduk)."),
}  # fmt: skip


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    folder = tmp_path / "stories"
    folder.mkdir()
    for key, (published, text) in STORIES.items():
        article = {"id": key, "published": published, "text": f"SEKAYU – {text}\n"}
        (folder / f"{key}.json").write_text(json.dumps(article), encoding="utf-8")
    return folder


def rows(registry: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(registry / "registry.sqlite")) as database:
        return database.execute(query).fetchall()


def agency(registry: Path, name: str) -> str:
    ((found,),) = rows(registry, f"select distinct agency_id from agency_names where name like '{name}%'")
    return str(found)


def test_names_and_roles_have_their_periods(run, stories: Path, tmp_path: Path) -> None:
    out = tmp_path / "registry"
    assert run("build", stories, "--out", out).returncode == 0
    query = "select name, first_reported, last_reported, n_articles from agency_names where name like '%Lingkungan%'"
    assert rows(out, f"{query} order by 2") == [
        ("Badan Lingkungan Hidup Kabupaten Musi Banyuasin", "2015-01-10", "2015-01-10", 1),
        ("Dinas Lingkungan Hidup Kabupaten Musi Banyuasin", "2019-02-11", "2019-02-11", 1),
    ]
    assert rows(out, "select name from agencies where name like '%Lingkungan%'") == [
        ("Dinas Lingkungan Hidup Kabupaten Musi Banyuasin",)
    ]
    roles = "select o.name, r.role, r.first_reported from officials o join official_roles r on r.official_id = o.id"
    assert rows(out, f"{roles} order by 3") == [
        ("Rustam Wirakusuma", "Kepala Dinas Kesehatan Kabupaten Musi Banyuasin", "2015-01-10"),
        ("Rustam Wirakusuma", "Sekretaris Daerah Kabupaten Musi Banyuasin", "2019-02-11"),
    ]


def test_agencies_are_merged_and_the_merge_is_undone(run, stories: Path, tmp_path: Path) -> None:
    out = tmp_path / "registry"
    run("build", stories, "--out", out)
    ids = "select id, name, n_articles from agencies order by id"
    before = rows(out, ids)
    old, new = agency(out, "Puskesmas Sungai"), agency(out, "Puskesmas Kuala")
    result = run("merge", out, new, old, "--by", "Sari")
    assert result.returncode == 0, result.stderr
    (line,) = map(json.loads, (out / "judgements.jsonl").read_text(encoding="utf-8").splitlines())
    assert (line["about"], line["verdict"]) == ("agency", "same")
    assert {line["left"], line["right"]} == {
        key for (key,) in rows(out, "select id from agency_mentions where name like 'Puskesmas%Cempaka%'")
    }
    assert run("build", stories, "--out", out).returncode == 0
    assert rows(out, "select * from redirects") == [(new, "agency", old)]
    assert agency(out, "Puskesmas Kuala") == old
    query = "select entity_type, what, old_id, new_id, by from history where what != 'founded'"
    assert rows(out, query) == [("agency", "merged", new, old, "Sari")]
    assert run("build", stories, "--out", out).stdout.endswith(" 0 of them new or changed\n")
    again = run("merge", out, new, old, "--by", "Sari")
    assert (again.returncode, f"{new} redirects to {old}" in again.stderr) == (2, True)

    scratch = tmp_path / "scratch"
    run("build", stories, "--out", scratch, "--judgements", out / "judgements.jsonl")
    for table in ("agencies", "redirects", "agency_names"):
        assert rows(scratch, f"select * from {table}") == rows(out, f"select * from {table}")

    assert run("undo", out, "--by", "Sari").returncode == 0
    assert run("build", stories, "--out", out).returncode == 0
    assert rows(out, ids) == before
    assert rows(out, "select * from redirects") == []


def test_a_person_is_split_and_later_articles_follow_their_part(run, stories: Path, tmp_path: Path) -> None:
    out = tmp_path / "registry"
    late = tmp_path / "late"
    late.mkdir()
    text = (
        "SEKAYU – Sekretaris Daerah Kabupaten Musi Banyuasin, Rustam Wirakusuma, membuka inovasi SIPADU (Sistem "
        "Pelayanan Terpadu).\n"
    )
    (late / "five.json").write_text(json.dumps({"id": "five", "published": "2022-01-01", "text": text}), "utf-8")
    run("build", stories, "--out", out)
    ((whole, _),) = rows(out, "select id, n_articles from officials where n_articles = 2")
    result = run("split", out, whole, "off:two:rustamwirakusuma", "--by", "Sari")
    assert result.returncode == 0, result.stderr
    assert run("build", stories, late, "--out", out).returncode == 0
    homes = dict(rows(out, "select article_id, official_id from official_mentions"))
    assert homes["one"] == whole
    assert homes["two"] == homes["five"] != whole
    assert rows(out, "select entity_type, what, old_id, new_id, by from history where what = 'split'") == [
        ("official", "split", whole, homes["two"], "Sari")
    ]


def test_an_agency_and_an_official_are_never_one(run, stories: Path, tmp_path: Path) -> None:
    out = tmp_path / "registry"
    run("build", stories, "--out", out)
    ((person,),) = rows(out, "select id from officials")
    result = run("merge", out, person, agency(out, "Puskesmas Kuala"), "--by", "Sari")
    assert (result.returncode, "one is an official, the other an agency" in result.stderr) == (2, True)
    assert not (out / "judgements.jsonl").exists()


# What version 4 of the schema had in place of today's tables.
_TO_VERSION_4 = """
    PRAGMA foreign_keys = OFF;
    drop table agency_mentions; drop table agency_names; drop table official_mentions; drop table official_roles;
    drop table redirects;
    create table redirects (old_id text primary key, innovation_id text not null);
    delete from history where entity_type != 'innovation';
    drop index history_old_id; drop index history_new_id;
    alter table history drop column entity_type;
    PRAGMA user_version = 4;
"""


def test_ids_of_agencies_and_officials_outlive_the_upgrade_from_version_4(run, stories: Path, tmp_path: Path) -> None:
    out = tmp_path / "registry"
    run("build", stories, "--out", out)
    names = "select name from agencies order by name"
    before = rows(out, names)
    with closing(sqlite3.connect(out / "registry.sqlite", isolation_level=None)) as database:
        database.executescript(_TO_VERSION_4)
        for table, cited in (("agencies", "agy-cited"), ("officials", "off-cited")):
            (old,) = database.execute(f"select id from {table} order by id").fetchone()
            database.execute(f"update {table} set id = '{cited}' where id = '{old}'")
            database.execute(f"update statements set entity_id = '{cited}' where entity_id = '{old}'")
        database.execute("insert into redirects select 'inv-older', id from innovations order by id limit 1")
    result = run("build", stories, "--out", out)
    assert result.returncode == 0, result.stderr
    assert rows(out, names) == before
    assert rows(out, "select count(*) from agencies where id = 'agy-cited'") == [(1,)]
    assert rows(out, "select count(*) from officials where id = 'off-cited'") == [(1,)]
    assert rows(out, "select old_id, entity_type from redirects") == [("inv-older", "innovation")]
    assert run("build", stories, "--out", out).stdout.endswith(" 0 of them new or changed\n")
