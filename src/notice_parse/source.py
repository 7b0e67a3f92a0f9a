"""Source: one decoded document, and where an offset stands in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\n|\r")


class SourceSpan(NamedTuple):
    """Where a value stands in the source: 1-based lines, and `[start, end)` offsets in the order they are read."""

    line_start: int
    line_end: int
    segments: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """Where a document came from; `sha256` is of the bytes, hexadecimal."""

    path: str
    sha256: str
    media_type: str = "text/plain"
    encoding: str = "utf-8"


@dataclass(frozen=True)
class Source:
    """Decoded text with its origin.

    Offsets everywhere count code points of `text`, 0-based and half-open; lines and columns are 1-based.
    A byte order mark is not part of `text`. Line ends are kept as they are.
    """

    text: str
    info: SourceInfo = field(default_factory=lambda: SourceInfo(path="<text>", sha256=""))

    @cached_property
    def line_starts(self) -> list[int]:
        return [0, *(m.end() for m in _LINE_END.finditer(self.text))]

    @property
    def line_count(self) -> int:
        """Number of lines; a final line end does not open a further one."""
        starts = self.line_starts
        return len(starts) - (1 if starts[-1] == len(self.text) and len(starts) > 1 else 0)

    def line_of(self, offset: int) -> int:
        """1-based line that holds `offset`."""
        return bisect_right(self.line_starts, offset)

    def lines_of(self, first: int, last: int) -> tuple[int, int]:
        """1-based lines that hold two offsets, the second not before the first."""
        starts = self.line_starts
        line = bisect_right(starts, first)
        if line == len(starts) or last < starts[line]:
            return line, line
        return line, bisect_right(starts, last, line)

    def column_of(self, offset: int) -> int:
        """1-based column of `offset` in its line, in code points."""
        return offset - self.line_starts[self.line_of(offset) - 1] + 1
