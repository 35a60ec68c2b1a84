"""Matchers behind one interface, one file each. Their imports are their own, because they live in two environments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import pyarrow as pa


@dataclass(frozen=True)
class Adapter:
    """``prepare`` does all but the last step, ``cluster`` gives one number a mention (equal: one innovation).

    ``prepare`` gets the mentions and, where it learns from judgements (``supervised``), other mentions with their
    answers. ``thresholds`` are all tried, and the best one counts; only its own clustering is part of the time.
    """

    prepare: Callable[[pa.Table, pa.Table | None], Any]
    cluster: Callable[[Any, float], np.ndarray]
    thresholds: tuple[float, ...]
    packages: tuple[str, ...]
    supervised: bool = False


def load(name: str) -> Adapter:
    """The adapter of one matcher; that of ``splink-lean`` is in ``with_splink_lean.py``.

    Raises ImportError where its environment lacks the package.
    """
    adapter = import_module(f"benchmarks.match.adapters.with_{name.replace('-', '_')}").ADAPTER
    if not isinstance(adapter, Adapter):
        raise TypeError(name)
    return adapter
