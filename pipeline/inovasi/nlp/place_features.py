"""What one place in the text says about a candidate name: the words before and after, its list, its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from inovasi.nlp.article_facts import PEOPLE, ArticleFacts, Context, Features
from inovasi.nlp.candidate import Candidate
from inovasi.nlp.lexicon import grammar, trigger_kinds
from inovasi.nlp.reading import Reading, Token
from inovasi.nlp.spans import (
    CLOSE_QUOTES,
    DASHES,
    MARKS,
    OPEN_BRACKETS,
    OPEN_QUOTES,
    STOPS,
    Span,
    is_name_like_word,
)

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
_ROMAN = frozenset({"I", "II", "III", "IV", "V", "VI"})
DATELINE_END = 1200
"""A dateline stands among the first characters of a page."""
_WORDS = 8192
"""How many words keep what they say beside a name: the same few stand beside most names."""


def place_features(reading: Reading, candidate: Candidate, known: ArticleFacts) -> Features:
    """Features of one place: what stands before and after, and in which list, quote or sentence; each is 1.

    The scores of a name add them up in the order they have here, so the order is part of the result.
    """
    tokens, span = reading.tokens, candidate.span
    start, end = tokens[span.first].start, tokens[span.last - 1].end
    sentence = reading.sentence_at(start)
    low = max(sentence[0], start - REACH)
    context = known.context(reading.text, low, min(sentence[1], end + REACH))
    found = [rule_feature(candidate)]
    _before(found, tokens, span, known)
    _after(found, tokens, span, known)
    found += context.topics
    if _people_before(reading.text, low, start, context):
        found.append("sentence_people")
    found.append("sentence_start" if start in known.starts else "inside_sentence")
    _mentions(found, start, end, known)
    if sentence[0] < 120 and not _closes(reading.text, sentence):
        found.append("headline")
    if end >= known.end:
        found.append("cut_off")
    found += known.everywhere
    if context.upper:
        found.append("upper_line")
    found += known.line_at(start)
    if start < DATELINE_END and _is_dateline(reading, span):
        found.append("dateline")
    _spelled(found, start, end, known)
    _entities(found, start, end, known)
    return dict.fromkeys(found, 1.0)


def rule_feature(candidate: Candidate) -> str:
    """The feature of the rule, which is all that two candidates with one span differ in."""
    return f"rule_{candidate.rule}"


def _people_before(text: str, low: int, start: int, context: Context) -> bool:
    """Whether a word for people around an event stands before ``start``."""
    if start > low and _is_letter(text[start - 1]) and _is_letter(text[start]):
        # The name begins inside a word, so a word may seem to end where the name begins.
        return PEOPLE.search(text[low:start]) is not None
    return context.people <= start


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def _mentions(found: list[str], start: int, end: int, known: ArticleFacts) -> None:
    """Which persons, agencies and regions stand here."""
    if known.persons.touches(start, end):
        found.append("person")
    if known.bodies.touches(start, end):
        found.append("body")
    if (start, end) in known.whole_regions:
        found.append("region")
    if start in known.regions:
        found.append("begins_region")


def _spelled(found: list[str], start: int, end: int, known: ArticleFacts) -> None:
    """Whether this is a part of something spelled out, or holds a short form."""
    if (start, end) in known.exact:
        return
    if known.longs.holds(start, end):
        found.append("inside_long")
    if known.shorts.holds(start, end):
        found.append("inside_short")
    elif known.shorts.touches(start, end):
        found.append("around_short")


def _entities(found: list[str], start: int, end: int, known: ArticleFacts) -> None:
    """What the trained reader or stanza sees here."""
    touched = [label for label, cover in known.entities.items() if cover.touches(start, end)]
    if touched:
        found += [f"reader_{label.lower()}" for label in touched]
        found += [f"reader_in_{label.lower()}" for label in touched if known.entities[label].holds(start, end)]


def _closes(text: str, sentence: tuple[int, int]) -> bool:
    """A sentence ends in a stop; a headline does not."""
    return text[sentence[0] : sentence[1]].rstrip("”\"'’) ").endswith((".", "!", "?"))


def _is_dateline(reading: Reading, span: Span) -> bool:
    """A place or an outlet at the start of a line, before a dash: "KUPANG, beritakota.com - ..."."""
    tokens = reading.tokens
    start = tokens[span.first].start
    if span.first and "\n" not in reading.text[tokens[span.first - 1].end : start]:
        return False
    after = [t.text for t in tokens[span.last : span.last + 8]]
    return any(t in DASHES or t == "//" for t in after) and ":" not in after


def _before(found: list[str], tokens: Sequence[Token], span: Span, known: ArticleFacts) -> None:
    """Up to three words to the left, quotes skipped."""
    i = span.first - 1
    if i >= 0 and tokens[i].text in OPEN_QUOTES:
        if span.last < len(tokens) and tokens[span.last].text in CLOSE_QUOTES:
            found.append("quoted")
        i -= 1
    while i >= 0 and tokens[i].text in OPEN_QUOTES:
        i -= 1
    if i < 0:
        return
    found += _word_before(tokens[i].text)
    _ranked(found, tokens, i)
    for j in range(max(0, i - 2), i):
        found += _word_near(tokens[j].text)
    if not known.agencies.isdisjoint(known.token_starts[max(0, i - 8) : i + 1]):
        found.append("agency_before")


@lru_cache(_WORDS)
def _word_before(text: str) -> tuple[str, ...]:
    """What a word or mark right before a name says."""
    lower = text.casefold()
    kind = trigger_kinds().get(lower)
    found = [f"before_{kind}"] if kind else []
    if text in {":", ","} or text in DASHES or text in OPEN_BRACKETS:
        found.append("before_" + {":": "colon", ",": "comma", "(": "bracket", "[": "bracket"}.get(text, "dash"))
    elif text in STOPS:
        found.append("before_stop")
    elif lower in _ORDINALS:
        found.append("before_ordinal")
    elif lower in grammar("owner_after"):
        found.append("before_owner")
    elif any(c.isalnum() for c in text) and not kind:
        found.append(
            "before_dan" if lower in {"dan", "serta"} else "before_name" if is_name_like_word(text) else "before_word"
        )
    return tuple(found)


@lru_cache(_WORDS)
def _word_near(text: str) -> tuple[str, ...]:
    """What the second or third word before a name says."""
    kind = trigger_kinds().get(text.casefold())
    return (f"near_{kind}",) if kind in {"innovation", "product", "named"} else ()


def _ranked(found: list[str], tokens: Sequence[Token], i: int) -> None:
    """ "juara 1 NAME", "juara harapan II diraih NAME": right after a rank, or after the verb of winning one."""
    if tokens[i].text.casefold() in grammar("wins"):
        found.append("before_wins")
        i -= 1
    if i >= 1 and _is_rank_number(tokens[i].text):
        i -= 1
    if i >= 0 and tokens[i].text.casefold() in grammar("rank"):
        found.append("before_rank")


@lru_cache(_WORDS)
def _is_rank_number(text: str) -> bool:
    return text.isdigit() or text in _ROMAN or text.casefold() in _ORDINALS


def _after(found: list[str], tokens: Sequence[Token], span: Span, known: ArticleFacts) -> None:
    """Up to three words to the right, quotes skipped."""
    i = span.last
    while i < len(tokens) and tokens[i].text in CLOSE_QUOTES:
        i += 1
    if i >= len(tokens):
        found.append("after_end")
        return
    text = tokens[i].text
    found += _word_after(text)
    if text in OPEN_BRACKETS or text in DASHES:
        inside = known.token_starts[i + 1 : i + 3]
        if not known.agencies.isdisjoint(inside):
            found.append("owner_in_bracket")
        if not known.regions.isdisjoint(inside):
            found.append("region_in_bracket")
    if not known.agencies.isdisjoint(known.token_starts[i : i + 5]):
        found.append("agency_after")


@lru_cache(_WORDS)
def _word_after(text: str) -> tuple[str, ...]:
    """What a word or mark right after a name says."""
    lower = text.casefold()
    said = {
        "after_bracket": text in OPEN_BRACKETS,
        "after_comma": text == ",",
        "after_stop": text in STOPS,
        "after_dash": text in DASHES or text == ":",
        "after_says": lower in grammar("tells"),
        "after_owner": lower in grammar("owner_after"),
        "after_dan": lower in {"dan", "serta"},
        "after_name": is_name_like_word(text) and text not in MARKS,
    }
    return tuple(name for name, holds in said.items() if holds)
