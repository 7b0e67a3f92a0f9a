"""Documents that grow in one way each: in lines, in a line, in items, rows, figures, notices."""

from __future__ import annotations

from collections.abc import Callable

HEAD = (
    "云溪市人民政府办公室关于印发2031年重点工作责任分解的通知\n云政办发〔2031〕1号\n各镇人民政府：\n现印发给你们，请认真贯彻执行。\n"
    "云溪市人民政府办公室\n2031年2月8日\n2031年重点工作责任分解\n"
)
_NOTICE = (
    HEAD
    + "一、工业\n1.新增制造业贷款260亿元。（市财政局负责）\n2.开展活动30场次以上。\n责任单位：发改局、各镇（街道）\n抄送：市委各部门。\n"
)
_ROWS = "| 序号 | 工作任务 | 责任单位 |\n|---|---|---|\n"
_LINE = "云溪市推进各项工作，取得新的成效，并在各个方面持续深入地\n"

# By name: what makes a document of size n, and the size that the long form measures.
GROWING: dict[str, tuple[Callable[[int], str], int]] = {
    "lines": (lambda n: HEAD + "云溪市推进各项工作，取得新的成效。\n" * n, 20_000),
    "lines alike, without a stop": (lambda n: HEAD + "云溪市推进各项工作取得新的成效\n" * n, 20_000),
    "lines that go on": (lambda n: HEAD + _LINE * n, 20_000),
    "an item that goes on": (lambda n: HEAD + "1.新建公园，" + _LINE * n, 20_000),
    "a field that goes on": (lambda n: HEAD + "1.新建公园。\n责任单位：市财政局、\n" + "市建设局、市财政局、\n" * n, 10_000),
    "a line of sentences": (lambda n: HEAD + "新增学位3万个，改造管网12.5公里。" * n, 110_000),
    "a line without a stop": (lambda n: HEAD + "云溪市推进各项工作" * n, 220_000),
    "a line of digits": (lambda n: HEAD + "8" * n, 1_000_000),
    "items on one line": (lambda n: HEAD.replace("\n", " ") + " ".join(f"{i}.新建公园{i}个。（市财政局负责）" for i in range(n)), 10_000),
    "items": (lambda n: HEAD + "一、工业\n" + "".join(f"{i}.新建公园3个。\n责任单位：发改局\n" for i in range(n)), 10_000),
    "sections": (lambda n: HEAD + "一、工业\n（一）甲\n1.新建公园。\n责任单位：发改局\n" * n, 4000),
    "figures of a task": (lambda n: HEAD + "1.建设" + "".join(f"学校{i}所、" for i in range(n)) + "。\n责任单位：发改局\n", 5000),
    "units of a task": (lambda n: HEAD + "1.新建公园。\n责任单位：" + "市财政局、" * n, 20_000),
    "rows": (lambda n: HEAD + _ROWS + "".join(f"| {i} | 新建公园{i}个 | 市建设局 |\n" for i in range(n)), 5000),
    "rows of cells below one another": (
        lambda n: HEAD + "序号\n工作任务\n责任单位\n" + "".join(f"{i}\n新建公园{i}个\n市建设局\n" for i in range(n)), 3000
    ),
    "rows of a page": (
        lambda n: HEAD + "<table><tr><td>序号</td><td>工作任务</td></tr>" + "<tr><td>1</td><td>新建公园</td></tr>\n" * n + "</table>", 5000
    ),
    "one cell": (lambda n: HEAD + _ROWS + "| 1 | 新建公园 | " + "市建设局、" * n + " |\n", 20_000),
    "tables": (lambda n: HEAD + (_ROWS + "| 1 | 新建公园2个 | 市建设局 |\n\n甲。\n") * n, 2000),
    "notices": (lambda n: "".join(_NOTICE.replace("1号", f"{i}号") for i in range(n)), 500),
    "titles": (lambda n: "云溪市人民政府办公室关于印发2031年重点工作责任分解的通知\n" * n, 8000),
    "attachments": (lambda n: HEAD + "附件：1.清单\n" + "".join(f"{i % 900 + 1}.清单\n" for i in range(n)), 8000),
    "fields of no rule": (lambda n: HEAD + "1.新建公园。\n" + "备注：无\n" * n, 10_000),
    "points of a note": (lambda n: HEAD + "说明：1.甲\n" + "".join(f"{i}.甲\n" for i in range(2, n)), 8000),
    "open brackets": (lambda n: HEAD + "（" * n, 100_000),
    "open quotes": (lambda n: HEAD + "“《" * n, 50_000),
    "markup": (lambda n: HEAD + "PM<sub>2.5</sub>**浓度**<p>" * n, 8000),
    "blanks": (lambda n: HEAD + " " * n + "甲", 400_000),
}  # fmt: skip
