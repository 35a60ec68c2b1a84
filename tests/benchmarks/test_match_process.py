"""A matcher is measured in a process of its own, and what fails or has no end has no figures."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from benchmarks.match import process
from benchmarks.match.generate import write
from benchmarks.match.metrics import score
from benchmarks.match.worker import Job


@pytest.fixture
def job(tmp_path: Path) -> Job:
    write(400, tmp_path / "mentions.parquet")
    return {"task": "match", "matcher": "inovasi", "mentions": str(tmp_path / "mentions.parquet"), "judged": ""}


def test_clusters_seconds_and_memory_of_a_matcher_come_back(job: Job, tmp_path: Path) -> None:
    found = process.measured(sys.executable, job, tmp_path / "out")
    assert found is not None
    assert set(found.seconds) == {"prepared", "0.0"}
    assert found.peak > 50  # no Python with numpy in it is smaller
    answers = pq.read_table(job["mentions"])
    clusters = np.load(tmp_path / "out" / "0.0.npy")
    assert score(clusters, answers["innovation_id"].to_numpy(), answers["family"].to_numpy()).pair_f1 > 0.8


def test_a_matcher_that_fails_has_no_figures_also_where_it_had_some_before(job: Job, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert process.measured(sys.executable, job, out) is not None
    assert process.measured(sys.executable, job | {"mentions": str(tmp_path / "missing.parquet")}, out) is None


def test_a_matcher_without_end_is_stopped(job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.01)
    assert process.measured(sys.executable, job, tmp_path / "out") is None
    assert not (tmp_path / "out" / "figures.json").exists()
