"""Two mentions side by side, and the reasons of their score, as lines of text. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from inovasi.text import collapse
from inovasi.types import Reason

_LABEL = 12  # columns of the labels on the left
_LEAST = 20  # columns of one side, however narrow the terminal is


def side_by_side(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """The facts (what, value) of two records in two columns; a star marks those that differ. ``width`` in columns."""
    column = max(_LEAST, (width - _LABEL - 2) // 2)
    ours, theirs = dict(left), dict(right)
    for what in _merged(ours, theirs):
        a, b = ours.get(what, "-"), theirs.get(what, "-")
        mark = " " if a == b else "*"
        label = f"{what[: _LABEL - 2]:{_LABEL - 2}}{mark} "
        cells = [textwrap.wrap(printable(text), column) or ["-"] for text in (a, b)]
        for n in range(max(map(len, cells))):
            first, second = (cell[n] if n < len(cell) else "" for cell in cells)
            yield f"{label if n == 0 else '':{_LABEL}}{first:{column}}  {second}".rstrip()


def _merged(ours: Mapping[str, str], theirs: Mapping[str, str]) -> Iterable[str]:
    """The labels of both, each in its place: those of the one, and what only the other has before its successor."""
    labels = list(ours)
    for label in reversed(list(theirs)):
        if label not in ours:
            later = list(theirs)[list(theirs).index(label) + 1 :]
            spot = next((labels.index(other) for other in later if other in labels), len(labels))
            labels.insert(spot, label)
    return labels


def waterfall(reasons: Sequence[Reason], score: float) -> Iterator[str]:
    """Each reason with its weight and the sum so far, in log-odds, down to the score."""
    total = 0.0
    for reason in reasons:
        total += reason.weight
        note = f"  {printable(reason.note)}" if reason.note else ""
        yield f"  {reason.feature:22s} {reason.weight:+6.2f}  {total:+6.2f}{note}"
    yield f"  {'score':22s} {'':6s}  {score:6.2f}"


def printable(text: str) -> str:
    """On one line, and nothing that a terminal would obey: articles are written by others."""
    return "".join(character if character.isprintable() else "\ufffd" for character in collapse(text))
