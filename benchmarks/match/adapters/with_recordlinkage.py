"""recordlinkage with its logistic regression, taught by judgements of other mentions.

Links become clusters as connected components, because it has no clustering of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import recordlinkage
from recordlinkage.index import Block

from benchmarks.match.adapters import Adapter
from benchmarks.match.adapters.standard import components, standard

BLOCKS = (["name"], ["expansion"], ["regency", "head"], ["regency", "tail"], ["province", "start"])


@dataclass(frozen=True)
class State:
    probabilities: pd.Series
    many: int


def prepare(table: pa.Table, judged: pa.Table | None) -> State:
    if judged is None:
        raise ValueError("logistic regression learns from judgements")
    features = _features(_frame(judged))
    answers = judged["innovation_id"].to_numpy()
    same = answers[features.index.get_level_values(0)] == answers[features.index.get_level_values(1)]
    model = recordlinkage.LogisticRegressionClassifier()
    model.fit(features, features.index[same])
    return State(model.prob(_features(_frame(table))), len(table))


def _frame(table: pa.Table) -> pd.DataFrame:
    frame = pd.DataFrame(standard(table)).set_index("unique_id")
    name = frame["name"].str
    return frame.assign(head=name[:4], tail=name[-4:], start=name[:6])


def _features(frame: pd.DataFrame) -> pd.DataFrame:
    """Candidate pairs, and how similar they are in each field."""
    indexer = recordlinkage.Index()
    for columns in BLOCKS:
        indexer.add(Block(columns, columns))
    pairs = indexer.index(frame.dropna(subset=["name"]))
    compare = recordlinkage.Compare(n_jobs=1)
    compare.string("name", "name", method="jarowinkler", label="name")
    compare.exact("name", "name", label="same name")
    compare.string("expansion", "expansion", method="jarowinkler", missing_value=0.5, label="expansion")
    compare.string("agency", "agency", method="jarowinkler", missing_value=0.5, label="agency")
    compare.exact("region", "region", missing_value=0.5, label="region")
    compare.exact("regency", "regency", missing_value=0.5, label="regency")
    compare.exact("province", "province", missing_value=0.5, label="province")
    return compare.compute(pairs, frame)


def cluster(state: State, threshold: float) -> np.ndarray:
    linked = state.probabilities.index[state.probabilities >= threshold]
    left, right = (linked.get_level_values(level).tolist() for level in (0, 1))
    return np.array(components(state.many, left, right), np.int64)


ADAPTER = Adapter(prepare, cluster, (0.3, 0.5, 0.7, 0.8, 0.9, 0.95), ("recordlinkage", "pandas"), supervised=True)
