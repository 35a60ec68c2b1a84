"""The peak of a program counts all of its processes at one moment, and what they share once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.match.memory import measured, wait_and_measure

pytestmark = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").is_file(), reason="needs Linux")

# What a program does with 200 MB. Every byte is written, for memory that is only asked for is not there yet; and
# workers wait for each other, so that they hold theirs at one moment on a busy machine, too.
HEAD = """
import multiprocessing, subprocess, sys, time

context = multiprocessing.get_context("fork")
together = context.Barrier(2)

def fill(_=None):
    block = bytearray(b"x") * (200 << 20)
    time.sleep(1)
    return block[0]

def fill_together(_):
    block = bytearray(b"x") * (200 << 20)
    together.wait()
    time.sleep(1)
    return block[0]

def wait_together(_):
    together.wait()
    time.sleep(1)
"""
PROGRAMS = {
    "nothing": "time.sleep(1)",
    "by itself": "fill()",
    "in a forked worker": "context.Pool(1).map(fill, [0])",
    "in two forked workers": "context.Pool(2).map(fill_together, [0, 1], 1)",
    "in two workers one after the other": "[context.Pool(1).map(fill, [0]) for _ in 'ab']",
    "before it forks two workers": "block = bytes([1]) * (200 << 20); context.Pool(2).map(wait_together, [0, 1], 1)",
    "in a program that it starts": (
        "code = 'import time; block = bytes([1]) * (200 << 20); time.sleep(1)';"
        " subprocess.run([sys.executable, '-c', code])"
    ),
}


def _peak(what: str) -> float:
    return wait_and_measure(subprocess.Popen([sys.executable, "-c", HEAD + PROGRAMS[what]], text=True), patience=120)


@pytest.fixture(scope="module")
def empty() -> float:
    return _peak("nothing")


@pytest.mark.parametrize(
    ("what", "blocks"),
    [
        ("by itself", 1),
        ("in a forked worker", 1),
        ("in two forked workers", 2),
        ("in two workers one after the other", 1),
        ("before it forks two workers", 1),
        ("in a program that it starts", 1),
    ],
)
def test_memory_of_every_process_of_a_program_is_seen_and_shared_pages_count_once(
    empty: float, what: str, blocks: int
) -> None:
    assert _peak(what) - empty == pytest.approx(200 * blocks, abs=45)


def test_a_program_that_does_not_end_is_given_up() -> None:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], text=True)
    with pytest.raises(subprocess.TimeoutExpired):
        wait_and_measure(process, patience=0.2)
    process.kill()
    process.wait()


def test_a_process_that_has_ended_holds_nothing() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""], text=True)
    process.wait()
    assert measured(process.pid, 0) == 0


def test_what_cannot_be_a_new_peak_is_not_measured() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], text=True, stdin=subprocess.PIPE)
    assert measured(process.pid, 1 << 40) == 0 < measured(process.pid, 0)
    process.communicate("\n")
