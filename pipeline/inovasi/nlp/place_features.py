"""What one place in the text says about a candidate name: the words before and after, its list, its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inovasi.nlp.candidate import Candidate, token_span, with_noun
from inovasi.nlp.cover import Cover
from inovasi.nlp.lexicon import (
    grammar,
    trigger_kinds,
)
from inovasi.nlp.reading import Reading, Token
from inovasi.nlp.spans import (
    CLOSE_QUOTES,
    DASHES,
    MARKS,
    OPEN_BRACKETS,
    OPEN_QUOTES,
    STOPS,
    Span,
    is_name_like,
    is_word,
    slice_text,
)
from inovasi.text import squash
from inovasi.types import Expansion

REACH = 400
"""Characters to each side that count as the sentence of a place: a page may be one endless line."""
_ORDINALS = frozenset(
    {
        "pertama",
        "kedua",
        "ketiga",
        "keempat",
        "kelima",
        "keenam",
        "berikutnya",
        "selanjutnya",
        "terakhir",
        "yaitu",
        "lainnya",
    }
)
_READ_ALSO = re.compile(
    r"\W*(?:baca|simak|lihat|tonton|jangan lewatkan|berita terkait|artikel terkait)\b", re.IGNORECASE
)
_INNOVATION = re.compile(r"inovasi|terobosan|inovator|inovatif", re.IGNORECASE)


_COMPETITION = re.compile(
    r"\btop\s*\d+|kompetisi|lomba|juara|penghargaan|KIPP|sinovik|\bIGA\b|nominasi|finalis", re.IGNORECASE
)


_LABELS = ("LOC", "ORG", "PER")


_PEOPLE = re.compile(
    r"\b(?:juri|panelis|narasumber|moderator|penguji|penilai|anggota tim|ketua tim|inovator|inisiator|penggagas"
    r"|dihadiri|hadir|mendampingi|didampingi)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: does it point to other news, or is it written like a headline?"""

    start: int
    read_also: bool
    title: bool


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """Facts of the whole article that features refer to."""

    starts: frozenset[int]  # character offsets of sentence starts
    agencies: frozenset[int]
    regions: frozenset[int]
    persons: Cover
    bodies: Cover
    whole_regions: frozenset[tuple[int, int]]
    longs: Cover
    shorts: Cover
    exact: frozenset[tuple[int, int]]  # spans of short and long forms
    by_short: dict[str, Expansion]
    by_long: dict[str, Expansion]
    innovation_words: int
    end: int
    lines: tuple[Line, ...]
    entities: dict[str, Cover]  # by label, as the trained reader or stanza sees them

    def line_at(self, offset: int) -> Line:
        """The line that holds ``offset``."""
        return self.lines[bisect_right(self.lines, offset, key=lambda line: line.start) - 1]


def facts(reading: Reading) -> ArticleFacts:
    """Collect the facts once per article."""
    tokens = reading.tokens
    size = len(reading.text)
    spelled = [e for x in reading.expansions for e in x.evidence]
    return ArticleFacts(
        starts=frozenset(tokens[a].start for a, _ in reading.sentences),
        agencies=frozenset(e.start for a in reading.agencies for e in a.evidence),
        regions=frozenset(e.start for r in reading.regions for e in r.evidence),
        persons=Cover(size, ((e.start, e.end) for o in reading.officials for e in o.evidence)),
        bodies=Cover(size, ((e.start, e.end) for a in reading.agencies for e in a.evidence)),
        whole_regions=frozenset((e.start, e.end) for r in reading.regions for e in r.evidence),
        longs=Cover(size, ((e.start, e.end) for e in spelled if e.field == "long")),
        shorts=Cover(size, ((e.start, e.end) for e in spelled if e.field == "short")),
        exact=frozenset((e.start, e.end) for e in spelled),
        by_short=_by_short(reading),
        by_long={squash(x.long): x for x in reversed(reading.expansions)},
        innovation_words=sum(1 for _ in _INNOVATION.finditer(reading.text)),
        end=len(reading.text.rstrip()),
        lines=tuple(_lines(reading.text)),
        entities={
            label: Cover(size, ((e.start, e.end) for e in reading.entities if e.label == label)) for label in _LABELS
        },
    )


