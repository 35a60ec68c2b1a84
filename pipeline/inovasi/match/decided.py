"""After the scores: what people decided, and ids that last. Pure; the order of input is free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from inovasi.match.context import latest_date
from inovasi.match.decided_records import decided_records
from inovasi.match.founders import founders
from inovasi.match.judgements import Judgement, MentionPair, live
from inovasi.match.renamed import Standing, spans_of
from inovasi.match.rulings import Groups, contradictions, groups_of
from inovasi.match.settled import Case, settle
from inovasi.types import Article, Extraction, Issue, Mention, Pair, Past, PastMention, Reason, Resolution


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
    found = settle(_case(run), judgements, past)
    records = decided_records(run.articles, run.extractions, run.resolution, judgements, past, where)
    resolution = replace(
        run.resolution,
        clusters=found.clusters,
        pairs=_judged(run.resolution.pairs, found.verdicts, groups_of(found.rulings)),
        agencies=records.agencies,
        officials=records.officials,
        redirects=tuple(sorted((*found.redirects, *records.redirects), key=lambda one: one.old)),
        history=(*past.history, *found.history, *records.history),
    )
    notes = (*contradictions(found.rulings, where), *_become_one(judgements, found.now, where))
    issues = (*notes, *_unknown(run, found.verdicts, where), *records.issues)
    return resolution, issues


def _case(run: Run) -> Case:
    """The innovations of a run."""
    pairs = run.resolution.pairs
    return Case(
        about="innovation",
        clusters=run.resolution.clusters,
        pairs=lambda rulings: pairs,
        founders=founders(run.articles, run.extractions),
        dates=_dates(run),
        standing=_standing(run),
        told=_past_mentions(run),
    )


def _dates(run: Run) -> dict[str, str | None]:
    dates = {article.id: latest_date(article) for article in run.articles}
    return {mention.id: dates.get(mention.article_id) for mention in run.mentions}


def _standing(run: Run) -> Callable[[str], Standing | None]:
    """A function that looks articles up; it reads the mentions of those that are asked for, and of no others."""

    @cache
    def places() -> tuple[dict[str, str], dict[str, list[Mention]]]:
        """Made when the first article is asked for: most runs have no anchors to find."""
        found: defaultdict[str, list[Mention]] = defaultdict(list)
        for mention in run.mentions:
            found[mention.article_id].append(mention)
        return {article.id: article.text for article in run.articles}, found

    @cache
    def standing(article_id: str) -> Standing | None:
        texts, mentions = places()
        if article_id not in texts:
            return None
        spans = tuple(span for mention in mentions.get(article_id, ()) for span in spans_of(mention))
        return Standing(texts[article_id], spans)

    return standing


def _past_mentions(run: Run) -> Callable[[str, str], PastMention]:
    """A function: mention id, id of its innovation -> how a registry of this run would tell of it."""
    by_id = {mention.id: mention for mention in run.mentions}
    dates = _dates(run)
    return lambda mention, innovation: _past_mention(by_id[mention], innovation, dates[mention])


def _past_mention(mention: Mention, innovation: str, dated: str | None) -> PastMention:
    place = next((one for one in mention.innovation.evidence if one.field == "name"), None)
    start, end = (place.start, place.end) if place else (None, None)
    return PastMention(mention.id, innovation, mention.article_id, mention.published, dated, start, end)


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


def _become_one(judgements: Sequence[Judgement], now: Mapping[str, str], where: str) -> Iterator[Issue]:
    """A note for each line that keeps apart what is one mention today."""
    for judgement in live(judgements) if now else ():
        right = {now.get(mention, mention) for mention in judgement.right}
        both = sorted(right & {now.get(mention, mention) for mention in judgement.left})
        if judgement.verdict == "different" and both:
            reason = f"{judgement} keeps two mentions apart that the articles are now read to have as one, {both[0]}"
            yield Issue("judge", where, reason, "It cannot hold for them; look at the article.", fatal=False)


def _unknown(run: Run, verdicts: Mapping[MentionPair, Judgement], where: str) -> Iterator[Issue]:
    """One note for all judged mentions that this run does not have."""
    there = {mention.id for mention in run.mentions}
    missing = sorted({mention for pair in verdicts for mention in pair} - there)
    if not missing:
        return
    articles = {article.id for article in run.articles}
    read = sum(any(mention[:i] in articles for i in _colons(mention)) for mention in missing)
    reason = (
        f"{len(missing)} of the judged mentions are in none of the articles ({read} in articles that are read without "
        f"them, {len(missing) - read} in articles that are not there), first: {missing[0]}"
    )
    advice = "Judgements on them wait until they are, and bind what they tie together; check the list of articles."
    yield Issue("judge", where, reason, advice, fatal=False)


def _colons(mention: str) -> Iterator[int]:
    return (i for i, character in enumerate(mention) if character == ":")
