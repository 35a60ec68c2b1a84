"""The words of a text as officials see them: letters and digits only, with the gap between two words kept apart.

The tokenizer keeps "H.Asmar" and "S.Sos.,M.Si" in one piece, as other components need it; titles, initials and degrees
are easier to read when every run of letters is a word and dots and commas are gaps. One pass, one regular expression.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W_]+(?:['’`´][^\W\d_]+)*")


def split(phrase: str) -> tuple[str, ...]:
    """The lower-cased words of ``phrase``, cut as ``Words`` cuts a text ("Menpan-RB" gives "menpan", "rb")."""
    return tuple(m.group().lower() for m in _WORD.finditer(phrase))


@dataclass(slots=True)
class Words:
    """All words of ``text``: as written, lower-cased, their character offsets, and whether each begins with a capital;
    lists of equal length.
    """

    text: str
    raw: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    capitals: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        spans = [match.span() for match in _WORD.finditer(self.text)]
        self.raw = [self.text[start:end] for start, end in spans]
        self.low = [word.lower() for word in self.raw]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.capitals = [word[0].isupper() for word in self.raw]

    def __len__(self) -> int:
        return len(self.raw)

    def gap(self, index: int) -> str:
        """What stands between word ``index`` and the next one; "\\n\\n" at both ends of the text, which ends all."""
        if index < 0 or index + 1 >= len(self.raw):
            return "\n\n"
        return self.text[self.ends[index] : self.starts[index + 1]]

    def capital(self, index: int) -> bool:
        """True where word ``index`` exists and begins with a capital letter."""
        return index < len(self.raw) and self.capitals[index]

    def slice(self, first: int, last: int) -> str:
        """The text from word ``first`` up to, not including, word ``last``."""
        return self.text[self.starts[first] : self.ends[last - 1]]
