"""What the trained models are worth on articles that they did not see.

    python models/cross_validate.py FOLDS GOLD_DIR... [--without TRAINING_DIR...] [--errors]

FOLDS is what ``train_reader.py --folds`` wrote: every article as a reader sees it that was trained on others. The
articles of GOLD_DIR are split into folds by a hash of their ids; the name model learns from all other articles of FOLDS
(without those of TRAINING_DIR), reads the fold inside the whole pipeline, and the figures of ``inovasi evaluate`` are
printed. Only what the models decide differs from an ordinary evaluation.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from train_names import Labelled, out_of_fold, read_folds, without_reader

from inovasi.evaluate import evaluate
from inovasi.gold import Annotations, GoldArticle, predicted, read_gold
from inovasi.nlp.claims import find_claims
from inovasi.nlp.extract import extraction_of
from inovasi.nlp.innovations import find_innovations
from inovasi.nlp.name_model import NameModel
from inovasi.output import record
from inovasi.report import as_lines, error_lines


def read_fold(golds: Sequence[GoldArticle], labelled: Sequence[Labelled], model: NameModel) -> list[Annotations]:
    """Predictions for the articles of one fold with a model that saw none of them."""
    found = []
    for gold, item in zip(golds, labelled, strict=True):
        item.reading.innovations = find_innovations(item.reading, item.groups, model)
        item.reading.claims = find_claims(item.reading)
        found.append(predicted(record(gold.article, extraction_of(gold.article, item.reading))))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folds", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="articles that no fold trains on")
    parser.add_argument("--plain", action="store_true", help="without the trained reader")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    known = {a.article: a for a in read_folds(args.folds)}
    if args.plain:
        known = {name: without_reader(a) for name, a in known.items()}
    left_out = {gold.article.id for folder in args.without for gold in read_gold(folder)}
    golds = [article for folder in args.gold for article in read_gold(folder)]
    by_id = {gold.article.id: gold for gold in golds}
    articles = [a for name, a in known.items() if name in by_id or name not in left_out]
    found: list[Annotations] = []
    for model, unseen in out_of_fold(articles, by_id):
        found += read_fold([by_id[a.article] for a in unseen], unseen, model)
    report = evaluate((gold.annotations for gold in golds), found)
    print("\n".join([*as_lines(report), *(error_lines(report) if args.errors else [])]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
