"""The documents name every command, option and dependency, and their examples work."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from inovasi.config import read_config
from inovasi.scrape.sources import chosen_sources
from inovasi.types import Correction, CrawlSettings, Source

README = "README.md"
CONTRIBUTING = "CONTRIBUTING.md"


def text_of(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def test_every_command_is_in_the_readme(run, root: Path) -> None:
    commands = re.findall(r"^ {4}([\w-]+)", run("--help").stdout, flags=re.MULTILINE)
    assert commands == [
        "scrape",
        "sources",
        "build",
        "extract",
        "evaluate",
        "resolve",
        "review",
        "merge",
        "split",
        "undo",
        "train-matching",
    ]
    for command in commands:
        assert f"\ninovasi {command} " in text_of(root, README)


def test_the_settings_in_the_readme_are_ones_that_work(root: Path, tmp_path: Path) -> None:
    """All of its TOML, one block after the other, is one inovasi.toml."""
    blocks = re.findall(r"^```toml\n(.*?)^```", text_of(root, README), flags=re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 2
    path = tmp_path / "inovasi.toml"
    path.write_text("\n".join(blocks), encoding="utf-8")
    config = read_config(path)
    assert [source.name for source in chosen_sources(config, [])] == ["contoh", "antara-sumsel"]
    assert config.sources[0].corrections


def test_every_setting_is_in_the_readme(root: Path) -> None:
    prose = text_of(root, README)
    for kind in (CrawlSettings, Source, Correction):
        assert [field.name for field in fields(kind) if not re.search(rf"\b{field.name}\b", prose)] == []


def test_every_exit_code_of_the_help_is_in_the_readme(run, root: Path) -> None:
    prose = " ".join(text_of(root, README).split())
    for code, meaning in re.findall(r"^  ([0-3])  (.+)$", run("--help").stdout, flags=re.MULTILINE):
        assert f"{code} {meaning.replace('done, but', 'done but')}" in prose


def test_every_dependency_has_its_reason(root: Path) -> None:
    project = tomllib.loads(text_of(root, "pyproject.toml"))["project"]
    for requirement in project["dependencies"]:
        name = re.split(r"[<>=]", requirement)[0]
        assert f"| {name} | " in text_of(root, CONTRIBUTING)


def test_every_dependency_is_pinned(root: Path) -> None:
    project = tomllib.loads(text_of(root, "pyproject.toml"))["project"]
    lines = text_of(root, "constraints.txt").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9A-Za-z.]*", pin) for pin in pins)
    pinned = {plain_name(pin) for pin in pins}
    extras = [name for names in project["optional-dependencies"].values() for name in names]
    wanted = {plain_name(name) for name in [*project["dependencies"], *extras]}
    assert wanted <= pinned


def plain_name(requirement: str) -> str:
    return re.split(r"[<>=]", requirement)[0].lower().replace("_", "-")


def test_every_make_target_is_real(root: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of(root, "Makefile"), flags=re.MULTILINE))
    for name in (README, CONTRIBUTING):
        named = set(re.findall(r"(?:`|^)make ([a-z-]+)", text_of(root, name), flags=re.MULTILINE))
        assert named
        assert named <= targets


def test_every_path_in_contributing_exists(root: Path) -> None:
    paths = re.findall(r"`((?:pipeline|corpora|models|tests)/[\w/.]*)`", text_of(root, CONTRIBUTING))
    assert paths
    assert [path for path in paths if not (root / path).exists()] == []


def test_the_spacy_example_works(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example = next(
        code for code in re.findall(r"```python\n(.*?)```", text_of(root, README), flags=re.DOTALL) if "spacy" in code
    )
    exec(compile(example, README, "exec"), {})
    assert capsys.readouterr().out == "Sih Larajaket = Layanan Rawat Jalan Tanpa Kertas\n"


def test_no_document_names_a_place_on_one_machine(root: Path) -> None:
    for name in (README, CONTRIBUTING, "CHANGELOG.md", "constraints.txt"):
        assert not re.search(r"(?:^|[\s`(])/(?:home|work|root|tmp)/", text_of(root, name))
