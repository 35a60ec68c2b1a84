"""The most memory that a program has had, all of its processes together at one moment. Linux only, from /proc.

Pages that several processes share count once (proportional set size), so a forked worker costs what it adds. To know
it, the kernel walks all pages of a process: milliseconds for each gigabyte. So it is asked only when the resident
sizes, which cost nothing to read and are never less, say that there could be a new peak, and never for more than a
fiftieth of the time. psutil reads the same files; for three of them it is not worth a package more.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

EVERY = 0.05  # seconds
SHARE = 0.02  # of the time, for measuring
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
MEGABYTE = 1024 * 1024
_PROC = Path("/proc")


def wait_and_measure(process: subprocess.Popen[str], patience: float) -> float:
    """Wait for a process to end; returns the peak of its tree in megabytes, 0.0 where there is no /proc.

    Raises subprocess.TimeoutExpired after ``patience`` seconds; the process goes on then.
    """
    peak, until = 0, time.monotonic() + patience
    pause = EVERY
    while True:
        try:
            process.wait(pause)
            return peak / MEGABYTE
        except subprocess.TimeoutExpired:
            if time.monotonic() > until:
                raise
        begun = time.thread_time()
        peak = max(peak, measured(process.pid, peak))
        pause = max(EVERY, (time.thread_time() - begun) / SHARE)


def measured(pid: int, peak: int) -> int:
    """What a process and all that it started hold now, in bytes, pages that they share once; 0 where it cannot be more
    than ``peak``."""
    tree = list(_tree(pid))
    if sum(map(_resident, tree)) <= peak:
        return 0
    return sum(map(_proportional, tree))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        threads = sorted((_PROC / str(pid) / "task").iterdir())
        children = [child for thread in threads for child in (thread / "children").read_text(encoding="ascii").split()]
    except OSError:  # it has ended meanwhile
        return
    for child in children:
        yield from _tree(int(child))


def _resident(pid: int) -> int:
    try:
        return int((_PROC / str(pid) / "statm").read_text(encoding="ascii").split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def _proportional(pid: int) -> int:
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
