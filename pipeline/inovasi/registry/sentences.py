"""The sentence around a quote, found by a plain split: good enough to read a value in its context."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from inovasi import gazetteers

# A line break always ends a sentence; a full stop only before something that can start one.
_BREAK = re.compile(r"\s*\n\s*|([.!?…][\"”’')\]]*)\s+(?=[\"“‘'(\[]*[A-Z0-9])")
# "H. Beni", "1. Sih Larajaket": an initial or a list number, not the end of a sentence.
_INITIAL = re.compile(r"(?:[A-Za-z]|[0-9]{1,2})\.")
_LAST_WORD = re.compile(r"[^\s(\"“‘'\[]+\Z")
_LONGEST_WORD = 24


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one text: ``starts[i]`` to ``ends[i]``, both ascending, without surrounding white space."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def around(self, start: int, end: int) -> str:
        """The sentence that holds ``text[start:end]``; from its first to its last sentence if it spans several."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = min(bisect_left(self.ends, end), len(self.ends) - 1)
        return self.text[self.starts[first] : self.ends[max(first, last)]]


def split_sentences(text: str) -> Sentences:
    """Split ``text`` at line breaks and at sentence ends that no abbreviation explains; one sentence at least."""
    starts, ends = [0], []
    for match in _BREAK.finditer(text):
        if match.group(1) is None:
            ends.append(match.start())
        elif _is_abbreviation(text, match.start() + 1):
            continue
        else:
            ends.append(match.end(1))
        starts.append(match.end())
    return Sentences(text, tuple(starts), (*ends, len(text)))


def _is_abbreviation(text: str, stop: int) -> bool:
    word = _LAST_WORD.search(text[max(0, stop - _LONGEST_WORD) : stop])
    return word is not None and (bool(_INITIAL.fullmatch(word.group())) or word.group().lower() in _abbreviations())


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["form"].lower() for row in gazetteers.rows("abbreviations"))
