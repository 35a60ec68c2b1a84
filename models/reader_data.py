"""What the reader learns from: sentences with entities, articles with candidates, plain text for vectors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from data_files import Tagged, read_entities, read_treebank
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from train_names import Labelled

from inovasi.nlp.doc import words_of
from inovasi.nlp.reader_model import CANDIDATES, NAME, SPAN_KEY


def plain_words(file: Path) -> Iterator[list[str]]:
    """The words of each sentence, of a column file or a CoNLL-U file."""
    if file.suffix == ".conllu":
        yield from ([word.text for word in sentence] for sentence in read_treebank(file))
    else:
        yield from ([token for token, _ in sentence] for sentence in read_entities(file))


def sentence_example(nlp: Language, sentence: Tagged) -> Example:
    """Entities only: it has no candidates, so it teaches nothing about names."""
    words = [token for token, _ in sentence]
    reference = Doc(nlp.vocab, words=words, ents=[tag for _, tag in sentence])
    return Example(Doc(nlp.vocab, words=words), reference)


def article_example(nlp: Language, article: Labelled) -> Example:
    """Candidates with the annotated names among them; of entities it says nothing."""
    predicted, reference = nlp.make_doc(article.reading.text), nlp.make_doc(article.reading.text)
    places = words_of(predicted)
    truth: dict[tuple[int, int], bool] = {}
    for group, value in zip(article.groups, article.labels, strict=True):
        if value is not None:
            truth |= {(places[a], places[b - 1] + 1): value == 1.0 for a, b in group.spans}
    reference.set_ents([], default="missing")
    predicted.user_data[CANDIDATES] = sorted(truth)
    reference.spans[SPAN_KEY] = [Span(reference, a, b, label=NAME) for (a, b), true in sorted(truth.items()) if true]
    predicted.spans[SPAN_KEY] = []
    return Example(predicted, reference)
