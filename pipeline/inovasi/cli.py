"""The command line: arguments, printing, exit codes; nothing else.

Results go to standard output, everything else to standard error. The stages are imported inside the commands: they
bring spaCy and pandas along, and ``inovasi --help`` needs neither.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from inovasi.arguments import make_parser, reader, weights_of, workers
from inovasi.console import Exit, Log, progress, say, utf8_output
from inovasi.crawl_commands import add_source, list_sources, scrape, test_source
from inovasi.errors import InovasiError, UnreadableInput, UsageError
from inovasi.resolve_commands import resolve
from inovasi.review_commands import merge, review, split, undo
from inovasi.train_commands import train_matching

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from typing import TextIO

    from inovasi.refresh import Inputs, Refreshed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line ``arguments`` (those of this process by default) and return the exit code."""
    utf8_output()
    options = make_parser(COMMANDS).parse_args(arguments)
    command: Callable[[argparse.Namespace], Exit] = options.command
    try:
        code = command(options)
        sys.stdout.flush()
    except UsageError as error:
        say(str(error))
        return Exit.USAGE
    except InovasiError as error:
        say(str(error))
        return Exit.FAILED
    except KeyboardInterrupt:
        say("interrupted")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output (head, say) has enough. Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.PIPE_CLOSED
    return code


def build(options: argparse.Namespace) -> Exit:
    """``inovasi build``"""
    from inovasi.refresh import Watch, refresh

    log = Log()
    result = refresh(_inputs(options), options.out, workers(options), Watch(log, progress), reader(options))
    print("\n".join(_summary(result)))
    return log.exit


def _inputs(options: argparse.Namespace) -> Inputs:
    """Files and folders, and with ``--from-archive`` the archive that inovasi.toml names."""
    from inovasi.refresh import Inputs

    if not options.from_archive:
        if not options.paths:
            raise UsageError("build", "there is nothing to read", "Give files or folders, or --from-archive.")
        return Inputs(tuple(options.paths), judgements=options.judgements, weights=weights_of(options))
    from inovasi.config import read_config
    from inovasi.scrape.sources import all_sources, check_sources

    config = read_config(options.config)
    sources = check_sources(all_sources(config), str(options.config))
    archive = Path(config.crawl.archive)
    chosen = tuple(options.source)
    return Inputs(tuple(options.paths), archive, sources, chosen, options.judgements, weights_of(options))


def extract(options: argparse.Namespace) -> Exit:
    """``inovasi extract``"""
    from inovasi.output import issue_line, writing

    log = Log()
    per_article = _extracted(options, log) if options.compare is None else _compared(options, log)
    target: AbstractContextManager[TextIO] = nullcontext(sys.stdout)
    if options.output != "-":
        target = writing(Path(options.output))
    count = 0
    try:
        with target as file:
            for lines in progress(per_article):
                file.writelines(line + "\n" for line in lines)
                count += 1
            if not count:  # inside, so that an earlier file stays as it was
                raise UnreadableInput(
                    ", ".join(map(str, options.paths)), "no article could be read", "Check the paths."
                )
    finally:
        if options.issues is not None:
            with writing(options.issues) as file:
                file.writelines(issue_line(issue) + "\n" for issue in log.issues)
    return log.exit


def _extracted(options: argparse.Namespace, log: Log) -> Iterator[list[str]]:
    """The lines of each article: its extraction."""
    from inovasi.engine import extract_all
    from inovasi.output import line
    from inovasi.scrape.inputs import read_articles

    articles = read_articles(options.paths, log)
    for article, extraction in extract_all(articles, workers(options), log, reader(options)):
        yield [line(article, extraction)]


def _compared(options: argparse.Namespace, log: Log) -> Iterator[list[str]]:
    """The lines of each article: where two readers disagree. At the end, a summary on standard error."""
    from inovasi.compare import compare_all, summary
    from inovasi.output import dump, plain
    from inovasi.scrape.inputs import read_articles

    layers: list[str] = []
    count = 0
    articles = read_articles(options.paths, log)
    for _, listed in compare_all(articles, workers(options), log, reader(options), options.compare):
        yield [dump(plain(disagreement)) for disagreement in listed]
        layers += [disagreement.layer for disagreement in listed]
        count += 1
    if count:
        say(summary(layers, count))


def evaluate(options: argparse.Namespace) -> Exit:
    """``inovasi evaluate``"""
    import json

    from inovasi.evaluate import evaluate as compare
    from inovasi.evaluate import predict
    from inovasi.gold import read_gold, read_predictions
    from inovasi.report import as_json, as_lines, error_lines

    log = Log()
    golds = read_gold(options.gold)
    if options.predictions is None:
        found = predict(golds, workers(options), log, reader(options))
    else:
        found = read_predictions(options.predictions)
    report = compare((gold.annotations for gold in golds), found)
    errors = list(error_lines(report, options.layer)) if options.errors else []
    if options.json:
        figures = as_json(report, options.layer)
        print(json.dumps(figures | {"errors": errors} if options.errors else figures, ensure_ascii=False))
    else:
        print("\n".join([*as_lines(report, options.layer), *errors]))
    return log.exit


COMMANDS: dict[str, Callable[[argparse.Namespace], Exit]] = {
    "scrape": scrape,
    "sources list": list_sources,
    "sources test": test_source,
    "sources add": add_source,
    "build": build,
    "extract": extract,
    "evaluate": evaluate,
    "resolve": resolve,
    "review": review,
    "merge": merge,
    "split": split,
    "undo": undo,
    "train-matching": train_matching,
}


def _summary(result: Refreshed) -> Iterator[str]:
    """What a person wants to see after a build."""
    held, written = result.summary, result.written
    other = f" ({result.skipped:,d} about something else, not read further)" if result.skipped else ""
    yield f"{'articles':12s} {held.articles:9,d}{other}"
    if result.copies:
        yield f"{'copies':12s} {result.copies:9,d} (they print what another article had first)"
    for name in ("innovations", "mentions", "agencies", "officials", "regions", "claims", "statements"):
        yield f"{name:12s} {getattr(held, name):9,d}"
    lost = f" ({held.fatal_issues} inputs lost)" if held.fatal_issues else ""
    yield f"{'issues':12s} {held.issues:9,d}{lost}"
    if held.top_regions:
        yield "most innovations in " + ", ".join(f"{name} ({count})" for name, _, count in held.top_regions)
    yield f"{len(written.files)} files in {written.out}, {len(written.changed)} of them new or changed"


if __name__ == "__main__":
    sys.exit(main())
