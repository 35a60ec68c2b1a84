"""The names and the award phrases of one sentence, in their order: who takes which."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inovasi.nlp.award_phrases import Phrase

REACH = 300
"""Characters between a phrase and its name, or between two names of one list."""

_FORWARD = re.compile(
    r"\s*(?:,?\s*(?:yang\s|masing-masing\s|berturut-turut\s|juga\s|kembali\s|berhasil\s){0,2}(?:diraih|disabet|direbut|diperoleh"
    r"|didapat|ditempati|diduduki|dikantongi|digondol|diborong|dipegang|dimiliki|disandang|dimenang(?:kan|i)|jatuh|diberikan"
    r"|ditujukan|dianugerahkan|adalah|ialah|yakni|yaitu|antara\slain|di\santaranya|meliputi|terdiri|milik)\b|:)"
)
_BACK = re.compile(
    r"\b(?:yakni|yaitu|adalah|ialah|antara\slain|di\santaranya|meliputi|bersama|lewat|melalui|berkat|dengan|atas|diraih|disabet"
    r"|untuk|bernama|berjudul|inovasi(?:nya)?|dan|serta|untuk)\b|:",
    re.IGNORECASE,
)
_BREAKS = re.compile(
    r"\b(?:sementara|sedangkan|selain|menyisihkan|mengalahkan|mengungguli|adapun|namun|tetapi|tapi|menyusul|seperti\shalnya|berbeda"
    r"|tahun\sini|kini|saat\sini|ke\sdepan|berikutnya|selanjutnya|juga\s(?:memiliki|punya|meluncurkan)"
    r"|(?:setelah|usai)\s(?:memboyong|meniru|mereplikasi|mengadopsi))\b|[;|]",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:dan|serta|sekaligus|juga|lalu|kemudian|setelah|hingga|bahkan|sebelumnya|dari|pada|di)\b", re.IGNORECASE
)
_JOINED = re.compile(
    r"[\s,\"”’')]*(?:\([^()]*\)\s*)?(?:,|dan|serta|&|/)?\s*(?:dan|serta)?\s*(?:inovasi|aplikasi|program)?[\s\"“‘']*",
    re.IGNORECASE,
)
OPENS = re.compile(
    r"\s*(?:[\d]{1,2}[.)]|[-–•*])?\s*(?:yakni|yaitu|antara\slain|keduanya|ketiganya|keempatnya|kelimanya|keenamnya|semuanya|mereka|namanya"
    r"|yang\spertama|pertama|inovasi\spertama|(?:ke)?(?:dua|tiga|empat|lima|enam)\s(?:inovasi|nama|program|terobosan|jawara|aplikasi|karya|wakil)"
    r"|inovasi(?:nya)?(?:\s(?:itu|tersebut|ini))?\s(?:adalah|ialah|yakni|yaitu|bernama|berjudul|dinamai|diberi)|judul(?:nya)?|lewat|melalui)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamePlace:
    """One place of a name (character offsets) and which innovation it names."""

    start: int
    end: int
    owner: int


class Walk:
    """Names and phrases of one sentence in their order."""

    def __init__(self, text: str, tie: Callable[[int, Phrase], None]) -> None:
        self.text = text
        self.tie = tie
        self.waiting: list[NamePlace] = []  # names that no phrase has taken
        self.pending: Phrase | None = None  # the phrase that names after it may take
        self.taken: list[NamePlace] = []  # who has the pending phrase so far
        self.anchor = 0  # end of the last phrase or name of the chain
        self.backward = False  # the pending phrase went to names before it

    def phrase(self, phrase: Phrase, following: NamePlace | Phrase | None) -> None:
        """A phrase goes back to the waiting names, or waits for the names after it."""
        text = self.text
        same = self._same_name(phrase)
        if self.waiting and not _FORWARD.match(text, phrase.end):
            takers = self._takers(phrase)
        elif same and not _FORWARD.match(text, phrase.end) and not self._next_name(phrase, following):
            takers = list(self.taken)
        else:
            takers = []
        if phrase.agency:
            takers = (
                [n for n in takers if phrase.start - n.end <= 60] if not self._agency_between(takers, phrase) else []
            )
        for name in takers:
            self.tie(name.owner, phrase)
        self.pending, self.taken, self.anchor = phrase, takers, phrase.end
        self.backward = bool(takers)
        self.waiting = []

    def _same_name(self, phrase: Phrase) -> bool:
        """ "A meraih Top 99 KIPP dan Top 45": both are A's, when nothing but a few words stand between."""
        gap = self.text[self.anchor : phrase.start]
        joined = "," not in gap or _MORE.search(gap) is not None
        return bool(self.taken) and self.backward and len(gap) <= 120 and joined

    def _next_name(self, phrase: Phrase, following: NamePlace | Phrase | None) -> bool:
        """A name right after a phrase that is the only one left to take it: "juara I A, juara II B"."""
        return isinstance(following, NamePlace) and following.start - phrase.end <= 12

    def _agency_between(self, takers: Sequence[NamePlace], phrase: Phrase) -> bool:
        between = self.text[takers[-1].end : phrase.start] if takers else ""
        return bool(
            re.search(r"\b(?:Pem(?:kab|kot|prov|da)|Pemerintah|Kabupaten|Kota|Provinsi|Dinas|Badan|RSUD)\b", between)
        )

    def _takers(self, phrase: Phrase) -> list[NamePlace]:
        """The waiting names that the phrase speaks of, last first while the gaps are short."""
        found: list[NamePlace] = []
        edge = phrase.start
        for name in reversed(self.waiting):
            gap = self.text[name.end : edge] if edge - name.end <= REACH else None
            if gap is None or _BREAKS.search(gap):
                break
            if found and phrase.kind == "rank" and not (found[-1].owner == name.owner or _JOINED.fullmatch(gap)):
                break
            found.append(name)
            edge = name.start
        return found[::-1]

    def name(self, name: NamePlace) -> None:
        """A name takes the phrase before it when that one is still to be had."""
        if self.pending is not None and self._takes(name, self.pending):
            self.tie(name.owner, self.pending)
            self.taken.append(name)
            self.anchor = name.end
        else:
            if self.pending is not None and self.taken and self.taken[-1].owner == name.owner:
                self.anchor = name.end
                return
            self.waiting.append(name)

    def _takes(self, name: NamePlace, phrase: Phrase) -> bool:
        if name.start - self.anchor > REACH:
            return False
        gap = self.text[self.anchor : name.start]
        if _BREAKS.search(gap) or (gap[:2] == ". " and not OPENS.match(gap, 1)):
            return False  # "juara I." ends a sentence, though it looks like an initial
        if phrase.agency:
            return not self.backward and bool(re.search(r"[:]|\b(?:yakni|yaitu)\b", gap) or self.taken)
        if phrase.kind == "rank" and self.taken:
            return not self.backward and (self.taken[-1].owner == name.owner or bool(_JOINED.fullmatch(gap)))
        if self.backward:
            return bool(_BACK.search(gap)) and "," not in gap[:1] and "." not in gap
        return True
