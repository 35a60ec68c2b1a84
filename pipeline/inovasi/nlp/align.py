"""The acronym aligner: how SHORT is built from LONG, letter by letter, and where LONG begins or ends.

Indonesian short forms are rarely plain initials. "Gemulai Merindu" takes GErakan MUtu LAyanan MEngetahui RIwayat ...
terpaDU; "Si Randik" keeps a prefix that no word of LONG explains; function words (dan, untuk, di) are dropped freely.
So every letter of SHORT either matches a letter of LONG, in order, or is a filler:

* a match at the start of a word (``initial``) or right after the letter matched before it (``syllable``) is what an
  acronym is made of and gains 1;
* a match inside a word after a gap (``inner``) gains less: in a long text some letter always fits;
* a filler costs, and so does a content word of LONG that gives no letter.

``align`` takes a whole LONG; ``best_end`` and ``best_start`` let LONG end (or begin) at any word of a window. Each is
one dynamic programme over letters(SHORT) x letters(window). The caller bounds the window by the length of SHORT
(``window_words``), so work grows linearly with the text. ``tests/nlp/reference_align.py`` holds the slow, obvious
version that the tests compare with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from inovasi.nlp.align_letters import (
    INNER,
    Letter,
    counted_letters,
    filler_costs,
    fold_char,
    fold_letters,
    function_words,
    skip_cost,
    word_groups,
)
from inovasi.types import Step

NOTHING = float("-inf")


@dataclass(frozen=True, slots=True)
class Alignment:
    """``score`` is the gain per letter of SHORT (1 at most); ``words`` is how many words of the window LONG takes.

    ``steps`` index the characters of SHORT and of the taken words joined by single spaces. ``inner`` and ``fillers``
    count the weak letters, ``skipped`` the content words that give none.
    """

    score: float
    words: int
    steps: tuple[Step, ...]
    inner: int
    fillers: int
    skipped: int


NO_ALIGNMENT = Alignment(NOTHING, 0, (), 0, 0, 0)


def align(short: str, words: Sequence[str]) -> Alignment:
    """Align SHORT with all of ``words``."""
    counted = counted_letters(short)
    if counted is not None:
        found = align(counted, words)
        at = short.index(counted[0])
        return replace(found, steps=tuple(Step(at, step.l, step.how) for step in found.steps))
    ends = _run(short, words, backwards=False)
    return _alignment(short, words, ends, len(words), 0)


def best_end(short: str, words: Sequence[str]) -> Alignment:
    """Align SHORT with the prefix of ``words`` that fits best."""
    short = counted_letters(short) or short
    ends = _run(short, words, backwards=False)
    return _alignment(short, words, ends, _best(ends, words), 0)


def best_start(short: str, words: Sequence[str]) -> Alignment:
    """Align SHORT with the suffix of ``words`` that fits best."""
    short = counted_letters(short) or short
    ends = _run(short, words, backwards=True)
    taken = _best(ends, words[::-1], fold_letters(short)[:1])
    return _alignment(short, words, ends, taken, len(words) - taken)


def could_align(short: str, words: Sequence[str]) -> bool:
    """Cheap look before an alignment: does LONG hold enough letters of SHORT in order at all?"""
    short = counted_letters(short) or short
    letters = fold_letters(short)
    if len(letters) < 2 or not words:
        return False
    free = sum(cost < 0 for cost in filler_costs(short, len(letters)))
    window = fold_letters(" ".join(words)[: 40 * len(letters)])
    return LCSseq.similarity(letters, window) >= 0.55 * (len(letters) - free)


# A path is a linked list (path before, index in SHORT, index in window, how), so that no table need be kept.
Path = tuple["Path", int, int, str] | None


class End(NamedTuple):
    """The state after a word: gain with all letters of SHORT used, and how it was reached."""

    gain: float
    path: Path


def _run(short: str, words: Sequence[str], *, backwards: bool) -> list[End]:
    """One pass over the window, from its end when ``backwards``; item n - 1 is the state after n words.

    Backwards, a run of contiguous letters is entered at its last letter, and each letter that joins it becomes the one
    that opens it, so what opens a run is paid anew at every step.
    """
    letters = [Letter(fold_char(c), i, initial=False) for i, c in enumerate(short) if fold_char(c)]
    groups = word_groups(words)
    costs = filler_costs(short, len(letters))
    if backwards:
        letters.reverse()
        costs.reverse()
        groups = [group[::-1] for group in groups[::-1]]
    skips = [skip_cost(w) for w in (words[::-1] if backwards else words)]
    table = _Table(letters, costs, backwards=backwards)
    return [table.read_word(group, skip) for group, skip in zip(groups, skips, strict=True)]


class _Table:
    """One row of the dynamic programme, index i meaning "the first i letters of SHORT are used".

    ``free`` is the best gain with the current word giving no letter yet, ``touched`` with it giving at least one,
    ``matched`` with letter i matched by the letter just read.
    """

    def __init__(self, letters: Sequence[Letter], costs: Sequence[float], *, backwards: bool) -> None:
        self.letters = letters
        self.costs = costs
        self.backwards = backwards
        self.behind = 1.0  # what the letter read just before gains where it opens a run
        self.places: dict[str, list[int]] = {}
        for i in range(len(letters), 0, -1):
            self.places.setdefault(letters[i - 1].char, []).append(i)
        self.free: list[float] = [0.0]
        for cost in costs:
            self.free.append(self.free[-1] - cost)
        self.free_path: list[Path] = [None] * (len(letters) + 1)

    def read_word(self, word: Sequence[Letter], skip: float) -> End:
        """Read one word of the window and return the state after it."""
        size = len(self.letters)
        touched = [NOTHING] * (size + 1)
        path: list[Path] = [None] * (size + 1)
        matched: dict[int, tuple[float, Path]] = {}
        for letter in word:
            matched = self._match(letter, touched, path, matched)
            for i, (gain, way) in matched.items():
                if gain > touched[i]:
                    touched[i], path[i] = gain, way
            if matched:
                self._fill(touched, path)
        for i in range(size + 1):
            if touched[i] > self.free[i] - skip:
                self.free[i], self.free_path[i] = touched[i], path[i]
            else:
                self.free[i] -= skip
        return End(self.free[size], self.free_path[size])

    def _match(
        self, letter: Letter, touched: list[float], path: list[Path], matched: dict[int, tuple[float, Path]]
    ) -> dict[int, tuple[float, Path]]:
        """All ways to match ``letter`` of the window now."""
        now: dict[int, tuple[float, Path]] = {}
        opens = 1.0 if letter.initial else INNER
        # Backwards, the letter read before was taken to open its run; now it only continues one and gains 1 instead.
        joins = 1.0 - self.behind + opens if self.backwards else 1.0
        self.behind = opens
        for i in self.places.get(letter.char, ()):
            in_word = touched[i - 1] > self.free[i - 1]
            gain = (touched[i - 1] if in_word else self.free[i - 1]) + opens
            way: Path = path[i - 1] if in_word else self.free_path[i - 1]
            how = "initial" if letter.initial else "inner"
            before = matched.get(i - 1)
            if before is not None:
                follow = before[0] + joins
                if follow >= gain:
                    gain, way, how = follow, before[1], "syllable"
            now[i] = (gain, (way, self.letters[i - 1].at, letter.at, how))
        return now

    def _fill(self, touched: list[float], path: list[Path]) -> None:
        for i, cost in enumerate(self.costs, start=1):
            if touched[i - 1] - cost > touched[i]:
                touched[i], path[i] = touched[i - 1] - cost, path[i - 1]


def _best(ends: Sequence[End], words: Sequence[str], head: str = "") -> int:
    """Number of words with the best gain, never ending in a function word; of equal ones the fewest.

    ``head`` is the first letter of SHORT for a backward run: of equal ones, a start with that letter is the better.
    """
    best, taken = NOTHING, 0
    for n, end in enumerate(ends, start=1):
        better = end.gain > best + 1e-9 or (head and end.gain > best - 1e-9 and fold_letters(words[n - 1])[:1] == head)
        if better and words[n - 1].casefold() not in function_words():
            best, taken = end.gain, n
    return taken


def _alignment(short: str, words: Sequence[str], ends: Sequence[End], taken: int, first: int) -> Alignment:
    size = len(fold_letters(short))
    if not taken or not size:
        return NO_ALIGNMENT
    end = ends[taken - 1]
    shift = len(" ".join(words[:first])) + 1 if first else 0
    steps = _relabel(_steps(end.path, shift), words[first : first + taken])
    touched = _touched(steps, words[first : first + taken])
    skipped = sum(skip_cost(w) > 0 and not hit for w, hit in zip(words[first : first + taken], touched, strict=True))
    inner = sum(step.how == "inner" for step in steps)
    return Alignment(end.gain / size, taken, steps, inner, size - len(steps), skipped)


def _steps(path: Path, shift: int) -> list[tuple[int, int]]:
    pairs = []
    while path is not None:
        path, s, at, _ = path
        pairs.append((s, at - shift))
    return sorted(pairs)


def _relabel(pairs: Sequence[tuple[int, int]], words: Sequence[str]) -> tuple[Step, ...]:
    """Name each step; done on the finished path because a backward run learns a letter's kind too late."""
    starts = {letter.at: letter.initial for group in word_groups(words) for letter in reversed(group)}
    steps = []
    last = (-2, -2)
    for s, at in pairs:
        follows = at == last[1] + 1 and s > last[0]
        how = "initial" if starts.get(at) else "syllable" if follows else "inner"
        steps.append(Step(s, at, how))
        last = (s, at)
    return tuple(steps)


def _touched(steps: Sequence[Step], words: Sequence[str]) -> list[bool]:
    hits = {step.l for step in steps}
    found = []
    offset = 0
    for word in words:
        found.append(any(offset + i in hits for i in range(len(word))))
        offset += len(word) + 1
    return found
