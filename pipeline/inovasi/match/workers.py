"""Independent pieces of work, in this process or in several. What comes out never depends on how many."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from inovasi.errors import MatchingFailed
from inovasi.processes import start_worker, worker_context

_AHEAD = 2  # pieces under way per worker: enough that none waits, few enough to stay small in memory

Task = TypeVar("Task")
Result = TypeVar("Result")


class Workers:
    """A pool of ``count`` processes; with one, everything happens in this process. Use it as a context."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool = (
            ProcessPoolExecutor(count, mp_context=worker_context(["inovasi.match.linkage"]), initializer=start_worker)
            if count > 1
            else None
        )

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
