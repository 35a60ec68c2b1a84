"""Placeholder, to be filled."""

from __future__ import annotations

from inovasi.nlp.reading import Reading
from inovasi.types import RegionMention


def find_regions(reading: Reading) -> tuple[RegionMention, ...]:
    return ()
