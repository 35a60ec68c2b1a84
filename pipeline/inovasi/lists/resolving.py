"""One list from file to answer: the one place where the steps of this package are ordered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from inovasi.errors import UnreadableInput
from inovasi.lists.anchored import link_to
from inovasi.lists.coverage import Covered, coverage
from inovasi.lists.growing import Growth, check_index, link_into
from inovasi.lists.headers import Layout
from inovasi.lists.links import Known, Links, Pairs, link, uncertain
from inovasi.lists.listed import Listed, listed_of
from inovasi.lists.near import near
from inovasi.lists.profiles import profiles
from inovasi.lists.read import Record, Report, read_records
from inovasi.lists.registered import Registered, Used, innovations_of, open_registered
from inovasi.lists.rows import rows_of
from inovasi.match.entries import Entry
from inovasi.match.score import explain
from inovasi.match.weights import HAND, Weights
from inovasi.output import plain
from inovasi.types import Issue

MENTION_COLUMNS = ("mention_id", "innovation_id", "confidence")
COVERAGE_COLUMNS = tuple(Covered.__dataclass_fields__)
_EXPLAINED = 10_000  # pairs whose profiles are held at a time


@dataclass(frozen=True, slots=True)
class Watch:
    """How a run tells what it does: ``issue`` hears each issue, ``layout`` what the columns mean, ``progress`` sees
    each row pass, ``say`` what is made beside the answer.
    """

    issue: Report
    layout: Callable[[Layout], None]
    progress: Callable[[Iterable[Record]], Iterable[Record]]
    say: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class How:
    """How rows are compared: the number of processes, which never shows, and the weights of the features."""

    workers: int = 1
    weights: Weights = HAND


@dataclass(frozen=True, slots=True)
class Resolved:
    """A list with its answer. ``links`` are of the list's entries and, behind them, of the mentions ``known``, those of
    an index or a registry that rows of the list are like. ``innovations`` are the registry's; ``growth`` is that of the
    index.
    """

    listed: Listed
    links: Links
    uncertain: Pairs
    weights: Weights
    known: tuple[Known, ...] = ()
    innovations: Mapping[str, Registered] = field(default_factory=dict)
    growth: Growth | None = None

    def mentions(self) -> Iterator[dict[str, object]]:
        """One record for each row, in their order."""
        told: list[tuple[str | None, float | None]] = [(None, None)] * len(self.listed.mention_ids)
        for at, row in enumerate(self.listed.rows):
            told[row] = (self.links.ids[at], self.links.confidence[at])
        for mention_id, (innovation_id, confidence) in zip(self.listed.mention_ids, told, strict=True):
            yield {"mention_id": mention_id, "innovation_id": innovation_id, "confidence": confidence}

    def pairs(self) -> Iterator[dict[str, object]]:
        """One record for each pair that a person should look at; what is not in the list stands on the right."""
        pairs = self.uncertain
        for start in range(0, len(pairs.score), _EXPLAINED):
            some = slice(start, start + _EXPLAINED)
            left, right = pairs.left[some].tolist(), pairs.right[some].tolist()
            places = sorted({*left, *right})
            known = dict(zip(places, profiles([self._entry(at) for at in places]), strict=True))
            for i, j, score in zip(left, right, pairs.score[some].tolist(), strict=True):
                record: dict[str, object] = {}
                for side, at in zip(("left", "right"), self._sides(i, j), strict=True):
                    record[side], record[f"{side}_name"] = self._mention_id(at), self._entry(at).name
                    record[f"{side}_innovation_id"] = self.links.ids[at]
                reasons = explain(known[i], known[j], self.weights).reasons
                yield record | {"score": score, "reasons": [plain(reason) for reason in reasons]}

    def _sides(self, i: int, j: int) -> list[int]:
        return sorted((i, j), key=lambda at: at >= len(self.listed.entries))

    def _entry(self, at: int) -> Entry:
        listed = self.listed.entries
        return listed[at] if at < len(listed) else self.known[at - len(listed)].entry

    def _mention_id(self, at: int) -> str | int:
        listed = self.listed
        if at < len(listed.entries):
            return listed.mention_ids[listed.rows[at]]
        return self.known[at - len(listed.entries)].mention_id

    def coverage(self) -> list[Covered]:
        """What the list and the registry have in common."""
        return coverage(self.listed, self.links, self.innovations)


def resolve_list(
    source: str, watch: Watch, *, against: Path | None = None, index: Path | None = None, how: How = How()
) -> Resolved:
    """Link the rows of file ``source`` ("-": standard input) to each other, and to the registry ``against`` or to the
    rows that came to ``index`` before them.

    Clusters that a person should look at are issues, but no input is lost by them. Raises UsageError or UnreadableInput
    where the file gives no rows, RegistryError where there is no registry, MatchingFailed where the index is none.
    """
    if against is not None:
        return _resolved_against(against, source, watch, how)
    if index is not None:
        check_index(index, how.weights)
    listed = _read(source, watch)
    if index is not None:
        grown = link_into(index, listed, how.workers, how.weights)
        for issue in (*_alarms(grown.links), *_changes(index, grown.growth)):
            watch.issue(issue)
        return Resolved(listed, grown.links, uncertain(grown.links), how.weights, grown.known, growth=grown.growth)
    links = link(listed.entries, how.workers, how.weights)
    for issue in _alarms(links):
        watch.issue(issue)
    return Resolved(listed, links, uncertain(links), how.weights)


def _resolved_against(path: Path, source: str, watch: Watch, how: How) -> Resolved:
    with open_registered(path) as registry:  # first: a wrong name is said before a long list is read
        listed = _read(source, watch)
        known = near(registry, listed.entries, how.weights, watch.say)
        entries = [*listed.entries, *(one.entry for one in known)]
        anchors = [*[None] * len(listed.entries), *(one.anchor for one in known)]
        links = link_to(entries, anchors, Used(registry), how.weights)
        return Resolved(listed, links, uncertain(links), how.weights, known, innovations_of(registry))


def _read(source: str, watch: Watch) -> Listed:
    rows = rows_of(watch.progress(read_records(source, watch.issue, watch.layout)), source, watch.issue)
    if not rows:
        raise UnreadableInput(source, "no row could be read", "Give a header and at least one row.")
    return listed_of(rows)


def _alarms(links: Links) -> Iterator[Issue]:
    for alarm in links.alarms:
        if alarm.loose:
            reason = (
                f"{alarm.size:,d} rows with {alarm.names:,d} names are held for one innovation, though two of them "
                f"are one with a probability of only {alarm.agreement:.2f} on average"
            )
            yield Issue("resolve", links.ids[alarm.first], reason, "Look at its pairs (--pairs).", fatal=False)


def _changes(index: Path, growth: Growth) -> Iterator[Issue]:
    """What an index holds otherwise than somebody may remember it."""
    if growth.changed:
        reason = f"{growth.changed:,d} rows say something else than when they came to it; it keeps what they said then"
        advice = "To have all of them matched anew, remove the index and give the whole list."
        yield Issue("resolve", str(index), reason, advice, fatal=False)
    for old, new in sorted(growth.merged.items()):
        yield Issue("resolve", old, f"is one with {new}", "Its rows answer with that id from now on.", fatal=False)
