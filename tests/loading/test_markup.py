"""HTML becomes the text that a reader sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from notice_parse.loading import load
from notice_parse.loading.markup import html_to_text

PAGE = """<!DOCTYPE html>
<html><head><title>云溪</title><style>p {color: red}</style></head>
<body><h1>任务&nbsp;清单</h1><script>var a = "<p>no</p>";</script>
<p>新建公园<b>12</b>处
以上；<br>第二行 &lt;1&gt;</p>
<table><tr><th>序号</th><th>任务</th></tr>
<tr><td><p>1</p></td><td><p>新建</p><p>公园</p></td></tr></table>
完</body></html>"""


def test_page() -> None:
    assert html_to_text(PAGE).split("\n") == [
        "任务\u00a0清单",
        "新建公园12处 以上；",
        "第二行 <1>",
        "序号\t任务",
        "1\t新建 公园",
        "完",
        "",
    ]


@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_told_by_suffix_or_beginning(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(PAGE, encoding="gb18030")
    source, _ = load(path)
    assert source.info.media_type == "text/html"
    assert "序号\t任务" in source.text


def test_tags_inside_a_text_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# 通知\n<table><tr><td>1</td></tr></table>\n", encoding="utf-8")
    source, _ = load(path)
    assert "<td>1</td>" in source.text
    assert source.info.media_type == "text/markdown"


@pytest.mark.parametrize(
    "broken", ["<p>一<p>二", "<table><tr><td>一<td>二<tr><td>三", "一 < 二 & 三", "<head>零<body>一"]
)
def test_broken_markup_loses_no_text(broken: str) -> None:
    assert [c for c in html_to_text(broken) if c in "一二三"] == [c for c in broken if c in "一二三"]
