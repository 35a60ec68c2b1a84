"""Candidates that are one innovation: short and long form, two spellings, a name and what it stands for."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from inovasi.nlp.align import align_score, could_align
from inovasi.nlp.align_letters import name_nouns
from inovasi.nlp.name_groups import Group, name_key
from inovasi.text import squash
from inovasi.types import Expansion

SPELLING = 90
"""Names of eight letters or more that are this similar (rapidfuzz ratio) are one name spelled twice."""
LOOK = 30
"""How many names with the same beginning (or end) a spelling is compared with."""
SPELLED_OUT = 0.85
"""Alignment score from which one name of an article is what another one stands for, though no wording says so."""


def share_probability(groups: Sequence[Group], partner: dict[str, set[str]]) -> None:
    """A short form and its long form stand or fall together: each gets the better probability of the two."""
    by_key = {group.key: group for group in groups}
    for group in (g for g in groups if g.key in partner):
        others = [by_key[k] for k in sorted(partner[group.key]) if k in by_key]
        best = max([group.probability, *(o.probability for o in others)])
        for item in (group, *others):
            item.probability = best


def fold_spellings(groups: Sequence[Group], partner: dict[str, set[str]]) -> list[Group]:
    """Join groups that are one innovation: short and long form, near-equal spelling. The more probable one leads."""
    kept: list[Group] = []
    seen = _Seen(partner)
    for group in groups:
        twin = seen.twin(group)
        if twin is None:
            kept.append(group)
            seen.add(group, group)
            continue
        for surface, n in group.surfaces.items():
            twin.surfaces[surface] = twin.surfaces.get(surface, 0) + n
        twin.spans |= group.spans
        twin.rules |= group.rules
        twin.votes += group.votes
        seen.add(group, twin)
    return kept


class _Seen:
    """Names kept so far, findable by key and, for spelling, by their first and by their last letters."""

    def __init__(self, partner: dict[str, set[str]]) -> None:
        self._partner = partner
        self._by_key: dict[str, Group] = {}
        self._by_edge: dict[str, list[Group]] = {}
        self._kept: list[Group] = []

    def add(self, group: Group, leader: Group) -> None:
        """Remember ``group`` under the name that leads it (itself, or the twin it joined)."""
        if group is leader:
            self._kept.append(group)
        for key in _keys(group, self._partner):
            self._by_key.setdefault(key, leader)
        for edge in _edges(group.key):
            self._by_edge.setdefault(edge, []).append(leader)

    def twin(self, group: Group) -> Group | None:
        """The kept name that is the same innovation as ``group``, or None."""
        for key in _keys(group, self._partner):
            if key in self._by_key:
                return self._by_key[key]
            for other in sorted(self._partner.get(key, ())):
                if other in self._by_key:
                    return self._by_key[other]
        near = [g for edge in _edges(group.key) for g in self._by_edge.get(edge, ())[:LOOK]]
        alike = next((g for g in near if fuzz.ratio(g.key, group.key) >= SPELLING), None)
        return alike or next((g for g in self._kept[-LOOK:] if spells_out(g.name, group.name)), None)


def spells_out(one: str, other: str) -> bool:
    """One of the two names is short and its letters are those of the other's words."""
    short, long = sorted((one, other), key=len)
    words = long.split()
    if len(words) < 3 or len(short.split()) > 2 or len(squash(short)) < 5:
        return False
    return could_align(short, words, SPELLED_OUT) and align_score(short, words) >= SPELLED_OUT


def _edges(key: str) -> tuple[str, ...]:
    """One misspelling leaves the beginning or the end as it is."""
    return (f"{key[:4]}*", f"*{key[-4:]}") if len(key) >= 8 else ()


def partners(expansions: Sequence[Expansion]) -> dict[str, set[str]]:
    """Keys of long forms by key of their short form, and the other way round."""
    found: dict[str, set[str]] = {}
    for x in expansions:
        short, long = name_key(x.short), name_key(x.long)
        found.setdefault(short, set()).add(long)
        found.setdefault(long, set()).add(short)
    return found


def _keys(group: Group, partner: dict[str, set[str]]) -> tuple[str, ...]:
    """The key of a name, and of the part of it that is spelled out: Jaguk of "Klinik Jaguk", HORE of "Samsat HORE"."""
    words = group.name.split()
    keys = [group.key]
    if len(words) > 1 and words[0].casefold() in name_nouns():
        keys.append(name_key(" ".join(words[1:])))
    if len(words) > 1 and words[-1].isupper() and len(words[-1]) >= 3 and name_key(words[-1]) in partner:
        keys.append(name_key(words[-1]))
    return tuple(keys)
