"""How long to wait before a request is made again. Pure."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MOST_WAIT = 600.0  # seconds; who asks for a longer pause gets it: we give up until the next run
_BASE = 1.0
_MOST_BACKOFF = 60.0


def backoff(tries: int, rng: random.Random) -> float:
    """Seconds to wait after ``tries`` tries have failed: anything up to 1, 2, 4 ... 60, so that crowds disperse."""
    return rng.uniform(0.0, min(_MOST_BACKOFF, _BASE * 2.0 ** (tries - 1)))


def retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds from ``now`` that a Retry-After header (seconds or a date) asks for; None if it says nothing."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
