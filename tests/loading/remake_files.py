"""Remakes tests/loading/files: the invented notice as the programs that people use write it.

    python tests/loading/remake_files.py

Needs LibreOffice and Chromium with a Chinese font; openpyxl writes the workbook. The files are kept, so that the tests
need none of the programs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from made_notice import TABLE, TABLE_HEADER, as_plain_html, lines

FILES = Path(__file__).parent / "files"


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
        _print_with_chromium(folder, page, FILES / "notice-chromium.pdf")
        write_workbook(FILES / "notice.xlsx")
        _convert(folder, FILES / "notice.xlsx", "xls")
        shutil.copy(folder / "notice.xls", FILES / "notice.xls")


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
