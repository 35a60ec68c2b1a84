"""Annotated articles and predictions as typed values: what ``evaluate`` compares.

A gold file holds one article with its annotations; ``tests/quality_floor.toml`` and CONTRIBUTING.md say where they are.
A prediction is one line of ``inovasi extract``. Both become ``Annotations``, so the figures see no difference.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inovasi.errors import UnreadableInput, UsageError
from inovasi.types import Article


@dataclass(frozen=True, slots=True)
class Innovation:
    """A named innovation; ``doubtful`` ones count neither for nor against."""

    name: str
    aliases: tuple[str, ...] = ()
    expansion: str | None = None
    agency: str | None = None
    region: str | None = None
    doubtful: bool = False
    awards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gloss:
    """A short form with its long form."""

    short: str
    long: str


@dataclass(frozen=True, slots=True)
class Person:
    """An official, without titles and degrees."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A claim "X has N innovations"; ``what`` is only shown."""

    count: int | None
    what: str = ""


@dataclass(frozen=True, slots=True)
class Annotations:
    """What an annotator, or a program, says one article holds."""

    article_id: str
    innovations: tuple[Innovation, ...] = ()
    expansions: tuple[Gloss, ...] = ()
    agencies: tuple[str, ...] = ()
    officials: tuple[Person, ...] = ()
    claims: tuple[Count, ...] = ()
    doubtful_expansions: tuple[Gloss, ...] = ()
    doubtful_counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One gold file: the article and its annotations."""

    article: Article
    annotations: Annotations


def read_gold(folder: Path) -> list[GoldArticle]:
    """The gold files of ``folder``, by file name. JSON files without annotations are passed over.

    Raises UsageError when there is no such folder or no gold file in it, UnreadableInput for a broken file.
    """
    if not folder.is_dir():
        raise UsageError(
            str(folder), "not a folder", "Give the folder that holds the gold files, one JSON per article."
        )
    found: dict[str, GoldArticle] = {}
    for path in sorted(folder.glob("*.json")):
        with _naming(str(path)):
            document = json.loads(path.read_text(encoding="utf-8"))
            if "innovations" in document:
                found[document["id"]] = _gold(document, path)
    if not found:
        advice = "Give a folder of JSON files with id, text and innovations, one article each."
        raise UsageError(str(folder), "no annotated article in it", advice)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Clusters:
    """Which mentions (article id, name) are one innovation, each under a key; ``undecided`` pairs count neither way."""

    innovation: Mapping[tuple[str, str], str]
    undecided: frozenset[frozenset[tuple[str, str]]]


def read_clusters(path: Path) -> Clusters:
    """Annotated clusters: ``clusters`` (objects with ``mentions``, pairs of article id and name), and ``undecided``
    (two mentions and a reason). Raises UsageError when there is no such file, UnreadableInput for a broken one.
    """
    if not path.is_file():
        raise UsageError(str(path), "no such file", "Give a JSON file of annotated clusters.")
    with _naming(str(path)):
        document = json.loads(path.read_text(encoding="utf-8"))
        innovation: dict[tuple[str, str], str] = {}
        for number, cluster in enumerate(document["clusters"], start=1):
            for mention in cluster["mentions"]:
                if innovation.setdefault(_spot(mention), str(number)) != str(number):
                    raise ValueError(f"{mention} is in two clusters")
        undecided = frozenset(frozenset(map(_spot, pair[:2])) for pair in document.get("undecided", []))
        return Clusters(innovation, frozenset(pair for pair in undecided if len(pair) == 2))


def _spot(mention: Sequence[str]) -> tuple[str, str]:
    article, name = mention
    return str(article), str(name)


def read_predictions(path: Path) -> list[Annotations]:
    """The lines of a file that ``inovasi extract`` wrote; of two lines for one article the later one counts."""
    if not path.is_file():
        raise UsageError(str(path), "no such file", "Give a file that `inovasi extract -o FILE` wrote.")
    found: dict[str, Annotations] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                with _naming(f"{path}, line {number}"):
                    prediction = predicted(json.loads(line))
                found[prediction.article_id] = prediction
    return list(found.values())


def predicted(document: Mapping[str, Any]) -> Annotations:
    """One line of ``inovasi extract`` as annotations."""
    return Annotations(
        article_id=document["article_id"],
        innovations=tuple(_innovation(item) for item in document.get("innovations", [])),
        expansions=_glosses(document.get("expansions", [])),
        agencies=tuple(item["name"] for item in document.get("agencies", [])),
        officials=_persons(document.get("officials", [])),
        claims=tuple(Count(item.get("count"), item.get("what") or "") for item in document.get("claims", [])),
    )


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Turn what goes wrong with one input into an error that names it."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        reason = f"not in the expected form ({type(error).__name__}: {error})"
        raise UnreadableInput(name, reason, "CONTRIBUTING.md describes the fields.") from error


def _gold(document: Mapping[str, Any], path: Path) -> GoldArticle:
    article = Article(
        id=document["id"],
        text=document["text"],
        title=document.get("title"),
        url=document.get("url"),
        published=document.get("published"),
        origin=path.name,
    )
    annotations = Annotations(
        article_id=document["id"],
        innovations=tuple(_innovation(item) for item in document["innovations"]),
        expansions=_glosses(document["expansions"]),
        agencies=tuple(document["agencies"]),
        officials=_persons(document["officials"]),
        claims=tuple(Count(item["count"], item["what"]) for item in document["count_claims"]),
        doubtful_expansions=_glosses(document.get("doubtful_expansions", [])),
        doubtful_counts=tuple(item["count"] for item in document.get("doubtful_claims", [])),
    )
    return GoldArticle(article, annotations)


def _innovation(item: Mapping[str, Any]) -> Innovation:
    return Innovation(
        name=item["name"],
        aliases=tuple(item.get("aliases", [])),
        expansion=item.get("expansion"),
        agency=item.get("agency"),
        region=item.get("region"),
        doubtful=item.get("confidence") == "doubtful",
        awards=tuple(item.get("awards", [])),
    )


def _glosses(items: Iterable[Mapping[str, Any]]) -> tuple[Gloss, ...]:
    return tuple(Gloss(item["short"], item["long"]) for item in items)


def _persons(items: Iterable[Mapping[str, Any]]) -> tuple[Person, ...]:
    return tuple(Person(item["name"], item.get("role")) for item in items)
