"""Disjoint sets over 0 .. n-1: the smaller index is the root, so the order of joins never shows in the result."""

from __future__ import annotations


class Union:
    """Which indices belong together."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, a: int, b: int) -> None:
        first, second = sorted((self.root(a), self.root(b)))
        self._parent[second] = first

    def groups(self) -> list[list[int]]:
        """The sets, each sorted, in the order of their smallest index."""
        found: dict[int, list[int]] = {}
        for index in range(len(self._parent)):
            found.setdefault(self.root(index), []).append(index)
        return list(found.values())
