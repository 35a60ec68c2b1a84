"""Pure normalising of Indonesian text. Nothing here knows about spaCy, files or the registry."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = re.compile(r"[’'`‘“”\"´.]")
_OTHER = re.compile(r"[^0-9a-z]+")
_SPACE = re.compile(r"\s+")


def fold(text: str | None) -> str:
    """Casefold, drop accents, quotes and punctuation, and collapse white space: "Si-Randik!" -> "si randik"."""
    if not text:
        return ""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return _OTHER.sub(" ", _QUOTES.sub("", text)).strip()


def squash(text: str | None) -> str:
    """``fold`` without any space: "Si Randik", "SI-RANDIK" and "SiRandik" become one key."""
    return fold(text).replace(" ", "")


def collapse(text: str) -> str:
    """Every run of white space becomes one space; ends are stripped."""
    return _SPACE.sub(" ", text).strip()
