"""Which stretch of text speaks of a name: its clause between the neighbour names, and a next sentence about it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from inovasi.nlp.cues import holds, lowered
from inovasi.nlp.factual import clause_start
from inovasi.nlp.reading import Reading

REACH = 400
"""Characters to each side of a name that count as its clause: a page may be one endless line."""
MOST = 20
"""Places of one name that are looked at."""

WIDEST = 160
"""Characters between a subject and its verb, brackets left out."""

_TURN = re.compile(r"[,;.]\s(?:sementara|adapun)\b|\bsedangkan\b", re.IGNORECASE)
_TURN_CUES = ("sementara", "adapun", "sedangkan")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_MEANS = re.compile(
    r"\b(?:dengan|melalui|lewat|berkat|via|menggunakan|memanfaatkan|selain|karena|sebelum|tanpa|dalam|di)\s+(?:adanya\s+)?"
    r"(?:\w+\s+){0,2}[\"“‘']?$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:sehingga|membuat|menjadikan|agar|supaya|karena|bahwa|maka|membantu|mendorong|menyebabkan|mempermudah|memastikan"
    r"|menggantikan|mengganti|menjaga|sebab|meski(?:pun)?|walau(?:pun)?)\b",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(
    r"\s*(?:(?:kini|saat|ini|itu|sudah|telah|masih|tetap|dan|lalu|kemudian|juga|yang|namun|tetapi|tapi|akhirnya|bahkan|hingga|sampai"
    r"|sekarang|banyak|resmi|pun|program|inovasi|tersebut|pertama|kali|sejak|pada|tahun|mulai|\d{4})\s+)*",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s{0,40}")
_THIS = re.compile(
    r"\W{0,3}(?:\w+,?\s){0,5}?((?:inovasi|program|aplikasi|terobosan|layanan|gagasan|sistem|gerakan|kegiatan|produk)(?:\s\w+)?"
    r"\s(?:ini|itu|tersebut)|ia|inovasinya|programnya|aplikasinya)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """``text[first:last]`` speaks of one name; ``floor`` is where its sentence begins (within reach)."""

    first: int
    last: int
    floor: int
    name: tuple[int, int]  # the name, or the words that stand for it ("inovasi ini")
    follows: bool = False  # a sentence after that of the name


def scopes_of(
    reading: Reading, spans: Sequence[tuple[int, int]], names: Sequence[tuple[int, int]]
) -> tuple[Scope, ...]:
    """The stretches about a name; ``spans`` are its places, ``names`` the places of all names, both sorted."""
    own = frozenset(spans)
    found = []
    for span in spans[:MOST]:
        found.append(clause_of(reading, span, names))
        following = _following(reading, span, names, own)
        if following is not None:
            found.append(following)
    return tuple(found)


def clause_of(reading: Reading, span: tuple[int, int], names: Sequence[tuple[int, int]]) -> Scope:
    """From the clause of the name to the name after it, in its sentence and within reach.

    What stands between two names belongs to the first, save the clause that leads over to the second.
    """
    start, end = span
    floor, last = reading.sentence_at(start)
    floor = max(floor, start - REACH)
    i = bisect_left(names, (start, 0))
    before = max((b for _, b in names[max(0, i - 4) : i] if b <= start), default=floor)
    first = floor if before <= floor else clause_start(reading.text, before, start)
    later = next((a for a, _ in names[i : i + 8] if a >= end), last)
    last = min(last, later, start + REACH)
    text = reading.text
    turns = holds(lowered(text[end:last]), _TURN_CUES)
    turn = _TURN.search(text, end, last) if turns else None
    return Scope(first, turn.start() if turn else last, floor, span)


def speaks_of(text: str, scope: Scope, start: int, end: int) -> bool:
    """True when the name is the subject of the statement ``text[start:end]``.

    "Kopi Pagi sudah tidak berjalan", but not "Dengan Kopi Pagi, berkas kertas tidak lagi digunakan".
    """
    name_start, name_end = scope.name
    if start <= name_start < end:
        return True
    if _MEANS.search(text, max(scope.floor, name_start - 40), name_start):
        return False
    if end <= name_start:
        return name_start - end <= 3
    gap = _BRACKETS.sub(" ", text[name_end:start])
    if len(gap) > WIDEST or _OTHER.search(gap):
        return False
    parts = gap.split(",")
    return len(parts) != 2 or _LEADS_ON.fullmatch(parts[1]) is not None


def _following(
    reading: Reading, span: tuple[int, int], names: Sequence[tuple[int, int]], own: frozenset[tuple[int, int]]
) -> Scope | None:
    """The next sentence, where it says "inovasi ini" and the sentence of the name has no other name."""
    first, last = reading.sentence_at(span[0])
    if last - first > 3 * REACH:
        return None
    here = names[bisect_left(names, (first, 0)) : bisect_left(names, (last, 0))]
    if any(name not in own for name in here[:MOST]) or len(here) > MOST:
        return None
    space = _SPACE.match(reading.text, last)
    begin = space.end() if space else last
    this = _THIS.match(reading.text, begin)
    if this is None:
        return None
    start, end = reading.sentence_at(begin)
    i = bisect_left(names, (begin, 0))
    later = names[i][0] if i < len(names) else end
    return Scope(start, min(end, later, begin + REACH), start, this.span(1), follows=True) if start == begin else None
