"""A list that joins those before it: an index keeps what they were linked to, and only new rows are matched."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from inovasi.errors import MatchingFailed
from inovasi.lists.links import Known, Links, Pairs, confidences, link
from inovasi.lists.listed import Listed
from inovasi.match.entries import Entry
from inovasi.match.index.about import check_weights
from inovasi.match.index.adding import Added, add
from inovasi.match.index.answers import Answer, Kept, keep, kept
from inovasi.match.index.file import changing, consulting
from inovasi.match.index.making import make_index
from inovasi.match.weights import HAND, Weights


@dataclass(frozen=True, slots=True)
class Growth:
    """What a list brought to an index, in rows with a name: ``new`` ones, and those that were ``there`` already, of
    which ``changed`` say something else now. ``founded`` counts innovations that are new; ``merged`` leads from ids to
    those that they are one with now. ``crowded`` and ``contested`` new rows are those of ``Added``.
    """

    new: int
    there: int = 0
    changed: int = 0
    founded: int = 0
    merged: Mapping[str, str] = field(default_factory=dict)
    crowded: int = 0
    contested: int = 0


@dataclass(frozen=True, slots=True)
class Grown:
    """``links`` are of the list's entries and, behind them, of the mentions ``known`` that new rows are like."""

    links: Links
    known: tuple[Known, ...]
    growth: Growth


def check_index(index: Path, weights: Weights) -> None:
    """Raise what ``link_into`` will raise about the index, before a long list is read."""
    if index.exists():
        with consulting(index) as connection:
            check_weights(connection, weights)


def link_into(index: Path, listed: Listed, workers: int = 1, weights: Weights = HAND) -> Grown:
    """Link the rows that ``index`` does not have, and keep them in it; the others answer as when they came to it.

    Where there is no such file, all rows are linked as without one. Raises MatchingFailed where it is no index, or one
    that was made with other weights.
    """
    if index.exists():
        with changing(index) as connection:
            return _further(connection, index, listed, weights)
    links = link(listed.entries, workers, weights)
    answers = [*map(Answer, _mention_ids(listed), links.confidence)]
    make_index(index, listed.entries, links.ids, weights=weights, answers=answers)
    return Grown(links, (), Growth(len(listed.entries), founded=len({*links.ids})))


def _further(connection: sqlite3.Connection, index: Path, listed: Listed, weights: Weights) -> Grown:
    added = add(connection, listed.entries, weights)
    keys = [entry.id for entry in listed.entries]
    keys += sorted({key for a, b, _ in added.pairs for key in (a, b)}.difference(keys))
    found = kept(connection, keys)
    ids = [found[key].innovation for key in keys]
    number = {name: at for at, name in enumerate(dict.fromkeys(ids))}
    pairs = _pairs(added, keys)
    fresh = confidences(np.array([number[name] for name in ids], np.int32), pairs)
    new = {*added.new}
    given = zip(keys, _mention_ids(listed), fresh, strict=False)
    told = {key: Answer(mention_id, confidence) for key, mention_id, confidence in given if key in new}
    keep(connection, told)
    told |= {key: _answer(index, one) for key, one in found.items() if key not in new}
    beside = keys[len(listed.entries) :]
    known = tuple(Known(found[key].entry, found[key].innovation, told[key].mention_id) for key in beside)
    links = Links(ids, [told[key].confidence for key in keys], pairs)
    return Grown(links, known, _growth(added, listed, found))


def _mention_ids(listed: Listed) -> list[str | int]:
    """Those of the rows with a name."""
    return [listed.mention_ids[row] for row in listed.rows]


def _pairs(added: Added, keys: Sequence[str]) -> Pairs:
    at = {key: number for number, key in enumerate(keys)}
    left = np.array([at[one] for one, _, _ in added.pairs], np.int32)
    right = np.array([at[other] for _, other, _ in added.pairs], np.int32)
    return Pairs(left, right, np.array([score for _, _, score in added.pairs], np.float64))


def _answer(index: Path, one: Kept) -> Answer:
    if one.answer is None:
        advice = "Name one that `inovasi resolve --index` made."
        raise MatchingFailed(str(index), "the index does not know what was told about its mentions", advice)
    return one.answer


def _growth(added: Added, listed: Listed, found: Mapping[str, Kept]) -> Growth:
    new = {*added.new}
    there = [entry for entry in listed.entries if entry.id not in new]
    return Growth(
        new=len(new),
        there=len(there),
        changed=sum(_told(entry) != _told(found[entry.id].entry) for entry in there),
        founded=len(added.founded),
        merged=added.merged,
        crowded=added.crowded,
        contested=added.contested,
    )


def _told(entry: Entry) -> Entry:
    """What the row itself says: its place among the rows of its article depends on the others."""
    return replace(entry, position=0)
