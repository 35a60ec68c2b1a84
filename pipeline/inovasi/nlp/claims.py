"""Placeholder, to be filled."""

from __future__ import annotations

from inovasi.nlp.reading import Reading
from inovasi.types import Claim


def find_claims(reading: Reading) -> tuple[Claim, ...]:
    return ()
