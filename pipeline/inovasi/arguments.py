"""The arguments of the command line, and what they mean to the stages."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from inovasi import settings
from inovasi.config import DEFAULT_NAME
from inovasi.report import LAYERS
from inovasi.types import Backend, Reader
from inovasi.version import __version__

if TYPE_CHECKING:
    from inovasi.match.weights import Weights

_EXIT_CODES = """\
exit codes:
  0  all input was read
  1  nothing could be done
  2  wrong usage
  3  done, but some input could not be read
"""

BACKENDS: tuple[Backend, ...] = get_args(Backend)

Command = Callable[[argparse.Namespace], int]


def make_parser(run: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser; ``options.command`` is then the function that ``run`` has for the command that was typed."""
    parser = argparse.ArgumentParser(
        prog="inovasi",
        description="Reads Indonesian regional news and rebuilds the registry of public-sector innovations from it.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"inovasi {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_scrape(_command(commands, "scrape", "sources in, archive of their pages out", run["scrape"]))
    _add_sources(_command(commands, "sources", "the outlets and sites that are known", None), run)
    for name, add, summary in (
        ("build", _add_build, "articles in, registry out"),
        ("extract", _add_extract, "articles in, one line of JSON each out"),
        ("evaluate", _add_evaluate, "figures against annotated articles"),
    ):
        command = _command(commands, name, summary, run[name])
        _add_workers(command)
        _add_reader(command)
        add(command)
    _add_resolve(_command(commands, "resolve", "your own list of innovations in, their ids out", run["resolve"]))
    _add_decide(commands, run)
    _add_train(_command(commands, "train-matching", "judgements in, weights of matching out", run["train-matching"]))
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    summary: str,
    run: Command | None,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if run is not None:
        parser.set_defaults(command=run)
    return parser


def _add_scrape(parser: argparse.ArgumentParser) -> None:
    _add_config(parser)
    _add_source(parser, "crawl this source only, from the file or shipped (may be repeated)")
    parser.add_argument("--since", type=_day, metavar="DATE", help="only articles from this day on (2019-10-24)")
    parser.add_argument("--limit", type=_positive, metavar="N", help="at most N new articles of each source")
    parser.add_argument("--dry-run", action="store_true", help="find articles and list them; fetch and keep nothing")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON lines")


def _add_sources(parser: argparse.ArgumentParser, run: Mapping[str, Command]) -> None:
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    listing = _command(commands, "list", "names, regions and health of all sources", run["sources list"])
    _add_config(listing)
    listing.add_argument("--json", action="store_true", help="print JSON lines")
    test = _command(commands, "test", "health of a source, and a look at whether it works now", run["sources test"])
    _add_config(test)
    test.add_argument("name", metavar="NAME")
    add = _command(commands, "add", "look for the articles of a site and add it to inovasi.toml", run["sources add"])
    _add_config(add)
    add.add_argument("url", metavar="URL", help="home page of the site")
    add.add_argument("--name", help="what to call it (default: from its address)")
    add.add_argument("--region", metavar="CODE", help="official code of its region (default: guessed)")


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config",
        type=Path,
        default=Path(DEFAULT_NAME),
        metavar="FILE",
        help=f"settings and sources (default: {DEFAULT_NAME})",
    )


def _add_source(parser: argparse.ArgumentParser, help: str) -> None:
    parser.add_argument("--source", action="append", default=[], metavar="NAME", help=help)


def _add_workers(parser: argparse.ArgumentParser, work: str = "read articles") -> None:
    parser.add_argument(
        "--workers",
        type=_positive,
        metavar="N",
        help=f"processes that {work} (default: {settings.WORKERS}, else one per CPU, or one for little input)",
    )


def _add_reader(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("how articles are read")
    group.add_argument("--no-gate", action="store_true", help="read every article, also those about something else")
    group.add_argument("--rules-only", action="store_true", help="rules, gazetteers and their weights, no network")
    group.add_argument(
        "--backend",
        choices=BACKENDS,
        default="spacy",
        help="what splits the text and finds its entities (stanza needs: pip install 'inovasi[stanza]')",
    )
    group.add_argument(
        "--stanza-models", type=Path, metavar="DIR", help="folder of stanza models (default: stanza's own)"
    )


def _add_build(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser, "*")
    parser.add_argument(
        "--from-archive", action="store_true", help="read the archive of `inovasi scrape`, which --config names"
    )
    _add_config(parser)
    _add_source(parser, "of the archive, read this source only (may be repeated)")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder of the registry; made if missing"
    )
    _add_judgements(parser, "judgements.jsonl in the folder of the registry, if there is one")
    _add_weights(parser)


def _add_judgements(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument("--judgements", type=Path, metavar="FILE", help=f"what people decided (default: {default})")


def _add_weights(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--weights", type=Path, metavar="FILE", help="what `inovasi train-matching` learned (default: set by hand)"
    )


def _add_extract(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="where to write (default: standard output)")
    parser.add_argument(
        "--compare",
        choices=BACKENDS,
        help="read with this backend too; write where the two disagree, instead of what was found",
    )
    parser.add_argument("--issues", type=Path, metavar="FILE", help="also write what could not be read, as JSON lines")


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gold", type=Path, metavar="GOLD_DIR", help="folder of annotated articles, one JSON file each")
    parser.add_argument("--predictions", type=Path, metavar="FILE", help="lines of `inovasi extract` (default: run it)")
    parser.add_argument("--errors", action="store_true", help="list everything that is not as annotated")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--layer", choices=LAYERS, help="only this layer")


def _add_resolve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="the list: .csv, .jsonl or .parquet (-: JSON lines on standard input)"
    )
    parser.add_argument(
        "-o",
        "--output",
        default="-",
        metavar="OUT",
        help="where to write: .jsonl, .csv or .parquet (default: standard output)",
    )
    parser.add_argument(
        "--index",
        type=Path,
        metavar="INDEX",
        help="file that keeps what was linked: rows that it has keep their ids, new ones are added (made if missing)",
    )
    parser.add_argument("--against", type=Path, metavar="REGISTRY", help="give the ids of this registry where they fit")
    parser.add_argument("--coverage", metavar="FILE", help="with --against: what the list and the registry share")
    parser.add_argument(
        "--pairs", metavar="FILE", help="also write the uncertain pairs with their reasons, as JSON lines"
    )
    parser.add_argument("--issues", type=Path, metavar="FILE", help="also write what could not be read, as JSON lines")
    _add_workers(parser, "compare rows")
    _add_weights(parser)


def _add_train(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "registry", type=Path, nargs="?", metavar="REGISTRY", help="folder that inovasi build wrote: its judged pairs"
    )
    _add_judgements(parser, "judgements.jsonl in the folder of the registry")
    parser.add_argument("--clusters", type=Path, metavar="FILE", help="annotated clusters (JSON)")
    parser.add_argument(
        "--articles", type=Path, metavar="DIR", help="with --clusters: the annotated articles, one JSON file each"
    )
    parser.add_argument(
        "-o", "--output", default="-", metavar="FILE", help="where to write the weights (default: standard output)"
    )


def _add_decide(commands: argparse._SubParsersAction[argparse.ArgumentParser], run: Mapping[str, Command]) -> None:
    """The commands by which people decide."""
    made = {}
    for name, summary in (
        ("review", "uncertain pairs, for you to decide"),
        ("merge", "decide that two innovations, agencies or officials are one"),
        ("split", "decide that some mentions of an innovation, agency or official are another one"),
        ("undo", "take back your last decision"),
    ):
        made[name] = _command(commands, name, summary, run[name])
        made[name].add_argument("registry", type=Path, metavar="REGISTRY", help="folder that inovasi build wrote")
        _add_judgements(made[name], "judgements.jsonl in the folder of the registry")
        made[name].add_argument("--by", metavar="NAME", help="who decides (default: your login name)")
    made["review"].add_argument("--limit", type=_positive, metavar="N", help="at most N pairs")
    made["merge"].add_argument("first", metavar="A", help="id of an innovation, agency or official")
    made["merge"].add_argument("second", metavar="B", help="id of another one")
    made["split"].add_argument("id", metavar="ID", help="id of an innovation, agency or official")
    made["split"].add_argument("mentions", nargs="+", metavar="MENTION", help="mention id (see the tables of mentions)")


def _add_paths(parser: argparse.ArgumentParser, count: str = "+") -> None:
    parser.add_argument("paths", type=Path, nargs=count, metavar="PATH", help="files or folders of articles")


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return int(text)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day (write it as 2019-10-24)") from None


def workers(options: argparse.Namespace) -> int | None:
    """The number of processes, from the option or else the environment; None leaves it to the engine."""
    chosen: int | None = options.workers
    return settings.workers() if chosen is None else chosen


def weights_of(options: argparse.Namespace) -> Weights:
    """How much each feature of a pair counts: from the file that was named, or else as set by hand."""
    from inovasi.match.weights import HAND, read_weights  # here: only commands that match need the room

    return HAND if options.weights is None else read_weights(options.weights)


def reader(options: argparse.Namespace) -> Reader:
    """How the articles are to be read."""
    models: Path | None = options.stanza_models
    return Reader(
        backend=options.backend,
        stanza_models=None if models is None else str(models),
        gate=not options.no_gate,
        models=not options.rules_only,
    )
