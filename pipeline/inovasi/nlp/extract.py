"""Article -> Extraction: the one entry into this room for the other rooms."""

from __future__ import annotations

from spacy.language import Language

from inovasi.nlp.doc import reading_of
from inovasi.types import Article, Extraction


def extract(nlp: Language, article: Article) -> Extraction:
    """Read ``article`` with a pipeline from ``inovasi.load()`` and return plain frozen values."""
    doc = nlp.make_doc(article.text)
    reading_of_doc = None
    for _, component in nlp.pipeline:
        doc = component(doc)
    reading_of_doc = reading_of(doc)
    return Extraction(
        article_id=article.id,
        innovations=reading_of_doc.innovations,
        expansions=reading_of_doc.expansions,
        agencies=reading_of_doc.agencies,
        officials=reading_of_doc.officials,
        regions=reading_of_doc.regions,
        claims=reading_of_doc.claims,
    )
