"""What a cell holds: text, a list of texts, a day. Pure."""

from __future__ import annotations

import datetime
import json
import math
import re
from decimal import Decimal
from functools import lru_cache

from inovasi.registry.rows import storable
from inovasi.scrape.article.dates import stamp_date
from inovasi.text import collapse

_NOTHING = frozenset({"", "-", "--", "–", "—", "n/a", "#n/a", "null", "nan"})  # what people write for "nothing"
_SHORT = max(map(len, _NOTHING))
_SEPARATORS = re.compile(r"[;|\n]")  # of several names in one cell; a comma may be part of a name
_REMEMBERED = 1 << 15  # cells that are not read again: regions, agencies and days stand in thousands of rows each
_LONGEST = 1_000  # characters that are compared; what is longer is no name, and would take seconds
_PARTIAL_DAY = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")


def text_of(value: object) -> str | None:
    """A cell as text on one line; None where it says nothing, or is a list or an object. ``17.0`` is "17"."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value.is_finite() else None
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.date):  # datetimes are dates too
        return value.isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


@lru_cache(_REMEMBERED)
def _text(value: str) -> str | None:
    found = collapse(storable(value))
    if len(found) <= _SHORT and found.casefold() in _NOTHING:
        return None
    return found[:_LONGEST]


def is_text(value: object) -> bool:
    """Whether a cell can be read as one text, be it empty."""
    return value is None or isinstance(value, str | int | float | Decimal | datetime.date)


def texts_of(value: object) -> tuple[str, ...]:
    """A cell as several texts: a list, a JSON array, or texts between semicolons, bars or line ends."""
    if value is None:
        return ()
    if isinstance(value, str):
        value = _array(value) or _SEPARATORS.split(value)
    items = value if isinstance(value, list | tuple) else [value]
    return tuple(dict.fromkeys(text for item in items if (text := text_of(item))))


def _array(text: str) -> list[object] | None:
    if not text.lstrip().startswith("["):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else None


@lru_cache(_REMEMBERED)
def day_of(text: str) -> str | None:
    """ISO 8601: a day ("24/10/2019", "24 Oktober 2019"), a month ("2019-10") or a year; None where it is no date."""
    if _PARTIAL_DAY.fullmatch(text):
        return text
    return stamp_date(text)
