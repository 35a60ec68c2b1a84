"""``inovasi resolve``: a list as a user has it in, ids out; alone and against a registry."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from inovasi.match.weights import HAND, as_text

ROWS = [
    {"mention_id": "k1", "name": "Si Pandai", "agency": "Dinas Kesehatan", "region": "Kabupaten Musi Banyuasin"},
    {"mention_id": "k2", "name": "SIPANDAI", "agency": "Dinkes Muba", "region": "Muba"},
    {"mention_id": "k3", "name": "Si Pandai", "agency": "Dinas Sosial", "region": "16.02"},
    {"mention_id": "k4", "name": "Gerbang Nelayan Tangguh", "agency": "", "region": ""},
]

# Written for these tests; the places exist, the programmes do not.
ARTICLES = {
    "one": """SEKAYU – Dinas Kesehatan Kabupaten Musi Banyuasin meluncurkan inovasi SIPADU (Sistem Pelayanan Terpadu)
pada Senin (4/3/2024). SIPADU memangkas waktu tunggu pasien di Kabupaten Musi Banyuasin.
""",
    "two": """SEKAYU – Inovasi SIPADU (Sistem Pelayanan Terpadu) dari Dinas Kesehatan Kabupaten Musi Banyuasin dipakai
di sepuluh puskesmas.
""",
    "three": """PADANG – Dinas Perikanan Kota Padang meluncurkan inovasi GERNETA (Gerbang Nelayan Tangguh) di
Kota Padang.
""",
}
LIST = """\
Kode;Nama Inovasi;Kepanjangan;Perangkat Daerah;Kabupaten/Kota
w1;Si Padu;Sistem Pelayanan Terpadu;Dinas Kesehatan;Musi Banyuasin
w2;SIPADU;;Dinkes;Kab. Musi Banyuasin
w3;SIPADU;;Dinas Kesehatan;Kota Padang
w4;Lentera Ufuk;;Dinas Pendidikan;Kota Padang
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(ROWS[0]))
        writer.writeheader()
        writer.writerows(ROWS)
    return path


@pytest.fixture
def registry(run, tmp_path: Path) -> Path:
    news = tmp_path / "articles"
    news.mkdir()
    for name, text in ARTICLES.items():
        (news / f"{name}.txt").write_text(text, encoding="utf-8")
    assert run("build", news, "--out", tmp_path / "registry", "--workers", 1).returncode == 0
    return tmp_path / "registry"


def lines_of(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_one_line_for_each_mention_in_their_order(run, listed: Path) -> None:
    result = run("resolve", listed)
    assert result.returncode == 0, result.stderr
    found = lines_of(result.stdout)
    assert all(list(line) == ["mention_id", "innovation_id", "confidence"] for line in found)
    assert [line["mention_id"] for line in found] == ["k1", "k2", "k3", "k4"]
    ids = [line["innovation_id"] for line in found]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3
    assert found[3]["confidence"] == 1.0
    assert all(0.7 <= float(str(line["confidence"])) <= 1.0 for line in found)
    assert "4 mentions, 3 innovations" in result.stderr
    assert "mention_id = mention_id, name = name" in result.stderr


def test_every_format_in_and_out_says_the_same(run, listed: Path, tmp_path: Path) -> None:
    expected = lines_of(run("resolve", listed).stdout)
    jsonl, parquet = tmp_path / "list.jsonl", tmp_path / "list.parquet"
    jsonl.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(ROWS), parquet)
    for source in (jsonl, parquet):
        assert lines_of(run("resolve", source, "-o", "-").stdout) == expected
    outputs = [tmp_path / name for name in ("out.jsonl", "out.csv", "out.parquet")]
    for output in outputs:
        result = run("resolve", listed, "-o", output)
        assert (result.returncode, result.stdout) == (0, "")
    assert lines_of(outputs[0].read_text(encoding="utf-8")) == expected
    with outputs[1].open(encoding="utf-8", newline="") as file:
        assert [{**row, "confidence": float(row["confidence"])} for row in csv.DictReader(file)] == expected
    assert pq.read_table(outputs[2]).to_pylist() == expected


