"""Later mentions of a known person: "Deru", "Ratu Dewa", a misspelling, "Aaf, panggilannya", "Gubernur HD"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from inovasi.nlp import role_words as lexicon
from inovasi.nlp.scene import Scene
from inovasi.nlp.words import split

_SAYS = frozenset(
    split(
        "kata ujar ucap tutur ungkap jelas terang papar sebut tegas tandas imbuh tambah lanjut pungkas menurut pinta "
        "harap pesan jawab cerita urai tukas beber kilah bagi pak bu bapak ibu dikatakan disampaikan dijelaskan "
        "diterangkan ditambahkan"
    )
)
_TELLS_NICKNAME = frozenset({"disapa", "dipanggil", "sapaan", "panggilan"})
_NICKNAME_BEFORE = frozenset({"sapaannya", "panggilannya", "sapaan", "panggilan", "begitu", "demikian"})
_STATES_NICKNAME = _TELLS_NICKNAME | _NICKNAME_BEFORE
_FILLERS = frozenset(
    {
        "akrab",
        "akrabnya",
        "dengan",
        "sebutan",
        "nama",
        "panggilan",
        "sapaan",
        "pak",
        "bu",
        "bang",
        "mas",
        "kang",
        "mbak",
    }
)
_VERB = re.compile(
    r"(?:me[a-z]{4,}|ber[a-z]{3,}|di[a-z]{4,}|ter[a-z]{3,}|juga|pun|ingin|sangat|lalu|sendiri|optimis|yakin|berharap|minta|bilang|usai|saat|terus)$"
)
_VOWELS = re.compile(r"[aeiouyh'’`´]+")
_DOUBLE = re.compile(r"(.)\1+")


class Mention(NamedTuple):
    """Words ``first`` to ``last`` (exclusive) speak of person number ``person``."""

    person: int
    first: int
    last: int


@lru_cache(maxsize=65_536)
def name_key(part: str) -> str:
    """How a name part sounds, so that spellings meet: Suprianto and Supriyanto, Soekarno and Sukarno."""
    low = part.lower().replace("oe", "u").replace("dj", "j").replace("tj", "c").replace("sj", "sy").replace("q", "k")
    skeleton = _DOUBLE.sub(r"\1", _VOWELS.sub("", low[1:]))
    return low[:1] + skeleton


def find_mentions(scene: Scene, names: list[tuple[str, ...]], taken: list[tuple[int, int]]) -> Iterator[Mention]:
    """Yield every mention of the persons called ``names`` outside the ``taken`` word ranges."""
    if not names:
        return
    finder = _Finder(scene, names, taken)
    known = list(finder.parts())
    yield from known
    yield from finder.nicknames(known)


class _Finder:
    def __init__(self, scene: Scene, names: list[tuple[str, ...]], taken: list[tuple[int, int]]) -> None:
        self.scene, self.words, self.names = scene, scene.words, names
        self.taken = {index for first, last in taken for index in range(first, last)}
        self.named = [first for first, _ in taken]
        self.exact: dict[str, set[int]] = {}
        self.sound: dict[str, set[int]] = {}
        self.short: dict[str, set[int]] = {}
        for person, parts in enumerate(names):
            self._index(person, parts)

    def _index(self, person: int, parts: tuple[str, ...]) -> None:
        for part in parts:
            low = part.lower()
            if len(low) < 3:
                continue
            self.exact.setdefault(low, set()).add(person)
            if len(low) >= 5:
                self.sound.setdefault(name_key(part), set()).add(person)
            for size in range(4, len(low) - 1):
                self.short.setdefault(low[:size], set()).add(person)
                self.short.setdefault(low[-size:], set()).add(person)
        if 2 <= len(parts) <= 4:
            self.short.setdefault("".join(part[0].lower() for part in parts), set()).add(person)

    def parts(self) -> Iterator[Mention]:
        """Runs of capitals made of a person's name parts."""
        words = self.words
        at = 0
        while at < len(words):
            if not words.capitals[at] or at in self.taken:
                at += 1
                continue
            last = at + 1
            while (
                last < len(words)
                and words.capital(last)
                and last not in self.taken
                and words.gap(last - 1) in {" ", ". ", "  "}
            ):
                if words.gap(last - 1) == ". " and len(words.raw[last - 1]) > 2:
                    break
                last += 1
            person, first, end = self._person_of(at, last)
            if person is not None:
                yield Mention(person, first, end)
            at = last

    def _person_of(self, first: int, last: int) -> tuple[int | None, int, int]:
        """Whom the run of capitals means, after words in front that are no name ("Menurut", "Gubernur")."""
        words = self.words
        while first < last - 1 and self._leads(first):
            first += 1
        owners = self.exact.get(words.low[first], set())
        for index in range(first + 1, last):
            if len(words.raw[index]) > 2:
                owners = owners & self.exact.get(words.low[index], set())
        if len(owners) == 1 and self._stands_for_person(first, last):
            return next(iter(owners)), first, last
        if last - first == 1:
            return self._loosely(first), first, last
        return None, first, last

    def _leads(self, at: int) -> bool:
        low = self.words.low[at]
        if low in self.exact:
            return False
        return (
            low in lexicon.not_names()
            or low in lexicon.roles()
            or low in lexicon.honorifics()
            or low in _SAYS
            or low in {"wakil", "kota"}
        )

    def _stands_for_person(self, first: int, last: int) -> bool:
        """A part that is also a place or a word of bodies ("Jaya", "Malang") needs a speech word beside it."""
        words = self.words
        if last - first > 1:
            return True
        if self._spoken(first):
            return True
        before = words.low[first - 1] if first > 0 and words.gap(first - 1).strip() == "" else ""
        if before in {
            "jalan",
            "jl",
            "gedung",
            "rsud",
            "rs",
            "universitas",
            "masjid",
            "stadion",
            "bandara",
            "hotel",
            "desa",
            "kecamatan",
        }:
            return False
        return words.low[first] not in lexicon.body_words() and self.scene.place_end(first) == first

    def _spoken(self, at: int) -> bool:
        words = self.words
        before = at > 0 and words.gap(at - 1).strip(' “"') in {"", ","} and words.low[at - 1] in _SAYS
        after = at + 1 < len(words) and words.gap(at) == " " and bool(_VERB.match(words.low[at + 1]))
        return before or after

    def _loosely(self, at: int) -> int | None:
        """Misspelled parts, short forms (Risma for Rismaharini) and initials (HD), where somebody speaks or acts."""
        words = self.words
        raw, low = words.raw[at], words.low[at]
        role_before = (
            at > 0
            and words.gap(at - 1) == " "
            and (words.low[at - 1] in lexicon.roles() or words.low[at - 1] in {"pak", "bu"})
        )
        if not (self._spoken(at) or role_before) or low in lexicon.not_names() or self.scene.place_end(at) > at:
            return None
        if raw.isupper() and len(raw) <= 4:
            owners = self.short.get(low, set()) if role_before or self._spoken(at) else set()
        elif len(low) >= 4 and low not in lexicon.body_words():
            owners = self.sound.get(name_key(raw), set()) or self.short.get(low, set())
        else:
            return None
        return next(iter(owners)) if len(owners) == 1 else None

    def nicknames(self, known: list[Mention]) -> Iterator[Mention]:
        """Nicknames that the text states, and every later use of them."""
        stated: dict[str, int] = {}
        places = sorted(
            [(m.first, m.person) for m in known] + list(zip(self.named, self._taken_persons(), strict=True))
        )
        for at, low in enumerate(self.words.low):
            hit = self._stated_at(at, low, places) if low in _STATES_NICKNAME else None
            if hit is not None:
                stated[self.words.low[hit.first]] = hit.person
        done = {index for m in known for index in range(m.first, m.last)} | self.taken
        for at, low in enumerate(self.words.low):
            if low in stated and self.words.capital(at) and at not in done:
                yield Mention(stated[low], at, at + 1)

    def _taken_persons(self) -> list[int]:
        owners = []
        for first in self.named:
            candidates = self.exact.get(self.words.low[first], set()) or self.sound.get(
                name_key(self.words.raw[first]), set()
            )
            owners.append(min(candidates, default=-1))
        return owners

    def _stated_at(self, at: int, low: str, places: list[tuple[int, int]]) -> Mention | None:
        words = self.words
        if low in _NICKNAME_BEFORE and at > 0 and words.gap(at - 1).strip() == "," and words.capital(at - 1):
            person = self._follows(at + 1) if low in {"sapaan", "panggilan"} else None
            owned = low.endswith("nya") or words.low[at + 1 : at + 2] == ["akrabnya"]
            if person is None and owned:
                person = _last_before(places, at - 1)
            if person is not None and self._may_be_nickname(at - 1):
                return Mention(person, at - 1, at)
        if low in _TELLS_NICKNAME:
            index = at + 1
            while index < len(words) and words.low[index] in _FILLERS and index - at < 5:
                index += 1
            person = _last_before(places, at)
            if (
                person is not None
                and words.capital(index)
                and words.gap(index - 1).strip(" “\"‘'") == ""
                and self._may_be_nickname(index)
            ):
                return Mention(person, index, index + 1)
        return None

    def _follows(self, at: int) -> int | None:
        """The person whose name comes next: "Buher, sapaan akrab Budi Hermanto"."""
        while at < len(self.words) and self.words.low[at] in _FILLERS:
            at += 1
        owners = self.exact.get(self.words.low[at], set()) if self.words.capital(at) else set()
        return next(iter(owners)) if len(owners) == 1 else None

    def _may_be_nickname(self, at: int) -> bool:
        low = self.words.low[at]
        return low not in lexicon.not_names() and low not in self.exact and low not in lexicon.roles()


def _last_before(places: list[tuple[int, int]], at: int) -> int | None:
    """The person named last before word ``at``, not further than a paragraph away."""
    index = bisect_right(places, (at - 1, 1 << 60)) - 1
    if index < 0 or at - places[index][0] > 80 or places[index][1] < 0:
        return None
    return places[index][1]
