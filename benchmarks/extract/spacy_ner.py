"""spaCy's stock entity recogniser, trained here because spaCy has none for Indonesian.

The configuration is what ``spacy init config --lang id --pipeline ner --optimize efficiency`` writes: tok2vec
(HashEmbedCNN, width 96, depth 4) and the transition-based recogniser. Training is seeded, on one thread, and kept in a
folder named by the checksum of all that went in, so that a second run of the benchmark finds it there.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from importlib.metadata import version
from pathlib import Path

import spacy
from spacy.cli.init_config import init_config
from spacy.tokens import Doc, DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train

from benchmarks.extract.entities import Tagged, read_sentences

SEED = 20251121
MAX_STEPS = (
    4000  # spaCy's own 20,000 go on for an hour; its patience (1,600 steps without a better score) ends it first
)


def trained_model(train_file: Path, dev_file: Path, cache: Path) -> Path:
    """The folder of the trained pipeline, made at the first call (minutes) and found at the next ones."""
    folder = cache / f"spacy-ner-{_checksum(train_file, dev_file)}"
    if not (folder / "meta.json").is_file():
        _train(read_sentences(train_file), read_sentences(dev_file), folder)
    return folder


def _checksum(*files: Path) -> str:
    whole = hashlib.sha256(json.dumps([version("spacy"), SEED, MAX_STEPS]).encode())
    for file in files:
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]


def _train(train_part: list[Tagged], dev_part: list[Tagged], folder: Path) -> None:
    work = folder.with_name(folder.name + ".work")
    shutil.rmtree(work, ignore_errors=True)
    (work / "out").mkdir(parents=True)
    for name, part in (("train", train_part), ("dev", dev_part)):
        _write(part, work / f"{name}.spacy")
    config = init_config(lang="id", pipeline=["ner"], optimize="efficiency", silent=True)
    config["paths"]["train"], config["paths"]["dev"] = str(work / "train.spacy"), str(work / "dev.spacy")
    config["system"]["seed"] = SEED
    config["training"]["max_steps"] = MAX_STEPS
    nlp = init_nlp(config)
    train(nlp, work / "out")
    (work / "out" / "model-best").rename(folder)
    shutil.rmtree(work)


def _write(sentences: list[Tagged], path: Path) -> None:
    """Gold documents; spaCy cuts their text with its own tokenizer and aligns the names, as in real use."""
    vocab = spacy.blank("xx").vocab
    bin_ = DocBin()
    for sentence in sentences:
        doc = Doc(vocab, words=list(sentence.words), spaces=list(sentence.spaces))
        doc.set_ents([s for span in sentence.spans if (s := doc.char_span(*span)) is not None])
        bin_.add(doc)
    bin_.to_disk(path)
