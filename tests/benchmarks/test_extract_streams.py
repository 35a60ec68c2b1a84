"""Streams are the same each time, mixed as they say, and no slice shares a text with another."""

from __future__ import annotations

from benchmarks.extract.growth import SIZES, named_texts
from benchmarks.extract.streams import Text, count_words, joined, one_in_ten, shuffled, slices

RELEVANT = [Text(f"r{i}", f"Inovasi {i}", relevant=True) for i in range(12)]
ORDINARY = [Text(f"o{i}", f"Cuaca {i}", relevant=False) for i in range(100)]


def test_each_block_of_ten_has_one_relevant_text() -> None:
    stream = one_in_ten(RELEVANT, ORDINARY)
    blocks = [stream[i : i + 10] for i in range(0, len(stream), 10)]
    assert len(blocks) == 11
    assert all(sum(text.relevant for text in block) == 1 for block in blocks)
    assert len({text.id for text in stream}) == len(stream)


def test_the_relevant_text_does_not_always_stand_at_the_same_place() -> None:
    stream = one_in_ten(RELEVANT, ORDINARY)
    assert len({i % 10 for i, text in enumerate(stream) if text.relevant}) > 3


def test_the_order_does_not_depend_on_the_order_of_the_sources() -> None:
    assert shuffled(RELEVANT) == shuffled(reversed(RELEVANT))
    assert shuffled(RELEVANT) != RELEVANT


def test_slices_are_equally_long_disjoint_and_of_whole_blocks() -> None:
    parts = slices(one_in_ten(RELEVANT, ORDINARY), 3, 10)
    assert [len(part) for part in parts] == [30, 30, 30]
    assert len({text.id for part in parts for text in part}) == 90


def test_sentences_become_texts_of_the_wanted_size_and_no_word_is_lost() -> None:
    sentences = [f"Kalimat nomor {i} tentang harga cabai di pasar." for i in range(50)]
    texts = list(joined("pasar", sentences, size=100))
    assert [count_words(text.text) for text in texts] == [104, 104, 104, 88]
    assert " ".join(texts[0].text.split()).startswith(" ".join(sentences[:4]))
    assert [text.id for text in texts] == ["pasar-0", "pasar-1", "pasar-2", "pasar-3"]


def test_hostile_texts_have_the_size_that_their_seconds_are_given_for() -> None:
    for name, make in named_texts().items():
        assert [len(make(size)) for size in SIZES] == list(SIZES), name
    assert named_texts()["a list of 20,000 items"](SIZES[1]).count("\n") == 20_000
