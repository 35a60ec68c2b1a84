"""A Reading with regions and agencies filled, without the other components of the pipeline."""

from __future__ import annotations

from functools import cache

from spacy.language import Language

from inovasi.nlp.agencies import find_agencies
from inovasi.nlp.doc import reading_of, register
from inovasi.nlp.model import Indonesian
from inovasi.nlp.reading import Reading
from inovasi.nlp.regions import find_regions
from inovasi.nlp.tokenizer import make_tokenizer


@cache
def _pipeline() -> Language:
    nlp = Indonesian()
    nlp.tokenizer = make_tokenizer(nlp)
    nlp.add_pipe("inovasi_sentences")
    register()
    return nlp


def read(text: str) -> Reading:
    """``text`` with its regions and agencies."""
    reading = reading_of(_pipeline()(text))
    reading.regions = find_regions(reading)
    reading.agencies = find_agencies(reading)
    return reading
