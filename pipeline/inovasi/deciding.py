"""What a person's decision is as a judgement, and what stands against it; without printing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from inovasi.errors import UsageError
from inovasi.match.judgements import Judgement, Verdict, effective, live
from inovasi.match.renamed import Span, Standing, located
from inovasi.match.rulings import groups_of, rulings_of
from inovasi.registry.lookup import Held, Lookup
from inovasi.types import Entity

# Mentions of each side that a merge names: enough that it still holds when an article is lost or read in another way.
MERGED = 8


@dataclass(frozen=True, slots=True)
class Known:
    """What the registry says about judged mentions: the innovation of each (those of open pairs may be left out), and
    the id that each goes by ``now`` where it was judged under another one."""

    homes: Mapping[str, str] = field(default_factory=dict)
    now: Mapping[str, str] = field(default_factory=dict)


def known_of(lookup: Lookup, judgements: Sequence[Judgement]) -> Known:
    """What a registry says about the mentions of these judgements."""

    @cache
    def standing(article_id: str, about: Entity) -> Standing | None:
        found = lookup.names_in(article_id, about)
        if found is None:
            return None
        text, anchors = found
        return Standing(text, tuple(Span(one.mention, one.start, one.end) for one in anchors))

    now: dict[str, str] = {}
    for kind in sorted({judgement.about for judgement in judgements}):
        now |= located(judgements, partial(standing, about=kind), kind)
    judged = {mention for pair in effective(judgements, now) for mention in pair}
    return Known(lookup.homes(sorted(judged)), now)


def held_of(lookup: Lookup, innovation_id: str) -> Held:
    """What has this id, or what it redirects to: innovation, agency or official. Raises UsageError, which says what
    became of it."""
    found = lookup.held(innovation_id)
    if found is not None:
        return found
    home = lookup.homes([innovation_id]).get(innovation_id)
    if home is not None:
        raise UsageError(innovation_id, f"that is a mention, of {home}", f"Name the innovation: {home}.")
    last = lookup.last_change(innovation_id)
    if last is not None:
        day = f" since {last.when}" if last.when else ""
        reason = f"this {last.about} is gone{day} ({last.why})"
        raise UsageError(innovation_id, reason, f"It was known by {last.mention}; build with its article again.")
    raise UsageError(innovation_id, "no such innovation, agency or official", "Look its id up in these tables.")


def part_of(lookup: Lookup, held: Held, mentions: Sequence[str]) -> list[str]:
    """These mentions, each once. Raises UsageError unless all are the innovation's, and not all that it has."""
    part = list(dict.fromkeys(mentions))
    for mention in part:
        if mention not in held.mentions:
            has = ", ".join(held.mentions[:MERGED]) + (" ..." if len(held.mentions) > MERGED else "")
            raise UsageError(mention, f"not a mention of {held.id}: {_elsewhere(lookup, mention)}", f"It has: {has}.")
    if len(part) == len(held.mentions):
        raise UsageError(held.id, "these are all of its mentions", f"Name only those that are another {held.about}.")
    return part


def _elsewhere(lookup: Lookup, mention: str) -> str:
    home = lookup.homes([mention]).get(mention)
    if home is not None:
        return f"it is one of {home}"
    ends = (i for i, character in enumerate(mention) if character == ":")
    article = next((mention[:i] for i in ends if lookup.names_in(mention[:i]) is not None), None)
    return f"article {article} has no mention of this name" if article else "the registry lacks its article"


def last_of(judgements: Sequence[Judgement], by: str) -> Judgement | None:
    """The last judgement of a person that still stands."""
    return next((one for one in reversed(live(judgements)) if one.by == by and not one.undoes), None)


def merge_of(first: Held, second: Held, by: str, at: str) -> Judgement:
    """The judgement that two innovations are one."""
    return judgement_of("same", (first, first.mentions[:MERGED]), (second, second.mentions[:MERGED]), by, at)


def split_of(held: Held, part: Sequence[str], by: str, at: str) -> Judgement:
    """The judgement that ``part`` of an innovation's mentions is another one."""
    rest = [mention for mention in held.mentions if mention not in set(part)]
    return judgement_of("different", (held, part), (held, rest), by, at)


def judgement_of(
    verdict: Verdict,
    left: tuple[Held, Iterable[str]],
    right: tuple[Held, Iterable[str]],
    by: str,
    at: str,
    note: str | None = None,
) -> Judgement:
    """A judgement on some mentions of two innovations (or of one), with the places where their names stand."""
    sides = [tuple(sorted(set(mentions))) for _, mentions in (left, right)]
    wanted = {*sides[0], *sides[1]}
    anchors = {one for held, _ in (left, right) for one in held.anchors if one.mention in wanted}
    ordered = tuple(sorted(anchors, key=lambda one: one.mention))
    return Judgement(by, at, verdict, sides[0], sides[1], note, anchors=ordered, about=left[0].about)


@dataclass(frozen=True, slots=True)
class Stays:
    """Which of several innovations keeps its id when they become one, and which then redirect to it."""

    kept: Held
    gone: tuple[Held, ...]

    @property
    def mentions(self) -> int:
        """How many mentions the innovation will have."""
        return sum(len(held.mentions) for held in (self.kept, *self.gone))


def stays(held: Iterable[Held]) -> Stays:
    """The one founded first keeps its id."""
    kept, *gone = sorted(held, key=lambda one: one.rank)
    return Stays(kept, tuple(gone))


def said_already(
    verdict: Verdict, left: Sequence[str], right: Sequence[str], judgements: Sequence[Judgement], known: Known
) -> tuple[Judgement, ...]:
    """The lines from which ``verdict`` ("same" or "different") follows as it is; none if it does not.

    Two sides are the same if one mention of each is, and different if all are.
    """
    groups = groups_of(rulings_of(effective(judgements, known.now)))
    ours, theirs = ({groups.root(mention): mention for mention in side} for side in (left, right))
    if verdict == "same":
        both = min(ours.keys() & theirs.keys(), default=None)
        return groups.why(ours[both], theirs[both]) if both is not None else ()
    if all(other in groups.enemies(root) for root in ours for other in theirs):
        return groups.why(left[0], right[0])
    return ()


def replaced(before: Sequence[Judgement], added: Judgement, known: Known) -> list[Judgement]:
    """Earlier lines that no longer hold, or not for all that they say, once ``added`` is there."""
    old, new = (effective(lines, known.now) for lines in (before, [*before, added]))
    fallen = {(one.judgement.id, one.pair) for one in rulings_of(old).outvoted}
    found = {one.id: one for pair, one in old.items() if new.get(pair, one).verdict != one.verdict}
    for one in rulings_of(new).outvoted:
        if (one.judgement.id, one.pair) not in fallen and one.judgement.id != added.id:
            found[one.judgement.id] = one.judgement
    return sorted(found.values(), key=lambda one: (one.line, one.id))
