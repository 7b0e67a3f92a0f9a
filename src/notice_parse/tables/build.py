"""From a table as printed to one whose rows stand under columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from notice_parse.diagnostics import Finding
from notice_parse.tables.align import Assignments, fits, place
from notice_parse.tables.header import Header, read_header, words_of
from notice_parse.tables.model import Cell, Column, RawRow, RawTable, Row, Table
from notice_parse.tables.page import Page
from notice_parse.tables.places import find_places
from notice_parse.tables.remains import left_over
from notice_parse.tables.roles import settle
from notice_parse.text.passage import Passage, join

_LONGEST_CAPTION = 60
_LONGEST_SECTION = 100
_EXACT_FORMS = frozenset({"html", "stacked"})
"""Forms whose empty cells say nothing of merging."""
_LOOSE_FORMS = frozenset({"tab-led", "stacked"})
"""Forms whose cells come apart: each paragraph of a cell may look like a cell."""


def build(page: Page, raw: RawTable) -> Table:
    """The table of the printed rows; a table whose header no rule reads keeps its first row as header and is `other`."""
    header = read_header(page, raw.rows, raw.headed)
    if header is None:
        row = raw.rows[0]
        heads = zip(words_of(row), row.cells, strict=True)
        header = Header(0, 1, [Column(text, head=cell.passage) for text, cell in heads])
    columns = header.columns
    body = raw.rows[header.last :]
    _imply_item(columns, body)
    _number_by_cells(page, columns, body)
    inner, places = find_places(page, columns, body)
    kind = settle(columns, lambda: _mean_lengths(columns, body)) if places is None else "matrix"
    start, end = raw.bounds or (page.lines[raw.first].start, page.lines[raw.last - 1].end)
    table = Table(raw.form, kind, raw.first, raw.last, start, end, columns, [], places=places)
    line = page.norm.line_of(page.lines[raw.rows[header.first].line].start)
    if kind == "other":
        names = "、".join([c.header for c in columns if c.header])[:60]
        table.findings.append(
            Finding("table-not-understood", f"A table of {len(body)} rows under {names} gives no items.", line)
        )
    for column in columns:
        if column.role == "unknown" and column.header and kind != "other":
            table.findings.append(Finding("column-unknown", f"No rule knows the column {column.header}.", line))
    _fill(page, table, raw.rows[header.first : header.last], body[inner:], raw.form)
    table.findings.extend(left_over(table))
    _look_above(page, table, raw.rows[: header.first])
    return table


def _number_by_cells(page: Page, columns: Sequence[Column], body: Sequence[RawRow]) -> None:
    """A first column without a header whose cells are serial numbers is the number."""
    if not columns or columns[0].header or any(column.role == "number" for column in columns):
        return
    firsts = [row.cells[0].passage.folded for row in body if row.cells and row.cells[0].passage]
    if firsts and all(page.vocabulary.serial.search(text) for text in firsts):
        columns[0].role = "number"


def _mean_lengths(columns: Sequence[Column], body: Sequence[RawRow]) -> list[float]:
    totals = [0] * len(columns)
    rows = [row for row in body if len(row.cells) == len(columns)]
    for row in rows:
        for index, cell in enumerate(row.cells):
            totals[index] += len(cell.passage)
    return [total / max(len(rows), 1) for total in totals]


def _imply_item(columns: list[Column], body: Sequence[RawRow]) -> None:
    """A breakdown whose rows may name a sub-item before the total under the total's own header: a column for it.

    The sign is a row that is one cell wider than the header; two columns under one total header are the same thing.
    """
    if sum(c.role == "area" for c in columns) < 2 or any(c.role == "item" for c in columns):
        return
    total = next((i for i, c in enumerate(columns) if c.role == "total" or c.role.startswith("target/")), None)
    if total is None:
        first_area = next(i for i, c in enumerate(columns) if c.role == "area")
        if first_area == 0 or not columns[first_area - 1].role.startswith("text:2"):
            return
        if sum(c.role.startswith("text") for c in columns) < 2:
            return
        total = first_area - 1
    if total + 1 < len(columns) and columns[total + 1].header == columns[total].header:
        columns[total] = Column(columns[total].header, "item", implied=True)
    elif any(len(row.cells) == len(columns) + 1 for row in body):
        columns.insert(total, Column(columns[total].header, "item", implied=True))


def _fill(page: Page, table: Table, head: Sequence[RawRow], body: Sequence[RawRow], form: str) -> None:
    names = [words_of(row) for row in head]
    openings = {next((text[0] for text in texts if text), "") for texts in names}
    broken = False
    widths = Counter(len(row.cells) for row in body)
    known: Assignments = {}
    for raw in body:
        filled = [cell.passage for cell in raw.cells if cell.passage.ranges]
        if not filled:
            continue
        if len(filled) > 1 and filled[0].folded[:1] in openings and words_of(raw) in names:
            broken = True
            continue
        row = _special(page, table, raw, filled) or _aligned(page, table, raw, form, widths, known)
        row.after_break = broken
        broken = False
        table.rows.append(row)


def _special(page: Page, table: Table, raw: RawRow, filled: Sequence[Passage]) -> Row | None:
    """A row of sums, or a note or a heading that stands alone in its row; None for a row of items."""
    leading = filled[0].folded
    summed = len(leading) <= 4 and page.vocabulary.sum.search(leading) is not None
    if summed and len(raw.cells) == len(table.columns) - 1 and table.columns[0].role == "number":
        # The cell of the serial number is left out.
        return Row([Cell(page.nothing), *raw.cells], raw.line, "sum")
    if summed and len(raw.cells) == len(table.columns):
        return Row(list(raw.cells), raw.line, "sum")
    # A converter may repeat the text of a cell that lies over all columns.
    if len(filled) > 1 and any(passage.folded != leading for passage in filled[1:]):
        return None
    text, cell = leading, Cell(filled[0])
    vocabulary = page.vocabulary
    if vocabulary.note.search(text):
        return Row([cell], raw.line, "note")
    alone = len(raw.cells) == 1 or all(c.merge == "left" for c in raw.cells[1:]) or len(filled) > 1
    first = bool(raw.cells[0].passage)
    longest = _LONGEST_SECTION if vocabulary.section.search(text) else _LONGEST_CAPTION
    if len(text) > longest or vocabulary.serial.search(text):
        return None
    if vocabulary.section.search(text) and not vocabulary.closed.search(text) and (first or alone):
        return Row([cell], raw.line, "section")
    if (
        alone
        and len(table.columns) >= 3
        and len(text) <= 30
        and not vocabulary.closed.search(text)
        and vocabulary.kind_of(text) in ("short", "text")
    ):
        return Row([cell], raw.line, "section")
    return None


def _aligned(page: Page, table: Table, raw: RawRow, form: str, widths: Counter[int], known: Assignments) -> Row:
    columns, cells = table.columns, raw.cells
    width = len(columns)
    norm = page.norm
    if len(cells) > width:
        while len(cells) > width and not cells[-1].passage:
            cells = cells[:-1]
    if len(cells) == width:
        return Row(list(cells), raw.line)
    printed = sum(1 for c in columns if not c.implied)
    skipped = _without_implied(page, columns, cells) if len(cells) == printed else None
    if skipped is not None:
        return Row(skipped, raw.line)
    kinds = [page.vocabulary.kind_of(cell.passage.folded) for cell in cells]
    if len(cells) > width and form not in _LOOSE_FORMS and fits(kinds, columns):
        table.findings.append(_width_finding(page, raw, len(cells), printed))
        return Row(list(cells[:width]), raw.line, surplus=list(cells[width:]))
    nothing = Passage(norm, [])
    out: list[Cell] = []
    groups = place(cells, kinds, columns, known)
    if form == "stacked":
        _shift_units(columns, groups)
    for column, group in zip(columns, groups, strict=True):
        if not group:
            out.append(Cell(nothing, "" if form in _EXACT_FORMS or column.implied else "up"))
        else:
            out.append(group[0] if len(group) == 1 else Cell(_together(page, group)))
    # Rows that leave out merged cells are the way of a flattened table when several do it alike; a lone one is odd.
    if len(cells) > width or (len(cells) < printed and widths[len(cells)] == 1 and kinds and kinds[0] == "serial"):
        table.findings.append(_width_finding(page, raw, len(cells), printed))
    return Row(out, raw.line)


def _shift_units(columns: Sequence[Column], groups: list[list[Cell]]) -> None:
    """A stacked row leaves out cells that are empty, not merged ones: its first unit stands in the first column of units."""
    units = [i for i, column in enumerate(columns) if column.role in ("lead", "responsible", "cooperating")]
    filled = [groups[i] for i in units if groups[i]]
    for index, group in zip(units, [*filled, *([] for _ in units)], strict=False):
        groups[index] = group


def _width_finding(page: Page, raw: RawRow, count: int, printed: int) -> Finding:
    line = page.norm.line_of(page.lines[raw.line].start)
    return Finding("table-row-width", f"A row of {count} cells under a header of {printed}.", line)


def _without_implied(page: Page, columns: Sequence[Column], cells: Sequence[Cell]) -> list[Cell] | None:
    """The cells of a row that has none for the implied column, if its number and its total are what they should be."""
    implied = next((i for i, column in enumerate(columns) if column.implied), None)
    if implied is None:
        return None
    total, first = cells[implied].passage.folded, cells[0].passage.folded
    if not page.vocabulary.figure.search(total) or (
        columns[0].role == "number" and first and not page.vocabulary.serial.search(first)
    ):
        return None
    return [*cells[:implied], Cell(Passage(page.norm, [])), *cells[implied:]]


def _together(page: Page, group: Sequence[Cell]) -> Passage:
    """Cells that are one: with the delimiters between them, which were text, where they stand in one line."""
    filled = [cell.passage for cell in group if cell.passage]
    if not filled:
        return Passage(page.norm, [])
    start, end = filled[0].start, filled[-1].end
    if start <= end and "\n" not in page.folded[start:end]:
        return Passage(page.norm, [(start, end)])
    return join(page.norm, filled)


def _look_above(page: Page, table: Table, titles: Sequence[RawRow]) -> None:
    """The caption: a title row inside the table, or the short line above it; and the unit of measure between them."""
    for row in titles:
        filled = [cell.passage for cell in row.cells if cell.passage]
        if filled and page.vocabulary.measure_line.search(filled[0].folded):
            table.measure = filled[0]
        elif filled and table.caption is None:
            table.caption = filled[0]
    at = table.first - 1
    if at >= 0 and page.vocabulary.measure_line.search(page.text(at).strip()):
        match = page.vocabulary.measure_line.search(page.text(at))
        if match:
            start = page.lines[at].start + match.start("unit")
            table.measure = Passage(page.norm, [(start, start + len(match.group("unit")))])
        at -= 1
    if table.caption is None and at >= 0 and not page.taken[at]:
        text = page.text(at).strip(" \t#")
        words = page.vocabulary
        if (
            2 <= len(text) <= _LONGEST_CAPTION
            and text[-1] not in "。;:,、"
            and not (words.note.search(text) or words.end.search(text))
        ):
            table.caption = Passage(page.norm, [(page.lines[at].start, page.lines[at].end)]).strip(" \t#")
            table.caption_line = at
