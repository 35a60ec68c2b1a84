"""splink on DuckDB, the way its documentation teaches: standardised columns, several narrow blocking rules, term
frequencies where values differ in how common they are, u from random pairs, m by expectation maximisation (twice).

Expectation maximisation looks at pairs of one name and one month, and without term frequencies, which its documentation
calls much faster: over all pairs of one name it took most of the time and of the memory, and quality was no better.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import duckdb
import numpy as np
import pyarrow as pa
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.match.adapters import Adapter
from benchmarks.match.adapters.standard import standard

SEED = 1
U_PAIRS = 10_000_000  # ten times its default, as it advises for the final run
KEPT = 0.3  # pairs below the lowest threshold are of no use
SURE_RULES_FIND = 0.6  # the share of true pairs with equal folded name and equal regency
THRESHOLDS = (0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995)
MONTH = "substr(published, 1, 7)"
Rule = tuple[str, ...]
# Everything that can be thought of, the widest rules first: whatever has the same name anywhere is compared.
WIDE: tuple[Rule, ...] = (
    ("name",),
    ("expansion",),
    ("regency", "substr(name, 1, 4)"),
    ("regency", "substr(name, -4)"),
    ("province", "substr(name, 1, 6)"),
)


@dataclass(frozen=True)
class State:
    linker: Linker
    predictions: object
    many: int


def prepare(table: pa.Table, _: pa.Table | None, *, rules: Sequence[Rule]) -> State:
    logging.getLogger("splink").setLevel(logging.ERROR)
    columns = pa.table(standard(table))
    connection = duckdb.connect()
    # DuckDB's advice for less memory; the order of rows has no meaning here.
    connection.execute("set preserve_insertion_order = false")
    registered = DuckDBAPI(connection=connection).register(columns, dataset_display_name="mentions")
    linker = Linker(registered, _settings(rules), log_level=logging.ERROR)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("name", "regency"), block_on("expansion", "regency")], recall=SURE_RULES_FIND
    )
    training.estimate_u_using_random_sampling(max_pairs=U_PAIRS, seed=SEED)
    for rule in (block_on("name", MONTH), block_on("regency", "expansion")):
        training.estimate_parameters_using_expectation_maximisation(rule, estimate_without_term_frequencies=True)
    return State(linker, linker.inference.predict(threshold_match_probability=KEPT), len(table))


def cluster(state: State, threshold: float) -> np.ndarray:
    found = state.linker.clustering.cluster_pairwise_predictions_at_threshold(
        state.predictions, threshold_match_probability=threshold
    )
    answer = found.as_pyarrow_table()
    clusters = np.empty(state.many, np.int64)
    clusters[answer["unique_id"].to_numpy()] = np.asarray(answer["cluster_id"].to_pylist(), np.int64)
    return clusters


def _settings(rules: Sequence[Rule]) -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in rules],
        comparisons=[
            cl.NameComparison("name"),
            _expansion(),
            _region(),
            _agency(),
            cl.AbsoluteDateDifferenceAtThresholds(
                "published", input_is_string=True, metrics=["month", "year", "year"], thresholds=[2, 1, 4]
            ),
        ],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )


def _expansion() -> cl.CustomComparison:
    return cl.CustomComparison(
        [
            cll.NullLevel("expansion"),
            cll.ExactMatchLevel("expansion", term_frequency_adjustments=True),
            cll.JaroWinklerLevel("expansion", 0.92),
            cll.JaccardLevel("expansion", 0.8),
            cll.JaroWinklerLevel("expansion", 0.8),
            cll.ElseLevel(),
        ],
        output_column_name="expansion",
    )


def _region() -> cl.CustomComparison:
    """A district lies in its regency and a regency in its province, which the codes tell."""
    return cl.CustomComparison(
        [
            cll.NullLevel("region"),
            cll.ExactMatchLevel("regency", term_frequency_adjustments=True),
            cll.ExactMatchLevel("region"),
            cll.CustomLevel("province_l = province_r and (regency_l is null or regency_r is null)", "one is wider"),
            cll.CustomLevel("province_l = province_r", "same province"),
            cll.ElseLevel(),
        ],
        output_column_name="region",
    )


def _agency() -> cl.CustomComparison:
    return cl.CustomComparison(
        [
            cll.NullLevel("agency"),
            cll.ExactMatchLevel("agency", term_frequency_adjustments=True),
            cll.CustomLevel("starts_with(agency_l, agency_r) or starts_with(agency_r, agency_l)", "one is shorter"),
            cll.JaroWinklerLevel("agency", 0.9),
            cll.JaroWinklerLevel("agency", 0.7),
            cll.ElseLevel(),
        ],
        output_column_name="agency",
    )


def with_rules(rules: Sequence[Rule]) -> Adapter:
    return Adapter(partial(prepare, rules=rules), cluster, THRESHOLDS, ("splink", "duckdb"))


ADAPTER = with_rules(WIDE)
