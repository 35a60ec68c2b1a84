"""What a pipeline offers once it is loaded; the worker asks no more of it than this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.extract.entities import Span
from inovasi.gold import Annotations
from inovasi.types import Article

Articles = Sequence[Article]


@dataclass(frozen=True, slots=True)
class Loaded:
    """``read`` does the work that speed is measured on and returns how many articles a gate left out.

    ``annotate`` gives what it found in each article, ``entities`` the names in each text; None: it finds no such thing.
    """

    read: Callable[[Articles], int]
    annotate: Callable[[Articles], list[Annotations]] | None = None
    entities: Callable[[Sequence[str]], list[list[Span]]] | None = None


@dataclass(frozen=True, slots=True)
class Models:
    """Folders of trained models, None where there are none."""

    stanza: str | None
    spacy: str | None


class Absent(Exception):
    """A pipeline that cannot be measured here, and why."""
