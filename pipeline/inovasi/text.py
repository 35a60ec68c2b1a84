"""Pure normalising of Indonesian text. Nothing here knows about spaCy, files or the registry."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = re.compile(r"[’'`‘“”\"´.]")
_OTHER = re.compile(r"[^0-9a-z]+")

# Most words are plain ASCII, where the same comes from one table: lower-cased letters and digits, else a space.
_ASCII = "".join(map(chr, range(128)))
_FOLDED = "".join(c.lower() if c.isalnum() else " " for c in _ASCII).encode().ljust(256)
_DROPPED = "".join(c for c in _ASCII if _QUOTES.match(c)).encode()
_NO_LETTERS = "".join(c for c in _ASCII if not c.isalnum()).encode()


def fold(text: str | None) -> str:
    """Casefold, drop accents, quotes and punctuation, and collapse white space: "Si-Randik!" -> "si randik"."""
    if not text:
        return ""
    if text.isascii():
        return " ".join(text.encode().translate(_FOLDED, _DROPPED).decode().split())
    text = _QUOTES.sub("", unicodedata.normalize("NFKD", text).casefold())
    if not text.isascii():
        text = "".join(c for c in text if not unicodedata.combining(c))
    return _OTHER.sub(" ", text).strip()


def squash(text: str | None) -> str:
    """``fold`` without any space: "Si Randik", "SI-RANDIK" and "SiRandik" become one key."""
    if text and text.isascii():
        return text.encode().translate(_FOLDED, _NO_LETTERS).decode()
    return fold(text).replace(" ", "")


def collapse(text: str) -> str:
    """Every run of white space becomes one space; ends are stripped."""
    return " ".join(text.split())
