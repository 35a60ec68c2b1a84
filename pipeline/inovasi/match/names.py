"""Names as matching compares them: keys without spacing and lead words, how telling a name is, abbreviations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inovasi.match.words import EDITIONS, EDITIONS_ALONE, GENERIC, LEAD_PHRASES, NUMERALS, STOP
from inovasi.text import fold

_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]?")
PHRASE = 3  # words from which a name is a phrase, as an expansion is, and no longer a short form
_SHORTEST_REST = 3  # letters that must be left when a lead word goes, or the lead word was the name
_MARKS = {*EDITIONS_ALONE, *NUMERALS, "i", "v", "x"}
_ROMAN = {**NUMERALS, "i": "1", "v": "5", "x": "10"}
_LEADS = {word: tuple(p for p in LEAD_PHRASES if p[0] == word) for word in sorted({p[0] for p in LEAD_PHRASES})}
_GLUED = re.compile(r"([a-z]{3,}?)v?(\d{1,4})")  # "sipandai2", "sipandaiv2"


@dataclass(frozen=True, slots=True)
class Surface:
    """One written form of a name. ``key`` is ``words`` joined: "Aplikasi Fish-Go" has the key "fishgo"."""

    key: str
    words: tuple[str, ...]


def surface(text: str | None) -> Surface:
    """Fold a name, and drop brackets and lead words. A name that is empty after folding has an empty key."""
    words = without_lead(tuple(fold(_BRACKETS.sub(" ", text or "")).split()))
    if not words:
        words = tuple(fold(text).split())
    return Surface("".join(words), words)


def bracketed(text: str) -> tuple[str, ...]:
    """What stands in brackets inside a name, where it is long enough to be the spelled-out form (two words)."""
    return tuple(inner.strip() for inner in _BRACKETS.findall(text) if len(fold(inner).split()) > 1)


def without_lead(words: tuple[str, ...]) -> tuple[str, ...]:
    """Drop "aplikasi", "sistem informasi" ... from the front while what is left can still stand as a name."""
    for phrase in _LEADS.get(words[0], ()) if words else ():
        rest = words[len(phrase) :]
        if words[: len(phrase)] != phrase:
            continue
        if any(word not in GENERIC for word in rest) and len("".join(rest)) >= _SHORTEST_REST:
            return without_lead(rest)
    return words


def edition(words: tuple[str, ...]) -> tuple[str, str]:
    """A name's key without its edition, and the edition: ("sipandai", "2") for "Si Pandai Jilid II", else "".

    The number is at the end: "2.0" (folded to "20"), "Jilid II", "Tahap 3", or glued to the last word.
    """
    if not words or not (words[-1][-1].isdecimal() or words[-1] in _MARKS):
        return "".join(words), ""
    last, rest = words[-1], words[:-1]
    announced = bool(rest) and rest[-1] in EDITIONS
    if last in EDITIONS_ALONE:
        stem, mark = rest, last
    elif (last.isdecimal() and len(last) <= 4) or last in NUMERALS or (announced and last in "ivx"):
        stem, mark = rest[:-1] if announced else rest, last
    elif glued := _GLUED.fullmatch(last):
        stem, mark = (*rest, glued[1]), glued[2]
    else:
        stem, mark = words, ""
    key, mark = "".join(stem), _number(mark)
    return (key, mark) if len(key) >= _SHORTEST_REST else ("".join(words), "")


def _number(mark: str) -> str:
    """One spelling for "ii", "2" and "2.0" (folded to "20")."""
    number = _ROMAN.get(mark, mark)
    return number[0] if len(number) == 2 and number[1] == "0" and mark != "x" else number


def distinctiveness(words: tuple[str, ...]) -> float:
    """How unlikely it is that two offices invent this name independently: 0.0 "PPDB Online" to 1.0 a long phrase.

    Counts the letters of words that are not generic: offices reach the same five-letter acronym often, the same
    fourteen letters hardly ever. A second word adds a little, because word choice is free where acronyms are not.
    """
    telling = [word for word in words if word not in GENERIC and word not in STOP]
    if not telling:
        return 0.0
    several = sum(len(word) > 2 for word in words) > 1  # "Si" and "e" are no words of their own
    letters = sum(map(len, telling))
    return min(1.0, max(0.0, (letters - 4) / 10) + (0.15 if several else 0.0))


def abbreviates(short: str, words: tuple[str, ...]) -> bool:
    """Whether ``short`` is made of beginnings of all ``words`` in order: anc = AN(tenatal) C(are); "dan" may lack."""
    if len(words) < 2 or len(short) < 2:
        return False
    ends = {0}
    for word in words:
        reached = {
            end + size for end in ends for size in range(1, len(word) + 1) if short[end : end + size] == word[:size]
        }
        ends = reached | ends if word in STOP else reached
        if not ends:
            return False
    return len(short) in ends


def abbreviation(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """The only word of ``one`` that ``other`` lacks, and what it abbreviates: the words that ``one`` lacks; or None."""
    extra = [word for word in one if word not in other]
    if len(extra) != 1:
        return None
    missing = tuple(word for word in other if word not in one)
    if not missing or (missing[0][0] != extra[0][0] and missing[0] not in STOP):
        return None  # most pairs: no need to look closer
    return (extra[0], missing) if abbreviates(extra[0], missing) else None


def is_run_of(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    """Whether ``outer`` begins or ends with all of ``inner``: "panic button" in "panic button on hand"."""
    size = len(inner)
    return 0 < size < len(outer) and inner in (outer[:size], outer[-size:])
