"""Folding of Chinese text to a width in columns, where a Chinese character takes two."""

from __future__ import annotations

from string import ascii_letters, digits

from rich.cells import cell_len

_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’％%…·,.;:?!)]}")
_WORD = frozenset(ascii_letters + digits + ".-_")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{★")


def wrap(text: str, width: int) -> str:
    """The text with line ends, no line wider than `width`.

    Numbers and Latin words stay whole, no line begins with a closing mark and none ends with an opening one, except
    where the width leaves no choice.
    """
    return "\n".join(line for paragraph in text.split("\n") for line in _wrap_line(paragraph, width))


def _wrap_line(text: str, width: int) -> list[str]:
    lines: list[str] = []
    start = used = 0
    for index, character in enumerate(text):
        cells = cell_len(character)
        if used + cells > width and index > start:
            cut = _place_to_cut(text, start, index)
            lines.append(text[start:cut].rstrip(" "))
            start = cut + (text[cut] == " ")
            used = cell_len(text[start:index])
        used += cells
    lines.append(text[start:])
    return lines


def _place_to_cut(text: str, start: int, end: int) -> int:
    """The last place up to `end` where the line may be cut; `end` where none is in its second half."""
    for cut in range(end, (start + end) // 2, -1):
        before, after = text[cut - 1], text[cut]
        inside_word = before in _WORD and after in _WORD
        if not inside_word and before not in _NOT_LAST and after not in _NOT_FIRST:
            return cut
    return end
