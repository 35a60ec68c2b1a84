"""Train what attaches names: the region that a text tells, the agency, and the region once the agency is known.

Each is a choice among the candidates of an article, or none of them: a conditional logit with an L2 penalty, fitted by
Newton's method. A later layer learns from answers that an earlier one gave for articles it had not seen (inner folds).
``train_names.py`` calls this and writes the layers into the model.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from inovasi.evaluate import same_agency, same_innovation, same_region
from inovasi.gold import Innovation
from inovasi.nlp.layers import Layer
from inovasi.nlp.owner_layout import target
from inovasi.nlp.owners import Attacher, Known, Layers, likelihood
from inovasi.nlp.region_index import places
from inovasi.nlp.regions import lookup
from inovasi.nlp.spans import Span

if TYPE_CHECKING:
    from train_names import Labelled

PENALTY = 2.0
NO_LAYERS = Layers(Layer({}, 0.0), Layer({}, 0.0), Layer({}, 0.0))


@dataclass(frozen=True)
class Choice:
    """The candidates for one name, and which of them are right; none right means that the text tells none."""

    article: str
    options: list[dict[str, float]]
    right: frozenset[int]


def true_names(a: Labelled) -> list[tuple[Innovation, list[Span]]]:
    """The annotated names of an article with all their places, as reading the article would fold them."""
    places: dict[int, set[Span]] = {}
    for group, value in zip(a.groups, a.labels, strict=True):
        if value == 1.0:
            guess = Innovation(name=group.name)
            index = next(i for i, g in enumerate(a.golds) if not g.doubtful and same_innovation(g, guess))
            places.setdefault(index, set()).update(group.spans)
    return [(a.golds[i], _outermost(spans)) for i, spans in places.items()]


def _outermost(spans: Iterable[Span]) -> list[Span]:
    """Sorted, without those that lie inside another one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.first, -s.last)):
        if not kept or span.first >= kept[-1].last:
            kept.append(span)
    return kept


def attacher_of(a: Labelled, layers: Layers) -> Attacher:
    return Attacher(a.reading, [spans for _, spans in true_names(a)], layers)


def place_choices(articles: Sequence[Labelled]) -> list[Choice]:
    """One choice per true name among the regions of its article."""
    found = []
    for a in articles:
        attacher = attacher_of(a, NO_LAYERS)
        for gold, spans in true_names(a):
            found.append(_region_choice(a, gold, attacher.region_options(target(a.reading, spans))))
    return found


def _region_choice(a: Labelled, gold: Innovation, options: Iterable[tuple[str, dict[str, float]]]) -> Choice:
    options = list(options)
    right = frozenset(i for i, (code, _) in enumerate(options) if same_place(gold.region, code))
    return Choice(a.article, [features for _, features in options], right)


def same_place(region: str | None, code: str) -> bool:
    """Whether an annotated region is the one of ``code``; "NTB" and "OKU Selatan" are known by their short forms."""
    known = lookup(region) if region else None
    return known[0] == code if known else same_region(region, places()[code].name)


def owner_choices(articles: Sequence[Labelled], place: Layer) -> list[Choice]:
    """One choice per true name among the agencies of its article."""
    found = []
    for a in articles:
        attacher = attacher_of(a, NO_LAYERS)
        for gold, spans in true_names(a):
            name = target(a.reading, spans)
            homes = likelihood(place, dict(attacher.region_options(name)))
            options = list(attacher.agency_options(name, homes))
            right = (i for i, (k, _) in enumerate(options) if same_agency(gold.agency, a.reading.agencies[k].name))
            found.append(Choice(a.article, [features for _, features in options], frozenset(right)))
    return found


def region_choices(articles: Sequence[Labelled], layers: Layers) -> list[Choice]:
    """One choice per true name among the regions of its article, its owner looked for by ``layers``."""
    found = []
    for a in articles:
        attacher = attacher_of(a, layers)
        for gold, spans in true_names(a):
            name = target(a.reading, spans)
            options = attacher.region_options(name, Known(attacher.owner_of(name)))
            found.append(_region_choice(a, gold, options))
    return found


