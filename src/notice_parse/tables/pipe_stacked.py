"""Tables with one cell a line and a pipe at the end of each, as some converters of web pages write them.

    序号 |
    主要任务 |
    牵头单位 |
    1 |
    新建公园2座。 |
    市园林局 |

An empty cell is a pipe alone; a cell may run over lines. Nothing marks the end of a row but the number that opens the
next one, which must come after as many cells as the header has.
"""

from __future__ import annotations

from collections.abc import Iterator

from notice_parse.tables.model import Cell, RawRow, RawTable
from notice_parse.tables.numbers import ordinal
from notice_parse.tables.page import Page

_FEWEST, _WIDEST = 3, 24
"""Columns that a header may have."""


def find_pipe_stacked(page: Page) -> Iterator[RawTable]:
    """The tables of a text, in order: a header that opens with the serial number, then whole rows with numbers."""
    heads = page.vocabulary.serial_heads
    index, count = 0, len(page.lines)
    while index < count:
        text = page.text(index).strip()
        if not page.taken[index] and text.endswith("|") and text.strip("| ") in heads and "|" not in text.strip("| "):
            table, last = _read(page, index)
            if table is not None:
                yield table
                index = last
                continue
        index += 1


def _read(page: Page, first: int) -> tuple[RawTable | None, int]:
    cells, lines, last = _cells(page, first, _WIDEST + 1)
    width = next((k for k in range(1, min(len(cells), _WIDEST + 1)) if _serial(page, cells[k]) is not None), 0)
    if width < _FEWEST or not page.is_header([cell.passage.folded for cell in cells[:width]]):
        return None, first
    cells, lines, last = _cells(page, first)
    rows = [RawRow(cells[:width], first)]
    at: int | None = width
    end = width
    while at is not None:
        following = _next_row(page, cells, at, width)
        held = cells[at : following if following is not None else at + width + 1]
        rows.append(RawRow(held, lines[at]))
        end = at + len(held)
        at = following
    body = rows[1:]
    # Where every row ends so (the last may be cut off), a pipe alone is what closes it.
    closed = all(not row.cells[-1].passage for row in body[:-1] or body)
    for row in body:
        if closed and not row.cells[-1].passage:
            row.cells.pop()
        while len(row.cells) > width and not row.cells[-1].passage:
            row.cells.pop()
    # The form is that of any stacked table: which cells a row leaves out shows by what they look like.
    return RawTable("stacked", first, lines[end] if end < len(cells) else last, rows, headed=True), last


def _next_row(page: Page, cells: list[Cell], at: int, width: int) -> int | None:
    """Where the next number up stands, nearest to a whole row on."""
    number = _serial(page, cells[at])
    found = [
        k
        for k in range(at + 2, min(at + width + 3, len(cells)))
        if number is not None and _serial(page, cells[k]) == number + 1
    ]
    return min(found, key=lambda k: abs(k - at - width), default=None)


def _cells(page: Page, first: int, most: int | None = None) -> tuple[list[Cell], list[int], int]:
    """The cells of the run of lines that starts at a line, the line of each, and the line past the run; `most` of them."""
    cells: list[Cell] = []
    lines: list[int] = []
    at = start = first
    last = first
    while at < len(page.lines) and not page.taken[at] and (most is None or len(cells) < most):
        line = page.lines[at]
        text = page.text(at).rstrip()
        if at > start and line.blank_before > 1:
            break
        if text.endswith("|"):
            if "|" in text.strip("| "):
                break
            bare = text.rstrip("| ")
            low = page.lines[start].start
            lead = len(text) - len(text.lstrip("|"))
            if bare and not lead:
                cells.append(Cell(page.lines_passage(low, line.start + len(bare))))
                lines.append(start)
            empty = text.count("|") - (1 if bare and not lead else 0)
            cells.extend([Cell(page.nothing)] * empty)
            lines.extend([at] * empty)
            last = start = at + 1
        elif page.vocabulary.end.search(text) or at - start > 8:
            break
        at += 1
    return cells, lines, last


def _serial(page: Page, cell: Cell) -> int | None:
    match = page.vocabulary.serial.search(cell.passage.folded) if 0 < len(cell.passage) <= 6 else None
    return ordinal(match.group("number")) if match else None
