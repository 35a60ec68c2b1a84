"""Measure quality and speed of inovasi beside its peers, in one run on this machine.

    python benchmarks/extract/run.py [--out DIR] [--gold DIR ...] [--only PART ...]

The first run makes an environment with the peers in build/benchmarks and trains spaCy's recogniser there.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.extract.environment import python_with_peers  # noqa: E402 - found from the root


def main() -> int:
    try:
        python = python_with_peers()
    except subprocess.CalledProcessError as error:
        print(f"The environment cannot be made: pip ended with {error.returncode}, see above.", file=sys.stderr)
        return 1
    command = [str(python), "-m", "benchmarks.extract.command", *map(_absolute, sys.argv[1:])]
    return subprocess.run(command, cwd=ROOT).returncode


def _absolute(argument: str) -> str:
    """Folders are meant as seen from where the user stands, and the command runs in the root."""
    return str(Path(argument).resolve()) if Path(argument).exists() else argument


if __name__ == "__main__":
    sys.exit(main())
