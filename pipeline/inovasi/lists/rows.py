"""Records of a file -> rows that can be linked. What a row lacks is said with file and line; no row is left out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inovasi.errors import UnreadableInput
from inovasi.lists.cells import day_of, is_text, text_of, texts_of
from inovasi.lists.links import Entry
from inovasi.lists.places import Regions
from inovasi.lists.read import Record, Report
from inovasi.registry.rows import storable
from inovasi.text import collapse, squash
from inovasi.types import InnovationMention, Issue

_GIVEN = "row-{}"  # id of a row without one, by the line that it begins in


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list. ``mention_id`` is unique: ``given``, as the file has it (a number stays one), or made from it.

    ``innovation`` is None where the row has no name to link by. ``article_id`` is None where the list has none.
    """

    line: int
    mention_id: str | int
    given: str | int | None
    innovation: InnovationMention | None
    article_id: str | None
    published: str | None


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
        rows.append(_row(record, mention_id, given, regions, _Problems(source, record, issues)))
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


def _row(record: Record, mention_id: str | int, given: str | int | None, regions: Regions, problem: _Problems) -> Row:
    cells = record.cells
    for field, value in cells.items():
        if field not in ("aliases", "awards") and not is_text(value):
            problem(f"{field} is not a text", "Write it as one text.")
    texts = {field: text_of(value) for field, value in cells.items() if field not in ("aliases", "awards")}
    published = texts.get("published")
    day = day_of(published) if published else None
    if published and day is None:
        problem(f"{published!r} is no date", "Write it as 2019-10-24, 24/10/2019 or 24 Oktober 2019.")
    return Row(
        line=record.line,
        mention_id=mention_id,
        given=given,
        innovation=_innovation(texts, cells, regions, problem),
        article_id=texts.get("article_id"),
        published=day,
    )


def _innovation(
    texts: dict[str, str | None], cells: dict[str, object], regions: Regions, problem: _Problems
) -> InnovationMention | None:
    where = regions.of(texts.get("region"), texts.get("region_code"), texts.get("province"), texts.get("government"))
    if where.problem is not None:
        problem(where.problem, "Write its official name, its usual short name or its code (16.06).")
    aliases = [alias for alias in texts_of(cells.get("aliases")) if squash(alias)]
    name, expansion = texts.get("name"), texts.get("expansion")
    if not squash(name):
        # The long form names an innovation as well as the short one does.
        name, rest = (expansion, aliases) if squash(expansion) else (next(iter(aliases), None), aliases[1:])
        served = f"the name is empty; {name!r} serves" if name else "the name is empty; no innovation_id is given"
        problem(served, "Give every row a name with at least one Latin letter or digit.")
        expansion, aliases = None, rest
    if name is None:
        return None
    return InnovationMention(
        name=name,
        aliases=tuple(aliases),
        expansion=expansion,
        agency=texts.get("agency") or texts.get("government"),
        region=where.name,
        region_code=where.code,
        awards=texts_of(cells.get("awards")),
    )


def entries_of(rows: Sequence[Row]) -> tuple[list[Entry], list[str | None]]:
    """The rows as what linking takes, and for each row the key of its entry (None without a name).

    A made key has a line end, which no given id has. Neither the place of a row nor an id made from it shows in a key:
    rows in another order get the same innovations.
    """
    given = Counter(str(row.given) for row in rows if row.given is not None)
    seen: Counter[str] = Counter()
    entries: list[Entry] = []
    keys: list[str | None] = []
    for row in rows:
        if row.innovation is None:
            keys.append(None)
            continue
        own = given[str(row.given)] == 1
        key = collapse(storable(str(row.given))) if own else f"row\n{_digest(row)}"
        seen[key] += 1
        key = key if seen[key] == 1 else f"{key}~{seen[key]}"
        article = row.article_id or f"mention {key}"
        entries.append(Entry(key, article, row.published, row.innovation))
        keys.append(key)
    return entries, keys


def _digest(row: Row) -> str:
    """A hash of what a row says. The fields are listed, so that a field that is added to the class changes no id."""
    found = row.innovation
    assert found is not None
    told = (found.name, found.aliases, found.expansion, found.agency, found.region, found.region_code, found.awards)
    content = repr((row.given, row.article_id, row.published, told))
    return hashlib.sha256(content.encode()).hexdigest()[:16]
