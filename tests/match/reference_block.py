"""Which pairs are worth scoring, in near-linear time.

Two sorts of keys. *Exact* keys are whole squashed surfaces (name without lead words, aliases, expansion); they cross
regions, so that a name with two regions is seen and kept apart on record. *Loose* keys are the rarest character
trigrams and words of names and expansions; they hold inside one region only, because no misspelled name is ever
matched across regions (see the weights in score.py), and a cheap similarity test drops most of their pairs.

No block is compared all against all beyond ``CAP`` members: a bigger one is divided by province, then by regency, and
what is still too big is sorted and compared within a window. So the number of pairs stays below CAP per key and
mention; what is lost are some pairs among hundreds of equal names, which the clustering joins through neighbours.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz, process

from inovasi.match.profile import Profile
from inovasi.match.words import GENERIC, STOP

CAP = 40
WINDOW = 8
RAREST = 4  # loose keys of one sort per mention: a misspelling leaves at least one of four trigrams whole
_NAMES_ALIKE = 55.0  # ratio below which neither a misspelling nor a shortened name is left
_LONG_FORMS_ALIKE = 75.0
_CHUNK = 50_000  # pairs tested at once: bounds memory

Key = tuple[str, str, str]  # scope, sort, value
IndexPair = tuple[int, int]


def candidates(profiles: Sequence[Profile]) -> list[IndexPair]:
    """Index pairs (i < j) worth scoring, sorted, each once."""
    exact = _pairs(profiles, (_exact_keys(profile) for profile in profiles))
    loose = _pairs(profiles, _loose_keys(profiles)) - exact
    return sorted([*exact, *_alike(profiles, sorted(loose))])


def _exact_keys(profile: Profile) -> list[Key]:
    return list(dict.fromkeys(("", "exact", s.key) for s in profile.surfaces if s.key))


def _loose_keys(profiles: Sequence[Profile]) -> Iterator[list[Key]]:
    """The rarest keys of each mention that at least one other mention of its scope shares."""
    every = [_all_loose(profile) for profile in profiles]
    counts: Counter[Key] = Counter(key for keys in every for key in keys)
    for keys in every:
        by_sort: defaultdict[str, list[Key]] = defaultdict(list)
        for key in sorted((key for key in keys if counts[key] > 1), key=lambda key: (counts[key], key)):
            by_sort[key[1]].append(key)
        yield [key for some in by_sort.values() for key in some[:RAREST]]


def _all_loose(profile: Profile) -> set[Key]:
    """Trigrams and words of the name, words of the long form; each within every region that the mention may be of."""
    owner = (f"agency {profile.agency.key}",) if profile.agency else ()
    padded = f"^{profile.name.key}$"
    keys: set[Key] = set()
    for scope in profile.place.codes or owner:
        keys.update((scope, "trigram", padded[i : i + 3]) for i in range(len(padded) - 2))
        keys.update((scope, "word", word) for word in profile.name.words if _telling(word))
        if profile.spelled:
            keys.update((scope, "long form", word) for word in profile.spelled.words if _telling(word))
    return keys


def _telling(word: str) -> bool:
    return len(word) > 3 and word not in GENERIC and word not in STOP


def _pairs(profiles: Sequence[Profile], keys: Iterable[list[Key]]) -> set[IndexPair]:
    """All pairs that share a key, with big blocks divided."""
    blocks: defaultdict[Key, list[int]] = defaultdict(list)
    for index, some in enumerate(keys):
        for key in some:
            blocks[key].append(index)
    found: set[IndexPair] = set()
    for block in blocks.values():
        found.update(_within(profiles, block))
    return found


def _within(profiles: Sequence[Profile], block: list[int]) -> Iterator[IndexPair]:
    """The pairs of one block: all of a small one, region by region or neighbours of a big one."""
    parts = [block]
    for divide in (_province, _regency):
        parts = [
            part for whole in parts for part in (_divided(profiles, whole, divide) if len(whole) > CAP else [whole])
        ]
    for part in parts:
        if len(part) <= CAP:
            yield from combinations(part, 2)
            continue
        part = sorted(part, key=lambda i: _neighbourhood(profiles[i]))
        for offset in range(1, WINDOW + 1):
            yield from ((min(i, j), max(i, j)) for i, j in zip(part, part[offset:], strict=False))


def _divided(profiles: Sequence[Profile], block: list[int], key: Callable[[Profile], str]) -> list[list[int]]:
    parts: defaultdict[str, list[int]] = defaultdict(list)
    for index in block:
        parts[key(profiles[index])].append(index)
    return list(parts.values())


def _province(profile: Profile) -> str:
    return profile.place.codes[0][:2] if profile.place.codes else ""


def _regency(profile: Profile) -> str:
    return profile.place.key


def _neighbourhood(profile: Profile) -> tuple[str, str, str]:
    """Sorting by this puts the likeliest matches of a huge block side by side."""
    expansion = profile.expansion.key if profile.expansion else ""
    return (expansion, profile.agency.key if profile.agency else "", profile.id)


def _alike(profiles: Sequence[Profile], pairs: list[IndexPair]) -> Iterator[IndexPair]:
    """Drop loose pairs whose names and long forms are both far apart; in chunks, at the speed of C."""
    names = [profile.name.key for profile in profiles]
    long = [profile.spelled.key if profile.spelled else "" for profile in profiles]
    for start in range(0, len(pairs), _CHUNK):
        chunk = pairs[start : start + _CHUNK]
        by_name = _ratios(names, chunk)
        by_long_form = _ratios(long, chunk)
        for pair, name, form in zip(chunk, by_name, by_long_form, strict=True):
            spelled = bool(long[pair[0]]) and bool(long[pair[1]])
            if name >= _NAMES_ALIKE or (spelled and form >= _LONG_FORMS_ALIKE):
                yield pair


def _ratios(texts: list[str], pairs: list[IndexPair]) -> list[float]:
    """The similarity of each pair's texts, 0 to 100."""
    left, right = [texts[i] for i, _ in pairs], [texts[j] for _, j in pairs]
    return [float(ratio) for ratio in process.cpdist(left, right, scorer=fuzz.ratio)]
