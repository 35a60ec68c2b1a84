"""What stanza models reach on annotated text: F1 over exact spans, and the share of right parts of speech.

Text is read the way ``--backend stanza`` reads it, through the package, so the figures hold for what users run.
"""

from __future__ import annotations

import tempfile
from collections.abc import Hashable, Iterator, Sequence, Set
from pathlib import Path

from data_files import Sentence, Tagged
from stanza import Pipeline
from stanza_data import plain_text

from inovasi.nlp.model import load
from inovasi.types import Reader


def of_treebank(folder: Path, sentences: Sequence[Sentence]) -> dict[str, float]:
    """F1 of tokens and sentences in running text, and UPOS accuracy on the tokens that were found."""
    nlp = load(Reader(backend="stanza", stanza_models=str(folder)))
    doc = nlp.tokenizer(" ".join(plain_text(sentence) for sentence in sentences))
    gold, breaks = _gold(sentences)
    found = {(t.idx, t.idx + len(t)): t.pos_ for t in doc if not t.is_space}
    ends = {(s.start_char, s.end_char) for s in doc.sents}
    both = [span for span in found if span in gold]
    return {
        "tokens": f1(set(found), set(gold)),
        "sentences": f1(ends, breaks),
        "upos": round(sum(found[s] == gold[s] for s in both) / max(1, len(both)), 4),
    }


def _gold(sentences: Sequence[Sentence]) -> tuple[dict[tuple[int, int], str], set[tuple[int, int]]]:
    words: dict[tuple[int, int], str] = {}
    breaks = set()
    at = 0
    for sentence in sentences:
        first = end = at
        for word in sentence:
            end = at + len(word.text)
            words[at, end] = word.upos
            at = end + word.space
        breaks.add((first, end))
        at = end + 1
    return words, breaks


def of_entities(folder: Path, sentences: Sequence[Tagged]) -> dict[str, float]:
    """F1 of entities (first token, last token, label) on the tokens of the annotation."""
    doc = _on_given_tokens(folder)([[token for token, _ in sentence] for sentence in sentences])
    found = set()
    for number, sentence in enumerate(doc.sentences):
        at = {id(token): place for place, token in enumerate(sentence.tokens)}
        found |= {(number, at[id(e.tokens[0])], at[id(e.tokens[-1])], e.type) for e in sentence.ents}
    gold = {(number, *entity) for number, sentence in enumerate(sentences) for entity in _entities(sentence)}
    return {"entities": f1(found, gold)}


def _on_given_tokens(folder: Path) -> Pipeline:
    with tempfile.TemporaryDirectory() as empty:
        (Path(empty) / "resources.json").write_text("{}", encoding="utf-8")
        return Pipeline(
            "id",
            dir=empty,
            download_method=None,
            allow_unknown_language=True,
            processors={"tokenize": "default", "ner": "default"},
            tokenize_pretokenized=True,
            ner_model_path=str(folder / "ner.pt"),
            ner_pretrain_path="",
            ner_forward_charlm_path="",
            ner_backward_charlm_path="",
            use_gpu=False,
            logging_level="ERROR",
        )


def _entities(sentence: Tagged) -> Iterator[tuple[int, int, str]]:
    """(first token, last token, label) of the entities that the BIO tags mark."""
    first: int | None = None
    for place, (_, tag) in enumerate((*sentence, ("", "O"))):
        if first is not None and not tag.startswith("I-"):
            yield first, place - 1, sentence[first][1][2:]
            first = None
        if tag.startswith("B-"):
            first = place


def f1(found: Set[Hashable], gold: Set[Hashable]) -> float:
    """Harmonic mean of precision and recall, rounded to four decimals."""
    return round(2 * len(found & gold) / max(1, len(found) + len(gold)), 4)
