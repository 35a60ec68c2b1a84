"""The vocabularies of public office, each read once: roles, bodies, titles, degrees, name parts, places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from inovasi import gazetteers
from inovasi.nlp.words import Words, split

T = TypeVar("T")
Phrases = dict[str, list[tuple[tuple[str, ...], T]]]

LOWER_TITLES = frozenset({"dr", "drg", "drh", "apt", "ns"})  # titles that stand in lower case before a name
# Ordinary words that are names too ("Hari Purnomo"): names where a known name part follows.
_ALSO_NAMES = frozenset({"hari", "mei", "juli", "april", "agustus", "wita", "puji", "lama"})


@dataclass(frozen=True, slots=True)
class Role:
    """A role of roles.csv: full form, level, what it takes before the name, and whether it may stand alone."""

    full: str
    level: str
    takes: str
    alone: bool


def _by_first_word(pairs: Iterable[tuple[tuple[str, ...], T]]) -> Phrases[T]:
    table: Phrases[T] = {}
    for words, value in pairs:
        table.setdefault(words[0], []).append((words, value))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def longest(table: Phrases[T], words: Words, at: int) -> tuple[int, T] | None:
    """The longest phrase of ``table`` that begins at word ``at``: how many words it has, and its value."""
    if at >= len(words):
        return None
    for phrase, value in table.get(words.low[at], ()):
        if len(phrase) == 1 or _joined(words, at, phrase):
            return len(phrase), value
    return None


def _joined(words: Words, at: int, phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    if tuple(words.low[at : at + size]) != phrase:
        return False
    return all(words.gap(i).strip() in {"", "-", "."} and "\n\n" not in words.gap(i) for i in range(at, at + size - 1))


@cache
def roles() -> Phrases[Role]:
    """Role forms by their first word."""
    rows = gazetteers.rows("roles")
    return _by_first_word(
        (split(r["form"]), Role(r["full"], r["level"], r["takes"], r["alone"] == "yes")) for r in rows
    )


@cache
def statuses() -> Phrases[str]:
    """Acting status, as abbreviations and in full."""
    forms = {
        "plt": ("plt", "pelaksana tugas", "pelaksana tugas plt"),
        "plh": ("plh", "pelaksana harian"),
        "pjs": ("pjs", "pgs", "penjabat sementara", "pejabat sementara"),
        "pj": ("pj", "penjabat"),
    }
    return _by_first_word((split(form), status) for status, group in forms.items() for form in group)


@cache
def openers() -> frozenset[str]:
    """Words that a role may begin with: of roles, also with "-nya" (Kadisnya), and of acting status."""
    return frozenset(roles()) | frozenset(statuses()) | {word + "nya" for word in roles()}


@cache
def honorifics() -> Phrases[str]:
    """Titles and ranks by their first word; the value is the kind."""
    return _by_first_word((split(r["form"]), r["kind"]) for r in gazetteers.rows("honorifics"))


@cache
def degrees() -> frozenset[str]:
    """Degrees without dots and spaces, lower-cased."""
    return frozenset(r["form"].lower() for r in gazetteers.rows("degrees"))


@cache
def body_words() -> dict[str, str]:
    """Words of public bodies; the value is institution, subject, country or shape."""
    return {r["word"]: r["kind"] for r in gazetteers.rows("body_words")}


@cache
def given_names() -> frozenset[str]:
    """Common parts of Indonesian names."""
    return frozenset(r["word"] for r in gazetteers.rows("given_names"))


@cache
def not_names() -> frozenset[str]:
    """Words that end a name even with a capital."""
    return frozenset(r["word"] for r in gazetteers.rows("not_names"))


def ends_name(words: Words, at: int) -> bool:
    """True for a word of not_names, but for "Hari Purnomo" and "Wita Anggraini", where a name part follows."""
    low = words.low[at]
    if low not in not_names():
        return False
    also = low in _ALSO_NAMES and not words.raw[at].isupper() and at + 1 < len(words) and words.gap(at) == " "
    return not (also and words.capital(at + 1) and looks_named(words.low[at + 1]))


@cache
def common_words() -> frozenset[str]:
    """Ordinary words, which do not begin a name: subjects of bodies ("Edukasi") and words of headlines ("Minta")."""
    return (
        frozenset(r["word"] for r in gazetteers.rows("common_words")) - set(body_words()) - not_names() - given_names()
    )


@cache
def districts() -> Phrases[str]:
    """Names of districts (kecamatan). Many are ordinary words, so they count only where a district is called for."""
    rows = gazetteers.rows("regions")
    return _by_first_word((split(row["name"]), row["kind"]) for row in rows if row["kind"] == "kecamatan")


@cache
def places() -> Phrases[str]:
    """Names of provinces, regencies and cities, without their kind word, and their short forms."""
    found: dict[tuple[str, ...], str] = {}
    for row in gazetteers.rows("regions"):
        if row["kind"] == "kecamatan":
            continue
        words = split(row["name"])
        bare = words[1:] if words[0] in {"kabupaten", "kota", "provinsi"} and len(words) > 1 else words
        found.setdefault(bare, row["kind"])
        if len(bare) > 1:  # Muaraenim, Lubuklinggau
            found.setdefault(("".join(bare),), row["kind"])
    for row in gazetteers.rows("region_nicknames"):
        found.setdefault(split(row["form"]), "nickname")
    return _by_first_word(found.items())


_NAME_ENDING = re.compile(
    r"(?:[wy]ati|yant[io]|ianto|[rdw]anto|iyono|yono|uddin|udin|ulloh|ullah|ansyah|ningsih|ningrum|riadi|yadi|iawan|"
    r"rahman|wijaya|widjaja|kusum[ao]|ningtyas|istanto|manto|[rdt]ono|urrahman|urohman)$"
)


def looks_named(low: str) -> bool:
    """True for a common part of a person's name, or a word with the ending of one (-wati, -yanto, -uddin)."""
    return low in given_names() or (low not in body_words() and bool(_NAME_ENDING.search(low)))


_BODY_STEM = re.compile(
    r"(?:dis(?:dik|duk|kom|pora|par|pen|pert|perin|dag|hub|hut|bun|bud|nak|sos|perkim|kan$|tan$|kes|pust|arpus)|din(?:kes|sos|dik|kop|pora|"
    r"perin|hub|per)|dikes|dikbud|dukcapil|bap+e|bapen|bal(?:itbang|ai)|litbang|kemen|kes(?:bang|ra$)|bakes|bawas|basarn|"
    r"set(?:da|wan|jen|ko|kab|prov)|ditjen|itjen|kanwil|kankemenag|pus(?:kes|datin|lat|dik|lit|ham)|satpol|damkar|pem(?:prov|kab|kot|da$|kes)|"
    r"pol(?:res|da$|sek|ri$)|lapas|rutan|keja[rt]i|kodim|korem|brida|brin$|perum|bulog|perkim|kominfo|kesbang|litb|inspek|dekranas)"
)


def is_acronym(raw: str) -> bool:
    """True for the short form of a body: DPRD, KemenPAN, IndoHCF, Disdukcapil; false for a title, degree or name."""
    low = raw.lower()
    if low in honorifics() or low in roles() or looks_named(low):
        return False
    if len(raw) >= 2 and raw.isupper():
        return True
    return raw[0].isupper() and (any(c.isupper() for c in raw[2:]) or bool(_BODY_STEM.match(low)))
