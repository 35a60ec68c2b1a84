"""Weights of matching from what people decided, with the figures of a cross-validation; without printing.

Which judged pairs teach. ``inovasi review`` asks about pairs whose score is open. That choice looks at features alone,
so among pairs of equal features the share that is one innovation is what it is anywhere, and the prior does not drift.
``merge`` and ``split`` are for pairs that the scores got wrong, and nobody writes down the thousands that they got
right: such corrections would teach that scores are mostly wrong (in a trial with 200 judged pairs, 40 of them raised
the log loss on all candidates from 0.06 to 0.20). So a judged pair teaches only if its score was open, and a judgement
that names many mentions counts as one pair. Annotated clusters are a sample of all candidates, and all of them teach.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inovasi.errors import RegistryError, UsageError
from inovasi.gold import Innovation, read_clusters, read_gold
from inovasi.learning_report import report_lines
from inovasi.match.annotated import Annotated, Answers, annotated, examples_of
from inovasi.match.calibration import FOLDS, compared, groups, learn
from inovasi.match.judgement_file import NAME, read_judgements
from inovasi.match.judgements import Judgement, MentionPair, effective
from inovasi.match.learn import Example, log_odds, ordered
from inovasi.match.rulings import rulings_of
from inovasi.match.score import DIFFERENT, SAME, probability
from inovasi.match.weights import HAND, Weights
from inovasi.registry.lookup import Compared, Lookup, looking_up
from inovasi.types import Article, Extraction, InnovationMention, Issue

LEAST = 20  # pairs that teach
LEAST_OF_A_KIND = 5  # pairs that are one innovation, and pairs that are two
_NO_FEATURE = ("prior", "edition_open", "judgement")  # reasons beside the features


@dataclass(frozen=True, slots=True)
class Sources:
    """What to learn from: a registry with its judgements (None: the file beside it), annotated clusters with the folder
    of their articles, or both.
    """

    registry: Path | None = None
    judgements: Path | None = None
    clusters: Path | None = None
    articles: Path | None = None


@dataclass(frozen=True, slots=True)
class Trained:
    """The weights, and lines that say what they were learned from and how good they are."""

    weights: Weights
    report: tuple[str, ...]


def train(sources: Sources, issue: Callable[[Issue], None]) -> Trained:
    """Learn weights. The same input gives the same bytes.

    Raises UsageError where there is too little to learn from or a file is missing; RegistryError, JudgementError or
    UnreadableInput where one is broken.
    """
    _check(sources)
    judged, left_out = ([], Counter[str]()) if sources.registry is None else _judged(sources, sources.registry, issue)
    known = None
    if sources.clusters is not None and sources.articles is not None:
        known = annotated_mentions(sources.clusters, sources.articles, issue)
    found = [*judged, *(examples_of(known) if known else ())]
    examples = ordered(example for example in found if example.teaches)
    left_out["two regions, one article or two editions"] = len(found) - len(examples)
    _check_enough(examples)
    weights = learn(examples)
    return Trained(weights, tuple(report_lines(weights, compared(examples), examples, known, left_out)))


def _check(sources: Sources) -> None:
    if (sources.clusters is None) != (sources.articles is None):
        advice = "Give --clusters FILE and --articles DIR together."
        raise UsageError("train-matching", "annotated clusters need the articles that they speak of", advice)
    if sources.registry is None and sources.judgements is not None:
        advice = "Name the registry that they were made on."
        raise UsageError(str(sources.judgements), "judgements without a registry", advice)
    if sources.registry is None and sources.clusters is None:
        advice = "Name a registry with judgements, or --clusters and --articles."
        raise UsageError("train-matching", "there is nothing to learn from", advice)
    if sources.judgements is not None and not sources.judgements.is_file():
        advice = "Leave --judgements out, or check the name."
        raise UsageError(str(sources.judgements), "there is no such file of judgements", advice)


def _check_enough(examples: Sequence[Example]) -> None:
    same = sum(example.same for example in examples)
    parts = len(groups(examples))
    if len(examples) >= LEAST and min(same, len(examples) - same) >= LEAST_OF_A_KIND and parts >= FOLDS:
        return
    there = f"{len(examples)} pairs to learn from ({same} same, {len(examples) - same} different, of {parts} stories)"
    needed = f"{LEAST} are needed, {LEAST_OF_A_KIND} of each kind, of {FOLDS} stories that share nothing"
    advice = "Judge more pairs with `inovasi review`, or give annotated clusters."
    raise UsageError("train-matching", f"there are {there}; {needed}", advice)


def _judged(sources: Sources, registry: Path, issue: Callable[[Issue], None]) -> tuple[list[Example], Counter[str]]:
    """The judged pairs that teach, and how many do not, by reason."""
    folder = registry if registry.is_dir() else registry.parent
    judgements, issues = read_judgements(sources.judgements or folder / NAME)
    for one in issues:
        issue(one)
    rulings = rulings_of(effective(judgements))
    left_out: Counter[str] = Counter()
    found: list[tuple[Judgement, Example]] = []
    with looking_up(registry) as lookup:
        for pair, judgement in [*rulings.same.items(), *rulings.different.items()]:
            example = _example(lookup, pair, judgement, left_out)
            if example is not None:
                found.append((judgement, example))
    named = Counter(judgement.id for judgement, _ in found)
    return [replace(example, share=1.0 / named[judgement.id]) for judgement, example in found], left_out


def _example(lookup: Lookup, pair: MentionPair, judgement: Judgement, left_out: Counter[str]) -> Example | None:
    compared = lookup.compared(*pair)
    if compared is None:
        left_out["not compared by the build, or not in the registry"] += 1
        return None
    ties = (*(f"innovation {one}" for one in compared.innovations), *(f"article {one}" for one in compared.articles))
    example = Example(pair, _values(compared, pair), judgement.verdict == "same", ties, "judged")
    if not example.teaches or _open(compared.score) or _open(probability(float(log_odds([example], HAND)[0]))):
        return example
    left_out["a correction: the score was not open"] += 1
    return None


def _open(score: float) -> bool:
    return DIFFERENT <= score < SAME


def _values(compared: Compared, pair: MentionPair) -> tuple[tuple[str, float], ...]:
    values = tuple((r.feature, r.value) for r in compared.reasons if r.feature not in _NO_FEATURE)
    if unknown := [name for name, _ in values if name not in HAND.of]:
        raise RegistryError(
            f"{pair[0]}, {pair[1]}", f"{unknown[0]} is no feature of this version", "Build the registry again."
        )
    return values


def annotated_mentions(clusters: Path, articles: Path, issue: Callable[[Issue], None]) -> Annotated:
    """The mentions of a folder of annotated articles, with the answers of a file of clusters. One of the file that
    is in none of the articles is noted. Raises UsageError or UnreadableInput where either cannot be read.
    """
    answers, golds = read_clusters(clusters), read_gold(articles)
    there = {(gold.article.id, item.name) for gold in golds for item in gold.annotations.innovations}
    if missing := sorted(answers.innovation.keys() - there):
        reason = f"{len(missing)} mentions are in none of the articles, first: {missing[0][1]} of {missing[0][0]}"
        issue(Issue("train", str(clusters), reason, "They are passed over; check the names.", fatal=False))
    texts = [Article(gold.article.id, "", published=gold.article.published) for gold in golds]
    extractions = [Extraction(gold.article.id, tuple(map(_mention, gold.annotations.innovations))) for gold in golds]
    return annotated(texts, extractions, Answers(answers.innovation, answers.undecided))


def _mention(item: Innovation) -> InnovationMention:
    return InnovationMention(
        item.name, item.aliases, item.expansion, agency=item.agency, region=item.region, awards=item.awards
    )
