"""Articles that a site splits over several pages. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from inovasi.scrape.article.page import Page
from inovasi.text import squash

_PAGING = re.compile(
    r"^\W*(?:(?:halaman|page|hal\.?|laman)\s*:?\s*\d*(?:\s*(?:dari|of|/)\s*\d+)?[\d\s|,>»›-]*"
    r"(?:selanjutnya|berikutnya|next)?|(?:baca\s+)?(?:halaman\s+)?(?:selanjutnya|berikutnya|sebelumnya)"
    r"|bersambung(?:\s+ke\b.*)?|show all|\d+(?:\s+\d+)*)\W*$",
    re.IGNORECASE,
)
# A shorter line may well stand twice in an article ("Persyaratan:", "- KTP").
_LEAST = 40


def join_pages(first: Page, others: Sequence[Page]) -> Page:
    """``first`` with the text of the pages after it, in their order; everything but the text is that of ``first``.

    Left out are lines about paging and what stands on an earlier page already: long lines wherever they stand, short
    ones where a page begins as the one before began (a summary, a headline) or ends as it ended (a box at the foot).
    """
    lines = _without_paging(first.text)
    seen = {squash(line) for line in lines}
    before = [squash(line) for line in lines]
    for page in others:
        new = _without_paging(page.text)
        keys = [squash(line) for line in new]
        start, end = _shared(keys, before), len(new) - _shared(keys[::-1], before[::-1])
        for line, key in list(zip(new, keys, strict=True))[start : max(start, end)]:
            if len(line) < _LEAST or key not in seen:
                lines.append(line)
                seen.add(key)
        before = keys
    return replace(first, text="\n".join(lines or [first.text]))


def _without_paging(text: str) -> list[str]:
    """The lines of a page but for those at its edges that lead to other pages."""
    lines = text.split("\n")
    while lines and _PAGING.match(lines[-1]):
        lines.pop()
    return lines[next((n for n, line in enumerate(lines) if not _PAGING.match(line)), 0) :]


def _shared(left: Sequence[str], right: Sequence[str]) -> int:
    """How many strings at the front are the same in both."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
