"""Which rows of a list are one innovation: the one place where lists meet the matching room.

A confidence says how probable it is that a mention belongs where it was put. Its candidates are the innovation it was
put into (odds of its best pair there), its best rival (odds of its best pair elsewhere), and being alone (odds 1); the
confidence is the share of the one that was chosen. A pair of 0.95 and nothing else alike gives 0.95; two innovations
that fit equally well give less than 0.5; a mention that is like nothing else has 1.0, and 0.4 beside a pair of 0.6.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from inovasi.match.resolve import mentions_of, resolve
from inovasi.match.weights import HAND, Weights
from inovasi.types import AgencyMention, Article, Extraction, InnovationMention, Mention, Pair

_CERTAIN = 0.999999  # a pair's score is rounded; odds need it below 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One mention to be linked. ``key`` is unique; ``article_id`` tells which mentions stand side by side in one text.

    ``anchor`` is the id of the innovation that the mention is known to belong to. ``agencies`` are what is known about
    the bodies that its article names.
    """

    key: str
    article_id: str
    published: str | None
    innovation: InnovationMention
    anchor: str | None = None
    agencies: tuple[AgencyMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """``ids``: key -> innovation id; ``confidence``: key -> 0 to 1; ``pairs`` hold keys, sorted, left < right.

    ``places``: key -> codes of the regions that the mention may be of; empty where nobody looked.
    """

    ids: Mapping[str, str]
    confidence: Mapping[str, float]
    pairs: tuple[Pair, ...]
    places: Mapping[str, tuple[str, ...]]


def link(entries: Sequence[Entry], weights: Weights = HAND) -> Links:
    """Group entries (none has an anchor) into innovations. Their order is free."""
    texts = Texts.of(entries)
    found = resolve(texts.articles, texts.extractions, weights=weights)
    keys = {mention.id: texts.key_of(mention) for mention in mentions_of(texts.articles, texts.extractions)}
    ids = {keys[member]: cluster.id for cluster in found.clusters for member in cluster.mention_ids}
    pairs = renamed(found.pairs, keys)
    return Links(ids, confidences(ids, pairs), pairs, {})


@dataclass(frozen=True, slots=True)
class Texts:
    """Entries in the shape that matching takes: articles, and what was found in each.

    ``keys`` finds the way back, by the identity of the innovation: matching passes it on and makes ids of its own.
    """

    articles: list[Article]
    extractions: list[Extraction]
    keys: dict[int, str]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Texts:
        """Group entries by article; in one article they stand in the order of their keys."""
        groups: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            groups[entry.article_id].append(entry)
        made = cls([], [], {})
        for article_id, group in groups.items():
            group.sort(key=lambda entry: entry.key)
            innovations = tuple(replace(entry.innovation) for entry in group)  # copies: identities of their own
            made.keys.update((id(copy), entry.key) for copy, entry in zip(innovations, group, strict=True))
            agencies = tuple(dict.fromkeys(agency for entry in group for agency in entry.agencies))
            dates = [entry.published for entry in group if entry.published]
            made.articles.append(Article(article_id, "", published=min(dates, default=None)))
            made.extractions.append(Extraction(article_id, innovations, agencies=agencies))
        return made

    def key_of(self, mention: Mention) -> str:
        """The key of the entry that a mention comes from."""
        return self.keys[id(mention.innovation)]


def renamed(pairs: Iterable[Pair], keys: Mapping[str, str]) -> tuple[Pair, ...]:
    """Pairs of mention ids as pairs of keys."""
    found = []
    for pair in pairs:
        left, right = sorted((keys[pair.left], keys[pair.right]))
        found.append(replace(pair, left=left, right=right))
    return tuple(sorted(found, key=lambda pair: (pair.left, pair.right)))


def confidences(ids: Mapping[str, str], pairs: Iterable[Pair]) -> dict[str, float]:
    """The confidence of every key, as the head of this file describes it."""
    inside: dict[str, float] = {}
    outside: dict[str, float] = {}
    for pair in pairs:
        side = inside if ids[pair.left] == ids[pair.right] else outside
        odds = min(pair.score, _CERTAIN) / (1 - min(pair.score, _CERTAIN))
        for key in (pair.left, pair.right):
            side[key] = max(side.get(key, 0.0), odds)
    return {key: _share(inside.get(key), outside.get(key, 0.0)) for key in ids}


def _share(here: float | None, elsewhere: float) -> float:
    chosen = 1.0 if here is None else here
    return round(chosen / (1.0 + (here or 0.0) + elsewhere), 4)


def uncertain(links: Links) -> list[Pair]:
    """The pairs that a person should look at, the least certain first.

    They are those whose score says neither same nor different, and those that were put otherwise than it says.
    """
    found = [pair for pair in links.pairs if pair.decision != _outcome(links, pair)]
    return sorted(found, key=lambda pair: (abs(pair.score - 0.5), pair.left, pair.right))


def _outcome(links: Links, pair: Pair) -> str:
    return "same" if links.ids[pair.left] == links.ids[pair.right] else "different"
