"""Agencies and officials after they were matched: what people decided, and ids that last. As ``decided.py`` does it for
innovations, with members in place of mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from inovasi.match.agencies import agency_items, agency_record
from inovasi.match.context import Reading, latest_date, readings
from inovasi.match.identity import Founder
from inovasi.match.judgements import Judgement, pair_of
from inovasi.match.officials import official_items, official_record
from inovasi.match.places import Places, official
from inovasi.match.renamed import Span, Standing
from inovasi.match.rulings import Rulings, contradictions
from inovasi.match.settled import Case, Settled, settle
from inovasi.types import (
    AgencyMention,
    AgencyRecord,
    Article,
    Change,
    Cluster,
    Entity,
    Extraction,
    Issue,
    Member,
    OfficialMention,
    OfficialRecord,
    Pair,
    Past,
    PastMention,
    Redirect,
    Resolution,
)

_ALIKE = 0.9  # what stands for the score of two members of one name
_LESS = 0.2  # less for each degree by which they are less alike; never below constraints.TIE


class _Item(Protocol):
    """A member with what matching knows of it."""

    @property
    def member(self) -> Member: ...
    @property
    def founder(self) -> Founder: ...
    @property
    def alike(self) -> tuple[str, ...]: ...


Item = TypeVar("Item", bound=_Item)
Record = TypeVar("Record", AgencyRecord, OfficialRecord)


@dataclass(frozen=True, slots=True)
class Records:
    """What ``decided`` adds to a resolution. All sorted by id, the history in the order of its kinds."""

    agencies: tuple[AgencyRecord, ...]
    officials: tuple[OfficialRecord, ...]
    redirects: tuple[Redirect, ...]
    history: tuple[Change, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class _Kind(Generic[Record, Item]):
    """Agencies or officials: their name, the records of this run, and how one is made of its items."""

    about: Entity
    records: Sequence[Record]
    mentions: Callable[[Extraction], Sequence[AgencyMention | OfficialMention]]
    items: Callable[[Iterable[Reading], Places], Sequence[Item]]
    record: Callable[[str, Sequence[Item]], Record]


@dataclass(frozen=True, slots=True)
class _Made(Generic[Record]):
    records: tuple[Record, ...]
    redirects: tuple[Redirect, ...]
    history: tuple[Change, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What was decided, where that stands, and what the registry before says."""

    judgements: Sequence[Judgement]
    where: str
    past: Past


def decided_records(
    articles: Sequence[Article], extractions: Sequence[Extraction], resolution: Resolution,
    judgements: Sequence[Judgement], past: Past, where: str,
) -> Records:  # fmt: skip
    """The agencies and officials of ``resolution``: every judgement obeyed, under the ids of the registry before."""
    sources = {article.id: article for article in articles}
    read = {extraction.article_id: extraction for extraction in extractions}
    told = _Told(judgements, where, past)
    bodies = _Kind("agency", resolution.agencies, lambda found: found.agencies, agency_items, agency_record)
    people = _Kind("official", resolution.officials, lambda found: found.officials, official_items, official_record)
    agencies = _Run(bodies, sources, read).decided(told)
    officials = _Run(people, sources, read).decided(told)
    return Records(
        agencies.records,
        officials.records,
        (*agencies.redirects, *officials.redirects),
        (*agencies.history, *officials.history),
        (*agencies.issues, *officials.issues),
    )


