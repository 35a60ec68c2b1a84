"""Records of a file -> rows that can be linked. What a row lacks is said with file and line; no row is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from inovasi.errors import UnreadableInput
from inovasi.lists.cells import day_of, is_text, text_of, texts_of
from inovasi.lists.places import Regions
from inovasi.lists.read import Record, Report
from inovasi.text import squash
from inovasi.types import Issue

_GIVEN = "row-{}"  # id of a row without one, by the line that it begins in
_SEVERAL = frozenset({"aliases", "awards"})  # fields that may hold more than one text


class Row(NamedTuple):  # quicker and smaller than a dataclass; a list may have a million
    """What one row of a list says. ``mention_id`` is unique: ``given``, as the file has it (a number stays one), or
    made from it.

    ``name`` is None where the row has no name to link by, ``article_id`` where the list has none. ``region_code`` is an
    official code, ``published`` a day, month or year (ISO 8601).
    """

    mention_id: str | int
    given: str | int | None
    name: str | None
    expansion: str | None
    aliases: tuple[str, ...]
    agency: str | None
    region: str | None
    region_code: str | None
    published: str | None
    article_id: str | None
    awards: tuple[str, ...]


def rows_of(records: Iterable[Record], source: str, issues: Report) -> list[Row]:
    """All rows, in order. Ids that stand twice are told apart: the second "k7" becomes "k7~2"."""
    regions = Regions()
    rows: list[Row] = []
    first: dict[str, int] = {}
    missing = 0
    for record in records:
        given = _id(record.cells.get("mention_id"))
        missing += given is None
        wanted = _GIVEN.format(record.line) if given is None else given
        mention_id = _unused(wanted, first)
        if mention_id != wanted and given is not None:
            reason = f"mention_id {given!r} stands in line {first[str(given)]} already; written as {mention_id!r}"
            issues(_issue(source, record, reason, "Give every row an id of its own."))
        first[str(mention_id)] = record.line
        rows.append(_row(record.cells, mention_id, given, regions, _Problems(source, record, issues)))
    if missing:
        reason = (
            f"{missing} of {len(rows)} rows have no mention_id; the line they stand in serves ({_GIVEN.format(17)})"
        )
        issues(Issue("read", source, reason, "Give ids if rows may come and go.", fatal=False))
    return rows


@dataclass(frozen=True, slots=True)
class _Problems:
    """Says what is wrong with one row."""

    source: str
    record: Record
    issues: Report

    def __call__(self, reason: str, advice: str) -> None:
        self.issues(_issue(self.source, self.record, reason, advice))


def _issue(source: str, record: Record, reason: str, advice: str) -> Issue:
    return UnreadableInput(f"{source}:{record.line}", reason, advice).issue()


def _id(value: object) -> str | int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = text_of(value)
    return value.strip() if text is not None and isinstance(value, str) else text


def _unused(wanted: str | int, taken: dict[str, int]) -> str | int:
    """``wanted``, or with "~2", "~3" ... behind it where another row has it."""
    if str(wanted) not in taken:
        return wanted
    count = 2
    while f"{wanted}~{count}" in taken:
        count += 1
    return f"{wanted}~{count}"


def _row(
    cells: dict[str, object], mention_id: str | int, given: str | int | None, regions: Regions, problem: _Problems
) -> Row:
    texts: dict[str, str | None] = {}
    for field, value in cells.items():
        if field not in _SEVERAL:
            texts[field] = text_of(value)
            if texts[field] is None and not is_text(value):
                problem(f"{field} is not a text", "Write it as one text.")
    told = texts.get
    day = _day(told("published"), problem)
    where = regions.of(told("region"), told("region_code"), told("province"), told("government"))
    if where.problem is not None:
        problem(where.problem, "Write its official name, its usual short name or its code (16.06).")
    name, expansion, aliases = _names(told("name"), told("expansion"), texts_of(cells.get("aliases")), problem)
    return Row(
        mention_id,
        given,
        name=name,
        expansion=expansion,
        aliases=aliases,
        agency=told("agency") or told("government"),
        region=where.name,
        region_code=where.code,
        published=day,
        article_id=told("article_id"),
        awards=texts_of(cells.get("awards")),
    )


def _day(published: str | None, problem: _Problems) -> str | None:
    if published is None:
        return None
    day = day_of(published)
    if day is None:
        problem(f"{published!r} is no date", "Write it as 2019-10-24, 24/10/2019 or 24 Oktober 2019.")
    return day


def _names(
    name: str | None, expansion: str | None, several: tuple[str, ...], problem: _Problems
) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Name, expansion and aliases; another form serves where the name is empty."""
    aliases = tuple(alias for alias in several if squash(alias)) if several else ()
    if squash(name):
        return name, expansion, aliases
    # The long form names an innovation as well as the short one does.
    name, rest = (expansion, aliases) if squash(expansion) else (next(iter(aliases), None), aliases[1:])
    served = f"the name is empty; {name!r} serves" if name else "the name is empty; no innovation_id is given"
    problem(served, "Give every row a name with at least one Latin letter or digit.")
    return name, None, rest
