"""Why ids changed: the judgement that asked for it, else the score that speaks for it, else what is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from inovasi.match.judgements import Judgement, Verdict, effective, live
from inovasi.match.lasting import Event
from inovasi.types import Change, Pair, Past


class Said(NamedTuple):
    """``line`` has the effect of ``verdict`` on a mention and ``other``; it may be the line that undoes another."""

    line: Judgement
    other: str
    verdicts: frozenset[Verdict]


class Cause(NamedTuple):
    """The last three columns of a change."""

    when: str | None
    why: str
    by: str | None


_JOINS: frozenset[Verdict] = frozenset({"same"})
_PARTS: frozenset[Verdict] = frozenset({"different", "unsure"})


@dataclass(frozen=True, slots=True)
class Ground:
    """What a run knows that may be a cause. ``dates``: the latest date of each mention, those of the past included."""

    past: Past
    pairs: Sequence[Pair]
    judgements: Sequence[Judgement]
    dates: Mapping[str, str | None]


def changes(events: Sequence[Event], ground: Ground) -> tuple[Change, ...]:
    """The events as rows of the history, in their order."""
    if not events:
        return ()
    said = _said(ground.judgements)
    best = _best_scores([event for event in events if event.what == "merged"], ground.pairs)
    before = {mention.id for mention in ground.past.mentions}
    articles = {mention.article_id for mention in ground.past.mentions}
    found = []
    for event in events:
        when = _latest([*event.ours, *(event.cluster.mention_ids if event.cluster else ())], ground.dates)
        cause = _judged(event, said) or Cause(when, _reason(event, best, before, articles), None)
        found.append(Change(event.what, event.old, event.new, event.mention, cause.when, cause.why, cause.by))
    return tuple(found)


def _said(judgements: Sequence[Judgement]) -> Mapping[str, list[Said]]:
    """Mention -> what counts of all that was said about it, undoing included."""
    found: defaultdict[str, list[Said]] = defaultdict(list)

    def add(line: Judgement, left: str, right: str, verdicts: frozenset[Verdict]) -> None:
        found[left].append(Said(line, right, verdicts))
        found[right].append(Said(line, left, verdicts))

    for (left, right), judgement in effective(judgements).items():
        add(judgement, left, right, frozenset({judgement.verdict} if judgement.verdict else ()))
    by_id = {judgement.id: judgement for judgement in judgements}
    for line in live(judgements):
        undone = by_id.get(line.undoes or "")
        if undone is not None:
            opposite = _PARTS if undone.verdict == "same" else _JOINS
            for left, right in product(undone.left, undone.right):
                add(line, left, right, opposite)
    return found


def _judged(event: Event, said: Mapping[str, list[Said]]) -> Cause | None:
    """The latest line that ties the mentions that moved to those they came to, or parts them from those they left."""
    if event.what not in ("merged", "split", "returned") or event.cluster is None:
        return None
    ours, here = set(event.ours), set(event.cluster.mention_ids)
    merges = event.what == "merged"
    wanted = _JOINS if merges else _PARTS
    lines = [
        one.line
        for mention in event.ours
        for one in said.get(mention, ())
        if one.verdicts & wanted and one.other not in ours and (one.other in here) == merges
    ]
    if not lines:
        return None
    line = max(lines, key=lambda line: (line.moment, line.id))
    return Cause(line.at, f"judgement {line.id}", line.by)


def _best_scores(events: Sequence[Event], pairs: Iterable[Pair]) -> Mapping[str, Pair]:
    """For each id that was merged, the best pair that ties its mentions to others of the cluster."""
    mover = {mention: event for event in events for mention in event.ours}
    home = {m: e.cluster.id for e in events if e.cluster for m in e.cluster.mention_ids}
    found: dict[str, Pair] = {}
    if not mover:
        return found
    for pair in pairs:
        for mention, other in ((pair.left, pair.right), (pair.right, pair.left)):
            event = mover.get(mention)
            if event is None or not event.old or mover.get(other) is event or home.get(other) != event.new:
                continue
            best = found.get(event.old)
            if best is None or pair.score > best.score:
                found[event.old] = pair
    return found


def _reason(event: Event, best: Mapping[str, Pair], before: Set[str], articles: Set[str]) -> str:
    if event.what == "gone":
        return "no article has its mentions any more"
    if event.what == "redirected":
        return "what it led to has changed its id"
    if pair := best.get(event.old or ""):
        return f"score {pair.score:.3f} of {pair.left} and {pair.right}"
    here = event.cluster.mention_ids if event.cluster else event.ours
    if all(mention in before for mention in here):
        return "other scores"
    if not before:
        return "first build"
    read_before = not articles.isdisjoint(_prefixes(event.mention))
    return "an article is read in another way" if read_before else "new articles"


def _prefixes(mention: str) -> set[str]:
    return {mention[:i] for i, character in enumerate(mention) if character == ":"}


def _latest(mentions: Iterable[str], dates: Mapping[str, str | None]) -> str | None:
    return max((date for mention in mentions if (date := dates.get(mention))), default=None)
