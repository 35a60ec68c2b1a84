"""Where a person's name begins and ends: titles before it, initials and particles inside, degrees after it."""

from __future__ import annotations

from typing import NamedTuple

from inovasi.nlp import role_words as lexicon
from inovasi.nlp.words import Words

_MOST_WORDS = 7  # a longer run of capitals is a headline
_PARTICLES = frozenset({"bin", "binti", "bte", "van", "de", "der", "den", "el", "al", "ibn", "da", "dos", "br", "boru"})
_ABBREVIATED = frozenset(
    {
        *("moh", "muh", "mhd", "moch", "abd", "st", "rd", "rr", "tb", "rm", "ra", "nur", "dg", "kms", "msy"),
        *("dt", "dtk", "bgd", "sy", "syf", "fx", "ign", "chr", "kgs", "nyi", "sr", "ust", "tgk"),
    }
)
_RANK_TAILS = frozenset(
    {"pol", "polisi", "tni", "purn", "inf", "arm", "kav", "czi", "cpl", "cba", "caj", "chb", "mar", "laut", "arh"}
)
_TITLE_GAP = frozenset({"", ".", ",", ".,", "-", "("})
_DEGREE_GAP = frozenset({"", ".", ",", ".,", ",.", "-"})


class NameSpan(NamedTuple):
    """Words ``first`` to ``last`` (exclusive) are the name; ``head`` is where its titles begin, ``tail`` where its
    degrees end; ``titled`` tells whether it had any of them, which is evidence of a person."""

    head: int
    first: int
    last: int
    tail: int
    titled: bool


def degree_length(words: Words, at: int) -> int:
    """How many words at ``at`` make one degree ("M. Kes", "S.Ik", "MSi"); 0 where none stands."""
    joined = ""
    found = 0
    for size in range(1, 5):
        index = at + size - 1
        if index >= len(words) or (size > 1 and words.gap(index - 1) not in {".", ". ", " ", "-"}):
            break
        raw = words.raw[index]
        if (size == 1 and not raw[0].isupper()) or len(raw) > 8:
            break
        joined += raw
        if joined.lower() in lexicon.degrees() and (size > 1 or _written_as_degree(words, index)):
            found = size
    return found


def _written_as_degree(words: Words, index: int) -> bool:
    raw = words.raw[index]
    inner_capital = any(c.isupper() for c in raw[1:])
    return inner_capital or raw in {"Amd", "Akt", "Ak", "Apt", "Ns"}


def skip_titles(words: Words, at: int) -> int:
    """Index of the first word after all titles and ranks that begin at ``at``."""
    ranked = False
    while at < len(words):
        hit = lexicon.longest(lexicon.honorifics(), words, at)
        if hit is None or not (words.capital(at) or words.low[at] in lexicon.LOWER_TITLES):
            break
        size, kind = hit
        if words.low[at] in _RANK_TAILS and not ranked:
            break
        after = at + size
        if words.gap(after - 1).strip() not in _TITLE_GAP or not _goes_on(words, after):
            break
        ranked = ranked or kind == "rank"
        at = after
        if words.gap(at - 1).strip() == "(":  # Letkol Laut (P) Budi
            if ")" not in words.gap(at):
                return at
            at += 1
    return at


def _goes_on(words: Words, at: int) -> bool:
    return words.capital(at) or (at < len(words) and words.low[at] in lexicon.LOWER_TITLES)


def parse_name(words: Words, at: int) -> NameSpan | None:
    """The name that begins at word ``at``, titles before it included; None where no name can stand."""
    first = skip_titles(words, at)
    last = first
    while last < len(words) and last - first < _MOST_WORDS:
        if last > first and not _name_gap(words, last - 1):
            break
        if words.low[last] in _PARTICLES and last > first and words.capital(last + 1):
            last += 1
            continue
        if not _name_word(words, last, inside=last > first):
            break
        last += 1
    if (
        words.low[last - 1 : last]
        and last > first
        and words.low[last - 1] in _PARTICLES
        and not words.capital(last - 1)
    ):
        last -= 1
    if not _is_name(words, first, last, titled=first > at):
        return None
    tail = skip_degrees(words, last)
    return NameSpan(at, first, last, tail, first > at or tail > last)


def skip_degrees(words: Words, at: int) -> int:
    """Index of the first word after the degrees that follow the name ending before ``at``."""
    if at < len(words) and _before_degree(words, at):
        at += 1
    while at < len(words) and words.gap(at - 1).strip() in _DEGREE_GAP and "\n" not in words.gap(at - 1):
        size = degree_length(words, at)
        if not size:
            break
        at += size
    return at


def _before_degree(words: Words, at: int) -> bool:
    """An unknown short form in capitals that a degree follows without a comma ("Sri Puryono KS MP") is no name part."""
    raw = words.raw[at]
    if not (2 <= len(raw) <= 4 and raw.isupper()) or words.gap(at - 1).strip(".") != " ":
        return False
    return "," not in words.gap(at) and degree_length(words, at + 1) > 0


