"""The wheel is complete: it works from another folder, without the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without the network from what is installed here."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(root)]
    subprocess.run(command, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_data_types_and_licences(wheel: Path, root: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    package = root / "pipeline"
    wanted = [path for pattern in ("*.py", "*.csv", "*.toml", "py.typed") for path in package.rglob(pattern)]
    assert {path.relative_to(package).as_posix() for path in wanted} <= set(names)
    assert {f"inovasi/models/{name}" for name in ("names.json", "confidence.json", "reader.msgpack")} <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith("tests/") or "__pycache__" in name]


def test_the_wheel_works_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    (tmp_path / "news.txt").write_text("Dinas Kesehatan Kota Padang punya inovasi SIPADU.", encoding="utf-8")
    # Before site-packages, so that this copy and not the checkout is imported.
    environment = os.environ | {"PYTHONPATH": str(target), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(*command: str) -> str:
        result = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8"
        )
        assert result.returncode == 0, result.stderr
        return result.stdout

    where = run("-c", "import inovasi; print(inovasi.__file__)").strip()
    assert Path(where).is_relative_to(target)
    (line,) = run("-m", "inovasi", "extract", "news.txt", "--workers", "2").splitlines()
    assert json.loads(line)["regions"][0]["code"] == "13.71"
    assert "articles" in run("-m", "inovasi", "build", "news.txt", "--out", "registry")
    assert "antara-sumsel" in run("-m", "inovasi", "sources", "list")
