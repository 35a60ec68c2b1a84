"""Placeholder, to be filled."""

from __future__ import annotations

from inovasi.nlp.reading import Reading
from inovasi.types import AgencyMention


def find_agencies(reading: Reading) -> tuple[AgencyMention, ...]:
    return ()
