"""Precision, recall and F1 of an extraction against hand-annotated articles.

An innovation is right when its name is one of the annotated surface forms (case, spacing, punctuation and a generic
lead word such as "Aplikasi" aside). ``attached`` counts, among the innovations found, how many carry the right
expansion, agency and region. Items that the annotators marked doubtful count neither for nor against.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from inovasi.engine import DEFAULT, extract_all
from inovasi.gold import Annotations, Gloss, GoldArticle, Innovation, Person, predicted
from inovasi.output import record
from inovasi.report import LAYERS, Counts, Error, Report, Share
from inovasi.text import fold, squash
from inovasi.types import Issue, Reader

_ONE_OF = {
    "innovations": "innovation",
    "expansions": "expansion",
    "agencies": "agency",
    "officials": "official",
    "claims": "claim",
}

_LEAD = re.compile(
    r"^(?:inovasi|program|aplikasi|layanan|pelayanan|gerakan|sistem informasi|gagasan|terobosan|proyek perubahan)\s+"
)
_REGION = re.compile(r"\b(?:provinsi|prov|kabupaten|kab|kota|pemprov|pemkab|pemkot|pemerintah|daerah)\b")
_NEAR = 88  # of 100: a typing error or a missing letter in a long text
_NEAR_NAME = 92  # names are short, so one letter weighs more
_NEAR_PERSON = 90
_SHORTEST_NEAR_NAME = 6  # below this, one letter makes another name

G = TypeVar("G")
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Matching(Generic[G, P]):
    """Items of both sides paired one to one, and what is left of each side."""

    pairs: tuple[tuple[G, P], ...]
    missed: tuple[G, ...]
    extra: tuple[P, ...]

    def counts(self) -> Counts:
        return Counts(len(self.pairs), len(self.extra), len(self.missed))

    def without(self, forgiven: Callable[[P], bool]) -> Matching[G, P]:
        """The same, less the left-over predictions that do not count as errors."""
        return Matching(self.pairs, self.missed, tuple(item for item in self.extra if not forgiven(item)))


def same_name(a: str, b: str) -> bool:
    """Two surface forms of one innovation name: equal after folding, or after a generic lead word goes."""
    if not fold(a) or not fold(b):
        return False
    if squash(a) == squash(b):
        return True
    bare_a, bare_b = _LEAD.sub("", fold(a)), _LEAD.sub("", fold(b))
    if bare_a and bare_a.replace(" ", "") == bare_b.replace(" ", ""):
        return True
    shortest = min(len(fold(a)), len(fold(b)))
    return shortest >= _SHORTEST_NEAR_NAME and fuzz.ratio(bare_a, bare_b) >= _NEAR_NAME


def same_innovation(gold: Innovation, found: Innovation) -> bool:
    """The name found is one of the annotated surfaces, or an alias found is the annotated name."""
    surfaces = [text for text in (gold.name, gold.expansion, *gold.aliases) if text]
    return any(same_name(found.name, text) for text in surfaces) or any(
        same_name(alias, gold.name) for alias in found.aliases
    )


def same_text(a: str | None, b: str | None, floor: int = _NEAR) -> bool:
    """Equal or nearly equal after folding; an empty text equals nothing."""
    folded_a, folded_b = fold(a), fold(b)
    return bool(folded_a and folded_b) and (folded_a == folded_b or fuzz.ratio(folded_a, folded_b) >= floor)


def same_agency(a: str | None, b: str | None) -> bool:
    """Equal, nearly equal, or one inside the other with at least two words (or one word of four letters)."""
    if same_text(a, b):
        return True
    short, long = sorted((fold(a).split(), fold(b).split()), key=len)
    if len(short) >= 2:
        return set(short) <= set(long)
    return len(short) == 1 and len(short[0]) >= 4 and short[0] in long


def same_region(a: str | None, b: str | None) -> bool:
    """Equal, nearly equal or one inside the other, whatever kind of region each is said to be."""
    bare_a, bare_b = (_REGION.sub("", fold(text)).strip() for text in (a, b))
    if not bare_a or not bare_b:
        return False
    if bare_a.replace(" ", "") == bare_b.replace(" ", "") or bare_a in bare_b or bare_b in bare_a:
        return True
    return fuzz.ratio(bare_a, bare_b) >= _NEAR


def same_role(a: str | None, b: str | None) -> bool:
    """Half of the words of the shorter role are in the other one."""
    words_a, words_b = set(fold(a).split()), set(fold(b).split())
    return bool(words_a and words_b) and len(words_a & words_b) / min(len(words_a), len(words_b)) >= 0.5


def same_gloss(a: Gloss, b: Gloss) -> bool:
    """The same short form with the same long form."""
    return squash(a.short) == squash(b.short) and same_text(a.long, b.long)


def same_person(a: Person, b: Person) -> bool:
    """The same name, give or take a letter; the role does not count."""
    return same_text(a.name, b.name, _NEAR_PERSON)


_SAME_ATTACHED: Mapping[str, Callable[[str | None, str | None], bool]] = {
    "expansion": same_text,
    "agency": same_agency,
    "region": same_region,
}


def evaluate(golds: Iterable[Annotations], found: Iterable[Annotations]) -> Report:
    """The figures of ``found`` against ``golds``; an article without a prediction counts as one that found nothing."""
    predictions = {item.article_id: item for item in found}
    total = _empty_report()
    for gold in golds:
        total += evaluate_article(gold, predictions.get(gold.article_id, Annotations(gold.article_id)))
    return total


def predict(
    golds: Iterable[GoldArticle], workers: int | None, issues: Callable[[Issue], None], reader: Reader = DEFAULT
) -> list[Annotations]:
    """Read the gold articles with the pipeline; an article that fails goes to ``issues`` and counts as empty."""
    read = extract_all((gold.article for gold in golds), workers, issues, reader)
    return [predicted(record(article, extraction)) for article, extraction in read]


def evaluate_article(gold: Annotations, found: Annotations) -> Report:
    """The figures of one article."""
    innovations = _innovations(gold, found)
    expansions = _match(_distinct(gold.expansions, same_gloss), _distinct(found.expansions, same_gloss), same_gloss)
    expansions = expansions.without(lambda e: any(same_gloss(g, e) for g in gold.doubtful_expansions))
    agencies = _match(_distinct(gold.agencies, same_agency), _distinct(found.agencies, same_agency), same_agency)
    officials = _match(gold.officials, _distinct(found.officials, same_person), same_person)
    claims = _match(gold.claims, found.claims, lambda a, b: a.count == b.count)
    claims = claims.without(lambda claim: claim.count in gold.doubtful_counts)
    errors = (
        *_left_over(gold.article_id, "innovations", innovations, lambda i: i.name),
        *_wrong_attachments(gold.article_id, innovations.pairs),
        *_left_over(gold.article_id, "expansions", expansions, lambda e: f"{e.short} = {e.long}"),
        *_left_over(gold.article_id, "agencies", agencies, str),
        *_left_over(gold.article_id, "officials", officials, lambda o: f"{o.name} ({o.role})"),
        *_wrong_roles(gold.article_id, officials.pairs),
        *_left_over(gold.article_id, "claims", claims, lambda c: f"{c.count} {c.what}".strip()),
    )
    layers = {
        "innovations": innovations.counts(),
        "expansions": expansions.counts(),
        "agencies": agencies.counts(),
        "officials": officials.counts(),
        "officials_with_role": _with_role(officials),
        "claims": claims.counts(),
    }
    clean = Share(int(not found.innovations), 1) if not gold.innovations else Share()
    return Report(1, layers, _attached(innovations.pairs), clean, errors)


def _empty_report() -> Report:
    return Report(0, {name: Counts() for name in LAYERS}, {name: Share() for name in _SAME_ATTACHED}, Share())


def _innovations(gold: Annotations, found: Annotations) -> Matching[Innovation, Innovation]:
    sure = [item for item in gold.innovations if not item.doubtful]
    matching = _match(sure, found.innovations, same_innovation)
    # A second mention of an innovation that is matched already, or a doubtful one, is no error.
    return matching.without(lambda item: any(same_innovation(g, item) for g in gold.innovations))


def _attached(pairs: Iterable[tuple[Innovation, Innovation]]) -> dict[str, Share]:
    """Of the innovations found, how many carry the annotated expansion, agency and region."""
    total = {name: Share() for name in _SAME_ATTACHED}
    for gold, found in pairs:
        for name, same in _SAME_ATTACHED.items():
            if getattr(gold, name):
                total[name] += Share(int(same(getattr(gold, name), getattr(found, name))), 1)
    return total


def _with_role(officials: Matching[Person, Person]) -> Counts:
    """A person with the wrong role is both a miss and a spurious item here."""
    right = sum(same_role(gold.role, found.role) for gold, found in officials.pairs)
    wrong = len(officials.pairs) - right
    return Counts(right, len(officials.extra) + wrong, len(officials.missed) + wrong)


def _match(golds: Sequence[G], found: Sequence[P], same: Callable[[G, P], bool]) -> Matching[G, P]:
    """Pair greedily and one to one, each gold item with the first prediction left that is the same."""
    left = list(found)
    pairs: list[tuple[G, P]] = []
    missed: list[G] = []
    for gold in golds:
        hit = next((i for i, item in enumerate(left) if same(gold, item)), None)
        if hit is None:
            missed.append(gold)
        else:
            pairs.append((gold, left.pop(hit)))
    return Matching(tuple(pairs), tuple(missed), tuple(left))


def _distinct(items: Iterable[G], same: Callable[[G, G], bool]) -> list[G]:
    """The items less those that are the same as an earlier one."""
    kept: list[G] = []
    for item in items:
        if not any(same(item, other) for other in kept):
            kept.append(item)
    return kept


def _left_over(article_id: str, layer: str, matching: Matching[G, G], show: Callable[[G], str]) -> Iterator[Error]:
    for item in matching.missed:
        yield Error(article_id, layer, f"missed {_ONE_OF[layer]}", show(item))
    for item in matching.extra:
        yield Error(article_id, layer, f"spurious {_ONE_OF[layer]}", show(item))


def _wrong_attachments(article_id: str, pairs: Iterable[tuple[Innovation, Innovation]]) -> Iterator[Error]:
    for gold, found in pairs:
        for name, same in _SAME_ATTACHED.items():
            want, have = getattr(gold, name), getattr(found, name)
            if want and not same(want, have):
                yield Error(article_id, "innovations", f"wrong {name}", f"{gold.name}: {have}, annotated {want}")


def _wrong_roles(article_id: str, pairs: Iterable[tuple[Person, Person]]) -> Iterator[Error]:
    for gold, found in pairs:
        if not same_role(gold.role, found.role):
            text = f"{gold.name}: {found.role}, annotated {gold.role}"
            yield Error(article_id, "officials_with_role", "wrong role", text)
