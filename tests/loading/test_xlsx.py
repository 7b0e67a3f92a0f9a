"""Workbooks: values as they are shown, merged cells, what is hidden."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from notice_parse.errors import SourceError
from notice_parse.loading import load
from notice_parse.loading.xlsx_values import shown_value

openpyxl = pytest.importorskip("openpyxl", reason="the extra [office] is not installed")


def made_xlsx(fill: Callable[[object], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.065, "0.0%", "6.5%"),
        (0.065, "0%", "7%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, "General", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (12, "General", "12"),
        (12.0, "General", "12"),
        (1e21, "General", "1000000000000000000000"),
        (12, '0"家"', "12家"),
        (3, "000", "003"),
        (2.5, "0.0#", "2.5"),
        (-3, "0;-0", "-3"),
        (Decimal("3.55"), "@", "3.55"),
        (True, "General", "TRUE"),
        (None, "General", ""),
        ("6.5%左右", "General", "6.5%左右"),
        (datetime(2031, 2, 6), "yyyy-mm-dd", "2031年2月6日"),
        (date(2031, 2, 6), "yyyy年m月", "2031年2月"),
        (datetime(2031, 2, 6), 'm"月"d"日"', "2月6日"),
        (datetime(2031, 2, 6), 'yyyy"年"', "2031年"),
        (datetime(2031, 2, 6, 9, 5), "yyyy-mm-dd hh:mm", "2031年2月6日 9:05"),
        (time(9, 5), "hh:mm", "09:05"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (float("nan"), "0.0", "NaN"),
        (12345678901234567890, "0.00E+00", "12345678901234567890"),
        (1e22, "0", "10000000000000000000000"),
        (Decimal("2.00"), "0.##", "2"),
        (Decimal("-0.4"), "0", "0"),
    ],
)
def test_shown_values(value: object, number_format: str, shown: str) -> None:
    assert shown_value(value, number_format) == shown


def test_sheets_titles_and_merged_cells() -> None:
    def fill(book: object) -> None:
        sheet = book.active  # type: ignore[attr-defined]
        for row in (
            ["任务表"],
            ["任务", "分工", None],
            [None, "牵头", "配合"],
            ["甲", "一局", "二局"],
            ["乙", None, "三局"],
            ["注：无"],
        ):
            sheet.append(row)
        for merged in ("A1:C1", "A2:A3", "B2:C2", "B4:B5", "A6:C6"):
            sheet.merge_cells(merged)
        sheet["A9"], sheet["A10"], sheet["B10"], sheet["A11"], sheet["B11"] = "第二表", "任务", "责任单位", "丙", "四局"
        other = book.create_sheet("其他")  # type: ignore[attr-defined]
        other.append(["单位", "数量"])
        other.append(["甲镇", 0.5])
        other["B2"].number_format = "0%"
        other.row_dimensions[2].hidden = True

    source, findings = load(made_xlsx(fill))
    assert source.text.splitlines() == [
        "任务表",
        "| 任务 | 分工 | << |",
        "|---|---|---|",
        "| ^^ | 牵头 | 配合 |",
        "| 甲 | 一局 | 二局 |",
        "| 乙 | ^^ | 三局 |",
        "注：无",
        "第二表",
        "| 任务 | 责任单位 |",
        "|---|---|",
        "| 丙 | 四局 |",
        "",
        "| 单位 | 数量 |",
        "|---|---|",
        "| 甲镇 | 50% |",
    ]
    assert [finding.code for finding in findings] == ["hidden-cells"]


def test_formulas_without_a_result() -> None:
    def fill(book: object) -> None:
        sheet = book.active  # type: ignore[attr-defined]
        sheet.append(["甲镇", 1])
        sheet.append(["合计", "=SUM(B1:B1)"])

    _, findings = load(made_xlsx(fill))
    assert [finding.code for finding in findings] == ["formula-without-value"]
    assert "B2" in findings[0].message


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one of its parts replaced, or one more."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
        new.writestr(name, content)
    return buffer.getvalue()


def one_cell(book: object) -> None:
    book.active.append(["任务"])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>", "Excel workbook"),
        ("xl/workbook.xml", b'<!DOCTYPE w [<!ENTITY a "b">]><workbook>&a;</workbook>', "declares XML entities"),
        (
            "xl/worksheets/sheet1.xml",
            b'<worksheet><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
            "a merged cell covers most of a sheet",
        ),
    ],
)
def test_workbooks_that_are_not_opened(name: str, content: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        load(with_part(made_xlsx(one_cell), name, content))


def test_a_sheet_too_wide_for_a_notice() -> None:
    def fill(book: object) -> None:
        book.active.title = "宽"  # type: ignore[attr-defined]
        book.active.append(["甲"] * 600)  # type: ignore[attr-defined]

    with pytest.raises(SourceError, match="the sheet 宽 is too large for a table of a notice"):
        load(made_xlsx(fill))


def test_pictures_empty_merged_cells_and_hidden_formulas_are_no_text() -> None:
    def fill(book: object) -> None:
        sheet = book.active  # type: ignore[attr-defined]
        sheet.append(["任务", "单位"])
        sheet.append(["甲", "一局"])
        sheet.merge_cells("A4:B5")
        hidden = book.create_sheet("草稿")  # type: ignore[attr-defined]
        hidden["A1"] = "=1+1"
        hidden.sheet_state = "hidden"

    source, findings = load(with_part(made_xlsx(fill), "xl/media/image1.png", b"\x89PNG\r\n"))
    assert source.text.splitlines() == ["| 任务 | 单位 |", "|---|---|", "| 甲 | 一局 |"]
    assert [finding.code for finding in findings] == ["hidden-sheet"]
