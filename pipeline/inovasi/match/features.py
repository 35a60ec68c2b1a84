"""What speaks for and against two mentions being one innovation: small named features, in groups.

A feature looks at two profiles and returns a Signal, or None where it has nothing to say. In each group the first
feature that speaks is the only one that counts, so that one fact is never counted twice. All are symmetric. To add a
feature, write a function, put it in its group below, and give it a weight in weights.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from inovasi.match import strength
from inovasi.match.bodies import agreement, elsewhere_of
from inovasi.match.names import PHRASE, Surface, abbreviation, distinctiveness, edition, is_run_of
from inovasi.match.places import relation
from inovasi.match.prizes import shared
from inovasi.match.profile import Profile
from inovasi.match.strength import (
    BEGUN,
    CLOSE,
    CUT_SHORT,
    DIFFERENT,
    PEOPLE_AT_HOME,
    SHORTEST_CLOSE,
    SIMILAR,
    YEARS_APART,
)
from inovasi.match.told import overlap


@dataclass(frozen=True, slots=True)
class Signal:
    """How strongly a feature holds (0.0 to 1.0) and what it saw, in words for a reader."""

    value: float
    note: str = ""


Feature = Callable[[Profile, Profile], Signal | None]


def name_equal(left: Profile, right: Profile) -> Signal | None:
    """Equal names but for case, spacing, hyphens, apostrophes and lead words. Telling names count more."""
    if left.name.key != right.name.key:
        return None
    # "Si Pandai" is two words and "SIPANDAI" one: the less telling of the two forms counts.
    return _telling(min(left.name, right.name, key=_weight), "names are equal")


def name_is_expansion(left: Profile, right: Profile) -> Signal | None:
    """One article uses the long form as the name, or nearly so; the other explains its short form with it."""
    best: tuple[float, Surface] | None = None
    for one, other in ((left, right), (right, left)):
        for name in (other.name, *other.aliases):
            likeness = _likeness(one.expansion, name) if one.expansion else 0.0
            if one.expansion and likeness > 0.0:
                found = (likeness, min(one.expansion, name, key=_weight))
                best = found if best is None else max(best, found, key=lambda f: (f[0], _weight(f[1])))
    if best is None:
        return None
    signal = _telling(best[1], "one name is the other's expansion")
    return Signal(signal.value * best[0], signal.note)


def name_is_alias(left: Profile, right: Profile) -> Signal | None:
    """One's name, or a telling alias, is an alias of the other."""
    ours, theirs = ({s.key for s in (p.name, *p.aliases)} for p in (left, right))
    common = ours & theirs
    if not common:
        return None
    best = max((s for p in (left, right) for s in p.surfaces if s.key in common), key=_weight)
    return _telling(best, "one name is the other's alias")


def name_edition(left: Profile, right: Profile) -> Signal | None:
    """One name in two editions or phases ("X", "X 2.0", "X Jilid II"): a question for a person, never settled here."""
    (ours, mine), (theirs, other) = edition(left.name.words), edition(right.name.words)
    return Signal(1.0, f"editions {mine or 'one'} and {other or 'one'}") if ours == theirs and mine != other else None


def name_close(left: Profile, right: Profile) -> Signal | None:
    """A misspelling: one or two letters differ. Counts more in long names, where a letter changes little."""
    short, long = sorted((left.name.key, right.name.key), key=len)
    if len(short) < SHORTEST_CLOSE or Levenshtein.normalized_similarity(short, long) < CLOSE:
        return None
    return Signal(float(strength.close(len(short))), f"names differ in {Levenshtein.distance(short, long)} letter(s)")


def name_abbreviated(left: Profile, right: Profile) -> Signal | None:
    """One word of one name abbreviates the words of the other that it lacks: "ANC Hipnoterapi"."""
    for one, other in ((left.name.words, right.name.words), (right.name.words, left.name.words)):
        if found := abbreviation(one, other):
            return Signal(strength.abbreviated(one), f"{found[0]} abbreviates {' '.join(found[1])}")
    return None


