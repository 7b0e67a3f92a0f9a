"""Workbooks (.xlsx) to text: each sheet as lines and pipe tables, merged cells marked, values as they are shown."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notice_parse.diagnostics import Finding
from notice_parse.errors import SourceError
from notice_parse.loading.grid import ABOVE, LEFT, table_lines
from notice_parse.loading.office_xml import declares_entities
from notice_parse.loading.xlsx_values import shown_value
from notice_parse.loading.zipped import DAMAGED, Budget, damaged, open_zip, read_member

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WHAT = "Excel workbook"
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_XML = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""What a part of markup begins with, in any encoding."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_MERGED_MOST = 2_000_000
"""Cells inside merged ranges; each becomes an object."""
_PARTS_MOST = 96 << 20
"""Bytes of unpacked sheets and strings; more takes minutes."""
_CELLS_MOST = 3_000_000
_COLUMNS_MOST = 512


def xlsx_to_text(data: bytes, where: str) -> tuple[str, list[Finding]]:
    """The text of a workbook's visible sheets, in order, and what was left out.

    Errors: SourceError where openpyxl is not installed, and where the file is damaged, too large or without cells.
    """
    has_formulas = _check_parts(data, where)
    book = _open(data, where)
    findings: list[Finding] = []
    lines: list[str] = []
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            findings.append(Finding("hidden-sheet", f"The hidden sheet {sheet.title} was left out."))
    for sheet in shown:
        if lines:
            lines.append("")
        findings.extend(_hidden_cells(sheet))
        lines.extend(_sheet_lines(sheet, where))
    if has_formulas:
        findings.extend(_without_value(data, where, book))
    return "\n".join(lines).strip("\n") + "\n", findings


def _open(data: bytes, where: str, *, values: bool = True) -> Workbook:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise SourceError(
            "reading an Excel workbook needs openpyxl", where=where, hint="pip install 'notice-parse[office]'"
        ) from error
    try:
        with warnings.catch_warnings():
            # Extensions that it does not know hold no text of cells.
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), data_only=values)
    except RecursionError:
        raise
    except Exception as error:
        # Damage shows as whatever error the part at fault leads to.
        raise damaged(_WHAT, where) from error


def _check_parts(data: bytes, where: str) -> bool:
    """Whether there are formulas. Errors: SourceError for a workbook that would take all memory to open."""
    archive = open_zip(data, where, _WHAT)
    budget = Budget()
    size = merged = 0
    formulas = False
    for info in archive.infolist():
        try:
            part = read_member(archive, info, where, budget)
        except (zipfile.BadZipFile, *DAMAGED) as error:
            raise damaged(_WHAT, where) from error
        if not part.lstrip().startswith(_XML):
            continue  # a picture; names say nothing, since the parts are found by relations
        size += len(part)
        if size > _PARTS_MOST:
            raise SourceError(
                f"the workbook holds more than {_PARTS_MOST >> 20} MiB of cells", where=where, hint="split it"
            )
        if declares_entities(part):
            raise SourceError("the workbook declares XML entities, which is not safe to read", where=where)
        for left, top, right, bottom in _MERGE.findall(part):
            merged += max(0, _column(right) - _column(left) + 1) * max(0, int(bottom) - int(top) + 1)
        if merged > _MERGED_MOST:
            raise SourceError("a merged cell covers most of a sheet", where=where, hint="unmerge it")
        formulas = formulas or _FORMULA.search(part) is not None
    return formulas


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _hidden_cells(sheet: Worksheet) -> Iterator[Finding]:
    rows = sum(1 for dimension in sheet.row_dimensions.values() if dimension.hidden)
    columns = sum(1 for dimension in sheet.column_dimensions.values() if dimension.hidden)
    if rows or columns:
        yield Finding(
            "hidden-cells", f"The sheet {sheet.title} hides {rows} rows and {columns} columns; they were read as well."
        )


def _sheet_lines(sheet: Worksheet, where: str) -> Iterator[str]:
    rows = _rows(sheet, where)
    for start, end in _regions(rows):
        yield from table_lines([rows[index][1] for index in range(start, end)])


def _rows(sheet: Worksheet, where: str) -> list[tuple[int, list[str]]]:
    """The rows that hold text, each with its number in the sheet, as texts and marks."""
    # Only cells that are there: rows and columns up to the sheet's dimension may be billions of empty ones.
    cells = sheet._cells
    texts: dict[int, dict[int, str]] = {}
    for (row, column), cell in cells.items():
        text = shown_value(getattr(cell, "value", None), getattr(cell, "number_format", "General")).strip()
        if text:
            texts.setdefault(row, {})[column] = text
    columns = sorted({column for row in texts.values() for column in row})
    if len(columns) * len(texts) > _CELLS_MOST or len(columns) > _COLUMNS_MOST:
        raise SourceError(f"the sheet {sheet.title} is too large for a table of a notice", where=where, hint="split it")
    for merged in sheet.merged_cells.ranges:
        origin = texts.get(merged.min_row, {}).get(merged.min_col)
        if origin is None:
            continue
        for row in range(merged.min_row, merged.max_row + 1):
            if row not in texts:
                continue
            for column in columns:
                if merged.min_col <= column <= merged.max_col and (row, column) != (merged.min_row, merged.min_col):
                    texts[row][column] = LEFT if row == merged.min_row else ABOVE
    return [(row, [texts[row].get(column, "") for column in columns]) for row in sorted(texts)]


def _regions(rows: list[tuple[int, list[str]]]) -> Iterator[tuple[int, int]]:
    """Runs of rows that are one table with its title: a row of one cell below empty rows opens the next."""
    start = 0
    for index in range(1, len(rows)):
        apart = rows[index][0] - rows[index - 1][0] > 1
        single = sum(1 for text in rows[index][1] if text not in ("", LEFT)) == 1 and ABOVE not in rows[index][1]
        if apart and single:
            yield start, index
            start = index
    if rows:
        yield start, len(rows)


def _without_value(data: bytes, where: str, book: Workbook) -> Iterator[Finding]:
    """Formulas whose result the file does not hold, as programs write that do not calculate."""
    formulas = _open(data, where, values=False)
    for sheet in formulas.worksheets:
        if sheet.sheet_state != "visible":
            continue
        values = book[sheet.title]._cells
        missing = [
            cell.coordinate
            for place, cell in sheet._cells.items()
            if getattr(cell, "data_type", "") == "f" and getattr(values.get(place), "value", None) is None
        ]
        if missing:
            shown = "、".join(missing[:5])
            yield Finding(
                "formula-without-value",
                f"The sheet {sheet.title} has {len(missing)} formulas without a result: {shown}; open and save it in a spreadsheet program.",
            )
