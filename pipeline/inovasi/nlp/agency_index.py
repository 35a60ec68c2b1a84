"""The agency gazetteers as look-up tables, built once at the first use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from inovasi import gazetteers
from inovasi.nlp.phrases import Phrases
from inovasi.text import fold, squash

_JOINERS = frozenset({"dan", "serta", "and"})
_DOUBLED = re.compile(r"(.)\1+")
_MIN_TYPO = 5  # shorter short names are one letter away from each other (DPU, DPK)
_MIN_FIELD_TYPO, _MAX_FIELD_TYPO = 8, 20
_SAME_MINISTRY = 86  # similarity above which a ministry's long name is a slip of a known one


@dataclass(frozen=True, slots=True)
class Head:
    """A word or words that open a body's name; ``pattern`` says how the name goes on (see agency_types.csv)."""

    text: str
    kind: str
    pattern: str
    level: str


@dataclass(frozen=True, slots=True)
class Short:
    """A name that stands by itself: a short form, or the long form of a national body."""

    text: str
    long: str
    kind: str


@cache
def heads() -> Phrases[Head]:
    """Opening words of bodies."""
    rows = gazetteers.rows("agency_types")
    return Phrases((r["head"], Head(r["head"], r["kind"], r["pattern"], r["level"])) for r in rows)


@cache
def levels() -> dict[str, str]:
    """Whose body a kind is when its name does not tell: local, national or any."""
    return {r["kind"]: r["level"] for r in reversed(gazetteers.rows("agency_types"))}


@cache
def shorts() -> Phrases[Short]:
    """Names that need no further words, by every known form."""
    found: list[tuple[str, Short]] = []
    for row in gazetteers.rows("agency_short"):
        long_too = (row["short"], row["long"]) if row["kind"] in ("lembaga", "bumn") else (row["short"],)
        for text in long_too:
            if heads().get(text) is None:
                found.append((text, Short(row["short"], row["long"], row["kind"])))
    return Phrases(found)


@cache
def fields() -> frozenset[str]:
    """Squashed words of public tasks."""
    return frozenset(squash(r["word"]) for r in gazetteers.rows("agency_fields"))


@cache
def _field_slips() -> frozenset[str]:
    """Long task words and what is left of them when any one letter is lost."""
    long = [f for f in fields() if len(f) >= _MIN_FIELD_TYPO]
    return frozenset(form for f in long for form in (f, *(f[:i] + f[i + 1 :] for i in range(len(f)))))


def field_slip(key: str) -> bool:
    """Whether ``key`` is a task word with one letter lost, added or changed (Lingkunan, Kesehattan)."""
    if not _MIN_FIELD_TYPO - 1 <= len(key) <= _MAX_FIELD_TYPO:
        return False
    table = _field_slips()
    return key in table or any(key[:i] + key[i + 1 :] in table for i in range(len(key)))


@cache
def _standards() -> dict[str, str]:
    """Core of every known form, short or long -> the standard long form."""
    found: dict[str, str] = {}
    for row in gazetteers.rows("agency_short"):
        found.setdefault(core_of(row["long"]), row["long"])
    for row in gazetteers.rows("agency_short"):
        found.setdefault(core_of(row["short"]), row["long"])
    return found


def core_of(name: str) -> str:
    """Key of a name: squashed words without "dan", so that lists joined differently are one."""
    return "".join(w for w in fold(name).split() if w not in _JOINERS)


@cache
def _ministries() -> tuple[str, ...]:
    rows = [r for r in gazetteers.rows("agency_short") if r["kind"] == "kementerian"]
    cores = {core_of(r["long"]) for r in rows} | {core_of(r["short"]) for r in rows if " " in r["short"]}
    return tuple(sorted(cores))


@lru_cache(maxsize=4096)
def standard(name: str, kind: str) -> str | None:
    """Standard long form of ``name`` (short or long, without region), or None if it is not a known body."""
    core = core_of(name)
    known = _standards().get(core)
    if known is None and kind == "kementerian":
        hit = process.extractOne(core, _ministries(), scorer=fuzz.ratio, score_cutoff=_SAME_MINISTRY)
        known = _standards()[hit[0]] if hit else None
    return known


def _squeeze(key: str) -> str:
    return _DOUBLED.sub(r"\1", key)


@cache
def _slips() -> dict[str, Short]:
    """Known short names without doubled letters and with any one letter left out."""
    found: dict[str, Short] = {}
    for row in gazetteers.rows("agency_short"):
        key = _squeeze(squash(row["short"]))
        if len(key) >= _MIN_TYPO and " " not in row["short"]:
            short = Short(row["short"], row["long"], row["kind"])
            for form in (key, *(key[:i] + key[i + 1 :] for i in range(len(key)))):
                found.setdefault(form, short)
    return found


@lru_cache(8192)
def slip_of(key: str) -> Short | None:
    """The short name that ``key`` is a slip of: a letter doubled, not doubled, or left out (Bapedda, DPMPTS)."""
    return _slips().get(_squeeze(key)) if len(key) >= _MIN_TYPO else None
