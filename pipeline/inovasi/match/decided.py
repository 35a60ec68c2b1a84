"""After the scores: what people decided, and ids that last. Pure; the order of input is free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from inovasi.match.causes import Ground, changes
from inovasi.match.constraints import constrain
from inovasi.match.founders import founders
from inovasi.match.judgements import Judgement, MentionPair, effective
from inovasi.match.lasting import lasting
from inovasi.match.renamed import renamed
from inovasi.match.rulings import Groups, contradictions, groups_of, rulings_of
from inovasi.types import Article, Extraction, Issue, Mention, Pair, Past, Reason, Resolution


@dataclass(frozen=True, slots=True)
class Run:
    """One run: what was read, the mentions in it, and what the scores made of them."""

    articles: Sequence[Article]
    extractions: Sequence[Extraction]
    mentions: Sequence[Mention]
    resolution: Resolution


def decided(run: Run, judgements: Sequence[Judgement], past: Past, where: str) -> tuple[Resolution, tuple[Issue, ...]]:
    """The resolution with every judgement obeyed, under the ids of the registry before this one, and notes.

    ``judgements`` are in the order of their file, which ``where`` names. Nothing judged and nothing past gives the same
    clusters back, with one line of history for each.
    """
    verdicts = effective(judgements)
    rulings = rulings_of(verdicts)
    found = founders(run.articles, run.extractions)
    clusters = constrain(run.resolution.clusters, run.resolution.pairs, rulings, found)
    made = lasting(clusters, past, found, renamed(past.mentions, run.mentions))
    dates = {mention.id: mention.dated for mention in past.mentions} | _dates(run)
    told = changes(made.events, Ground(past, run.resolution.pairs, judgements, dates))
    resolution = replace(
        run.resolution,
        clusters=made.clusters,
        pairs=_judged(run.resolution.pairs, verdicts, groups_of(rulings)),
        redirects=made.redirects,
        history=(*past.history, *told),
    )
    return resolution, (*contradictions(rulings, where), *_unknown(run, verdicts, where))


def latest_date(article: Article) -> str | None:
    """The latest of an article's dates: publication or retrieval."""
    return max(filter(None, (article.published, article.retrieved)), default=None)


def _dates(run: Run) -> dict[str, str | None]:
    dates = {article.id: latest_date(article) for article in run.articles}
    return {mention.id: dates.get(mention.article_id) for mention in run.mentions}


def _judged(pairs: tuple[Pair, ...], verdicts: Mapping[MentionPair, Judgement], groups: Groups) -> tuple[Pair, ...]:
    """The pairs with the decisions of people in place of the scores'; the scores stay."""
    if not verdicts:
        return pairs
    return tuple(_with_verdict(pair, verdicts, groups) for pair in pairs)


def _with_verdict(pair: Pair, verdicts: Mapping[MentionPair, Judgement], groups: Groups) -> Pair:
    judgement = verdicts.get((pair.left, pair.right))
    follows = groups.decided(pair.left, pair.right)
    if follows is None:
        if judgement is None or judgement.verdict != "unsure":
            return pair
        follows = "unsure"
    note = f"{follows}, by {judgement.by}" if judgement else f"{follows}, from judgements on other pairs"
    if judgement is not None and judgement.verdict != follows:
        note = f"{follows}, from judgements later than that of {judgement.by}"
    return replace(pair, decision=follows, reasons=(*pair.reasons, Reason("judgement", 1.0, 0.0, note)))


def _unknown(run: Run, verdicts: Mapping[MentionPair, Judgement], where: str) -> list[Issue]:
    """One note for all judged mentions that this run does not have."""
    there = {mention.id for mention in run.mentions}
    missing = sorted({mention for pair in verdicts for mention in pair} - there)
    if not missing:
        return []
    reason = f"{len(missing)} of the judged mentions are in none of the articles, first: {missing[0]}"
    advice = "Judgements on them wait until they are; check whether the articles are the right ones."
    return [Issue("judge", where, reason, advice, fatal=False)]
