"""Compare inovasi with its peers in deciding which mentions are one innovation, in one run on this machine.

    python benchmarks/match/run.py [--sizes 10000 100000] [--million] [--only NAME ...] [--out DIR]

The first run makes two environments with the peers in build/benchmarks-match.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.match.environment import OLDER_PANDAS, PEERS  # noqa: E402 - found from the root


def main() -> int:
    try:
        python, older = PEERS.python(), OLDER_PANDAS.python()
    except subprocess.CalledProcessError as error:
        print(f"The environment cannot be made: pip ended with {error.returncode}, see above.", file=sys.stderr)
        return 1
    command = [str(python), "-m", "benchmarks.match.command", str(older), str(Path.cwd()), *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