def _by_short(reading: Reading) -> dict[str, Expansion]:
    """Expansions by their short form, also with the common noun that stands before it."""
    found = {}
    for expansion in reversed(reading.expansions):
        for e in expansion.evidence:
            span = token_span(reading, e.start, e.end) if e.field == "short" else None
            if span is not None:
                found[squash(slice_text(reading, with_noun(reading, span)))] = expansion
        found[squash(expansion.short)] = expansion
    return found


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for line in text.split("\n"):
        words = [w for w in line.split() if w[0].isalpha()]
        capitals = sum(w[0].isupper() for w in words[:40])
        title = (
            5 <= len(words) <= 20 and capitals >= 0.7 * len(words) and not line.rstrip().endswith((".", "”", '"', ":"))
        )
        yield Line(start, _READ_ALSO.match(line) is not None, title)
        start += len(line) + 1


def place_features(reading: Reading, candidate: Candidate, known: ArticleFacts) -> Features:
    """Features of one place: what stands before and after, and in which list, quote or sentence."""
    tokens, span = reading.tokens, candidate.span
    start, end = tokens[span.first].start, tokens[span.last - 1].end
    sentence = reading.sentence_at(start)
    context = reading.text[max(sentence[0], start - REACH) : min(sentence[1], end + REACH)]
    exact = (start, end) in known.exact
    line = known.line_at(start)
    found: Features = {f"rule_{candidate.rule}": 1.0}
    found |= _before(tokens, span, known)
    found |= _after(tokens, span, known)
    found |= {
        "sentence_innovation": float(bool(_INNOVATION.search(context))),
        "sentence_competition": float(bool(_COMPETITION.search(context))),
        "sentence_people": float(bool(_PEOPLE.search(context[: start - max(sentence[0], start - REACH)]))),
        "sentence_start": float(start in known.starts),
        "inside_sentence": float(start not in known.starts),
        "person": float(known.persons.touches(start, end)),
        "body": float(known.bodies.touches(start, end)),
        "region": float((start, end) in known.whole_regions),
        "begins_region": float(start in known.regions),
        "headline": float(sentence[0] < 120 and not _closes(reading.text, sentence)),
        "cut_off": float(end >= known.end),
        "many_innovation_words": float(known.innovation_words >= 3),
        "no_innovation_words": float(known.innovation_words == 0),
        "upper_line": float(context.isupper()),
        "read_also": float(line.read_also),
        "title_line": float(line.title),
        "dateline": float(_is_dateline(reading, span)),
        "inside_long": float(not exact and known.longs.holds(start, end)),
        "inside_short": float(not exact and known.shorts.holds(start, end)),
        "around_short": float(not exact and known.shorts.touches(start, end) and not known.shorts.holds(start, end)),
    }
    found |= {f"reader_{label.lower()}": float(known.entities[label].touches(start, end)) for label in _LABELS}
    found |= {f"reader_in_{label.lower()}": float(known.entities[label].holds(start, end)) for label in _LABELS}
    return {k: v for k, v in found.items() if v}


def _closes(text: str, sentence: tuple[int, int]) -> bool:
    """A sentence ends in a stop; a headline does not."""
    return text[sentence[0] : sentence[1]].rstrip("”\"'’) ").endswith((".", "!", "?"))


def _is_dateline(reading: Reading, span: Span) -> bool:
    """A place or an outlet at the start of a line, before a dash: "KUPANG, beritakota.com - ..."."""
    tokens = reading.tokens
    start = tokens[span.first].start
    fresh = span.first == 0 or "\n" in reading.text[tokens[span.first - 1].end : start]
    after = [t.text for t in tokens[span.last : span.last + 8]]
    return fresh and start < 1200 and any(t in DASHES or t == "//" for t in after) and ":" not in after