def test_standard_input_is_json_lines(run, listed: Path, tmp_path: Path) -> None:
    data = "﻿" + "\n".join(map(json.dumps, ROWS))
    command = [sys.executable, "-m", "inovasi", "resolve", "-"]
    result = subprocess.run(command, input=data, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60)
    assert result.returncode == 0, result.stderr
    assert result.stdout == run("resolve", listed).stdout


def test_shuffled_rows_get_the_same_ids(run, tmp_path: Path) -> None:
    rng = random.Random(3)
    found = []
    for name in ("one", "two", "three"):
        rng.shuffle(shuffled := [dict(row) for row in ROWS])
        path = tmp_path / f"{name}.jsonl"
        path.write_text("\n".join(map(json.dumps, shuffled)), encoding="utf-8")
        lines = run("resolve", path, PYTHONHASHSEED=str(len(name))).stdout.splitlines()
        assert [json.loads(line)["mention_id"] for line in lines] == [row["mention_id"] for row in shuffled]
        found.append(sorted(lines))
    assert found[0] == found[1] == found[2]


def test_the_number_of_processes_never_shows(run, tmp_path: Path) -> None:
    """More rows than one process takes at a time."""
    rng = random.Random(11)
    parts = [f"{a}{b}" for a in "bdgklmnprst" for b in ("a", "i", "u", "eng")]
    lines = ["mention_id,name,region"]
    for i in range(11_000):
        name = "".join(rng.choices(parts, k=4)).title()
        region = rng.choice(("Muba", "OKI", "Kota Malang", "", "Kota Padang"))
        lines += [f"a{i},{name},{region}", f"b{i},{name.upper()},{region}"]
    (tmp_path / "list.csv").write_text("\n".join(lines), encoding="utf-8")
    one, two = (run("resolve", "list.csv", "--workers", count, "--pairs", f"pairs{count}.jsonl") for count in (1, 2))
    assert one.returncode == two.returncode == 0, one.stderr + two.stderr
    assert one.stdout == two.stdout
    assert (tmp_path / "pairs1.jsonl").read_bytes() == (tmp_path / "pairs2.jsonl").read_bytes()
    ids = [line["innovation_id"] for line in lines_of(one.stdout)]
    assert sum(a == b for a, b in zip(ids[::2], ids[1::2], strict=True)) > 5_000


