"""Article -> Extraction: the one entry into this room for the other rooms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.language import Language

from inovasi.nlp.doc import reading_of
from inovasi.nlp.reading import Reading
from inovasi.types import Article, Extraction


def extract(nlp: Language, article: Article) -> Extraction:
    """Read ``article`` with a pipeline from ``inovasi.load()`` and return plain frozen values."""
    return extraction_of(article, reading_of(nlp(article.text)))


def extract_many(nlp: Language, articles: Sequence[Article]) -> Iterator[Extraction]:
    """As ``extract`` for each of ``articles``, in their order; the trained reader looks at all of them in one go."""
    docs = nlp.pipe((article.text for article in articles), batch_size=max(len(articles), 1))
    for article, doc in zip(articles, docs, strict=True):
        yield extraction_of(article, reading_of(doc))


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
