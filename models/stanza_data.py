"""Treebanks and entity files in the forms that stanza's trainers read.

Words are surface tokens: "menyetujuinya", two words to Universal Dependencies, stays one token with the part of speech
of its first word, because the rest of this package counts characters, not grammar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# Sentences of one paragraph of the tokenizer's training text.
PARAGRAPH = 8


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    upos: str
    space: bool  # white space follows


Sentence = tuple[Word, ...]
Paragraph = tuple[Sentence, ...]
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
    """The sentences of an IDNER file (columns: token, UPOS, BIO tag)."""
    return [tuple((line.split()[0], line.split()[-1]) for line in block) for block in _blocks(path)]


def _blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def plain_text(sentence: Sentence) -> str:
    return "".join(word.text + " " * word.space for word in sentence).rstrip()


def paragraphs(sentences: Sequence[Sentence]) -> list[Paragraph]:
    """Groups of ``PARAGRAPH`` sentences; the treebanks do not say where a paragraph ends."""
    return [tuple(sentences[start : start + PARAGRAPH]) for start in range(0, len(sentences), PARAGRAPH)]


def labelled_text(given: Sequence[Paragraph]) -> tuple[str, str]:
    """Text, and one digit for each of its characters: 0 inside, 1 last of a token, 2 last of a sentence."""
    texts = [" ".join(plain_text(sentence) for sentence in paragraph) for paragraph in given]
    labels = ["0".join(_labels(sentence) for sentence in paragraph) for paragraph in given]
    return "\n\n".join(texts) + "\n", "\n\n".join(labels) + "\n"


def _labels(sentence: Sentence) -> str:
    digits = "".join("0" * (len(word.text) - 1) + "1" + "0" * word.space for word in sentence).rstrip("0")
    return digits[:-1] + "2"


def surface_conllu(sentences: Sequence[Sentence]) -> str:
    """CoNLL-U of tokens and UPOS alone: with XPOS per word the tagger would take gigabytes."""
    blocks = []
    for sentence in sentences:
        rows = [
            "\t".join((str(i), word.text, "_", word.upos, "_", "_", str(i - 1), "dep" if i > 1 else "root", "_", "_"))
            for i, word in enumerate(sentence, 1)
        ]
        blocks.append("\n".join(rows) + "\n")
    return "\n".join(blocks) + "\n"


def entity_document(sentences: Sequence[Tagged]) -> list[list[dict[str, str]]]:
    """stanza's JSON form of tagged sentences."""
    return [[{"text": token, "ner": tag} for token, tag in sentence] for sentence in sentences]
