"""Dates with a time of day -> ISO 8601 moments (``2019-07-17T10:12+07:00``). Pure.

Seconds and offset stand there only if the source has them: a moment without an offset is one whose zone nobody told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from inovasi.scrape.article.dates import WIB, FoundDate, first_date

_ZONES = {"wib": "+07:00", "wita": "+08:00", "wit": "+09:00"}
_ZONE = r"(?P<zone>WIB|WITA|WIT|Z\b|(?:GMT|UTC)?\s?[+-]\d{2}:?(?:\d{2})?(?!\d)|(?:GMT|UTC)\b)"
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d+)?)?(?!\d)\s*(?P<half>[ap]\.?m\b)?"
# "| 10:12 WIB", ", pukul 10.12", "T10:12:00Z", "(10:12)", " - 10:12"
_AFTER = re.compile(
    rf"(?:[\s|,;•·\-–—/()@]|T(?=\d)|pukul|jam|at\b)*(?:pukul|jam)?\s*:?\s*{_CLOCK}(?:\s*\(?{_ZONE})?", re.IGNORECASE
)
_BEFORE = re.compile(rf"(?<!\d){_CLOCK}(?:\s*\(?{_ZONE}\)?)?[\s|,;•·\-–—/()]*(?:[a-z’'`]{{3,9}},?\s*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """A day and, where the source tells, the moment. A moment in UTC is of the day that it has in western Indonesia."""

    day: str
    moment: str | None = None

    @property
    def clock(self) -> str | None:
        """Date, hours and minutes as the source shows them, whatever the zone."""
        return self.moment[:16] if self.moment else None

    @property
    def zone(self) -> str | None:
        """The offset (``+07:00``), None if nobody told it."""
        return self.moment[-6:] if self.moment and self.moment[-6] in "+-" else None


def find_when(text: str) -> When | None:
    """The first date in ``text`` with the time of day beside it: "Rabu, 17 Juli 2019 | 10:12 WIB", "17/07/2019 10.12
    WITA", ``2019-07-16T23:12:00Z``. A time that stands away from the date is left alone; "3 jam lalu" is nothing."""
    found = first_date(text)
    if found is None:
        return None
    clock = _AFTER.match(text, found.end) or _before(text, found)
    moment = _moment(found.day, clock) if clock else None
    return When(_day(found.day, moment), moment)


def _before(text: str, found: FoundDate) -> re.Match[str] | None:
    return _BEFORE.search(text[max(0, found.start - 40) : found.start])


def _moment(day: str, clock: re.Match[str]) -> str | None:
    hour, minute = int(clock["hour"]), int(clock["minute"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    second = clock["second"]
    if hour > 23 or minute > 59 or int(second or 0) > 59:
        return None
    if second == "00" and hour == minute == 0:
        return None  # a day that a program wrote as a moment
    time = f"{hour:02}:{minute:02}" + (f":{second}" if second else "")
    return f"{day}T{time}{_offset(clock['zone'])}"


def _offset(zone: str | None) -> str:
    if not zone:
        return ""
    zone = zone.lower().strip()
    if zone in _ZONES:
        return _ZONES[zone]
    digits = re.sub(r"[^0-9+-]", "", zone)
    if not digits:
        return "+00:00"
    sign, number = digits[0], digits[1:].ljust(4, "0")
    return f"{sign}{number[:2]}:{number[2:4]}" if int(number[:2]) <= 14 and int(number[2:4]) < 60 else ""


def _day(day: str, moment: str | None) -> str:
    """``day``, but of a moment in UTC the day in western Indonesia: 06:12 in the morning would be of the day before."""
    if moment is None or not moment.endswith("+00:00"):
        return day
    return datetime.fromisoformat(moment).astimezone(WIB).date().isoformat()


def settle(told: list[When]) -> When | None:
    """What several places of a page say together, the surest first: the day of the first, with the moment of the first
    that has one on this day.

    Where two show the same time of day and only one tells the zone, or one says UTC and the other a zone of Indonesia,
    that is the zone: many sites keep local time in a field that is meant for UTC.
    """
    timed = next((when for when in told if when.moment), None)
    if timed is not None and timed.zone in (None, "+00:00"):
        local = next((w.zone for w in told if w.clock == timed.clock and w.zone not in (None, "+00:00")), None)
        if local is not None and timed.moment is not None:
            moment = timed.moment.removesuffix("+00:00") + local
            fixed = When(moment[:10], moment)
            told = [fixed if when is timed else when for when in told]
    if not told:
        return None
    day = told[0].day
    return next((when for when in told if when.moment and when.day == day), told[0])
