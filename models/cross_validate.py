"""What the name model is worth on articles that it did not see.

    python models/cross_validate.py GOLD_DIR... [--also TRAINING_DIR...] [--folds 5] [--errors]

Splits the articles of GOLD_DIR into folds by a hash of their ids, trains on the others (and on all of TRAINING_DIR),
reads the fold with that model inside the whole pipeline, and prints the figures of ``inovasi evaluate``. Only the
layers that the model touches differ from an ordinary evaluation: innovations and what is attached to them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from train_names import Labelled, fold_of, label_articles, train

from inovasi.evaluate import evaluate
from inovasi.gold import Annotations, GoldArticle, predicted, read_gold
from inovasi.nlp.claims import find_claims
from inovasi.nlp.extract import extraction_of
from inovasi.nlp.innovations import find_innovations
from inovasi.nlp.name_model import NameModel, from_json
from inovasi.output import record
from inovasi.report import as_lines, error_lines


def read_fold(golds: Sequence[GoldArticle], labelled: Sequence[Labelled], model: NameModel) -> list[Annotations]:
    """Predictions for the articles of one fold with a model that saw none of them."""
    found = []
    for gold, item in zip(golds, labelled, strict=True):
        item.reading.innovations = find_innovations(item.reading, model)
        item.reading.claims = find_claims(item.reading)
        found.append(predicted(record(gold.article, extraction_of(gold.article, item.reading))))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="articles that every fold trains on")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    golds = [article for folder in args.gold for article in read_gold(folder)]
    labelled = label_articles(golds)
    also = label_articles([article for folder in args.also for article in read_gold(folder)])
    found: list[Annotations] = []
    for fold in range(args.folds):
        inside = [i for i, gold in enumerate(golds) if fold_of(gold.article.id, args.folds) == fold]
        model = from_json(train([item for i, item in enumerate(labelled) if i not in set(inside)] + also))
        found += read_fold([golds[i] for i in inside], [labelled[i] for i in inside], model)
    report = evaluate((gold.annotations for gold in golds), found)
    print("\n".join([*as_lines(report), *(error_lines(report) if args.errors else [])]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