def _name_gap(words: Words, index: int) -> bool:
    """True where the gap after word ``index`` can stand inside a name."""
    gap = words.gap(index)
    if gap == "-" or not gap.strip(" \t\xa0"):
        return True
    return gap in {".", ". "} and (len(words.raw[index]) == 1 or words.low[index] in _ABBREVIATED)


def _name_word(words: Words, at: int, *, inside: bool) -> bool:
    raw, low = words.raw[at], words.low[at]
    if not raw[0].isupper() or any(c.isdigit() for c in raw) or _ends_names(words, at, inside=inside):
        return False
    if inside:
        return not (degree_length(words, at) or _before_degree(words, at)) and not (
            low in lexicon.common_words() and _looks_like_verb(low)
        )
    if low in lexicon.common_words() and not _name_despite_meaning(words, at):
        return False
    return len(raw) == 1 or not lexicon.is_acronym(raw) or _spelled_in_capitals(raw) or _initials(words, at)


def _name_despite_meaning(words: Words, at: int) -> bool:
    """ "..., Denda Sulastri": an ordinary word after a comma or a title, with a known name part right behind it."""
    after = at + 1
    return (
        words.gap(at - 1).strip() in {",", "."}
        and not _looks_like_verb(words.low[at])
        and after < len(words)
        and words.gap(at) == " "
        and words.capital(after)
        and lexicon.looks_named(words.low[after])
    )


def _initials(words: Words, at: int) -> bool:
    """ "JB Kristiadi", "BJ Habibie": two initials written as one word."""
    if len(words.raw[at]) != 2 or words.gap(at) != " " or not words.capital(at + 1):
        return False
    after = words.low[at + 1]
    known = after in lexicon.body_words() or after in lexicon.not_names() or after in lexicon.common_words()
    return not known and not lexicon.is_acronym(words.raw[at + 1])


def _ends_names(words: Words, at: int, *, inside: bool) -> bool:
    """Week days and headline words, acting status, bodies, countries and the next role."""
    low = words.low[at]
    if lexicon.ends_name(words, at):
        return True
    hit = lexicon.longest(lexicon.honorifics(), words, at)
    if hit is not None and hit[1] == "rank":
        return True
    if low in lexicon.statuses() and low not in lexicon.given_names():
        return True
    if low.endswith("nya") and len(low) > 6:  # "Penggagasnya", "Direkturnya"
        return True
    kind = lexicon.body_words().get(low)
    if kind == "country" or (kind == "institution" and not lexicon.looks_named(low)):
        return True
    return _opens_role(words, at, inside=inside)


def _opens_role(words: Words, at: int, *, inside: bool) -> bool:
    """The next role begins; but titles of the village ("Sangadi") are names too, where nothing follows them."""
    role = lexicon.longest(lexicon.roles(), words, at)
    if role is None:
        return False
    family = inside and role[0] == 1 and role[1].level == "desa"
    return not family or (words.gap(at) == " " and words.capital(at + 1))


def _looks_like_verb(low: str) -> bool:
    return low.startswith(("me", "ber", "di", "ter")) and len(low) > 5


def _spelled_in_capitals(raw: str) -> bool:
    """Some outlets print names in capitals; four letters with a vowel can be one, "DPRD" cannot."""
    return raw.isupper() and len(raw) >= 4 and sum(c in "AIUEO" for c in raw) >= 2


def _is_name(words: Words, first: int, last: int, *, titled: bool) -> bool:
    if last <= first or (last - first == 1 and words.low[first] in lexicon.honorifics()):
        return False
    long_words = [i for i in range(first, last) if len(words.raw[i]) >= 3]
    if not long_words:
        return titled and any(len(words.raw[i]) == 2 for i in range(first, last)) and last - first >= 2
    body = lexicon.body_words()
    if all(words.low[i] in body and not lexicon.looks_named(words.low[i]) for i in long_words):
        return False
    if titled:
        return True
    hit = lexicon.longest(lexicon.places(), words, first)
    whole_place = hit is not None and first + hit[0] >= last
    return not whole_place or lexicon.looks_named(words.low[first])


def name_before(words: Words, at: int) -> NameSpan | None:
    """The name, with its degrees, that ends right before word ``at`` (its gap is the caller's business)."""
    leftmost = at - 1
    while leftmost > 0 and at - leftmost < 16 and _reaches_back(words, leftmost):
        leftmost -= 1
    for start in range(leftmost, at):
        if not words.capital(start) and words.low[start] not in lexicon.LOWER_TITLES:
            continue
        name = parse_name(words, start)
        if name is not None and name.tail == at:
            return name
    return None


def _reaches_back(words: Words, index: int) -> bool:
    gap = words.gap(index - 1)
    if "\n" in gap:
        return False
    return gap.strip() in _DEGREE_GAP and (
        words.raw[index - 1][0].isupper() or words.low[index - 1] in _PARTICLES | lexicon.LOWER_TITLES
    )
