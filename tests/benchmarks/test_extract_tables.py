"""Figures become rows, and rows become tables that say what is missing and why."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from benchmarks.extract.figures import (
    ALL_RELEVANT,
    ONE_IN_TEN,
    entity_rows,
    growth_rows,
    known_to,
    quality_rows,
    speed_rows,
    times,
)
from benchmarks.extract.pipelines import FULL, SPACY_NER, STANZA_NER
from benchmarks.extract.table import as_csv, as_markdown


def measured(*seconds: float, skipped: int = 0) -> dict[str, Any]:
    run = [{"words": 1000, "articles": 10, "skipped": skipped, "cpu": s, "wall": 2 * s} for s in seconds]
    return {"load": 1.5, "first": 0.2, "peak": 120.4, "runs": {ALL_RELEVANT: run, ONE_IN_TEN: run}}


SPEED = {
    FULL: measured(0.1, 0.2, 0.4, skipped=3),
    SPACY_NER: measured(0.2, 0.4, 1.6),
    STANZA_NER: {"absent": "no models"},
}
REPORT = {
    "expansions": {"precision": 0.9, "recall": 0.8, "f1": 0.847},
    "attached": {"agency": {"rate": 0.75}},
}


def test_a_ratio_is_the_median_over_slices_that_both_read() -> None:
    assert times(SPEED, ALL_RELEVANT, SPACY_NER) == pytest.approx(2.0)
    assert times(SPEED, ALL_RELEVANT, STANZA_NER) is None


def test_speed_counts_the_seconds_of_the_processor_and_judges_the_targets() -> None:
    rows = list(speed_rows(SPEED))
    found = {(row.pipeline, row.on, row.figure): row for row in rows}
    assert found[FULL, ALL_RELEVANT, "words/s"].value == pytest.approx(5000)
    assert found[FULL, ALL_RELEVANT, "words/s by the clock"].value == pytest.approx(2500)
    assert found[FULL, ONE_IN_TEN, "left out by the gate"].value == pytest.approx(0.3)
    notes = [row.note for row in rows if row.part == "target"]
    assert notes == ["at least 3: missed", "at least 12: not measured", "at least 0.8: met"]


@pytest.mark.parametrize(("large", "word"), [(11.9, "met"), (12.1, "missed")])
def test_growth_is_judged_by_the_ratio(large: float, word: str) -> None:
    (ratio,) = (row for row in growth_rows({"((((((": [1.0, large]}) if row.figure == "ratio")
    assert ratio.note == f"at most 12: {word}"


def test_who_knows_an_article_is_told_by_the_ids_that_the_models_learned_from() -> None:
    learned = ["a1", "a2", "t1"]
    assert known_to(["h1", "h2"], learned) == "nobody"
    assert known_to(["a1", "a2"], learned) == "rules, models"
    assert known_to(["t1", "t2", "t3"], learned) == "rules, models (1 of 3)"


def test_the_csv_has_one_line_a_figure_and_an_empty_value_where_none_was_measured() -> None:
    rows = list(speed_rows(SPEED))
    lines = list(csv.DictReader(io.StringIO(as_csv(rows))))
    assert len(lines) == len(rows)
    (absent,) = (line for line in lines if line["pipeline"] == STANZA_NER)
    assert (absent["value"], absent["note"]) == ("", "no models")


def test_the_tables_show_what_was_measured_and_say_what_was_not() -> None:
    rows = [
        *speed_rows(SPEED),
        *quality_rows(FULL, ["expansions"], {"corpora/heldout": REPORT}, {"corpora/heldout": "rules"}),
        *quality_rows("Schwartz-Hearst (scispacy)", ["expansions"], {"corpora/heldout": REPORT}, {}),
        *entity_rows(SPACY_NER, "test", {"all": {"precision": 0.8, "recall": 0.7, "f1": 0.747}}),
        *entity_rows(STANZA_NER, "test", {"absent": "no models"}),
    ]
    text = as_markdown(rows, ["one machine"])
    assert "| inovasi | 5,000 (2,500 to 10,000) | 5,000 (2,500 to 10,000) | 30% | 30% | 1.5 | 120 |" in text
    assert "| inovasi | corpora/heldout | rules | 0.900 | 0.800 | 0.847 |" in text
    assert "| Schwartz-Hearst (scispacy) | corpora/heldout |  | 0.900 | 0.800 | 0.847 |" in text
    assert "| spaCy NER | 0.800 | 0.700 |  |  |  | 0.747 |" in text
    assert text.count("stanza tokenize+NER: not measured, no models.") == 2
