"""Numbers as Indonesian news writes them: 15, 3.200, lima belas, dua puluh tiga, ketujuh."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_UNITS = {
    word: n
    for n, word in enumerate(("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"))
}
_WHOLE = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000, "sebuah": 1}
_SCALES = {"belas": 0, "puluh": 10, "ratus": 100, "ribu": 1000}
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")


def digits(text: str) -> int | None:
    """15 -> 15, 3.200 -> 3200; None for 2.0, 24/10, 08 and anything else."""
    if text.isascii() and text.isdecimal() and (text[0] != "0" or text == "0"):
        return int(text)
    return int(text.replace(".", "")) if _THOUSANDS.fullmatch(text) else None


@lru_cache(8192)
def may_begin_number(word: str) -> bool:
    """Whether ``read_number`` or ``collective`` can find anything at ``word``; most words are asked and say no."""
    lower = word.casefold()
    return lower in _UNITS or lower in _WHOLE or digits(word) is not None or collective(word) is not None


def read_number(words: Sequence[str]) -> tuple[int, int] | None:
    """The number at the start of ``words`` and how many words it takes, or None."""
    if not words:
        return None
    if not may_begin_number(words[0]):
        return None
    value = digits(words[0])
    if value is not None:
        return value, 1
    return _spelled([w.casefold() for w in words[:6]])


def _spelled(words: Sequence[str]) -> tuple[int, int] | None:
    total = current = used = 0
    for word in words:
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _WHOLE:
            current += _WHOLE[word]
        elif word == "belas" and current:
            current += 10
        elif word in _SCALES and current:
            if word == "ribu":
                total, current = total + current * 1000, 0
            else:
                current = current % 10 * _SCALES[word] + current // 10 * 10
        else:
            break
        used += 1
    return (total + current, used) if used else None


def collective(word: str) -> int | None:
    """ "ketujuh" (all seven) -> 7; None for other words."""
    lower = word.casefold()
    if not lower.startswith("ke"):
        return None
    rest = lower[2:].lstrip("-")
    return _UNITS.get(rest, _WHOLE.get(rest, digits(rest) if rest else None))