def _before(tokens: Sequence[Token], span: Span, known: ArticleFacts) -> Features:
    """Up to three words to the left, quotes skipped."""
    found: Features = {}
    i = span.first - 1
    if i >= 0 and tokens[i].text in OPEN_QUOTES:
        found["quoted"] = float(span.last < len(tokens) and tokens[span.last].text in CLOSE_QUOTES)
        i -= 1
    while i >= 0 and tokens[i].text in OPEN_QUOTES:
        i -= 1
    if i < 0:
        return found
    text, lower = tokens[i].text, tokens[i].text.casefold()
    kind = trigger_kinds().get(lower)
    if kind:
        found[f"before_{kind}"] = 1.0
    if text in {":", ","} or text in DASHES or text in OPEN_BRACKETS:
        found["before_" + {":": "colon", ",": "comma", "(": "bracket", "[": "bracket"}.get(text, "dash")] = 1.0
    elif text in STOPS:
        found["before_stop"] = 1.0
    elif lower in _ORDINALS:
        found["before_ordinal"] = 1.0
    elif lower in grammar("owner_after"):
        found["before_owner"] = 1.0
    elif is_word(tokens[i]) and not kind:
        found[
            "before_dan" if lower in {"dan", "serta"} else "before_name" if is_name_like(tokens[i]) else "before_word"
        ] = 1.0
    found |= _ranked(tokens, i)
    for j in range(max(0, i - 2), i):
        other = trigger_kinds().get(tokens[j].text.casefold())
        if other in {"innovation", "product", "named"}:
            found[f"near_{other}"] = 1.0
    window = {t.start for t in tokens[max(0, i - 8) : i + 1]}
    found["agency_before"] = float(bool(window & known.agencies))
    return found


def _ranked(tokens: Sequence[Token], i: int) -> Features:
    """ "juara 1 NAME", "juara harapan II diraih NAME": right after a rank, or after the verb of winning one."""
    found: Features = {}
    if tokens[i].text.casefold() in grammar("wins"):
        found["before_wins"] = 1.0
        i -= 1
    if i >= 1 and (tokens[i].text.isdigit() or tokens[i].text in _ROMAN or tokens[i].text.casefold() in _ORDINALS):
        i -= 1
    if i >= 0 and tokens[i].text.casefold() in grammar("rank"):
        found["before_rank"] = 1.0
    return found


_ROMAN = frozenset({"I", "II", "III", "IV", "V", "VI"})


def _after(tokens: Sequence[Token], span: Span, known: ArticleFacts) -> Features:
    """Up to three words to the right, quotes skipped."""
    found: Features = {}
    i = span.last
    while i < len(tokens) and tokens[i].text in CLOSE_QUOTES:
        i += 1
    if i >= len(tokens):
        return {"after_end": 1.0}
    text, lower = tokens[i].text, tokens[i].text.casefold()
    found["after_bracket"] = float(text in OPEN_BRACKETS)
    found["after_comma"] = float(text == ",")
    found["after_stop"] = float(text in STOPS)
    found["after_dash"] = float(text in DASHES or text == ":")
    found["after_says"] = float(lower in grammar("tells"))
    found["after_owner"] = float(lower in grammar("owner_after"))
    found["after_dan"] = float(lower in {"dan", "serta"})
    found["after_name"] = float(is_name_like(tokens[i]) and text not in MARKS)
    if text in OPEN_BRACKETS or text in DASHES:
        inside = {t.start for t in tokens[i + 1 : i + 3]}
        found["owner_in_bracket"] = float(bool(inside & known.agencies))
        found["region_in_bracket"] = float(bool(inside & known.regions))
    window = {t.start for t in tokens[i : i + 5]}
    found["agency_after"] = float(bool(window & known.agencies))
    return found


Features = dict[str, float]
