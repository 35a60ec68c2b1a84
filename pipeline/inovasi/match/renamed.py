"""Mentions that are read under another name than before: the same place of the same article.

A mention's id holds its name. So a better extractor, which reads "Aplikasi SIPADU" as "SIPADU", would seem to have lost
one mention and found another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from inovasi.types import Mention, PastMention


def renamed(past: Iterable[PastMention], mentions: Sequence[Mention]) -> dict[str, str]:
    """Old id -> new id, for mentions of the past that are no more where one that is new stands in their place.

    Each is used once; where several overlap, the longest overlap counts, then the order of the ids.
    """
    there = {mention.id for mention in mentions}
    before = list(past)
    lost = [mention for mention in before if mention.id not in there]
    known = {mention.id for mention in before}
    places: defaultdict[str, list[tuple[str, int, int]]] = defaultdict(list)
    wanted = {mention.article_id for mention in lost}
    for mention in mentions:
        if mention.article_id in wanted and mention.id not in known:
            spans = [(e.start, e.end) for e in mention.innovation.evidence if e.field == "name"]
            places[mention.article_id] += [(mention.id, start, end) for start, end in spans]
    overlaps = [
        (start - end, old.id, new)
        for old in lost
        if old.start is not None and old.end is not None
        for new, first, last in places[old.article_id]
        if (start := max(old.start, first)) < (end := min(old.end, last))
    ]
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, old_id, new in sorted(overlaps):
        if old_id not in found and new not in taken:
            found[old_id] = new
            taken.add(new)
    return found
