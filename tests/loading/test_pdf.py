"""PDF: reading order, indents, columns, and tables over the end of a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from loading.remake_files import LONG_ROWS
from notice_parse.loading import load, pdf
from notice_parse.loading.pdf_lines import Char, cell_text, read_lines, written
from notice_parse.loading.pdf_tables import build_table

FILES = Path(__file__).parent / "files"


def chars(text: str, x: float, top: float, size: float = 10.0) -> list[Char]:
    return [Char(c, x + n * size, x + (n + 1) * size, top, top + size, size) for n, c in enumerate(text) if c != " "]


def texts(found: list[Char]) -> list[str]:
    return [line.text for line in read_lines(found)]


def test_lines_from_the_top_with_their_indents() -> None:
    page = chars("城市建设任务由各单位负责落实到位", 70, 20) + chars("新建公园十二处并按期投用确保质量安全", 50, 40)
    page += chars("第二行到此为止", 50, 60)
    assert texts(page[::-1]) == [
        "　　城市建设任务由各单位负责落实到位",
        "新建公园十二处并按期投用确保质量安全",
        "第二行到此为止",
    ]


def test_a_raised_figure_stays_in_its_line() -> None:
    page = [
        *chars("面积120", 50, 20),
        Char("m", 100, 108, 20, 30, 10),
        Char("2", 108, 112, 18, 24, 6),
        *chars("以上", 112, 20),
    ]
    assert texts(page) == ["面积120m2以上"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"左栏第{n}行的文字一直写到栏边" for n in range(9)]
    right = [f"右栏第{n}行的文字一直写到栏边" for n in range(9)]
    page = chars("横跨两栏的标题一直写到另一边为止不分栏目", 60, 10)
    for n in range(9):
        # The lines of the columns need not be at the same height.
        page += chars(left[n], 50, 40 + 20 * n) + chars(right[n], 250, 48 + 20 * n)
    assert texts(page) == ["横跨两栏的标题一直写到另一边为止不分栏目", *left, *right]


def test_a_table_set_with_blanks_is_no_page_of_columns() -> None:
    page: list[Char] = []
    for n in range(9):
        page += chars(f"任务{n}", 50, 20 * n) + chars(f"单位{n}", 250, 20 * n)
    assert texts(page)[0].split() == ["任务0", "单位0"]
    assert len(texts(page)) == 9


def test_characters_that_only_look_the_same() -> None:
    # The last but one is equivalent to the older 戶 by the standard.
    assert written("⼈⼝云⻓⻋⼾ﬁ") == "人口云长车户fi"


def test_wrapped_cells() -> None:
    wrapped = chars("新建改建农村公路", 0, 0) + chars("四十公里", 0, 12)
    assert cell_text(wrapped, 85) == "新建改建农村公路四十公里"
    assert cell_text(chars("市建设局", 0, 0) + chars("市财政局", 0, 12), 85) == "市建设局\n市财政局"


def test_merged_cells_from_their_boxes() -> None:
    cells = [(0, 0, 50, 40), (50, 0, 150, 20), (50, 20, 100, 40), (100, 20, 150, 40)]
    inside = chars("甲", 10, 12) + chars("乙", 60, 4) + chars("丙", 60, 24) + chars("丁", 110, 24)
    table = build_table([(float(a), float(b), float(c), float(d)) for a, b, c, d in cells], inside)
    assert table.grid == [["甲", "乙", "<<"], ["^^", "丙", "丁"]]


def test_a_table_over_pages_is_one() -> None:
    pytest.importorskip("pdfplumber", reason="the extra [pdf] is not installed")
    lines = load(FILES / "long-table.pdf")[0].text.splitlines()
    rows = [line for line in lines if line.startswith("| ")]
    assert len(rows) == LONG_ROWS + 1
    assert sum(line.startswith("|---") for line in lines) == 1
    for number, row in enumerate(rows[1:], 1):
        category = f"教育{(number + 2) // 3}" if number % 3 == 1 else "^^"
        assert row == f"| {number} | {category} | 新建公办幼儿园{number}所，新增学位{number * 10}个。 | 市教育局 |"


def made_page(number: int, lines: Sequence[tuple[str, float]]) -> pdf._PageContent:
    """A page of lines, each with where it begins, and its number below them."""
    found: list[Char] = []
    for n, (text, x) in enumerate(lines):
        found += chars(text, x, 120 + 20 * n)
    items = [*read_lines(found), *read_lines(chars(f"—{number}—", 150, 755))]
    return pdf._PageContent(list(items), 842, len(found), 0, False)


def test_a_paragraph_over_the_end_of_a_page() -> None:
    first = [
        ("新建公园十二处并按期投用。", 70),
        ("第二段的第一行一直写到右边为止的地方。", 70),
        ("没有缩进的一行接着上面一行写到了边上。", 50),
    ]
    second = [("接着上一页的一行文字", 50), ("另起的一段也有缩进", 70), ("责任单位：市建设局", 50)]
    third = [("最后一段缩进两个字并且写到了右边的地方", 70), ("第二行没有缩进。", 50), ("落款", 200)]
    pages = [made_page(n, lines) for n, lines in enumerate((first, second, third), 1)]
    running = pdf._running_lines(pages)
    assert {text for text, _ in running} == {"—#—"}
    shown = pdf._printed(pdf._joined([pdf._without(page, running) for page in pages]))
    assert [line for line in shown if line] == [
        "　　新建公园十二处并按期投用。",
        "　　第二段的第一行一直写到右边为止的地方。没有缩进的一行接着上面一行写到了边上。接着上一页的一行文字",
        "　　另起的一段也有缩进",
        "责任单位：市建设局",
        "　　最后一段缩进两个字并且写到了右边的地方第二行没有缩进。",
        "落款",
    ]
