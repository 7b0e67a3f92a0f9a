"""Word lists as patterns that share their beginnings, so that a place where no word starts is left at once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notice_parse.text.patterns import kept_text

_GUARDED = 6


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words; see `_sharing`, whose result is kept between runs."""
    return kept_text(words, _sharing)


def _sharing(words: list[str]) -> str:
    """A pattern for any of the words, a longer one before its beginnings.

    It matches what a plain alternation sorted by length would, in the same order; the words are literal text. Empty
    lists give a pattern that matches nothing.
    """
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    if not tree:
        return "(?!)"
    pattern = _branches(tree)
    if len(tree) > _GUARDED:
        first = "".join(re.escape(c) for c in sorted(tree) if c)
        return f"(?=[{first}]){pattern}"
    return pattern


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
