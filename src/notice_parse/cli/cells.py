"""Text in columns: a Chinese character takes two cells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from unicodedata import east_asian_width


def cells(text: str) -> int:
    """The width of a text in the cells of a terminal."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def columns(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> list[str]:
    """The rows as lines, each column as wide as its widest cell; those named in `right` are set to the right."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    out = []
    for row in rows:
        padded = []
        for index, (text, width) in enumerate(zip(row, widths, strict=True)):
            blank = " " * (width - cells(text))
            padded.append(blank + text if index in right else text + blank)
        out.append("  ".join(padded).rstrip())
    return out


def carets(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A line to stand below a text, with carets below the spans of it."""
    return "".join(
        ("^" if any(start <= at < end for start, end in spans) else " ") * cells(char) for at, char in enumerate(text)
    ).rstrip()
