"""Breakdowns printed on their side: each row is a place, each other column an item with the share of every place."""

from __future__ import annotations

from collections.abc import Sequence

from notice_parse.diagnostics import Finding
from notice_parse.tables.figures import bare, total_as_target, weigh
from notice_parse.tables.model import Allocation, Column, RawRow, Row, RowRecord, Share, Table, UnitRole, UnitsCell
from notice_parse.tables.page import Page
from notice_parse.tables.vocabulary import Vocabulary
from notice_parse.text.passage import Passage, join

_ITEM_ROLES = frozenset({"unknown", "total", "year", "area"})
"""What the header of an item may look like to the rules, which know no items; so may goals and tasks (任务数)."""


_UNIT_ROLES: tuple[UnitRole, ...] = ("lead", "responsible", "cooperating")
_KEPT_ROLES = frozenset({"number", "leaders", "persons", *_UNIT_ROLES})


def find_places(page: Page, columns: Sequence[Column], body: Sequence[RawRow]) -> tuple[int, int | None]:
    """How many rows of the body go on with the header, and which column holds the places; None where none does.

    The roles of the columns are set where one does: a table whose columns are places is not looked at.
    """
    at = next((i for i, c in enumerate(columns[:3]) if c.role != "number"), None)
    if at is None or sum(c.role == "area" and c.area != "" for c in columns[at + 1 :]) >= 2:
        return 0, None
    head = columns[at].head
    if not page.vocabulary.heads_places(head.folded if head is not None else ""):
        return 0, None
    inner = _inner_rows(page, body, at, len(columns))
    rows = [row for row in body[inner:] if len(row.cells) == len(columns) and row.cells[at].passage]
    names = [row.cells[at].passage.folded for row in rows]
    known = sum(page.vocabulary.heading(name).roles == ("area",) for name in names)
    sums = sum(page.vocabulary.sum.search(name) is not None for name in names)
    if known < 2 or known * 10 < (len(names) - sums) * 7:
        return 0, None
    items = [i for i, c in enumerate(columns) if i != at and _is_item(c) and _bears_figures(page, rows, i)]
    told = any(
        c.role == "indicator" or c.role.startswith("text:") for i, c in enumerate(columns) if i != at and i not in items
    )
    if not items or told:
        # A column that says what is to be done makes each row an item of its own.
        return 0, None
    _set_roles(columns, at, items)
    for row in body[:inner]:
        _add_inner(columns, items, row)
    return inner, at


def _is_item(column: Column) -> bool:
    role = column.role.split("/")[0]
    return role in _ITEM_ROLES or role in ("target", "goal", "baseline") or role.startswith("text:")


def _bears_figures(page: Page, rows: Sequence[RawRow], index: int) -> bool:
    """Whether most of the filled cells of a column are figures."""
    texts = [row.cells[index].passage.folded for row in rows if row.cells[index].passage]
    return bool(texts) and sum(page.vocabulary.figure.search(text) is not None for text in texts) * 2 > len(texts)


def _inner_rows(page: Page, body: Sequence[RawRow], at: int, width: int) -> int:
    """Rows below the header that name parts of its columns: no place, no figures, at least two words."""
    for index, row in enumerate(body[:2]):
        texts = [cell.passage.folded for cell in row.cells if cell.passage]
        if not at < len(row.cells) <= width or row.cells[at].passage or len(texts) < 2:
            return index
        if any(page.vocabulary.figure.search(text) or page.vocabulary.serial.search(text) for text in texts):
            return index
    return 0


def _set_roles(columns: Sequence[Column], at: int, items: Sequence[int]) -> None:
    for index, column in enumerate(columns):
        if index in items:
            column.role = "item"
        elif index == at or column.role not in _KEPT_ROLES:
            column.role = "known"


def _add_inner(columns: Sequence[Column], items: Sequence[int], row: RawRow) -> None:
    """An inner header stands under the outer one it belongs to, which may lie over several columns."""
    outer: Column | None = None
    heads: list[tuple[Column, Passage]] = []
    for index in items:
        column = columns[index]
        below = row.cells[index].passage if index < len(row.cells) else None
        outer = column if column.header else outer
        if below and outer is not None and outer.head is not None:
            heads.append((column, join(below.norm, [outer.head, below])))
    for column, head in heads:
        column.head, column.header = head, bare(head)


