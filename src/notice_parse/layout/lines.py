"""Lines of a NormText, as they stand in the source."""

from __future__ import annotations

from typing import NamedTuple

from notice_parse.text.normalise import NormText


class Line(NamedTuple):
    """`[start, end)` in the NormText without its line end; `blank_before` counts the empty lines just above."""

    start: int
    end: int
    blank_before: int


def split_lines(norm: NormText) -> list[Line]:
    """The lines that are not empty (a line of tabs alone is kept: it is an empty cell)."""
    lines: list[Line] = []
    blank = 0
    at = 0
    for text in norm.folded.split("\n"):
        end = at + len(text)
        if text:
            lines.append(Line(at, end, blank))
            blank = 0
        else:
            blank += 1
        at = end + 1
    return lines
