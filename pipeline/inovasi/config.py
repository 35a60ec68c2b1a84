"""The only reader of inovasi.toml, and of any other file with ``[[sources]]``.

The form, with all that may be said, is in README.md. Unknown keys are errors: a misspelt ``keyword`` would else take
every article of a site.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_type_hints
from urllib.parse import urlsplit

from inovasi.errors import UsageError
from inovasi.types import Correction, CrawlSettings, Source

T = TypeVar("T")

DEFAULT_NAME = "inovasi.toml"
# What news of innovations in public service is about, where a source says nothing else: the word itself, and the
# contests by their common names. Each is a search on the site: short ones such as IGA would find every "tiga".
DEFAULT_KEYWORDS = (
    *("inovasi", "inovatif", "terobosan", "pelayanan publik", "Innovative Government Award"),
    *("KIPP", "Sinovik", "JIPP", "Top 99", "Top 45"),
)
SAMPLE = """\
[scrape]
archive = "archive"
contact = "you@example.org"

[[sources]]
name = "contoh"
url = "https://contoh.go.id/"
region = "16.06"
"""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Config:
    """What inovasi.toml says. ``crawl.archive`` is a path that holds from the working directory.

    ``shipped`` are the names of shipped sources that are crawled as well; None means all of them.
    """

    path: Path
    crawl: CrawlSettings
    sources: tuple[Source, ...]
    shipped: tuple[str, ...] | None


def read_config(path: Path) -> Config:
    """The settings in ``path``. Raises UsageError that names the file and the entry, and says what to do."""
    tables = _parse(path)
    crawl = dict(tables.pop("scrape", {}))
    shipped = crawl.pop("shipped", False)
    entries = tables.pop("sources", [])
    if tables:
        known = "Known are [scrape] and [[sources]]."
        raise UsageError(str(path), f"[{next(iter(tables))}] is not known", known)
    settings = _settings(crawl, path)
    return Config(
        path=path,
        crawl=replace(settings, archive=str(path.parent / settings.archive)),
        sources=make_sources(entries, str(path)),
        shipped=_shipped(shipped, path),
    )


def read_sources(path: Path) -> tuple[Source, ...]:
    """The ``[[sources]]`` of a file that has nothing else. Raises UsageError as ``read_config`` does."""
    return make_sources(_parse(path).get("sources", []), str(path))


def make_sources(entries: object, where: str) -> tuple[Source, ...]:
    """Sources from parsed TOML. ``where`` names the file in errors (UsageError). Names are unique."""
    if not isinstance(entries, list):
        raise UsageError(where, "sources is not a list of tables", "Write each source under [[sources]].")
    sources = tuple(_source(entry, number, where) for number, entry in enumerate(entries, start=1))
    names = [source.name for source in sources]
    for number, name in enumerate(names):
        if name in names[:number]:
            raise UsageError(where, f"two sources are called {name!r}", "Give each a name of its own.")
    return sources


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise UsageError(str(path), "it does not exist", f"Make it, for example with:\n\n{SAMPLE}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            str(path), f"it cannot be read ({error})", "Check the name, the rights and the file."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(str(path), f"it is not valid TOML ({error})", "Repair it.") from error


def _settings(table: Mapping[str, Any], path: Path) -> CrawlSettings:
    found = _checked(CrawlSettings, table, f"{path}, [scrape]")
    limits = {"parallel": 1, "timeout": 0.001, "deadline": 0.001, "max_bytes": 1, "retries": 0, "delay": 0}
    for name, least in limits.items():
        value = getattr(found, name)
        if value is not None and not least <= value < float("inf"):
            raise UsageError(f"{path}, [scrape]", f"{name} is {value}", f"Give it a number from {least:g} on.")
    return found


def _source(entry: object, number: int, where: str) -> Source:
    where = f"{where}, source {number}"
    if not isinstance(entry, dict):
        raise UsageError(where, "it is not a table", "Write each source under [[sources]].")
    where += f" ({entry['name']})" if "name" in entry else ""
    table: dict[str, Any] = {"keywords": DEFAULT_KEYWORDS}
    table |= {key: value for key, value in entry.items() if not (key == "verified" and value is False)}
    corrections = table.pop("corrections", [])
    if not isinstance(corrections, list):
        raise UsageError(where, "corrections is not a list of tables", "Write each under [[sources.corrections]].")
    source = _checked(Source, table, where)
    source = replace(source, corrections=tuple(_checked(Correction, item, where) for item in corrections))
    if not _NAME.fullmatch(source.name):
        advice = "Use lower-case letters, digits, dots and hyphens."
        raise UsageError(where, f"the name {source.name!r} cannot be used", advice)
    address = _address(source.url)
    if not address:
        raise UsageError(where, f"{source.url!r} is no web address", "Write it as https://contoh.go.id/.")
    if not source.find:
        raise UsageError(where, "find is empty", "Leave it out, or name a way to find articles.")
    return replace(source, url=address)


def _address(url: str) -> str | None:
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        return None
    return parts._replace(path=parts.path or "/", fragment="").geturl()


def _shipped(value: object, path: Path) -> tuple[str, ...] | None:
    if value is True:
        return None
    if value is False:
        return ()
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tuple(value)
    advice = "Write shipped = true for all, or a list of names from `inovasi sources list`."
    raise UsageError(f"{path}, [scrape]", "shipped is neither true, false nor a list of names", advice)


def _checked(kind: type[T], table: object, where: str) -> T:
    """``table`` as a value of the dataclass ``kind``; nothing is converted but lists to tuples and dates to text."""
    from pydantic import TypeAdapter, ValidationError  # here: every command would wait a tenth of a second for it

    plain = _plain(table)
    if not isinstance(plain, dict):
        raise UsageError(where, "a table is expected", _ADVICE)
    types = get_type_hints(kind)
    if unknown := [key for key in plain if key not in types]:
        raise UsageError(where, f"{unknown[0]} is not a key that is known", _ADVICE)
    needed = [field.name for field in fields(kind) if field.default is MISSING]  # type: ignore[arg-type]
    if missing := [name for name in needed if name not in plain]:
        raise UsageError(where, f"{missing[0]} is missing", _ADVICE)
    for key, value in plain.items():
        try:
            TypeAdapter(types[key]).validate_python(value, strict=True)
        except ValidationError as error:
            raise UsageError(where, f"{key} is {value!r:.60}: {error.errors()[0]['msg']}", _ADVICE) from error
    return kind(**plain)


_ADVICE = 'See "Scrape" in README.md for the form.'


def _plain(value: object) -> object:
    """TOML values as the dataclasses have them."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(_plain(item) for item in value)
    if isinstance(value, date):
        return value.isoformat()[:10]
    return value
