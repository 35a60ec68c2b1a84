"""The file of weights: what is written is read, and what is no such file is refused with a reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inovasi.errors import UsageError
from inovasi.match.weights import HAND, Origin, Weights, as_text, from_text, read_weights

numbers = st.floats(0.0, 1e6)
weights = st.builds(
    lambda prior, sizes, origin: Weights(
        prior,
        {name: size if hand > 0 else -size for (name, hand), size in zip(HAND.of.items(), sizes, strict=True)},
        origin,
    ),
    st.floats(-1e6, 1e6),
    st.lists(numbers, min_size=len(HAND.of), max_size=len(HAND.of)),
    st.builds(Origin, st.sampled_from(("hand", "learned")), st.integers(0), st.integers(0), numbers, numbers, numbers),
)


@given(weights)
def test_what_is_written_is_read(weights: Weights) -> None:
    assert from_text(as_text(weights)) == weights
    assert as_text(from_text(as_text(weights))) == as_text(weights)


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    document = json.loads(as_text(HAND))
    change(document)
    return json.dumps(document)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "it is not valid JSON"),
        ("[1]", "it is no file of weights"),
        (changed(lambda d: d.update(format="inovasi-weights-9")), "its format is not 'inovasi-weights-1'"),
        (changed(lambda d: d.pop("weights")), "weights is not an object"),
        (changed(lambda d: d["weights"].update(mood=1.0)), "mood is no feature that is known"),
        (changed(lambda d: d["weights"].pop("name_close")), "name_close has no weight"),
        (changed(lambda d: d["weights"].update(name_close=float("nan"))), "name_close is nan, which is no finite"),
        (changed(lambda d: d["weights"].update(name_close=10**400)), "which is no finite number"),
        (changed(lambda d: d["weights"].update(name_close=True)), "name_close is True, which is no finite number"),
        (changed(lambda d: d["weights"].update(name_close=-0.1)), "name_close is -0.1, but it speaks for a pair"),
        (changed(lambda d: d["weights"].update(name_differs=0.1)), "name_differs is 0.1, but it speaks against a pair"),
        (changed(lambda d: d.pop("prior")), "prior is None, which is no finite number"),
        (changed(lambda d: d.pop("origin")), "origin does not say where the weights come from"),
        (changed(lambda d: d["origin"].update(how="guessed")), "origin says 'guessed'"),
        (changed(lambda d: d["origin"].update(judged=-1)), "judged is -1, which is no number of pairs"),
    ],
)
def test_anything_else_is_refused_with_a_reason(text: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_weights(file)
    assert says in str(caught.value)
    assert str(file) in str(caught.value)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(UsageError, match="cannot be read"):
            read_weights(path)
    (tmp_path / "latin.json").write_bytes(b'{"format": "\xe9"}')
    with pytest.raises(UsageError, match="it is not UTF-8"):
        read_weights(tmp_path / "latin.json")
