"""The score of many pairs at once: the same features and weights as features.py and score.py, as columns of numbers.

What a pair's score is made of is the same in both; the tests hold that. Here each distinct pair of texts, places and
agencies is compared once, however many mentions have them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from inovasi.match import strength
from inovasi.match.bodies import Body, agreement, elsewhere_of
from inovasi.match.forms import Bools, Floats, Forms, distinct_pairs, names_odds, ratios
from inovasi.match.names import PHRASE
from inovasi.match.places import NOWHERE, Relation, relation
from inovasi.match.prizes import shared
from inovasi.match.score import EDITION
from inovasi.match.strength import DIFFERENT, PEOPLE_AT_HOME, SIMILAR, YEARS_APART
from inovasi.match.table import Ints, Table
from inovasi.match.told import ENOUGH, overlap
from inovasi.match.weights import HAND, Weights

_RELATIONS: tuple[Relation, ...] = ("unknown", "same", "maybe", "contains", "conflict")
_SPEAK = ("region_same", "region_maybe", "region_contains", "region_conflicts")  # in the order of relations
_SAME, _MAYBE, _CONFLICT = (_RELATIONS.index(name) for name in ("same", "maybe", "conflict"))


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Pairs of rows with the probability that they are one innovation. ``equal``: their names are."""

    left: Ints
    right: Ints
    score: Floats
    forbidden: Bools
    equal: Bools

    def where(self, chosen: Bools) -> Scored:
        return Scored(
            self.left[chosen], self.right[chosen], self.score[chosen], self.forbidden[chosen], self.equal[chosen]
        )


