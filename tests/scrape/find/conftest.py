"""A site to find articles on, and the way to the helpers of these tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# pytest runs in importlib mode: test folders are not on the path
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from site_server import Site  # noqa: E402 - found by the line above


@pytest.fixture(scope="session")
def big_site() -> Iterator[Site]:
    """500 articles, four ways to find them. Shared by tests: leave it as it is."""
    with Site(articles=500) as site:
        yield site
