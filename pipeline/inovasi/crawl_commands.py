"""The commands ``scrape`` and ``sources``: printing and exit codes; nothing else."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from inovasi.console import Exit, Log, say, steps
from inovasi.errors import FetchFailed

if TYPE_CHECKING:
    from inovasi.config import Config
    from inovasi.scrape.archive.values import Health
    from inovasi.scrape.crawl import Crawled, Plan
    from inovasi.types import Source

_TRIAL = 3  # articles that `sources test` fetches
_HEADS = ("source", "finder", "found", "new", "known", "failed", "unchanged", "kB", "end")


def scrape(options: argparse.Namespace) -> Exit:
    """``inovasi scrape``"""
    from inovasi.config import read_config
    from inovasi.crawling import Watch, crawl_all, record
    from inovasi.output import dump
    from inovasi.scrape.crawl import Plan
    from inovasi.scrape.sources import chosen_sources

    config = read_config(options.config)
    sources = chosen_sources(config, options.source)
    plan = Plan(options.since, options.limit)
    if options.dry_run:
        return _dry_run(config, sources, plan)
    log = Log()
    with steps("articles") as step:
        crawled = crawl_all(config, sources, plan, Watch(log, step, _say_end))
    if options.json:
        print("\n".join(dump({"source": one.source, **record(one)}) for one in crawled))
    else:
        print("\n".join(_table(_HEADS, map(_row, crawled))))
    if crawled and all(one.end == "failed" and not one.count.found for one in crawled):
        return Exit.FAILED
    return log.exit


def _dry_run(config: Config, sources: Sequence[Source], plan: Plan) -> Exit:
    from inovasi.looking import looking
    from inovasi.output import dump

    log = Log()
    with looking(config) as look:
        for source in sources:
            try:
                for found in look.articles(source, plan, log):
                    print(dump({"source": source.name, **asdict(found)}), flush=True)
            except FetchFailed as error:
                log(error.issue())
    return log.exit


def list_sources(options: argparse.Namespace) -> Exit:
    """``inovasi sources list``"""
    from inovasi.output import dump
    from inovasi.scrape.sources import all_sources

    config = _config_if_any(options.config)
    with _health(config) as health:
        rows = [(source, health(source.name)) for source in all_sources(config)]
    if options.json:
        print("\n".join(dump(_health_record(source, known)) for source, known in rows))
        return Exit.OK
    heads = ("source", "region", "kind", "verified", "last success", "articles", "errors", "url")
    print("\n".join(_table(heads, (_health_row(source, known) for source, known in rows))))
    return Exit.OK


def test_source(options: argparse.Namespace) -> Exit:
    """``inovasi sources test``"""
    from inovasi.config import read_config
    from inovasi.looking import looking
    from inovasi.scrape.sources import chosen_sources

    config = read_config(options.config)
    (source,) = chosen_sources(config, [options.name])
    with _health(config) as health:
        print("\n".join(_health_lines(source, health(source.name))))
    log = Log()
    with looking(config) as look:
        crawled, pages = look.trial(source, _TRIAL, log)
    works = f"works, by {crawled.finder}" if pages else f"does not work ({crawled.reason or 'no article was found'})"
    print(f"now           {works}")
    for page in pages:
        print(f"  {page.published or 'no date':10s}  {len(page.text):6,d} characters  {page.title or 'no title'}")
    return Exit.OK if pages and not log.exit else Exit.FAILED


def add_source(options: argparse.Namespace) -> Exit:
    """``inovasi sources add``"""
    from inovasi.config import read_config
    from inovasi.looking import looking
    from inovasi.scrape import sources

    config = read_config(options.config)
    with looking(config) as look:
        probed = look.probe(options.url)
        source = sources.from_probe(probed, options.name, options.region, look.clock.stamp()[:10])
    (source,) = sources.check_sources([source], "sources add")
    for line in sources.probe_lines(probed):
        say(line)
    sources.add_source(options.config, source)
    print(sources.entry(source), end="")
    return Exit.OK


def _config_if_any(path: Path) -> Config | None:
    """The settings; None without a file of the usual name, since the shipped sources can be listed without."""
    from inovasi.config import DEFAULT_NAME, read_config

    return None if path == Path(DEFAULT_NAME) and not path.exists() else read_config(path)


@contextmanager
def _health(config: Config | None) -> Iterator[Callable[[str], Health | None]]:
    """What the archive knows of a source, by name; nothing where there is no archive yet."""
    from inovasi.scrape.archive.archive import Archive
    from inovasi.scrape.archive.opening import INDEX

    if config is None or not Path(config.crawl.archive, INDEX).is_file():
        yield lambda name: None
        return
    with Archive.open(Path(config.crawl.archive), write=False) as archive:
        yield archive.health


def _verified(source: Source, health: Health | None) -> str:
    """The day on which the source was first seen to work, here or by whoever wrote its entry."""
    first = health.first_success if health else None
    return source.verified or (first[:10] if first else "unverified")


def _health_row(source: Source, health: Health | None) -> tuple[str, ...]:
    last = health.last_run if health else None
    return (
        source.name,
        source.region or "-",
        source.kind,
        _verified(source, health),
        (health.last_success or "-")[:10] if health else "-",
        str(health.articles) if health else "-",
        str(last.outcome.failed) if last else "-",
        source.url,
    )


def _health_record(source: Source, health: Health | None) -> dict[str, object]:
    from inovasi.output import plain

    return {
        "source": source.name,
        "url": source.url,
        "region": source.region,
        "kind": source.kind,
        "verified": None if (day := _verified(source, health)) == "unverified" else day,
        "health": plain(health) if health else None,
    }


def _health_lines(source: Source, health: Health | None) -> Iterator[str]:
    yield f"{source.name}  {source.url}"
    yield f"verified      {_verified(source, health)}"
    if health is None or health.last_attempt is None:
        yield "last success  never crawled"
        return
    yield f"last success  {health.last_success or 'none'} (last attempt {health.last_attempt})"
    yield f"articles      {health.articles:,d} in the archive"
    last = health.last_run
    if last is not None:
        done = last.outcome
        yield f"last run      {done.found} found, {done.fetched} new, {done.unchanged} unchanged, {done.failed} failed"
        yield from (f"  {url}: {reason}" for url, reason in done.errors[:10])


def _row(crawled: Crawled) -> tuple[str, ...]:
    count = crawled.count
    numbers = (count.found, count.new, count.known, count.failed, count.unchanged, round(count.bytes / 1000))
    return (crawled.source, crawled.finder or "-", *map(str, numbers), crawled.end)


def _say_end(crawled: Crawled) -> None:
    """One line when a source is done; what failed was said before."""
    count = crawled.count
    say(f"{crawled.source}: {crawled.end}, {count.new} new of {count.found} found, {count.failed} failed")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as their widest cell; numbers to the right."""
    table = [tuple(heads), *map(tuple, rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    numeric = [all(cell.isdigit() or cell == "-" for cell in column[1:]) for column in zip(*table, strict=True)]
    for row in table:
        cells = zip(row, widths, numeric, strict=True)
        yield "  ".join(cell.rjust(width) if right else cell.ljust(width) for cell, width, right in cells).rstrip()
