"""`notice-parse grammar check`: everything that is wrong in grammar files."""

from __future__ import annotations

from collections.abc import Sequence

from notice_parse.cli import console
from notice_parse.errors import GrammarError
from notice_parse.messages import say

_PROBE = """云溪市人民政府办公室关于印发2031年重点工作责任分解的通知
云政办发〔2031〕1号
各镇人民政府：
一、林越常务副市长牵头重点工作
1. 新增贷款260亿元，增长6.5%左右，实现全覆盖。
责任单位：发改局、各镇（街道）
| 序号 | 工作任务 | 责任单位 |
|---|---|---|
| 1 | 新建公园3个 | 市建设局 |
"""


def check_files(names: Sequence[str], output: str | None) -> int:
    """Write one line for each problem and give the exit code: 4 where there is one.

    Errors: GrammarError for a file that cannot be read.
    """
    from notice_parse.grammar.inventory import all_problems, read_inventory

    shipped = {h.data["id"] for h in read_inventory()} if names else set()
    held = read_inventory([name for name in names if name not in shipped])
    problems = all_problems(held, names) or _trip(names, shipped)
    with console.output(output) as out:
        for problem in problems:
            out.write(f"{console.error_text(problem)}\n".encode("utf-8", "backslashreplace"))
    checked = [h for h in held if not names or h.kind == "extension" or h.data["id"] in names]
    if problems:
        console.tell(say("files checked: {files}, problems: {count}", files=len(checked), count=len(problems)))
    else:
        console.tell(say("files checked: {files}, no problem", files=len(checked)))
    return GrammarError.exit_code if problems else 0


def _trip(names: Sequence[str], shipped: set[str]) -> list[GrammarError]:
    """What no check foresaw: every stage is made with the files once, on an invented notice."""
    from notice_parse import api

    own = [name for name in names if name not in shipped]
    if not own:
        return []
    try:
        api.extract_text(_PROBE, grammar=own, audit=True)
    except GrammarError as error:
        return [error]
    except Exception as error:
        return [GrammarError(f"notices cannot be read with it: {error!r}", where=own[0])]
    return []
