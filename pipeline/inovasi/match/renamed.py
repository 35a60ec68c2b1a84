"""Mentions that are read under another name than before: the same place of the same article.

A mention's id holds its name. So a better extractor, which reads "Aplikasi SIPADU" as "SIPADU", would seem to have lost
one mention and found another. ``renamed`` tells from the registry before this run which is which; ``located`` from a
judgement's own anchors, which need no registry and know more than the last build. As with anchors on the web, a place
is a position together with its quote: the position serves while the text is the same, the quote finds it again in a
text that has changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from inovasi.match.judgements import Judgement
from inovasi.types import Anchor, Entity, Evidence, Mention, PastMention

_RANKS = {"name": 0, "alias": 1, "expansion": 2}  # a new name may have been an alias before, and the other way round
_TWIN = re.compile(r"~\d+$")  # what the second mention of one name in one article has at its end


class Span(NamedTuple):
    """A place where a mention stands in its article; ``rank`` 0: by its name, more: by another form."""

    mention: str
    start: int
    end: int
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """An article of this run: its text, and the places of its mentions."""

    text: str
    spans: tuple[Span, ...]


def spans_of(mention: Mention) -> Iterator[Span]:
    """Every place of a mention."""
    for one in mention.innovation.evidence:
        if one.field in _RANKS:
            yield _span(mention.id, one)


def _span(mention: str, one: Evidence) -> Span:
    return Span(mention, one.start, one.end, _RANKS[one.field])


def renamed(past: Iterable[PastMention], mentions: Sequence[Mention]) -> dict[str, str]:
    """Old id -> new id, for mentions of the past that are no more where one that is new stands in their place.

    Each is used once; where several overlap, names count before other forms, then the longest overlap, then the order
    of the ids.
    """
    by_article: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_article[mention.article_id].append(mention)

    def spans(article_id: str) -> Iterator[Span]:
        for mention in by_article.get(article_id, ()):
            yield from spans_of(mention)

    return found_again(past, {mention.id for mention in mentions}, spans)


def found_again(
    past: Iterable[PastMention], there: Container[str], spans: Callable[[str], Iterable[Span]]
) -> dict[str, str]:
    """The same for whatever has places: ``there`` are the ids of this run, ``spans`` gives the places in an article."""
    before = list(past)
    lost = [mention for mention in before if mention.id not in there]
    known = {mention.id for mention in before}
    places = {
        article: [span for span in spans(article) if span.mention not in known]
        for article in {mention.article_id for mention in lost}
    }
    overlaps = [
        (rank, length, old.id, new)
        for old in lost
        if old.start is not None and old.end is not None
        for rank, length, new in _overlaps(old.start, old.end, places[old.article_id])
    ]
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, old_id, new in sorted(overlaps):
        if old_id not in found and new not in taken:
            found[old_id] = new
            taken.add(new)
    return found


def located(
    judgements: Sequence[Judgement], standing: Callable[[str], Standing | None], about: Entity = "innovation"
) -> dict[str, str]:
    """Judged mention -> its id of today, for those that their anchors find under another id than they were judged by.

    ``standing`` gives an article by its id (None: this run lacks it). Where lines anchor a mention in several places,
    the latest line that finds it counts. Two mentions may have become one.
    """
    anchors: dict[str, list[Anchor]] = {}
    for judgement in sorted(judgements, key=lambda judgement: judgement.moment, reverse=True):
        for anchor in judgement.anchors if judgement.about == about else ():
            anchors.setdefault(anchor.mention, []).append(anchor)
    found: dict[str, str] = {}
    for mention, places in anchors.items():
        here = next((at for anchor in places if (at := _found(anchor, standing(anchor.article_id)))), mention)
        if here != mention:
            found[mention] = here
    return found


def _found(anchor: Anchor, article: Standing | None) -> str | None:
    """Which mention of the article stands at the anchor; one of the same name before all others."""
    if article is None:
        return None
    name = _TWIN.sub("", anchor.mention)
    alike = {span.mention for span in article.spans if _TWIN.sub("", span.mention) == name}
    if alike == {anchor.mention}:
        return anchor.mention
    start = _start(anchor, article.text)
    if start is None:
        return None
    spans = [span for span in article.spans if anchor.mention not in alike or span.mention in alike]
    overlaps = _overlaps(start, start + len(anchor.quote), spans)
    return min(overlaps, default=(0, 0, None))[2]


def _start(anchor: Anchor, text: str) -> int | None:
    """Where the quote stands now: in its place, or else nearest to it; None if nowhere."""
    if text[anchor.start : anchor.end] == anchor.quote:
        return anchor.start
    before = text.rfind(anchor.quote, 0, anchor.end)
    after = text.find(anchor.quote, anchor.start)
    there = [start for start in (before, after) if start >= 0]
    return min(there, key=lambda start: (abs(start - anchor.start), start), default=None)


def _overlaps(start: int, end: int, spans: Iterable[Span]) -> Iterator[tuple[int, int, str]]:
    """(rank, minus the length in common, mention) of each place that has something in common with this one."""
    for span in spans:
        common = min(end, span.end) - max(start, span.start)
        if common > 0:
            yield span.rank, -common, span.mention
