"""Our figures are those of the scorer that the annotators use, on any predictions."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from inovasi.errors import UnreadableInput, UsageError
from inovasi.evaluate import evaluate, evaluate_article
from inovasi.gold import Annotations, Count, Gloss, Innovation, Person, predicted, read_gold, read_predictions
from inovasi.report import Counts, Share, as_json, as_lines, error_lines


def perfect(gold: dict[str, Any]) -> dict[str, Any]:
    """A prediction that says exactly what the annotators said."""
    return {
        "article_id": gold["id"],
        "innovations": gold["innovations"],
        "expansions": gold["expansions"],
        "agencies": [{"name": name} for name in gold["agencies"]],
        "officials": gold["officials"],
        "claims": gold["count_claims"],
    }


def perturbed(gold: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The perfect prediction with items lost, doubled, shuffled and misspelled in ways that the rules care about."""
    prediction: dict[str, Any] = json.loads(json.dumps(perfect(gold)))
    changes = [str, str, str.upper, lambda t: t[:-1] + "q", lambda t: t.split()[0], lambda t: f"Aplikasi {t}"]
    for layer in ("innovations", "expansions", "agencies", "officials"):
        kept = [item for item in prediction[layer] if chance.random() < 0.8]
        for item in kept:
            for key, value in item.items():
                if isinstance(value, str) and value:
                    item[key] = chance.choice(changes)(value)
        prediction[layer] = kept + kept[:1]
        chance.shuffle(prediction[layer])
    for claim in prediction["claims"]:
        claim["count"] += chance.choice((0, 0, 1))
    return prediction


@pytest.mark.parametrize("kind", ["perfect", "perturbed", "empty"])
def test_figures_equal_the_shared_scorer(kind: str, shared: Path, tmp_path: Path) -> None:
    chance = random.Random(20241)
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((shared / "gold").glob("*.json"))]
    predictions = {
        "perfect": [perfect(document) for document in documents],
        "perturbed": [perturbed(document, chance) for document in documents],
        "empty": [],
    }[kind]
    file = tmp_path / "predictions.jsonl"
    file.write_text("".join(json.dumps(prediction) + "\n" for prediction in predictions), encoding="utf-8")
    command = [sys.executable, str(shared / "eval" / "score.py"), str(shared / "gold"), str(file), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    golds = [gold.annotations for gold in read_gold(shared / "gold")]
    ours = as_json(evaluate(golds, read_predictions(file)))
    assert ours == theirs
    assert list(ours) == list(theirs)


def test_a_doubtful_item_counts_neither_way() -> None:
    gold = Annotations(
        "a",
        innovations=(Innovation("SIPADU", doubtful=True),),
        doubtful_expansions=(Gloss("SP", "Sistem Pelayanan"),),
        doubtful_counts=(7,),
    )
    found = Annotations(
        "a",
        innovations=(Innovation("Si Padu"),),
        expansions=(Gloss("SP", "Sistem Pelayanan"),),
        claims=(Count(7),),
    )
    for answer in (found, Annotations("a")):
        assert set(evaluate_article(gold, answer).layers.values()) == {Counts()}


def test_a_second_mention_is_no_error() -> None:
    gold = Annotations("a", innovations=(Innovation("SIPADU", expansion="Sistem Pelayanan Terpadu"),))
    found = Annotations("a", innovations=(Innovation("SIPADU"), Innovation("Sistem Pelayanan Terpadu")))
    assert evaluate_article(gold, found).layers["innovations"] == Counts(tp=1)


def test_errors_name_the_item_and_what_is_wrong() -> None:
    gold = Annotations(
        "a",
        innovations=(Innovation("SIPADU", agency="Dinas Kesehatan"), Innovation("JEMPUT SEHAT")),
        officials=(Person("Sari Wulandari", "Bupati"),),
    )
    found = Annotations(
        "a",
        innovations=(Innovation("SIPADU", agency="RSUD Sekayu"), Innovation("KELAS IBU")),
        officials=(Person("Sari Wulandari", "Camat"),),
    )
    report = evaluate_article(gold, found)
    assert list(error_lines(report)) == [
        "a\tmissed innovation\tJEMPUT SEHAT",
        "a\tspurious innovation\tKELAS IBU",
        "a\twrong agency\tSIPADU: RSUD Sekayu, annotated Dinas Kesehatan",
        "a\twrong role\tSari Wulandari: Camat, annotated Bupati",
    ]
    assert list(error_lines(report, "officials_with_role")) == [
        "a\twrong role\tSari Wulandari: Camat, annotated Bupati"
    ]
    assert report.attached["agency"] == Share(0, 1)


def test_one_layer_leaves_the_others_out() -> None:
    report = evaluate([Annotations("a")], [])
    assert set(as_json(report, "claims")) == {"claims", "articles"}
    assert len(list(as_lines(report, "claims"))) == 2


def test_an_article_without_innovations_is_a_clean_negative() -> None:
    golds = [Annotations("a"), Annotations("b")]
    found = [Annotations("a", innovations=(Innovation("X"),))]
    assert evaluate(golds, found).clean_negatives == Share(1, 2)


def test_the_last_prediction_for_an_article_counts(tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    file.write_text('{"article_id": "a", "agencies": [{"name": "X"}]}\n\n{"article_id": "a"}\n', encoding="utf-8")
    assert read_predictions(file) == [predicted({"article_id": "a"})]


def test_broken_input_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a folder"):
        read_gold(tmp_path / "missing")
    with pytest.raises(UsageError, match="no annotated article"):
        read_gold(tmp_path)
    (tmp_path / "a.json").write_text('{"innovations": []}', encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"a\.json: not in the expected form \(KeyError: 'id'\)"):
        read_gold(tmp_path)
    (tmp_path / "p.jsonl").write_text('{"article_id": "a"}\n{"article_id": ', encoding="utf-8")
    with pytest.raises(UnreadableInput, match="line 2"):
        read_predictions(tmp_path / "p.jsonl")
