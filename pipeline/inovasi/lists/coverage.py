"""What a list and a registry have in common. Pure.

A registry knows what its articles say: an innovation without an article may still be reported elsewhere, and one that
no row names may stand in another list. So nothing here speaks of what exists.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from inovasi.lists.links import Links
from inovasi.lists.listed import Listed
from inovasi.lists.registered import Registered
from inovasi.registry.regions import official_name
from inovasi.text import fold

Side = Literal["both", "list only", "registry only"]
SIDES: tuple[Side, ...] = get_args(Side)
_PROVINCE = 2  # characters of a code


@dataclass(frozen=True, slots=True)
class Covered:
    """One innovation. ``mention_ids`` are the rows that name it; ``n_articles`` and the dates are the registry's."""

    innovation_id: str
    coverage: Side
    name: str
    province: str | None
    region: str | None
    region_code: str | None
    mention_ids: tuple[str | int, ...]
    n_articles: int
    first_reported: str | None
    last_reported: str | None


def coverage(listed: Listed, links: Links, innovations: Mapping[str, Registered]) -> list[Covered]:
    """Every innovation of either side, sorted by province, side and name. ``links`` begin with the list's entries."""
    members: defaultdict[str, list[int]] = defaultdict(list)
    for at in range(len(listed.entries)):
        members[links.ids[at]].append(at)
    found = [_registered(held, _ids(listed, members.get(name, ()))) for name, held in innovations.items()] + [
        _listed(name, listed, group, links) for name, group in members.items() if name not in innovations
    ]
    return sorted(found, key=lambda one: (_code(one), SIDES.index(one.coverage), fold(one.name), one.innovation_id))


def _registered(held: Registered, mention_ids: tuple[str | int, ...]) -> Covered:
    return Covered(
        innovation_id=held.id,
        coverage="both" if mention_ids else "registry only",
        name=held.name,
        province=official_name((held.region_code or "")[:_PROVINCE]),
        region=held.region,
        region_code=held.region_code,
        mention_ids=mention_ids,
        n_articles=held.n_articles,
        first_reported=held.first_reported,
        last_reported=held.last_reported,
    )


def _listed(name: str, listed: Listed, group: Sequence[int], links: Links) -> Covered:
    """The commonest spelling names it, the alphabetically first of equals; the innermost region places it."""
    spellings = Counter(listed.entries[at].name for at in group)
    codes = [links.places[at] for at in group]
    certain = max((found[0] for found in codes if len(found) == 1), key=lambda code: (len(code), code), default=None)
    provinces = {code[:_PROVINCE] for found in codes for code in found}
    stated = sorted({region for at in group if (region := listed.entries[at].region)})
    return Covered(
        innovation_id=name,
        coverage="list only",
        name=min(spellings, key=lambda spelling: (-spellings[spelling], spelling)),
        province=official_name(min(provinces)) if len(provinces) == 1 else None,
        region=official_name(certain) or next(iter(stated), None),
        region_code=certain,
        mention_ids=_ids(listed, group),
        n_articles=0,
        first_reported=None,
        last_reported=None,
    )


def _ids(listed: Listed, group: Sequence[int]) -> tuple[str | int, ...]:
    found = (listed.mention_ids[listed.rows[at]] for at in group)
    return tuple(sorted(found, key=lambda mention_id: (str(type(mention_id)), mention_id)))


def _code(one: Covered) -> str:
    """Sorts what has no province last."""
    return (one.region_code or one.province or "~") if one.province else "~"


def summary(found: Sequence[Covered]) -> Iterator[str]:
    """What a person wants to see: both sides, then each province."""
    counts = Counter(one.coverage for one in found)
    listed = counts["both"] + counts["list only"]
    held = counts["both"] + counts["registry only"]
    yield (
        f"{listed:,d} innovations in the list: {counts['both']:,d} are in the registry, "
        f"for {counts['list only']:,d} it has no article so far"
    )
    yield (
        f"{held:,d} innovations in the registry: {counts['both']:,d} are in the list, "
        f"{counts['registry only']:,d} are named by no row of it"
    )
    by_province: defaultdict[str, Counter[Side]] = defaultdict(Counter)
    for one in found:
        by_province[one.province or "(no province given)"][one.coverage] += 1
    width = max(map(len, by_province), default=0)
    yield f"{'':{width}s}  {'both':>8s}  {'list only':>9s}  {'registry only':>13s}"
    for province, sides in by_province.items():
        yield f"{province:{width}s}  {sides['both']:8,d}  {sides['list only']:9,d}  {sides['registry only']:13,d}"
