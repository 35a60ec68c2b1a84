"""The acronym aligner: how SHORT is built from LONG, letter by letter, and where LONG begins or ends.

Indonesian short forms are rarely plain initials. "Gemulai Merindu" takes GErakan MUtu LAyanan MEngetahui RIwayat ...
terpaDU; "Si Randik" keeps a prefix that no word of LONG explains; function words (dan, untuk, di) are dropped freely.
So every letter of SHORT either matches a letter of LONG, in order, or is a filler:

* a match at the start of a word (``initial``) or right after the letter matched before it (``syllable``) is what an
  acronym is made of and gains 1;
* a match inside a word after a gap (``inner``) gains less: in a long text some letter always fits;
* a filler costs, and so does a content word of LONG that gives no letter.

``align`` takes a whole LONG; ``best_end`` and ``best_start`` let LONG end (or begin) at any word of a window. Each is
one dynamic programme over letters(SHORT) x those letters of the window that SHORT has. The caller bounds the window by
the length of SHORT (``window_words``), so work grows linearly with the text. ``tests/nlp/reference_align.py`` holds the
slow, obvious version that the tests compare with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import sub
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from inovasi.nlp.align_letters import (
    FILLER,
    INNER,
    PREFIX,
    Letter,
    Pattern,
    counted_letters,
    fold_char,
    fold_letters,
    function_words,
    pattern_of,
    reversed_pattern,
    skip_cost,
    word_letters,
)
from inovasi.types import Step

NOTHING = float("-inf")
TIE = 1e-9
"""Gains that differ by less are equal: the same letters, added up in another order."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """``score`` is the gain per letter of SHORT (1 at most).

    ``steps`` index the characters of SHORT and of the words of LONG joined by single spaces. ``fillers`` counts the
    letters of SHORT that have no step.
    """

    score: float
    steps: tuple[Step, ...]
    fillers: int


class Fit(NamedTuple):
    """The part of a window that SHORT fits best: its score and how many words it takes."""

    score: float
    words: int


NO_ALIGNMENT = Alignment(NOTHING, (), 0)
NO_FIT = Fit(NOTHING, 0)


def align(short: str, words: Sequence[str]) -> Alignment:
    """Align SHORT with all of ``words``."""
    size = len(pattern_of(short).letters)
    if not words or not size:
        return NO_ALIGNMENT
    end = _end(short, tuple(words))
    steps = _steps(end.path, short, words)
    return Alignment(end.gain / size, steps, size - len(steps))


def align_score(short: str, words: Sequence[str]) -> float:
    """The score of ``align``, for those who do not ask for the steps."""
    size = len(pattern_of(short).letters)
    return _end(short, tuple(words)).gain / size if words and size else NOTHING


def best_end(short: str, words: Sequence[str]) -> Fit:
    """Align SHORT with the prefix of ``words`` that fits best."""
    return Beginnings(short).best(words)


def best_start(short: str, words: Sequence[str]) -> Fit:
    """Align SHORT with the suffix of ``words`` that fits best."""
    pattern = reversed_pattern(pattern_of(short))
    return _fit(_Pass(pattern, backwards=True), words[::-1], pattern.letters[-1:])


class Beginnings:
    """SHORT against windows that begin at one place and end anywhere; each word is read once for all of them."""

    def __init__(self, short: str) -> None:
        self._pass = _Pass(pattern_of(short), backwards=False)

    def best(self, words: Sequence[str]) -> Fit:
        """As ``best_end``. ``words`` and those of every other question must be beginnings of one row of words."""
        return _fit(self._pass, words, "")

    def score(self, words: Sequence[str]) -> float:
        """As ``align_score``, under the same condition."""
        return self._pass.ends(words)[-1].gain / self._pass.size if words and self._pass.size else NOTHING


def could_align(short: str, words: Sequence[str], least: float = NOTHING) -> bool:
    """Cheap look before an alignment: does LONG hold enough letters of SHORT in order at all?

    Also False where it is certain that no part of ``words`` scores ``least``.
    """
    pattern = pattern_of(short)
    size = len(pattern.letters)
    if size < 2 or not words:
        return False
    window = " ".join(words)
    common = LCSseq.similarity(pattern.letters, fold_letters(window[: 40 * size]))
    if common < 0.55 * (size - pattern.free):
        return False
    if len(window) > 40 * size or pattern.numbered:
        return True  # letters of LONG are left out here, or its numerals have digits besides
    left_over = max(0, size - pattern.free - common)
    return common + PREFIX * pattern.free - FILLER * left_over >= (least - TIE) * size


# A path is a linked list (path before, number of the letter of SHORT, index in window), so that no table need be kept.
Path = tuple["Path", int, int] | None
# The letters of SHORT that the letter of the window just read can be: number -> gain and path up to here.
Matches = dict[int, tuple[float, Path]]
NO_MATCHES: Matches = {}


class End(NamedTuple):
    """The state after a word: gain with all letters of SHORT used, and how it was reached."""

    gain: float
    path: Path


@lru_cache(256)
def _end(short: str, words: tuple[str, ...]) -> End:
    """The state after all words; the sites of one pair, and at last its steps, ask for the same ones."""
    return _Pass(pattern_of(short), backwards=False).ends(words)[-1]


class _Pass:
    """One pass over a row of words, as far as the caller asks for; words come last first when ``backwards``.

    It keeps one row of the dynamic programme, index i meaning "the first i letters of SHORT are used": ``free`` is the
    best gain with the current word giving no letter yet; while a word is read, ``touched`` is that with it giving at
    least one, and ``before`` that with letter i matched by the letter just read.

    Backwards, a run of contiguous letters is entered at its last letter, and each letter that joins it becomes the one
    that opens it, so what opens a run is paid anew at every step.
    """

    def __init__(self, pattern: Pattern, *, backwards: bool) -> None:
        self.size = len(pattern.letters)
        self._places = pattern.places
        self._costs = pattern.costs
        self._backwards = backwards
        self._free = list(accumulate(pattern.costs, sub, initial=0.0))
        self._free_path: list[Path] = [None] * len(self._free)
        self._ends: list[End] = []
        self._offset = 0

    def ends(self, words: Sequence[str]) -> Sequence[End]:
        """Item n - 1 is the state after n of ``words``; those that an earlier call has read are not read again."""
        for word in words[len(self._ends) :]:
            letters = word_letters(word)
            self._read_word(letters[::-1] if self._backwards else letters, skip_cost(word))
            self._ends.append(End(self._free[-1], self._free_path[-1]))
            self._offset += len(word) + 1
        return self._ends[: len(words)]

    def _read_word(self, word: Iterable[Letter], skip: float) -> None:
        free, free_path, places_of = self._free, self._free_path, self._places.get
        touched = [NOTHING] * len(free)
        path: list[Path] = [None] * len(free)
        before = NO_MATCHES
        behind = 1.0  # what the letter read just before gains where it opens a run
        for char, at, initial in word:
            places = places_of(char)
            if places is None:
                before = NO_MATCHES
                continue
            opens = 1.0 if initial else INNER
            # Backwards, the letter read before was taken to open its run; now it only continues one and gains 1.
            joins = 1.0 - behind + opens if self._backwards else 1.0
            behind = opens
            now: Matches = {}
            better = []  # the letters that this one explains better than all before
            for i in places:  # from the last, so that what stands before i is still as the letter found it
                if touched[i - 1] > free[i - 1]:
                    gain, way = touched[i - 1] + opens, path[i - 1]
                else:
                    gain, way = free[i - 1] + opens, free_path[i - 1]
                run = before.get(i - 1)
                if run is not None and run[0] + joins >= gain:
                    gain, way = run[0] + joins, run[1]
                way = (way, i, self._offset + at)
                now[i] = (gain, way)
                if gain > touched[i]:
                    touched[i], path[i] = gain, way
                    better.append(i)
            before = now
            if better:
                self._fill(touched, path, better[-1], better[0])
        self._close(touched, path, skip)

    def _fill(self, touched: list[float], path: list[Path], first: int, last: int) -> None:
        """Let letters after a new match stay unexplained where that gains more; matches are new from first to last."""
        costs = self._costs
        gain = touched[first]
        for i in range(first, self.size):
            gain -= costs[i]
            if gain > touched[i + 1]:
                touched[i + 1], path[i + 1] = gain, path[i]
            elif i < last:
                gain = touched[i + 1]
            else:
                return  # all further ones have been filled from here before

    def _close(self, touched: list[float], path: list[Path], skip: float) -> None:
        """At the end of a word: with a letter of it, or without any for the price of ``skip``."""
        free, free_path = self._free, self._free_path
        for i, gain in enumerate(touched):
            rest = free[i] - skip
            if gain > rest:
                free[i], free_path[i] = gain, path[i]
            else:
                free[i] = rest


def _fit(reader: _Pass, words: Sequence[str], head: str) -> Fit:
    """The number of words with the best gain, never ending in a function word; of equal ones the fewest.

    ``head`` is the first letter of SHORT for a backward run: of equal ones, a start with that letter is the better.
    """
    best, taken = NOTHING, 0
    if not reader.size:
        return NO_FIT
    for n, (word, end) in enumerate(zip(words, reader.ends(words), strict=True), start=1):
        better = end.gain > best + TIE or (head and end.gain > best - TIE and fold_letters(word)[:1] == head)
        if better and word.casefold() not in function_words():
            best, taken = end.gain, n
    return Fit(best / reader.size, taken) if taken else NO_FIT


def _steps(path: Path, short: str, words: Sequence[str]) -> tuple[Step, ...]:
    """The letters of a finished path, first to last, each with how it was taken."""
    places = [i for i, char in enumerate(short) if fold_char(char)]
    counted = counted_letters(short)
    if counted is not None:  # all words of "3S" begin with its one letter
        places = [short.index(counted[0])] * len(counted)
    starts: dict[int, bool] = {}
    offset = 0
    for word in words:
        # A numeral word has two letters at its first place; the digit comes first and begins the word.
        starts |= {offset + at: initial for _, at, initial in reversed(word_letters(word))}
        offset += len(word) + 1
    pairs = []
    while path is not None:
        path, i, at = path
        pairs.append((i, at))
    steps = []
    last = -2
    for i, at in reversed(pairs):
        how = "initial" if starts[at] else "syllable" if at == last + 1 else "inner"
        steps.append(Step(places[i - 1], at, how))
        last = at
    return tuple(steps)
