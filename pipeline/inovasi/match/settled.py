"""What people decided about clusters of one kind, and the ids that these take over: the same for innovations, agencies
and officials. Pure; the order of input is free."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from inovasi.match.causes import Ground, changes
from inovasi.match.constraints import constrain
from inovasi.match.founders import Founders
from inovasi.match.judgements import Judgement, MentionPair, effective
from inovasi.match.lasting import Event, lasting
from inovasi.match.renamed import Span, Standing, found_again, located
from inovasi.match.rulings import Rulings, rulings_of
from inovasi.types import Change, Cluster, Entity, Pair, Past, PastMention, Redirect


@dataclass(frozen=True, slots=True)
class Case:
    """The clusters of one kind as matching made them, and what is known of their mentions (or members).

    ``pairs``: what draws mentions to each other, for given rulings. ``dates``: the latest date of each mention of this
    run. ``standing``: an article of this run, None where it is not there. ``told``: mention id, id of its cluster ->
    how a registry of this run would tell of it.
    """

    about: Entity
    clusters: Sequence[Cluster]
    pairs: Callable[[Rulings], Sequence[Pair]]
    founders: Founders
    dates: Mapping[str, str | None]
    standing: Callable[[str], Standing | None]
    told: Callable[[str, str], PastMention]


@dataclass(frozen=True, slots=True)
class Settled:
    """Clusters and redirects under lasting ids, both sorted, and what is new in the history.

    ``verdicts`` and ``rulings`` are those that were obeyed; ``now``: mention as judged or as the registry before has it
    -> its id of today, where that is another one.
    """

    clusters: tuple[Cluster, ...]
    redirects: tuple[Redirect, ...]
    history: tuple[Change, ...]
    verdicts: Mapping[MentionPair, Judgement]
    rulings: Rulings
    now: Mapping[str, str]


def settle(case: Case, judgements: Sequence[Judgement], everything: Past) -> Settled:
    """Obey the judgements that are about this kind, and take over the ids of the registry before (``everything``)."""
    past = past_about(everything, case.about)
    again = found_again(past.mentions, case.dates, lambda article: _spans(case.standing(article)))
    now = again | located(judgements, case.standing, case.about)
    verdicts = {pair: one for pair, one in effective(judgements, now).items() if one.about == case.about}
    rulings = rulings_of(verdicts)
    pairs = case.pairs(rulings)
    clusters = constrain(case.clusters, pairs, rulings, case.founders)
    known = {mention.id for mention in past.mentions}
    same_as = {old: new for old, new in now.items() if old not in known} | again
    first = not past.mentions and not past.history
    before = _unjudged(case, clusters) if first else past
    made = lasting(clusters, before, case.founders, same_as)
    dates = {mention.id: mention.dated for mention in past.mentions} | {**case.dates}
    events = (*(_foundings(before) if first else ()), *made.events)
    history = changes(events, Ground(past, pairs, judgements, dates, now))
    return Settled(
        made.clusters,
        tuple(replace(one, about=case.about) for one in made.redirects),
        tuple(replace(one, about=case.about) for one in history),
        verdicts,
        rulings,
        now,
    )


def past_about(past: Past, about: Entity) -> Past:
    """The part of a past that is about one kind."""
    return Past(
        tuple(one for one in past.mentions if one.about == about),
        tuple(one for one in past.redirects if one.about == about),
        tuple(one for one in past.history if one.about == about),
    )


def _spans(article: Standing | None) -> tuple[Span, ...]:
    return article.spans if article else ()


def _unjudged(case: Case, clusters: Sequence[Cluster]) -> Past:
    """What a first build that knows no judgements would leave of the clusters that judgements change.

    So a registry that was lost and is built from scratch has the ids, redirects and history that it would have if
    people had judged a registry of the same articles: an id that was cited before a merge still leads somewhere.
    """
    kept = {*clusters}
    changed = [cluster for cluster in case.clusters if cluster not in kept]
    return Past(tuple(case.told(mention, cluster.id) for cluster in changed for mention in cluster.mention_ids))


def _foundings(supposed: Past) -> Iterator[Event]:
    """The clusters that ``_unjudged`` supposes, as founded by this build."""
    for key, group in groupby(supposed.mentions, key=lambda mention: mention.innovation_id):
        members = tuple(mention.id for mention in group)
        yield Event("founded", None, key, members[0], members, Cluster(key, members))
