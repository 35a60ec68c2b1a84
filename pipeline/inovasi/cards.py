"""Two mentions side by side, the reasons of their score, and what each answer changes, as lines of text. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from inovasi.deciding import Stays
from inovasi.match.judgements import Verdict
from inovasi.registry.lookup import Held
from inovasi.text import collapse
from inovasi.types import Reason

_LABEL = 12  # columns of the labels on the left
_LEAST = 20  # columns of one side, however narrow the terminal is
_WHOLE = "article"  # an address, to be copied or opened: never broken into lines


def side_by_side(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """The facts (what, value) of two records in two columns; a star marks those that differ. ``width`` in columns.

    The articles come after all others, each on a line of its own.
    """
    column = max(_LEAST, (width - _LABEL - 2) // 2)
    ours, theirs = dict(left), dict(right)
    addresses = [record.pop(_WHOLE, "-") for record in (ours, theirs)]
    for what in _merged(ours, theirs):
        a, b = ours.get(what, "-"), theirs.get(what, "-")
        mark = " " if a == b else "*"
        label = f"{what[: _LABEL - 2]:{_LABEL - 2}}{mark} "
        cells = [textwrap.wrap(printable(text), column) or ["-"] for text in (a, b)]
        for n in range(max(map(len, cells))):
            first, second = (cell[n] if n < len(cell) else "" for cell in cells)
            yield f"{label if n == 0 else '':{_LABEL}}{first:{column}}  {second}".rstrip()
    for side, address in zip(("left", "right"), addresses, strict=True):
        yield f"{side:{_LABEL}}{printable(address)}"


def _merged(ours: Mapping[str, str], theirs: Mapping[str, str]) -> Iterable[str]:
    """The labels of both, each in its place: those of the one, and what only the other has before its successor."""
    labels = list(ours)
    for label in reversed(list(theirs)):
        if label not in ours:
            later = list(theirs)[list(theirs).index(label) + 1 :]
            spot = next((labels.index(other) for other in later if other in labels), len(labels))
            labels.insert(spot, label)
    return labels


def waterfall(reasons: Sequence[Reason], score: float, width: int) -> Iterator[str]:
    """Each reason with its weight and the sum so far, in log-odds, down to the score. ``width`` in columns."""
    total = 0.0
    for reason in reasons:
        total += reason.weight
        start = f"  {reason.feature:18s} {reason.weight:+6.2f}  {total:+6.2f}  "
        yield from wrapped(start, reason.note, width)
    yield f"  {'score':18s} {'':6s}  {score:6.2f}"


def effects(plan: Stays, *, together: bool) -> dict[Verdict, str]:
    """What each answer changes at the next build. ``plan``: the innovations that the two mentions are of."""
    if together:
        founder = printable(plan.kept.mentions[0])
        same = "they stay one innovation, whatever later scores say"
        different = f"{named(plan.kept)} falls in two; the part with {founder} keeps the id"
    else:
        become = "becomes" if len(plan.gone) == 1 else "become"
        same = f"{' and '.join(map(named, plan.gone))} {become} part of {named(plan.kept)}"
        different = "they stay two innovations, whatever later scores say"
    return {"same": same, "different": different, "unsure": "nothing changes; the pair is not asked about again"}


def named(held: Held) -> str:
    """An innovation for a person: id, name and size."""
    return f"{held.id} ({printable(held.name)}, {counted(len(held.mentions), 'mention')})"


def counted(number: int, what: str) -> str:
    """ "1 mention", "2 mentions"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def wrapped(start: str, text: str, width: int) -> Iterator[str]:
    """The text behind ``start``, in as many lines as it needs; those after the first are indented as far."""
    lines = textwrap.wrap(printable(text), max(_LEAST, width - len(start))) or [""]
    for n, line in enumerate(lines):
        yield f"{start if n == 0 else ' ' * len(start)}{line}".rstrip()


def printable(text: str) -> str:
    """On one line, and nothing that a terminal would obey: articles are written by others."""
    return "".join(character if character.isprintable() else "\ufffd" for character in collapse(text))
