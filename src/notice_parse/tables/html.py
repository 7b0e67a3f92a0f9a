"""HTML tables inside text or Markdown: `<table>` with rowspan and colspan.

This reads what stands in the text as it is; a whole HTML document is turned into text by its reader first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from notice_parse.tables.model import Cell, RawRow, RawTable
from notice_parse.tables.page import Page
from notice_parse.text.passage import Passage, join
from notice_parse.text.patterns import compile_pattern

_TABLE = compile_pattern(r"<table\b", re.IGNORECASE)
_TAG = compile_pattern(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)(?P<rest>[^<>]{0,2000}+)>|<!--.{0,2000}?-->", re.DOTALL
)
_SPAN = compile_pattern(r"\b(?P<which>row|col)span\s*+=\s*+[\"'“”]?\s*+(?P<number>\d{1,4})", re.IGNORECASE)
_WIDEST = 64
"""Columns of the widest table that is believed; further cells go on with the last one."""


def has_html(text: str) -> bool:
    return _TABLE.search(text) is not None


class _Building:
    """Rows under way: `held` says for each column how many further rows the cell above covers."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.rows: list[RawRow] = []
        self.printed: list[tuple[Passage, int, int]] = []
        self.held: dict[int, int] = {}
        self.heads = 0
        self.headed = False

    def close_row(self, offset: int) -> None:
        """Place the cells of a row in the columns that the rows above leave free."""
        nothing = Passage(self.page.norm, [])
        cells: list[Cell] = []
        held = self.held
        queue = iter(self.printed)
        current = next(queue, None)
        new: dict[int, int] = {}
        edge = max(held, default=-1)
        while current is not None or len(cells) <= edge:
            column = len(cells)
            if column >= _WIDEST and current is not None:
                cells[-1] = Cell(join(self.page.norm, [cells[-1].passage, current[0]]))
                current = next(queue, None)
            elif column in held:
                cells.append(Cell(nothing, "up"))
            elif current is not None:
                passage, across, down = current
                cells.append(Cell(passage))
                for extra in range(min(across, _WIDEST - column)):
                    if extra:
                        cells.append(Cell(nothing, "left"))
                    if down > 1:
                        new[column + extra] = down - 1
                current = next(queue, None)
            else:
                cells.append(Cell(nothing))
        self.held = {column: left - 1 for column, left in held.items() if left > 1} | new
        if any(cell.passage for cell in cells):
            if not self.rows:
                self.headed = self.heads == len(self.printed)
            self.rows.append(RawRow(cells, self.page.line_index(offset)))
        self.printed = []
        self.heads = 0


def find_html(page: Page) -> Iterator[RawTable]:
    """The outermost `<table>` elements, in order; a table inside a cell is read as the cell's text."""
    text = page.norm.clean
    at = 0
    while (opening := _TABLE.search(text, at)) is not None:
        building = _Building(page)
        at = _read(page, opening.start(), building)
        first, last = page.line_index(opening.start()), page.line_index(max(at - 1, opening.start())) + 1
        if len(building.rows) > 1 and len(building.rows[0].cells) > 1:
            yield RawTable("html", first, last, building.rows, (opening.start(), at), building.headed)


def _read(page: Page, start: int, building: _Building) -> int:
    """Read one table element and return the offset past it (or the end of the text where it is not closed)."""
    text = page.norm.clean
    depth = 0
    ranges: list[tuple[int, int]] | None = None
    across = down = 1
    at = row_at = start

    def close_cell(end: int) -> None:
        nonlocal ranges
        if ranges is not None:
            ranges.append((at, end))
            passage = Passage(page.norm, [r for a, b in ranges for r in page.lines_passage(a, b).ranges])
            building.printed.append((passage, across, down))
            ranges = None

    for tag in _TAG.finditer(text, start):
        name = (tag.group("name") or "").lower()
        ends = bool(tag.group("end"))
        if name == "table":
            depth += -1 if ends else 1
            if depth == 0:
                close_cell(tag.start())
                building.close_row(row_at)
                return tag.end()
        if depth == 1 and name in ("td", "th", "tr", "thead", "tbody", "tfoot"):
            close_cell(tag.start())
            if name not in ("td", "th"):
                if building.printed or (name == "tr" and ends):
                    building.close_row(row_at)
                row_at = tag.end()
            elif not ends:
                ranges = []
                across, down = _spans(tag.group("rest"))
                building.heads += name == "th"
        elif ranges is not None:
            ranges.append((at, tag.start()))
        at = tag.end()
    close_cell(len(text))
    building.close_row(row_at)
    return len(text)


def _spans(attributes: str) -> tuple[int, int]:
    across = down = 1
    for match in _SPAN.finditer(attributes):
        number = max(int(match.group("number")), 1)
        if match.group("which").lower() == "col":
            across = min(number, _WIDEST)
        else:
            down = number
    return across, down
