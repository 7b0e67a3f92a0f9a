"""A table whose columns share a width: the narrow ones take what they need, the others divide the rest."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from notice_parse.emit.wrap import wrap

_GAP = 3  # columns between two cells
_LEAST = 4


def needed(cells: Sequence[str], most: int) -> int:
    """Columns that the widest line of the cells takes, no more than `most`."""
    widest = max((cell_len(line) for cell in cells for line in cell.split("\n")), default=0)
    return max(_LEAST, min(most, widest))


def shared_table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int], width: int, *, most: int = 12
) -> Table:
    """The rows under their heads, folded as Chinese is.

    Shape: `shares` has a number for each column, 0 for one that takes what it needs, `most` at the most.
    Units: `width` and `most` in columns of the terminal.
    """
    by_column = [[head, *(row[index] for row in rows)] for index, head in enumerate(heads)]
    widths = [0 if share else needed(cells, most) for share, cells in zip(shares, by_column, strict=True)]
    rest = width - sum(widths) - _GAP * (len(heads) - 1)
    widths = [
        max(_LEAST, rest * share // sum(shares)) if share else own for share, own in zip(shares, widths, strict=True)
    ]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1))
    for head, column in zip(heads, widths, strict=True):
        table.add_column(Text(wrap(head, column)), width=column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(wrap(cell, column)) for cell, column in zip(row, widths, strict=True)))
    return table
