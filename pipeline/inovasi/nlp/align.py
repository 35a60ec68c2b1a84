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

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from inovasi import gazetteers
from inovasi.types import Step

INNER = 0.45
"""Gain of a match inside a word after a gap; ``initial`` and ``syllable`` gain 1."""
FILLER = 0.35
"""Cost of a letter of SHORT that LONG does not explain."""
PREFIX = 0.6
"""Gain of an unexplained letter in a personal prefix (Si, Sih, Bang ...), which is part of the name all the same."""
NOUN = 0.42
"""The same for a common noun before the acronym ("Klinik Jaguk"): less than what a word needs to join SHORT."""
SKIP = 0.3
"""Cost of a content word of LONG that gives no letter."""
NOTHING = float("-inf")
NUMERALS = {
    word: str(digit)
    for digit, word in enumerate(
        ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
    )
}


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


class Letter(NamedTuple):
    """A letter that can be matched: folded, with its index in the string it stands in."""

    char: str
    index: int
    initial: bool


@cache
def function_words() -> frozenset[str]:
    """Words an acronym may leave out at no cost."""
    return frozenset(row["word"] for row in gazetteers.rows("function_words"))


@cache
def prefix_gains() -> dict[str, float]:
    """First words of a name that its long form need not explain (si, mbak, klinik ...), and what a letter of them gains."""
    return {row["prefix"]: PREFIX if row["kind"] == "person" else NOUN for row in gazetteers.rows("name_prefixes")}


@cache
def name_prefixes() -> frozenset[str]:
    """The personal prefixes: si, sih, mbak, bang ..."""
    return frozenset(word for word, gain in prefix_gains().items() if gain == PREFIX)


@cache
def name_nouns() -> frozenset[str]:
    """The common nouns among the prefixes: klinik, rumah, kampung ..."""
    return frozenset(prefix_gains()) - name_prefixes()


@cache
def name_suffixes() -> frozenset[str]:
    """Last words of a name that its long form need not explain: center, online ..."""
    return frozenset(row["suffix"] for row in gazetteers.rows("name_suffixes"))


def window_words(short: str) -> int:
    """How many words LONG may have at most: one for each letter, and room for function words."""
    return min(40, 2 * len(fold_letters(short)) + 4)


@cache
def _fold_char(char: str) -> str:
    """One lower-case letter or digit for ``char``, or "" when it can not be matched."""
    return next((piece for piece in unicodedata.normalize("NFKD", char).casefold() if piece.isalnum()), "")


def fold_letters(text: str) -> str:
    """The letters and digits of ``text`` that an alignment sees."""
    return "".join(map(_fold_char, text))


def word_letters(word: str, offset: int = 0) -> list[Letter]:
    """Letters of one word. A part after a mark ("Izin-Mudah") and a capital inside ("TIadakan peLANGgaran") start anew.

    A numeral word can also give its digit: "dua" gives 2.
    """
    letters = []
    if word.casefold() in NUMERALS:
        letters.append(Letter(NUMERALS[word.casefold()], offset, initial=True))
    fresh = True
    for i, char in enumerate(word):
        folded = _fold_char(char)
        if folded:
            marked = char.isupper() and i > 0 and word[i - 1].islower()
            letters.append(Letter(folded, offset + i, initial=fresh or marked))
        fresh = not folded
    return letters


_COUNTED = re.compile(r"(?P<n1>[2-9])(?P<c1>[A-Za-z])|(?P<c2>[A-Za-z])(?P<n2>[2-9])")


def counted_letters(short: str) -> str | None:
    """ "3S" and "S3" stand for three words with S: "SSS"; None for any other SHORT."""
    match = _COUNTED.fullmatch(short.strip())
    if match is None:
        return None
    return (match["c1"] or match["c2"]) * int(match["n1"] or match["n2"])


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
    free = sum(cost < 0 for cost in _filler_costs(short, len(letters)))
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

    Backwards, a run of contiguous letters is entered at its last letter and only at its first is it known whether the
    run began at a word start, so the difference between ``initial`` and ``inner`` is paid there.
    """
    letters = [Letter(_fold_char(c), i, initial=False) for i, c in enumerate(short) if _fold_char(c)]
    groups = _groups(words)
    costs = _filler_costs(short, len(letters))
    if backwards:
        letters.reverse()
        costs.reverse()
        groups = [group[::-1] for group in groups[::-1]]
    skips = [_skip(w) for w in (words[::-1] if backwards else words)]
    table = _Table(letters, costs, late_bonus=1.0 - INNER if backwards else 0.0)
    return [table.read_word(group, skip) for group, skip in zip(groups, skips, strict=True)]


def _groups(words: Sequence[str]) -> list[list[Letter]]:
    groups = []
    offset = 0
    for word in words:
        groups.append(word_letters(word, offset))
        offset += len(word) + 1
    return groups


def _skip(word: str) -> float:
    return 0.0 if word.casefold() in function_words() or not fold_letters(word) else SKIP


def _filler_costs(short: str, size: int) -> list[float]:
    """Cost of leaving each letter unexplained; a known prefix or suffix word, or a digit, is no loss."""
    costs = [-PREFIX if c.isdigit() else FILLER for c in fold_letters(short)]  # a version number needs no word
    parts = short.casefold().replace("-", " ").split()
    if len(parts) > 1 and parts[0] in prefix_gains():
        for i in range(len(fold_letters(parts[0]))):
            costs[i] = -prefix_gains()[parts[0]]
    if len(parts) > 1 and parts[-1] in name_suffixes():
        for i in range(size - len(fold_letters(parts[-1])), size):
            costs[i] = -PREFIX
    return costs


class _Table:
    """One row of the dynamic programme, index i meaning "the first i letters of SHORT are used".

    ``free`` is the best gain with the current word giving no letter yet, ``touched`` with it giving at least one,
    ``matched`` with letter i matched by the letter just read.
    """

    def __init__(self, letters: Sequence[Letter], costs: Sequence[float], late_bonus: float) -> None:
        self.letters = letters
        self.costs = costs
        self.late_bonus = late_bonus
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
        for i in self.places.get(letter.char, ()):
            in_word = touched[i - 1] > self.free[i - 1]
            gain = (touched[i - 1] if in_word else self.free[i - 1]) + (1.0 if letter.initial else INNER)
            way: Path = path[i - 1] if in_word else self.free_path[i - 1]
            how = "initial" if letter.initial else "inner"
            before = matched.get(i - 1)
            if before is not None:
                follow = before[0] + 1.0 + (self.late_bonus if letter.initial else 0.0)
                if follow >= gain:
                    gain, way, how = follow, before[1], "syllable"
            now[i] = (gain, (way, self.letters[i - 1].index, letter.index, how))
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
    skipped = sum(_skip(w) > 0 and not hit for w, hit in zip(words[first : first + taken], touched, strict=True))
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
    starts = {letter.index: letter.initial for group in _groups(words) for letter in reversed(group)}
    steps = []
    last = (-2, -2)
    for s, at in pairs:
        if starts.get(at):
            how = "initial"
        else:
            how = "syllable" if at == last[1] + 1 and s > last[0] else "inner"
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
