"""Statistics as tables for a terminal, one for each kind of count."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from notice_parse.emit.as_table import render

_HEADS = {
    "unit": "单位",
    "leader": "领导",
    "section": "章节",
    "year": "年度",
    "notices": "文件",
    "tasks": "任务",
    "lead": "牵头",
    "responsible": "责任",
    "cooperating": "配合",
    "numeric_targets": "量化目标",
    "qualitative_targets": "定性目标",
    "number": "序号",
    "role": "角色",
    "text": "工作任务",
    "targets": "目标",
    "deadline": "时限",
    "leaders": "领导",
}
_ROLES = {"lead", "responsible", "cooperating"}
_ROLE_NAMES = {"lead": "牵头", "responsible": "责任", "cooperating": "配合"}
# The others are in CSV and JSON; a terminal has no room for them.
_OF_A_TASK = ("year", "number", "role", "text", "targets", "deadline", "leaders")


def emit_stats_table(rows: Sequence[dict[str, str | int]], *, width: int = 100, color: bool = False) -> str:
    """Rows of counts, or the tasks of one unit, as text. Units: `width` in columns."""
    if not rows:
        return ""
    if "by" not in rows[0]:
        return render([_owner(rows)], width, color)
    return render(
        [_counts(by, list(group)) for by, group in groupby(rows, key=lambda row: str(row["by"]))], width, color
    )


def _counts(by: str, rows: list[dict[str, str | int]]) -> RenderableType:
    shown = [name for name in rows[0] if name not in ("by", "name") and (by == "unit" or name not in _ROLES)]
    table = _table()
    table.add_column(_HEADS[by], overflow="fold", min_width=8)
    for name in shown:
        table.add_column(_HEADS[name], justify="right", no_wrap=True)
    for row in rows:
        table.add_row(Text(str(row["name"])), *(Text(str(row[name])) for name in shown))
    return table


def _owner(rows: Sequence[dict[str, str | int]]) -> RenderableType:
    table = _table()
    for name in _OF_A_TASK:
        wide = {"text": 5, "targets": 4}.get(name)
        table.add_column(_HEADS[name], overflow="fold", ratio=wide, min_width=4)
    for row in rows:
        cells = dict(row)
        cells["role"] = "、".join(_ROLE_NAMES.get(role, role) for role in str(row["role"]).split("、"))
        table.add_row(*(Text(str(cells[name])) for name in _OF_A_TASK))
    return table


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1))
