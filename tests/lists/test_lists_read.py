"""Files of every kind -> rows; what is wrong is said with file and line, and no row is lost."""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from inovasi.errors import UnreadableInput, UsageError
from inovasi.lists.cells import day_of, text_of, texts_of
from inovasi.lists.headers import COLUMNS, Layout, field_of
from inovasi.lists.places import Regions, Where
from inovasi.lists.read import read_records
from inovasi.lists.rows import Row, rows_of
from inovasi.text import squash
from inovasi.types import Issue


def rows_in(path: Path) -> tuple[list[Row], list[Issue], list[Layout]]:
    """The rows of a file, the issues and the layouts that were told."""
    issues: list[Issue] = []
    layouts: list[Layout] = []
    rows = rows_of(read_records(str(path), issues.append, layouts.append), "list", issues.append)
    return rows, issues, layouts


def csv_file(tmp_path: Path, data: bytes | str, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_every_header_means_one_field() -> None:
    squashed = [squash(header) for headers in COLUMNS.values() for header in headers]
    assert len(set(squashed)) == len(squashed)
    assert all(field_of(header.upper()) == field for field, headers in COLUMNS.items() for header in headers)


def test_the_readme_lists_headers_that_are_understood(root: Path) -> None:
    _, _, table = (root / "README.md").read_text(encoding="utf-8").partition("| column | other headers")
    rows = [line.strip("| ").split(" | ") for line in table.partition("\n\n")[0].splitlines()[2:]]
    assert [field.strip("`") for field, _ in rows] == list(COLUMNS)
    for field, headers in rows:
        assert {field_of(header) for header in headers.split(", ")} == {field.strip("`")}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Nama Inovasi", "name"),
        ("KEPANJANGAN", "expansion"),
        ("Perangkat Daerah", "agency"),
        ("Instansi", "government"),
        ("Kabupaten / Kota", "region"),
        ("Kode_Wilayah", "region_code"),
        ("Tanggal", "published"),
        ("No", None),
        ("", None),
    ],
)
def test_headers_in_two_languages(header: str, field: str | None) -> None:
    assert field_of(header) == field


def test_the_best_column_of_a_field_that_has_something_counts(tmp_path: Path) -> None:
    text = "Instansi,Unit,Nama,OPD\nPemkab Karawang,Puskesmas Adiarsa,Antar Obat,\n"
    (row,), issues, (layout,) = rows_in(csv_file(tmp_path, text))
    assert layout.places["agency"] == (3, 1)
    assert (row.agency, row.region_code) == ("Puskesmas Adiarsa", "32.15")
    assert [issue.fatal for issue in issues] == [False]  # a note: there are no ids


@pytest.mark.parametrize(
    "data",
    [
        "mention_id,name,region\nk1,Antar Obat,Muba\n",
        "﻿mention_id,name,region\r\nk1,Antar Obat,Muba\r\n",
        "mention_id;name;region\nk1;Antar Obat;Muba\n",
        "mention_id\tname\tregion\nk1\tAntar Obat\tMuba\n",
        "mention_id|name|region\nk1|Antar Obat|Muba",
        "sep=;\nmention_id;name;region\nk1;Antar Obat;Muba\n",
        "\ufeffsep=;\r\nmention_id;name;region\r\n;;\r\nk1;Antar Obat;Muba\r\n;;\r\n\r\n",
        '\ufeff"mention_id";"name";"region"\r\n"k1";"Antar  Obat";"Muba"\r\n',
        '\n\n"mention_id","name","region"\n\n,,\n"k1","Antar Obat","Muba"\n,,\n',
        "mention_id,name,region\rk1,Antar Obat,Muba\r",
        'mention_id,"name, of course",name,region\nk1,,"Antar\nObat",Muba\n',
        "ID;Nama Inovasi;Kab/Kota;a, b, c, d, e\nk1;Antar Obat;Kab. Musi Banyuasin;\n",
    ],
)
def test_one_list_in_many_dialects_of_csv(tmp_path: Path, data: str) -> None:
    (row,), issues, _ = rows_in(csv_file(tmp_path, data))
    assert issues == []
    assert (row.mention_id, row.name, row.region_code) == ("k1", "Antar Obat", "16.06")


