"""Quality on annotated articles must not fall below ``quality_floor.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from inovasi.evaluate import evaluate, predict
from inovasi.gold import read_gold
from inovasi.report import LAYERS, as_json, as_lines
from inovasi.types import Issue

FLOORS: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("quality_floor.toml").read_text(encoding="utf-8")
)


def refuse(issue: Issue) -> None:
    raise AssertionError(issue)


def check(gold: Path, floors: dict[str, Any]) -> None:
    golds = read_gold(gold)
    report = evaluate((item.annotations for item in golds), predict(golds, 1, refuse))
    figures = as_json(report)
    reached = {name: figures[name]["f1"] for name in LAYERS}
    reached |= {f"attached.{name}": share["rate"] or 0.0 for name, share in figures["attached"].items()}
    wanted = {name: floors[name] for name in LAYERS}
    wanted |= {f"attached.{name}": floor for name, floor in floors["attached"].items()}
    low = {name: (reached[name], floor) for name, floor in wanted.items() if reached[name] < floor}
    assert not low, "\n".join([f"below the floor (reached, floor): {low}", *as_lines(report)])


@pytest.mark.parametrize(("folder", "floor"), [("gold", "corpora"), ("heldout", "heldout")])
def test_the_articles_of_the_project(root: Path, folder: str, floor: str) -> None:
    check(root / "corpora" / folder, FLOORS[floor])


@pytest.mark.parametrize("folder", ["gold", "seeds"])
def test_the_articles_beside_the_checkout(shared: Path, folder: str) -> None:
    check(shared / folder, FLOORS[f"shared_{folder}"])