def name_within(left: Profile, right: Profile) -> Signal | None:
    """One name begins or ends with the whole other name: an edition, or a name cut short."""
    short, long = sorted((left.name, right.name), key=lambda s: (len(s.words), s.words))
    if not is_run_of(short.words, long.words):
        return None
    return Signal(strength.within(short.words, long.words), "one name is part of the other")


def name_differs(left: Profile, right: Profile) -> Signal | None:
    """None of the above."""
    ratio = fuzz.ratio(left.name.key, right.name.key) / 100
    return Signal(1.0 - ratio, "names differ")


def expansion_similar(left: Profile, right: Profile) -> Signal | None:
    """Both spell the name out, in the same words or nearly so. A long sentence is never shared by chance."""
    ratio = _expansion_ratio(left, right)
    if ratio is None or ratio < SIMILAR:
        return None
    assert left.expansion is not None
    assert right.expansion is not None
    words = min(len(left.expansion.words), len(right.expansion.words))
    return Signal(float(strength.expansion(words, ratio)), "expansions agree")


def expansion_differs(left: Profile, right: Profile) -> Signal | None:
    """Both spell the name out, and say different things: one acronym, two meanings."""
    ratio = _expansion_ratio(left, right)
    if ratio is None or ratio >= DIFFERENT:
        return None
    return Signal(1.0, "expansions differ")


def region_copied(left: Profile, right: Profile) -> Signal | None:
    """One says that it was taken over from the other's region: a link between two innovations, not one."""
    if relation(left.place, right.place) == "same":
        return None
    for copy, origin in ((left, right), (right, left)):
        if any(relation(source, origin.place) == "same" for source in copy.sources):
            return Signal(1.0, f"taken over from {origin.place.key}")
    return None


def region_same(left: Profile, right: Profile) -> Signal | None:
    """The same region, by official code."""
    return Signal(1.0, left.place.key) if relation(left.place, right.place) == "same" else None


def region_maybe(left: Profile, right: Profile) -> Signal | None:
    """A region name that may be the same: "Malang" is a city and a regency."""
    return Signal(1.0, left.place.name) if relation(left.place, right.place) == "maybe" else None


def region_contains(left: Profile, right: Profile) -> Signal | None:
    """A province and a region inside it: a provincial article may report the regency's innovation."""
    if relation(left.place, right.place) != "contains":
        return None
    return Signal(1.0, f"{left.place.key} and {right.place.key}")


def region_conflicts(left: Profile, right: Profile) -> Signal | None:
    """Two regions: a copy made elsewhere is an innovation of its own."""
    if relation(left.place, right.place) != "conflict":
        return None
    return Signal(1.0, f"{left.place.key} and {right.place.key}")


def agency_same(left: Profile, right: Profile) -> Signal | None:
    """The same agency. Half as strong where regions do not confirm it, unless hardly a second one has its name: each
    region has its Dinas Kesehatan, but not its Puskesmas Sukamaju."""
    if agreement(left.agency, right.agency) != "same" or left.agency is None or right.agency is None:
        return None
    local = relation(left.place, right.place) in ("same", "maybe")
    elsewhere = min(elsewhere_of(left.agency), elsewhere_of(right.agency))
    return Signal(1.0 if local else elsewhere, left.agency.key)


def agency_conflicts(left: Profile, right: Profile) -> Signal | None:
    """Two agencies that do not own the same thing."""
    if agreement(left.agency, right.agency) != "conflict" or left.agency is None or right.agency is None:
        return None
    return Signal(1.0, f"{left.agency.key} and {right.agency.key}")


def award_shared(left: Profile, right: Profile) -> Signal | None:
    """Both name the same award: one contest, with rank and year that do not contradict. Weak on the contest alone."""
    value, note = shared(left.prizes, right.prizes)
    return Signal(value, note) if value else None


