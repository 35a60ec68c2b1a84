"""The command ``train-matching``: printing and exit codes; nothing else."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from inovasi.console import Exit, Log, say

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from typing import TextIO


def train_matching(options: argparse.Namespace) -> Exit:
    """``inovasi train-matching``"""
    from inovasi.learning import Sources, train
    from inovasi.match.weights import as_text
    from inovasi.output import writing

    log = Log()
    sources = Sources(options.registry, options.judgements, options.clusters, options.articles)
    found = train(sources, log)
    for line in found.report:
        say(line)
    target: AbstractContextManager[TextIO] = nullcontext(sys.stdout)
    if options.output != "-":
        target = writing(Path(options.output))
    with target as file:
        file.write(as_text(found.weights))
    return log.exit