def test_json_lines_keep_numbers_and_lists(tmp_path: Path) -> None:
    lines = [
        {"mention_id": 7, "name": "Antar Obat", "aliases": ["AO", "Obat Antar"], "region": 16.06, "awards": None},
        {"Nama": "Kelas Ibu", "id": "8", "alias": "KI; Kelas Bunda|KB", "extra": {"a": 1}},
    ]
    path = csv_file(tmp_path, "\n\n".join(map(json.dumps, lines)), "list.jsonl")
    (first, second), issues, (layout,) = rows_in(path)
    assert issues == []
    assert (first.mention_id, second.mention_id) == (7, "8")
    assert [record.line for record in read_records(str(path), issues.append, lambda layout: None)] == [1, 3]
    assert first.aliases == ("AO", "Obat Antar")
    assert first.region_code == "16.06"
    assert second.aliases == ("KI", "Kelas Bunda", "KB")
    assert str(layout).endswith("not used: extra")


def test_parquet_with_its_own_types(tmp_path: Path) -> None:
    path = tmp_path / "list.parquet"
    table = pa.table(
        {
            "id": [1, 2],
            "nama inovasi": ["Antar Obat", "Kelas Ibu"],
            "tanggal": [datetime.date(2019, 10, 24), None],
            "kode wilayah": [16.1, float("nan")],
            "alias": [["AO"], None],
        }
    )
    pq.write_table(table, path)
    (first, second), issues, _ = rows_in(path)
    assert issues == []
    assert (first.mention_id, first.published, first.region_code) == (1, "2019-10-24", "16.10")
    assert (first.aliases, second.published) == (("AO",), None)


TWO = ["Antar Obat", "Kelas Ibu"]


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (pa.array([7, 2**62]), [7, 2**62]),
        (pa.array([2**63, 1], pa.uint64()), [2**63, 1]),
        (pa.array(["7", "7"]), ["7", "7~2"]),
        (pa.array([7, 7]), [7, "7~2"]),
        (pa.array([7.0, None]), ["7", "row-2"]),
        (pa.array([Decimal("70"), Decimal("8")], pa.decimal128(10, 0)), ["70", "8"]),
        (pa.array([Decimal("1.50"), None], pa.decimal128(4, 2)), ["1.5", "row-2"]),
        (pa.array(["k1", "k2"]).dictionary_encode(), ["k1", "k2"]),
        (pa.array(["k1", None], pa.large_string()), ["k1", "row-2"]),
        (pa.array([datetime.date(2020, 1, 2), None]), ["2020-01-02", "row-2"]),
        (pa.array([b"k1", None], pa.binary()), ["row-1", "row-2"]),
        (pa.array([{"a": 1}, None]), ["row-1", "row-2"]),
        (pa.array([True, False]), ["row-1", "row-2"]),
        (pa.nulls(2), ["row-1", "row-2"]),
    ],
    ids=lambda value: str(value.type) if isinstance(value, pa.Array) else "",
)
def test_ids_of_every_type_of_parquet(tmp_path: Path, ids: pa.Array, expected: list[str | int]) -> None:
    path = tmp_path / "list.parquet"
    pq.write_table(pa.table({"mention_id": ids, "name": TWO}), path)
    rows, _, _ = rows_in(path)
    assert [row.mention_id for row in rows] == expected
    assert [row.name for row in rows] == TWO


def test_columns_of_one_name_fill_each_other_up(tmp_path: Path) -> None:
    path = tmp_path / "list.parquet"
    names = [pa.array(["Antar Obat", None]), pa.array(["Jemput Sehat", "Kelas Ibu"])]
    pq.write_table(pa.table([*names, pa.array(["Muba", None])], names=["name", "name", "Kab.Kota"]), path)
    rows, _, _ = rows_in(path)
    assert [(row.name, row.region_code) for row in rows] == [("Antar Obat", "16.06"), ("Kelas Ibu", None)]


