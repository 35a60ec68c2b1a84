"""Environments for the peers, each made once and again when what it is made of has changed. Standard library only."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
CONSTRAINTS = ROOT / "constraints.txt"


@dataclass(frozen=True, slots=True)
class Environment:
    """``steps`` are the arguments of ``pip install``, in order; ``optional`` is a last step that may fail, and what is
    missing then. ``files`` are those it is made from: when one changes, the environment is made anew."""

    folder: Path
    steps: tuple[tuple[str, ...], ...]
    files: tuple[Path, ...]
    optional: tuple[tuple[str, ...], str] | None = None

    def python(self) -> Path:
        """Its Python; the first call installs everything (minutes). Raises CalledProcessError."""
        python = self.folder / ("Scripts" if os.name == "nt" else "bin") / "python"
        stamp = self.folder / "made-from"
        wanted = self._made_from()
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
            print(f"making {self.folder.relative_to(ROOT)} ...", file=sys.stderr, flush=True)
            venv.create(self.folder, with_pip=True, clear=True)
            for arguments in self.steps:
                subprocess.run(_command(python, arguments), check=True)
            if self.optional and subprocess.run(_command(python, self.optional[0])).returncode:
                print(f"{self.optional[1]} cannot be installed; its row stays empty", file=sys.stderr)
            stamp.write_text(wanted, encoding="utf-8")
        return python

    def _made_from(self) -> str:
        whole = hashlib.sha256(sys.version.encode())
        for file in self.files:
            whole.update(file.read_bytes())
        return whole.hexdigest()


def _command(python: Path, arguments: tuple[str, ...]) -> list[str]:
    return [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *arguments]
