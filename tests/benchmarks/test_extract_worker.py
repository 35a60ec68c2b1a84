"""A worker measures the default pipeline, which needs no peer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.extract.pipelines import FULL

TEXT = {"id": "a", "title": None, "text": "Dinas Sosial Kota Tegal meluncurkan inovasi SIKOPI (Sistem Kontrol Izin)."}


def test_a_worker_writes_seconds_and_words_of_each_slice(root: Path, tmp_path: Path) -> None:
    job = {
        "task": "speed",
        "pipeline": FULL,
        "models": {"stanza": None, "spacy": None},
        "out": str(tmp_path / "figures.json"),
        "warm_up": [TEXT],
        "streams": {"tiny": [[TEXT], [TEXT, TEXT]]},
    }
    command = [sys.executable, "-m", "benchmarks.extract.worker"]
    subprocess.run(command, input=json.dumps(job), text=True, cwd=root, check=True)
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert [(run["words"], run["articles"]) for run in figures["runs"]["tiny"]] == [(10, 1), (20, 2)]
    assert figures["peak"] > 0
