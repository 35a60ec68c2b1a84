"""Sentences with persons, organisations and places, as character spans, and the counts of an entity recogniser.

The data set (IDNER-news-2k) gives words, so the text is put together from them: punctuation closes up to the word that
it belongs to, everything else is apart by one space. Every recogniser gets this text and cuts it as it likes; a span is
right when both of its ends and its label are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from inovasi.report import Counts

LABELS = ("PER", "ORG", "LOC")
_CLOSING = frozenset(".,;:!?)]%…")
_OPENING = frozenset("([")


class Span(NamedTuple):
    """Character offsets into a text, and PER, ORG or LOC."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """One sentence: its words, whether a space follows each, and the names in its text."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return "".join(word + " " * space for word, space in zip(self.words, self.spaces, strict=True))


def read_sentences(path: Path) -> list[Tagged]:
    """The sentences of a file with one word a line (word, part of speech, BIO label) and empty lines between them."""
    return [tagged(rows) for rows in _blocks(path.read_text(encoding="utf-8").splitlines())]


def tagged(rows: Sequence[tuple[str, str]]) -> Tagged:
    """A sentence from its (word, BIO label) pairs; an I- that continues nothing begins a name, as usual."""
    words = tuple(word for word, _ in rows)
    spaces = tuple(_spaces(words))
    spans: list[Span] = []
    start, before = 0, "O"
    for (word, label), space in zip(rows, spaces, strict=True):
        end, kind = start + len(word), label[2:]
        if label.startswith("I-") and before == kind:
            spans[-1] = spans[-1]._replace(end=end)
        elif kind in LABELS:
            spans.append(Span(start, end, kind))
        start, before = end + space, kind
    return Tagged(words, spaces, tuple(spans))


def span_counts(gold: Iterable[Sequence[Span]], found: Iterable[Sequence[Span]]) -> dict[str, Counts]:
    """Counts over all sentences, for each label and for "all"; a span counts once per sentence."""
    total = dict.fromkeys((*LABELS, "all"), Counts())
    for wanted, got in zip(gold, found, strict=True):
        for label in total:
            want = {span for span in wanted if label in (span.label, "all")}
            have = {span for span in got if label in (span.label, "all")}
            total[label] += Counts(len(want & have), len(have - want), len(want - have))
    return total


def _spaces(words: Sequence[str]) -> Iterator[bool]:
    for word, after in zip(words, (*words[1:], None), strict=True):
        yield after is not None and after[0] not in _CLOSING and word not in _OPENING


def _blocks(lines: Iterable[str]) -> Iterator[list[tuple[str, str]]]:
    block: list[tuple[str, str]] = []
    for line in (*lines, ""):
        fields = line.split()
        if fields:
            block.append((fields[0], fields[-1]))
        elif block:
            yield block
            block = []
