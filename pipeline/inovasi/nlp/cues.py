"""A cheap look before a dear one: does a stretch hold a word without which a case-insensitive pattern cannot match?

Most stretches hold none, and to look for a few plain words costs a tenth of what the pattern costs.
"""

from __future__ import annotations

from collections.abc import Sequence


def lowered(text: str) -> str:
    """``text`` in lower case, with every character at its old place."""
    if not text.isascii():
        # re.IGNORECASE takes these for i and s, but str.lower leaves them alone or makes them longer.
        text = text.replace("ı", "i").replace("İ", "i").replace("ſ", "s")
    return text.lower()


def holds(plain: str, cues: Sequence[str]) -> bool:
    """Whether one of the ``cues`` is in ``plain``, which is lower-cased."""
    for cue in cues:  # noqa: SIM110 - any() would cost more than the search
        if cue in plain:
            return True
    return False
