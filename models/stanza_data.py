"""Treebanks and entity files in the forms that stanza's trainers read."""

from __future__ import annotations

from collections.abc import Sequence

from data_files import Sentence, Tagged

# Sentences of one paragraph of the tokenizer's training text.
PARAGRAPH = 8


Paragraph = tuple[Sentence, ...]


def plain_text(sentence: Sentence) -> str:
    return "".join(word.text + " " * word.space for word in sentence).rstrip()


def paragraphs(sentences: Sequence[Sentence]) -> list[Paragraph]:
    """Groups of ``PARAGRAPH`` sentences; the treebanks do not say where a paragraph ends."""
    return [tuple(sentences[start : start + PARAGRAPH]) for start in range(0, len(sentences), PARAGRAPH)]


def labelled_text(given: Sequence[Paragraph]) -> tuple[str, str]:
    """Text, and one digit for each of its characters: 0 inside, 1 last of a token, 2 last of a sentence."""
    texts = [" ".join(plain_text(sentence) for sentence in paragraph) for paragraph in given]
    labels = ["0".join(_labels(sentence) for sentence in paragraph) for paragraph in given]
    return "\n\n".join(texts) + "\n", "\n\n".join(labels) + "\n"


def _labels(sentence: Sentence) -> str:
    digits = "".join("0" * (len(word.text) - 1) + "1" + "0" * word.space for word in sentence).rstrip("0")
    return digits[:-1] + "2"


def surface_conllu(sentences: Sequence[Sentence]) -> str:
    """CoNLL-U of tokens and UPOS alone: with XPOS per word the tagger would take gigabytes."""
    blocks = []
    for sentence in sentences:
        rows = [
            "\t".join((str(i), word.text, "_", word.upos, "_", "_", str(i - 1), "dep" if i > 1 else "root", "_", "_"))
            for i, word in enumerate(sentence, 1)
        ]
        blocks.append("\n".join(rows) + "\n")
    return "\n".join(blocks) + "\n"


def entity_document(sentences: Sequence[Tagged]) -> list[list[dict[str, str]]]:
    """stanza's JSON form of tagged sentences."""
    return [[{"text": token, "ner": tag} for token, tag in sentence] for sentence in sentences]
