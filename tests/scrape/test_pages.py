"""Saved pages in the markup that themes really produce, each with what must come out of it beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inovasi.scrape.decode import decode, html_charset
from inovasi.scrape.page import Page, read_page

PAGES = sorted(Path(__file__).with_name("pages").glob("*.html"))


def read(path: Path) -> Page:
    data = path.read_bytes()
    return read_page(decode(data, path.name, html_charset(data)), path.name)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page(path: Path) -> None:
    """Title, date and address exact; every list item a line of its own, in order; no noise; the body whole."""
    want = json.loads(path.with_suffix(".json").read_text("utf-8"))
    page = read(path)
    lines = page.text.split("\n")
    assert [page.title, page.published, page.url, page.site] == [want[k] for k in ("title", "published", "url", "site")]
    assert [line for line in lines if line in want["items"]] == want["items"]
    assert [phrase for phrase in want["absent"] if phrase in page.text] == []
    assert lines[0] == want["first"]
    assert lines[-1] == want.get("last", lines[-1])
    assert all(line == line.strip() and line for line in lines)


def test_there_are_enough_pages() -> None:
    assert len(PAGES) >= 12
