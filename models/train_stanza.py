"""Train the small stanza models that the tests of ``--backend stanza`` read with.

    python models/train_stanza.py ../shared/data --out tests/data/stanza

Tokenizer and tagger learn from Universal Dependencies (CSUI train and GSD dev, of which every tenth paragraph decides
which step to keep), the entity recogniser from IDNER-news-2k (train; its dev part decides). All three go through
stanza's own training entry points, on one thread and seeded, in about ten CPU minutes. What is written:
``tokenize.pt``, ``pos.pt``, ``ner.pt``, and ``models.json`` with the checksums of all inputs and the scores on the test
parts, which nothing here learns from.

These models are small on purpose; stanza's own Indonesian ones are better at tokens and parts of speech.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import stanza
import stanza_data as data
import stanza_scores as scores
import torch
from data_files import read_entities, read_treebank
from stanza.models import ner_tagger, tagger, tokenizer

SEED = "20240304"
TREEBANKS = ("ud/id_csui-ud-train.conllu", "ud/id_gsd-ud-dev.conllu")
ENTITIES = {"train": "ner/idner_train.txt", "dev": "ner/idner_dev.txt"}
TESTS = {
    "csui_test": "ud/id_csui-ud-test.conllu",
    "gsd_test": "ud/id_gsd-ud-test.conllu",
    "idner_test": "ner/idner_test.txt",
}
SETTINGS = {
    "tokenize": "--lang id --steps 600 --eval_steps 150 --max_seqlen 300 --emb_dim 24 --hidden_dim 48 --no_use_mwt",
    "pos": "--lang id --no_pretrain --max_steps 900 --eval_interval 150 --fix_eval_interval --batch_size 24 "
    "--no_second_optim --hidden_dim 96 --num_layers 1 --char_emb_dim 32 --char_hidden_dim 64 --word_emb_dim 48 "
    "--word_cutoff 3 --tag_emb_dim 8 --deep_biaff_hidden_dim 64 --composite_deep_biaff_hidden_dim 8 "
    "--transformed_dim 48",
    "ner": "--no_pretrain --max_steps 1800 --eval_interval 100 --optim adam --lr 0.003 --batch_size 32 "
    "--hidden_dim 96 --char_emb_dim 32 --char_hidden_dim 64 --word_emb_dim 48 --word_dropout 0.15",
}
# What a checkpoint says of the machine that it was made on; nothing reads it again.
LOCAL = ("_file", "_dir", "save_name", "load_name", "device", "dev_conll_gold")


def treebank(source: Path) -> dict[str, list[data.Paragraph]]:
    """Paragraphs to learn from, and those that decide."""
    whole = [paragraph for name in TREEBANKS for paragraph in data.paragraphs(read_treebank(source / name))]
    return {"train": [p for i, p in enumerate(whole) if i % 10], "dev": whole[::10]}


def train_tokenizer(source: Path, work: Path) -> None:
    no_words = work / "mwt.json"  # stanza asks for its list of multi-word tokens
    no_words.write_text("[]", encoding="utf-8")
    files = ["--mwt_json_file", str(no_words)]
    for part, prefix in (("train", ""), ("dev", "dev_")):
        text, labels = data.labelled_text(treebank(source)[part])
        for kind, content in (("txt", text), ("label", labels)):
            file = work / f"{part}.{kind}"
            file.write_text(content, encoding="utf-8")
            files += [f"--{prefix}{kind}_file", str(file)]
    tokenizer.main([*files, *common(work, "tokenize")])


def train_tagger(source: Path, work: Path) -> None:
    files: list[str] = []
    for part, option in (("train", "--train_file"), ("dev", "--eval_file")):
        file = work / f"{part}.conllu"
        sentences = [sentence for paragraph in treebank(source)[part] for sentence in paragraph]
        file.write_text(data.surface_conllu(sentences), encoding="utf-8")
        files += [option, str(file)]
    tagger.main([*files, *common(work, "pos")])


def train_recogniser(source: Path, work: Path) -> None:
    files: list[str] = []
    for part, option in (("train", "--train_file"), ("dev", "--eval_file")):
        file = work / f"{part}.json"
        sentences = read_entities(source / ENTITIES[part])
        file.write_text(json.dumps(data.entity_document(sentences)), encoding="utf-8")
        files += [option, str(file)]
    ner_tagger.main([*files, *common(work, "ner")])


def common(work: Path, name: str) -> list[str]:
    fixed = ["--shorthand", "id_csui", "--seed", SEED, "--cpu", "--mode", "train"]
    return [*fixed, "--save_dir", str(work), "--save_name", f"{name}.pt", *SETTINGS[name].split()]


def ship(checkpoint: Path, target: Path) -> None:
    """Keep what reading needs: weights in half precision (it costs no figure its third digit), no paths."""
    state: dict[str, Any] = torch.load(checkpoint, map_location="cpu", weights_only=True)
    kept = {
        "model": {k: v.half() if v.is_floating_point() else v for k, v in state["model"].items()},
        "vocab": state["vocab"],
        "config": {k: v for k, v in state["config"].items() if not k.endswith(LOCAL)},
    }
    if "lexicon" in state:
        kept["lexicon"] = state["lexicon"]
    torch.save(kept, target)


def checksums(source: Path, names: Iterable[str]) -> dict[str, str]:
    return {name: hashlib.sha256((source / name).read_bytes()).hexdigest() for name in sorted(names)}


def card(source: Path, folder: Path) -> dict[str, Any]:
    """What the models were made from and with, and what they reach on articles that they did not see."""
    treebanks = {n: read_treebank(source / f) for n, f in TESTS.items() if f.endswith(".conllu")}
    return {
        "inputs": checksums(source, (*TREEBANKS, *ENTITIES.values())),
        "tests": checksums(source, TESTS.values()),
        "made_with": {"stanza": stanza.__version__, "torch": torch.__version__.partition("+")[0]},
        "seed": int(SEED),
        "settings": SETTINGS,
        "scores": {n: scores.of_treebank(folder, sentences) for n, sentences in treebanks.items()}
        | {"idner_test": scores.of_entities(folder, read_entities(source / TESTS["idner_test"]))},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with ud/ and ner/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", choices=tuple(SETTINGS), action="append", help="train these; keep the others in OUT")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    options.out.mkdir(parents=True, exist_ok=True)
    steps = {"tokenize": train_tokenizer, "pos": train_tagger, "ner": train_recogniser}
    for name in options.only or steps:
        with tempfile.TemporaryDirectory() as work:
            steps[name](options.data, Path(work))
            ship(Path(work) / f"{name}.pt", options.out / f"{name}.pt")
    text = json.dumps(card(options.data, options.out), indent=1, sort_keys=True)
    (options.out / "models.json").write_text(text + "\n", encoding="utf-8")
    print(text, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
