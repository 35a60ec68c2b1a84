"""Which pairs are worth scoring, in near-linear time.

Two sorts of keys. *Exact* keys are whole squashed texts (name without lead words, aliases, expansion). Inside a regency
or city they join all mentions that share one; across regions only mentions without one certain regency ("floating":
no region, a province, an ambiguous name) are compared, since two regencies are always two innovations. *Loose* keys are
the rarest character trigrams and words of names and long forms. They hold inside one scope (a region, or the agency
where no region is known) and join distinct texts, not mentions, so that a text printed a thousand times costs once.

No block is compared all against all beyond ``CAP`` members; a bigger one is sorted, and each member meets its
neighbours and ever farther ones. So the number of pairs stays below a constant per key and mention; what is lost are
some pairs among hundreds of equal names, which the clustering joins through neighbours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inovasi.match.forms import Bools, Floats, Forms, ratios
from inovasi.match.loose import rare_trigrams, rare_words
from inovasi.match.names import PHRASE
from inovasi.match.table import Codes, Ints, Table, distinct, starts_of

CAP = 40
WINDOW = 8
LOOSE_CAP = 16  # the same for loose keys, of which each text has several
_SPREAD = 5  # mentions of one text that meet those of a text nearly equal to it
_THIN_SPREAD = 3  # the same for a text that is only somewhat like it
_NEARLY_EQUAL = 84.0
_REGENCY = 5  # length of a regency's code

Longs = NDArray[np.int64]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How texts that are alike are found: the rare keys that they share, and the ratio that they must reach."""

    finders: tuple[Callable[[Forms, Ints], tuple[Rows, Longs]], ...]
    least: float


_NAMES = Likeness((rare_trigrams, rare_words), 55.0)  # below, neither a misspelling nor a shortened name is left
_LONG_FORMS = Likeness((rare_words,), 75.0)


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """Which rows belong to which scope, sorted by scope: two arrays of one length."""

    scope: Ints
    row: Ints


def settled(table: Table, codes: Codes[str] | None = None) -> Ints:
    """The number (in ``codes``) of the one certain regency or city of each row; -1 where there is none."""
    codes = Codes[str]() if codes is None else codes
    numbers = [codes.of(p.code) if p.code is not None and len(p.code) >= _REGENCY else -1 for p in table.places]
    return np.array(numbers, np.int32)[table.place]


def scopes(table: Table, codes: Codes[str] | None = None) -> Members:
    """Every region that a mention may be of; the name of an unknown region and the agency where no code is known.

    Scopes are numbers of ``codes``.
    """
    codes = Codes[str]() if codes is None else codes
    by_place = [[codes.of(code) for code in place.codes] for place in table.places]
    by_name = [codes.of(f"named {p.name}") if p.name and not p.codes else -1 for p in table.places]
    by_body = [codes.of(f"agency {head} {' '.join(topic)}") for head, topic in table.bodies]
    first = np.array([found[0] if found else name for found, name in zip(by_place, by_name, strict=True)], np.int32)
    rows = np.arange(len(table), dtype=np.int32)
    parts = [(first[table.place], rows)]
    several = np.array([len(found) > 1 for found in by_place], np.bool_)[table.place]
    for row in np.flatnonzero(several).tolist():
        more = by_place[table.place[row]][1:]
        parts.append((np.array(more, np.int32), np.full(len(more), row, np.int32)))
    coded = np.array([bool(found) for found in by_place], np.bool_)
    homeless = rows[~coded[table.place] & (table.body >= 0)]
    parts.append((np.array(by_body, np.int32)[table.body[homeless]], homeless))
    found, rows = np.concatenate([a for a, _ in parts]), np.concatenate([b for _, b in parts])
    order = np.lexsort((rows, found))
    order = order[found[order] >= 0]
    return Members(found[order], rows[order])


def candidates(table: Table) -> tuple[Ints, Ints]:
    """All pairs of rows worth scoring (lower row first), sorted, each once."""
    forms = Forms(table.texts)
    return distinct_rows([inside(table, forms, scopes(table)), across(table, forms)])


