"""``inovasi build``: the registry as files, and the promise that the same articles give the same bytes."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from pathlib import Path

import pytest


def hashes(folder: Path) -> dict[str, str]:
    """File name below ``folder`` -> digest of its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_build_prints_what_the_registry_holds(run, news: Path, tmp_path: Path) -> None:
    result = run("build", news, "--out", tmp_path / "new" / "registry")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0].split()[:2] == ["articles", "3"]
    with sqlite3.connect(tmp_path / "new" / "registry" / "registry.sqlite") as database:
        assert database.execute("select count(*) from articles").fetchone() == (3,)
    database.close()


def test_a_second_build_changes_no_byte(run, news: Path, tmp_path: Path) -> None:
    out = tmp_path / "registry"
    run("build", news, "--out", out)
    before = {path: (digest, (out / path).stat().st_mtime_ns) for path, digest in hashes(out).items()}
    again = run("build", news, "--out", out)
    assert again.returncode == 0
    assert {path: (digest, (out / path).stat().st_mtime_ns) for path, digest in hashes(out).items()} == before
    assert again.stdout.splitlines()[-1].endswith(" 0 of them new or changed")


def test_workers_and_order_change_no_byte(run, news: Path, tmp_path: Path) -> None:
    files = sorted(news.iterdir())
    assert run("build", *files, "--out", tmp_path / "one", "--workers", 1).returncode == 0
    assert run("build", *reversed(files), "--out", tmp_path / "two", "--workers", 2, PYTHONHASHSEED="3").returncode == 0
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")


def test_some_input_lost_is_3_and_logged_in_the_registry(run, news: Path, tmp_path: Path) -> None:
    (news / "broken.json").write_text("{", encoding="utf-8")
    result = run("build", news, "--out", tmp_path / "registry")
    assert result.returncode == 3
    assert "(1 inputs lost)" in result.stdout
    issues = (tmp_path / "registry" / "issues.jsonl").read_text(encoding="utf-8").splitlines()
    assert [Path(json.loads(line)["input"]).name for line in issues] == ["broken.json"]


def test_out_must_be_a_folder(run, news: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("build", news, "--out", tmp_path / "file")
    assert result.returncode == 2
    assert "not a folder" in result.stderr


@pytest.mark.parametrize("inside", [".", "registry"])
def test_out_must_not_be_read_as_news(run, news: Path, inside: str) -> None:
    before = hashes(news)
    result = run("build", news, "--out", news / inside)
    assert result.returncode == 2
    assert "inside a folder of articles" in result.stderr
    assert hashes(news) == before


def test_a_registry_that_cannot_be_written_is_1(run, news: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("build", news, "--out", tmp_path / "file" / "registry")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "cannot be written" in result.stderr


def test_the_sample_articles_build(run, root: Path, tmp_path: Path) -> None:
    articles = root / "corpora" / "articles"
    result = run("build", articles, "--out", tmp_path / "registry")
    assert (result.returncode, result.stderr) == (0, "")
    copy = shutil.copytree(articles, tmp_path / "elsewhere" / "articles")
    assert run("build", copy, "--out", tmp_path / "copy").returncode == 0
    assert hashes(tmp_path / "copy").keys() == hashes(tmp_path / "registry").keys()


def test_a_big_innovation_that_does_not_hang_together_is_an_issue(run, tmp_path: Path) -> None:
    meanings = ("Sinergi Pemuda Tani", "Sistem Pemetaan Lahan", "Silaturahmi Pedagang Pasar", "Sepeda Taman Baca")
    meanings += ("Siswa Peduli Hutan", "Sungai Permai Tanpa Limbah", "Sedekah Pangan", "Sinyal Peringatan Kebakaran")
    meanings += ("Simpanan Beras Keluarga", "Siaga Pertolongan Pertama Anak", "Santri Pelajari Bahasa Isyarat")
    folder = tmp_path / "articles"
    folder.mkdir()
    for i, meaning in enumerate(("", *[""] * 4, *meanings)):
        spelled = f" ({meaning})" if meaning else ""
        text = (
            f"Pemerintah Kabupaten Musi Banyuasin meluncurkan inovasi SIPETA{spelled}. Inovasi pelayanan publik ini "
            f"melayani warga {i + 10} desa di Kabupaten Musi Banyuasin. Inovasi SIPETA dijalankan sejak bulan lalu."
        )
        article = {"id": f"a{i:02}", "title": "Inovasi SIPETA", "text": text, "published": f"2019-01-{i + 1:02}"}
        (folder / f"{i:02}.json").write_text(json.dumps(article), encoding="utf-8")
    out = tmp_path / "registry"
    result = run("build", folder, "--out", out, "--workers", 1)
    assert result.returncode == 0
    (issue,) = map(json.loads, (out / "issues.jsonl").read_text(encoding="utf-8").splitlines())
    with sqlite3.connect(out / "registry.sqlite") as database:
        named = database.execute("select name from innovations where id = ?", (issue["input"],)).fetchall()
    database.close()
    assert (issue["stage"], issue["fatal"], named) == ("resolve", False, [("SIPETA",)])
    assert "a probability of only" in result.stderr
