"""Awards as matching compares them: which contest, which rank, which year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inovasi.text import squash
from inovasi.types import Award

_CONTEST_ONLY = 0.5  # hundreds of innovations share a contest; only with its rank or year does it tell them apart


@dataclass(frozen=True, slots=True, order=True)
class Prize:
    """One award. ``contest`` is squashed, or the whole phrase where no contest is known; "" and 0: not said."""

    contest: str
    level: str = ""
    year: int = 0
    phrase: bool = False


def prizes_of(details: Sequence[Award], phrases: Sequence[str]) -> tuple[Prize, ...]:
    """The awards of one mention, sorted; a phrase counts as a whole where nothing is known about it."""
    told = {award.text for award in details}
    awards = [*details, *(Award(text) for text in phrases if text not in told)]
    found = {_prize(award) for award in awards}
    return tuple(sorted(prize for prize in found if prize.contest))


def _prize(award: Award) -> Prize:
    if award.contest is None:
        return Prize(squash(award.text), phrase=True)
    return Prize(squash(award.contest), squash(award.level), award.year or 0)


def shared(left: Sequence[Prize], right: Sequence[Prize]) -> tuple[float, str]:
    """How surely two mentions name one award (0.0 to 1.0), and which: contest, rank and year must not contradict."""
    return max((_agree(a, b) for a in left for b in right), default=(0.0, ""))


def _agree(a: Prize, b: Prize) -> tuple[float, str]:
    levels, years = {a.level, b.level} - {""}, {a.year, b.year} - {0}
    if a.contest != b.contest or a.phrase != b.phrase or len(levels) > 1 or len(years) > 1:
        return 0.0, ""
    told = (a.level and a.level == b.level) or (a.year and a.year == b.year)
    note = " ".join([a.contest, *levels, *map(str, years)])
    return (1.0 if told or a.phrase else _CONTEST_ONLY), note