def inside(table: Table, forms: Forms, members: Members) -> tuple[Ints, Ints]:
    """Pairs of rows inside scopes: equal texts of rows whose place is settled, and texts that are alike."""
    row, key = keyed(table, forms)
    home = settled(table)
    certain = home[row] >= 0
    parts = [_equal_texts(table, home, row[certain], key[certain])]
    for text, likeness in compared(table, forms):
        parts += _alike(table, forms, members, text, likeness)
    return distinct_rows(parts)


def compared(table: Table, forms: Forms) -> tuple[tuple[Ints, Likeness], ...]:
    """The texts of each row that are looked for by likeness (-1: none), and how: the name, and the long form."""
    phrase = np.where(forms.size[table.name] >= PHRASE, table.name, -1)
    spelled = np.where(table.expansion >= 0, table.expansion, phrase).astype(np.int32)
    return (table.name, _NAMES), (spelled, _LONG_FORMS)


def across(table: Table, forms: Forms) -> tuple[Ints, Ints]:
    """Pairs of rows that share a text where at least one of the two has no settled place."""
    row, key = keyed(table, forms)
    home = settled(table)
    floating = home < 0
    met = np.zeros(int(key.max(initial=-1)) + 1, np.bool_)
    met[key[floating[row]]] = True
    row, key = row[met[key]], key[met[key]]
    order = np.lexsort((row, table.body[row], table.expansion[row], home[row], key))
    row, key = row[order], key[order]
    _, size = _ahead(key)
    small = size <= CAP
    one, other = neighbours(key[small])
    parts = [(row[small][one], row[small][other])]
    big = np.flatnonzero(~small)
    starts = big[starts_of(key[big])]
    parts += [_floating_pairs(row[start : start + size[start]], table, floating) for start in starts.tolist()]
    left, right = distinct_rows(parts)
    chosen = floating[left] | floating[right]
    return left[chosen], right[chosen]


