"""Measure how often values are right, and write the confidences that the pipeline publishes.

    python models/calibrate.py FOLDS GOLD_DIR... [--out models/confidence.json] [--table]

FOLDS is what ``train_reader.py --folds`` wrote. Every value is of an article that no model saw: innovations come from
the name model trained on the other folds, agencies and officials carry the votes of the reader trained on the others.
A logistic layer per kind turns votes into the share of right values. ``--table`` prints the reliability table: each
value is then judged by layers fitted on the other folds, so the expected calibration error is an honest one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from train_names import FOLDS, Example, Labelled, as_layer, fold_of, out_of_fold, read_folds, train_layer

from inovasi.evaluate import same_agency, same_gloss, same_innovation, same_person
from inovasi.gold import Annotations, Gloss, Innovation, Person, read_gold
from inovasi.nlp.cover import entity_covers
from inovasi.nlp.innovations import find_innovations
from inovasi.nlp.layers import Layer, logit
from inovasi.nlp.votes import SUREST, agency_votes, expansion_votes, official_votes

AS_IT_IS = Layer({"logit": 1.0}, 0.0)
Kinds = dict[str, list[Example]]


def innovations(articles: Sequence[Labelled], golds: dict[str, Annotations]) -> list[Example]:
    """Published names of each fold with the probability that a model gives them which saw only the others."""
    found = []
    for model, unseen in out_of_fold(articles, golds):
        for a in unseen:
            known = golds[a.article].innovations
            for item in find_innovations(a.reading, a.groups, model, AS_IT_IS):
                guess = Innovation(item.name, item.aliases)
                right = [g for g in known if same_innovation(g, guess)]
                if not right or not all(g.doubtful for g in right):
                    found.append(Example(a.article, {"logit": logit(item.confidence)}, float(bool(right))))
    return found


def others(articles: Sequence[Labelled], golds: dict[str, Annotations]) -> Kinds:
    """Agencies, officials and expansions with their votes, right or wrong."""
    found: Kinds = {"agency": [], "official": [], "expansion": []}
    for a in articles:
        known, reading = golds[a.article], a.reading
        seen = entity_covers(reading)
        for agency in reading.agencies:
            right = any(same_agency(g, agency.name) for g in known.agencies)
            found["agency"].append(Example(a.article, agency_votes(agency, seen["ORG"]), float(right)))
        for official in reading.officials:
            right = any(same_person(g, Person(official.name, official.role)) for g in known.officials)
            found["official"].append(Example(a.article, official_votes(official, seen["PER"]), float(right)))
        for expansion in reading.expansions:
            gloss = Gloss(expansion.short, expansion.long)
            right = any(same_gloss(g, gloss) for g in known.expansions)
            if right or not any(same_gloss(g, gloss) for g in known.doubtful_expansions):
                found["expansion"].append(Example(a.article, expansion_votes(expansion), float(right)))
    return found


def judged(data: Sequence[Example]) -> list[tuple[float, float]]:
    """(confidence, right) of every value, the confidence from layers fitted on the other folds."""
    pairs = []
    for fold in range(FOLDS):
        layer = as_layer(train_layer([e for e in data if fold_of(e.article, FOLDS, "calibrate") != fold]))
        part = [e for e in data if fold_of(e.article, FOLDS, "calibrate") == fold]
        pairs += [(min(layer.probability(e.features), SUREST), e.label) for e in part]
    return pairs


def table(kind: str, pairs: Sequence[tuple[float, float]]) -> list[str]:
    """Rows of the reliability table, and the expected calibration error over ten bins."""
    bins: dict[int, list[tuple[float, float]]] = {}
    for pair in pairs:
        bins.setdefault(min(int(pair[0] * 10), 9), []).append(pair)
    rows, error = [], 0.0
    for low, inside in sorted(bins.items()):
        said = sum(p for p, _ in inside) / len(inside)
        right = sum(r for _, r in inside) / len(inside)
        error += abs(said - right) * len(inside) / len(pairs)
        rows.append(f"| {kind} | {low / 10:.1f} to {low / 10 + 0.1:.1f} | {len(inside)} | {said:.2f} | {right:.2f} |")
    return [*rows, f"| {kind} | expected calibration error | {len(pairs)} | | {error:.3f} |"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folds", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "confidence.json")
    parser.add_argument("--table", action="store_true")
    args = parser.parse_args()
    articles = read_folds(args.folds)
    golds = {gold.article.id: gold.annotations for folder in args.gold for gold in read_gold(folder)}
    articles = [a for a in articles if a.article in golds]
    kinds: Kinds = {"innovation": innovations(articles, golds), **others(articles, golds)}
    if args.table:
        print("| value | confidence | values | said | right |\n|---|---|---|---|---|")
        print("\n".join(row for kind, data in kinds.items() for row in table(kind, judged(data))))
    layers = {kind: train_layer(data) for kind, data in kinds.items()}
    args.out.write_text(json.dumps(layers, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
