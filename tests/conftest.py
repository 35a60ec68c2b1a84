"""What several tests need: the pipeline, loaded once; the command line as a user runs it; articles to read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

import inovasi

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

Run = Callable[..., subprocess.CompletedProcess[str]]

# Written for these tests; the places exist, the programmes and people do not.
NEWS = (
    """SEKAYU – Dinas Kesehatan Kabupaten Musi Banyuasin meluncurkan inovasi SIPADU (Sistem Pelayanan Terpadu) pada
Senin (4/3/2024). Bupati Musi Banyuasin Rahmat Hidayatullah mengatakan SIPADU memangkas waktu tunggu pasien.

Kabupaten Musi Banyuasin punya 3 inovasi, yakni SIPADU, Jemput Sehat dan Kelas Ibu Pintar.
""",
    """BINJAI – Puskesmas Kebun Lada punya aplikasi ANTAR OBAT. Kepala Puskesmas Kebun Lada, dr. Sari Wulandari, M.Kes.,
menyebut layanan itu dipakai 200 pasien.
""",
    """PADANG – Pemerintah Kota Padang menerima kunjungan pelajar. Tidak ada program baru yang diumumkan pada hari itu.
""",
)


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline, as ``inovasi.load`` gives it."""
    return inovasi.load()


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The annotated articles that are no part of the project; the test skips where they are absent."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared here: the annotated articles in it are not part of the project")
    return SHARED


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of three readable articles, in three formats."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.txt").write_text(NEWS[0], encoding="utf-8")
    article = {"id": "two", "title": "Antar Obat", "published": "2024-03-05", "text": NEWS[1]}
    (folder / "two.json").write_text(json.dumps(article), encoding="utf-8")
    lines = [json.dumps({"id": f"line-{i}", "text": text}) for i, text in enumerate(NEWS[2:])]
    (folder / "three.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run ``inovasi ARGUMENT...`` as a user would, from a folder outside the checkout."""

    def run_command(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "inovasi", *map(str, arguments)],
            cwd=tmp_path,
            env=os.environ | {"PYTHONWARNINGS": "error::ResourceWarning"} | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )

    return run_command
