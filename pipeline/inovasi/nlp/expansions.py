"""Placeholder, to be filled."""

from __future__ import annotations

from inovasi.nlp.reading import Reading
from inovasi.types import Expansion


def find_expansions(reading: Reading) -> tuple[Expansion, ...]:
    return ()
