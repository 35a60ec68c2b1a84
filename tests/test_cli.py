"""The command line as a user meets it: real processes, real files, exit codes, clean output."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from inovasi import __version__

COMMAND = [sys.executable, "-m", "inovasi"]
HEAVY = {"bs4", "lxml", "pandas", "pyarrow", "rapidfuzz", "spacy", "tqdm", "trafilatura"}


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """More articles than are read in a moment."""
    file = tmp_path / "many.jsonl"
    text = "SEKAYU – Dinas Kesehatan meluncurkan inovasi SIPADU (Sistem Pelayanan Terpadu).\n\n" * 20
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"id": f"a{i:05d}", "text": f"{i}. {text}"}) + "\n" for i in range(2000))
    return file


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom inovasi.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit as end:\n    assert end.code == 0\n"
        f"heavy = sorted({HEAVY!r} & set(sys.modules))\nassert not heavy, heavy\n"
    )
    result = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, encoding="utf-8")
    assert result.returncode == 0, result.stderr


def test_version(run) -> None:
    assert run("--version").stdout == f"inovasi {__version__}\n"


def test_all_read_is_0_and_standard_output_is_json_lines(run, news: Path) -> None:
    result = run("extract", news)
    assert (result.returncode, result.stderr) == (0, "")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(records) == 3
    for record in records:
        assert record["extractor"] == f"inovasi {__version__}"
        assert {"innovations", "expansions", "agencies", "officials", "regions", "claims"} <= set(record)


def test_some_input_lost_is_3_and_every_loss_is_one_line(run, news: Path, tmp_path: Path) -> None:
    (news / "broken.json").write_text("{", encoding="utf-8")
    issues = tmp_path / "issues.jsonl"
    result = run("extract", news, tmp_path / "missing.txt", "--issues", issues)
    assert result.returncode == 3
    assert len(result.stdout.splitlines()) == 3
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert all(re.fullmatch(r"inovasi: \S.*: .+\. .+", line) for line in lines)
    logged = [json.loads(line) for line in issues.read_text(encoding="utf-8").splitlines()]
    assert {Path(issue["input"]).name for issue in logged} == {"broken.json", "missing.txt"}
    assert all(issue["fatal"] and issue["advice"] for issue in logged)


@pytest.mark.parametrize("command", [["extract"], ["build", "--out", "registry"]])
def test_nothing_read_is_1_and_nothing_is_written(run, command: list[str], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    result = run(*command, tmp_path / "empty.txt", tmp_path / "missing.txt")
    assert result.returncode == 1
    assert result.stdout == ""
    assert "no article could be read" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "registry").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["extract"],
        ["build", "x.txt"],
        ["guess", "x.txt"],
        ["extract", "x.txt", "--workers", "0"],
        ["extract", "x.txt", "--workers", "two"],
        ["evaluate", "nowhere"],
        ["evaluate", ".", "--layer", "moods"],
        ["evaluate", "."],
    ],
)
def test_wrong_usage_is_2(run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_a_wrong_setting_is_2(run, news: Path) -> None:
    result = run("extract", news, INOVASI_WORKERS="many")
    assert result.returncode == 2
    assert result.stderr.startswith("inovasi: INOVASI_WORKERS=many: not a number of processes. ")


def test_the_bytes_do_not_depend_on_the_number_of_workers(run, news: Path) -> None:
    one, two = run("extract", news, "--workers", 1), run("extract", news, INOVASI_WORKERS="2")
    assert (one.returncode, one.stderr) == (two.returncode, two.stderr) == (0, "")
    assert one.stdout == two.stdout


def test_the_bytes_do_not_depend_on_the_locale(run, news: Path) -> None:
    plain = run("extract", news, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONHASHSEED="7")
    assert plain.returncode == 0
    assert plain.stdout == run("extract", news).stdout


def test_output_file_appears_whole_or_not_at_all(run, news: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert run("extract", news, "-o", target).returncode == 0
    whole = target.read_text(encoding="utf-8")
    assert whole == run("extract", news).stdout
    assert run("extract", tmp_path / "missing.txt", "-o", target).returncode == 1
    assert target.read_text(encoding="utf-8") == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news", "out.jsonl"]


def test_output_into_a_missing_folder_is_2(run, news: Path, tmp_path: Path) -> None:
    result = run("extract", news, "-o", tmp_path / "missing" / "out.jsonl")
    assert result.returncode == 2
    assert "cannot be written" in result.stderr


def test_evaluate_predictions_equal_evaluate_itself(run, root: Path, tmp_path: Path) -> None:
    gold = root / "corpora" / "gold"
    own = run("evaluate", gold, "--json")
    assert own.returncode == 0, own.stderr
    figures = json.loads(own.stdout)
    assert figures["articles"] == len(list(gold.glob("*.json")))
    predictions = tmp_path / "predictions.jsonl"
    assert run("extract", gold, "-o", predictions).returncode == 0
    assert json.loads(run("evaluate", gold, "--predictions", predictions, "--json").stdout) == figures
    text = run("evaluate", gold, "--predictions", predictions, "--errors", "--layer", "agencies").stdout
    assert text.splitlines()[1].startswith("agencies ")


def test_a_reader_that_has_enough_is_no_error(many: Path) -> None:
    with subprocess.Popen([*COMMAND, "extract", many], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 141


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_is_130_and_silent(many: Path, workers: str, tmp_path: Path) -> None:
    command = [*COMMAND, "extract", many, "--workers", workers]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers get it too
        _, talk = process.communicate(timeout=60)
    assert process.returncode == 130
    assert talk == b"inovasi: interrupted\n"


def test_a_terminal_gets_a_progress_bar(news: Path) -> None:
    """Only there: the other tests see nothing on standard error."""
    terminal, end = pty.openpty()
    termios.tcsetwinsize(end, (24, 80))  # a new one has no columns, and no room for a bar
    result = subprocess.run([*COMMAND, "extract", news], stdout=subprocess.PIPE, stderr=end, timeout=120)
    shown = os.read(terminal, 10_000)  # before the last writer closes, or the system may drop it
    os.close(end)
    os.close(terminal)
    assert result.returncode == 0
    assert b"articles" in shown
    assert len(result.stdout.splitlines()) == 3
