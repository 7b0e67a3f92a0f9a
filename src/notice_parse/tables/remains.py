"""What stands in a table and belongs to no item: remarks, sums, headings with nothing below them."""

from __future__ import annotations

from notice_parse.diagnostics import Finding
from notice_parse.tables.model import Row, Table

_SHOWN = 200


def left_over(table: Table) -> list[Finding]:
    """One finding for each row of a table that no record will hold; a table that gives no items has one of its own."""
    if table.kind == "other":
        return []
    out = []
    last = len(table.rows) - 1
    for index, row in enumerate(table.rows):
        if row.kind == "note":
            out.append(_finding(row, "A remark"))
        elif row.kind == "sum" and table.places is None:
            out.append(_finding(row, "A row of sums"))
        elif row.kind == "section" and (index == last or table.rows[index + 1].kind == "section"):
            out.append(_finding(row, "A heading above no item"))
    return out


def _finding(row: Row, what: str) -> Finding:
    texts = [cell.passage.clean for cell in row.cells if cell.passage]
    line = next((cell.passage.line for cell in row.cells if cell.passage), None)
    return Finding("table-remark", f"{what}: {' | '.join(texts)[:_SHOWN]}", line)
