"""Independent pieces of work, in this process or in several. What comes out never depends on how many."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from typing import TypeVar

from inovasi.errors import MatchingFailed

_AHEAD = 2  # pieces under way per worker: enough that none waits, few enough to stay small in memory

Task = TypeVar("Task")
Result = TypeVar("Result")


class Workers:
    """A pool of ``count`` processes; with one, everything happens in this process. Use it as a context."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool = ProcessPoolExecutor(count, mp_context=_context(), initializer=_start) if count > 1 else None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def map(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The result of each task, in their order. Raises MatchingFailed when a process dies."""
        if self._pool is None:
            yield from map(work, tasks)
            return
        under_way: deque[Future[Result]] = deque()
        try:
            for task in tasks:
                under_way.append(self._pool.submit(work, task))
                if len(under_way) > self._count * _AHEAD:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        except BrokenProcessPool as error:
            reason = "a worker process died; most often the machine ran out of memory"
            raise MatchingFailed("matching", reason, "Run again with fewer processes: --workers 1.") from error


def _context() -> BaseContext:
    """Fork from a clean server where the system can; a fork of this process may deadlock."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["inovasi.match.linkage"])
    return context


def _start() -> None:
    """Make the worker end with its parent: at once and silently on Ctrl-C, and also when the parent is killed."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
