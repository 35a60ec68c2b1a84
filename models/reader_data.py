"""What the reader learns from: sentences with entities, annotated articles with candidates, plain text for vectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from train_names import label

from inovasi.gold import GoldArticle
from inovasi.nlp.doc import reading_of, words_of
from inovasi.nlp.name_groups import group_candidates
from inovasi.nlp.reader_model import CANDIDATES, NAME, SPAN_KEY

LABELS = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "ORGANISATION": "ORG", "LOC": "LOC", "PLACE": "LOC"}


@dataclass(frozen=True)
class Sentence:
    """Words and their BIO tags (PER, ORG, LOC)."""

    words: list[str]
    tags: list[str]


def sentences(file: Path) -> Iterator[Sentence]:
    """Sentences of a column file: a word first, its BIO tag last, an empty line between sentences."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*file.read_text(encoding="utf-8").splitlines(), ""]:
        columns = line.split()
        if columns:
            words.append(columns[0])
            mark, _, kind = columns[-1].partition("-")
            tags.append(f"{mark}-{LABELS[kind]}" if kind else "O")
        elif words:
            yield Sentence(words, tags)
            words, tags = [], []


def conllu_words(file: Path) -> Iterator[list[str]]:
    """The written words of each sentence of a CoNLL-U file; a multi-word token counts once."""
    words: list[str] = []
    inside = 0
    for line in [*file.read_text(encoding="utf-8").splitlines(), ""]:
        columns = line.split("\t")
        if len(columns) < 2:
            if not line and words:
                yield words
                words, inside = [], 0
        elif "-" in columns[0]:
            inside = int(columns[0].split("-")[1])
            words.append(columns[1])
        elif "." not in columns[0] and int(columns[0]) > inside:
            words.append(columns[1])


def plain_words(file: Path) -> Iterator[list[str]]:
    """The words of each sentence, of a column file or a CoNLL-U file."""
    if file.suffix == ".conllu":
        yield from conllu_words(file)
    else:
        yield from (sentence.words for sentence in sentences(file))


def sentence_example(nlp: Language, sentence: Sentence) -> Example:
    """Entities only: it has no candidates, so it teaches nothing about names."""
    reference = Doc(nlp.vocab, words=sentence.words, ents=sentence.tags)
    return Example(Doc(nlp.vocab, words=sentence.words), reference)


def article_example(nlp: Language, rules: Language, gold: GoldArticle) -> Example:
    """Candidates with the annotated names among them; of entities it says nothing.

    ``rules`` is a pipeline with all rule components up to the expansions.
    """
    read = rules(gold.article.text)
    reading = reading_of(read)
    places = words_of(read)
    truth: dict[tuple[int, int], bool] = {}
    for group in group_candidates(reading):
        value = label(group, gold.annotations.innovations)
        if value is not None:
            truth |= {(places[a], places[b - 1] + 1): value == 1.0 for a, b in group.spans}
    words = [token.text for token in read]
    spaces = [bool(token.whitespace_) for token in read]
    predicted, reference = (Doc(nlp.vocab, words=words, spaces=spaces) for _ in range(2))
    reference.set_ents([], default="missing")
    predicted.user_data[CANDIDATES] = sorted(truth)
    reference.spans[SPAN_KEY] = [Span(reference, a, b, label=NAME) for (a, b), true in sorted(truth.items()) if true]
    predicted.spans[SPAN_KEY] = []
    return Example(predicted, reference)
