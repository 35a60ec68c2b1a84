"""Work grows with the length of the text, not with its square: counted in function calls, so no clock is involved."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
from spacy.language import Language

sys.path.insert(0, str(Path(__file__).parent))

from growth_texts import GROWING


def calls(nlp: Language, text: str) -> int:
    """How many functions, of Python and of C, are called to read ``text``."""
    count = 0

    def tick(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(tick)
    try:
        nlp(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("text", GROWING.values(), ids=GROWING)
def test_four_times_the_text_costs_about_four_times_the_work(nlp: Language, text: Callable[[int], str]) -> None:
    nlp(text(2_000))  # what is loaded once should not count
    small, large = calls(nlp, text(4_000)), calls(nlp, text(16_000))
    assert large <= 5.5 * small
