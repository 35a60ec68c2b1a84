"""``inovasi train-matching``: from judgements and annotated clusters to weights, and what uses them then."""

from __future__ import annotations

import json
import math
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from inovasi import gazetteers
from inovasi.learning import Sources, annotated_mentions, train
from inovasi.learning_report import unseen_pairs
from inovasi.match.annotated import examples_of, true_pairs
from inovasi.match.calibration import compared
from inovasi.match.learn import ordered
from inovasi.match.weights import HAND, as_text

Run = Callable[..., subprocess.CompletedProcess[str]]

# Written for these tests; the places exist, the programmes do not.
NAMES = (
    "Lumbung Cerdas", "Perahu Pintar", "Kebun Sehat", "Taman Tangguh", "Sawah Terang", "Pondok Ceria", "Sungai Bening",
    "Warung Jujur", "Gerobak Baca", "Jembatan Hati", "Pelita Desa", "Rumah Hangat", "Payung Kasih", "Tangga Harapan",
    "Jendela Ilmu", "Pagar Aman", "Sumur Berkah", "Lentera Ibu", "Pasar Ramah", "Dapur Lestari", "Ladang Makmur",
    "Perisai Bunda", "Gerbang Mandiri", "Kolam Sejuk",
)  # fmt: skip
REGIONS = [row["name"] for row in gazetteers.rows("regions") if row["kind"] == "kabupaten"][5 : 5 + 9 * len(NAMES) : 9]


def news() -> list[dict[str, str]]:
    """Two articles on each name: as it is, and on wheels. Whether the two are one innovation is open."""
    found = []
    for at, (name, region) in enumerate(zip(NAMES, REGIONS, strict=True)):
        for turn, named in enumerate((name.upper(), f"{name} Keliling".upper())):
            text = f"Pemerintah {region} punya inovasi {named}. Inovasi {named} dipakai warga.\n"
            found.append({"id": f"t{at:02}{turn}", "published": f"2023-0{turn + 1}-10", "text": text})
    return found


def pair_of(at: int) -> tuple[str, str]:
    key = NAMES[at].replace(" ", "").lower()
    return f"t{at:02}0:{key}", f"t{at:02}1:{key}keliling"


def line(at: int, verdict: str) -> dict[str, str]:
    left, right = pair_of(at)
    return {"at": f"2024-01-{at + 1:02}", "by": "Sari", "verdict": verdict, "left": left, "right": right}


def verdicts(same: int, different: int) -> list[dict[str, str]]:
    return [line(at, "same" if at < same else "different") for at in range(same + different)]