def officials_shared(left: Profile, right: Profile) -> Signal | None:
    """One official is tied to both. Where regions are open this tells the region; inside one it says little."""
    common = sorted({*left.people} & {*right.people})
    if not common:
        return None
    home = relation(left.place, right.place) in ("same", "maybe")
    return Signal(PEOPLE_AT_HOME if home else 1.0, ", ".join(common))


def description_similar(left: Profile, right: Profile) -> Signal | None:
    """Both are described in the same words, beyond those of the name."""
    share = overlap(left.description, right.description)
    return Signal(share, "descriptions share words") if share else None


def years_apart(left: Profile, right: Profile) -> Signal | None:
    """Published many years apart; full strength after ten."""
    if left.year is None or right.year is None:
        return None
    gap = abs(left.year - right.year)
    return Signal(float(strength.years_apart(gap)), f"{gap} years") if gap > YEARS_APART else None


def listed_apart(left: Profile, right: Profile) -> Signal | None:
    """One article gives both, under two names: its writer holds them for two."""
    if left.article_id != right.article_id:
        return None
    if any(find(left, right) for find in (name_equal, name_is_alias, name_is_expansion)):
        return None
    return Signal(1.0, "one article lists both")


def told_twice(left: Profile, right: Profile) -> Signal | None:
    """One article has the name twice: it speaks of one thing."""
    if left.article_id != right.article_id or not name_equal(left, right):
        return None
    return Signal(1.0, "one article has both")


GROUPS: tuple[tuple[Feature, ...], ...] = (
    (
        name_equal,
        name_is_expansion,
        name_is_alias,
        name_edition,
        name_close,
        name_abbreviated,
        name_within,
        name_differs,
    ),
    (expansion_similar, expansion_differs),
    (region_copied, region_same, region_maybe, region_contains, region_conflicts),
    (agency_same, agency_conflicts),
    (award_shared,),
    (officials_shared,),
    (description_similar,),
    (years_apart,),
    (told_twice, listed_apart),
)


def signals(left: Profile, right: Profile) -> list[tuple[str, Signal]]:
    """The first signal of each group with the name of its feature, in the order of the groups."""
    found: list[tuple[str, Signal]] = []
    for group in GROUPS:
        for feature in group:
            signal = feature(left, right)
            if signal is not None:
                found.append((feature.__name__, signal))
                break
    return found


def _weight(surface: Surface) -> tuple[float, tuple[str, ...]]:
    """Orders forms of a name by how telling they are; by their words where equally so, never by input order."""
    return distinctiveness(surface.words), surface.words


def _likeness(expansion: Surface, name: Surface) -> float:
    """1.0 where a name is the expansion; less where both are phrases and nearly one; else 0.0."""
    if expansion.key == name.key:
        return 1.0
    if min(len(expansion.words), len(name.words)) < PHRASE:
        return 0.0
    ratio = fuzz.ratio(expansion.key, name.key)
    return ratio / 100 if ratio >= SIMILAR else 0.0


def _telling(common: Surface, note: str) -> Signal:
    return Signal(float(strength.telling(distinctiveness(common.words))), note)


def _expansion_ratio(left: Profile, right: Profile) -> float | None:
    """Similarity of the expansions, 0 to 100: order of words is free, and one may add a clause at its end."""
    if left.expansion is None or right.expansion is None:
        return None
    ours, theirs = " ".join(left.expansion.words), " ".join(right.expansion.words)
    short, long = sorted((ours, theirs), key=len)
    ratio = max(fuzz.ratio(ours, theirs), fuzz.token_sort_ratio(ours, theirs))
    if not long.startswith(short):
        return ratio
    if len(short) >= CUT_SHORT:
        return 100.0
    return max(ratio, DIFFERENT) if short.count(" ") + 1 >= BEGUN else ratio
