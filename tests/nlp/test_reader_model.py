"""The trained reader: the file that ships, what it sees, and what it adds to the rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

import inovasi
from inovasi.nlp.doc import reading_of
from inovasi.nlp.extract import extract, extract_many
from inovasi.nlp.factories import scored_groups
from inovasi.nlp.model import load
from inovasi.nlp.reader_model import ENTITIES, TOK2VEC, RememberedVectors, shipped_reader
from inovasi.types import Article, Reader

LARGEST = 25_000_000
# Our own sentences; the people and the programmes are invented.
ENTITIES_OF = [
    ("Presiden direktur Rudi Hartanto tiba di Surabaya, Selasa.", "Rudi Hartanto", "PER"),
    ("Menurut Siti Rahmawati, pasar itu ramai.", "Siti Rahmawati", "PER"),
    ("Banjir melanda Jakarta dan Bandung sejak Senin.", "Jakarta", "LOC"),
    ("Rombongan berangkat ke Makassar kemarin.", "Makassar", "LOC"),
    ("Komisi Pemilihan Umum mengundang wartawan.", "Komisi Pemilihan Umum", "ORG"),
]
NEWS = (
    "BATANG – Inovasi SEMANGKA (Sehat Mandiri Anak Keluarga) milik Puskesmas Warungasem dipuji Bupati Batang. "
    "Lewat SEMANGKA, kader mendatangi rumah warga. Acara berlangsung di Hotel Sendang Sari, Kamis."
)
WORDS = st.sampled_from(["inovasi", "SIPADU", "Kota", "Padang", "(", ")", "dan", "Dinas", ".", "\n\n", "“", "Bupati"])


@pytest.fixture(scope="module")
def rules() -> Language:
    return load(Reader(models=False))


def test_the_shipped_file_is_small() -> None:
    assert len(shipped_reader()) < LARGEST


@pytest.mark.parametrize(("text", "name", "label"), ENTITIES_OF)
def test_it_sees_persons_places_and_organisations(nlp: Language, text: str, name: str, label: str) -> None:
    found = {(text[e.start : e.end], e.label) for e in reading_of(nlp(text)).entities}
    assert (name, label) in found


def test_it_prefers_the_name_to_the_other_capitalised_words(nlp: Language) -> None:
    with nlp.select_pipes(disable=["inovasi_innovations"]):
        groups = scored_groups(nlp(NEWS)) or []
    best = max(groups, key=lambda group: max(group.votes))
    assert best.name in {"SEMANGKA", "Sehat Mandiri Anak Keluarga"}


def test_a_name_that_it_votes_for_says_so(nlp: Language, rules: Language) -> None:
    article = Article("a", NEWS)
    (full,) = extract(nlp, article).innovations
    (plain,) = extract(rules, article).innovations
    assert full.name == plain.name == "SEMANGKA"
    assert "model" in full.found_by
    assert "model" not in plain.found_by


def test_articles_read_together_are_read_as_alone(nlp: Language, root: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((root / "corpora/articles").glob("*.txt"))[:6]]
    articles = [Article(str(i), text) for i, text in enumerate([*texts, "", "\n\n", NEWS])]
    assert list(extract_many(nlp, articles)) == [extract(nlp, article) for article in articles]


def test_loading_twice_gives_the_same_votes(nlp: Language) -> None:
    again = inovasi.load()
    assert extract(again, Article("a", NEWS)) == extract(nlp, Article("a", NEWS))


@given(words=st.lists(WORDS, max_size=40))
@settings(max_examples=25, deadline=None)
def test_probabilities_stay_probabilities(nlp: Language, words: list[str]) -> None:
    found = extract(nlp, Article("a", " ".join(words)))
    values = [*found.innovations, *found.agencies, *found.officials, *found.expansions]
    assert all(0.0 <= value.confidence <= 0.99 and value.found_by for value in values)


def test_remembered_vectors_are_those_of_spacy(nlp: Language) -> None:
    vectors = nlp.vocab.vectors
    assert isinstance(vectors, RememberedVectors)
    plain = super(RememberedVectors, vectors).get_batch
    for words in (["inovasi", "Puskesmas", "inovasi"], ["Padang", ""], ["zzzq", "inovasi"]):
        keys = [nlp.vocab.strings.add(word) for word in words]
        assert (vectors.get_batch(keys) == plain(keys)).all()


def test_entities_on_news_that_it_never_saw(nlp: Language, shared: Path) -> None:
    """IDNER's test set, strict spans. A plain CRF reaches .83; our network also serves the names of innovations."""
    examples = []
    for words, tags in _sentences(shared / "data/ner/idner_test.txt"):
        doc = Doc(nlp.vocab, words=words)
        for name in (TOK2VEC, ENTITIES):
            doc = nlp.get_pipe(name)(doc)
        examples.append(Example(doc, Doc(nlp.vocab, words=words, ents=tags)))
    assert Scorer.score_spans(examples, "ents")["ents_f"] >= 0.74


def _sentences(file: Path) -> list[tuple[list[str], list[str]]]:
    blocks = file.read_text(encoding="utf-8").strip().split("\n\n")
    rows = [[line.split() for line in block.splitlines() if line.split()] for block in blocks]
    return [([row[0] for row in block], [row[-1] for row in block]) for block in rows if block]
