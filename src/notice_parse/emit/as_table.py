"""A table for people: each notice with its head, then its tasks with leaders, units and targets."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from notice_parse.emit.labels import BOUND_WORDS, KIND_NAMES
from notice_parse.emit.wrap import wrap
from notice_parse.records.walk import all_diagnostics

if TYPE_CHECKING:
    from notice_parse.records import Extraction, Notice, NumericTarget, Task

_NARROW = 100  # columns; below, who is responsible and what is promised share a column
_GAP = 3  # blanks between two columns
_TEXT_LIMIT = 160  # characters of a task's text; the rest is cut, as the table is for finding one's way


def emit_table(extraction: Extraction, *, width: int = 100, color: bool = False) -> str:
    """The extraction as text for a terminal.

    Units: `width` in columns, of which a Chinese character takes two. Without `color` there are no escape codes.
    """
    parts: list[RenderableType] = []
    for notice in extraction.notices:
        parts.append(_head(notice))
        if notice.tasks:
            parts.append(_tasks(notice, width))
        parts.append("")
    parts.append(_summary(extraction))
    return render(parts, width, color)


def emit_target_table(targets: Sequence[NumericTarget], *, width: int = 100, color: bool = False) -> str:
    """The targets of a bare text, one a row; units and colour as in `emit_table`."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1), expand=True)
    for header, ratio in (("指标", 4), ("动作", 1), ("目标", 3), ("原文", 4)):
        table.add_column(header, ratio=ratio, min_width=4, overflow="fold")
    for target in targets:
        table.add_row(Text(target.indicator), Text(target.action or ""), Text(_amount(target)), Text(target.text))
    return render([table, Text(f"{len(targets)} 个量化目标")], width, color)


def render(parts: Iterable[RenderableType], width: int, color: bool) -> str:
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    text = capture.get()
    # Cells are padded to their width; blanks at the end of a line are of no use to anybody.
    return text if color else "\n".join(line.rstrip() for line in text.split("\n"))


def _head(notice: Notice) -> RenderableType:
    title = Text(notice.title or "（无标题）", style="bold")
    facts = [
        KIND_NAMES[notice.kind],
        notice.document_number,
        "、".join(notice.issuers),
        f"{notice.issued_on:%Y-%m-%d}" if notice.issued_on else None,
        f"年度 {notice.year}" if notice.year else None,
    ]
    return Group(title, Text("  ".join(fact for fact in facts if fact), style="dim"))


def _tasks(notice: Notice, width: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1))
    number_width = max([4, *(cell_len(task.number or "") for task in notice.tasks)])
    if width < _NARROW:
        free = width - number_width - 2 * _GAP
        task_width = free * 5 // 9
        names, widths = ["任务", "责任 / 目标"], [task_width, free - task_width]
    else:
        free = width - number_width - 3 * _GAP
        task_width = free * 5 // 11
        names, widths = ["任务", "责任", "目标"], [task_width, *_halves(free - task_width)]
    for name, column in zip(["序号", *names], [number_width, *widths], strict=True):
        table.add_column(name, width=column, overflow="fold")
    above: list[str] = []
    for task in notice.tasks:
        if task.section_path and task.section_path != above:
            table.add_row("", Text("\n" + wrap(task.section_path[-1], task_width), style="bold"))
        above = task.section_path
        groups = [_who(task), _what(task)]
        if len(widths) == 2:
            groups = [groups[0] + groups[1]]
        cells = [_lines(group, column) for group, column in zip(groups, widths[1:], strict=True)]
        table.add_row(Text(task.number or ""), Text(wrap(_cut(task.text), task_width)), *cells)
    return table


def _halves(width: int) -> tuple[int, int]:
    return width // 2, width - width // 2


def _lines(group: list[tuple[str, str]], width: int) -> Text:
    return Text("\n").join(Text(wrap(text, width), style=style) for text, style in group)


def _who(task: Task) -> list[tuple[str, str]]:
    """Lines with their style."""
    lines: list[tuple[str, str]] = []
    if task.lead_leaders:
        names = (f"{leader.name}（{leader.post}）" if leader.post else leader.name for leader in task.lead_leaders)
        lines.append(("领导 " + "、".join(names), "magenta"))
    for role, label, style in (("lead", "牵头", "bold"), ("responsible", "责任", ""), ("cooperating", "配合", "")):
        names = (unit.name for unit in task.responsible_units if unit.role == role)
        if joined := "、".join(names):
            lines.append((f"{label} {joined}", style))
    if task.deadline:
        lines.append((f"时限 {task.deadline}", ""))
    return lines


def _what(task: Task) -> list[tuple[str, str]]:
    lines = [(_target(target), "green") for target in task.numeric_targets]
    lines += [(f"{target.indicator} {target.text}", "green") for target in task.qualitative_targets]
    lines += [
        (f"分解 {a.item + ' ' if a.item else ''}{a.total_text}（{len(a.shares)}项）", "") for a in task.allocations
    ]
    return lines


def _target(target: NumericTarget) -> str:
    star = "★" if target.key else ""
    due = f"（{target.deadline}）" if target.deadline else ""
    return f"{star}{target.indicator} {_amount(target)}{due}"


def _amount(target: NumericTarget) -> str:
    number = f"{target.value:f}" if target.value_high is None else f"{target.value:f}–{target.value_high:f}"
    return f"{BOUND_WORDS[target.comparator]}{number}{target.unit}"


def _cut(text: str) -> str:
    return text if len(text) <= _TEXT_LIMIT else text[: _TEXT_LIMIT - 1] + "…"


def _summary(extraction: Extraction) -> Text:
    tasks = [task for notice in extraction.notices for task in notice.tasks]
    units = sum(len(task.responsible_units) for task in tasks)
    targets = sum(len(task.numeric_targets) for task in tasks)
    counts: Counter[str] = Counter(diagnostic.severity for diagnostic in all_diagnostics(extraction))
    told = "，".join(
        f"{counts[severity]} 条{name}"
        for severity, name in (("error", "错误"), ("warning", "警告"), ("info", "提示"))
        if counts[severity]
    )
    return Text(
        f"{extraction.source.path}：{len(extraction.notices)} 件公文，{len(tasks)} 项任务，{units} 个责任单位，"
        f"{targets} 个量化目标" + (f"；{told}" if told else "")
    )