def test_numbers_stay_numbers(run, tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text('{"mention_id": 7, "name": "Antar Obat"}\n{"mention_id": "x", "name": ""}\n', encoding="utf-8")
    result = run("resolve", path)
    assert result.returncode == 3
    first, second = lines_of(result.stdout)
    assert first["mention_id"] == 7
    assert second == {"mention_id": "x", "innovation_id": None, "confidence": None}


def test_bad_rows_are_3_and_named_and_nothing_is_lost(run, tmp_path: Path) -> None:
    path, issues = tmp_path / "list.csv", tmp_path / "issues.jsonl"
    rows = ["k1,Antar Obat,Muba", "k1,Kelas Ibu,Muba", "k3,,Muba", "k4,Rumah Padi,Negeri Ufuk"]
    rows += [f"n{i}," for i in range(30)]
    path.write_text("mention_id,name,region\n" + "\n".join(rows) + "\n", encoding="utf-8")
    result = run("resolve", path, "--issues", issues)
    assert result.returncode == 3
    assert len(result.stdout.splitlines()) == len(rows)
    logged = lines_of(issues.read_text(encoding="utf-8"))
    assert [Path(str(issue["input"])).name for issue in logged[:3]] == ["list.csv:3", "list.csv:4", "list.csv:5"]
    assert len(logged) == 33
    assert "13 more like these; --issues FILE has them all" in result.stderr
    assert len(result.stderr.splitlines()) == 23


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("No,Program\n1,Antar Obat\n", 2, "no column of names; its columns are No, Program"),
        ("name\n", 1, "no row could be read"),
        ("", 1, "no row could be read"),
        ("name\nAntar Obat \udcff\n", 1, "list.csv:2: not UTF-8 (byte 0xff)"),
    ],
)
def test_a_list_that_gives_nothing(run, tmp_path: Path, text: str, code: int, says: str) -> None:
    (tmp_path / "list.csv").write_bytes(text.encode(errors="surrogateescape"))
    result = run("resolve", "list.csv", "-o", "out.jsonl")
    assert (result.returncode, result.stdout) == (code, "")
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["missing.csv"], 1),
        (["list.csv", "-o", "out.xlsx"], 2),
        (["list.csv", "-o", "nowhere/out.csv"], 2),
        (["list.csv", "-o", "list.csv"], 2),
        (["list.csv", "-o", "out.jsonl", "--pairs", "out.jsonl"], 2),
        (["list.csv", "--pairs", "pairs.csv"], 2),
        (["list.csv", "--coverage", "coverage.csv"], 2),
        (["list.csv", "--against", "nowhere"], 1),
        (["list.csv", "--index", "index", "--against", "nowhere"], 2),
        (["list.csv", "--index", "list.csv"], 2),
        (["list.csv", "--index", "nowhere/index"], 2),
        (["list.csv", "--index", "."], 1),
        (["list.csv", "--workers", "0"], 2),
    ],
)
def test_wrong_arguments_are_said_before_any_work(run, listed: Path, arguments: list[str], code: int) -> None:
    before = listed.read_bytes()
    result = run("resolve", *arguments)
    assert (result.returncode, result.stdout) == (code, "")
    assert "Traceback" not in result.stderr
    assert listed.read_bytes() == before


def test_uncertain_pairs_come_with_their_reasons(run, tmp_path: Path) -> None:
    """Without any region, a short name says little, a long one much, and one between leaves it open."""
    path = tmp_path / "list.csv"
    names = ["Sigapurnamerdunalasti"[:length] for length in range(4, 21)]
    path.write_text("name\n" + "".join(f"{name}\n{name}\n" for name in names), encoding="utf-8")
    result = run("resolve", path, "--pairs", "pairs.jsonl")
    assert result.returncode == 0, result.stderr
    pairs = lines_of((tmp_path / "pairs.jsonl").read_text(encoding="utf-8"))
    assert pairs
    assert len(pairs) < len(names)
    assert f"{len(pairs)} pairs for a person to look at" in result.stderr
    for pair in pairs:
        assert pair["left_name"] == pair["right_name"]
        assert isinstance(pair["reasons"], list)
        assert "name_equal" in {reason["feature"] for reason in pair["reasons"]}
    assert [abs(float(str(pair["score"])) - 0.5) for pair in pairs] == sorted(
        abs(float(str(pair["score"])) - 0.5) for pair in pairs
    )


def test_with_an_index_new_rows_join_those_before_them(run, listed: Path, tmp_path: Path) -> None:
    alone = run("resolve", listed)
    first = run("resolve", listed, "--index", "known", "--pairs", "pairs.jsonl")
    assert first.returncode == 0, first.stderr
    assert first.stdout == alone.stdout
    assert "4 rows are new, 0 were in the index already; 3 innovations are new" in first.stderr
    kept = (tmp_path / "known").read_bytes()
    again = run("resolve", listed, "--index", "known")
    assert (again.returncode, again.stdout) == (0, first.stdout)
    assert "0 rows are new, 4 were in the index already; 0 innovations are new" in again.stderr
    assert (tmp_path / "known").read_bytes() == kept
    more = {"mention_id": "n1", "name": "Sipandai", "region": "Muba"}
    (tmp_path / "more.jsonl").write_text("\n".join(map(json.dumps, (more, ROWS[2]))), encoding="utf-8")
    then = lines_of(run("resolve", "more.jsonl", "--index", "known").stdout)
    before = {line["mention_id"]: line for line in lines_of(first.stdout)}
    assert then[0]["innovation_id"] == before["k1"]["innovation_id"]
    assert then[1] == before["k3"]


