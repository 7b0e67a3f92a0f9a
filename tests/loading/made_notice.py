"""One invented notice, a schedule with field lines and a table with merged cells, and how each format writes it."""

from __future__ import annotations

import html

HEAD = [
    "云溪市人民政府办公室文件",
    "云政办发〔2031〕6号",
    "云溪市人民政府办公室关于印发2031年重点工作责任分解的通知",
    "各镇人民政府、各街道办事处，市政府各部门：",
    "《2031年重点工作责任分解》已经市政府同意，现印发给你们，请各牵头单位排出节点、逐项抓好落实，每季度末把进展情况报市政府办公室汇总。",
    "云溪市人民政府办公室",
    "2031年2月6日",
]
SCHEDULE_TITLE = "2031年重点工作责任分解"
# Heading, then tasks: number, text, responsible units.
SECTIONS = [
    ("一、程远舟市长牵头重点工作", [
        ("1", "地区生产总值增长6.3%左右，一般公共预算收入达到85.6亿元。", "市发展改革局、市财政局、各镇（街道）"),
        ("2", "新引进亿元以上项目28个，其中十亿元以上项目不少于3个，实际利用外资1.25亿美元。", "市商务局、市投资促进中心"),
    ]),
    ("二、林知夏副市长牵头重点工作", [
        ("1", "新建改建农村公路46公里，打通断头路5条，新增公共停车泊位2100个以上。", "市交通运输局、市建设局"),
        ("2", "PM2.5年均浓度控制在27微克/立方米以内，城市建成区绿化覆盖率提高1.5个百分点。", "市生态环境局、市综合执法局"),
    ]),
]  # fmt: skip
TABLE_TITLE = "2031年民生实事项目责任分解表"
TABLE_HEADER = ["序号", "类别", "项目内容", "责任单位"]
# Cells with the number of rows each covers; None stands where the cell above goes on.
TABLE: list[list[tuple[str, int] | None]] = [
    [("1", 1), ("教育", 2), ("新建公办幼儿园4所，新增学位1080个。", 1), ("市教育局", 2)],
    [("2", 1), None, ("为260间教室改造照明。", 1), None],
    [("3", 1), ("养老", 2), ("新增护理型床位320张，建成老年食堂15家以上。", 1), ("市民政局", 1)],
    [("4", 1), None, ("完成困难家庭适老化改造450户。", 1), ("市民政局、市残联", 1)],
]  # fmt: skip


def lines() -> list[str]:
    """The lines before the table."""
    found = [*HEAD, "附件1", SCHEDULE_TITLE]
    for heading, tasks in SECTIONS:
        found.append(heading)
        for number, text, units in tasks:
            found += [f"{number}. {text}", f"责任单位：{units}"]
    return [*found, "附件2", TABLE_TITLE]


def marked_rows() -> list[list[str]]:
    """The rows of the table with `^^` for cells that go on."""
    return [TABLE_HEADER, *[[cell[0] if cell else "^^" for cell in row] for row in TABLE]]


def as_text() -> str:
    rows = ["| " + " | ".join(row) + " |" for row in marked_rows()]
    return "\n".join([*lines(), rows[0], "|" + "---|" * len(TABLE_HEADER), *rows[1:]]) + "\n"


def as_markdown() -> str:
    """Markdown with an HTML table, as converters write it: its own tables cannot merge cells."""
    marks = {HEAD[2]: "# ", SCHEDULE_TITLE: "# ", TABLE_TITLE: "# ", **{heading: "## " for heading, _ in SECTIONS}}
    return "\n\n".join(marks.get(line, "") + line for line in lines()) + "\n\n" + html_table() + "\n"


def html_table() -> str:
    rows = ["<tr>" + "".join(f"<th>{name}</th>" for name in TABLE_HEADER) + "</tr>"]
    for row in TABLE:
        cells = [
            f'<td rowspan="{cell[1]}">{cell[0]}</td>' if cell[1] > 1 else f"<td>{cell[0]}</td>" for cell in row if cell
        ]
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return "<table border='1'>\n" + "\n".join(rows) + "\n</table>"


def as_plain_html() -> str:
    """The notice alone, the numbers of its items made by the program that shows it."""
    parts: list[str] = []
    texts = {f"{number}. {text}": (heading, number, text) for heading, tasks in SECTIONS for number, text, _ in tasks}
    for line in lines():
        if line in (HEAD[2], SCHEDULE_TITLE, TABLE_TITLE):
            parts.append(f'<h1 align="center" style="font-size:22pt">{html.escape(line)}</h1>')
        elif line in texts:
            _, number, text = texts[line]
            parts.append(f'<ol start="{number}"><li>{html.escape(text)}</li></ol>')
        else:
            parts.append(f"<p>{html.escape(line)}</p>")
    style = "body{font-family:'Noto Serif CJK SC';font-size:12pt} table{border-collapse:collapse} td,th{border:1px solid;padding:4px}"
    head = f"<head><meta charset='utf-8'><title>通知</title><style>{style}</style></head>"
    return f"<!DOCTYPE html><html lang='zh-CN'>{head}<body>{''.join(parts)}{html_table()}</body></html>"


def as_web_page() -> str:
    """The notice in a saved page of a site: menus above it, its title outside the article, places to click below."""
    article = "\n".join(f"<p>　　{html.escape(line)}" for line in lines() if line != HEAD[2])
    menu = "".join(
        f'<li><a href="/{n}/">{name}</a></li>'
        for n, name in enumerate(["首页", "政务公开", "政务服务", "互动交流", "走进云溪"])
    )
    news = "".join(
        f'<li><a href="/news/{n}.html">云溪要闻第{n}条：各镇街道推进冬季水利建设</a></li>' for n in range(12)
    )
    return f"""<!DOCTYPE html>
<html><head><meta charset="gb2312"><title>{HEAD[2]}_云溪市人民政府</title>
<meta name="ArticleTitle" content="{HEAD[2]}">
<script>if (a < b) document.write("<p>不应出现</p>");</script><style>p {{ text-indent: 2em }}</style></head>
<body><div class="top"><ul class="menu">{menu}</ul><div>无障碍浏览 <input type="text" value="请输入关键字"></div></div>
<form id="form1"><div class="wrap">
<div class="place">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 市政府办公室文件</div>
<div class="left"><ul>{news}</ul></div>
<div class="main"><h1>{HEAD[2]}</h1>
<div class="info">发布时间：2031-02-08&nbsp;来源：市政府办公室&nbsp;字体：[<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>]</div>
<div class="TRS_Editor" id="zoom">{article}
{html_table()}</div>
<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div>
</div></div></form>
<div class="bottom"><p>主办：云溪市人民政府办公室　版权所有</p><p>浙ICP备00000000号　网站标识码：0000000000</p></div>
</body></html>"""
