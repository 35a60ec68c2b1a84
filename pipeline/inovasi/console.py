"""What every command of the command line shares: exit codes, the log of issues, progress, one line on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import TypeVar

from inovasi.text import collapse
from inovasi.types import Issue

T = TypeVar("T")


class Exit(IntEnum):
    """Exit codes, as the help lists them; the last two are 128 plus the signal, as shells expect."""

    OK = 0
    FAILED = 1
    USAGE = 2
    PARTIAL = 3
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class Log:
    """Prints each issue on standard error and remembers them all."""

    def __init__(self) -> None:
        self.issues: list[Issue] = []

    def __call__(self, issue: Issue) -> None:
        self.issues.append(issue)
        kind = "" if issue.fatal else "note: "
        say(collapse(f"{kind}{issue.input}: {issue.reason}. {issue.advice}"))  # one line, whatever a library said

    @property
    def exit(self) -> Exit:
        """PARTIAL when an input was lost; a mere note changes nothing."""
        return Exit.PARTIAL if any(issue.fatal for issue in self.issues) else Exit.OK


def progress(results: Iterable[T], unit: str = "articles") -> Iterator[T]:
    """A progress bar on standard error, where a person watches it."""
    if not sys.stderr.isatty():
        yield from results
        return
    from tqdm import tqdm

    yield from tqdm(results, unit=f" {unit}", leave=False)


@contextmanager
def steps(unit: str) -> Iterator[Callable[[str], None]]:
    """A bar that moves on with each call, and shows what it is called with."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from tqdm import tqdm

    with tqdm(unit=f" {unit}", leave=False) as bar:

        def step(name: str) -> None:
            bar.set_postfix_str(name, refresh=False)
            bar.update()

        yield step


def say(text: str) -> None:
    """One line on standard error; a progress bar that stands there moves on below it."""
    if sys.stderr.isatty():
        from tqdm import tqdm

        tqdm.write(f"inovasi: {text}", file=sys.stderr)
    else:
        print(f"inovasi: {text}", file=sys.stderr)


def utf8_output() -> None:
    """The same bytes in every locale and on every system: our output is data. What UTF-8 cannot hold is escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a test may have put a plain buffer there
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
