"""The command ``resolve``: printing and exit codes; nothing else."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from inovasi.arguments import weights_of, workers
from inovasi.console import Exit, Log, progress, say
from inovasi.errors import UsageError
from inovasi.processes import no_garbage
from inovasi.settings import available_cpus

if TYPE_CHECKING:
    from inovasi.lists.growing import Growth
    from inovasi.lists.headers import Layout
    from inovasi.lists.read import Record
    from inovasi.lists.resolving import Resolved
    from inovasi.types import Issue

_SHOWN = 20  # issues that standard error shows before it only counts them


def resolve(options: argparse.Namespace) -> Exit:
    """``inovasi resolve``"""
    _check(options)
    processes = workers(options) or available_cpus()
    log = _Sparing(options.issues)
    try:
        with no_garbage():
            _resolve(options, processes, log)
    finally:
        log.close()
    return log.exit


def _resolve(options: argparse.Namespace, processes: int, log: _Sparing) -> None:
    from inovasi.lists.resolving import MENTION_COLUMNS, How, Watch, resolve_list
    from inovasi.lists.write import write

    how = How(processes, weights_of(options))
    watch = Watch(log, _say_layout, _progress, say)
    found = resolve_list(options.file, watch, against=options.against, index=options.index, how=how)
    write(options.output, found.mentions(), MENTION_COLUMNS, raw=("mention_id",))
    if options.pairs is not None:
        write(options.pairs, found.pairs(), ())
    say(_summary(found))
    if found.growth is not None:
        for line in _grown(found.growth):
            say(line)
    if options.against is not None:
        _report(found, options.coverage)


def _check(options: argparse.Namespace) -> None:
    """Refuse what cannot end well before any work is done."""
    from inovasi.lists.write import STDOUT, check_target, format_of

    if options.index is not None and options.against is not None:
        reason = "a registry and an index cannot both give the ids"
        raise UsageError("--index", reason, "Leave --index or --against out.")
    if options.coverage is not None and options.against is None:
        raise UsageError("--coverage", "there is nothing to compare the list with", "Name a registry: --against DIR.")
    format_of(options.output)
    if options.pairs is not None:
        format_of(options.pairs, ("jsonl",))  # reasons are lists of objects
    if options.coverage is not None:
        format_of(options.coverage)
    written = [options.output, options.pairs, options.coverage, options.issues, options.index]
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


def _summary(found: Resolved) -> str:
    rows, named = len(found.listed.mention_ids), len(found.listed.entries)
    lost = f" ({rows - named:,d} without a name)" if named < rows else ""
    ids, pairs = {*found.links.ids[:named]}, len(found.uncertain.score)
    return f"{rows:,d} mentions{lost}, {len(ids):,d} innovations, {pairs:,d} pairs for a person to look at"


def _grown(growth: Growth) -> Iterator[str]:
    yield (
        f"{growth.new:,d} rows are new, {growth.there:,d} were in the index already; "
        f"{growth.founded:,d} innovations are new, {len(growth.merged):,d} are one with another now"
    )
    if growth.crowded or growth.contested:
        yield (
            f"of the new rows, {growth.crowded:,d} are like more rows than can all be compared, and "
            f"{growth.contested:,d} are like rows of two innovations: linking all rows anew may place them elsewhere"
        )


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
    """A log that shows the first issues only: a list may have one mistake in every row. All go to ``target``."""

    def __init__(self, target: Path | None) -> None:
        self._target = target
        self._shown = Log()
        self._all: list[Issue] = []
        self._silent = 0
        self._lost = False

    def __call__(self, issue: Issue) -> None:
        self._lost |= issue.fatal
        if self._target is not None:
            self._all.append(issue)
        if len(self._shown.issues) < _SHOWN:
            self._shown(issue)
        else:
            self._silent += 1

    @property
    def exit(self) -> Exit:
        return Exit.PARTIAL if self._lost else Exit.OK

    def close(self) -> None:
        """Say how many were not shown, and write all of them where they are wanted."""
        from inovasi.output import issue_line, writing

        if self._silent:
            say(f"{self._silent:,d} more like these; --issues FILE has them all")
        if self._target is not None:
            with writing(self._target) as file:
                file.writelines(issue_line(issue) + "\n" for issue in self._all)