def looks_sideways(page: Page, rows: Sequence[Sequence[str]]) -> bool:
    """Whether printed rows, as texts, read as a table of places: their header first, and two places below it."""
    heading = page.vocabulary.heading
    for at in (0, 1):
        names = [row[at] for row in rows[1:] if len(row) > at and row[at]]
        if len(rows[0]) > at + 1 and rows[0][at] and page.vocabulary.heads_places(rows[0][at]):
            return sum(heading(name).roles == ("area",) for name in names) >= 2
    return False


def read_places(table: Table, words: Vocabulary) -> list[RowRecord]:
    """One record for each item of a table whose rows are places; its shares are the cells of its column."""
    at = table.places
    assert at is not None
    rows = [row for row in table.rows if row.kind == "sum" or (row.kind == "item" and row.cells[at].passage)]
    totals = [row for row in rows if words.sum.search(row.cells[at].passage.folded) or row.kind == "sum"]
    # 全市 above the places is their total as well.
    totals = totals or [row for row in rows if words.heading(row.cells[at].passage.folded).roles[:1] == ("total",)]
    section = next((row.cells[0].passage for row in table.rows if row.kind == "section"), None)
    out = []
    items = table.indices("item")
    for index in items:
        text = _text(table, table.columns[index], words)
        if text is None:
            continue
        shares = [
            Share(bare(row.cells[at].passage), bare(row.cells[index].passage)) for row in rows if row not in totals
        ]
        total = next((row.cells[index].passage for row in totals if row.cells[index].passage), Passage(text.norm, []))
        record = RowRecord(line=text.line, section=section, text=text)
        record.allocations = [Allocation(None, bare(total), shares, text.line)]
        _name_bearers(table, rows, record)
        record.indicators = total_as_target(text, total, table.measure, words)
        record.findings = weigh(record, words)
        out.append(record)
    _tell_rest(table, at, out)
    return out


def _name_bearers(table: Table, rows: Sequence[Row], record: RowRecord) -> None:
    """The units and persons that stand beside the places answer for each item."""
    for role in _UNIT_ROLES:
        cells = [row.cells[i].passage for i in table.indices(role) for row in rows if row.cells[i].passage]
        record.units.extend(UnitsCell(role, "label", cell) for cell in cells)
    record.leaders = [row.cells[i].passage for i in table.indices("leaders") for row in rows if row.cells[i].passage]
    record.persons = [row.cells[i].passage for i in table.indices("persons") for row in rows if row.cells[i].passage]


def _text(table: Table, column: Column, words: Vocabulary) -> Passage | None:
    """What an item is: its header, with the title of the table before one that only says how much or when."""
    head = column.head
    if table.caption is not None and head and (column.period or words.plain_count.search(head.folded)):
        return join(head.norm, [table.caption, head])
    return head or table.caption


def _tell_rest(table: Table, at: int, records: Sequence[RowRecord]) -> None:
    """Cells beside the figures (备注) belong to a place, which has no record: they are told."""
    if not records:
        return
    rest = [i for i, c in enumerate(table.columns) if c.role == "known" and i != at]
    for row in table.rows:
        for cell in [*(row.cells[i] for i in rest if row.kind != "section" and i < len(row.cells)), *row.surplus]:
            if cell.passage:
                place = bare(row.cells[at].passage) if at < len(row.cells) else ""
                message = f"A cell about {place or 'no place'} that no item holds: {cell.passage.clean}"
                records[0].findings.append(Finding("cell-not-understood", message, cell.passage.line))
    for row in table.rows:
        if row.kind == "item" and not row.cells[at].passage:
            texts = " | ".join([cell.passage.clean for cell in row.cells if cell.passage])
            line = _first_line(row)
            records[0].findings.append(Finding("cell-not-understood", f"A row that names no place: {texts}", line))


def _first_line(row: Row) -> int | None:
    return next((cell.passage.line for cell in row.cells if cell.passage), None)
