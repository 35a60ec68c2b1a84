"""What reading a saved page costs and yields, beside trafilatura alone.

    python -m benchmarks.pages

One process, one core. The pages are those of tests/scrape/pages, decoded beforehand. Every reader reads all of them in
turn, round after round, so that a slow moment of the machine hits all alike; the best round of each counts. ``ours``
gives title, dates, author, outlet, section and lists besides; trafilatura gives text only (``fast`` is its quick mode).
Bodies are compared by F1 over every three words in a row, on the pages that come with a body.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trafilatura

from inovasi.errors import UnreadableInput
from inovasi.scrape.article.page import read_page
from inovasi.scrape.decode import decode, html_charset

PAGES = Path(__file__).parents[1] / "tests" / "scrape" / "pages"
ROUNDS = 9

Read = Callable[[str], str]


@dataclass(frozen=True)
class Saved:
    """One page and what must come out of it."""

    html: str
    want: dict[str, Any]


def main() -> None:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    pages = [saved(path) for path in sorted(PAGES.glob("*.html"))]
    size = sum(len(page.html) for page in pages) / len(pages)
    print(f"{len(pages)} pages, {size:,.0f} characters each on average")
    readers: dict[str, Read] = {
        "ours": ours,
        "trafilatura, fast": lambda html: trafilatura.extract(html, fast=True) or "",
        "trafilatura": lambda html: trafilatura.extract(html) or "",
    }
    speed = pages_a_second(readers, pages)
    print(f"{'reader':20s} {'pages/s':>9s} {'of fast':>9s} {'body F1':>9s} {'list items kept':>18s}")
    for name, read in readers.items():
        body, kept, items = quality(read, pages)
        share = speed[name] / speed["trafilatura, fast"]
        print(f"{name:20s} {speed[name]:9.1f} {share:9.2f} {body:9.4f} {f'{kept} of {items}':>18s}")


def saved(path: Path) -> Saved:
    data = path.read_bytes()
    html = decode(data, path.name, html_charset(data)).replace("\x00", "")
    return Saved(html, json.loads(path.with_suffix(".json").read_text("utf-8")))


def ours(html: str) -> str:
    try:
        return read_page(html, "page").text
    except UnreadableInput:
        return ""


def pages_a_second(readers: dict[str, Read], pages: list[Saved]) -> dict[str, float]:
    """The best of several rounds for each reader."""
    best = dict.fromkeys(readers, float("inf"))
    for _ in range(ROUNDS):
        for name, read in readers.items():
            start = time.perf_counter()
            for page in pages:
                read(page.html)
            best[name] = min(best[name], time.perf_counter() - start)
    return {name: len(pages) / seconds for name, seconds in best.items()}


def quality(read: Read, pages: list[Saved]) -> tuple[float, int, int]:
    """Mean F1 of the bodies, list items that stand on lines of their own (whatever their mark), and all items."""
    scores: list[float] = []
    kept = items = 0
    for page in pages:
        lines = read(page.html).split("\n")
        if "body" in page.want:
            scores.append(overlap(lines, page.want["body"]))
        plain = {unmarked(line) for line in lines}
        items += len(page.want["items"])
        kept += sum(unmarked(item) in plain for item in page.want["items"])
    return sum(scores) / max(1, len(scores)), kept, items


def unmarked(line: str) -> str:
    return re.sub(r"^(?:[-•*]|\w{1,4}[.)])\s+|[|\s]+", " ", line).strip()


def overlap(found: list[str], wanted: list[str]) -> float:
    left, right = shingles(found), shingles(wanted)
    return 2 * sum((left & right).values()) / max(1, sum(left.values()) + sum(right.values()))


def shingles(lines: list[str]) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", " ".join(lines).casefold())
    return Counter(zip(words, words[1:], words[2:], strict=False))


if __name__ == "__main__":
    main()