def train_attachments(articles: Sequence[Labelled], folds: int) -> dict[str, dict[str, Any]]:
    """The layers of owners.py. Each rests on answers of the one before for articles that it did not see."""
    owners: list[Choice] = []
    regions: list[Choice] = []
    places_of = place_choices(articles)
    for fold in range(folds):
        inside = [a for a in articles if fold_of(a.article, folds) == fold]
        place = layer_of(train_choice([c for c in places_of if fold_of(c.article, folds) != fold]))
        owners += owner_choices(inside, place)
    place = layer_of(train_choice(places_of))
    for fold in range(folds):
        inside = [a for a in articles if fold_of(a.article, folds) == fold]
        owner = layer_of(train_choice([c for c in owners if fold_of(c.article, folds) != fold]))
        regions += region_choices(inside, Layers(place, owner, place))
    return {"place": train_choice(places_of), "owner": train_choice(owners), "region": train_choice(regions)}


def fit_choice(x: np.ndarray, y: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Newton's method for choices among options.

    Row i of ``x`` is an option and ``y[i]`` its share of the answer; a choice begins at each of ``starts`` and ends
    with a row of zeros for "none". The bias (last column) is not penalised.
    """
    w = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], PENALTY)
    penalty[-1] = 1e-6
    lengths = np.diff(np.append(starts, len(x)))

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ at
        score -= np.repeat(np.maximum.reduceat(score, starts), lengths)
        total = np.add.reduceat(np.exp(score), starts)
        value = np.log(total).sum() - y @ score + (penalty * at * at).sum() / 2
        return float(value), np.exp(score) / np.repeat(total, lengths)

    value, p = loss(w)
    for _ in range(40):
        weighted = x * p[:, None]
        means = np.add.reduceat(weighted, starts, axis=0)
        gradient = x.T @ (p - y) + penalty * w
        step = np.linalg.solve(x.T @ weighted - means.T @ means + np.diag(penalty), gradient)
        size = 1.0
        while size > 1e-3 and loss(w - size * step)[0] > value:  # a full step may overshoot
            size /= 2
        w -= size * step
        value, p = loss(w)
        if np.abs(step).max() < 1e-6:
            break
    return w


def train_choice(choices: Sequence[Choice]) -> dict[str, Any]:
    """A layer whose score ranks the options of a choice; below 0 "none" is the likelier answer."""
    asked = [c for c in choices if c.options]
    names = _feature_names(asked)
    column = {name: i for i, name in enumerate(names)}
    ends = np.cumsum([len(c.options) + 1 for c in asked])
    x = np.zeros((ends[-1], len(names) + 1))
    for end, c in zip(ends, asked, strict=True):
        first = end - len(c.options) - 1
        x[first : end - 1, -1] = 1.0
        for row, options in enumerate(c.options, start=first):
            for name, value in options.items():
                if name in column:
                    x[row, column[name]] = value
    w = fit_choice(x, np.concatenate([_shares(c) for c in asked]), np.append(0, ends[:-1]))
    weights = {name: round(float(v), 5) for name, v in zip(names, w, strict=False)}
    return {"bias": round(float(w[-1]), 5), "weights": weights}


def _feature_names(choices: Sequence[Choice]) -> list[str]:
    """Features that are not 0 at least three times, sorted."""
    counts = Counter(name for c in choices for options in c.options for name, value in options.items() if value)
    return sorted(name for name, n in counts.items() if n >= 3)


def _shares(choice: Choice) -> np.ndarray:
    """What each option has of the answer; the last one is "none"."""
    y = np.zeros(len(choice.options) + 1)
    y[sorted(choice.right) or [-1]] = 1.0 / max(1, len(choice.right))
    return y


def layer_of(data: dict[str, Any]) -> Layer:
    """The layer that ``train_choice`` describes."""
    return Layer(data["weights"], data["bias"])


def fold_of(article: str, folds: int) -> int:
    """The inner fold of an article."""
    return int(hashlib.sha256(f"inner{article}".encode()).hexdigest(), 16) % folds
