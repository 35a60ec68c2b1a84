"""Which texts have a keyword. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from inovasi.text import collapse


def matches(text: str, keywords: Iterable[str]) -> bool:
    """True if ``text`` has one of ``keywords``; no keywords: True for every text.

    A keyword stands anywhere, also inside a word and in any case (``inovasi`` is in "Berinovasinya"); one in capitals
    only, such as KIPP, counts as a whole word in capitals: "tiga" has no IGA. White space of any length is one space.
    """
    patterns = [_pattern(keyword) for keyword in keywords if keyword.strip()]
    if not patterns:
        return True
    found = collapse(text)
    folded = found.casefold()
    return any(pattern.search(found if exact else folded) for exact, pattern in patterns)


@lru_cache(maxsize=256)
def _pattern(keyword: str) -> tuple[bool, re.Pattern[str]]:
    """Whether capitals count, and what to look for."""
    word = collapse(keyword)
    if word.isupper() and len(word) > 1:
        return True, re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    # A number ends where it ends: "Top 9" is not in "Top 99".
    end = r"(?!\d)" if word[-1].isdigit() else ""
    return False, re.compile(re.escape(word.casefold()) + end)
