"""The training scripts, end to end, on a handful of articles and a very small network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("floret", reason="floret is not installed: make test installs it")

ARTICLES = ("k001", "k005", "k006", "k007", "k008", "k010", "k014", "k017", "k024", "k026")
# Our own sentences; invented people.
COLUMNS = """\
Rudi B-PER
Hartanto I-PER
tiba O
di O
Surabaya B-LOC
. O

Komisi B-ORG
Pemilihan I-ORG
Umum I-ORG
mengundang O
Siti B-PER
Rahmawati I-PER
. O
"""
CONFIG = """\
[data]
entities = ["{columns}"]
articles = ["{articles}"]
text = []
[vectors]
dim = 8
bucket = 200
epoch = 1
minn = 3
maxn = 4
hashCount = 2
minCount = 1
[shape]
width = 16
depth = 1
rows = 200
hidden = 8
pieces = 2
[training]
epochs = 1
articles_a_batch = 4
dropout = 0.1
span_weight = 10.0
seed = 7
folds = 2
"""


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("training")
    (folder / "gold").mkdir()
    (folder / "articles").mkdir()  # where gold files look for their texts
    for name in ARTICLES:
        shutil.copy(root / f"corpora/gold/{name}.json", folder / "gold")
        for source in (root / "corpora/articles").glob(f"{name}.*"):
            shutil.copy(source, folder / "articles")
    (folder / "columns.txt").write_text(COLUMNS, encoding="utf-8")
    config = CONFIG.format(columns=folder / "columns.txt", articles=folder / "gold")
    (folder / "reader.toml").write_text(config, encoding="utf-8")
    return folder


def run(root: Path, script: str, *arguments: str | Path) -> str:
    """A training script as a user runs it; its standard output."""
    done = subprocess.run(
        [sys.executable, str(root / "models" / script), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folds(workplace: Path, root: Path) -> Path:
    target = workplace / "folds.pkl"
    out = workplace / "reader.msgpack"
    run(root, "train_reader.py", "--config", workplace / "reader.toml", "--out", out, "--folds", target)
    return target


def test_training_twice_gives_the_same_reader(workplace: Path, root: Path, folds: Path) -> None:
    again = workplace / "again.msgpack"
    run(root, "train_reader.py", "--config", workplace / "reader.toml", "--out", again)
    assert again.read_bytes() == (workplace / "reader.msgpack").read_bytes()


def test_the_name_model_learns_from_the_folds(workplace: Path, root: Path, folds: Path) -> None:
    out = workplace / "names.json"
    run(root, "train_names.py", folds, "--out", out)
    model = json.loads(out.read_text(encoding="utf-8"))
    assert {"full", "plain", "place", "owner", "region", "threshold", "inputs"} == set(model)
    assert any(name.startswith("reader_") for name in model["full"]["first"]["weights"])
    assert not any(name.startswith("reader_") for name in model["plain"]["first"]["weights"])
    assert len(model["inputs"]["articles"]) == len(ARTICLES)


def test_calibration_prints_a_reliability_table(workplace: Path, root: Path, folds: Path) -> None:
    out = workplace / "confidence.json"
    table = run(root, "calibrate.py", folds, workplace / "gold", "--out", out, "--table")
    assert "| innovation | expected calibration error |" in table
    assert set(json.loads(out.read_text(encoding="utf-8"))) == {"innovation", "agency", "official", "expansion"}


def test_cross_validation_prints_the_figures(workplace: Path, root: Path, folds: Path) -> None:
    figures = run(root, "cross_validate.py", folds, workplace / "gold")
    assert f"{len(ARTICLES)} articles" in figures
    assert "clean negatives" in figures
