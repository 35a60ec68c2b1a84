"""Awards of innovations: Top 99, KIPP, juara I and their kin, with contest, level, scope and year.

``award_ranks`` and ``contests`` find the words, ``award_phrases`` puts them together, ``award_ties`` says whose they
are.
"""

from __future__ import annotations

from collections.abc import Sequence

from inovasi.nlp.award_phrases import Phrase, find_phrases
from inovasi.nlp.award_ties import tie_awards
from inovasi.nlp.award_walk import NamePlace
from inovasi.nlp.reading import Reading
from inovasi.types import Award, Evidence

MOST = 100
"""Different awards of one name that are looked at."""


def find_awards(reading: Reading) -> tuple[Evidence, ...]:
    """All award phrases that are told as won and that innovations win, in text order; evidence field "award"."""
    return tuple(reading.evidence("award", p.start, p.end) for p in find_phrases(reading) if p.fact and not p.agency)


def awards_by_name(reading: Reading, names: Sequence[Sequence[tuple[int, int]]]) -> tuple[tuple[Award, ...], ...]:
    """The awards of each innovation; ``names[i]`` are the character spans of the i-th one's places."""
    phrases = find_phrases(reading)
    places = sorted(
        (NamePlace(a, b, owner) for owner, spans in enumerate(names) for a, b in spans), key=lambda n: (n.start, n.end)
    )
    ties = tie_awards(reading, places, phrases)
    return tuple(tuple(p.award(reading) for p in _distinct(ties.get(owner, ()))) for owner in range(len(names)))


def details_of(reading: Reading, places: Sequence[Evidence]) -> dict[int, Award]:
    """What the phrases at ``places`` (of ``find_awards``) say, by their start; a rank that only one can win is left
    out."""
    wanted = {e.start for e in places}
    return {p.start: p.award(reading) for p in find_phrases(reading) if p.start in wanted and p.kind != "rank"}


def same_award(left: Award, right: Award) -> bool:
    """Nothing that the two say differs: contest, level and year are equal or untold."""
    told = ((left.contest, right.contest), (left.level, right.level), (left.year, right.year))
    return all(a is None or b is None or a == b for a, b in told)


def _distinct(phrases: Sequence[Phrase]) -> list[Phrase]:
    """One phrase for each award: of two that say the same, the one that says more; order of the text."""
    different: dict[tuple[str | None, str | None, int | None], Phrase] = {}
    kept: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda p: (-_told(p), p.start)):
        different.setdefault((phrase.level, phrase.contest.name if phrase.contest else None, phrase.year), phrase)
    for phrase in list(different.values())[:MOST]:
        if not any(_same(phrase, other) for other in kept):
            kept.append(phrase)
    return sorted(kept, key=lambda p: p.start)


def _told(phrase: Phrase) -> int:
    inside = phrase.year_at is not None and phrase.start <= phrase.year_at[0] < phrase.end
    return 4 * (phrase.level is not None) + 2 * (phrase.contest is not None) + inside + (phrase.year is not None)


def _same(left: Phrase, right: Phrase) -> bool:
    names = {p.contest.name for p in (left, right) if p.contest is not None}
    years = {p.year for p in (left, right) if p.year is not None}
    levels = {p.level for p in (left, right) if p.level is not None}
    return len(names) <= 1 and len(years) <= 1 and len(levels) <= 1
