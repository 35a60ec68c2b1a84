"""A site that serves, and the settings to crawl it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[1] / "scrape")]

Configure = Callable[..., Path]


@pytest.fixture
def configure(tmp_path: Path) -> Configure:
    """Write inovasi.toml for sites at ``urls``; ``lines`` go into each source, ``scrape`` into the settings."""

    def write(*urls: str, lines: str = "keywords = []", scrape: str = "") -> Path:
        path = tmp_path / "inovasi.toml"
        text = f'[scrape]\ncontact = "you@example.org"\nallow_private = true\n{scrape}\n'
        for number, url in enumerate(urls, start=1):
            text += f'\n[[sources]]\nname = "site-{number}"\nurl = "{url}"\n{lines}\n'
        path.write_text(text, encoding="utf-8")
        return path

    return write
