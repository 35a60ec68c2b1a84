"""Word lists that regions and agencies share, from gazetteers/place_words.csv."""

from __future__ import annotations

from functools import cache

from inovasi import gazetteers


@cache
def words(use: str) -> frozenset[str]:
    """The folded words listed for ``use``."""
    return frozenset(row["word"] for row in gazetteers.rows("place_words") if row["use"] == use)
