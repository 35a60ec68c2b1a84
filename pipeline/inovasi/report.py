"""The figures of ``evaluate``, and the same as JSON and as text.

Where a function takes ``layer``, it keeps that layer and leaves the others out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# "officials_with_role" is the layer "officials" again, where the role has to be right too.
LAYERS = ("innovations", "expansions", "agencies", "officials", "officials_with_role", "claims")


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found rightly (tp), found wrongly (fp) and missed (fn)."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """``right`` of ``of``."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def rate(self) -> float | None:
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Error:
    """One thing that is not as annotated. ``layer`` is one of LAYERS, ``text`` shows the item."""

    article_id: str
    layer: str
    kind: str  # "missed innovation", "spurious agency", "wrong role" ...
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """The figures over some articles; two reports add up."""

    articles: int
    layers: Mapping[str, Counts]
    attached: Mapping[str, Share]
    clean_negatives: Share  # articles without any innovation in which none was found
    errors: tuple[Error, ...] = ()

    def __add__(self, other: Report) -> Report:
        return Report(
            self.articles + other.articles,
            {name: counts + other.layers[name] for name, counts in self.layers.items()},
            {name: share + other.attached[name] for name, share in self.attached.items()},
            self.clean_negatives + other.clean_negatives,
            self.errors + other.errors,
        )


def as_json(report: Report, layer: str | None = None) -> dict[str, Any]:
    """The figures as plain JSON values, rounded to four decimals."""
    figures: dict[str, Any] = {name: _counts(report.layers[name]) for name in LAYERS if layer in (None, name)}
    if layer in (None, "innovations"):
        figures["attached"] = {name: _share(share) for name, share in report.attached.items()}
        figures["clean_negatives"] = {"right": report.clean_negatives.right, "of": report.clean_negatives.of}
    figures["articles"] = report.articles
    return figures


def as_lines(report: Report, layer: str | None = None) -> Iterator[str]:
    """The figures as lines to read."""
    yield f"{report.articles} articles"
    for name in LAYERS:
        if layer in (None, name):
            yield _counts_line(name, report.layers[name])
    if layer in (None, "innovations"):
        for name, share in report.attached.items():
            yield f"right {name:14s} {share.right}/{share.of}" + ("" if share.rate is None else f" = {share.rate:.3f}")
        yield f"clean negatives      {report.clean_negatives.right}/{report.clean_negatives.of}"


def error_lines(report: Report, layer: str | None = None) -> Iterator[str]:
    """Everything that is not as annotated: article, what is wrong, the item, with tabs between."""
    for error in report.errors:
        if layer in (None, error.layer):
            yield f"{error.article_id}\t{error.kind}\t{error.text}"


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        "precision": round(counts.precision, 4),
        "recall": round(counts.recall, 4),
        "f1": round(counts.f1, 4),
        "tp": counts.tp,
        "fp": counts.fp,
        "fn": counts.fn,
    }


def _counts_line(name: str, counts: Counts) -> str:
    rates = f"P {counts.precision:.3f}  R {counts.recall:.3f}  F1 {counts.f1:.3f}"
    return f"{name:20s} {rates}   tp {counts.tp} fp {counts.fp} fn {counts.fn}"


def _share(share: Share) -> dict[str, Any]:
    rate = share.rate
    return {"right": share.right, "of": share.of, "rate": None if rate is None else round(rate, 4)}
