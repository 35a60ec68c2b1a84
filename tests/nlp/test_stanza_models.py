"""Which model files are taken, in both layouts. Files are empty here: only names count. No stanza needed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inovasi.errors import UsageError
from inovasi.nlp.stanza_models import find_models


def touch(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def names(folder: Path) -> dict[str, str]:
    files = find_models(folder)
    found = files.processors | files.support
    return {name: path.relative_to(folder).as_posix() for name, path in found.items()}


def test_a_plain_folder(tmp_path: Path) -> None:
    touch(tmp_path, "tokenize.pt", "ner.pt", "README.md")
    assert names(tmp_path) == {"tokenize": "tokenize.pt", "ner": "ner.pt"}
    options = find_models(tmp_path).options()
    assert options["tokenize_model_path"] == str(tmp_path / "tokenize.pt")
    assert options["ner_pretrain_path"] == ""
    assert "pos_model_path" not in options


def test_the_folder_of_stanza_itself(tmp_path: Path) -> None:
    touch(tmp_path, "id/tokenize/gsd.pt", "id/mwt/gsd.pt", "id/pos/gsd_charlm.pt", "id/pos/csui_charlm.pt")
    touch(tmp_path, "id/pretrain/conll17.pt", "id/forward_charlm/oscar2023.pt", "id/lemma/gsd.pt")
    assert names(tmp_path) == {
        "tokenize": "id/tokenize/gsd.pt",
        "mwt": "id/mwt/gsd.pt",
        "pos": "id/pos/csui_charlm.pt",
        "pretrain": "id/pretrain/conll17.pt",
        "forward_charlm": "id/forward_charlm/oscar2023.pt",
    }


def test_of_several_models_stanza_says_which(tmp_path: Path) -> None:
    touch(tmp_path, "id/tokenize/csui.pt", "id/tokenize/gsd.pt", "id/pos/csui.pt", "id/pos/gsd.pt")
    touch(tmp_path, "id/pretrain/a.pt", "id/pretrain/b.pt")
    package = {"tokenize": "gsd", "pos": "gsd", "optional": {"ner": "x"}}
    needs = {"gsd": {"dependencies": [{"model": "pretrain", "package": "b"}]}}
    resources = {"id": {"packages": {"default": package}, "pos": needs}}
    (tmp_path / "resources.json").write_text(json.dumps(resources), encoding="utf-8")
    assert names(tmp_path) == {
        "tokenize": "id/tokenize/gsd.pt",
        "pos": "id/pos/gsd.pt",
        "pretrain": "id/pretrain/b.pt",
    }


@pytest.mark.parametrize("resources", ["{", "[]", '{"id": {"packages": 3}}'])
def test_a_broken_list_of_models_is_named(tmp_path: Path, resources: str) -> None:
    touch(tmp_path, "id/tokenize/gsd.pt")
    (tmp_path / "resources.json").write_text(resources, encoding="utf-8")
    with pytest.raises(UsageError, match=r"resources\.json: is not a list of stanza models"):
        find_models(tmp_path)


@pytest.mark.parametrize("present", [[], ["ner.pt"], ["id/pos/gsd.pt"]])
def test_without_a_tokenizer_the_folder_is_named(tmp_path: Path, present: list[str]) -> None:
    touch(tmp_path, *present)
    with pytest.raises(UsageError, match="no stanza models there") as caught:
        find_models(tmp_path)
    assert caught.value.input == str(tmp_path)
    assert "--stanza-models DIR" in caught.value.advice
