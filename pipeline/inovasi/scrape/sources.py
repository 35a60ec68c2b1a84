"""Which sources there are: those of inovasi.toml and those that ship with the program (``sources.toml``)."""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from importlib.resources import as_file, files
from pathlib import Path

from inovasi import gazetteers
from inovasi.config import DEFAULT_KEYWORDS, Config, make_sources, read_sources
from inovasi.errors import UsageError
from inovasi.scrape.article.corrections import check_selector
from inovasi.scrape.find.probe import Probed
from inovasi.types import Source

FILE = "sources.toml"


def shipped_sources() -> tuple[Source, ...]:
    """All sources that ship with the program, by region code."""
    with as_file(files("inovasi.scrape") / FILE) as path:
        return read_sources(path)


def all_sources(config: Config | None) -> tuple[Source, ...]:
    """The user's own sources, then the shipped ones; an own source takes the place of a shipped one of its name."""
    own = config.sources if config else ()
    names = {source.name for source in own}
    return own + tuple(source for source in shipped_sources() if source.name not in names)


def chosen_sources(config: Config, names: Sequence[str]) -> tuple[Source, ...]:
    """The sources to crawl: those with one of ``names``, own or shipped; without names, what inovasi.toml asks for.

    Raises UsageError for a name that is not known and for a crawl of nothing.
    """
    known = {source.name: source for source in all_sources(config)}
    if not names:
        shipped = config.shipped if config.shipped is not None else [source.name for source in shipped_sources()]
        names = [*(source.name for source in config.sources), *shipped]
    for name in names:
        if name not in known:
            advice = "`inovasi sources list` shows all names."
            near = difflib.get_close_matches(name, known, n=1)
            reason = f"there is no such source; perhaps {near[0]} is meant" if near else "there is no such source"
            raise UsageError(name, reason, advice)
    if not names:
        advice = "Add [[sources]], or shipped = true under [scrape], or name one with --source."
        raise UsageError(str(config.path), "there is no source in it", advice)
    return check_sources([known[name] for name in dict.fromkeys(names)], str(config.path))


def check_sources(sources: Iterable[Source], where: str) -> tuple[Source, ...]:
    """The same sources. Raises UsageError for a region code that does not exist and for a selector that is no CSS."""
    checked = tuple(sources)
    codes = {row["code"] for row in gazetteers.rows("regions")}
    for source in checked:
        if source.region is not None and source.region not in codes:
            advice = "Give the official code, such as 16.06, or leave it out."
            raise UsageError(f"{where}, source {source.name}", f"there is no region {source.region}", advice)
        for selector in _selectors(source):
            try:
                check_selector(selector)
            except UsageError as error:
                raise UsageError(f"{where}, source {source.name}, {selector!r}", error.reason, error.advice) from error
    return checked


def _selectors(source: Source) -> Iterator[str]:
    yield from filter(None, (source.link, source.next))
    for correction in source.corrections:
        found = (correction.title, correction.published, correction.author, correction.body, *correction.drop)
        yield from filter(None, found)


def from_probe(probed: Probed, name: str | None, region: str | None, day: str) -> Source:
    """An entry for a site that was looked at on ``day``, with what the user says of it."""
    source = replace(probed.source, keywords=DEFAULT_KEYWORDS)
    works = any(offer.articles for offer in probed.offers)
    return replace(
        source, name=name or source.name, region=region or source.region, verified=day if works else source.verified
    )


def probe_lines(probed: Probed) -> Iterator[str]:
    """What was seen of a site, for people."""
    yield f"{probed.url} calls itself {probed.outlet or 'nothing'}"
    for offer in probed.offers:
        yield f"{offer.finder}: {offer.reason or f'{offer.articles} articles on its first page'}"
    if probed.region is None:
        yield "its region is not clear; give it with --region, or write it into the entry"


def entry(source: Source) -> str:
    """``source`` as a table of inovasi.toml, without what goes without saying."""
    usual = {field.name: field.default for field in fields(source)} | {"keywords": DEFAULT_KEYWORDS}
    values = {name: getattr(source, name) for name, default in usual.items()}
    lines = [f"{name} = {_toml(value)}" for name, value in values.items() if value != usual[name]]
    return "\n".join(["[[sources]]", *lines]) + "\n"


def add_source(path: Path, source: Source) -> None:
    """Append ``source`` to inovasi.toml; what stands there stays as it is, comments included.

    Raises UsageError if the file already has a source of that name or cannot be written.
    """
    text = path.read_text(encoding="utf-8")
    longer = text.rstrip() + "\n\n" + entry(source)
    make_sources(tomllib.loads(longer)["sources"], str(path))
    try:
        path.write_text(longer, encoding="utf-8")
    except OSError as error:
        raise UsageError(str(path), f"it cannot be written ({error.strerror})", "Check the rights.") from error


def _toml(value: object) -> str:
    """A string or a tuple of strings; JSON writes them as TOML does."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
