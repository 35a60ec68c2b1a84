"""Which award phrase belongs to which name: the order of names and phrases in a sentence, and what carries over.

Three ways to tell it: the name first ("A meraih juara I, B juara II"), the award first ("Juara I: A", "Top 45 diraih A
dan B"), and over a sentence end ("Tiga inovasi masuk Top 99. Ketiganya A, B dan C"; "A dipamerkan. Inovasi ini meraih
..."). Every step is a bounded number of characters, so an endless line ties nothing that is far apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from inovasi.nlp.award_phrases import Phrase
from inovasi.nlp.award_walk import OPENS, REACH, NamePlace, Walk
from inovasi.nlp.numerals import collective, read_number
from inovasi.nlp.reading import Reading

NEXT = 250
"""Characters between a phrase and its name over a sentence end."""
LEAD = 1500
"""Characters back to an award that a sentence refers to ("inovasi yang meraih piagam itu adalah A")."""
TITLE = 60
"""Longest title of a part of a list ("Kategori Puskesmas")."""
NEAR_LIST = 700
"""Characters between an award and a list of names that has no award of its own."""
LIST = 200
"""Items of a list that a heading may speak for."""

_ORDER = re.compile(
    r"\s*(?:yang\s)?(?:(?:inovasi\s)?ke(?:dua|tiga|empat|lima|enam)|(?:inovasi\s)?berikutnya|terakhir|satu\slagi|lainnya)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s*(?:\d{1,3}\s?[.)|]|[-–•*·]|[a-z][.)]|[IVX]{1,4}\s?\|)")
# The end of a sentence that a list follows; a row of headings of a table does the same.
_LIST_NEXT = re.compile(
    r"(?:\b(?:yaitu|yakni|ialah|adalah|berikut(?:\sini)?|rinciannya|daftarnya|antara\slain)|:)[\s.:;]*$", re.IGNORECASE
)
_ELSE = re.compile(
    r"\b(?:lain(?:nya)?|selain|diusulkan|usulan|mengusulkan|didaftarkan|calon|akan|syarat|kriteria|tahapan|juri|hadir|agenda|jadwal)\b",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"(?:\b(?:inovasi|program|aplikasi|terobosan|layanan|gagasan|karya|sistem|gerakan|produk|kegiatan)(?:\s\w+)?\s(?:ini|itu|tersebut)\b"
    r"|^\W*(?:ia|inovasinya|programnya|aplikasinya)\b)",
    re.IGNORECASE,
)
_THESE = re.compile(
    r"\b(ke(?:dua|tiga|empat|lima|enam|tujuh|delapan))(?:nya|\s(?:inovasi|program|aplikasi|terobosan|karya|nama))\b",
    re.IGNORECASE,
)


_WON = r"(?:lolos|meraih|mendapat\w*|memperoleh|terpilih|masuk|diganjar|mengantar\w*|membawa|menang|juara|menerima)"
# "Yang mengantar daerah ini ke sana adalah A", "Tiga inovasi yang diganjar piagam itu, yakni A", "Nama inovasi itu A".
_REFERS = re.compile(
    rf"\bnama(?:nya)?(?:\slengkap)?(?:\sinovasi(?:nya)?(?:\s(?:itu|tersebut))?)\b"
    rf"|\b(?:inovasi|program|aplikasi|terobosan|karya)?(?:nya)?\s?(?:[\w-]+\s){{0,3}}?yang\s{_WON}\b[^.]{{0,80}}?\b(?:adalah|ialah|yakni|yaitu|bernama|berjudul)\b"
    rf"|\bke(?:dua|tiga|empat|lima|enam)nya,?\s(?:adalah|ialah|yakni|yaitu)\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    rf"\b(?:merupakan|menjadi|adalah)?\s?(?:salah\s)?satu\s(?:dari|di\santara)\s(?:\w+\s){{0,5}}?yang\s{_WON}\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Run:
    """Where the walk through the sentences stands."""

    ties: dict[int, dict[int, Phrase]] = field(default_factory=dict)  # by owner, by start of the phrase
    heading: Phrase | None = None  # a phrase that no name has taken yet
    heading_end: int = 0
    in_list: bool = False
    items: int = 0
    marked: bool = False  # the items of the list have numbers or bullets
    lead: Phrase | None = None  # the last phrase without a name: what later sentences may refer to
    named: tuple[NamePlace, ...] = ()  # names of the last sentence that had some
    named_end: int = 0

    def tie(self, owner: int, phrase: Phrase) -> None:
        """The phrase is an award of the innovation."""
        self.ties.setdefault(owner, {})[phrase.start] = phrase


def tie_awards(reading: Reading, names: Sequence[NamePlace], phrases: Sequence[Phrase]) -> dict[int, list[Phrase]]:
    """The award phrases of each innovation. ``names`` and ``phrases`` are sorted by offset."""
    run = _Run()
    told = [p for p in phrases if p.fact]
    if not told:
        return {}
    for start, end in _sentences(reading):
        own = names[_at(names, start) : _at(names, end)]
        won = told[_at(told, start) : _at(told, end)]
        if not own and not won and not run.in_list and (run.lead is None or start - run.lead.end > LEAD):
            continue
        _sentence(reading.text, (start, end), own, won, run)
    return {owner: list(own.values()) for owner, own in run.ties.items()}


def _sentences(reading: Reading) -> Iterator[tuple[int, int]]:
    for first, last in reading.sentences:
        yield reading.tokens[first].start, reading.tokens[last - 1].end


def _at(items: Sequence[NamePlace] | Sequence[Phrase], offset: int) -> int:
    return bisect_left(items, offset, key=lambda item: item.start)


def _sentence(
    text: str, span: tuple[int, int], names: Sequence[NamePlace], phrases: Sequence[Phrase], run: _Run
) -> None:
    if phrases and names:
        left = _within(text, names, phrases, run)
        run.heading = left if left is not None and (span[1] - left.end <= NEXT) else None
    elif phrases:
        _backward(text, span, phrases, run)
        run.heading = _heading(text, span, phrases)
    elif not _forward(text, span, names, run) and not _introduces(text, span, names, run):
        _refer(text, span, names, run)
    if phrases:
        run.lead = run.heading or run.lead
        run.heading_end, run.items = span[1], 0
        run.in_list = run.heading is not None and text[max(0, span[1] - 3) : span[1]].rstrip().endswith((":", ";"))
    if names:
        run.named, run.named_end = tuple(names), span[1]


def _within(text: str, names: Sequence[NamePlace], phrases: Sequence[Phrase], run: _Run) -> Phrase | None:
    """Tie inside one sentence; the phrase that is left without a name, or None."""
    if _in_pairs(text, names, phrases, run):
        return None
    walk = Walk(text, run.tie)
    events: list[NamePlace | Phrase] = sorted([*names, *phrases], key=lambda e: (e.start, e.end))
    for place, event in enumerate(events):
        following = events[place + 1] if place + 1 < len(events) else None
        if isinstance(event, Phrase):
            walk.phrase(event, following)
        else:
            walk.name(event)
    return walk.pending if walk.pending is not None and not walk.taken else None


def _in_pairs(text: str, names: Sequence[NamePlace], phrases: Sequence[Phrase], run: _Run) -> bool:
    """ "A dan B masing-masing meraih juara I dan juara II": in the order in which they are told."""
    owners = list(dict.fromkeys(n.owner for n in names))
    if not 2 <= len(owners) == len(phrases) or names[-1].start > phrases[0].start:
        return False
    if not re.search(r"(?i)masing-masing|berturut-turut", text[names[0].start : phrases[-1].end][: 2 * REACH]):
        return False
    if phrases[-1].end - names[0].start > 2 * REACH or any(p.kind != "rank" for p in phrases):
        return False
    for owner, phrase in zip(owners, phrases, strict=True):
        run.tie(owner, phrase)
    return True


def _heading(text: str, span: tuple[int, int], phrases: Sequence[Phrase]) -> Phrase | None:
    """The phrase of a sentence without names that the next names may take: the last one."""
    last = phrases[-1]
    if last.agency and not text[max(0, span[1] - 12) : span[1]].rstrip().endswith((":", "yaitu", "yakni")):
        return None
    return last


def _introduces(text: str, span: tuple[int, int], names: Sequence[NamePlace], run: _Run) -> bool:
    """A list that begins a few sentences after its award: "15 inovasi terbaik ... Rinciannya sebagai berikut"."""
    phrase = run.lead
    if phrase is None or phrase.kind == "rank" or phrase.agency or span[0] - phrase.end > NEAR_LIST:
        return False
    begin = max(span[0], span[1] - 160)
    if names and not _ITEM.match(text, span[0]):
        return False
    opens = bool(names) or bool(_LIST_NEXT.search(text, begin, span[1])) or text.count("|", begin, span[1]) >= 2
    if not opens or _ELSE.search(
        text, max(phrase.end, span[0] - 120) if names else begin, span[0] if names else span[1]
    ):
        return False
    run.heading, run.heading_end, run.in_list, run.items, run.lead = phrase, span[1], True, 0, None
    return _forward(text, span, names, run) if names else True


def _refer(text: str, span: tuple[int, int], names: Sequence[NamePlace], run: _Run) -> None:
    """A sentence that refers back to an award told further up, and names who has it."""
    phrase = run.lead
    if phrase is None or span[0] - phrase.end > LEAD or phrase.agency:
        return
    # A name that the name model did not accept still begins a list: "yakni pertama, A" / "Kedua, B".
    first = names[0] if names else NamePlace(span[1], span[1], -1)
    before = _REFERS.search(text, span[0], min(first.start, span[0] + NEXT))
    after = _ONE_OF.search(text, first.end, min(span[1], first.end + REACH))
    if before is None and after is None:
        return
    owners = list(dict.fromkeys(n.owner for n in names))
    for owner in owners[:1] if phrase.kind == "rank" or after is not None else owners:
        run.tie(owner, phrase)
    run.heading, run.heading_end, run.items = phrase, span[1], 1


def _forward(text: str, span: tuple[int, int], names: Sequence[NamePlace], run: _Run) -> bool:
    """Names after a heading: list items, or a sentence that says who they are. True when they are its names."""
    phrase = run.heading
    if phrase is None:
        return False
    marked = bool(_ITEM.match(text, span[0]) or _ITEM.search(text[max(0, span[0] - 6) : span[0]]))
    lines = text[max(0, span[0] - 6) : span[0]].count("\n")
    item = marked if run.marked and run.items else marked or lines == 1 or (lines > 1 and not run.items)
    near = span[0] - run.heading_end <= 12
    if run.in_list and run.items and not (marked or names) and (not lines or span[1] - span[0] <= TITLE):
        run.heading_end = span[1]  # an item goes on after a full stop, or a part of the list has a title
        return True
    if run.in_list and item and run.items < LIST:
        if not names and not marked and span[1] - span[0] > 120:
            run.heading, run.in_list = None, False
            return False
        run.items, run.marked = run.items + 1, marked
        chosen = names
        run.heading_end = span[1]
    elif near and (OPENS.match(text, span[0]) or (run.items and _ORDER.match(text, span[0]))):
        chosen = names if names and names[0].start - span[0] <= NEXT else []
        run.heading_end, run.items = span[1], run.items + 1
    else:
        run.heading, run.in_list = None, False
        return False
    owners = list(dict.fromkeys(n.owner for n in chosen))
    if phrase.kind == "rank" and owners:
        owners, run.heading, run.in_list = owners[:1], None, False
    for owner in owners:
        run.tie(owner, phrase)
    return True


def _backward(text: str, span: tuple[int, int], phrases: Sequence[Phrase], run: _Run) -> None:
    """A sentence about "inovasi ini" or "keduanya": its awards belong to the names of the sentence before."""
    if not run.named or span[0] - run.named_end > 12:
        return
    owners = list(dict.fromkeys(n.owner for n in run.named))
    opening = text[span[0] : min(span[1], span[0] + 120)]
    these = _THESE.search(opening)
    if these:
        number = collective(these.group(1)) or read_number([these.group(1).removeprefix("ke")])
        value = number[0] if isinstance(number, tuple) else number
        chosen = owners if value == len(owners) else []
    else:
        chosen = owners if len(owners) == 1 and _THIS.search(opening) else []
    for owner in chosen:
        for phrase in phrases:
            if not phrase.agency and phrase.start - span[0] <= REACH:
                run.tie(owner, phrase)
