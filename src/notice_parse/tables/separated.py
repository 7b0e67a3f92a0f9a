"""Columns separated by tabs or by commas, one row a line; quoted cells may run over lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from notice_parse.tables.model import Cell, RawRow, RawTable
from notice_parse.tables.page import Page
from notice_parse.tables.places import looks_sideways
from notice_parse.text.patterns import compile_pattern

_INNER_TAB = compile_pattern(r"[^\t\n]\t")
_TABS = compile_pattern(r"\t")
_COMMA = compile_pattern(r'[",]')
_COMMA_HEADER = compile_pattern(r"^[^\n,]{0,20},[^\n]{1,300}$", re.MULTILINE)
_HEADER_ROWS = 4
_LONGEST_CELL = 30
"""Lines that a quoted cell may run over."""


def find_tabbed(page: Page) -> Iterator[RawTable]:
    """Tables with tabs between their columns: under a known header, or at least three rows of the same three or more cells."""
    index, count = 0, len(page.lines)
    while index < count:
        line = page.lines[index]
        if page.taken[index] or not _INNER_TAB.search(page.folded, line.start, line.end):
            index += 1
            continue
        table, last = _read_tabbed(page, index)
        if table is not None:
            yield table
        index = max(last, index + 1)


def _read_tabbed(page: Page, first: int) -> tuple[RawTable | None, int]:
    """The table whose first row is at a line (None where the lines are no table) and the line past it.

    A line without a tab between two rows goes on with the last cell; a heading among the rows is a row of its own.
    """
    lines, count, words = page.lines, len(page.lines), page.vocabulary
    rows: list[RawRow] = []
    names: list[str] = []
    at = first
    known = False
    while at < count:
        line = lines[at]
        text = page.text(at)
        if words.note.search(text.strip("\t")) or words.end.search(text.strip("\t")):
            break
        if "\t" in text:
            stop = _quoted_end(page, at)
            cells = _split(page, at, stop, _TABS)
            texts = [cell.passage.folded for cell in cells]
            if len(rows) > (2 if known else 3) and texts != names and page.is_next_header(line.start, line.end, texts):
                break
            names = names or texts
            known = known or (len(rows) < _HEADER_ROWS and page.is_header(texts))
            rows.append(RawRow(cells, at))
            at = stop
            continue
        if (
            at + 1 >= count
            or not rows
            or line.blank_before > 1
            or not _INNER_TAB.search(page.folded, lines[at + 1].start, lines[at + 1].end)
        ):
            break
        if words.page.search(text):
            pass
        elif words.section.search(text) and not words.closed.search(text):
            rows.append(RawRow([Cell(page.passage(line.start, line.end))], at))
        else:
            cell = rows[-1].cells[-1]
            rows[-1].cells[-1] = Cell(page.passage_of([*cell.passage.ranges, page.trim(line.start, line.end)]))
        at += 1
    widths = {len(row.cells) for row in rows}
    alike = len(rows) >= 3 and len(widths) == 1 and widths.pop() >= 3
    if len(rows) < 2 or not (
        known or alike or looks_sideways(page, [[c.passage.folded for c in row.cells] for row in rows])
    ):
        return None, at
    return RawTable("tabs", first, at, _without_margin(rows)), at


def _without_margin(rows: list[RawRow]) -> list[RawRow]:
    """Rows that all start with a tab have no first column there."""
    if all(len(row.cells) > 1 and not row.cells[0].passage for row in rows):
        return [RawRow(row.cells[1:], row.line) for row in rows]
    return rows


def find_commas(page: Page) -> Iterator[RawTable]:
    """Tables with commas between their columns. Prose is full of commas: only a header of known columns starts one."""
    done = 0
    for match in _COMMA_HEADER.finditer(page.norm.clean):
        if match.start() < done:
            continue
        index = page.line_index(match.start())
        if page.taken[index] or page.lines[index].end < match.end() or page.lines[index].start > match.start():
            continue
        header = _split(page, index, index + 1, _COMMA)
        if not page.is_header([cell.passage.folded for cell in header]):
            continue
        rows, at = [RawRow(header, index)], index + 1
        while at < len(page.lines) and "," in page.norm.clean[page.lines[at].start : page.lines[at].end]:
            stop = _quoted_end(page, at)
            cells = _split(page, at, stop, _COMMA)
            if len(cells) < 2:
                break
            rows.append(RawRow(cells, at))
            at = stop
        if len(rows) > 1:
            yield RawTable("commas", index, at, rows)
            done = page.lines[at - 1].end


def _quoted_end(page: Page, at: int) -> int:
    """The line past a row: a quote opened in it is closed in one of the next lines."""
    text = page.text(at)
    if text.count('"') % 2 == 0:
        return at + 1
    for end in range(at + 1, min(at + _LONGEST_CELL, len(page.lines))):
        if page.text(end).count('"') % 2:
            return end + 1
    return at + 1


def _split(page: Page, first: int, stop: int, delimiter: re.Pattern[str]) -> list[Cell]:
    """The cells of the lines `[first, stop)` without their quotes.

    A comma inside quotes is text; the source's own comma counts, not the full-width one that is folded to it.
    """
    start, end = page.lines[first].start, page.lines[stop - 1].end
    text = page.norm.clean
    if delimiter is _TABS:
        cuts = [m.start() for m in delimiter.finditer(text, start, end)]
    else:
        cuts = _commas(text, start, end)
    bounds = [start - 1, *cuts, end]
    several = stop - first > 1
    cells = []
    for before, after in pairwise(bounds):
        a, b = page.trim(before + 1, after)
        if b - a >= 2 and text[a] == '"' and text[b - 1] == '"':
            a, b = a + 1, b - 1
        cells.append(Cell(page.lines_passage(a, b) if several else page.passage(a, b)))
    return cells


def _commas(text: str, start: int, end: int) -> list[int]:
    """Where the commas outside quotes stand."""
    cuts, quoted = [], False
    for match in _COMMA.finditer(text, start, end):
        if match.group() == '"':
            quoted = not quoted
        elif not quoted:
            cuts.append(match.start())
    return cuts
