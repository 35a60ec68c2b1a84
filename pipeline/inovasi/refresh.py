"""The one place where the stages are ordered: read, extract, compare, resolve, decide, tables, checks, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from inovasi.engine import DEFAULT, extract_all
from inovasi.errors import RegistryError, UnreadableInput, UsageError
from inovasi.match.alarms import issues_of
from inovasi.match.decided import Run, decided
from inovasi.match.judgement_file import NAME, read_judgements
from inovasi.match.judgements import Judgement
from inovasi.match.resolve import mentions_of, resolve
from inovasi.match.weights import HAND, Weights
from inovasi.registry.checks import check_tables
from inovasi.registry.lineage import read_past
from inovasi.registry.publish import Written, write_registry
from inovasi.registry.rows import Tables
from inovasi.registry.summary import Summary, summary
from inovasi.registry.tables import build_tables
from inovasi.scrape.identity import unique
from inovasi.scrape.inputs import read_articles
from inovasi.scrape.stories import story_of
from inovasi.settings import available_cpus
from inovasi.types import Article, Extraction, Issue, Past, Reader, Source
from inovasi.version import __version__

Read = tuple[Article, Extraction]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where articles come from: files and folders, and the archive of a crawl (a folder).

    ``sources`` say how the archived pages of each outlet are to be read; ``only`` names the sources of the archive that
    are wanted (empty: all). ``judgements`` is the file of what people decided (None: the one beside the registry);
    ``weights`` say how much each feature of a pair counts.
    """

    paths: tuple[Path, ...] = ()
    archive: Path | None = None
    sources: tuple[Source, ...] = ()
    only: tuple[str, ...] = ()
    judgements: Path | None = None
    weights: Weights = HAND

    def __str__(self) -> str:
        return ", ".join(map(str, (*self.paths, *([self.archive] if self.archive else []))))


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What one run did: what the registry holds, which files it is and which of them are new, what went wrong.

    ``skipped`` counts the articles that the relevance gate found to be about something else, ``copies`` those that
    print what another one had first.
    """

    summary: Summary
    written: Written
    issues: tuple[Issue, ...]
    skipped: int
    copies: int


@dataclass(frozen=True, slots=True)
class Watch:
    """How a run tells what it does: ``issue`` hears each issue as it comes, ``progress`` sees each article pass."""

    issue: Callable[[Issue], None]
    progress: Callable[[Iterable[Read]], Iterable[Read]]


def refresh(inputs: Inputs, out: Path, workers: int | None, watch: Watch, reader: Reader = DEFAULT) -> Refreshed:
    """Build the registry of all articles of ``inputs`` in folder ``out``, and say what it holds.

    The same articles give the same bytes, in whatever order and with any number of ``workers``; innovations keep
    the ids that a registry in ``out`` has for them. Nothing is written when no article could be read
    (UnreadableInput), the judgements cannot be (JudgementError) or the result contradicts itself (RegistryError).
    """
    check_out(out, [*inputs.paths, *([inputs.archive] if inputs.archive else [])])
    issues: list[Issue] = []

    def note(issue: Issue) -> None:
        issues.append(issue)
        watch.issue(issue)

    told = _told(inputs, out, note)
    found = extract_all(_articles(inputs, note), workers, note, reader)
    results = sorted(watch.progress(found), key=lambda result: result[0].id)
    if not results:
        advice = "Nothing was written; check the paths and the messages above."
        raise UnreadableInput(str(inputs), "no article could be read", advice)
    results = _with_stories(results)
    tables = _tables(results, told, note, available_cpus() if workers is None else workers)
    written = write_registry(tables, issues, out)
    skipped = sum(extraction.skipped for _, extraction in results)
    copies = sum(article.story != article.id for article, _ in results)
    return Refreshed(summary(tables, issues), written, tuple(issues), skipped, copies)


def check_out(out: Path, inputs: Iterable[Path]) -> None:
    """Refuse, before any work is done, a folder that cannot hold the registry (UsageError)."""
    if out.exists() and not out.is_dir():
        raise UsageError(str(out), "not a folder", "Give --out a folder; it is made if it is missing.")
    for path in inputs:
        if path.is_dir() and out.resolve().is_relative_to(path.resolve()):
            advice = f"Give --out a folder outside {path}; the next build would read the registry as news."
            raise UsageError(str(out), "inside a folder of articles", advice)


def _articles(inputs: Inputs, note: Callable[[Issue], None]) -> Iterator[Article]:
    """Every article with an id of its own: those of the files, then those of the archive."""
    found: Iterable[Article] = read_articles(inputs.paths, note)
    if inputs.archive is not None:
        from inovasi.scrape.archived import read_archive  # here, since files alone need none of what it imports

        sources = {source.name: source for source in inputs.sources}
        found = chain(found, read_archive(inputs.archive, sources, inputs.only, note))
    return unique(found, note)


def _with_stories(results: list[Read]) -> list[Read]:
    stories = story_of([article for article, _ in results])
    return [(replace(article, story=stories[article.id]), extraction) for article, extraction in results]


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known before any article is read: the judgements with the name of their file, the ids of before, and how
    to score.
    """

    file: Path
    judgements: tuple[Judgement, ...]
    past: Past
    weights: Weights


def _told(inputs: Inputs, out: Path, note: Callable[[Issue], None]) -> _Told:
    file = inputs.judgements or out / NAME
    if inputs.judgements is not None and not file.is_file():
        raise UsageError(str(file), "there is no such file of judgements", "Leave --judgements out, or check the name.")
    judgements, issues = read_judgements(file)
    for issue in issues:
        note(issue)
    return _Told(file, judgements, read_past(out), inputs.weights)


def _tables(results: list[Read], told: _Told, note: Callable[[Issue], None], workers: int) -> Tables:
    articles = [article for article, _ in results]
    extractions = [extraction for _, extraction in results]
    mentions = mentions_of(articles, extractions)
    run = Run(articles, extractions, mentions, resolve(articles, extractions, workers=workers, weights=told.weights))
    resolution, issues = decided(run, told.judgements, told.past, str(told.file))
    for issue in (*issues, *issues_of(resolution)):
        note(issue)
    tables = build_tables(articles, extractions, mentions, resolution, __version__)
    if problems := check_tables(tables):
        reason = f"the tables contradict each other in {len(problems)} places, first: {problems[0]}"
        raise RegistryError("registry", reason, "Nothing was written. This is a defect of inovasi; please report it.")
    return tables
