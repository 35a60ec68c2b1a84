"""Facts of one article that the features of all its candidates refer to, collected once."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from inovasi.nlp.candidate import token_span, with_noun
from inovasi.nlp.cover import Cover, entity_covers
from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import slice_text
from inovasi.text import squash
from inovasi.types import Expansion

Features = dict[str, float]
"""What the text says about a candidate name, as named features between 0 and 1."""


"""What the trained reader and stanza call places, organisations and persons."""
_READ_ALSO = re.compile(
    r"\W*(?:baca|simak|lihat|tonton|jangan lewatkan|berita terkait|artikel terkait)\b", re.IGNORECASE
)
_INNOVATION = re.compile(r"inovasi|terobosan|inovator|inovatif", re.IGNORECASE)
_COMPETITION = re.compile(
    r"\btop\s*\d+|kompetisi|lomba|juara|penghargaan|KIPP|sinovik|\bIGA\b|nominasi|finalis", re.IGNORECASE
)
_PRIVATE = re.compile(
    r"\b(?:siswa|siswi|mahasiswa|mahasiswi|pelajar|murid|universitas|politeknik|perusahaan|startup|PT|CV)\b",
    re.IGNORECASE,
)
_PRIVATE_PARTS = ("sisw", "pelajar", "murid", "universitas", "politeknik", "perusahaan", "startup", "pt", "cv")
PEOPLE = re.compile(
    r"\b(?:juri|panelis|narasumber|moderator|penguji|penilai|anggota tim|ketua tim|inovator|inisiator|penggagas"
    r"|dihadiri|hadir|mendampingi|didampingi)\b",
    re.IGNORECASE,
)
# A pattern can match only where one of these stands, which is asked much faster.
_INNOVATION_PARTS = ("inova", "terobos")
_COMPETITION_PARTS = ("top", "kompetisi", "lomba", "juara", "harga", "kipp", "sinovik", "iga", "nominasi", "finalis")
_PEOPLE_PARTS = (
    *("juri", "panelis", "sumber", "moderator", "penguji", "penilai", " tim", "inovator", "inisiator", "penggagas"),
    *("hadir", "damping"),
)
_SAME = str.maketrans("ſıİ", "sii")
"""What ``re.IGNORECASE`` takes for a Latin letter besides the letter itself and its capital."""


class Context(NamedTuple):
    """What a stretch of text speaks of, as features; ``people`` is where its first word for people of an event ends."""

    topics: tuple[str, ...]
    people: float
    upper: bool


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """Facts of the whole article that features refer to."""

    starts: frozenset[int]  # character offsets of sentence starts
    token_starts: Sequence[int]
    agencies: frozenset[int]
    regions: frozenset[int]
    persons: Cover
    bodies: Cover
    whole_regions: frozenset[tuple[int, int]]
    longs: Cover
    shorts: Cover
    exact: frozenset[tuple[int, int]]  # spans of short and long forms
    by_short: dict[str, Expansion]
    by_long: dict[str, Expansion]
    everywhere: tuple[str, ...]  # features of every place
    end: int
    lines: Sequence[tuple[str, ...]]  # features of the places in each line
    line_starts: Sequence[int]
    entities: dict[str, Cover]  # by label, as the trained reader or stanza sees them
    _contexts: dict[tuple[int, int], Context] = field(default_factory=dict)  # those asked for so far

    def line_at(self, offset: int) -> tuple[str, ...]:
        """Features of the line that holds ``offset``: does it point to other news, is it written like a headline?"""
        return self.lines[bisect_right(self.line_starts, offset) - 1]

    def context(self, text: str, start: int, end: int) -> Context:
        """What ``text[start:end]`` speaks of; the candidates of one sentence share the answer."""
        found = self._contexts.get((start, end))
        if found is None:
            found = self._contexts[start, end] = _context(text[start:end], start)
        return found


def facts(reading: Reading) -> ArticleFacts:
    """Collect the facts once per article."""
    tokens = reading.tokens
    size = len(reading.text)
    lines = reading.text.split("\n")
    spelled = [e for x in reading.expansions for e in x.evidence]
    return ArticleFacts(
        starts=frozenset(tokens[a].start for a, _ in reading.sentences),
        token_starts=[t.start for t in tokens],
        agencies=frozenset(e.start for a in reading.agencies for e in a.evidence),
        regions=frozenset(e.start for r in reading.regions for e in r.evidence),
        persons=Cover(size, ((e.start, e.end) for o in reading.officials for e in o.evidence)),
        bodies=Cover(size, ((e.start, e.end) for a in reading.agencies for e in a.evidence)),
        whole_regions=frozenset((e.start, e.end) for r in reading.regions for e in r.evidence),
        longs=Cover(size, ((e.start, e.end) for e in spelled if e.field == "long")),
        shorts=Cover(size, ((e.start, e.end) for e in spelled if e.field == "short")),
        exact=frozenset((e.start, e.end) for e in spelled),
        by_short=_by_short(reading),
        by_long={squash(x.long): x for x in reversed(reading.expansions)},
        everywhere=_everywhere(reading.text),
        end=len(reading.text.rstrip()),
        lines=[_line(line) for line in lines],
        line_starts=list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0)),
        entities=entity_covers(reading),
    )


def _by_short(reading: Reading) -> dict[str, Expansion]:
    """Expansions by their short form, also with the common noun that stands before it."""
    found = {}
    for expansion in reversed(reading.expansions):
        for e in expansion.evidence:
            span = token_span(reading, e.start, e.end) if e.field == "short" else None
            if span is not None:
                found[squash(slice_text(reading, with_noun(reading, span)))] = expansion
        found[squash(expansion.short)] = expansion
    return found


def _line(line: str) -> tuple[str, ...]:
    words = [w for w in line.split() if w[0].isalpha()]
    title = 5 <= len(words) <= 20 and not line.rstrip().endswith((".", "”", '"', ":"))
    titled = title and sum(w[0].isupper() for w in words) >= 0.7 * len(words)
    read_also = _READ_ALSO.match(line) is not None
    return (("read_also",) if read_also else ()) + (("title_line",) if titled else ())


def _everywhere(text: str) -> tuple[str, ...]:
    """Who the article is about: a word that comes back tells more than one in passing."""
    count = len(_INNOVATION.findall(text))
    told = ("many_innovation_words",) if count >= 3 else ("no_innovation_words",) if not count else ()
    return (*told, "private_article") if len(_PRIVATE.findall(text)) >= 4 else told


def _context(text: str, start: int) -> Context:
    lower = text.lower() if text.isascii() else text.translate(_SAME).lower()
    topics = []
    if _holds(lower, _INNOVATION_PARTS) and _INNOVATION.search(text):
        topics.append("sentence_innovation")
    if _holds(lower, _COMPETITION_PARTS) and _COMPETITION.search(text):
        topics.append("sentence_competition")
    if _holds(lower, _PRIVATE_PARTS) and _PRIVATE.search(text):
        topics.append("sentence_private")
    people = PEOPLE.search(text) if _holds(lower, _PEOPLE_PARTS) else None
    return Context(tuple(topics), start + people.end() if people else math.inf, text.isupper())


def _holds(lower: str, parts: tuple[str, ...]) -> bool:
    for part in parts:  # noqa: SIM110  (a generator costs as much as the answer)
        if part in lower:
            return True
    return False
