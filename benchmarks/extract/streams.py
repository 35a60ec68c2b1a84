"""The articles that speed is measured on: which, in which order, and how many words.

Order and choice rest on checksums of ids, so the same folders give the same streams. A stream is cut into as many
slices as there are runs: no run sees a text twice, so nobody gains from remembering the last one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
BLOCK = 10  # one relevant article in so many
ARTICLE_WORDS = 200  # about the mean of the annotated articles


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a stream; ``relevant``: from a folder of annotated articles about innovations."""

    id: str
    text: str
    relevant: bool
    title: str | None = None


def count_words(text: str) -> int:
    """Words as everybody's words/s counts them: split at white space."""
    return len(text.split())


def shuffled(texts: Iterable[Text]) -> list[Text]:
    """The texts in an order that has nothing to do with their content or source."""
    return sorted(texts, key=lambda t: _checksum(t.id))


def one_in_ten(relevant: Sequence[Text], ordinary: Sequence[Text]) -> list[Text]:
    """Blocks of ten with one relevant text each, at a place that changes; as many blocks as both sides allow."""
    stream: list[Text] = []
    for index in range(min(len(relevant), len(ordinary) // (BLOCK - 1))):
        block = list(ordinary[index * (BLOCK - 1) : (index + 1) * (BLOCK - 1)])
        block.insert(int(_checksum(relevant[index].id), 16) % BLOCK, relevant[index])
        stream += block
    return stream


def slices(stream: Sequence[T], runs: int, block: int = 1) -> list[list[T]]:
    """``runs`` slices with the same number of whole blocks each; what is left over is dropped."""
    size = len(stream) // block // runs * block
    return [list(stream[i * size : (i + 1) * size]) for i in range(runs)]


def joined(name: str, sentences: Iterable[str], size: int = ARTICLE_WORDS) -> Iterator[Text]:
    """Ordinary texts of about ``size`` words, from consecutive sentences; the last one may be shorter."""
    parts: list[str] = []
    number = words = 0
    for sentence in sentences:
        parts.append(sentence)
        words += count_words(sentence)
        if words >= size:
            yield Text(f"{name}-{number}", _paragraphs(parts), relevant=False)
            parts, number, words = [], number + 1, 0
    if parts:
        yield Text(f"{name}-{number}", _paragraphs(parts), relevant=False)


def treebank_sentences(path: Path) -> Iterator[str]:
    """The sentences of a CoNLL-U file, as its comments give them."""
    mark = "# text = "
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(mark):
            yield line.removeprefix(mark)


def read_ordinary(path: Path) -> Iterator[Text]:
    """The articles of a file with one JSON object (id, title, text) a line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            document = json.loads(line)
            yield Text(document["id"], document["text"], relevant=False, title=document["title"])


def _paragraphs(sentences: Sequence[str]) -> str:
    return "\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
