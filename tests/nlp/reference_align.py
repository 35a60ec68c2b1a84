"""A slow, obvious version of the aligner: try every way to match letters and keep the best.

It knows nothing of dynamic programming; the rules stand here as they are told in ``inovasi/nlp/align.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inovasi.nlp.align_letters import INNER, filler_costs, fold_letters, skip_cost, word_letters

Match = tuple[int, int, int]  # index of the letter in SHORT, number of the word, index of the letter in that word


def best_score(short: str, words: Sequence[str]) -> float:
    """Gain per letter of SHORT of the best matching of all."""
    letters = fold_letters(short)
    return max(gain(short, words, matching) for matching in matchings(letters, words)) / len(letters)


def matchings(letters: str, words: Sequence[str]) -> Iterator[list[Match]]:
    """Every order-preserving way to match some letters of SHORT with letters of the words."""
    places = [
        (number, i, letter.char) for number, word in enumerate(words) for i, letter in enumerate(word_letters(word))
    ]

    def extend(s: int, place: int) -> Iterator[list[Match]]:
        if s == len(letters):
            yield []
            return
        yield from extend(s + 1, place)  # this letter stays a filler
        for p in range(place, len(places)):
            number, i, char = places[p]
            if char == letters[s]:
                for rest in extend(s + 1, p + 1):
                    yield [(s, number, i), *rest]

    yield from extend(0, 0)


def gain(short: str, words: Sequence[str], matching: Sequence[Match]) -> float:
    """What one matching is worth."""
    letters = [word_letters(word) for word in words]
    costs = filler_costs(short, len(fold_letters(short)))
    matched = {s for s, _, _ in matching}
    total = -sum(cost for s, cost in enumerate(costs) if s not in matched)
    touched = {number for _, number, _ in matching}
    total -= sum(skip_cost(word) for number, word in enumerate(words) if number not in touched)
    for before, (s, number, i) in zip([None, *matching], matching, strict=False):
        follows = before == (s - 1, number, i - 1)
        total += 1.0 if letters[number][i].initial or follows else INNER
    return total
