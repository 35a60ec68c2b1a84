"""Train the name model: how likely a candidate names an innovation.

    python models/train_names.py GOLD_DIR... [--out models/names.json] [--folds 5]

Reads annotated articles, makes the candidates the pipeline makes, fits a logistic regression with an L2 penalty by
Newton's method, and prints cross-validated figures (folds are whole articles) before it fits on all of them. The result
is a small JSON file, the same bytes for the same input.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import inovasi
from inovasi.evaluate import same_innovation
from inovasi.gold import GoldArticle, Innovation, read_gold
from inovasi.nlp.doc import reading_of
from inovasi.nlp.name_groups import group_candidates

PENALTY = 1.5


@dataclass(frozen=True)
class Example:
    article: str
    features: dict[str, float]
    label: float


def examples(articles: Sequence[GoldArticle]) -> list[Example]:
    """One example per name group; groups that match a doubtful annotation are left out."""
    nlp = inovasi.load()
    nlp.remove_pipe("inovasi_innovations")
    nlp.remove_pipe("inovasi_claims")
    found = []
    for gold in articles:
        reading = reading_of(nlp(gold.article.text))
        for group in group_candidates(reading):
            guess = Innovation(name=group.name)
            sure = any(same_innovation(g, guess) for g in gold.annotations.innovations if not g.doubtful)
            doubtful = any(same_innovation(g, guess) for g in gold.annotations.innovations if g.doubtful)
            if sure or not doubtful:
                found.append(Example(gold.article.id, group.features, float(sure)))
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


def fold_of(article: str, folds: int) -> int:
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % folds


def train(data: Sequence[Example], threshold: float) -> dict[str, object]:
    names = feature_names(data)
    w = fit(matrix(data, names), np.array([e.label for e in data]))
    weights = {name: round(float(v), 5) for name, v in zip(names, w, strict=False)}
    return {"bias": round(float(w[-1]), 5), "threshold": threshold, "weights": weights}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "names.json")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--exclude-fold", type=int, default=None, help="leave one fold out (for cross-validation)")
    args = parser.parse_args()
    data = examples([article for folder in args.gold for article in read_gold(folder)])
    if args.exclude_fold is not None:
        data = [e for e in data if fold_of(e.article, args.folds) != args.exclude_fold]
    model = train(data, args.threshold)
    args.out.write_text(json.dumps(model, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(data)} candidates, {int(sum(e.label for e in data))} names, {len(model['weights'])} features", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
