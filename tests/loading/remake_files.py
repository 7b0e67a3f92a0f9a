"""Remakes tests/loading/files: the invented notice as the programs that people use write it.

    PYTHONPATH=tests python -m loading.remake_files

Needs LibreOffice and Chromium with a Chinese font; openpyxl writes the workbook. The files are kept, so that the tests
need none of the programs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from loading.made_notice import TABLE, TABLE_HEADER, as_plain_html, lines

FILES = Path(__file__).parent / "files"

LOCKED = (
    '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"云溪"},'
    '"PageRange":{"type":"string","value":"1"}}'
)
LONG_ROWS = 60


def main() -> None:
    """Write every file anew."""
    FILES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = folder / "notice.html"
        page.write_text(as_plain_html(), encoding="utf-8")
        _convert(folder, page, "docx:Office Open XML Text", "--infilter=HTML (StarWriter)")
        for suffix in ("doc", "odt", "rtf", "pdf"):
            _convert(folder, folder / "notice.docx", suffix)
        for suffix in ("docx", "doc", "odt", "rtf", "pdf"):
            shutil.copy(folder / f"notice.{suffix}", FILES / f"notice.{suffix}")
        long = folder / "long-table.html"
        long.write_text(long_table(), encoding="utf-8")
        _convert(folder, long, "docx:Office Open XML Text", "--infilter=HTML (StarWriter)")
        _convert(folder, folder / "long-table.docx", "pdf")
        shutil.copy(folder / "long-table.pdf", FILES / "long-table.pdf")
        (folder / "notice.docx").rename(folder / "locked.docx")
        _convert(folder, folder / "locked.docx", f"pdf:writer_pdf_Export:{LOCKED}")
        shutil.copy(folder / "locked.pdf", FILES / "locked.pdf")
        _print_with_chromium(folder, page, FILES / "notice-chromium.pdf")
        write_workbook(FILES / "notice.xlsx")
        _convert(folder, FILES / "notice.xlsx", "xls")
        shutil.copy(folder / "notice.xls", FILES / "notice.xls")


def long_table() -> str:
    """A table over several pages; every third row opens a category that holds for three."""
    rows = []
    for number in range(1, LONG_ROWS + 1):
        category = f'<td rowspan="3">教育{(number + 2) // 3}</td>' if number % 3 == 1 else ""
        rows.append(
            f"<tr><td>{number}</td>{category}<td>新建公办幼儿园{number}所，新增学位{number * 10}个。</td><td>市教育局</td></tr>"
        )
    head = "<tr>" + "".join(f"<td>{name}</td>" for name in TABLE_HEADER) + "</tr>"
    table = f"<table border='1' width='100%'>{head}{''.join(rows)}</table>"
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><p>2031年民生实事项目责任分解表</p>{table}</body></html>"


def _convert(folder: Path, file: Path, target: str, *options: str) -> None:
    command = [
        "soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", *options,
        "--convert-to", target, "--outdir", str(folder), str(file),
    ]  # fmt: skip
    subprocess.run(command, check=True, timeout=180, stdout=sys.stderr)


def _print_with_chromium(folder: Path, page: Path, to: Path) -> None:
    command = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'chromium'}",
        f"--print-to-pdf={to}", page.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, check=True, timeout=180, stdout=sys.stderr)


def write_workbook(to: Path) -> None:
    """The lines in the first column, the table below, and a hidden sheet that is no part of the notice."""
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "通知"
    for line in lines():
        sheet.append([line])
    for row in range(1, len(lines()) + 1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(TABLE_HEADER))
    sheet.append(TABLE_HEADER)
    for cells in TABLE:
        row = sheet.max_row + 1
        for column, cell in enumerate(cells, 1):
            if cell is None:
                continue
            text, down = cell
            sheet.cell(row, column, int(text) if text.isdigit() else text)
            if down > 1:
                sheet.merge_cells(start_row=row, end_row=row + down - 1, start_column=column, end_column=column)
    hidden = book.create_sheet("底稿")
    hidden.append(["不应出现的底稿"])
    hidden.sheet_state = "hidden"
    book.save(to)


if __name__ == "__main__":
    main()