class Scorer:
    """Scores pairs of rows of one table."""

    def __init__(self, table: Table, forms: Forms | None = None, weights: Weights = HAND) -> None:
        self._table = table
        self._forms = forms or Forms(table.texts)
        self._weights = weights

    def score(self, left: Ints, right: Ints) -> Scored:
        """The probability of each pair, rounded as ``score.probability`` does."""
        table = self._table
        together = table.article[left] == table.article[right]
        names, equal, settled, editions = self._names(left, right)
        weights = self._weights.of
        where, copied = self._regions(left, right)
        regions = np.where(copied, weights["region_copied"], self._region_odds[where])
        odds = self._weights.prior + names + self._expansions(left, right) + regions
        odds += self._agencies(left, right, where) + self._prizes(left, right) + self._years(left, right)
        odds += self._people(left, right, where) + self._descriptions(left, right)
        odds[together & equal] += weights["told_twice"]
        apart = together & ~settled
        odds[apart] += weights["listed_apart"]
        odds = np.where(editions, np.minimum(odds, EDITION), odds)
        score = np.round(1.0 / (1.0 + np.exp(-odds)), 6)
        forbidden = apart | copied | (where == _CONFLICT)
        return Scored(left, right, score, forbidden, equal)

    def _names(self, left: Ints, right: Ints) -> tuple[Floats, Bools, Bools, Bools]:
        """Log-odds of the names; which are equal, which are settled by equality, expansion or alias; editions."""
        table, forms = self._table, self._forms
        ours, theirs = table.name[left], table.name[right]
        equal = forms.key[ours] == forms.key[theirs]
        odds = np.zeros(len(left))
        telling = strength.telling(np.minimum(forms.distinct[ours], forms.distinct[theirs]))
        weights = self._weights
        odds[equal] = weights.of["name_equal"] * telling[equal]
        settled = equal.copy()
        for name, find in (("name_is_expansion", self._expansion_names), ("name_is_alias", self._alias_names)):
            rest = np.flatnonzero(~settled)
            value = find(left[rest], right[rest])
            odds[rest] = weights.of[name] * value
            settled[rest] = value > 0
        rest = np.flatnonzero(~settled)
        low, high, back = distinct_pairs(ours[rest], theirs[rest])
        value, edition = names_odds(forms, low, high, weights)
        odds[rest] = value[back]
        editions = np.zeros(len(left), np.bool_)
        editions[rest] = edition[back]
        return odds, equal, settled, editions

    def _expansion_names(self, left: Ints, right: Ints) -> Floats:
        """How strongly the one's name or alias is the other's expansion; 0 where it is not."""
        table, forms = self._table, self._forms
        pairs: list[NDArray[np.intp]] = []
        values: list[Floats] = []
        weights: list[Floats] = []
        for one, other in ((left, right), (right, left)):
            spelled = np.flatnonzero(table.expansion[one] >= 0)
            at, form = self._name_forms(other[spelled])
            expansion = table.expansion[one[spelled[at]]]
            likeness = self._likeness(expansion, form)
            telling = strength.telling(np.minimum(forms.distinct[expansion], forms.distinct[form]))
            pairs.append(spelled[at][likeness > 0])
            values.append(likeness[likeness > 0])
            weights.append(telling[likeness > 0])
        pair, value, weight = np.concatenate(pairs), np.concatenate(values), np.concatenate(weights)
        order = np.lexsort((weight, value, pair))  # the likest form counts; of equally like ones the more telling
        found = np.zeros(len(left))
        found[pair[order]] = (weight * value)[order]
        return found

    def _likeness(self, expansion: Ints, name: Ints) -> Floats:
        """How far a name is an expansion: as features.name_is_expansion has it, 0 where it is not."""
        forms = self._forms
        found: Floats = (forms.key[expansion] == forms.key[name]).astype(np.float64)
        phrases = (forms.size[expansion] >= PHRASE) & (forms.size[name] >= PHRASE)
        open_ = np.flatnonzero((found == 0) & phrases)
        low, high, back = distinct_pairs(expansion[open_], name[open_])
        found[open_] = ratios(forms.keys, low, high, cutoff=SIMILAR)[back] / 100
        return found

    def _alias_names(self, left: Ints, right: Ints) -> Floats:
        """How strongly a name or alias of the one is a name or alias of the other; 0 where none is."""
        table, forms = self._table, self._forms
        counts = np.diff(table.alias_start)
        spare = np.flatnonzero(counts[left] + counts[right])
        pair, ours = self._name_forms(left[spare])
        again, theirs = self._name_forms(right[spare[pair]])
        pair, ours = spare[pair][again], ours[again]
        shared_key = forms.key[ours] == forms.key[theirs]
        telling = strength.telling(np.maximum(forms.distinct[ours], forms.distinct[theirs]))
        found = np.zeros(len(left))
        np.maximum.at(found, pair[shared_key], telling[shared_key])
        return found

    def _name_forms(self, rows: Ints) -> tuple[NDArray[np.intp], Ints]:
        """Name and aliases of each row: which of ``rows``, and which text."""
        table = self._table
        at = np.arange(len(rows))
        counts = (table.alias_start[rows + 1] - table.alias_start[rows]).astype(np.intp)
        if not counts.any():
            return at, table.name[rows]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        aliases = table.alias[np.repeat(table.alias_start[rows], counts) + within]
        return np.concatenate([at, np.repeat(at, counts)]), np.concatenate([table.name[rows], aliases])

    def _expansions(self, left: Ints, right: Ints) -> Floats:
        table, forms = self._table, self._forms
        found = np.zeros(len(left))
        both = np.flatnonzero((table.expansion[left] >= 0) & (table.expansion[right] >= 0))
        low, high, back = distinct_pairs(table.expansion[left[both]], table.expansion[right[both]])
        ratio = forms.sentence_ratios(low, high)
        words = np.minimum(forms.size[low], forms.size[high])
        weights = self._weights.of
        similar = weights["expansion_similar"] * strength.expansion(words, ratio)
        value = np.where(ratio >= SIMILAR, similar, np.where(ratio < DIFFERENT, weights["expansion_differs"], 0.0))
        found[both] = value[back]
        return found

    @cached_property
    def _region_odds(self) -> Floats:
        """Log-odds of each relation of two regions."""
        return np.array([0.0, *(self._weights.of[name] for name in _SPEAK)])

    def _regions(self, left: Ints, right: Ints) -> tuple[NDArray[np.int8], Bools]:
        """How the regions relate (an index of _RELATIONS), and whether the one is said to be the other's copy."""
        table = self._table
        low, high, back = distinct_pairs(table.place[left], table.place[right])
        pairs = zip(low.tolist(), high.tolist(), strict=True)
        found = [_RELATIONS.index(relation(table.places[i], table.places[j])) for i, j in pairs]
        where = np.array(found, np.int8)[back]
        copied = np.zeros(len(left), np.bool_)
        copies = self._copies
        told = np.flatnonzero(copies[table.source[left]] | copies[table.source[right]])
        for at in told[where[told] != _SAME].tolist():
            i, j = int(left[at]), int(right[at])
            copied[at] = self._copied(i, j) or self._copied(j, i)
        return where, copied

    def _copied(self, copy: int, origin: int) -> bool:
        table = self._table
        place = table.places[table.place[origin]]
        return any(relation(source, place) == "same" for source in table.sources[table.source[copy]])

    def _agencies(self, left: Ints, right: Ints, where: NDArray[np.int8]) -> Floats:
        table = self._table
        found = np.zeros(len(left))
        both = np.flatnonzero((table.body[left] >= 0) & (table.body[right] >= 0))
        low, high, back = distinct_pairs(table.body[left[both]], table.body[right[both]])
        bodies = self._bodies
        agreed = [agreement(bodies[i], bodies[j]) for i, j in zip(low.tolist(), high.tolist(), strict=True)]
        same = np.array([word == "same" for word in agreed], np.bool_)[back]
        conflict = np.array([word == "conflict" for word in agreed], np.bool_)[back]
        local = (where[both] == _SAME) | (where[both] == _MAYBE)
        weights = self._weights.of
        elsewhere = np.minimum(self._elsewhere[low], self._elsewhere[high])[back]
        value = weights["agency_same"] * np.where(local, 1.0, elsewhere)
        found[both] = np.where(same, value, np.where(conflict, weights["agency_conflicts"], 0.0))
        return found

    def _prizes(self, left: Ints, right: Ints) -> Floats:
        table = self._table
        found = np.zeros(len(left))
        won = self._won
        both = np.flatnonzero(won[table.prize[left]] & won[table.prize[right]])
        low, high, back = distinct_pairs(table.prize[left[both]], table.prize[right[both]])
        values = [shared(table.prizes[i], table.prizes[j])[0] for i, j in zip(low.tolist(), high.tolist(), strict=True)]
        found[both] = self._weights.of["award_shared"] * np.array(values, np.float64)[back]
        return found

    # What is known of each distinct value, once for a table: clusters that grow ask for scores hundreds of times.

    @cached_property
    def _copies(self) -> Bools:
        return np.array([bool(sources) for sources in self._table.sources], np.bool_)

    @cached_property
    def _bodies(self) -> list[Body]:
        return [Body(head, topic, NOWHERE) for head, topic in self._table.bodies]

    @cached_property
    def _elsewhere(self) -> Floats:
        return np.array([elsewhere_of(body) for body in self._bodies], np.float64)

    @cached_property
    def _won(self) -> Bools:
        return np.array([bool(prizes) for prizes in self._table.prizes], np.bool_)

    @cached_property
    def _people_sets(self) -> list[frozenset[str]]:
        return [frozenset(people) for people in self._table.people]

    @cached_property
    def _peopled(self) -> Bools:
        return np.array([bool(people) for people in self._people_sets], np.bool_)

    @cached_property
    def _described(self) -> Bools:
        return np.array([len(words) >= ENOUGH for words in self._table.descriptions], np.bool_)

    def _people(self, left: Ints, right: Ints, where: NDArray[np.int8]) -> Floats:
        table = self._table
        found = np.zeros(len(left))
        told, sets = self._peopled, self._people_sets
        both = np.flatnonzero(told[table.person[left]] & told[table.person[right]])
        low, high, back = distinct_pairs(table.person[left[both]], table.person[right[both]])
        common = [not sets[i].isdisjoint(sets[j]) for i, j in zip(low.tolist(), high.tolist(), strict=True)]
        home = (where[both] == _SAME) | (where[both] == _MAYBE)
        value = self._weights.of["officials_shared"] * np.where(home, PEOPLE_AT_HOME, 1.0)
        found[both] = np.where(np.array(common, np.bool_)[back], value, 0.0)
        return found

    def _descriptions(self, left: Ints, right: Ints) -> Floats:
        table = self._table
        found = np.zeros(len(left))
        told = self._described
        both = np.flatnonzero(told[table.description[left]] & told[table.description[right]])
        low, high, back = distinct_pairs(table.description[left[both]], table.description[right[both]])
        pairs = zip(low.tolist(), high.tolist(), strict=True)
        share = [overlap(table.descriptions[i], table.descriptions[j]) for i, j in pairs]
        found[both] = self._weights.of["description_similar"] * np.array(share, np.float64)[back]
        return found

    def _years(self, left: Ints, right: Ints) -> Floats:
        table = self._table
        ours, theirs = table.year[left], table.year[right]
        gap = np.where((ours > 0) & (theirs > 0), np.abs(ours - theirs), 0)
        return np.where(gap > YEARS_APART, self._weights.of["years_apart"] * strength.years_apart(gap), 0.0)
