"""The model files that come with the package."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from inovasi.errors import GazetteerError


def shipped(name: str) -> bytes:
    """A file of models/: inside the package when installed, in the checkout before that.

    Raises GazetteerError when it is in neither place.
    """
    packed = resources.files("inovasi").joinpath("models", name)
    checkout = Path(__file__).parents[3] / "models" / name
    for file in (packed, checkout):
        if file.is_file():
            return file.read_bytes()
    raise GazetteerError(f"models/{name}", "a model of the package is missing", "Reinstall inovasi.")
