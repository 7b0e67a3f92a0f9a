"""Grids drawn with `+---+` or box characters: the lines between two rules are one row, joined cell by cell.

A rule may lie under some of the columns only; the cells of the others go on below it.
"""

from __future__ import annotations

from collections.abc import Iterator

from notice_parse.tables.model import Cell, Merge, RawRow, RawTable
from notice_parse.tables.page import Page
from notice_parse.tables.pipes import PIPE, cells_of, is_rule
from notice_parse.text.passage import Passage, join
from notice_parse.text.patterns import compile_pattern

_PART_RULE = compile_pattern(
    r"[├┠╟+|│┃]-{2,}[┤┨╢┼+|│┃]|[├┠╟+|│┃]={2,}[┤┨╢┼+|│┃]|(?<![-=━═])[-=━═]{2,}+[┤┨╢┼]|[├┠╟┼][-=━═]{2}"
)
_JOINT = compile_pattern(r"[|│┃║├┤┼┬┴┠┨╟╢┌┐└┘┏┓┗┛╔╗╚╝┣┫┳┻╋╠╣╦╩╬]|\+(?=[-=])|(?<=[-=])\+")
_RULED = compile_pattern(r"[-=━═]{2,}")


class _Grid:
    """The rows of a grid so far, and the lines of the row that is being read."""

    def __init__(self, page: Page, first: int) -> None:
        self.page = page
        self.rows: list[RawRow] = []
        self.pending: list[list[Cell]] = []
        self.start = first
        self.going: frozenset[int] = frozenset()
        """Columns whose cell goes on from the row above, over a rule that lies under others only."""

    def close(self, going: frozenset[int] = frozenset()) -> None:
        """Ends the row at a rule; `going` are the columns that the rule leaves open."""
        if self.pending:
            width = max(len(cells) for cells in self.pending)
            self.rows.append(RawRow([self._cell(i) for i in range(width)], self.start))
            self.pending = []
        self.going = going if self.rows else frozenset()

    def _cell(self, index: int) -> Cell:
        parts = [cells[index].passage for cells in self.pending if index < len(cells)]
        if index in self.going and index < len(self.rows[-1].cells):
            self._extend(index, parts)
            return Cell(self.page.nothing, "up")
        return Cell(join(self.page.norm, parts), _merge(self.pending, index))

    def _extend(self, index: int, parts: list[Passage]) -> None:
        """The rest of a cell that began in a row above."""
        for row in reversed(self.rows):
            if index >= len(row.cells):
                return
            if row.cells[index].merge != "up":
                row.cells[index] = Cell(
                    join(self.page.norm, [row.cells[index].passage, *parts]), row.cells[index].merge
                )
                return


def read_grid(page: Page, first: int) -> tuple[RawTable | None, int]:
    """The grid whose first line is at a line (None where the lines are no table) and the line past it."""
    lines, count = page.lines, len(page.lines)
    grid = _Grid(page, first)
    headed = False
    at = first
    while at < count:
        if is_rule(page, at) and not _leaves_open(page, at):
            grid.close()
            headed = headed or (len(grid.rows) == 1 and "=" in page.text(at))
            grid.start = at + 1
        elif (is_rule(page, at) or _PART_RULE.search(page.text(at))) and not (
            at > first and lines[at].blank_before > 1
        ):
            _part_rule(page, grid, at)
            grid.start = at + 1
        elif PIPE.search(page.folded, lines[at].start, lines[at].end) and not (
            at > first and lines[at].blank_before > 1
        ):
            grid.pending.append(cells_of(page, lines[at].start, lines[at].end, (True, True)))
        else:
            break
        at += 1
    grid.close()
    return (RawTable("grid", first, at, grid.rows, headed=headed) if len(grid.rows) > 1 else None), at


def _leaves_open(page: Page, at: int) -> bool:
    """Whether a rule without text leaves out some columns: ├────┤  │  │."""
    return any(part is not None and not part for part in _segments(page, at))


def _part_rule(page: Page, grid: _Grid, at: int) -> None:
    """A line that is a rule under some columns and text in the others."""
    parts = list(_segments(page, at))
    width = len(grid.pending[-1]) if grid.pending else len(grid.rows[-1].cells) if grid.rows else 0
    if len(parts) != width:
        # Which columns it divides does not show: it divides all.
        grid.close()
        return
    open_columns = frozenset(index for index, part in enumerate(parts) if part is not None)
    grid.pending.append([Cell(part if part is not None else page.nothing) for part in parts])
    grid.close(open_columns)


def _segments(page: Page, at: int) -> Iterator[Passage | None]:
    """The text of each column in a line, None for one that is a rule there."""
    line = page.lines[at]
    start, end = page.trim(line.start, line.end)
    joints = [m.span() for m in _JOINT.finditer(page.folded, start, end)]
    lows, highs = [start, *[b for _, b in joints]], [*[a for a, _ in joints], end]
    for low, high in zip(lows, highs, strict=True):
        if low == high and (low == start or high == end):
            # Nothing stands outside the edges of the grid.
            continue
        yield None if _RULED.fullmatch(page.folded[low:high].strip()) else page.passage(low, high)


def _merge(pending: list[list[Cell]], index: int) -> Merge:
    merges = [cells[index].merge for cells in pending if index < len(cells)]
    return merges[0] if merges and all(m == merges[0] for m in merges) else ""