def write(path: Path, lines: Sequence[dict[str, object] | dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return path


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write(tmp_path / "stories.jsonl", news())


@pytest.fixture(scope="module")
def registry(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the pipeline makes of the sample articles and of 48 more: 24 pairs are open. Only to be read."""
    folder = tmp_path_factory.mktemp("train")
    stories = write(folder / "stories.jsonl", news())
    command = [sys.executable, "-m", "inovasi", "build", root / "corpora" / "articles", stories, "--out", folder / "r"]
    subprocess.run([*map(str, command)], check=True, capture_output=True, timeout=300)
    return folder / "r"


def pairs(registry: Path) -> dict[tuple[str, str], tuple[float, str, list[dict[str, float]], bool]]:
    """Score, decision and reasons of each pair, and whether its mentions are of one innovation."""
    query = """
        select p.left, p.right, p.score, p.decision, p.reasons, l.innovation_id = r.innovation_id
        from pairs p join mentions l on l.id = p.left join mentions r on r.id = p.right
    """
    with closing(sqlite3.connect(registry / "registry.sqlite")) as database:
        rows = database.execute(query).fetchall()
    return {
        (left, right): (score, said, json.loads(reasons), bool(one)) for left, right, score, said, reasons, one in rows
    }


def test_judgements_become_weights_and_the_next_build_scores_by_them(
    run: Run, root: Path, articles: Path, registry: Path, tmp_path: Path
) -> None:
    told = write(tmp_path / "judged.jsonl", verdicts(18, 5))
    trained = run("train-matching", registry, "--judgements", told, "-o", tmp_path / "weights.json")
    assert trained.returncode == 0, trained.stderr
    assert trained.stdout == ""
    assert "23 judged and 0 annotated pairs, 18 of them same" in trained.stderr
    assert "cross-validated" in trained.stderr
    assert "by log loss, the learned ones are better\n" in trained.stderr
    out = tmp_path / "anew"
    built = run("build", root / "corpora" / "articles", articles, "--out", out, "--weights", tmp_path / "weights.json")
    assert built.returncode == 0, built.stderr
    before, after = pairs(registry), pairs(out)
    unjudged = pair_of(23)
    assert before[unjudged][1] == "unsure"
    assert not before[unjudged][3]
    assert after[unjudged][1] == "same", after[unjudged]
    assert after[unjudged][3]
    for score, _, reasons, _ in after.values():
        odds = sum(reason["weight"] for reason in reasons)
        assert score == pytest.approx(1 / (1 + math.exp(-odds)), abs=1e-3)
    assert set(after) >= set(before)


def test_the_same_judgements_give_the_same_bytes_in_any_order(run: Run, registry: Path, tmp_path: Path) -> None:
    listed = verdicts(15, 8)
    first = write(tmp_path / "one.jsonl", listed)
    second = write(tmp_path / "two.jsonl", random.Random(4).sample(listed, len(listed)))
    results = [run("train-matching", registry, "--judgements", told) for told in (first, first, second)]
    assert all(result.returncode == 0 for result in results), results
    assert len({result.stdout for result in results}) == 1
    assert json.loads(results[0].stdout)["origin"]["judged"] == 23


def test_a_pair_that_the_scores_had_decided_teaches_nothing(run: Run, registry: Path, tmp_path: Path) -> None:
    decided = next(pair for pair, (_, said, _, _) in sorted(pairs(registry).items()) if said == "same")
    correction = line(0, "different") | {"left": decided[0], "right": decided[1], "at": "2024-03-01"}
    stranger = line(1, "same") | {"left": "x:a", "right": "x:b", "at": "2024-03-02"}
    told = write(tmp_path / "more.jsonl", [*verdicts(15, 8), correction, stranger])
    plain = run("train-matching", registry, "--judgements", write(tmp_path / "plain.jsonl", verdicts(15, 8)))
    more = run("train-matching", registry, "--judgements", told)
    assert more.stdout == plain.stdout
    assert "1 more teach nothing: a correction: the score was not open" in more.stderr
    assert "1 more teach nothing: not compared by the build" in more.stderr


def test_a_judgement_on_many_mentions_counts_as_one(registry: Path, tmp_path: Path) -> None:
    listed = verdicts(15, 5)
    many = {"at": "2024-02-01", "by": "Sari", "verdict": "same"}
    many |= {"left": [pair_of(at)[0] for at in (20, 21, 22)], "right": [pair_of(at)[1] for at in (20, 21, 22)]}
    single = line(20, "same")
    read = []
    for name, added in (("many", many), ("single", single)):
        told = write(tmp_path / f"{name}.jsonl", [*listed, added])
        read.append(train(Sources(registry, told), lambda _: None).weights)
    assert read[0].origin.judged == read[1].origin.judged + 2
    assert read[0].of == read[1].of


@pytest.mark.parametrize(
    ("same", "different", "says"),
    [
        (0, 0, "there are 0 pairs to learn from (0 same, 0 different"),
        (12, 5, "there are 17 pairs to learn from (12 same, 5 different, of 17 stories); 20 are needed"),
        (24, 0, "(24 same, 0 different, of 24 stories); 20 are needed, 5 of each kind"),
    ],
)
def test_too_few_judgements_are_wrong_usage_and_counted(
    run: Run, registry: Path, tmp_path: Path, same: int, different: int, says: str
) -> None:
    told = write(tmp_path / "few.jsonl", verdicts(same, different))
    result = run("train-matching", registry, "--judgements", told, "-o", tmp_path / "weights.json")
    assert result.returncode == 2
    assert says in result.stderr
    assert not (tmp_path / "weights.json").exists()


def test_wrong_arguments_say_what_is_missing(run: Run, registry: Path, tmp_path: Path) -> None:
    clusters = write(tmp_path / "clusters.json", [{"clusters": []}])
    broken = write(tmp_path / "broken.json", [{"groups": []}])
    (tmp_path / "cut.json").write_text(as_text(HAND)[:-9], encoding="utf-8")
    for arguments, code, says in (
        ((), 2, "there is nothing to learn from"),
        (("--clusters", clusters), 2, "Give --clusters FILE and --articles DIR together"),
        (("--judgements", clusters), 2, "judgements without a registry"),
        ((tmp_path / "nowhere",), 1, "there is no registry"),
        ((registry, "--judgements", tmp_path / "none.jsonl"), 2, "there is no such file of judgements"),
        (("--clusters", tmp_path / "none.json", "--articles", tmp_path), 2, "no such file"),
        (("--clusters", broken, "--articles", tmp_path), 1, "broken.json: not in the expected form"),
    ):
        result = run("train-matching", *arguments)
        assert (result.returncode, result.stdout) == (code, ""), result.stderr
        assert says in result.stderr
    for command in (("build", clusters, "--out", tmp_path / "r"), ("resolve", clusters)):
        result = run(*command, "--weights", tmp_path / "cut.json")
        assert result.returncode == 2
        assert "cut.json: it is not valid JSON" in result.stderr


def test_a_list_is_resolved_by_the_weights_that_are_given(run: Run, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("name,region\nLumbung Cerdas,Kabupaten Karo\nLumbung Cerdas Keliling,Kabupaten Karo\n")
    eager = replace(HAND, of={**HAND.of, "name_within": 4.0})
    (tmp_path / "eager.json").write_text(as_text(eager), encoding="utf-8")
    for extra, count in (((), 2), (("--weights", tmp_path / "eager.json"), 1)):
        result = run("resolve", listed, *extra)
        assert result.returncode == 0, result.stderr
        assert len({json.loads(line)["innovation_id"] for line in result.stdout.splitlines()}) == count


def test_weights_learned_from_annotated_clusters_link_those_they_did_not_see(shared: Path) -> None:
    """Pair precision and recall by cross-validation. Lowering a floor is a visible act."""
    if not (shared / "gold-clusters.json").exists():
        pytest.skip("the annotated clusters are not part of the project")
    known = annotated_mentions(shared / "gold-clusters.json", shared / "gold", lambda issue: pytest.fail(issue.reason))
    examples = ordered(example for example in examples_of(known) if example.teaches)
    true, found = true_pairs(known), unseen_pairs(known, examples)
    print(f"learned, cross-validated: P {len(found & true) / len(found):.4f} R {len(found & true) / len(true):.4f}")
    assert len(found & true) / len(found) >= 0.98
    assert len(found & true) / len(true) >= 0.93
    trial = compared(examples)
    assert trial.hand.log_loss < 0.05  # those that ship are calibrated
    assert trial.learned.log_loss < 0.06