def test_what_changed_in_an_index_is_said_and_no_input_is_lost(run, tmp_path: Path) -> None:
    """Two innovations that a row shows to be one, a row that says something else now, and a name of too many rows."""
    place = {"region": "Muba", "published": "2020"}
    rows: list[dict[str, object]] = [
        {"mention_id": "k1", "name": "Gerbang Sapa Muda Taruna", **place},
        {"mention_id": "k2", "name": "Gerakan Rukun Keluarga Desa", **place},
        *({"mention_id": f"c{i}", "name": "Sipeta", **place} for i in range(60)),
    ]
    more: list[dict[str, object]] = [
        {"mention_id": "n1", "name": "Gerakan Rukun Keluarga Desa", "aliases": "Gerbang Sapa Muda Taruna", **place},
        {"mention_id": "n2", "name": "Sipeta", **place},
        {"mention_id": "k1", "name": "Gerbang Sapa Muda Taruna", "region": "Muba", "agency": "Dinas Sosial"},
    ]
    for name, listed in (("one.jsonl", rows), ("two.jsonl", more)):
        (tmp_path / name).write_text("\n".join(map(json.dumps, listed)), encoding="utf-8")
    before = {
        one["mention_id"]: one["innovation_id"] for one in lines_of(run("resolve", "one.jsonl", "--index", "i").stdout)
    }
    found = run("resolve", "two.jsonl", "--index", "i", "--issues", "issues.jsonl")
    assert found.returncode == 0, found.stderr
    ids = {one["mention_id"]: one["innovation_id"] for one in lines_of(found.stdout)}
    assert ids["n1"] == ids["k1"] in (before["k1"], before["k2"])
    (old,) = {str(before["k1"]), str(before["k2"])} - {str(ids["n1"])}
    assert f"note: {old}: is one with {ids['n1']}" in found.stderr
    assert "i: 1 rows say something else than when they came to it" in found.stderr
    assert "2 rows are new, 1 were in the index already; 0 innovations are new, 1 are one with another" in found.stderr
    assert "of the new rows, 1 are like more rows than can all be compared" in found.stderr
    logged = lines_of((tmp_path / "issues.jsonl").read_text(encoding="utf-8"))
    assert [issue["fatal"] for issue in logged] == [False, False]


def test_an_index_goes_with_its_weights(run, listed: Path, tmp_path: Path) -> None:
    assert run("resolve", listed, "--index", "known").returncode == 0
    kept = (tmp_path / "known").read_bytes()
    (tmp_path / "weights.json").write_text(as_text(replace(HAND, prior=HAND.prior - 1)), encoding="utf-8")
    refused = run("resolve", listed, "--index", "known", "--weights", "weights.json")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "the index was made with other weights. Give the weights that it was made with" in refused.stderr
    assert (tmp_path / "known").read_bytes() == kept
    assert run("resolve", listed, "--index", "other", "--weights", "weights.json").returncode == 0
    assert run("resolve", listed, "--index", "other", "--weights", "weights.json").returncode == 0


def test_what_a_registry_is_compared_by_is_made_once(run, registry: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    first, second = (run("resolve", "list.csv", "--against", registry, "--pairs", "pairs.jsonl") for _ in range(2))
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)
    assert first.returncode == 0, first.stderr
    made = f"{registry / 'registry.matching.sqlite'}: an index of the registry for matching is made"
    assert made in first.stderr
    assert "index" not in second.stderr
    refused = run("resolve", "list.csv", "--index", registry / "registry.matching.sqlite")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "come from a registry" in refused.stderr


