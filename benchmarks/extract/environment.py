"""The environment of the peers. Standard library only."""

from __future__ import annotations

from pathlib import Path

from benchmarks.environment import CONSTRAINTS, ROOT, Environment

HERE = Path(__file__).parent
REQUIREMENTS = HERE / "requirements.txt"
ALONE = HERE / "requirements-alone.txt"


def python_with_peers() -> Path:
    """The Python of the environment; the first call installs everything (minutes). Raises CalledProcessError."""
    torch = next(line for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines() if line.startswith("torch=="))
    environment = Environment(
        ROOT / "build" / "benchmarks" / "venv",
        (
            (torch,),
            ("-c", str(CONSTRAINTS), "-r", str(REQUIREMENTS)),
            ("-c", str(CONSTRAINTS), "-e", str(ROOT)),
        ),
        (REQUIREMENTS, ALONE, CONSTRAINTS, ROOT / "pyproject.toml", Path(__file__)),
        (("--no-deps", "-r", str(ALONE)), "scispacy"),
    )
    return environment.python()
