"""Seconds for texts of 100 KB and 1 MB that a careless rule reads in quadratic time, and words a second on the corpus.

    python benchmarks/growth.py

One process, the whole pipeline. Compare the ratios, not the seconds: a ratio near 10 is linear.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import inovasi
from inovasi.gold import read_gold

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "nlp"))

from growth_texts import GROWING  # noqa: E402 - the tests' texts, found beside this folder


def main() -> None:
    started = time.perf_counter()
    nlp = inovasi.load()
    nlp("Dinas Kesehatan Kota Tegal meluncurkan inovasi SIKOPI (Sistem Kontrol Perizinan).")
    print(f"load and first text   {time.perf_counter() - started:6.2f} s")
    texts = [gold.article.text for gold in read_gold(ROOT / "corpora" / "gold")] * 3
    words = sum(len(text.split()) for text in texts)
    started = time.perf_counter()
    for text in texts:
        nlp(text)
    print(f"corpus, all relevant  {words / (time.perf_counter() - started):6.0f} words/s")
    print(f"{'text':24s} {'100 KB':>8s} {'1 MB':>8s} {'ratio':>6s}")
    for name, make in GROWING.items():
        seconds = []
        for size in (100_000, 1_000_000):
            text = make(size)
            started = time.perf_counter()
            nlp(text)
            seconds.append(time.perf_counter() - started)
        print(f"{name:24s} {seconds[0]:8.2f} {seconds[1]:8.2f} {seconds[1] / seconds[0]:6.1f}", flush=True)


if __name__ == "__main__":
    main()
