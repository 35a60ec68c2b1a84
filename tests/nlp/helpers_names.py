"""Readings with given names: what is said about a name is tested apart from whether it is found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.language import Language

from inovasi.nlp.doc import reading_of
from inovasi.nlp.reading import Reading

Spans = list[tuple[int, int]]


def read(nlp: Language, text: str) -> Reading:
    return reading_of(nlp(text))


def spans_of(text: str, name: str) -> Spans:
    """All places of ``name``, as a whole word."""
    return [m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]


def all_spans(text: str, names: Sequence[str]) -> Spans:
    return sorted(span for name in names for span in spans_of(text, name))
