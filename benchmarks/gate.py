"""What the relevance gate is worth: what it keeps of annotated articles and turns away of other texts, words a second.

    python benchmarks/gate.py

One process, no pipeline. Annotated articles are those of corpora/ and, where it exists, of ../shared; other texts are
corpora/ordinary.jsonl and sentences of ../shared/data joined to the length of an article. Seconds are those of the CPU.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from inovasi.gold import GoldArticle, read_gold
from inovasi.nlp.gate import may_matter

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
GOLD = ("corpora/gold", "corpora/training", "corpora/heldout", "../shared/gold", "../shared/seeds")
WORDS = 250  # of a text that is joined from sentences
ROUNDS = 5

Text = tuple[str, str]


def main() -> None:
    print(f"{'annotated articles':34s} {'innovations kept':>18s} {'articles with':>15s} {'without any':>12s}")
    for folder in GOLD:
        if (ROOT / folder).is_dir():
            print(kept(folder, read_gold(ROOT / folder)))
    print(f"\n{'other texts':34s} {'passed':>18s}")
    ordinary = dict(read_ordinary())
    for half in (0, 1):
        name = f"corpora/ordinary.jsonl, {'held-out' if half else 'first'} half"
        print(passed(name, [text for key, text in ordinary.items() if half_of(key) == half]))
    for name, lines in shared_sentences():
        print(passed(name, list(joined(lines))))
    print(f"\n{words_a_second(list(ordinary.values())):,.0f} words/s on corpora/ordinary.jsonl")


def kept(name: str, golds: Iterable[GoldArticle]) -> str:
    """One line: of the innovations, of the articles that name one and of those that name none, how many pass."""
    shares = [[0, 0], [0, 0], [0, 0]]
    for gold in golds:
        passes = may_matter(gold.article.title, gold.article.text)
        innovations = sum(not i.doubtful for i in gold.annotations.innovations)
        for share, number in zip(shares, (innovations, innovations > 0, innovations == 0), strict=True):
            share[0] += number * passes
            share[1] += number
    cells = [f"{some}/{of}" for some, of in shares]
    return f"{name:34s} {cells[0]:>18s} {cells[1]:>15s} {cells[2]:>12s}"


def passed(name: str, texts: list[Text]) -> str:
    some = sum(may_matter(title, text) for title, text in texts)
    return f"{name:34s} {f'{some}/{len(texts)}':>18s} {some / len(texts):8.3f}"


def read_ordinary() -> Iterator[tuple[str, Text]]:
    """Id, and title with text, of each article about something else."""
    for line in (ROOT / "corpora" / "ordinary.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        yield article["id"], (article["title"], article["text"])


def half_of(key: str) -> int:
    """0: the gate's words were chosen while looking at it; 1: for measuring (corpora/README.md says how far)."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2


def shared_sentences() -> Iterator[tuple[str, list[str]]]:
    """Name and sentences of each data set in ../shared/data, where that folder exists."""
    for path in sorted(SHARED.glob("data/ner/idner_*.txt")):
        blocks = path.read_text(encoding="utf-8").split("\n\n")
        yield path.stem, [" ".join(line.split()[0] for line in block.splitlines() if line.strip()) for block in blocks]
    for path in sorted(SHARED.glob("data/ud/*.conllu")):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield path.stem, [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]


def joined(sentences: Iterable[str]) -> Iterator[Text]:
    """Texts of about WORDS words, without title; what is left at the end is dropped."""
    text: list[str] = []
    for sentence in sentences:
        text.append(sentence)
        if sum(len(part.split()) for part in text) >= WORDS:
            yield "", "\n".join(text)
            text = []


def words_a_second(texts: list[Text]) -> float:
    words = sum(len(text.split()) for _, text in texts)
    seconds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for title, text in texts:
            may_matter(title, text)
        seconds.append(time.process_time() - started)
    return words / min(seconds)


if __name__ == "__main__":
    main()
