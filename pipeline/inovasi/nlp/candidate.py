"""A candidate span, and two questions that all candidate rules ask."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from inovasi.nlp.align_letters import name_nouns
from inovasi.nlp.lexicon import lead_words, trigger_kinds
from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import Span, is_name_like


class Candidate(NamedTuple):
    """A span and the rule that proposed it: run, quote, short, long, item, lower."""

    span: Span
    rule: str


def token_span(reading: Reading, start: int, end: int) -> Span | None:
    """Tokens that cover the characters, or None when nothing does."""
    first, last = reading.token_at(start), reading.token_at(end - 1) + 1
    return Span(first, last) if 0 <= first < last else None


@lru_cache(8192)
def is_lead(text: str) -> bool:
    """A word that announces a name and is no part of it: inovasi, aplikasi, lewat, bernama ..."""
    return text.casefold() in lead_words() or trigger_kinds().get(text.casefold()) in {"via", "shows", "named", "with"}


def with_noun(reading: Reading, span: Span) -> Span:
    """ "Klinik Jaguk": the common noun before an acronym belongs to the name, though not to what is spelled out."""
    before = reading.tokens[span.first - 1] if span.first else None
    joined = before is not None and before.text.casefold() in name_nouns() and is_name_like(before)
    return Span(span.first - 1, span.last) if joined else span