def test_a_parquet_file_of_many_pieces_is_one_list(tmp_path: Path) -> None:
    path = tmp_path / "list.parquet"
    table = pa.table({"mention_id": [*range(25_000)], "name": [f"Antar Obat {i}" for i in range(25_000)]})
    pq.write_table(table, path, row_group_size=7_000)
    rows, _, _ = rows_in(path)
    assert [row.mention_id for row in rows] == [*range(25_000)]
    assert rows[-1].name == "Antar Obat 24999"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("list.csv", "No,Judul Program,Daerah\n1,A,B\n", "its columns are No, Judul Program, Daerah"),
        ("list.jsonl", '{"a": 1}\n{"b": 1}\n', "its columns are a, b"),
        ("list.xlsx", "", "its kind (.xlsx) is not known"),
        ("list", "", "its kind (no suffix) is not known"),
    ],
)
def test_a_list_without_names_is_wrong_usage(tmp_path: Path, name: str, data: str, says: str) -> None:
    with pytest.raises(UsageError) as error:
        rows_in(csv_file(tmp_path, data, name))
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("list.csv", "name\nAntar Obat\nKaf\xe9\n".encode("cp1252"), "list.csv:3: not UTF-8 (byte 0xe9)"),
        ("list.jsonl", '{"name": "Antar Obat"}\n{"name": "Kaf\xe9"}\n'.encode("cp1252"), "list.jsonl:2: not UTF-8"),
        ("list.csv", "name\nAntar Obat\n".encode("utf-16"), "UTF-16"),
        ("list.csv", b"PK\x03\x04\x14\x00", "a spreadsheet or a ZIP file"),
        ("list.parquet", b"PAR1 no longer", "not readable as Parquet"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    with pytest.raises(UnreadableInput) as error:
        rows_in(csv_file(tmp_path, data, name))
    assert says in str(error.value)


BAD_ROWS = [
    ("mention_id,name\nk1,Antar Obat\nk2,\n", 3, "the name is empty; no innovation_id"),
    ("mention_id,name\nk1,???\n", 2, "the name is empty; no innovation_id"),
    ("mention_id,name,expansion\nk1,,Antar Obat ke Rumah\n", 2, "'Antar Obat ke Rumah' serves"),
    ("mention_id,name\nk1,Antar Obat\n\nk1,Kelas Ibu\n", 4, "'k1' stands in line 2 already; written as 'k1~2'"),
    ("mention_id,name,region\nk1,Antar Obat,Negeri Ufuk\n", 2, "region 'Negeri Ufuk' is not known"),
    ("mention_id,name,region_code\nk1,Antar Obat,99.01\n", 2, "region '99.01' is not known"),
    ("mention_id,name,published\nk1,Antar Obat,kemarin\n", 2, "'kemarin' is no date"),
    ("mention_id,name\nk1,Antar Obat, Jemput Sehat\n", 2, "3 cells under 2 headers"),
    ('mention_id,name\nk1,"Antar\nObat"\nk2,"Kelas" Ibu\nk3,Lain\n', 4, "its quotes do not fit"),
    ('mention_id,name\nk1,Antar Obat\nk2,"Kelas Ibu\nk3,Lain\n', 3, "its quotes do not fit"),
]


@pytest.mark.parametrize(("text", "line", "says"), BAD_ROWS)
def test_a_bad_row_is_one_issue_with_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    path = csv_file(tmp_path, text)
    rows, (issue,), _ = rows_in(path)
    assert rows
    assert issue.fatal
    assert issue.input.endswith(f":{line}")
    assert says in issue.reason


@pytest.fixture
def usual_cells() -> Iterator[None]:
    """The csv module's own limit of a cell: it is global, and some libraries lift it when they are imported."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("usual_cells")
def test_a_quote_that_is_never_closed_takes_no_row_along(tmp_path: Path) -> None:
    lines = [
        "id,name",
        'k1,"Antar Obat',
        "k2,Kelas Ibu",
        'k3,"Rumah" Padi',
        "",
        'k4,"Si ""Pandai"""',
        "k5," + "x" * 200_000,
    ]
    rows, issues, _ = rows_in(csv_file(tmp_path, "\n".join(lines)))
    names = [row.name for row in rows]
    assert names == ["Antar Obat", "Kelas Ibu", "Rumah Padi", 'Si "Pandai"', "x" * 1000]
    assert [int(issue.input.rpartition(":")[2]) for issue in issues] == [2, 4, 7]


