"""Saved pages in the markup that themes really produce, each with what must come out of it beside it."""

from __future__ import annotations

import json
import logging
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import trafilatura

from inovasi.scrape.article.page import Page, read_page
from inovasi.scrape.decode import decode, html_charset

PAGES = sorted(Path(__file__).with_name("pages").glob("*.html"))
FACTS = ("title", "published", "url", "published_at", "modified_at", "author", "section")
# Floors of the whole; each page has its own below.
BODY, EXACT = 0.97, 0.95


@dataclass(frozen=True)
class Saved:
    """One saved page: what is wanted, what we read, and the lines that trafilatura alone gives."""

    name: str
    want: dict[str, Any]
    page: Page
    peer: list[str]

    @property
    def lines(self) -> list[str]:
        return self.page.text.split("\n")

    def exact(self, fact: str) -> bool:
        return bool(getattr(self.page, fact) == self.want.get(fact))


@cache
def saved(path: Path) -> Saved:
    data = path.read_bytes()
    html = decode(data, path.name, html_charset(data)).replace("\x00", "")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    peer = trafilatura.extract(html, fast=True) or ""
    return Saved(path.stem, json.loads(path.with_suffix(".json").read_text("utf-8")), read_page(html, path.name),
                 peer.split("\n"))  # fmt: skip


def shingles(lines: list[str]) -> Counter[tuple[str, ...]]:
    """Every three words in a row."""
    words = re.findall(r"\w+", " ".join(lines).casefold())
    return Counter(zip(words, words[1:], words[2:], strict=False))


def overlap(found: list[str], wanted: list[str]) -> float:
    """F1 of the word shingles of two texts."""
    left, right = shingles(found), shingles(wanted)
    return 2 * sum((left & right).values()) / max(1, sum(left.values()) + sum(right.values()))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page(path: Path) -> None:
    """Title, date and address exact; every list item a line of its own, in order; no noise; the body whole."""
    case = saved(path)
    want, page, lines = case.want, case.page, case.lines
    assert [page.title, page.published, page.url] == [want[fact] for fact in ("title", "published", "url")]
    assert [line for line in lines if line in want["items"]] == want["items"]
    assert [phrase for phrase in want["absent"] if phrase in page.text] == []
    assert all(line == line.strip() and line for line in lines)
    assert lines[0] == want.get("first", lines[0])
    assert lines[-1] == want.get("last", lines[-1])
    assert page.outlet == want["site"] or want["site"] is None
    if "body" in want:
        ours = overlap(lines, want["body"])
        assert ours >= BODY
        assert ours >= overlap(case.peer, want["body"])
        told = {fact: getattr(page, fact) for fact in ("published_at", "modified_at", "author", "section")}
        assert told == {fact: want[fact] for fact in told}


def test_the_pages_as_a_whole() -> None:
    """Bodies, lists, titles and dates over all pages; bodies better than trafilatura's, in the same run."""
    cases = [saved(path) for path in PAGES]
    whole = [case for case in cases if "body" in case.want]
    ours = sum(overlap(case.lines, case.want["body"]) for case in whole) / len(whole)
    peer = sum(overlap(case.peer, case.want["body"]) for case in whole) / len(whole)
    assert ours >= max(BODY, peer)
    assert [case.name for case in cases if not set(case.want["items"]) <= set(case.lines)] == []
    for fact in ("title", "published"):
        assert sum(case.exact(fact) for case in cases) >= EXACT * len(cases)
    for fact in FACTS:
        assert sum(case.exact(fact) for case in whole) >= EXACT * len(whole)


def test_there_are_enough_pages() -> None:
    assert len(PAGES) >= 80
    assert sum("body" in saved(path).want for path in PAGES) >= 60


@pytest.mark.parametrize("path", [path for path in PAGES if "body" in saved(path).want], ids=lambda path: path.stem)
def test_a_page_without_names_is_read_by_where_its_sentences_stand(path: Path) -> None:
    """A theme that nobody has seen: without classes, ids and microdata most of the body is still found."""
    case = saved(path)
    html = decode(data := path.read_bytes(), path.name, html_charset(data)).replace("\x00", "")
    bare = re.sub(r"""\s(?:class|id|itemprop|itemtype)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", "", html)
    page = read_page(bare, path.name)
    assert overlap(page.text.split("\n"), case.want["body"]) >= 0.75
    assert set(case.want["items"]) <= set(page.text.split("\n"))
