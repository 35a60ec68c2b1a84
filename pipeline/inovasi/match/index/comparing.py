"""New mentions beside the known ones that blocking found: the score of each pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from inovasi.match.batch import Scorer
from inovasi.match.block import candidates
from inovasi.match.entries import Entry, sorted_by_id, table_of_entries
from inovasi.match.index.nearby import Known
from inovasi.match.normal import Normal
from inovasi.match.places import official
from inovasi.match.table import Table
from inovasi.match.weights import Weights


def pairs_of(
    entries: Sequence[Entry], table: Table, there: Sequence[Known], met: Iterable[tuple[int, int]]
) -> list[tuple[str, str]]:
    """All pairs to compare, by ids."""
    key = {one.row: one.entry.id for one in there}
    left, right = candidates(table)
    own = [(entries[a].id, entries[b].id) for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    return own + [(entries[a].id, key[row]) for a, row in met]


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs by ids (the smaller first), sorted; ``never``: one cluster must not hold both;
    ``equal``: their names are."""

    left: list[str]
    right: list[str]
    score: list[float]
    never: list[bool]
    equal: list[bool]


def compared(
    entries: Sequence[Entry],
    there: Sequence[Known],
    pairs: Iterable[tuple[str, str]],
    texts: Normal,
    weights: Weights,
) -> Compared:
    """The pairs with their scores; ``texts`` remembers what was normalised before."""
    everyone = [*entries, *(one.entry for one in there)]
    everyone = [everyone[i] for i in sorted_by_id(everyone)]
    at = {entry.id: row for row, entry in enumerate(everyone)}
    ends = sorted({(min(at[a], at[b]), max(at[a], at[b])) for a, b in pairs})
    left, right = (np.array([end[side] for end in ends], np.int32) for side in (0, 1))
    scored = Scorer(table_of_entries(everyone, official(), texts), weights=weights).score(left, right)
    return Compared(
        [everyone[i].id for i in left.tolist()],
        [everyone[i].id for i in right.tolist()],
        scored.score.tolist(),
        scored.forbidden.tolist(),
        scored.equal.tolist(),
    )
