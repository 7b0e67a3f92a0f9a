"""CSV, XLSX, Parquet and Markdown: fixed columns, exact numbers, and nothing that a reader would run or misread."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal

import pytest

from made import made_extraction
from notice_parse.emit import as_csv, as_md
from notice_parse.emit.rows import TABLES
from notice_parse.records import Extraction

LABELS = ["en", "zh"]


def read(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture
def extraction() -> Extraction:
    return made_extraction()


@pytest.mark.parametrize("name", sorted(TABLES))
def test_rows_are_as_wide_as_their_columns(name: str, extraction: Extraction) -> None:
    table = TABLES[name]
    rows = list(table.rows(extraction))
    assert rows
    assert {len(row) for row in rows} == {len(table.columns)}
    for key in ("name", "label"):
        names = [getattr(column, key) for column in table.columns]
        assert len(set(names)) == len(names)
    kinds = {"integer": int, "number": Decimal, "flag": bool}
    for row in rows:
        for column, cell in zip(table.columns, row, strict=True):
            expected = kinds.get(column.kind)
            assert cell is None or expected is None or isinstance(cell, expected), column


def test_a_panel_of_targets(extraction: Extraction) -> None:
    rows = read(as_csv.emit_csv(extraction, "targets"))
    row = rows[0]
    assert (row["year"], row["document_number"], row["indicator"]) == ("2031", "云政办发〔2031〕7号", "口袋公园面积")
    assert (row["value"], row["base_value"], row["comparator"], row["key"]) == ("1.10", "11000", "ge", "true")
    assert (row["baseline_value"], row["baseline_year"], row["quote"]) == ("0.95", "2030", "不少于1.10万平方米")
    assert [r["kind"] for r in rows] == ["numeric", "qualitative"] * 3
    assert rows[1]["quote"] == "全覆盖"


def test_one_row_a_task_share_unit(extraction: Extraction) -> None:
    task = read(as_csv.emit_csv(extraction))[0]
    assert (task["lead_units"], task["responsible_units"], task["cooperating_units"]) == (
        "市建设局",
        "各镇（街道）",
        "市资规局",
    )
    assert task["extra"] == "备注: 其他：yes；no：- 一\n# 二\t三"
    assert task["leaders"] == "吴君（副市长）"
    shares = read(as_csv.emit_csv(extraction, "allocations"))
    assert [(r["area"], r["value"], r["value_text"]) for r in shares[:2]] == [
        ("东湖镇", "12", "12"),
        ("西岭镇", "", "/"),
    ]
    units = read(as_csv.emit_csv(extraction, "units", "zh"))
    assert [(r["单位"], r["角色"], r["统称"]) for r in units[:2]] == [
        ("市建设局", "牵头", "否"),
        ("各镇（街道）", "责任", "是"),
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(extraction: Extraction, start: str) -> None:
    given = f'{start}HYPERLINK("x")'
    extraction.notices[0].tasks[0].text = given
    # A carriage return would begin a row of its own in a reader that takes it for the end of a line.
    assert read(as_csv.emit_csv(extraction))[0]["text"] == "'" + given.replace("\r", "\n")
    assert b"\r" not in as_csv.emit_csv(extraction)
    extraction.notices[0].tasks[0].numeric_targets[0].value = Decimal("-1.50")
    assert read(as_csv.emit_csv(extraction, "targets"))[0]["value"] == "-1.50", "a number is no formula"


def test_rows_laid_together_are_one_file(extraction: Extraction) -> None:
    whole = as_csv.csv_header("units") + as_csv.csv_rows(extraction, "units") * 2
    assert len(read(whole)) == 2 * len(read(as_csv.emit_csv(extraction, "units")))


@pytest.mark.parametrize("labels", LABELS)
def test_workbook(extraction: Extraction, labels: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    from notice_parse.emit.as_xlsx import emit_xlsx, sheet_names

    extraction.notices[0].tasks[0].text = "=1+1"
    extraction.notices[0].tasks[1].text = "字" * 40_000
    data = emit_xlsx(extraction, labels)
    assert data == emit_xlsx(extraction, labels)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == sheet_names(labels)
    assert book.sheetnames[:3] == (["任务", "目标", "分解"] if labels == "zh" else ["tasks", "targets", "allocations"])
    tasks, targets = book.worksheets[0], book.worksheets[1]
    heads = {cell.value: cell.column for cell in tasks[1]}
    text = heads["工作任务" if labels == "zh" else "text"]
    assert (tasks.cell(2, text).value, tasks.cell(2, text).data_type) == ("=1+1", "s")
    assert 32_000 < len(tasks.cell(3, text).value) <= 32_767
    assert tasks.cell(3, text).value.endswith("见原文）")
    assert tasks.cell(2, text).alignment.wrap_text
    assert tasks.freeze_panes == "A2"
    assert tasks.auto_filter.ref.startswith("A1:")
    assert 20 <= tasks.column_dimensions["D"].width <= 40, "the title is long: as wide as allowed"
    values = {cell.value: cell.column for cell in targets[1]}
    assert targets.cell(2, values["数值" if labels == "zh" else "value"]).value == 1.1
    assert targets.max_row == 7


def test_a_number_that_excel_cannot_hold_stays_text(extraction: Extraction) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    from notice_parse.emit.as_xlsx import emit_xlsx

    extraction.notices[0].tasks[0].numeric_targets[0].value = Decimal("12345678901234567.5")
    sheet = openpyxl.load_workbook(io.BytesIO(emit_xlsx(extraction)))["targets"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, heads["value"]).value == "12345678901234567.5"


def test_parquet(extraction: Extraction) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    from notice_parse.emit.as_parquet import emit_parquet

    table = parquet.read_table(io.BytesIO(emit_parquet(extraction)))
    assert table.num_rows == 6
    row = table.to_pylist()[0]
    assert (row["year"], row["value"], row["key"], row["scope"]) == (2031, 1.1, True, None)
    empty = Extraction(source=extraction.source)
    assert parquet.read_table(io.BytesIO(emit_parquet(empty, "tasks"))).num_rows == 0


def test_markdown_shows_characters_as_they_are(extraction: Extraction) -> None:
    task = extraction.notices[0].tasks[0]
    task.text = "a|b *c* <b> `d` [e](f)\nnext"
    text = as_md.emit_md(extraction).decode()
    assert "a\\|b \\*c\\* &lt;b&gt; \\`d\\` \\[e\\](f) next" in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == 4
    plain: Callable[[str], str] = lambda line: line.replace("\\|", "")  # noqa: E731
    assert {plain(row).count("|") for row in rows} == {6}
    assert "★口袋公园面积 ≥1.10万平方米（6月底）；公园覆盖：全覆盖；口袋公园 12（东湖镇 12，西岭镇 /）" in text
