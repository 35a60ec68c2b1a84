"""Looking up multi-word names in a token row, whatever their spacing: "Muaraenim", "Muara Enim", "MUARA-ENIM".

Names are keyed by their squashed form. The tokens a name may start with are known, so a position that starts no name
costs one dictionary look-up; and a name has few tokens, so the scan is linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from inovasi.nlp.reading import Token
from inovasi.text import fold, squash

T = TypeVar("T")


def keys_of(tokens: Sequence[Token]) -> list[str]:
    """Squashed form of every token; punctuation gives the empty string."""
    return [t.text.lower() if t.text.isascii() and t.text.isalnum() else squash(t.text) for t in tokens]


def words_of(phrase: str) -> list[str]:
    """Folded words; most names are plain letters, which need no Unicode work."""
    plain = phrase.isascii() and phrase.replace(" ", "").isalnum()
    return phrase.lower().split() if plain else fold(phrase).split()


class Phrases(Generic[T]):
    """Names of one kind with a value each; ``at`` finds the longest that starts at a token."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._values: dict[str, T] = {}
        self._reach: dict[str, int] = {}  # a token that may start a name -> how many tokens the name may have
        for phrase, value in entries:
            words = words_of(phrase)
            self._values.setdefault("".join(words), value)
            for count in range(1, len(words) + 1):
                first = "".join(words[:count])
                self._reach[first] = max(self._reach.get(first, 0), len(words) - count + 1)

    def at(self, keys: Sequence[str], index: int) -> tuple[int, T] | None:
        """(end index, value) of the longest name that starts at token ``index``; punctuation never joins a name."""
        reach = self._reach.get(keys[index])
        if reach is None:
            return None
        found: tuple[int, T] | None = None
        joined = ""
        for end in range(index, min(index + reach, len(keys))):
            if not keys[end]:
                break
            joined += keys[end]
            value = self._values.get(joined)
            if value is not None:
                found = end + 1, value
        return found

    def starts(self, key: str) -> bool:
        """Whether a name may start with a token of this key."""
        return key in self._reach

    def get(self, phrase: str) -> T | None:
        """Value of a name in any spacing."""
        return self._values.get(squash(phrase))
