"""Roles in one spelling, and which two of them one person cannot hold at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from inovasi import gazetteers
from inovasi.match.bodies import Body, agreement, body
from inovasi.match.places import official
from inovasi.text import fold

# Levels of the gazetteer at which a role is a full-time office. Bodies have heads, but also members and chairs.
_OFFICES = frozenset(
    {"provinsi", "kabupaten", "kota", "daerah", "kecamatan", "kelurahan", "desa", "kepolisian", "militer", "kejaksaan"}
)
_HEADS = ("kepala", "direktur")  # of a body: full-time too
_PLACE_KINDS = frozenset({"provinsi", "kabupaten", "kota"})


@dataclass(frozen=True, slots=True)
class _Form:
    """A written form of a role (folded words), its full form, and the office that it is, if it is one."""

    words: tuple[str, ...]
    full: tuple[str, ...]
    rank: str | None


@dataclass(frozen=True, slots=True)
class Office:
    """What a role is in charge of: ``rank`` ("bupati", "kepala"), and the body where the rank alone does not tell."""

    rank: str
    body: Body | None


@cache
def _forms() -> Mapping[str, tuple[_Form, ...]]:
    """First word -> the forms that begin with it, the longest first."""
    found: defaultdict[str, list[_Form]] = defaultdict(list)
    for row in gazetteers.rows("roles"):
        words, full = tuple(fold(row["form"]).split()), tuple(fold(row["full"]).split())
        # "sekretaris daerah kabupaten" and "sekretaris daerah" are one office, "wali kota" keeps its second word.
        rank = " ".join(word for word in full if word not in _PLACE_KINDS or "wali" in full)
        found[words[0]].append(_Form(words, full, rank if row["level"] in _OFFICES else None))
    return {
        first: tuple(sorted(forms, key=lambda form: (-len(form.words), form.words))) for first, forms in found.items()
    }


def _form(role: tuple[str, ...]) -> _Form | None:
    forms = _forms().get(role[0], ()) if role else ()
    return next((form for form in forms if role[: len(form.words)] == form.words), None)


def written_out(role: tuple[str, ...]) -> tuple[str, ...]:
    """A role (folded words) with the short form at its beginning written out: "kadis" is "kepala dinas"."""
    form = _form(role)
    if form is None:
        return role
    rest = role[len(form.words) :]
    return (*form.full, *rest)


def office(role: tuple[str, ...]) -> Office | None:
    """What a written-out role (no status, no place) is in charge of; None where other roles may stand beside it."""
    form = _form(role)
    if form is not None and form.rank is not None:
        return Office(form.rank, None)
    if role and role[0] in _HEADS:
        return Office(role[0], body(" ".join(role[1:]), official()) if len(role) > 1 else None)
    return None


def exclude(left: Office | None, right: Office | None) -> bool:
    """Whether nobody holds both: two ranks, or the head of two bodies that are known to be different."""
    if left is None or right is None:
        return False
    if {left.rank, right.rank} == {*_HEADS}:
        return False  # the same hospital has a direktur for one paper and a kepala for another
    return left.rank != right.rank or agreement(left.body, right.body) == "conflict"