def test_against_a_registry_rows_get_its_ids(run, registry: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    held = run("resolve", "list.csv", "--against", registry, "--coverage", "coverage.jsonl", "--pairs", "pairs.jsonl")
    assert held.returncode == 0, held.stderr
    covered = lines_of((tmp_path / "coverage.jsonl").read_text(encoding="utf-8"))
    by_name = {(one["name"], one["region"]): one for one in covered}
    sipadu = by_name["SIPADU", "Kabupaten Musi Banyuasin"]
    ids = [line["innovation_id"] for line in lines_of(held.stdout)]
    assert ids[0] == ids[1] == sipadu["innovation_id"]
    assert len(set(ids)) == 3
    assert (sipadu["coverage"], sipadu["mention_ids"], sipadu["n_articles"]) == ("both", ["w1", "w2"], 2)
    assert {one["name"]: one["coverage"] for one in covered if one is not sipadu} == {
        "GERNETA": "registry only",
        "SIPADU": "list only",
        "Lentera Ufuk": "list only",
    }
    assert "3 innovations in the list: 1 are in the registry, for 2 it has no article so far" in held.stderr
    assert "2 innovations in the registry: 1 are in the list, 1 are named by no row of it" in held.stderr
    assert "Sumatera Barat" in held.stderr


def test_the_registry_may_be_named_by_its_file_and_coverage_be_a_table(run, registry: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    folder = run("resolve", "list.csv", "--against", registry, "--coverage", "one.csv")
    file = run("resolve", "list.csv", "--against", registry / "registry.sqlite", "--coverage", "two.parquet")
    assert folder.returncode == file.returncode == 0
    assert folder.stdout == file.stdout
    with (tmp_path / "one.csv").open(encoding="utf-8", newline="") as text:
        names = [row["name"] for row in csv.DictReader(text)]
    assert names == pq.read_table(tmp_path / "two.parquet")["name"].to_pylist()


def test_the_registry_against_itself_gives_its_own_ids(run, registry: Path) -> None:
    """Its table of mentions is a list too; alone, the same mentions get the same ids again."""
    mentions = registry / "csv" / "mentions.csv"
    with mentions.open(encoding="utf-8", newline="") as file:
        expected = {row["id"]: row["innovation_id"] for row in csv.DictReader(file)}
    for arguments in ([], ["--against", registry]):
        result = run("resolve", mentions, *arguments)
        assert result.returncode == 0, result.stderr
        assert {line["mention_id"]: line["innovation_id"] for line in lines_of(result.stdout)} == expected


def test_annotated_clusters_as_a_list(run, shared: Path, tmp_path: Path) -> None:
    """Pair precision and recall through the command. Lowering a floor is a visible act."""
    if not (shared / "gold-clusters.json").exists():
        pytest.skip("the annotated clusters are not part of the project")
    spots: list[tuple[str, str]] = []
    with (tmp_path / "gold.jsonl").open("w", encoding="utf-8") as file:
        for path in sorted((shared / "gold").glob("*.json")):
            article = json.loads(path.read_text(encoding="utf-8"))
            for found in article["innovations"]:
                fields = {key: found[key] for key in ("name", "aliases", "expansion", "agency", "region", "awards")}
                fields |= {"mention_id": len(spots), "article_id": article["id"], "published": article["published"]}
                file.write(json.dumps(fields) + "\n")
                spots.append((article["id"], found["name"]))
    result = run("resolve", tmp_path / "gold.jsonl")
    assert result.returncode == 0, result.stderr
    clusters: dict[object, list[tuple[str, str]]] = {}
    for line in lines_of(result.stdout):
        clusters.setdefault(line["innovation_id"], []).append(spots[int(str(line["mention_id"]))])
    predicted = {frozenset(pair) for members in clusters.values() for pair in combinations(members, 2)}
    gold = json.loads((shared / "gold-clusters.json").read_text(encoding="utf-8"))
    true = {frozenset(map(tuple, pair)) for one in gold["clusters"] for pair in combinations(one["mentions"], 2)}
    predicted -= {frozenset((tuple(a), tuple(b))) for a, b, _ in gold["undecided"]}
    assert len(predicted & true) / len(predicted) >= 0.98, sorted(map(sorted, predicted - true))
    assert len(predicted & true) / len(true) >= 0.93, sorted(map(sorted, true - predicted))
    assert not predicted & {frozenset((tuple(a), tuple(b))) for a, b, _ in gold["different"]}
