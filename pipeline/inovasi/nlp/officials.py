"""Placeholder, to be filled."""

from __future__ import annotations

from inovasi.nlp.reading import Reading
from inovasi.types import OfficialMention


def find_officials(reading: Reading) -> tuple[OfficialMention, ...]:
    return ()