def _floating_pairs(block: Ints, table: Table, floating: Bools) -> tuple[Ints, Ints]:
    """In a big block sorted by place: each floating row meets its likes and some rows, spread over all places."""
    loose, fixed = block[floating[block]], block[~floating[block]]
    left, right = neighbours(np.zeros(len(loose), np.int64))
    picked = np.unique(fixed[(np.arange(CAP) * len(fixed)) // CAP]) if len(fixed) else fixed
    return (
        np.concatenate([loose[left], np.repeat(loose, len(picked))]),
        np.concatenate([loose[right], np.tile(picked, len(loose))]),
    )


def homonyms(table: Table) -> tuple[Ints, Ints]:
    """Pairs of rows with one name in two settled places: of each place the earliest founded row."""
    forms = Forms(table.texts)
    home = settled(table)
    row = np.flatnonzero((home >= 0) & (forms.length[table.name] > 0)).astype(np.int32)
    key = forms.key[table.name[row]]
    order = np.lexsort((table.rank[row], home[row], key))
    row, key = row[order], key[order]
    first = np.ones(len(row), np.bool_)
    first[1:] = (key[1:] != key[:-1]) | (home[row[1:]] != home[row[:-1]])
    left, right = neighbours(key[first])
    return distinct_rows([(row[first][left], row[first][right])])


def neighbours(block: Longs, cap: int = CAP) -> tuple[Rows, Rows]:
    """Positions to compare where ``block`` (sorted) is equal: all of a small block; of a big one those nearby.

    In a big block each member also meets those 16, 32, 64 ... places on, so that no part of it is cut off.
    """
    ahead, size = _ahead(block)
    lefts, rights = [], []
    at = np.flatnonzero(ahead > 0)
    big = size > cap
    step = 1
    while len(at):
        chosen = at if step <= WINDOW else at[big[at]] if step & (step - 1) == 0 else at[:0]
        if WINDOW < step < cap:
            chosen = np.concatenate([at[~big[at]], chosen]) if len(chosen) else at[~big[at]]
        lefts.append(chosen)
        rights.append(chosen + step)
        step = step + 1 if step < cap else 1 << step.bit_length()
        at = at[ahead[at] >= step]
    empty = np.zeros(0, np.intp)
    return np.concatenate([empty, *lefts]), np.concatenate([empty, *rights])


def _ahead(block: Longs) -> tuple[Rows, Rows]:
    """For each position, how many of its block follow, and how big its block is. ``block`` is sorted."""
    starts = starts_of(block)
    sizes = np.diff(np.append(starts, len(block)))
    size = np.repeat(sizes, sizes)
    return np.repeat(starts + sizes, sizes) - 1 - np.arange(len(block)), size


def distinct_rows(parts: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    """All pairs of rows, lower row first, sorted, each once."""
    one = np.concatenate([a for a, _ in parts]).astype(np.int64)
    other = np.concatenate([b for _, b in parts]).astype(np.int64)
    codes = distinct((np.minimum(one, other) << 32) | np.maximum(one, other))
    left, right = (codes >> 32).astype(np.int32), (codes & 0xFFFFFFFF).astype(np.int32)
    return left[left != right], right[left != right]


def keyed(table: Table, forms: Forms) -> tuple[Ints, Longs]:
    """Every row with the key of each of its texts; empty keys are left out."""
    rows = np.arange(len(table), dtype=np.int32)
    spelled = table.expansion >= 0
    row = np.concatenate([rows, np.repeat(rows, np.diff(table.alias_start)), rows[spelled]])
    text = np.concatenate([table.name, table.alias, table.expansion[spelled]])
    code = distinct((row.astype(np.int64) << 32) | forms.key[text])
    row, key = (code >> 32).astype(np.int32), code & 0xFFFFFFFF
    told = np.zeros(len(forms.keys) + 1, np.bool_)
    told[forms.key[forms.length > 0]] = True
    return row[told[key]], key[told[key]]


def _equal_texts(table: Table, home: Ints, row: Ints, key: Longs) -> tuple[Ints, Ints]:
    """Pairs that share a text inside one place. Sorting puts the likeliest of a huge block side by side."""
    block = (key << 24) | home[row]
    order = np.lexsort((row, table.body[row], table.expansion[row], block))
    left, right = neighbours(block[order])
    return row[order][left], row[order][right]


def _alike(table: Table, forms: Forms, members: Members, text: Ints, likeness: Likeness) -> list[tuple[Ints, Ints]]:
    """Pairs inside a scope whose texts share a rare key and are alike, but not equal."""
    told = text[members.row] >= 0
    scope, row = members.scope[told].astype(np.int64), members.row[told]
    node, back = np.unique((scope << 32) | text[row], return_inverse=True)
    node_scope, node_text = node >> 32, (node & 0xFFFFFFFF).astype(np.int32)
    parts = []
    for find in likeness.finders:
        at, code = find(forms, node_text)
        key = (node_scope[at] << 32) | code
        order = np.lexsort((forms.rank[node_text[at]], key))
        one, other = neighbours(key[order], LOOSE_CAP)
        parts.append((at[order][one].astype(np.int32), at[order][other].astype(np.int32)))
    left, right = distinct_rows(parts)
    ours, theirs = node_text[left], node_text[right]
    different = forms.key[ours] != forms.key[theirs]
    left, right, ours, theirs = left[different], right[different], ours[different], theirs[different]
    ratio = ratios(forms.keys, ours, theirs, cutoff=likeness.least)
    close = ratio >= likeness.least
    spread = spread_of(ratio[close])
    return [_spread(table, row, back.reshape(-1), (left[close], right[close], spread))]


def spread_of(ratio: Floats) -> Rows:
    """How many mentions of each of two texts meet, by their likeness."""
    return np.where(ratio >= _NEARLY_EQUAL, _SPREAD, _THIN_SPREAD)


def _spread(table: Table, row: Ints, node: Rows, pairs: tuple[Ints, Ints, Rows]) -> tuple[Ints, Ints]:
    """From pairs of texts to pairs of rows: some rows of the one, spread over its variety, with some of the other."""
    left, right, most = pairs
    order = np.lexsort((row, table.body[row], table.expansion[row], node))
    row, node = row[order], node[order]
    count = np.bincount(node)
    start = np.cumsum(count) - count
    ours, theirs = np.minimum(count[left], most), np.minimum(count[right], most)
    total = ours * theirs
    pair = np.repeat(np.arange(len(left)), total)
    within = np.arange(total.sum()) - np.repeat(np.cumsum(total) - total, total)
    first, second = within // theirs[pair], within % theirs[pair]
    a, b = left[pair], right[pair]
    return (
        row[start[a] + first * count[a] // ours[pair]],
        row[start[b] + second * count[b] // theirs[pair]],
    )
