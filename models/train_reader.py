"""Train the reader: word vectors, entities, and the places of innovation names.

    python models/train_reader.py [--config models/reader.toml] [--out models/reader.msgpack] [--folds FILE]

Everything it needs stands in the configuration. The same input gives the same bytes on the same machine. ``--folds``
also trains one reader for each part of the articles on all the others and writes what each says of the articles it did
not see: that is what the name model learns from and what every honest figure rests on.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import random
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import floret
import numpy as np
from data_files import Tagged, read_entities
from reader_data import article_example, plain_words, sentence_example
from spacy.training import Example
from spacy.util import fix_random_seed
from train_names import Labelled, checksum, fold_of, label_articles

from inovasi.gold import GoldArticle, read_gold
from inovasi.nlp.model import blank, load
from inovasi.nlp.reader_model import CANDIDATES, SPANS, Shape, WordVectors, add_reader, to_bytes
from inovasi.types import Reader

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent


def vectors(config: dict[str, Any], texts: Iterable[list[str]]) -> WordVectors:
    """Train floret vectors on the words of ``texts``; one thread, so that the result is always the same."""
    settings = config["vectors"]
    with tempfile.TemporaryDirectory() as folder:
        source, table = Path(folder, "text"), Path(folder, "table")
        source.write_text("".join(" ".join(words) + "\n" for words in texts), encoding="utf-8")
        model = floret.train_unsupervised(str(source), model="skipgram", mode="floret", thread=1, verbose=0, **settings)
        model.save_floret_vectors(str(table))
        head, *rows = table.read_text(encoding="utf-8").splitlines()
    _, _, minn, maxn, hash_count, hash_seed, bow, eow = head.split()
    data = np.array([row.split()[1:] for row in rows], dtype=np.float16)
    names = {"minn": int(minn), "maxn": int(maxn), "hash_count": int(hash_count), "hash_seed": int(hash_seed)}
    return WordVectors(data, names | {"bow": bow, "eow": eow})


def train(
    config: dict[str, Any],
    table: WordVectors,
    entities: Sequence[Tagged],
    articles: Sequence[Labelled],
    made_of: dict[str, str],
) -> bytes:
    """A reader trained on sentences with entities and on articles with labelled candidates, as one block."""
    settings, shape = config["training"], Shape(**config["shape"])
    fix_random_seed(settings["seed"])
    nlp = blank()
    table.install(nlp)
    add_reader(nlp, shape)
    nlp.get_pipe(SPANS).weight = settings["span_weight"]
    told = [sentence_example(nlp, sentence) for sentence in entities]
    named = [article_example(nlp, article) for article in articles]
    named = [example for example in named if example.predicted.user_data[CANDIDATES]]
    optimizer = nlp.initialize(lambda: [*told[:200], *named[:50]])
    rng = random.Random(settings["seed"])
    for epoch in range(settings["epochs"]):
        losses: dict[str, float] = {}
        for batch in batches(rng, told, named, settings["articles_a_batch"]):
            nlp.update(batch, sgd=optimizer, drop=settings["dropout"], losses=losses)
        print(f"epoch {epoch + 1}: " + ", ".join(f"{k} {v:.0f}" for k, v in losses.items()), file=sys.stderr)
    return to_bytes(nlp, shape, table, made_of)


def batches(
    rng: random.Random, told: Sequence[Example], named: Sequence[Example], articles: int
) -> Iterator[list[Example]]:
    """Some articles and their share of the sentences in each batch: both heads learn at every step."""
    told, named = rng.sample(told, len(told)), rng.sample(named, len(named))
    steps = -(-len(named) // articles)
    for step in range(steps):
        yield named[step::steps] + told[step::steps]


def words_for_vectors(config: dict[str, Any], articles: Sequence[GoldArticle]) -> Iterator[list[str]]:
    """Words of all texts, sentence by sentence (of articles: line by line)."""
    for name in [*config["data"]["entities"], *config["data"]["text"]]:
        yield from plain_words(ROOT / name)
    nlp = blank()
    for gold in articles:
        for line in gold.article.text.splitlines():
            yield [token.text for token in nlp.make_doc(line) if not token.is_space]


def inputs(config: dict[str, Any], articles: Sequence[GoldArticle]) -> dict[str, str]:
    """SHA-256 of every input file, and one over all articles."""
    files = [*config["data"]["entities"], *config["data"]["text"]]
    found = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in files}
    return found | {f"{len(articles)} articles": checksum(articles)}


def folds(
    config: dict[str, Any],
    table: WordVectors,
    told: Sequence[Tagged],
    golds: Sequence[GoldArticle],
    articles: Sequence[Labelled],
) -> list[Labelled]:
    """Every article as a reader sees it that was trained on the other parts only.

    ``articles`` are ``golds`` as the rules label them.
    """
    found, parts = [], config["training"]["folds"]
    for fold in range(parts):
        unseen = [g for g in golds if fold_of(g.article.id, parts) == fold]
        seen = [a for a in articles if fold_of(a.article, parts) != fold]
        print(f"fold {fold + 1}", file=sys.stderr)
        found += label_articles(unseen, load(Reader(), train(config, table, told, seen, {})))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--config", type=Path, default=HERE / "reader.toml")
    parser.add_argument("--out", type=Path, default=HERE / "reader.msgpack")
    parser.add_argument("--folds", type=Path, metavar="FILE")
    args = parser.parse_args()
    config = tomllib.loads(args.config.read_text(encoding="utf-8"))
    golds = [gold for name in config["data"]["articles"] for gold in read_gold(ROOT / name)]
    told = [sentence for name in config["data"]["entities"] for sentence in read_entities(ROOT / name)]
    table = vectors(config, words_for_vectors(config, golds))
    articles = label_articles(golds, load(Reader(models=False)))
    if args.folds is not None:
        args.folds.write_bytes(pickle.dumps(folds(config, table, told, golds, articles)))
    args.out.write_bytes(train(config, table, told, articles, inputs(config, golds)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
