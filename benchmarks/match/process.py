"""Work in a process of its own, with its seconds and its memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.match.environment import ROOT
from benchmarks.match.memory import wait_and_measure
from benchmarks.match.worker import Figures, Job

PATIENCE = 1800  # seconds; what needs longer is stopped and has no row


@dataclass(frozen=True, slots=True)
class Measured:
    """``seconds`` by name, as the worker counted them; ``peak`` in megabytes, all processes at one moment."""

    seconds: Figures
    peak: float


def measured(python: str, job: Job, out: Path) -> Measured | None:
    """What ``worker.py`` makes of a job, its files in ``out``; None where it fails or has no end."""
    out.mkdir(parents=True, exist_ok=True)
    figures = out / "figures.json"
    figures.unlink(missing_ok=True)
    command = [python, "-W", "ignore", "-m", "benchmarks.match.worker"]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=sys.stderr,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "0"},
        start_new_session=True,
    )
    try:
        with process.stdin as stdin:  # type: ignore[union-attr]
            stdin.write(json.dumps(job | {"out": str(out), "started": str(time.time())}))
        peak = wait_and_measure(process, PATIENCE)
    except (subprocess.TimeoutExpired, BrokenPipeError):
        return None
    finally:
        _end(process)
    if process.returncode or not figures.is_file():
        return None
    found = json.loads(figures.read_text(encoding="utf-8"))
    # The kernel's own count of the one process misses no moment; the samples miss no process.
    return Measured(found["seconds"], max(peak, found["peak"]))


def _end(process: subprocess.Popen[str]) -> None:
    """Stop what has not ended, with the processes that it started."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
