"""Indonesian short forms made from their long forms, the way offices make them: initials and syllables of the words.

``dinas kesehatan`` gives ``dinkes`` (closed syllables), ``puskesmas`` mixes open and closed ones, ``tilang`` takes last
syllables. Joining words (dan, untuk, di) give no letter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from benchmarks.match.words import BODIES, GENERAL, HEADS

Draw = Callable[[], float]
VOWELS = frozenset("aeiou")
# A short form that cannot be said or remembered is not used.
SHORTEST, LONGEST = 3, 14


class Coined(NamedTuple):
    """A short form: its ``words`` and the ``pieces`` it took from each; a second word starts at piece ``gap``."""

    words: tuple[str, ...]
    pieces: tuple[str, ...]
    gap: int

    @property
    def name(self) -> str:
        head, tail = "".join(self.pieces[: self.gap]), "".join(self.pieces[self.gap :])
        return f"{head} {tail}" if head else tail


@lru_cache(maxsize=4096)
def pieces_of(word: str) -> tuple[str, str, str, str]:
    """Initial, open syllable, closed syllable and last syllable of a word."""
    first = next((at for at, letter in enumerate(word) if letter in VOWELS), 0)
    opened = word[: first + 1]
    closed = word[: first + 2] if len(word) > first + 1 and word[first + 1] not in VOWELS else opened
    last = max((at for at, letter in enumerate(word) if letter in VOWELS), default=0)
    return word[0], opened, closed, word[max(last - 1, 0) :]


def pick(draw: Draw, choices: Sequence[str]) -> str:
    return choices[int(draw() * len(choices))]


def words_for(draw: Draw, body: int) -> list[str]:
    """Two to five words: a head for some, the others from the body's work or from everybody's."""
    own = BODIES[body].words
    chosen = [pick(draw, HEADS)] if draw() < 0.3 else []
    wanted = 2 + int(draw() * 3.3)
    while len(chosen) < wanted:
        word = pick(draw, own) if draw() < 0.5 else pick(draw, GENERAL)
        if word not in chosen:
            chosen.append(word)
    return chosen


def coin(draw: Draw, words: Sequence[str], two_words: float) -> Coined | None:
    """A short form of ``words``, or None where it is too short or too long."""
    method = draw()
    pieces = []
    for word in words:
        initial, opened, closed, last = pieces_of(word)
        if method < 0.15:
            pieces.append(initial)
            continue
        way = draw()
        pieces.append(closed if way < 0.5 else opened if way < 0.75 else initial if way < 0.9 else last)
    gap = 1 + int(draw() * (len(pieces) - 1)) if draw() < two_words and method >= 0.15 and len(pieces) > 2 else 0
    found = Coined(tuple(words), tuple(pieces), gap)
    return found if SHORTEST <= len(found.name) <= LONGEST else None


@lru_cache(maxsize=1)
def _by_piece() -> dict[str, tuple[str, ...]]:
    words = sorted({*GENERAL, *HEADS, *(word for body in BODIES for word in body.words), "sistem", "informasi"})
    found: dict[str, list[str]] = {}
    for word in words:
        for piece in sorted(set(pieces_of(word))):
            found.setdefault(piece, []).append(word)
    return {piece: tuple(words) for piece, words in found.items()}


def spelled_out_otherwise(draw: Draw, coined: Coined, share: float) -> Coined:
    """The same short form for other words: about ``share`` of them are replaced by words that give the same letters."""
    known = _by_piece()
    words = tuple(
        pick(draw, known.get(piece, (word,))) if draw() < share else word
        for word, piece in zip(coined.words, coined.pieces, strict=True)
    )
    return Coined(words, coined.pieces, coined.gap)
