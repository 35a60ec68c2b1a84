"""The benchmarks are run from the root; their pure parts are tested as they are imported there."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
