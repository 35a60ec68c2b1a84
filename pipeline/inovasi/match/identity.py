"""Lasting ids.

An id is a hash of what identifies the founding member of a cluster (the earliest published; unknown dates last, then by
article id and place in the article): its normalised name and its region. So it stays the same when the program is run
again, when articles are added that are not earlier, and also when an earlier article gives the same name and region.

Limits: where the founding member has no region, its article becomes part of the id, and an earlier article changes it.
Where two clusters have one name in one region, the one founded first has the plain id and the others' ids carry their
founding member; a cluster of that name that is founded still earlier takes the plain id over. An extractor that reads
the founding name or region differently changes the id. Redirects for such changes are the registry's task.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inovasi.text import collapse, squash

_LENGTH = 10  # base32 characters = 50 bits: at a million ids, a clash somewhere has a chance of 1 in 2,000


@dataclass(frozen=True, slots=True)
class Founder:
    """What an id is made of. ``rank`` orders founders; ``member`` is unique (a mention id), the rest need not be.
    ``prefix`` is that of the ids of its kind."""

    name: str
    place: str
    rank: tuple[str, str, int]
    member: str
    prefix: str = "inv"


def ids(prefix: str, founders: Sequence[Founder]) -> list[str]:
    """One id for each founder, in their order: "inv-" and ten characters. All are different."""
    given: dict[int, str] = {}
    taken: set[str] = set()
    for index in sorted(range(len(founders)), key=lambda i: (founders[i].rank, founders[i].member)):
        founder = founders[index]
        key = f"{founder.name}\n{founder.place}" if founder.place else f"{founder.name}\n\n{founder.member}"
        found = _hashed(prefix, key)
        while found in taken:
            key = f"{key}\n{founder.member}"
            found = _hashed(prefix, key)
        taken.add(found)
        given[index] = found
    return [given[index] for index in range(len(founders))]


def member_ids(article_id: str, names: Iterable[str]) -> Iterator[str]:
    """The ids of what one article names, in text order: article id and name.

    One article may give two things one name, such as the offices of two regions; text order tells them apart for good.
    """
    taken: Counter[str] = Counter()
    for name in names:
        key = f"{article_id}:{squash(name) or collapse(name)}"
        taken[key] += 1
        yield key if taken[key] == 1 else f"{key}~{taken[key]}"


def _hashed(prefix: str, key: str) -> str:
    digest = hashlib.sha256(key.encode()).digest()
    return f"{prefix}-{base64.b32encode(digest).decode().lower()[:_LENGTH]}"