@pytest.mark.parametrize(
    ("line", "says"),
    [("{", "not JSON"), ("[1]", "not a JSON object"), ('{"name": ["a"], "id": 1}', "name is not a text")],
)
def test_a_bad_line_of_json_is_an_issue_and_the_rest_goes_on(tmp_path: Path, line: str, says: str) -> None:
    rows, issues, _ = rows_in(csv_file(tmp_path, f'{line}\n{{"id": 2, "name": "Antar Obat"}}\n', "list.jsonl"))
    assert rows[-1].name == "Antar Obat"
    assert issues[0].input.endswith(":1")
    assert says in issues[0].reason


def test_rows_without_id_get_their_line(tmp_path: Path) -> None:
    rows, (note,), _ = rows_in(csv_file(tmp_path, "id,name\n,Antar Obat\nrow-4,Kelas Ibu\n,Jemput Sehat\n"))
    assert [row.mention_id for row in rows] == ["row-2", "row-4", "row-4~2"]
    assert not note.fatal
    assert "2 of 3 rows have no mention_id" in note.reason


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("Kabupaten Musi Banyuasin", None, None, None), ("Kabupaten Musi Banyuasin", "16.06")),
        (("kab. musi banyuasin", None, None, None), ("Kabupaten Musi Banyuasin", "16.06")),
        (("Muba", None, None, None), ("Kabupaten Musi Banyuasin", "16.06")),
        (("16.06", None, None, None), ("Kabupaten Musi Banyuasin", "16.06")),
        ((None, "16,06", None, None), ("Kabupaten Musi Banyuasin", "16.06")),
        (("16.06.01", None, None, None), ("Kabupaten Musi Banyuasin", "16.06")),
        (("Sumsel", None, None, None), ("Sumatera Selatan", "16")),
        (("Malang", None, None, None), ("malang", None)),
        (("Kota Malang", None, None, None), ("Kota Malang", "35.73")),
        (("Kabupaten Malang, Jawa Timur", None, None, None), ("Kabupaten Malang", "35.07")),
        (("Jawa Timur - Kota Malang", None, None, None), ("Kota Malang", "35.73")),
        (("Pemkab Malang", None, None, None), ("Kabupaten Malang", "35.07")),
        (("Pemerintah Provinsi Jawa Timur", None, None, None), ("Jawa Timur", "35")),
        ((None, None, "Prov. Jawa Timur", None), ("Jawa Timur", "35")),
        ((None, None, None, "Pemerintah Kota Padang"), ("Kota Padang", "13.71")),
        ((None, None, None, "Kementerian Kesehatan"), (None, None)),
        (("Nasional", None, None, None), (None, None)),
        ((None, None, None, None), (None, None)),
    ],
)
def test_regions_under_all_their_names(fields: tuple[str | None, ...], expected: tuple[str | None, ...]) -> None:
    found = Regions().of(*fields)
    assert (found.name, found.code, found.problem) == (*expected, None)


def test_an_unknown_region_keeps_its_text_and_its_province() -> None:
    found = Regions().of("Negeri Ufuk", None, "Jawa Timur", None)
    assert found == Where("Negeri Ufuk", "35", "region 'Negeri Ufuk' is not known")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-10-24", "2019-10-24"),
        ("2019-10-24T23:30:00+07:00", "2019-10-24"),
        ("24/10/2019", "2019-10-24"),
        ("24 Oktober 2019", "2019-10-24"),
        ("2019-10", "2019-10"),
        ("2019", "2019"),
        ("2019-13", None),
        ("13", None),
    ],
)
def test_dates(text: str, day: str | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  Antar \n Obat ", "Antar Obat"),
        ("-", None),
        ("N/A", None),
        (17.0, "17"),
        (16.06, "16.06"),
        (Decimal("16.060"), "16.06"),
        (Decimal("NaN"), None),
        (float("nan"), None),
        (True, None),
        (["a"], None),
        ("a\x00\ud800", "a��"),
        ("x" * 5000, "x" * 1000),
    ],
)
def test_cells_as_text(value: object, text: str | None) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ('["AO", "Antar, Obat"]', ("AO", "Antar, Obat")),
        ("[AO; B", ("[AO", "B")),
        ("Antar, Obat", ("Antar, Obat",)),
        ("AO; AO\n-", ("AO",)),
        (["AO", None, 5], ("AO", "5")),
        (None, ()),
    ],
)
def test_cells_as_several_texts(value: object, texts: tuple[str, ...]) -> None:
    assert texts_of(value) == texts
