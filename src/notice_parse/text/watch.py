"""What the limited patterns of extensions (`text.guarded`) have cost in the document at hand."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Watch:
    """What took too long in the document at hand: the ids of rules, in the order in which they were left out.

    `length` is that of the document, in characters.
    """

    def __init__(self, length: int = 0) -> None:
        self.length = length
        self.left_out: dict[str, None] = {}
        self.spent: dict[object, float] = {}
        """Seconds by pattern."""
        self._told = 0

    def news(self) -> list[str]:
        """The rules left out since the last call."""
        found = list(self.left_out)[self._told :]
        self._told = len(self.left_out)
        return found


class _Current(threading.local):
    watch: Watch | None = None


current = _Current()


@contextmanager
def watching(length: int = 0) -> Iterator[Watch]:
    """While a document of that length is read: a rule that takes too long is left out for the rest of it, and of it only."""
    before, current.watch = current.watch, Watch(length)
    try:
        yield current.watch
    finally:
        current.watch = before
