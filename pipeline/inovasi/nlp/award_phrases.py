"""Award phrases: a rank with the contest, the scope and the year that belong to it, wherever these stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from inovasi.nlp.award_ranks import NEEDS_CONTEST, Kind, Rank, find_ranks
from inovasi.nlp.contests import AGENCY, YEAR, Contest, ContestPlace, find_contests, scope_in
from inovasi.nlp.factual import clause_start, is_fact
from inovasi.nlp.reading import Reading
from inovasi.types import Award

REACH = 400
"""Characters to each side of a rank that count as its sentence: a page may be one endless line."""
HEADING = 1500
"""Characters back to the contest that a list of winners belongs to."""

_GLUE = re.compile(
    r"[\s,(:–-]{0,3}(?:(?:pada|di|dalam|ajang|kategori|untuk|gelaran|acara|lomba|tingkat|penghargaan|predikat|tersebut)\s){0,3}"
)
_QUALIFIER = re.compile(
    r"\s(?:[Ii]novasi(?:\s(?:[Pp]elayanan\s[Pp]ublik|[Dd]aerah|[Ll]ayanan\s[Pp]ublik))?|[Ii]nov(?:a)?tion|[Tt]erpuji|sangat\s[Tt]erpuji"
    r"|[Nn]asional|[Tt]erbaik|[Kk]elompok\s(?:[Uu]mum|[Rr]eplikasi|[Kk]husus)|[Rr]eplikasi|[Uu]tama)\b"
)
_PUBLIC_SERVICE = re.compile(r"(?i:inovasi\s(?:pelayanan|layanan)\spublik)")
_YEAR = re.compile(rf"[\s,(]{{1,2}}(?:(?:pada|di|untuk)\s)?(?:[Tt]ahun\s|[Tt]h\.?\s|[Ee]disi\s)?{YEAR}(?![-/]\d)")
_YEAR_TOLD = re.compile(rf"(?i:\b(?:pada|di|tahun|edisi|periode)(?:\stahun)?)\s{YEAR}|\(\s?{YEAR}\s?\)")
_YEAR_NOT = re.compile(
    r"(?i)\b(?:sejak|hingga|sampai|mulai|dari|lahir|target|menuju|untuk|diluncurkan|dirintis|berjalan|digagas|dirilis)\W+(?:\w+\W+){0,2}$"
)
_WINS = re.compile(
    r"(?i)\b(?:meraih|raih|diraih|menerima|terima|memperoleh|mendapat(?:kan)?|menyabet|sabet|memenangkan|memenangi|menang|menjuarai"
    r"|diganjar|dianugerahi|membawa\spulang|mengantongi|menggondol|memboyong|merebut|penghargaan|piagam|anugerah|trofi|piala"
    r"|penerima|peraih|juara|gelar|predikat)\b"
)
_AGENCY_ONLY = re.compile(
    r"(?i)\b(?:kota|kabupaten|provinsi|daerah|pemda|pemerintah\sdaerah|opd|perangkat\sdaerah|puskesmas|kecamatan|kelurahan|desa|instansi|unit)"
    r"(?:\s(?:perbatasan|tertinggal))?\s(?:ter\s?inovatif|paling\sinovatif|sangat\sinovatif|inovatif)\b"
)
_NOT_WON = re.compile(
    r"(?i)\b(?:menentukan|menyaring|disaring|menuju|memperebutkan|diperebutkan|perebutan|bersaing|berebut|mengejar|mengincar|dinilai\suntuk"
    r"|dipilih\smenjadi|demi|untuk\s(?:meraih|menjadi|dipilih|merebut))\b"
)
_WON_AFTER = re.compile(r"\s(?:yang\s)(?:sudah\s|telah\s|pernah\s)?(?:diraih|disabet|diperoleh|diterima|didapat\w*)\b")
_TARGET_AFTER = re.compile(
    r"\W{0,3}(?:\w+\W+){0,4}?(?:menjadi target|jadi target|tahun depan|mendatang|digelar|dibuka)\b"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One award phrase (character offsets). ``fact``: told as won. ``agency``: what wins it is no innovation."""

    start: int
    end: int
    kind: Kind
    level: str | None
    contest: Contest | None = None
    contest_at: tuple[int, int] | None = None
    scope: str | None = None
    scope_at: tuple[int, int] | None = None
    year: int | None = None
    year_at: tuple[int, int] | None = None
    fact: bool = True
    agency: bool = False

    def award(self, reading: Reading) -> Award:
        """The published value, with evidence for what stands outside the phrase."""
        here = reading.evidence("award", self.start, self.end)
        told = (("contest", self.contest_at), ("scope", self.scope_at), ("year", self.year_at))
        outside = [reading.evidence(n, *at) for n, at in told if at and not self.start <= at[0] < self.end]
        name = self.contest.name if self.contest else None
        text = " ".join(here.quote.split())
        return Award(text, name, self.level, self.scope, self.year, (here, *outside))


