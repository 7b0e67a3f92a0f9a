"""Word lists as patterns that share their beginnings, so that a place where no word starts is left at once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notice_parse.text.patterns import kept_text

_GUARDED = 6


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, to be matched at a place or used inside another pattern.

    It matches what a plain alternation sorted by length would, in the same order; the words are literal text. An empty
    list gives a pattern that matches nothing.
    """
    return kept_text(words, _guarded)


def find_any(words: Iterable[str]) -> str:
    """The same to be searched for: the engine runs over characters that open none of the words."""
    return kept_text(words, _sharing)


class Endings:
    """Words that a text may end in; with `after`, also where one of those characters closes it (增长了)."""

    def __init__(self, words: Iterable[str], after: str = "") -> None:
        listed = [word for word in words if word]
        self._words = frozenset([*listed, *(word + more for word in listed for more in after)])
        self._lengths = sorted({len(word) for word in self._words}, reverse=True)
        self._last = frozenset(word[-1] for word in self._words)

    def find(self, text: str, low: int, end: int) -> int:
        """Where the longest word begins that `text[low:end]` ends in; -1 where it ends in none."""
        if end <= low or text[end - 1] not in self._last:
            return -1
        words = self._words
        for length in self._lengths:
            start = end - length
            if start >= low and text[start:end] in words:
                return start
        return -1

    def ends(self, text: str) -> bool:
        """Whether the text ends in one of the words."""
        return self.find(text, 0, len(text)) >= 0


def _guarded(words: list[str]) -> str:
    """With a look at the first character, so that a place where no word starts is left at once."""
    first = {word[:1] for word in words} - {""}
    guard = f"(?=[{''.join(map(re.escape, sorted(first)))}])" if len(first) > _GUARDED else ""
    return guard + _sharing(words)


def _sharing(words: list[str]) -> str:
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branches(tree) if tree else "(?!)"


def _branches(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    ends = "" in node
    parts = []
    for character in sorted(c for c in node if c):
        rest = node[character]
        parts.append(
            (character if character.isalnum() else re.escape(character))
            + ("" if set(rest) == {""} else _branches(rest))
        )
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    return f"(?:{'|'.join(parts)})" + ("?" if ends else "")
