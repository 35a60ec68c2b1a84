"""Why ids changed: the judgement that asked for it, else the score that speaks for it, else what is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from inovasi.match.judgements import Judgement, Verdict, effective, live, pairs_of
from inovasi.match.lasting import Event
from inovasi.text import collapse
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
    """What a run knows that may be a cause. ``dates``: the latest date of each mention, those of the past included;
    ``now``: the id of today for mentions that were judged under another one."""

    past: Past
    pairs: Sequence[Pair]
    judgements: Sequence[Judgement]
    dates: Mapping[str, str | None]
    now: Mapping[str, str] = field(default_factory=dict)


def changes(events: Sequence[Event], ground: Ground) -> tuple[Change, ...]:
    """The events as rows of the history, in their order."""
    if not events:
        return ()
    said = _said(ground)
    by_id = {judgement.id: judgement for judgement in ground.judgements}
    best = _best_scores([event for event in events if event.what == "merged"], ground.pairs)
    before = _Before(
        frozenset(mention.id for mention in ground.past.mentions),
        frozenset(mention.article_id for mention in ground.past.mentions),
        {redirect.old: redirect.new for redirect in ground.past.redirects},
    )
    found = []
    for event in events:
        when = _latest([*event.ours, *(event.cluster.mention_ids if event.cluster else ())], ground.dates)
        cause = _judged(event, said, by_id) or Cause(when, _reason(event, best, before), None)
        found.append(Change(event.what, event.old, event.new, event.mention, cause.when, cause.why, cause.by))
    return tuple(found)


def _said(ground: Ground) -> Mapping[str, list[Said]]:
    """Mention -> what counts of all that was said about it, undoing included."""
    found: defaultdict[str, list[Said]] = defaultdict(list)

    def add(line: Judgement, left: str, right: str, verdicts: frozenset[Verdict]) -> None:
        found[left].append(Said(line, right, verdicts))
        found[right].append(Said(line, left, verdicts))

    for (left, right), judgement in effective(ground.judgements, ground.now).items():
        add(judgement, left, right, frozenset({judgement.verdict} if judgement.verdict else ()))
    by_id = {judgement.id: judgement for judgement in ground.judgements}
    for line in live(ground.judgements):
        undone = by_id.get(line.undoes or "")
        if undone is not None:
            opposite = _PARTS if undone.verdict == "same" else _JOINS
            for left, right in pairs_of(undone, ground.now):
                add(line, left, right, opposite)
    return found


def _judged(event: Event, said: Mapping[str, list[Said]], by_id: Mapping[str, Judgement]) -> Cause | None:
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
    return Cause(line.at, _told(line, by_id), line.by)


def _told(line: Judgement, by_id: Mapping[str, Judgement]) -> str:
    """What a line says, for a reader who may not have the file."""
    note = f": {collapse(line.note)}" if line.note else ""
    undone = by_id.get(line.undoes or "")
    if undone is None:
        return f"judgement {line.id}: {line.verdict}{note}"
    return f"judgement {line.id} takes back {undone.id} ({undone.verdict or 'undo'}, {undone.by}){note}"


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


@dataclass(frozen=True, slots=True)
class _Before:
    """What the registry before has: mentions, articles, and where retired ids lead."""

    mentions: Set[str]
    articles: Set[str]
    led: Mapping[str, str]


def _reason(event: Event, best: Mapping[str, Pair], before: _Before) -> str:
    if event.what == "gone":
        return "no article has its mentions any more"
    if event.what == "redirected":
        return _led_elsewhere(event, before.led.get(event.old or ""))
    if pair := best.get(event.old or ""):
        return f"score {pair.score:.3f} of {pair.left} and {pair.right}"
    here = event.cluster.mention_ids if event.cluster else event.ours
    if all(mention in before.mentions for mention in here):
        return "other scores"
    if not before.mentions:
        return "first build"
    read_before = not before.articles.isdisjoint(_prefixes(event.mention))
    return "an article is read in another way" if read_before else "new articles"


def _led_elsewhere(event: Event, led: str | None) -> str:
    if led is None:
        return "its mention is back, as a part of this one"
    return "its mention is read under another name" if led == event.new else "what it led to has changed its id"


def _prefixes(mention: str) -> set[str]:
    """What may be the article of a mention, or of a member of a record, whose id begins with its kind."""
    ends = [i for i, character in enumerate(mention) if character == ":"]
    return {mention[start:end] for start in (0, *(end + 1 for end in ends[:1])) for end in ends if end > start}


def _latest(mentions: Iterable[str], dates: Mapping[str, str | None]) -> str | None:
    return max((date for mention in mentions if (date := dates.get(mention))), default=None)