def find_phrases(reading: Reading) -> tuple[Phrase, ...]:
    """All award phrases in text order."""
    contests = find_contests(reading)
    starts = [c.start for c in contests]
    phrases = [_grown(reading.text, rank, contests, starts) for rank in find_ranks(reading.text)]
    phrases = _apart(phrases)
    inside = [_lone(reading, c, phrases) for c in contests]
    phrases = sorted([*phrases, *(p for p in inside if p is not None)], key=lambda p: p[0].start)
    scene = _Scene(reading, contests, starts, [rank for _, rank in phrases])
    told = [scene.completed(phrase, rank) for phrase, rank in phrases]
    return _same_award(tuple(p for p in told if p is not None))


_Grown = tuple[Phrase, Rank | None]
_TITLES = frozenset({"pemenang", "finalis", "nominasi", "terpuji"})


def _grown(text: str, rank: Rank, contests: Sequence[ContestPlace], starts: Sequence[int]) -> _Grown:
    """A rank with the qualifiers, the contest and the year that follow it directly."""
    phrase = Phrase(rank.start, rank.end, rank.kind, rank.level)
    for _ in range(6):
        i = bisect_left(starts, phrase.end)
        glue = _GLUE.match(text, phrase.end)
        reach = glue.end() if glue else phrase.end
        if phrase.contest is None and i < len(starts) and starts[i] <= reach:
            phrase = _with_contest(replace(phrase, end=contests[i].end), contests[i])
        elif match := _QUALIFIER.match(text, phrase.end):
            phrase = replace(phrase, end=match.end())
        elif phrase.year is None and (match := _YEAR.match(text, phrase.end)):
            phrase = replace(phrase, end=match.end(), year=int(match.group(1)), year_at=match.span(1))
        else:
            break
    if rank.rule == "outstanding":
        phrase = _with_contest(phrase, next((c for c in contests if c.start == rank.start), None))
    if (
        phrase.contest is None
        and rank.rule.startswith("top")
        and _PUBLIC_SERVICE.search(text, phrase.start, phrase.end)
    ):
        phrase = replace(phrase, contest=_PUBLIC, scope=_PUBLIC.scope)
    return phrase, rank


_PUBLIC = Contest("Kompetisi Inovasi Pelayanan Publik", None, "innovation")


def _with_contest(phrase: Phrase, place: ContestPlace | None) -> Phrase:
    if place is None:
        return phrase
    year = phrase.year if phrase.year is not None else place.year
    return replace(
        phrase,
        contest=place.contest,
        contest_at=(place.start, place.end),
        scope=phrase.scope or place.scope,
        scope_at=phrase.scope_at or place.scope_at,
        year=year,
        year_at=phrase.year_at if phrase.year is not None else place.year_at,
    )


def _apart(phrases: Sequence[_Grown]) -> list[_Grown]:
    """A rank that another phrase has swallowed ("Top 5 Outstanding ...") is no phrase of its own, nor is a title
    before a rank ("pemenang Top 30")."""
    kept: list[_Grown] = []
    for item in phrases:
        if kept and item[0].start < kept[-1][0].end:
            continue
        before = kept[-1] if kept else None
        if before and item[1] and item[1].rule == "verb" and item[0].start - before[0].end <= 30:
            continue  # "tempat ketiga dimenangkan A"
        if before and before[1] and before[1].rule in _TITLES and item[0].start - before[0].end <= 6:
            kept.pop()
        kept.append(item)
    return kept


def _lone(reading: Reading, place: ContestPlace, phrases: Sequence[_Grown]) -> _Grown | None:
    """A contest that someone won, with no rank told in its sentence: "meraih Inotek Award 2022"."""
    first, last = reading.sentence_at(place.start)
    first, last = max(first, place.start - REACH), min(last, place.end + REACH)
    i = bisect_left(phrases, first, key=lambda p: p[0].start)
    if any(p[0].start < last for p in phrases[i : i + 1]):
        return None
    if not _WINS.search(reading.text, max(first, place.start - 80), place.start):
        return None
    return _with_contest(Phrase(place.start, place.end, "contest", None), place), None


