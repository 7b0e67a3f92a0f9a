"""CSV: one row each for tasks, targets, allocations, units, diagnostics or notices, ready for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from notice_parse.emit.labels_zh import in_chinese
from notice_parse.emit.rows import TABLES, Cell

if TYPE_CHECKING:
    from notice_parse.records.notice import Extraction

# Without the mark, Excel takes UTF-8 for the code page of the country.
BOM = b"\xef\xbb\xbf"
# A spreadsheet runs a cell that begins so; the full-width forms are folded by Excel's East Asian editions.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def emit_csv(extraction: Extraction, rows: str = "tasks", labels: str = "en") -> bytes:
    """One extraction as a whole CSV file: mark, header, rows."""
    return csv_header(rows, labels) + csv_rows(extraction, rows, labels)


def csv_header(rows: str = "tasks", labels: str = "en") -> bytes:
    """The byte order mark and the line of column names (`labels` en or zh)."""
    columns = TABLES[rows].columns
    return BOM + to_csv([[column.label if labels == "zh" else column.name for column in columns]])


def csv_rows(extraction: Extraction, rows: str = "tasks", labels: str = "en") -> bytes:
    """The rows alone: the files of many extractions are one header and the rows of each, laid together."""
    table = TABLES[rows]
    found = table.rows(extraction)
    return to_csv((in_chinese(table.columns, row) for row in found) if labels == "zh" else found)


def to_csv(rows: Iterable[Iterable[Cell]]) -> bytes:
    """Rows as UTF-8 lines; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8", "backslashreplace")


def _safe(cell: Cell) -> str | int:
    if isinstance(cell, str):
        if "\r" in cell:
            # The writer does not quote it, and a reader would begin a row there, with whatever comes next.
            cell = cell.replace("\r\n", "\n").replace("\r", "\n")
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return cell.isoformat() if isinstance(cell, date) else cell
