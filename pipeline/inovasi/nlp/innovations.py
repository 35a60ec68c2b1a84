"""Placeholder, to be filled."""

from __future__ import annotations

from inovasi.nlp.reading import Reading
from inovasi.types import InnovationMention


def find_innovations(reading: Reading) -> tuple[InnovationMention, ...]:
    return ()
