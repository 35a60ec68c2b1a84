"""The few numbers that a person wants to see after a build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inovasi.registry.rows import Tables
from inovasi.types import Issue

TOP = 5


@dataclass(frozen=True, slots=True)
class Summary:
    """Rows per table, number of issues and of fatal ones, and the regions with most innovations: (name, code, count).

    ``regions`` counts the regions that the registry names, those above them included.
    """

    articles: int
    innovations: int
    mentions: int
    statements: int
    agencies: int
    officials: int
    regions: int
    claims: int
    issues: int
    fatal_issues: int
    top_regions: tuple[tuple[str, str, int], ...]


def summary(tables: Tables, issues: Sequence[Issue] = ()) -> Summary:
    """Count ``tables`` and ``issues``; the TOP regions come by count, then by code."""
    names = {record["code"]: str(record["name"]) for record in tables.records("regions")}
    counts = Counter(
        str(record["region_code"]) for record in tables.records("innovations") if record["region_code"] is not None
    )
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:TOP]
    return Summary(
        articles=len(tables.rows["articles"]),
        innovations=len(tables.rows["innovations"]),
        mentions=len(tables.rows["mentions"]),
        statements=len(tables.rows["statements"]),
        agencies=len(tables.rows["agencies"]),
        officials=len(tables.rows["officials"]),
        regions=len(tables.rows["regions"]),
        claims=len(tables.rows["claims"]),
        issues=len(issues),
        fatal_issues=sum(issue.fatal for issue in issues),
        top_regions=tuple((names[code], code, count) for code, count in top),
    )
