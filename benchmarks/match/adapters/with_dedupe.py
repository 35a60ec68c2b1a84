"""dedupe, taught by judgements: it gets pairs of other mentions with their answers where a person would be asked.

Fewer than a hundred of them of one innovation: from the hundredth on, dedupe looks for blocks of two rules at once, in
five thousand random samples over all pairs of five thousand mentions, which had not ended after five minutes. Its
authors advise fewer pairs and no index predicates where blocking takes long.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from itertools import pairwise

import dedupe
import numpy as np
import pyarrow as pa
from dedupe import variables
from dedupe.predicates import ExistsPredicate, IndexPredicate
from dedupe.serializer import write_training
from dedupe.variables.base import Variable
from rapidfuzz.distance import JaroWinkler

from benchmarks.match.adapters import Adapter
from benchmarks.match.adapters.standard import standard

FIELDS = ("name", "expansion", "agency", "regency", "province")
JUDGED_PAIRS = 190  # half of them of one innovation
THRESHOLDS = (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.8)
Record = dict[str, str | None]


@dataclass(frozen=True)
class State:
    deduper: dedupe.Dedupe
    scores: np.ndarray
    many: int


def prepare(table: pa.Table, judged: pa.Table | None) -> State:
    if judged is None:
        raise ValueError("dedupe learns from judgements")
    random.seed(1)
    np.random.seed(1)
    records = dict(enumerate(_records(table)))
    deduper = dedupe.Dedupe(_variables(), in_memory=True)
    deduper.prepare_training(records, training_file=_judgements(judged))
    deduper.train(index_predicates=False)
    return State(deduper, deduper.score(deduper.pairs(records)), len(table))


def _variables() -> list[Variable]:
    """What is compared, and what blocks may be made of.

    Blocks by the first word of an agency ("Dinas"), or of all mentions that have an expansion, hold most mentions;
    learning and using them took more than ten gigabytes. So agencies are compared without making blocks. Index
    predicates are not used, and left out here because they would be indexed all the same: half the time of training.
    """
    found: list[Variable] = [
        variables.ShortString("name"),
        variables.String("expansion", has_missing=True),
        variables.Custom("agency", comparator=_apart, has_missing=True),
        variables.Exact("regency", has_missing=True),
        variables.Exact("province", has_missing=True),
    ]
    for variable in found:
        variable.predicates = [
            one for one in variable.predicates if not isinstance(one, (ExistsPredicate, IndexPredicate))
        ]
    return found


def _apart(left: str, right: str) -> float:
    return JaroWinkler.distance(left, right)


def _judgements(judged: pa.Table) -> io.StringIO:
    """Pairs with their answers, as the file that dedupe writes when it has asked a person.

    One pair of each innovation, so that those with hundreds of mentions do not outweigh the others, and as many of two
    innovations: half of them close in the order of names, half at random.
    """
    records, answers = _records(judged), judged["innovation_id"].to_pylist()
    mates: dict[int, list[int]] = {}
    for number, answer in enumerate(answers):
        mates.setdefault(answer, []).append(number)
    same = [(some[0], some[1]) for some in mates.values() if len(some) > 1][: JUDGED_PAIRS // 2]
    by_name = sorted(range(len(records)), key=lambda number: records[number]["name"] or "")
    close = [pair for pair in pairwise(by_name) if answers[pair[0]] != answers[pair[1]]]
    chosen = random.sample(close, len(same) // 2)
    while len(chosen) < len(same):
        left, right = random.sample(range(len(records)), 2)
        if answers[left] != answers[right]:
            chosen.append((left, right))
    file = io.StringIO()
    kinds = {"match": same, "distinct": chosen}
    write_training({kind: [(records[a], records[b]) for a, b in pairs] for kind, pairs in kinds.items()}, file)
    file.seek(0)
    return file


def _records(table: pa.Table) -> list[Record]:
    columns = standard(table)
    rows = zip(*(columns[field] for field in FIELDS), strict=True)
    return [dict(zip(FIELDS, row, strict=True)) for row in rows]  # type: ignore[arg-type]


def cluster(state: State, threshold: float) -> np.ndarray:
    """What ``partition`` does when it has the scores. Mentions in no cluster are alone."""
    clusters = np.arange(state.many)
    for members, _ in state.deduper.cluster(state.scores, threshold):
        clusters[list(members)] = members[0]
    return clusters


ADAPTER = Adapter(prepare, cluster, THRESHOLDS, ("dedupe", "BTrees"), supervised=True)
