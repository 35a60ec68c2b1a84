"""Treebanks (CoNLL-U) and entity files (columns) as words.

Words are surface tokens: "menyetujuinya", two words to Universal Dependencies, stays one token with the part of speech
of its first word, because the rest of this package counts characters, not grammar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    upos: str
    space: bool  # white space follows


Sentence = tuple[Word, ...]
Tagged = tuple[tuple[str, str], ...]  # (token, BIO tag)


def read_treebank(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file as surface tokens."""
    return [tuple(_words(block)) for block in _blocks(path)]


def _words(block: Sequence[str]) -> Iterator[Word]:
    rows = [line.split("\t") for line in block if not line.startswith("#")]
    tags = {row[0]: row[3] for row in rows}
    covered = 0
    for row in rows:
        first, _, last = row[0].partition("-")
        if "." in first or int(first) <= covered:
            continue
        covered = int(last or first)
        yield Word(row[1], tags[first], "SpaceAfter=No" not in row[9].split("|"))


def read_entities(path: Path) -> list[Tagged]:
    """The sentences of a column file: a token first, its BIO tag last."""
    return [tuple((line.split()[0], line.split()[-1]) for line in block) for block in _blocks(path)]


def _blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
