"""Train the name model: how likely a candidate names an innovation.

    python models/train_names.py FOLDS [--out models/names.json]

FOLDS is what ``train_reader.py --folds`` wrote: annotated articles with their candidates and the reader's votes. Fits
logistic regressions with an L2 penalty by Newton's method: the first look at a candidate, the second look with its
neighbours, both with and without the votes, and (``train_owners.py``) what attaches a name to its agency and region.
The result is a small JSON file that lists the articles, the same bytes for the same input. What it is worth on articles
that it did not see, ``cross_validate.py`` says.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from train_owners import train_attachments

from inovasi.evaluate import same_innovation
from inovasi.gold import GoldArticle, Innovation
from inovasi.nlp.doc import reading_of
from inovasi.nlp.factories import scored_groups
from inovasi.nlp.layers import Layer
from inovasi.nlp.name_groups import Group, group_candidates, neighbour_features
from inovasi.nlp.name_model import READER, NameModel, from_json
from inovasi.nlp.reading import Reading

PENALTY = 4.0
THRESHOLD = 0.42
"""Probability from which a candidate counts; near the best F1 of the cross-validation, a little towards recall."""
UNSEEN = 0.02
"""The vote for a candidate that the rules did not yet propose when the reader looked."""
FOLDS = 5
"""Parts of a cross-validation."""
INNER_FOLDS = 5
"""The second look learns from first looks that did not see the article."""


@dataclass(frozen=True)
class Example:
    article: str
    features: dict[str, float]
    label: float


@dataclass(frozen=True)
class Labelled:
    """One article's groups with a label each; None for groups that match a doubtful annotation."""

    article: str
    reading: Reading
    groups: list[Group]
    labels: list[float | None]
    golds: Sequence[Innovation]


def label_articles(articles: Sequence[GoldArticle], nlp: Language) -> list[Labelled]:
    """Candidates of each article as ``nlp`` (a whole pipeline) sees them, each with its label."""
    found = []
    with nlp.select_pipes(disable=["inovasi_innovations", "inovasi_claims", "inovasi_votes"]):
        for gold in articles:
            doc = nlp(gold.article.text)
            groups = scored_groups(doc) or []
            labels = [label(group, gold.annotations.innovations) for group in groups]
            found.append(Labelled(gold.article.id, reading_of(doc), groups, labels, gold.annotations.innovations))
    return found


def read_folds(file: Path) -> list[Labelled]:
    """What ``train_reader.py --folds`` wrote, with the features as they are made today."""
    found = []
    for old in pickle.loads(file.read_bytes()):
        votes = {span: vote for group in old.groups for span, vote in zip(group.spans, group.votes, strict=True)}
        groups = group_candidates(old.reading)
        for group in groups:
            group.hear([votes.get(span, UNSEEN) for span in group.spans])
        found.append(replace(old, groups=groups, labels=[label(group, old.golds) for group in groups]))
    return found


def label(group: Group, golds: Sequence[Innovation]) -> float | None:
    guess = Innovation(name=group.name)
    if any(same_innovation(g, guess) for g in golds if not g.doubtful):
        return 1.0
    return None if any(same_innovation(g, guess) for g in golds if g.doubtful) else 0.0


def first_examples(articles: Sequence[Labelled]) -> list[Example]:
    return [
        Example(a.article, group.features, value)
        for a in articles
        for group, value in zip(a.groups, a.labels, strict=True)
        if value is not None
    ]


def second_examples(articles: Sequence[Labelled], folds: int) -> list[Example]:
    """Features of the second look. The first look that they rest on never saw the article (inner folds)."""
    first = first_examples(articles)
    found = []
    for fold in range(folds):
        layer = as_layer(train_layer([e for e in first if fold_of(e.article, folds, "inner") != fold]))
        for a in articles:
            if fold_of(a.article, folds, "inner") != fold:
                continue
            for group in a.groups:
                group.probability = layer.probability(group.features)
            for group, extra, value in zip(a.groups, neighbour_features(a.reading, a.groups), a.labels, strict=True):
                if value is not None:
                    found.append(Example(a.article, group.features | extra, value))
    return found


def matrix(data: Sequence[Example], names: Sequence[str]) -> np.ndarray:
    column = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(data), len(names) + 1))
    x[:, -1] = 1.0
    for row, example in enumerate(data):
        for name, value in example.features.items():
            if name in column:
                x[row, column[name]] = value
    return x


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Newton's method; the bias (last column) is not penalised."""
    w = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], PENALTY)
    penalty[-1] = 1e-6
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + penalty * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w


def feature_names(data: Sequence[Example]) -> list[str]:
    """Features seen at least three times, sorted."""
    counts: dict[str, int] = {}
    for example in data:
        for name in example.features:
            counts[name] = counts.get(name, 0) + 1
    return sorted(name for name, n in counts.items() if n >= 3)


def fold_of(article: str, folds: int, salt: str = "") -> int:
    return int(hashlib.sha256((salt + article).encode()).hexdigest(), 16) % folds


def train_layer(data: Sequence[Example]) -> dict[str, Any]:
    names = feature_names(data)
    w = fit(matrix(data, names), np.array([e.label for e in data]))
    weights = {name: round(float(v), 5) for name, v in zip(names, w, strict=False)}
    return {"bias": round(float(w[-1]), 5), "weights": weights}


def as_layer(data: dict[str, Any]) -> Layer:
    return Layer(data["weights"], data["bias"])


def train(articles: Sequence[Labelled], threshold: float = THRESHOLD, folds: int = INNER_FOLDS) -> dict[str, Any]:
    return {
        "full": train_looks(articles, folds),
        "plain": train_looks([without_reader(a) for a in articles], folds),
        "threshold": threshold,
        **train_attachments(articles, folds),
    }


def out_of_fold(articles: Sequence[Labelled], measured: Collection[str]) -> Iterator[tuple[NameModel, list[Labelled]]]:
    """The ``measured`` ones among ``articles`` (ids) in parts, each with a model trained on all other articles."""
    for fold in range(FOLDS):
        inside = [a for a in articles if a.article in measured and fold_of(a.article, FOLDS) == fold]
        unseen = {a.article for a in inside}
        yield from_json(train([a for a in articles if a.article not in unseen])), inside


def train_looks(articles: Sequence[Labelled], folds: int) -> dict[str, Any]:
    return {"first": train_layer(first_examples(articles)), "second": train_layer(second_examples(articles, folds))}


def without_reader(article: Labelled) -> Labelled:
    """The same article as rules and gazetteers alone see it."""
    groups = [
        replace(g, features={k: v for k, v in g.features.items() if not k.startswith(READER)}, votes=())
        for g in article.groups
    ]
    return replace(article, groups=groups)


def checksum(articles: Sequence[GoldArticle]) -> str:
    """One hash over ids and texts: tells whether a model was made from these articles."""
    whole = hashlib.sha256()
    for gold in sorted(articles, key=lambda g: g.article.id):
        whole.update(f"{gold.article.id}\0{gold.article.text}\0".encode())
    return whole.hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folds", type=Path, help="what models/train_reader.py --folds wrote")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "names.json")
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    args = parser.parse_args()
    articles = read_folds(args.folds)
    ids = hashlib.sha256("\0".join(sorted(a.article + a.reading.text for a in articles)).encode()).hexdigest()
    model = train(articles, args.threshold) | {
        "inputs": {"articles": sorted(a.article for a in articles), "sha256": ids}
    }
    args.out.write_text(json.dumps(model, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    names = sum(value == 1.0 for a in articles for value in a.labels)
    print(f"{len(articles)} articles, {names} names", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
