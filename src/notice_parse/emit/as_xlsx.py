"""An Excel workbook that a supervision office can use as its ledger: sheets of tasks, targets, allocations and more."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from notice_parse.emit.extras import need
from notice_parse.emit.labels_zh import in_chinese
from notice_parse.emit.rows import ALLOCATIONS, DIAGNOSTICS, TARGETS, TASKS, UNITS, Cell, Column, Row, Table

if TYPE_CHECKING:
    from notice_parse.records.notice import Extraction

_SHEETS = (TASKS, TARGETS, ALLOCATIONS, UNITS, DIAGNOSTICS)
_LAST_ROW = 1_048_575  # of a sheet, counted from 0
_LONGEST = 32_000  # characters; Excel refuses a cell of more than 32767
_CUT = "……（过长，余下部分见原文）"
_WIDEST = {"text": 60, "message": 50, "notice_title": 32, "section": 32, "targets": 40}
_WIDTH = 24  # columns of Latin letters; a Chinese character takes two
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same records give the same bytes


class XlsxWriter:
    """Takes extractions one by one; memory does not grow with their number."""

    def __init__(self, file: BinaryIO, labels: str = "en") -> None:
        xlsxwriter = need("xlsxwriter", "xlsx")
        self._book: Any = xlsxwriter.Workbook(
            file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self._book.set_properties({"created": _MADE})
        shared = {"valign": "top", "border": 1, "border_color": "#D0D0D0"}
        formats = {
            "head": self._book.add_format(
                {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#DCE6F1"}
            ),
            "text": self._book.add_format({**shared, "text_wrap": True}),
            "date": self._book.add_format({**shared, "num_format": "yyyy-mm-dd"}),
            "number": self._book.add_format({**shared, "num_format": "General"}),
        }
        self._sheets = [_Sheet(self._book, table, formats, zh=labels == "zh") for table in _SHEETS]

    def add(self, extraction: Extraction) -> None:
        for sheet in self._sheets:
            for row in sheet.table.rows(extraction):
                sheet.write(row)

    def finish(self) -> None:
        for sheet in self._sheets:
            sheet.close()
        self._book.close()


def emit_xlsx(extraction: Extraction, labels: str = "en") -> bytes:
    """One extraction as a workbook."""
    out = io.BytesIO()
    writer = XlsxWriter(out, labels)
    writer.add(extraction)
    writer.finish()
    return out.getvalue()


class _Sheet:
    """One table; where it outgrows what Excel allows it goes on in a further sheet."""

    def __init__(self, book: Any, table: Table, formats: dict[str, Any], *, zh: bool) -> None:
        self.table = table
        self._book, self._formats, self._zh = book, formats, zh
        self._parts = 0
        self._open()

    def _open(self) -> None:
        self._parts += 1
        name = self.table.label if self._zh else self.table.name
        self._sheet = self._book.add_worksheet(name if self._parts == 1 else f"{name} {self._parts}")
        self._next = 1
        heads = [column.label if self._zh else column.name for column in self.table.columns]
        self._widths = [_cells(head) + 3 for head in heads]  # room for the filter's arrow
        for index, head in enumerate(heads):
            self._sheet.write_string(0, index, head, self._formats["head"])

    def write(self, row: Row) -> None:
        if self._next > _LAST_ROW:
            self.close()
            self._open()
        if self._zh:
            row = in_chinese(self.table.columns, row)
        for index, cell in enumerate(row):
            self._write(index, cell)
        self._next += 1

    def _write(self, index: int, cell: Cell) -> None:
        text, number = self._formats["text"], self._formats["number"]
        if cell is None or cell == "":
            self._sheet.write_blank(self._next, index, None, text)
            return
        if isinstance(cell, bool):
            self._sheet.write_boolean(self._next, index, cell, number)
        elif isinstance(cell, str):
            shown = cell if len(cell) <= _LONGEST else cell[:_LONGEST] + _CUT
            self._sheet.write_string(self._next, index, _storable(shown), text)
        elif isinstance(cell, int | Decimal):
            # Excel keeps 15 digits; a longer number is kept as text rather than changed.
            if _digits(cell) <= 15:
                self._sheet.write_number(self._next, index, cell, number)
            else:
                self._sheet.write_string(self._next, index, f"{cell:f}", text)
        else:
            self._sheet.write_datetime(self._next, index, _midnight(cell), self._formats["date"])
        self._widths[index] = max(self._widths[index], _shown_width(cell))

    def close(self) -> None:
        """Widths, filters and the way it prints; needs to know all rows."""
        for index, (column, width) in enumerate(zip(self.table.columns, self._widths, strict=True)):
            self._sheet.set_column(index, index, min(width, _widest(column)))
        self._sheet.autofilter(0, 0, max(1, self._next - 1), len(self.table.columns) - 1)
        self._sheet.freeze_panes(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.fit_to_pages(1, 0)


def _widest(column: Column) -> int:
    return _WIDEST.get(column.name, _WIDTH)


def _cells(text: str) -> int:
    """Width in columns; what is not ASCII is taken for Chinese."""
    return len(text) + sum(character > "\u02ff" for character in text)


def _shown_width(cell: Cell) -> int:
    if isinstance(cell, str):
        # Past the widest column the exact width does not matter.
        return _cells(cell[:64]) + 2
    return 12 if isinstance(cell, date) else len(f"{cell}") + 2


def _digits(number: int | Decimal) -> int:
    return len(str(abs(number))) if isinstance(number, int) else len(number.normalize().as_tuple().digits)


def _storable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def sheet_names(labels: str = "en") -> Sequence[str]:
    """The sheets in their order."""
    return [table.label if labels == "zh" else table.name for table in _SHEETS]