class _Run(Generic[Record, Item]):
    """One kind in one run. Articles are read once more only where something changes."""

    def __init__(
        self, kind: _Kind[Record, Item], articles: Mapping[str, Article], extractions: Mapping[str, Extraction]
    ) -> None:
        self._kind: _Kind[Record, Item] = kind
        self._articles = articles
        self._extractions = extractions
        self._members = {member.id: member for record in kind.records for member in record.members}
        self._by_article: defaultdict[str, list[Member]] = defaultdict(list)
        for member in self._members.values():
            self._by_article[member.article_id].append(member)

    def decided(self, told: _Told) -> _Made[Record]:
        case = Case(
            about=self._kind.about,
            clusters=[Cluster(one.id, tuple(member.id for member in one.members)) for one in self._kind.records],
            pairs=self._ties,
            founders=self._founders,
            dates={key: latest_date(self._articles[one.article_id]) for key, one in self._members.items()},
            standing=self._standing,
            told=self._past_mention,
        )
        made: Settled = settle(case, told.judgements, told.past)
        issues = (*contradictions(made.rulings, told.where), *self._unknown(made.verdicts, told.where))
        return _Made(self._records(made.clusters), made.redirects, made.history, issues)

    def _items(self, members: Collection[str]) -> dict[str, Item]:
        """These members, from their articles. Raises KeyError for one that there is not."""
        wanted = sorted({self._members[member].article_id for member in members})
        places = official()
        found = readings([self._articles[key] for key in wanted], [self._extractions[key] for key in wanted], places)
        by_id = {item.member.id: item for item in self._kind.items(found, places)}
        return {member: by_id[member] for member in members}

    def _founders(self, members: Collection[str]) -> Mapping[str, Founder]:
        return {key: item.founder for key, item in self._items(members).items()}

    def _records(self, clusters: Sequence[Cluster]) -> tuple[Record, ...]:
        """The records of these clusters; those whose members are the same are not made again."""
        known = {tuple(member.id for member in record.members): record for record in self._kind.records}
        changed = [cluster for cluster in clusters if cluster.mention_ids not in known]
        items = self._items({member for cluster in changed for member in cluster.mention_ids})
        return tuple(
            replace(known[cluster.mention_ids], id=cluster.id)
            if cluster.mention_ids in known
            else self._kind.record(cluster.id, [items[member] for member in cluster.mention_ids])
            for cluster in clusters
        )

    def _ties(self, rulings: Rulings) -> list[Pair]:
        """What draws the members of a divided record to each other: whoever is named like an earlier one follows it."""
        bound = {member for pair in rulings.different for member in pair}
        listed = [record.members for record in self._kind.records] if bound else []
        divided = [members for members in listed if any(member.id in bound for member in members)]
        items = self._items({member.id for members in divided for member in members})
        found: list[Pair] = []
        for members in divided:
            last: dict[tuple[int, str], str] = {}
            for member in members:
                for degree, key in enumerate(items[member.id].alike):
                    earlier = last.get((degree, key))
                    if earlier is not None:
                        found.append(Pair(*pair_of(earlier, member.id), _ALIKE - _LESS * degree, "same"))
                    last[degree, key] = member.id
        return found

    def _spans(self, article_id: str) -> Iterator[Span]:
        """Where the members of an article stand."""
        for member in self._by_article.get(article_id, ()):
            mention = self._kind.mentions(self._extractions[article_id])[member.position]
            for one in mention.evidence:
                if one.field == self._kind.about:
                    yield Span(member.id, one.start, one.end)

    def _standing(self, article_id: str) -> Standing | None:
        article = self._articles.get(article_id)
        return None if article is None else Standing(article.text, tuple(self._spans(article_id)))

    def _past_mention(self, key: str, record: str) -> PastMention:
        member = self._members[key]
        article = self._articles[member.article_id]
        span = next((one for one in self._spans(article.id) if one.mention == key), None)
        start, end = (span.start, span.end) if span else (None, None)
        dated = latest_date(article)
        return PastMention(key, record, article.id, article.published, dated, start, end, self._kind.about)

    def _unknown(self, verdicts: Iterable[tuple[str, str]], where: str) -> list[Issue]:
        """One note for all judged members that this run does not have."""
        missing = sorted({member for pair in verdicts for member in pair} - self._members.keys())
        if not missing:
            return []
        kind = "agencies" if self._kind.about == "agency" else "officials"
        reason = f"{len(missing)} of the judged {kind} are in none of the articles, first: {missing[0]}"
        advice = "Judgements on them wait until they are; check whether the articles are the right ones."
        return [Issue("judge", where, reason, advice, fatal=False)]
