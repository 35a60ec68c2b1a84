"""The command line: arguments, printing, exit codes; nothing else.

Results go to standard output, everything else to standard error. The stages are imported inside the commands: they
bring spaCy and pandas along, and ``inovasi --help`` needs neither.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from inovasi import __version__, settings
from inovasi.errors import InovasiError, UnreadableInput, UsageError
from inovasi.report import LAYERS
from inovasi.text import collapse
from inovasi.types import Issue

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from typing import TextIO

    from inovasi.refresh import Refreshed

T = TypeVar("T")

_EXIT_CODES = """\
exit codes:
  0  all input was read
  1  nothing could be done
  2  wrong usage
  3  done, but some input could not be read
"""


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
        _say(collapse(f"{kind}{issue.input}: {issue.reason}. {issue.advice}"))  # one line, whatever a library said

    @property
    def exit(self) -> Exit:
        """PARTIAL when an input was lost; a mere note changes nothing."""
        return Exit.PARTIAL if any(issue.fatal for issue in self.issues) else Exit.OK


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line ``arguments`` (those of this process by default) and return the exit code."""
    _utf8_output()
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], Exit] = options.command
    try:
        code = command(options)
        sys.stdout.flush()
    except UsageError as error:
        _say(str(error))
        return Exit.USAGE
    except InovasiError as error:
        _say(str(error))
        return Exit.FAILED
    except KeyboardInterrupt:
        _say("interrupted")
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
    result = refresh(options.paths, options.out, _workers(options), Watch(log, _progress))
    print("\n".join(_summary(result)))
    return log.exit


def extract(options: argparse.Namespace) -> Exit:
    """``inovasi extract``"""
    from inovasi.engine import extract_all
    from inovasi.output import issue_line, line, writing
    from inovasi.scrape.inputs import read_articles

    log = Log()
    target: AbstractContextManager[TextIO] = nullcontext(sys.stdout)
    if options.output != "-":
        target = writing(Path(options.output))
    count = 0
    try:
        with target as file:
            for article, extraction in _progress(
                extract_all(read_articles(options.paths, log), _workers(options), log)
            ):
                file.write(line(article, extraction) + "\n")
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
        found = predict(golds, _workers(options), log)
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


def _summary(result: Refreshed) -> Iterator[str]:
    """What a person wants to see after a build."""
    held, written = result.summary, result.written
    for name in ("articles", "innovations", "mentions", "agencies", "officials", "regions", "claims", "statements"):
        yield f"{name:12s} {getattr(held, name):9,d}"
    lost = f" ({held.fatal_issues} inputs lost)" if held.fatal_issues else ""
    yield f"{'issues':12s} {held.issues:9,d}{lost}"
    if held.top_regions:
        yield "most innovations in " + ", ".join(f"{name} ({count})" for name, _, count in held.top_regions)
    yield f"{len(written.files)} files in {written.out}, {len(written.changed)} of them new or changed"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="inovasi",
        description="Reads Indonesian regional news and rebuilds the registry of public-sector innovations from it.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"inovasi {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_build(_command(commands, "build", "articles in, registry out", build))
    _add_extract(_command(commands, "extract", "articles in, one line of JSON each out", extract))
    _add_evaluate(_command(commands, "evaluate", "figures against annotated articles", evaluate))
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    summary: str,
    run: Callable[[argparse.Namespace], Exit],
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=run)
    parser.add_argument(
        "--workers",
        type=_positive,
        metavar="N",
        help=f"processes that read articles (default: {settings.WORKERS}, else one per CPU, or one for little input)",
    )
    return parser


def _add_build(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder of the registry; made if missing"
    )


def _add_extract(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="where to write (default: standard output)")
    parser.add_argument("--issues", type=Path, metavar="FILE", help="also write what could not be read, as JSON lines")


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gold", type=Path, metavar="GOLD_DIR", help="folder of annotated articles, one JSON file each")
    parser.add_argument("--predictions", type=Path, metavar="FILE", help="lines of `inovasi extract` (default: run it)")
    parser.add_argument("--errors", action="store_true", help="list everything that is not as annotated")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--layer", choices=LAYERS, help="only this layer")


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="files or folders of articles")


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return int(text)


def _workers(options: argparse.Namespace) -> int | None:
    chosen: int | None = options.workers
    return settings.workers() if chosen is None else chosen


def _progress(results: Iterable[T]) -> Iterator[T]:
    """A progress bar on standard error, where a person watches it."""
    if not sys.stderr.isatty():
        yield from results
        return
    from tqdm import tqdm

    yield from tqdm(results, unit=" articles", leave=False)


def _say(text: str) -> None:
    """One line on standard error; a progress bar that stands there moves on below it."""
    if sys.stderr.isatty():
        from tqdm import tqdm

        tqdm.write(f"inovasi: {text}", file=sys.stderr)
    else:
        print(f"inovasi: {text}", file=sys.stderr)


def _utf8_output() -> None:
    """The same bytes in every locale and on every system: our output is data. What UTF-8 cannot hold is escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a test may have put a plain buffer there
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
