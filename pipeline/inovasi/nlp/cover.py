"""Which characters of a text some set of spans covers: one byte a character, so a question costs its own length."""

from __future__ import annotations

from collections.abc import Iterable

from inovasi.nlp.reading import LABELS, Reading


class Cover:
    """The union of character spans ``(start, end)`` over a text of ``length`` characters."""

    def __init__(self, length: int, spans: Iterable[tuple[int, int]]) -> None:
        self._mask = bytearray(length)
        for start, end in spans:
            self._mask[start:end] = b"\x01" * (end - start)

    def touches(self, start: int, end: int) -> bool:
        """True when at least one character of the span is covered."""
        return self._mask.find(1, start, end) >= 0

    def holds(self, start: int, end: int) -> bool:
        """True when every character of the span is covered."""
        return end > start and self._mask.find(0, start, end) < 0


def entity_covers(reading: Reading) -> dict[str, Cover]:
    """What the reader's entities cover, by label."""
    return {
        label: Cover(len(reading.text), ((e.start, e.end) for e in reading.entities if e.label == label))
        for label in LABELS
    }
