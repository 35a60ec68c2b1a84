"""Indonesian dates -> ISO 8601. Pure. Day first, always: 05/07/2019 is 5 July."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt ags agust aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = (
    r"(?:senin|selasa|rabu|kamis|jum['’`]?at|sabtu|minggu|ahad"
    r"|sunday|monday|tuesday|wednesday|thursday|friday|saturday)"
)
_ISO = re.compile(r"(?<![\d/-])(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?!\d)")
_NAMED = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s\-/.,]+({_MONTH})\b[\s\-/.,]+(\d{{4}})(?!\d)", re.IGNORECASE
)
_ENGLISH = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)", re.IGNORECASE)
# Two digits for the year only after the name of a day: elsewhere 17/07/19 is as often a letter or a decree number.
_SHORT = re.compile(rf"\b{_DAY}\b[\s,(]+(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{2}})(?![\d/.-])", re.IGNORECASE)
_DAY_DATE = re.compile(rf"\b{_DAY}\b[\s,(]{{1,3}}(\d{{1,2}}[^\n)]{{4,20}})", re.IGNORECASE)
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?")
# A time, a day's name or a label beside a date make it a dateline rather than a date that the news tells of.
_STAMPED = re.compile(
    rf"\b{_DAY}\b\s*,|\b(?:WIB|WITA|WIT)\b|\d{{1,2}}[:.]\d{{2}}|\b(?:diterbitkan|dipublikasikan|dipublikasi|ditayangkan"
    r"|diposting|diposkan|dibuat|tanggal|tayang|terbit|published|posted|created|rilis|on)\b",
    re.IGNORECASE,
)
_FOUR = re.compile(r"\d{4}")
_DAY_NAME = re.compile(rf"\b{_DAY}\b", re.IGNORECASE)
WIB = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date (``day``, ISO 8601) and the characters of a text that say it."""

    day: str
    start: int
    end: int


def find_date(text: str) -> str | None:
    """ISO date of the first date in ``text``, or None. Accepts "Rabu, 17 Juli 2019 | 10:12 WIB", "Kamis (24/10/2019)",
    "24-10-2019", "2019-10-24", "October 24, 2019". An impossible date (32/13/2019) is no date."""
    found = first_date(text)
    return found.day if found else None


def first_date(text: str) -> FoundDate | None:
    """The first date in ``text`` and where it stands."""
    if not _FOUR.search(text) and not _DAY_NAME.search(text):
        return None  # most strings of a page, told apart quickly
    best: FoundDate | None = None
    for pattern, order in ((_ISO, "ymd"), (_NUMERIC, "dmy"), (_NAMED, "dmy"), (_ENGLISH, "mdy"), (_SHORT, "dmy")):
        for found in pattern.finditer(text):
            value = _iso(dict(zip(order, found.groups(), strict=True)), swap=pattern is _NUMERIC)
            if value:
                if best is None or found.start() < best.start:
                    best = FoundDate(value, found.start(), found.end())
                break
    return best


def find_dateline(text: str) -> str | None:
    """Like ``find_date``, only where the line looks like a dateline: a day's name, a clock time, or a label."""
    return find_date(text) if len(text) <= 200 and _STAMPED.search(text) else None


def find_day_date(text: str) -> str | None:
    """ISO date of the first date that follows a day's name: "kata bupati, Kamis (24/10/2019)"."""
    for found in _DAY_DATE.finditer(text):
        if value := find_date(found.group(1)):
            return value
    return None


def stamp_date(text: str) -> str | None:
    """ISO date of a machine stamp (``2019-07-16T23:12:00Z``), else of ``find_date``.

    A stamp in UTC is moved to Western Indonesian Time: an article of 06:12 in the morning would else be of the day
    before. A stamp in any other zone keeps the day it shows.
    """
    found = _STAMP.match(text.strip())
    if found is None:
        return find_date(text)
    try:
        moment = datetime.fromisoformat(found.group().replace(" +", "+"))
    except ValueError:
        return find_date(text)
    if not 1990 <= moment.year <= 2100:
        return None
    utc = moment.tzinfo is not None and moment.utcoffset() == timedelta(0)
    return (moment.astimezone(UTC).astimezone(WIB) if utc else moment).date().isoformat()


def _iso(parts: dict[str, str], *, swap: bool) -> str | None:
    month_text = parts["m"].lower()
    month = _MONTHS.get(month_text) or (int(month_text) if month_text.isdigit() else 0)
    day = int(parts["d"])
    year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
    if swap and month > 12 >= day:
        month, day = day, month  # 10/24/2019 can only be the American order
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if 1990 <= year <= 2100 else None
