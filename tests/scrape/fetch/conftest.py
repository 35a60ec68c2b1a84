"""Servers and a clock for the tests of fetching. The helpers lie beside them; see tests/match/conftest.py for why."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from fetching import Answer, FakeClock, Net, Server

from inovasi.types import CrawlSettings


@pytest.fixture
def clock() -> FakeClock:
    """A clock that only the code under test moves, by sleeping."""
    return FakeClock()


@pytest.fixture
def serve() -> Iterator[Callable[[Mapping[str, Answer]], Server]]:
    """Starts servers on 127.0.0.1 that answer paths as told; stops them after the test."""
    running: list[Server] = []

    def start(answers: Mapping[str, Answer]) -> Server:
        running.append(Server(answers))
        return running[-1]

    yield start
    for server in running:
        server.close()


@pytest.fixture
def net(clock: FakeClock) -> Iterator[Callable[[CrawlSettings], Net]]:
    """Builds all that fetches, with given settings and the fake clock for waits."""
    built: list[Net] = []

    def build(settings: CrawlSettings) -> Net:
        built.append(Net(settings, clock))
        return built[-1]

    yield build
    for it in built:
        it.transport.close()
