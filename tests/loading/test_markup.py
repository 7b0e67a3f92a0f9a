"""HTML becomes the text that a reader sees."""

from __future__ import annotations

import time
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
        "| 序号 | 任务 |",
        "|---|---|",
        "| 1 | 新建<br>公园 |",
        "完",
        "",
    ]


@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_told_by_suffix_or_beginning(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(PAGE, encoding="gb18030")
    source, _ = load(path)
    assert source.info.media_type == "text/html"
    assert "| 序号 | 任务 |" in source.text


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


def text_of(body: str, head: str = "") -> list[str]:
    return html_to_text(f"<html><head>{head}</head><body>{body}</body></html>").splitlines()


def test_merged_cells() -> None:
    table = """<table><caption>任务表</caption>
    <tr><th rowspan=2>序号<th rowspan="2">任务</th><th colspan=2>分工</th></tr><tr><th>牵头<th>配合</tr>
    <tr><td>1<td>甲<td rowspan=9>市建设局</td><td>乙|丙</tr><tr><td>2<td>丁<td></tr></table>"""
    assert text_of(table) == [
        "任务表",
        "| 序号 | 任务 | 分工 | << |",
        "|---|---|---|---|",
        "| ^^ | ^^ | 牵头 | 配合 |",
        "| 1 | 甲 | 市建设局 | 乙\\|丙 |",
        "| 2 | 丁 | ^^ |  |",
    ]


def test_a_table_that_arranges_the_page_is_text() -> None:
    inner = "<table><tr><td>序号<td>任务<tr><td>1<td>甲</table>"
    page = f"<table><tr><td>左栏<td><p>通知如下：</p>{inner}</table>"
    assert text_of(page) == ["左栏", "通知如下：", "| 序号 | 任务 |", "|---|---|", "| 1 | 甲 |"]


@pytest.mark.parametrize(
    ("items", "shown"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3. 甲", "7. 乙", "8. 丙"]),
        ("<ol type=a><li>甲<li>乙</ol>", ["a. 甲", "b. 乙"]),
        ("<ol><li>一、甲<li>二、乙</ol>", ["一、甲", "二、乙"]),
        ("<ol style='list-style: none'><li>甲</ol>", ["甲"]),
        ("<ol><li><p>甲</p><li><p>乙</p><p>丙</p></ol>", ["1. 甲", "2. 乙", "丙"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
    ],
)
def test_numbers_that_a_browser_prints(items: str, shown: list[str]) -> None:
    assert text_of(items) == shown


PARAGRAPHS = "".join(f"<p>第{n}项任务由各有关单位按照职责分工抓好落实，确保按时完成。</p>" for n in range(6))
MENU = "<ul>" + "".join(f"<li><a href='/{n}'>栏目名称{n}</a></li>" for n in range(8)) + "</ul>"


@pytest.mark.parametrize(
    "around",
    [
        "<div>{menu}</div><div class='a'><div>{text}</div></div><div class='foot'>版权所有 云溪</div>",
        "<table><tr><td>{menu}</td></tr><tr><td><table><tr><td>{text}</td></tr></table></td></tr></table>",
        "<form>{menu}<div><span>{text}</span></div></form>",
        "{menu}{text}<div>主办单位：云溪市人民政府　ICP备00000000号</div>",
        "<nav>说明文字较长的导航栏，不是正文内容</nav>{text}<aside>旁栏说明文字</aside>",
        "<div style='display:none'>隐藏的文字。</div>{text}",
    ],
)
def test_the_article_is_found(around: str) -> None:
    lines = text_of(around.format(menu=MENU, text=PARAGRAPHS))
    assert lines == [f"第{n}项任务由各有关单位按照职责分工抓好落实，确保按时完成。" for n in range(6)]


def test_title_and_number_outside_the_article() -> None:
    facts = "<table><tr><td>索引号</td><td>000-1</td><td>发文字号</td><td>云政发〔2031〕9号</td></tr></table>"
    body = f"<div>{facts}{MENU}</div><div><h1>关于做好冬修水利的通知</h1><div>{MENU}</div><div><div>{PARAGRAPHS}</div></div></div>"
    lines = text_of(body, "<title>关于做好冬修水利的通知_云溪市人民政府</title>")
    assert lines[:2] == ["云政发〔2031〕9号", "关于做好冬修水利的通知"] or lines[0] == "关于做好冬修水利的通知"
    assert lines[-6:] == text_of(PARAGRAPHS)


def test_a_page_of_paragraphs_and_a_large_table_is_kept_whole() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>新建改建农村公路{n}公里并完善沿线设施</td></tr>" for n in range(40))
    body = f"<div><p>云溪市公路建设计划</p><div><table><tr><td>序号</td><td>任务</td></tr>{rows}</table></div><p>二〇三一年二月</p></div>"
    lines = text_of(body)
    assert lines[0] == "云溪市公路建设计划"
    assert lines[-1] == "二〇三一年二月"
    assert len(lines) == 44


def test_links_to_attachments_are_kept() -> None:
    links = "".join(f"<p><a href='/f/{n}.docx'>附件{n}：任务清单第{n}部分</a></p>" for n in range(1, 5))
    assert text_of(f"<div>{MENU}</div><div>{PARAGRAPHS}<div>{links}</div></div>")[-1] == "附件4：任务清单第4部分"


@pytest.mark.parametrize(
    "broken",
    [
        "<a " * 100_000,
        "<" * 300_000,
        '<p class="' * 50_000,
        "<!--" * 100_000,
        "<div>" * 100_000 + "云溪",
        "<table><tr><td>" * 30_000 + "云溪",
        "<![" * 100_000,
        "</p" * 100_000,
        "<script>" * 100_000,
        "&" * 300_000,
        "<p>云溪" * 50_000,
    ],
    ids=lambda text: text[:8],
)
def test_no_page_takes_long(broken: str) -> None:
    start = time.process_time()
    html_to_text("<html><body>" + broken)
    # Linear work takes a fraction of this; what is quadratic takes minutes.
    assert time.process_time() - start < 10


def test_text_set_by_hand_keeps_its_lines_and_a_table_its_caption() -> None:
    page = (
        "<p>正文。</p><pre>  一、工业\n    1.新建公园。</pre>"
        "<table><caption>表1 任务</caption><tr><th>序号</th><th>任务</th></tr><tr><td>1</td><td>新建公园</td></tr></table>"
        "<p>云<ruby>溪<rp>(</rp><rt>xi</rt><rp>)</rp></ruby>市</p>"
    )
    assert html_to_text(page).split("\n") == [
        "正文。",
        "  一、工业",
        "    1.新建公园。",
        "表1 任务",
        "| 序号 | 任务 |",
        "|---|---|",
        "| 1 | 新建公园 |",
        "云溪市",
        "",
    ]


def test_a_list_within_a_list_and_numbers_given_by_hand() -> None:
    page = '<ol><li>甲<ol type="a"><li>乙</li><li>丙</li></ol></li>文<li value="7">丁</li><li>戊</li></ol>'
    assert html_to_text(page).splitlines() == ["1. 甲", "a. 乙", "b. 丙", "文", "7. 丁", "8. 戊"]


def test_the_title_that_the_page_names_for_its_article() -> None:
    body = "<p>现将有关事项通知如下，请认真贯彻执行。</p>" * 8
    page = (
        '<html><head><meta name="ArticleTitle" content="关于做好 公园建设的通知"><title>云溪</title></head><body>'
        f'<div class="nav"><a href="/">首页</a><a href="/a">公开</a></div><div class="content">{body}</div></body></html>'
    )
    assert html_to_text(page).splitlines()[:2] == ["关于做好 公园建设的通知", "现将有关事项通知如下，请认真贯彻执行。"]


def test_a_running_head_and_a_table_for_looks_are_no_table() -> None:
    page = (
        '<div title="header"><p>第 1 页</p></div><table role="presentation"><tr><td>一、工业</td><td>（一）制造业</td></tr></table>'
        "<p>1.新建公园。</p>"
    )
    text = html_to_text(page)
    assert "第 1 页" not in text
    assert "|" not in text
    assert [line for line in text.splitlines() if line][-1] == "1.新建公园。"
    assert "一、工业" in text
    assert "（一）制造业" in text
