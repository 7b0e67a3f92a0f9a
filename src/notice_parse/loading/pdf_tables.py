"""Tables with ruling lines: the cells that pdfplumber finds between the lines, and what is merged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from notice_parse.loading.grid import ABOVE, LEFT
from notice_parse.loading.pdf_lines import Char, cell_text

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom, in points."""
_NEAR = 3.0
_SAME_COLUMN = 6.0


class PageTable(NamedTuple):
    """A table as the page shows it: its place, the left edges of its columns, and texts and marks row by row."""

    box: Box
    columns: list[float]
    grid: list[list[str]]

    def goes_on_with(self, other: PageTable) -> bool:
        """Whether another table has the same columns, as the rest of this one on the next page has."""
        return len(self.columns) == len(other.columns) and all(
            abs(a - b) < _SAME_COLUMN for a, b in zip(self.columns, other.columns, strict=True)
        )

    def with_rest(self, rest: PageTable) -> PageTable:
        """Both as one. A merged cell cut by the end of the page is empty on the next one and goes on with the text above."""
        merged = {c for row in self.grid for c, text in enumerate(row) if text == ABOVE}
        merged |= {c for row in rest.grid for c, text in enumerate(row) if text == ABOVE}
        first = [ABOVE if text == "" and column in merged else text for column, text in enumerate(rest.grid[0])]
        return self._replace(grid=[*self.grid, first, *rest.grid[1:]])


def build_table(cells: Sequence[Box], chars: Sequence[Char]) -> PageTable:
    """The table of some cells, `chars` being those that stand inside it."""
    xs = _edges([edge for cell in cells for edge in (cell[0], cell[2])])
    ys = _edges([edge for cell in cells for edge in (cell[1], cell[3])])
    columns, rows = len(xs) - 1, len(ys) - 1
    owner = [[-1] * columns for _ in range(rows)]
    spans: list[tuple[int, int, int, int]] = []
    for index, (x0, top, x1, bottom) in enumerate(cells):
        span = (_index(ys, top), _index(ys, bottom), _index(xs, x0), _index(xs, x1))
        spans.append(span)
        for r in range(span[0], span[1]):
            owner[r][span[2] : span[3]] = [index] * (span[3] - span[2])
    held: list[list[Char]] = [[] for _ in cells]
    for char in chars:
        r = bisect_right(ys, char.middle) - 1
        c = bisect_right(xs, (char.x0 + char.x1) / 2) - 1
        if 0 <= r < rows and 0 <= c < columns and owner[r][c] >= 0:
            held[owner[r][c]].append(char)
    grid = [[""] * columns for _ in range(rows)]
    for (r0, r1, c0, c1), inside, (x0, _, x1, _) in zip(spans, held, cells, strict=True):
        for r in range(r0, r1):
            for c in range(c0, c1):
                grid[r][c] = LEFT if r == r0 else ABOVE
        if r0 < rows and c0 < columns:
            grid[r0][c0] = cell_text(inside, x1 - x0)
    return PageTable((xs[0], ys[0], xs[-1], ys[-1]), xs[:-1], grid)


def _edges(values: Sequence[float]) -> list[float]:
    """The distinct edges, in order; lines that nearly meet are one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    """The edge that a value is at."""
    return max(bisect_right(edges, value + 0.01) - 1, 0)
