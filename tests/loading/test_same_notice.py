"""One notice, saved by real programs in every format, gives the same tasks, units and targets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from loading.made_notice import as_markdown, as_plain_html, as_text, as_web_page
from notice_parse.api import extract
from notice_parse.loading import load
from notice_parse.loading.convert import office_program
from notice_parse.records import Extraction

FILES = Path(__file__).parent / "files"
CONVERTED = {".doc", ".xls", ".rtf", ".odt"}


def facts(extraction: Extraction) -> list[Any]:
    """What has to be the same whatever the format."""
    return [
        (notice.title, notice.document_number, notice.issued_on, [_task(task) for task in notice.tasks])
        for notice in extraction.notices
    ]


def _task(task: Any) -> tuple[Any, ...]:
    units = [(unit.name, unit.role, unit.role_basis) for unit in task.responsible_units]
    targets = [(t.indicator, t.comparator, t.value, t.unit, t.text, t.measure) for t in task.numeric_targets]
    leaders = [leader.name for leader in task.lead_leaders]
    return task.number, task.category, task.section_path, task.text, units, targets, leaders


@pytest.fixture(scope="module")
def expected() -> list[Any]:
    return facts(extract(as_text().encode()))


def test_the_text_holds_what_is_compared(expected: list[Any]) -> None:
    ((title, number, _, tasks),) = expected
    assert title == "云溪市人民政府办公室关于印发2031年重点工作责任分解的通知"
    assert number == "云政办发〔2031〕6号"
    assert [task[0] for task in tasks] == ["1", "2", "1", "2", "1", "2", "3", "4"]
    assert [task[1] for task in tasks] == [None] * 4 + ["教育", "教育", "养老", "养老"]
    assert sum(len(task[5]) for task in tasks) == 16
    assert [unit[0] for unit in tasks[5][4]] == ["市教育局"]


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("a.txt", as_text, "gb18030"),
        ("a.txt", as_text, "utf-16"),
        ("a.md", as_markdown, "utf-8"),
        ("a.html", as_plain_html, "utf-8"),
        ("a.htm", as_web_page, "gb18030"),
        ("a.txt", as_web_page, "utf-8"),
    ],
)
def test_texts_and_pages(tmp_path: Path, expected: list[Any], name: str, text: Any, encoding: str) -> None:
    path = tmp_path / name
    path.write_bytes(text().encode(encoding))
    assert facts(extract(path)) == expected


@pytest.mark.parametrize("path", sorted(FILES.glob("notice*")), ids=lambda path: path.name)
def test_files_of_programs(path: Path, expected: list[Any]) -> None:
    if path.suffix == ".pdf":
        pytest.importorskip("pdfplumber", reason="the extra [pdf] is not installed")
    if path.suffix in (".xlsx", ".xls"):
        pytest.importorskip("openpyxl", reason="the extra [office] is not installed")
    if path.suffix in CONVERTED and office_program() is None:
        pytest.skip("LibreOffice is not installed")
    assert facts(extract(path)) == expected


def test_every_kind_of_file_is_there() -> None:
    assert {path.suffix for path in FILES.glob("notice*")} == {".docx", ".pdf", ".xlsx", *CONVERTED}


def test_the_name_may_lie(tmp_path: Path, expected: list[Any]) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes((FILES / "notice.docx").read_bytes())
    source, _ = load(path)
    assert source.info.media_type.endswith("wordprocessingml.document")
    assert facts(extract(path)) == expected


def test_spans_quote_what_text_prints() -> None:
    path = FILES / "notice.docx"
    text = load(path)[0].text
    for notice in extract(path).notices:
        for task in notice.tasks:
            quoted = "".join(text[a:b] for a, b in task.span.segments)
            assert task.text[:6] in quoted.replace(" ", "")
            for target in task.numeric_targets:
                assert "".join(text[a:b] for a, b in target.span.segments).replace(" ", "") == target.text
