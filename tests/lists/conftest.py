"""The whole suite imports test files by path (--import-mode=importlib), so the helpers beside them need this folder."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
