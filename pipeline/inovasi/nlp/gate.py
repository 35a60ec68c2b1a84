"""The relevance gate: a cheap look at the raw text that tells whether the pipeline should read an article at all.

Most news is about something else. The gate counts cues: words and phrases (``gazetteers/gate_cues.csv``) and shapes of
names (``gate_shapes.py``). Each cue speaks for or against, repetition counts less and less, and the article passes when
the sum reaches a threshold. Fitted weights were tried and turned away no more than these whole numbers do
(``python benchmarks/gate.py`` shows what the gate is worth).

A wrong "no" loses innovations, a wrong "yes" costs milliseconds, so the threshold stands low. No tokenizer and no
spaCy: a few passes over the text, each linear in its length.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from inovasi import gazetteers
from inovasi.nlp.gate_shapes import shapes

THRESHOLD = 2.75
"""Least score of an article that may matter."""

# Every other cue weighs 1; one word nearly settles it.
_WEIGHTS = {"innovation": 4.0, "competition": 2.0, "change_project": 2.0} | dict.fromkeys(
    ("accident", "ceremony", "money", "politics", "routine", "sport"), -1.0
)
# A long article meets more cues by chance: one point less for each doubling, up to four times the usual length.
_USUAL_LENGTH = 1000  # characters
_MOST_DOUBLINGS = 2.0
_LONGEST = 200_000  # characters; beyond this it is no article but a page of many, and not for a quick look
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Look:
    """What the gate saw: the ``score`` and its ``parts``, (cue, occurrences, points), those that matter most first."""

    score: float
    parts: tuple[tuple[str, int, float], ...]


def may_matter(title: str | None, text: str) -> bool:
    """False when the article is about something else than innovations; then the pipeline need not read it."""
    return len(text) > _LONGEST or look(title, text).score >= THRESHOLD


def look(title: str | None, text: str) -> Look:
    """The score of an article, with its reasons."""
    parts = [(cue, n, _points(cue, n)) for cue, n in count_cues(title, text).items()]
    parts.append(("length", len(text), -min(_MOST_DOUBLINGS, math.log2(max(1.0, len(text) / _USUAL_LENGTH)))))
    parts.sort(key=lambda part: (-abs(part[2]), part[0]))
    return Look(math.fsum(points for _, _, points in parts), tuple(parts))


def count_cues(title: str | None, text: str) -> dict[str, int]:
    """How often each cue stands in title and text together; cues that do not occur are left out."""
    whole = f"{title}\n{text}" if title else text
    table = _table()
    words = _WORD.findall(whole.lower())
    seen = Counter(words)
    counts = Counter(shapes(whole))
    for word in seen.keys() & table.words.keys():
        counts[table.words[word]] += seen[word]
    joined = f" {' '.join(words)} "
    for word in seen.keys() & table.phrases.keys():
        for cue, phrase in table.phrases[word]:
            counts[cue] += joined.count(phrase)
    for cue, letters in table.parts:
        counts[cue] += joined.count(letters)
    return {cue: n for cue, n in counts.items() if n}


def _points(cue: str, count: int) -> float:
    """What ``count`` occurrences add to the score: ten say more than one, but not ten times as much."""
    return _WEIGHTS.get(cue, 1.0) * math.log1p(count)


@dataclass(frozen=True, slots=True)
class _Table:
    """Cue by single word; (cue, phrase) by first word; (cue, letters) of what may stand inside a word."""

    words: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[str, str], ...]]
    parts: tuple[tuple[str, str], ...]


@cache
def _table() -> _Table:
    words: dict[str, str] = {}
    phrases: dict[str, tuple[tuple[str, str], ...]] = {}
    parts = []
    for row in gazetteers.rows("gate_cues"):
        cue, phrase = row["cue"], row["phrase"]
        first, _, rest = phrase.partition(" ")
        if "*" in phrase:
            parts.append((cue, phrase.strip("*")))
        elif rest:
            phrases[first] = (*phrases.get(first, ()), (cue, f" {phrase} "))
        else:
            words[phrase] = cue
    return _Table(words, phrases, tuple(parts))
