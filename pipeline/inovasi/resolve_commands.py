"""The command ``resolve``: printing and exit codes; nothing else."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from inovasi.arguments import weights_of
from inovasi.console import Exit, Log, progress, say
from inovasi.errors import UsageError

if TYPE_CHECKING:
    from inovasi.lists.headers import Layout
    from inovasi.lists.read import Record
    from inovasi.lists.resolving import Resolved
    from inovasi.types import Issue

_SHOWN = 20  # issues that standard error shows before it only counts them


def resolve(options: argparse.Namespace) -> Exit:
    """``inovasi resolve``"""
    from inovasi.lists.resolving import MENTION_COLUMNS, Watch, resolve_list
    from inovasi.lists.write import write

    _check(options)
    weights = weights_of(options)
    log = _Sparing()
    try:
        found = resolve_list(options.file, Watch(log, _say_layout, _progress), options.against, weights)
        write(options.output, list(found.mentions()), MENTION_COLUMNS, raw=("mention_id",))
        pairs = list(found.pairs())
        if options.pairs is not None:
            write(options.pairs, pairs, ())
        say(_summary(found, len(pairs)))
        if options.against is not None:
            _report(found, options.coverage)
    finally:
        log.close(options.issues)
    return log.exit


def _check(options: argparse.Namespace) -> None:
    """Refuse what cannot end well before any work is done."""
    from inovasi.lists.write import STDOUT, check_target, format_of

    if options.coverage is not None and options.against is None:
        raise UsageError("--coverage", "there is nothing to compare the list with", "Name a registry: --against DIR.")
    format_of(options.output)
    if options.pairs is not None:
        format_of(options.pairs, ("jsonl",))  # reasons are lists of objects
    if options.coverage is not None:
        format_of(options.coverage)
    written = [options.output, options.pairs, options.coverage, options.issues]
    files = [str(target) for target in written if target is not None and str(target) != STDOUT]
    for target in files:
        check_target(target)
    taken = [Path(target).resolve() for target in (*files, options.file) if target != STDOUT]
    if options.against is not None:
        taken.append(options.against.resolve())
    if len({*taken}) < len(taken):
        raise UsageError(", ".join(files), "one file for two things", "Give each output a file of its own.")


def _progress(records: Iterable[Record]) -> Iterator[Record]:
    return progress(records, "rows")


def _say_layout(layout: Layout) -> None:
    say(f"columns: {layout}")


def _summary(found: Resolved, pairs: int) -> str:
    ids = {found.links.ids[key] for key in found.keys if key is not None}
    nameless = sum(key is None for key in found.keys)
    lost = f" ({nameless:,d} without a name)" if nameless else ""
    return f"{len(found.rows):,d} mentions{lost}, {len(ids):,d} innovations, {pairs:,d} pairs for a person to look at"


def _report(found: Resolved, target: str | None) -> None:
    from inovasi.lists.coverage import summary
    from inovasi.lists.resolving import COVERAGE_COLUMNS
    from inovasi.lists.write import write
    from inovasi.output import plain

    covered = found.coverage()
    if target is not None:
        write(target, [plain(one) for one in covered], COVERAGE_COLUMNS, raw=("mention_ids",))
    for line in summary(covered):
        say(line)


class _Sparing:
    """A log that shows the first issues only: a list may have one mistake in every row. It remembers them all."""

    def __init__(self) -> None:
        self._log = Log()
        self._silent = 0

    def __call__(self, issue: Issue) -> None:
        if len(self._log.issues) < _SHOWN:
            self._log(issue)
        else:
            self._log.issues.append(issue)
            self._silent += 1

    @property
    def exit(self) -> Exit:
        return self._log.exit

    def close(self, target: Path | None) -> None:
        """Say how many were not shown, and write all of them where they are wanted."""
        from inovasi.output import issue_line, writing

        if self._silent:
            say(f"{self._silent:,d} more like these; --issues FILE has them all")
        if target is not None:
            with writing(target) as file:
                file.writelines(issue_line(issue) + "\n" for issue in self._log.issues)
