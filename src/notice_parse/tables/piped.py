"""Pipe tables: Markdown with and without rules, bare `a | b | c` lines, grids of `+---+` and of box characters.

The canonical form that the readers of office formats print is one of them: `^^` in a cell goes on with the cell above,
`<<` with the cell to its left, `<br>` is a line break inside a cell, `\\|` a pipe that is text.
"""

from __future__ import annotations

from collections.abc import Iterator

from notice_parse.tables.grid import read_grid
from notice_parse.tables.model import RawRow, RawTable
from notice_parse.tables.page import Page
from notice_parse.tables.pipes import PIPE, cells_of, is_rule
from notice_parse.tables.places import looks_sideways
from notice_parse.text.patterns import compile_pattern

_GRID_RULE = compile_pattern(r"^[+┌├└┏┣┗╔╠╚]")
_HEADER_ROWS = 4
"""Rows among which the header stands; a header further down opens another table."""
_LONGEST_CELL = 30
"""Lines that one cell may run over; a longer gap means that the table is over."""


def has_pipes(text: str) -> bool:
    return PIPE.search(text) is not None


def find_piped(page: Page) -> Iterator[RawTable]:
    """The pipe tables of a text, in order."""
    index, count = 0, len(page.lines)
    floor = 0
    while index < count:
        if not PIPE.search(page.folded, page.lines[index].start, page.lines[index].end):
            index += 1
            continue
        first = index
        if index > floor and is_rule(page, index - 1):
            first = index - 1
        table, last = read_grid(page, first) if _GRID_RULE.match(page.text(first)) else _read_plain(page, index)
        if table is not None:
            yield table
        floor = index = max(last, index + 1)


def _outer(page: Page, index: int) -> tuple[bool, bool]:
    text = page.text(index).strip(" \t")
    return bool(PIPE.match(text[:1])), bool(PIPE.match(text[-1:]))


def _read_plain(page: Page, first: int) -> tuple[RawTable | None, int]:
    """The table whose first row is at a line (None where the lines are no table) and the line past it."""
    outer = _outer(page, first)
    lines, count = page.lines, len(page.lines)
    rows: list[RawRow] = []
    at = first
    ruled = known = False
    names: list[str] = []
    while at < count:
        if is_rule(page, at):
            ruled = ruled or len(rows) == 1
            at += 1
            continue
        if not PIPE.search(page.folded, lines[at].start, lines[at].end):
            break
        stop = _row_end(page, at, outer)
        cells = cells_of(page, lines[at].start, lines[stop - 1].end, outer)
        texts = [cell.passage.folded for cell in cells]
        if not rows:
            names = texts
        elif texts != names and _starts_anew(page, texts, at, stop, len(rows) > (2 if known else 3)):
            break
        known = known or (len(rows) < _HEADER_ROWS and page.is_header(texts))
        rows.append(RawRow(cells, at))
        at = stop
    if not _is_table(rows, known or ruled) and not (
        rows and looks_sideways(page, [[c.passage.folded for c in row.cells] for row in rows])
    ):
        return None, at
    return RawTable("pipes", first, at, rows, headed=ruled), at


def _row_end(page: Page, at: int, outer: tuple[bool, bool]) -> int:
    """The line past a row that starts at a line: its last cells may run over lines without pipes."""
    lines, count = page.lines, len(page.lines)
    end = at + 1
    closed = outer[1] and bool(PIPE.match(page.text(at).rstrip(" \t")[-1:]))
    if closed:
        return end
    while end < min(count, at + _LONGEST_CELL):
        piped = bool(PIPE.search(page.folded, lines[end].start, lines[end].end))
        if not outer[1] and piped:
            return end
        if outer[1] and piped:
            if outer[0] and PIPE.match(page.text(end).lstrip(" \t")[:1]):
                return at + 1
            if PIPE.match(page.text(end).rstrip(" \t")[-1:]):
                return end + 1
        elif (
            lines[end].blank_before > 1
            or page.vocabulary.note.search(page.text(end))
            or page.vocabulary.end.search(page.text(end))
        ):
            return at + 1
        end += 1
    return at + 1


def _starts_anew(page: Page, texts: list[str], at: int, stop: int, below_head: bool) -> bool:
    """Whether a row is no longer of the table: a header of the next one, or what closes a document.

    `below_head`: so many rows are above it that it is no second row of their header.
    """
    blank = page.lines[at].blank_before
    if blank and page.vocabulary.end.search(texts[0] if texts else ""):
        return True
    if blank and stop < len(page.lines) and is_rule(page, stop):
        return True
    return below_head and page.is_next_header(page.lines[at].start, page.lines[stop - 1].end, texts)


def _is_table(rows: list[RawRow], headed: bool) -> bool:
    """Rows under a header of known columns or over a rule; or at least three rows of the same width, three or more cells."""
    if len(rows) < 2 or len(rows[0].cells) < 2:
        return False
    if headed:
        return True
    widths = {len(row.cells) for row in rows}
    return len(rows) >= 3 and len(widths) == 1 and widths.pop() >= 3
