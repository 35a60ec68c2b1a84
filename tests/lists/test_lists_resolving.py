"""A list from file to answer: what is told of it, and to whom."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from inovasi.lists.read import Record
from inovasi.lists.resolving import How, Resolved, Watch, resolve_list
from inovasi.lists.write import write
from inovasi.types import Issue

MEANINGS = (
    "Sinergi Pemuda Tani",
    "Simpanan Beras Keluarga Tabah",
    "Sistem Pemetaan Lahan",
    "Siaga Pertolongan Pertama Anak",
    "Silaturahmi Pedagang Pasar",
    "Siswa Peduli Hutan Lestari",
    "Sungai Permai Tanpa Limbah",
    "Sahabat Petugas Jenazah",
    "Santri Pelajari Bahasa Isyarat",
    "Sedekah Pangan Akhir Pekan",
    "Sepeda Perpustakaan Dusun",
    "Sinyal Peringatan Kebakaran",
)


def resolved(tmp_path: Path, rows: list[dict[str, object]], workers: int = 1) -> tuple[Resolved, list[Issue]]:
    path = tmp_path / "list.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    issues: list[Issue] = []
    watch = Watch(issues.append, lambda layout: None, lambda records: records, lambda text: None)
    return resolve_list(str(path), watch, how=How(workers)), issues


def spelled(expansions: list[str | None]) -> list[dict[str, object]]:
    """Rows of one name in one region."""
    return [
        {"mention_id": f"k{i:02}", "name": "SIPETA", "region": "Muba", "expansion": expansion, "published": "2019"}
        for i, expansion in enumerate(expansions)
    ]


def test_a_big_cluster_that_hangs_together_by_its_hub_is_a_note(tmp_path: Path) -> None:
    found, (note,) = resolved(tmp_path, spelled([*[None] * 8, *MEANINGS]))
    (name,) = set(found.links.ids)
    assert (note.stage, note.input, note.fatal) == ("resolve", name, False)
    assert note.reason.startswith("20 rows with 1 names")
    assert "--pairs" in note.advice
    assert len([*found.pairs()]) >= 50


def test_a_big_cluster_that_agrees_is_none(tmp_path: Path) -> None:
    found, issues = resolved(tmp_path, spelled([None, MEANINGS[0]] * 10))
    assert len(set(found.links.ids)) == 1
    assert issues == []
    assert [*found.pairs()] == []


def test_every_row_has_its_answer_in_its_place(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"mention_id": "k1", "name": ""},
        {"mention_id": 2, "name": "Antar Obat", "region": "Muba"},
        {"mention_id": "k3", "name": "???"},
        {"mention_id": "k4", "name": "Aplikasi Antar-Obat", "region": "Muba"},
        {"mention_id": "k5", "name": "Lentera Ufuk", "region": "Muba"},
        {"mention_id": "k6"},
    ]
    found, _ = resolved(tmp_path, rows)
    mentions = [*found.mentions()]
    assert [one["mention_id"] for one in mentions] == ["k1", 2, "k3", "k4", "k5", "k6"]
    names = [one["innovation_id"] for one in mentions]
    assert [name is None for name in names] == [one["confidence"] is None for one in mentions]
    assert [name is None for name in names] == [True, False, True, False, False, True]
    assert names[1] == names[3] != names[4]


def test_the_weights_of_a_pair_add_up_to_its_score(tmp_path: Path) -> None:
    told = {"region": "Muba", "agency": "Dinas Sosial", "expansion": "Gerakan Membangun Kampung Nelayan"}
    rows: list[dict[str, object]] = [
        {"mention_id": "k1", "name": "Gerbang Nelayan", "article_id": "x", "awards": "Top 45", **told},
        {"mention_id": "k2", "name": "Gerbang Nelayan 2.0", "article_id": "y", "awards": ["Top 45"], **told},
        {"mention_id": "k3", "name": "Gerbang Nelayann", "article_id": "x", **told},
    ]
    found, _ = resolved(tmp_path, rows)
    pairs = [*found.pairs()]
    assert pairs
    for pair in pairs:
        weights = sum(reason["weight"] for reason in pair["reasons"])  # type: ignore[attr-defined]
        assert pair["score"] == pytest.approx(1 / (1 + math.exp(-weights)), abs=1e-4)
    (apart,) = (pair for pair in pairs if {pair["left"], pair["right"]} == {"k1", "k3"})
    assert "listed_apart" in {reason["feature"] for reason in apart["reasons"]}  # type: ignore[attr-defined]


def test_rows_are_read_one_by_one(tmp_path: Path) -> None:
    """The file is open while rows pass: nothing waits for its end."""
    path = tmp_path / "list.csv"
    path.write_text("mention_id,name\n" + "".join(f"k{i},Antar Obat {i}\n" for i in range(50_000)), encoding="utf-8")
    seen: list[int] = []

    def first_rows(records: Iterable[Record]) -> Iterator[Record]:
        for record in records:
            seen.append(record.line)
            if len(seen) == 3:
                return
            yield record

    watch = Watch(lambda issue: None, lambda layout: None, first_rows, lambda text: None)
    assert [one["mention_id"] for one in resolve_list(str(path), watch).mentions()] == ["k0", "k1"]
    assert seen == [2, 3, 4]


def test_records_are_written_as_they_come(tmp_path: Path) -> None:
    """Texts that a spreadsheet would run are guarded, keys are not; nothing needs the number of records."""
    target = tmp_path / "out.csv"
    write(str(target), ({"key": "=a", "text": "=b", "n": n} for n in (1, None)), ("key", "text", "n"), raw=("key",))
    with target.open(encoding="utf-8", newline="") as file:
        assert [*csv.reader(file)] == [["key", "text", "n"], ["=a", "'=b", "1"], ["=a", "'=b", ""]]
