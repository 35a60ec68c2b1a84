"""Two environments: one for inovasi, splink and dedupe, one for recordlinkage. Standard library only."""

from __future__ import annotations

from pathlib import Path

from benchmarks.environment import CONSTRAINTS, ROOT, Environment

HERE = Path(__file__).parent
FOLDER = ROOT / "build" / "benchmarks-match"
REQUIREMENTS = HERE / "requirements.txt"
RECORDLINKAGE = HERE / "requirements-recordlinkage.txt"

PEERS = Environment(
    FOLDER / "venv",
    (("-c", str(CONSTRAINTS), "-r", str(REQUIREMENTS)), ("-c", str(CONSTRAINTS), "-e", str(ROOT))),
    (REQUIREMENTS, CONSTRAINTS, ROOT / "pyproject.toml"),
)
OLDER_PANDAS = Environment(FOLDER / "venv-recordlinkage", (("-r", str(RECORDLINKAGE)),), (RECORDLINKAGE,))
