"""Texts that a careless rule reads in quadratic time, at one size and at ten times that size.

    python -m benchmarks.extract.growth

prints the seconds for all of them, in the environment of the project; the benchmark takes those of ``named_texts``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from inovasi.engine import extract_all
from inovasi.gold import read_gold
from inovasi.types import Article, Issue, Reader

ROOT = Path(__file__).resolve().parents[2]
SIZES = (100_000, 1_000_000)  # characters
ORDINARY = "articles, end to end"
ITEM = "{0:05}. Sikep{0:05} – Dinas Sosial Kabupaten Brebes\n"  # 50 characters: 20,000 of them in the larger text

Maker = Callable[[int], str]


def named_texts() -> dict[str, Maker]:
    """Makers of the texts of the requirement, by name: size in characters to text."""
    corpus = "\n\n".join(gold.article.text for gold in read_gold(ROOT / "corpora" / "gold")) + "\n\n"
    return {
        ORDINARY: _repeat(corpus),
        "((((((": _repeat("("),
        "A A A A A": _repeat("A "),
        "one endless line": _repeat(corpus.replace("\n", " ")),
        "a list of 20,000 items": lambda size: "".join(ITEM.format(i) for i in range(size // 50)),
    }


def all_texts() -> dict[str, Maker]:
    """Those, and the ones that the tests count calls on."""
    sys.path.insert(0, str(ROOT / "tests" / "nlp"))
    from growth_texts import GROWING

    more: dict[str, Maker] = GROWING
    return named_texts() | more


def seconds(text: str, reader: Reader) -> float:
    """Processor seconds to read ``text``; the gate is off, or it might leave the text out."""
    started = time.process_time()
    for _ in extract_all([Article("growth", text)], 1, _refuse, reader):
        pass
    return time.process_time() - started


def _repeat(unit: str) -> Maker:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _refuse(issue: Issue) -> None:
    raise RuntimeError(f"{issue.input}: {issue.reason}")


def measure(texts: dict[str, Maker]) -> Iterator[tuple[str, tuple[float, float]]]:
    """Name and seconds at both sizes; what is loaded once is loaded before."""
    reader = Reader(gate=False)
    seconds(texts[ORDINARY](SIZES[0] // 10), reader)
    for name, make in texts.items():
        yield name, (seconds(make(SIZES[0]), reader), seconds(make(SIZES[1]), reader))


def main() -> None:
    print(f"{'text':24s} {'100 KB':>8s} {'1 MB':>8s} {'ratio':>6s}")
    for name, (small, large) in measure(all_texts()):
        print(f"{name:24s} {small:8.2f} {large:8.2f} {large / small:6.1f}", flush=True)


if __name__ == "__main__":
    main()
