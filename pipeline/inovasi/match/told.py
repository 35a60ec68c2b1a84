"""What articles tell around a name, made comparable: the officials tied to it, and the words that describe it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inovasi.match.words import GENERIC, STOP, TITLES
from inovasi.text import fold

ENOUGH = 4  # telling words that a description needs: fewer are shared by chance
ALIKE = 0.5  # share of the shorter description's words from which two tell of one thing
_SHORTEST = 6  # letters of a person's name: a shorter one ("Budi") is many people's
_TELLING = 4  # letters of a word


def people_of(officials: Iterable[str]) -> tuple[str, ...]:
    """The names of officials without titles, folded and sorted, each once; names too short to tell are left out."""
    names = {"".join(word for word in fold(name).split() if word not in TITLES) for name in officials}
    return tuple(sorted(name for name in names if len(name) >= _SHORTEST))


def words_of(description: str | None, own: Iterable[str | None]) -> tuple[str, ...]:
    """The telling words of a description, sorted, but for those of the texts (name, expansion, region, agency) that
    the innovation has of its ``own``: they are compared elsewhere."""
    if not description:
        return ()
    named = {word for text in own for word in fold(text).split()}
    words = {word for word in fold(description).split() if len(word) >= _TELLING}
    return tuple(sorted(word for word in words if word not in GENERIC and word not in STOP and word not in named))


def overlap(left: Sequence[str], right: Sequence[str]) -> float:
    """The share of the shorter description's words that the other has; 0.0 where it is small or either is short."""
    if min(len(left), len(right)) < ENOUGH:
        return 0.0
    share = len({*left} & {*right}) / min(len(left), len(right))
    return share if share >= ALIKE else 0.0
