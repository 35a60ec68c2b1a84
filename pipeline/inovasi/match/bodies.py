"""Agencies as matching compares them: what kind of body, about what, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from inovasi.match.names import abbreviates
from inovasi.match.places import Place, Places
from inovasi.match.reorganised import share_successor, successors
from inovasi.match.words import (
    AGENCY_HEADS,
    AGENCY_NOISE,
    AGENCY_PHRASES,
    FACILITIES,
    HOSPITALS,
    OFFICES,
    POLICE,
    STOP,
    TITLES,
    UMBRELLA,
)
from inovasi.text import fold

Agreement = Literal["same", "conflict", "unknown"]

_BRACKETS = re.compile(r"\([^)]*\)?")
_MINISTRY = "kemen"  # "Kemenkes", "KemenPAN RB"
_MISSPELLED = 90.0
_ELSEWHERE = 0.5  # each region has its Dinas Kesehatan
_OF_DISTRICTS = frozenset({"kecamatan", "polsek", "distrik", "kapanewon"})  # one for each district, and named by it
_KNOWN = UMBRELLA | OFFICES | FACILITIES | POLICE


@dataclass(frozen=True, slots=True)
class Body:
    """One agency: ``head`` is its kind ("dinas", "rsud"), ``topic`` the telling words after it, ``place`` its region.

    A short form that nobody spelled out ("bp2rd") is its own head and has no topic.
    """

    head: str
    topic: tuple[str, ...]
    place: Place

    @property
    def key(self) -> str:
        """Head and topic in one string, without the place."""
        return " ".join((self.head, *self.topic))


def body(name: str, places: Places) -> Body | None:
    """Read an agency's name; None where nothing is left of it."""
    words = _open_head(fold(_BRACKETS.sub(" ", name)).split())
    kept, place = places.split_end(words)
    if not kept:
        return None
    if len(kept) > 1 and kept[-1] in ("kabupaten", "kota", "provinsi"):
        kept = kept[:-1]  # "pemda kota" whose place is missing, or stands elsewhere
    topic = tuple(word for word in kept[1:] if word not in STOP and word not in TITLES and word not in AGENCY_NOISE)
    if not place.codes and kept[0] in _OF_DISTRICTS:
        place = places.of_district(kept[1:])
    if kept[0].startswith(_MINISTRY) and kept[0] != "kementerian":
        return Body("kementerian", (kept[0].removeprefix(_MINISTRY), *topic), place)
    return Body(kept[0], topic, place)


def agreement(left: Body | None, right: Body | None) -> Agreement:
    """Whether two agencies may own one innovation. Regions are compared elsewhere, so places are ignored here.

    A body is the same before and after a reorganisation; of two that usually went over into one, nobody knows.
    """
    if left is None or right is None:
        return "unknown"
    if _renamed(left, right) is not None:
        return "same" if _renamed(left, right) else "unknown"
    if left.head == right.head and topics_meet(left.head, left.topic, right.topic):
        return "unknown" if left.head in UMBRELLA and not left.topic else "same"
    if left.head in UMBRELLA or right.head in UMBRELLA or left.head not in _KNOWN or right.head not in _KNOWN:
        return "unknown"
    if (left.head in OFFICES and right.head in FACILITIES) or (left.head in FACILITIES and right.head in OFFICES):
        return "unknown"
    bare = left.head == right.head and not (left.topic and right.topic)
    return "unknown" if bare else "conflict"


def elsewhere_of(body: Body) -> float:
    """How much one agency says where regions do not confirm it: in full if it has a name of its own, such as a health
    centre's or a school's; half if each region has one like it."""
    own = bool(body.topic) and (body.head in FACILITIES or body.head in POLICE or body.head == "kecamatan")
    return 1.0 if own else _ELSEWHERE


def _renamed(left: Body, right: Body) -> bool | None:
    """Whether one is the other after a reorganisation; False where both may have gone over into a third."""
    if succeeds(left, right) or succeeds(right, left):
        return True
    return False if share_successor(left.key, right.key) else None


def succeeds(new: Body, old: Body) -> bool:
    """Whether ``new`` is what bodies like ``old`` are usually called since a reorganisation."""
    return any(
        one.head == new.head and topics_meet(one.head, one.topic, new.topic) for one in successors().get(old.key, ())
    )


def topics_meet(head: str, left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two topics after one head are one: equal, initials of the other, or the other cut short.

    Offices are cut at the end ("Dinas Pendidikan" of "Dinas Pendidikan dan Kebudayaan"; "Dinas Kesehatan" is not
    "Dinas Peternakan dan Kesehatan Hewan"), hospitals anywhere ("RSUD Soekarjo"). A puskesmas or a school is never cut:
    "Muaradua" and "Muaradua Kisam" are two.
    """
    short, long = sorted((left, right), key=lambda topic: (len("".join(topic)), topic))
    if short == long:
        return True
    if not short:
        return False
    if abbreviates("".join(short), long) or fuzz.ratio(" ".join(short), " ".join(long)) >= _MISSPELLED:
        return True
    if head in HOSPITALS:
        return set(short) <= set(long)
    return head not in FACILITIES and long[: len(short)] == short


def _open_head(words: list[str]) -> list[str]:
    """Write the first word of an agency's name out, and drop administrative wrapping ("UPT", "Unit Pelaksana ...")."""
    for phrase, heads in AGENCY_PHRASES:
        if tuple(words[: len(phrase)]) == phrase:
            rest = [*heads, *words[len(phrase) :]]
            return rest if heads else _open_head(rest)
    if words and words[0] in AGENCY_HEADS:
        rest = [*AGENCY_HEADS[words[0]], *words[1:]]
        return rest if AGENCY_HEADS[words[0]] else _open_head(rest)
    return words