class _Scene:
    """What completes a phrase: contests and ranks around it."""

    def __init__(
        self,
        reading: Reading,
        contests: Sequence[ContestPlace],
        starts: Sequence[int],
        ranks: Sequence[Rank | None],
    ) -> None:
        self.reading = reading
        self.contests = contests
        self.starts = starts
        self.sure = [r.start for r in ranks if r is not None and r.rule not in NEEDS_CONTEST]
        self.only = contests[0] if len({c.contest.name for c in contests}) == 1 else None

    def completed(self, phrase: Phrase, rank: Rank | None) -> Phrase | None:
        """The phrase with contest, scope, year and standing; None where its words say something else."""
        first, last = self.reading.sentence_at(phrase.start)
        first, last = max(first, phrase.start - REACH), min(last, phrase.end + REACH)
        near = self._near(phrase, first, last)
        if rank is not None and rank.rule in NEEDS_CONTEST and not self._meant(phrase, near, first):
            return None
        if phrase.contest is None:
            phrase = _with_contest(phrase, near or self._heading(phrase))
        text = self.reading.text
        scope = scope_in(text, max(phrase.start, first), min(last, phrase.end + 60))
        if scope is not None and phrase.scope_at is None:
            phrase = replace(phrase, scope=scope[0], scope_at=scope[1])
        if phrase.year is None:
            phrase = self._dated(phrase, first, last)
        fact = bool(_WON_AFTER.match(text, phrase.end)) or (
            is_fact(text, first, phrase.start)
            and not _NOT_WON.search(text, clause_start(text, first, phrase.start), phrase.start)
            and not _TARGET_AFTER.match(text, phrase.end, phrase.end + 60)
        )
        agency = (phrase.contest is not None and phrase.contest.holder == AGENCY) or bool(
            _AGENCY_ONLY.search(text, clause_start(text, first, phrase.start), min(last, phrase.end + 60))
        )
        return replace(phrase, fact=fact, agency=agency)

    def _near(self, phrase: Phrase, first: int, last: int) -> ContestPlace | None:
        """The contest of the sentence that is nearest to the phrase."""
        low, high = bisect_left(self.starts, first), bisect_right(self.starts, last)
        here = self.contests[max(low, 0) : high][:40]
        return min(here, key=lambda c: min(abs(c.start - phrase.end), abs(c.end - phrase.start)), default=None)

    def _heading(self, phrase: Phrase) -> ContestPlace | None:
        """The contest that the paragraphs before are about, or the only one of the article."""
        i = bisect_left(self.starts, phrase.start)
        for place in reversed(self.contests[max(0, i - 8) : i]):
            if phrase.start - place.end <= HEADING and place.contest.holder != AGENCY:
                return place
        return self.only if self.only is not None and self.only.contest.holder != AGENCY else None

    def _meant(self, phrase: Phrase, near: ContestPlace | None, first: int) -> bool:
        """A word such as "pemenang" beside a contest, or in a passage of ranks."""
        if phrase.contest is not None or near is not None or phrase.year is not None:
            return True
        i = bisect_left(self.sure, max(0, first - REACH))
        return (i < len(self.sure) and self.sure[i] <= phrase.end + REACH) or self._heading(phrase) is not None

    def _dated(self, phrase: Phrase, first: int, last: int) -> Phrase:
        """The year that the sentence tells right after or before the phrase ("pada 2018 ... Top 40")."""
        text = self.reading.text
        after = _YEAR_TOLD.search(text, phrase.end, min(last, phrase.end + 60))
        before = list(_YEAR_TOLD.finditer(text, max(first, phrase.start - 200), phrase.start))[-1:]
        for match in [*([after] if after else []), *before]:
            group = 1 if match.group(1) else 2
            if not _YEAR_NOT.search(text, max(first, match.start() - 40), match.start()):
                return replace(phrase, year=int(match.group(group)), year_at=match.span(group))
        return phrase


def _same_award(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """The same Top N told twice is one award: a bare "Top 99" takes contest and year from the fuller one."""
    full: dict[str, set[tuple[str | None, int | None]]] = {}
    source: dict[tuple[str, tuple[str | None, int | None]], Phrase] = {}
    for p in phrases:
        if p.kind == "group" and p.level and (p.year is not None):
            key = (p.contest.name if p.contest else None, p.year)
            full.setdefault(p.level, set()).add(key)
            source.setdefault((p.level, key), p)
    found = []
    for p in phrases:
        keys = full.get(p.level or "", set())
        if p.kind == "group" and p.year is None and len(keys) == 1:
            other = source[p.level or "", next(iter(keys))]
            if p.contest is None or other.contest is None or p.contest.name == other.contest.name:
                p = replace(
                    p,
                    contest=p.contest or other.contest,
                    contest_at=p.contest_at or other.contest_at,
                    scope=p.scope or other.scope,
                    scope_at=p.scope_at or other.scope_at,
                    year=other.year,
                    year_at=other.year_at,
                )
        found.append(p)
    return tuple(found)
