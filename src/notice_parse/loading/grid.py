"""Grid: a table as a reader of a format found it, and how it is printed: the canonical pipe table of docs/tables.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

ABOVE = "^^"
LEFT = "<<"
_WIDEST = 512
_TALLEST = 100_000
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")
_BREAKS = re.compile(r"(?<! ) *\n[ \n]*")


class GridCell(NamedTuple):
    """A cell where it begins; `text` has a line end for each break, `across` and `down` count the columns and rows it covers."""

    text: str
    across: int = 1
    down: int = 1


def lay_out(rows: Sequence[Sequence[GridCell]]) -> list[list[str]]:
    """Rows as HTML gives them, each with the cells that begin in it, as rows of equal length with marks for merged cells.

    Shape: a cell goes to the first column that no cell above covers; `^^` and `<<` stand where a cell goes on.
    """
    grid: list[list[str]] = []
    held: dict[int, int] = {}
    for row in rows[:_TALLEST]:
        cells: list[str] = []
        begun: dict[int, int] = {}
        for cell in row:
            while len(cells) in held:
                cells.append(ABOVE)
            at = len(cells)
            across = max(1, min(cell.across, _WIDEST - at))
            # A cell said to cover columns that the rows above hold covers only those before.
            free = next((n for n in range(1, across) if at + n in held), across)
            cells.append(cell.text)
            cells.extend([LEFT] * (free - 1))
            if cell.down > 1:
                begun.update(dict.fromkeys(range(at, at + free), cell.down - 1))
        last = max(held, default=-1)
        while len(cells) <= last:
            cells.append(ABOVE if len(cells) in held else "")
        held = {column: left - 1 for column, left in held.items() if left > 1} | begun
        grid.append(cells)
    return fill(grid)


def fill(grid: list[list[str]]) -> list[list[str]]:
    """The rows, made equally long with empty cells."""
    width = max((len(row) for row in grid), default=0)
    return [[*row, *[""] * (width - len(row))] for row in grid]


def table_lines(grid: list[list[str]]) -> Iterator[str]:
    """The lines of a table.

    Rows of a single cell above the header and below the last row (a title, a note) are lines of text, and so is a table
    of one column or one row, which is a frame around text. Rows and columns without any text are left out.
    """
    grid = _tight(grid)
    first, last = 0, len(grid)
    while first < last and _only_text(grid[first]) is not None:
        first += 1
    while last > first and _only_text(grid[last - 1]) is not None:
        last -= 1
    if last - first < 2:
        first = last = len(grid)
    for row in grid[:first]:
        yield from plain_lines(row)
    body = grid[first:last]
    for index, row in enumerate(body):
        yield "| " + " | ".join(map(_printed, row)) + " |"
        if index == 0:
            yield "|" + "---|" * len(row)
    for row in grid[last:]:
        yield from plain_lines(row)


def plain_lines(row: Sequence[str]) -> Iterator[str]:
    """The texts of a row that is no row of a table; cells that stand side by side are parted by a tab."""
    texts = [text.strip() for text in row if text not in (ABOVE, LEFT) and text.strip()]
    if any("\n" in text for text in texts) or sum(map(len, texts)) > 200:
        for text in texts:
            yield from (line.strip() for line in text.split("\n") if line.strip())
    elif texts:
        yield "\t".join(texts)


def _tight(grid: list[list[str]]) -> list[list[str]]:
    """The table without rows and columns that hold no text.

    A mark that would go on with a cell left out is the empty cell that this one was.
    """
    rows: list[list[str]] = []
    gone: list[str] | None = None
    for row in grid:
        if gone is not None:
            row = [above if text == ABOVE else text for text, above in zip(row, gone, strict=True)]
        if any(map(_is_text, row)):
            rows.append(row)
            gone = None
        else:
            gone = row
    kept = {c for row in rows for c, text in enumerate(row) if _is_text(text)}
    return [
        [
            "" if text == LEFT and c and c - 1 not in kept and _starts_empty(row, c) else text
            for c, text in enumerate(row)
            if c in kept
        ]
        for row in rows
    ]


def _is_text(text: str) -> bool:
    return text not in (ABOVE, LEFT) and bool(text.strip())


def _starts_empty(row: Sequence[str], column: int) -> bool:
    """Whether the merged cell that a mark goes on with holds no text."""
    while column and row[column] == LEFT:
        column -= 1
    return row[column] == ""


def _only_text(row: Sequence[str]) -> str | None:
    """The text of a row that has one cell across all its columns, or one that is not empty and the first; else None."""
    texts = [text for text in row if text.strip()]
    if len(texts) != 1 and (not texts or any(text != LEFT for text in texts[1:]) or len(texts) != len(row)):
        return None
    return texts[0] if texts[0] not in (ABOVE, LEFT) and row[0] == texts[0] else None


def _printed(text: str) -> str:
    if text in (ABOVE, LEFT):
        return text
    return _BREAKS.sub("<br>", _BLANKS.sub(" ", text).strip(" \n")).replace("|", "\\|")
