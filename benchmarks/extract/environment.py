"""An environment for the peers, made once and again when what it is made of has changed. Standard library only."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOLDER = ROOT / "build" / "benchmarks"
REQUIREMENTS = HERE / "requirements.txt"
ALONE = HERE / "requirements-alone.txt"
CONSTRAINTS = ROOT / "constraints.txt"


def python_with_peers() -> Path:
    """The Python of the environment; the first call installs everything (minutes). Raises CalledProcessError."""
    folder = FOLDER / "venv"
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    stamp = folder / "made-from"
    wanted = _made_from()
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        print(f"making {folder.relative_to(ROOT)} ...", file=sys.stderr, flush=True)
        venv.create(folder, with_pip=True, clear=True)
        for arguments in _steps():
            _pip(python, arguments)
        if subprocess.run(_command(python, ["--no-deps", "-r", str(ALONE)])).returncode:
            print("scispacy cannot be installed; its row stays empty", file=sys.stderr)
        stamp.write_text(wanted, encoding="utf-8")
    return python


def _steps() -> list[list[str]]:
    torch = next(line for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines() if line.startswith("torch=="))
    return [
        [torch],
        ["-c", str(CONSTRAINTS), "-r", str(REQUIREMENTS)],
        ["-c", str(CONSTRAINTS), "-e", str(ROOT)],
    ]


def _pip(python: Path, arguments: list[str]) -> None:
    subprocess.run(_command(python, arguments), check=True)


def _command(python: Path, arguments: list[str]) -> list[str]:
    return [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *arguments]


def _made_from() -> str:
    whole = hashlib.sha256(sys.version.encode())
    for file in (REQUIREMENTS, ALONE, CONSTRAINTS, ROOT / "pyproject.toml", Path(__file__)):
        whole.update(file.read_bytes())
    return whole.hexdigest()
