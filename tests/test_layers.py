"""Who may import whom (pyproject.toml, [tool.importlinter]), and the names under which spaCy finds the components."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from inovasi.nlp.model import COMPONENTS


def test_rooms_import_only_what_they_may(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_imports(config_filename=str(root / "pyproject.toml"), no_cache=True)
    assert code == 0, capsys.readouterr().out


def test_every_component_is_an_entry_point(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(project["entry-points"]["spacy_factories"]) == set(COMPONENTS)


@pytest.mark.parametrize("name", [*COMPONENTS, "inovasi.Tokenizer.v1"])
def test_spacy_finds_the_names_by_itself(name: str) -> None:
    """In a pipeline of one's own, without importing this package."""
    code = (
        "import spacy\n"
        "nlp = spacy.blank('xx')\n"
        f"name = {name!r}\n"
        "if name.startswith('inovasi.'):\n"
        "    nlp = spacy.blank('xx', config={'nlp': {'tokenizer': {'@tokenizers': name}}})\n"
        "    assert [token.text for token in nlp('15inovasi')] == ['15', 'inovasi']\n"
        "else:\n"
        "    nlp.add_pipe(name)\n"
        "    nlp('Dinas Kesehatan punya inovasi SIPADU (Sistem Pelayanan Terpadu).')\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert result.returncode == 0, result.stderr
