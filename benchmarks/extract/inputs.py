"""Where the benchmark's texts are, and the streams made of them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks.extract.entities import read_sentences
from benchmarks.extract.figures import ALL_RELEVANT, ONE_IN_TEN, known_to
from benchmarks.extract.streams import (
    BLOCK,
    Text,
    count_words,
    joined,
    one_in_ten,
    read_ordinary,
    shuffled,
    slices,
    treebank_sentences,
)
from inovasi.gold import read_gold

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
CORPORA = ROOT / "corpora"
NER = SHARED / "data" / "ner"
ENTITY_TEST = NER / "idner_test.txt"
STANZA = ROOT / "tests" / "data" / "stanza"
RUNS = 3
WARM_UP = 20  # relevant articles that stand in no stream


@dataclass(frozen=True, slots=True)
class Streams:
    """The texts of each slice of each stream, and those to warm up with."""

    warm_up: list[Text]
    slices: dict[str, list[list[Text]]]

    def sizes(self) -> Iterator[str]:
        """One line a stream."""
        for name, parts in self.slices.items():
            texts = list(chain.from_iterable(parts))
            words = sum(count_words(text.text) for text in texts)
            yield f"stream “{name}”: {len(texts)} articles, {words:,} words, in {len(parts)} slices"


def relative(folder: Path) -> str:
    return os.path.relpath(folder, ROOT)


def gold_folders(extra: Sequence[Path]) -> list[Path]:
    """Annotated articles to judge quality on: the project's, the ones beside the checkout, and the user's."""
    usual = [CORPORA / "heldout", SHARED / "gold", CORPORA / "training", CORPORA / "gold"]
    return [*extra, *(folder for folder in usual if folder.is_dir())]


def notes(folders: Sequence[Path]) -> dict[str, str]:
    """For each folder, by its path from the root, what in inovasi was made with its articles in view."""
    model: Mapping[str, Any] = json.loads((ROOT / "models" / "names.json").read_text(encoding="utf-8"))
    learned = model["inputs"]["articles"]
    return {relative(f): known_to([gold.article.id for gold in read_gold(f)], learned) for f in folders}


def streams(part: int = 1) -> Streams:
    """The same for the same folders. ``part``: 10 takes a tenth of them."""
    relevant, ordinary = shuffled(_relevant()), shuffled(_ordinary())
    warm_up, relevant = relevant[:WARM_UP], relevant[WARM_UP::part]
    mixed = one_in_ten(relevant, ordinary[::part])
    return Streams(warm_up, {ALL_RELEVANT: slices(relevant, RUNS), ONE_IN_TEN: slices(mixed, RUNS, BLOCK)})


def _relevant() -> Iterator[Text]:
    for folder in (CORPORA / "gold", CORPORA / "training", SHARED / "gold"):
        if folder.is_dir():
            articles = (gold.article for gold in read_gold(folder))
            yield from (Text(a.id, a.text, relevant=True, title=a.title) for a in articles)


def _ordinary() -> Iterator[Text]:
    """Ordinary news: the project's own, and where there is ../shared, sentences of news put together."""
    if (CORPORA / "ordinary.jsonl").is_file():
        yield from read_ordinary(CORPORA / "ordinary.jsonl")
    for path in sorted(NER.glob("idner_*.txt")):
        yield from joined(path.stem, (sentence.text for sentence in read_sentences(path)))
    for path in sorted((SHARED / "data" / "ud").glob("*.conllu")):
        yield from joined(path.stem, treebank_sentences(path))
