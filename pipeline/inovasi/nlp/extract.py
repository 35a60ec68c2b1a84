"""Article -> Extraction: the one entry into this room for the other rooms."""

from __future__ import annotations

from spacy.language import Language

from inovasi.nlp.doc import reading_of
from inovasi.nlp.reading import Reading
from inovasi.types import Article, Extraction


def extract(nlp: Language, article: Article) -> Extraction:
    """Read ``article`` with a pipeline from ``inovasi.load()`` and return plain frozen values."""
    return extraction_of(article, reading_of(nlp(article.text)))


def extraction_of(article: Article, reading: Reading) -> Extraction:
    """What the components found, without the working copy they found it in."""
    return Extraction(
        article_id=article.id,
        innovations=reading.innovations,
        expansions=reading.expansions,
        agencies=reading.agencies,
        officials=reading.officials,
        regions=reading.regions,
        claims=reading.claims,
    )
