"""One list from file to answer: the one place where the steps of this package are ordered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inovasi.errors import UnreadableInput
from inovasi.lists.anchored import link_to
from inovasi.lists.coverage import Covered, coverage
from inovasi.lists.headers import Layout
from inovasi.lists.links import Entry, Links, link, uncertain
from inovasi.lists.read import Record, Report, read_records
from inovasi.lists.registered import Registered, Registry, read_registry
from inovasi.lists.rows import Row, entries_of, rows_of
from inovasi.match.weights import HAND, Weights
from inovasi.output import plain

MENTION_COLUMNS = ("mention_id", "innovation_id", "confidence")
COVERAGE_COLUMNS = tuple(Covered.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Watch:
    """How a run tells what it does: ``issue`` hears each issue, ``layout`` what the columns mean, ``progress`` sees
    each row pass.
    """

    issue: Report
    layout: Callable[[Layout], None]
    progress: Callable[[Iterable[Record]], Iterable[Record]]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A list with its answer. ``keys[i]`` is what ``links`` calls ``rows[i]`` (None: it has no name)."""

    rows: Sequence[Row]
    keys: Sequence[str | None]
    links: Links
    innovations: Mapping[str, Registered]
    shown: Mapping[str, tuple[str | int, str]] = field(default_factory=dict)  # key -> id and name, for readers

    def mentions(self) -> Iterator[dict[str, object]]:
        """One record for each row, in their order."""
        for row, key in zip(self.rows, self.keys, strict=True):
            found = (None, None) if key is None else (self.links.ids[key], self.links.confidence[key])
            yield dict(zip(MENTION_COLUMNS, (row.mention_id, *found), strict=True))

    def pairs(self) -> Iterator[dict[str, object]]:
        """One record for each pair that a person should look at; a mention of the registry stands on the right."""
        for pair in uncertain(self.links):
            sides = sorted((pair.left, pair.right), key=lambda key: self.links.ids[key] not in self.innovations)
            record: dict[str, object] = {}
            for side, key in zip(("left", "right"), sides, strict=True):
                record[side], record[f"{side}_name"] = self.shown[key]
                record[f"{side}_innovation_id"] = self.links.ids[key]
            yield record | {"score": pair.score, "reasons": [plain(reason) for reason in pair.reasons]}

    def coverage(self) -> list[Covered]:
        """What the list and the registry have in common."""
        return coverage(self.rows, self.keys, self.links, self.innovations)


def resolve_list(source: str, watch: Watch, against: Path | None = None, weights: Weights = HAND) -> Resolved:
    """Link the rows of file ``source`` ("-": standard input) to each other, and to the registry ``against``.

    Raises UsageError or UnreadableInput where the file gives no rows, RegistryError where there is no registry.
    """
    registry = Registry({}, ()) if against is None else read_registry(against)
    rows = rows_of(watch.progress(read_records(source, watch.issue, watch.layout)), source, watch.issue)
    if not rows:
        raise UnreadableInput(source, "no row could be read", "Give a header and at least one row.")
    listed, keys = entries_of(rows)
    known = [*listed, *registry.entries]
    links = link(listed, weights) if against is None else link_to(known, registry.retired, weights)
    return Resolved(rows, keys, links, registry.innovations, dict(_shown(rows, keys, registry.entries)))


def _shown(
    rows: Sequence[Row], keys: Sequence[str | None], known: Sequence[Entry]
) -> Iterator[tuple[str, tuple[str | int, str]]]:
    for row, key in zip(rows, keys, strict=True):
        if key is not None and row.innovation is not None:
            yield key, (row.mention_id, row.innovation.name)
    for entry in known:
        yield entry.key, (entry.key.partition("\n")[2], entry.innovation.name)
