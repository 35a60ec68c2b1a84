"""What one run comes to: values only."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.match.metrics import Scores


@dataclass(frozen=True, slots=True)
class Row:
    """One clustering. ``wall`` is in seconds and includes the start of the process; ``peak`` is in megabytes and counts
    all processes of the matcher."""

    matcher: str
    size: int
    threshold: float
    wall: float
    peak: float
    scores: Scores
    best: bool = True


@dataclass(frozen=True, slots=True)
class Blocked:
    """What inovasi's blocking leaves to score: ``pairs`` of mentions, and of the true pairs the share that is among
    them (``direct``) or joined by a chain of true ones among them (``chained``: the most that clustering can find)."""

    size: int
    pairs: int
    direct: float
    chained: float


@dataclass(frozen=True, slots=True)
class Added:
    """``added`` mentions more on top of ``size``; seconds and megabytes as in Row.

    Of the ``first`` run, which leaves an index, of adding to it, and of a run over all of them from scratch
    (``rebuilt``), in which ``differ`` mentions have other mates. ``f1`` is that of pairs after adding.
    """

    size: int
    added: int
    first: float
    adding: float
    rebuilt: float
    first_peak: float
    adding_peak: float
    f1: float
    rebuilt_f1: float
    differ: int


@dataclass(frozen=True, slots=True)
class Results:
    about: tuple[str, ...]
    rows: tuple[Row, ...]
    blocked: tuple[Blocked, ...] = ()
    added: tuple[Added, ...] = ()
