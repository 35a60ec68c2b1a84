"""Moments as sites tell them, and which of them count as new enough. Pure: no clock."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from inovasi.scrape.article.dates import find_date, stamp_date

# A month or a year alone also counts: /2019/07/ in an address says that much and no more.
_STAMP = re.compile(
    r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s?(?:Z|[+-]\d\d(?::?\d\d)?)?)?", re.ASCII
)
# Not the 17.07 of 17.07.2019.
_CLOCK = re.compile(
    r"(?<![\d:./-])([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]([0-5]\d))?(?![\d:/]|[.-]\d)(?:\s*([A-Z]{1,4}\b|[+-]\d\d:?\d\d))?",
    re.ASCII,
)
_ZONES = {"WIB": "+07:00", "WITA": "+08:00", "WIT": "+09:00", "GMT": "Z", "UTC": "Z", "UT": "Z", "Z": "Z"}
# The easternmost zone of the country: it is the first to have a new day.
_EAST = timedelta(hours=9)
_PATH_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-]|$)")
_PATH_RUN = re.compile(r"/((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_-]|\d{6}(?!\d)|$)")
_PATH_MONTH = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/")


def moment(text: str | None) -> str | None:
    """A date as a feed, a sitemap or a listing has it -> ISO 8601: a moment with its zone, one without, a day, or
    ("2019-07") a month; None where there is none. Reads W3C and RFC 822 dates and Indonesian ones."""
    if not text or len(text) > 300:
        return None
    text = text.strip()
    if _STAMP.fullmatch(text) and (stamp := _iso(text)):
        return stamp
    day = find_date(text)
    clock = _CLOCK.search(text) if day else None
    if clock is None:
        return day
    hour, minute, second, zone = clock.groups()
    return _iso(f"{day}T{hour:0>2}:{minute}:{second or '00'}{_zone(zone)}") or day


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone[0] in "+-":
        return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    return _ZONES.get(zone, "")


def _iso(text: str) -> str | None:
    """``text``, which has the form of ISO 8601, if it is a day of the calendar."""
    try:
        if len(text) <= 7:
            date.fromisoformat(f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01")
            return text
        found = datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", "").replace(",", "."))
    except ValueError:
        return None
    if len(text) == 10:
        return text
    return found.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def day_of(stamp: str) -> str:
    """The latest day that ``stamp`` (as ``moment`` gives it) can be in Indonesia: one in UTC moves to the zone of the
    east, any other has the day it shows. A month or a year stays one."""
    if stamp.endswith("Z"):
        try:
            return (datetime.fromisoformat(stamp).astimezone(UTC) + _EAST).date().isoformat()
        except (ValueError, OverflowError):
            return stamp[:10]
    return stamp[:10]


def too_old(since: str | None, published: str | None, modified: str | None = None) -> bool:
    """True for what is known to be from before day ``since``. The day itself counts as new, and so does what has no
    date. Where only the last change is known it decides: nothing is published after it."""
    stamp = published or modified
    if since is None or stamp is None:
        return False
    day = day_of(stamp)
    return day < since[: len(day)]


def day_in_address(url: str) -> str | None:
    """The day (``2019-07-17``) or month (``2019-07``) that an address tells: /2019/07/17/, /20190717/, /2019/07/."""
    for pattern in (_PATH_DAY, _PATH_RUN):
        for found in pattern.finditer(url):
            year, month, day = found.groups()
            if value := stamp_date(f"{year}-{month:0>2}-{day:0>2}"):
                return value
    month_found = _PATH_MONTH.search(url)
    return f"{month_found.group(1)}-{month_found.group(2):0>2}" if month_found else None
