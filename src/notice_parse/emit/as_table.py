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

from notice_parse.emit.columns import shared_table
from notice_parse.emit.labels import BOUND_WORDS
from notice_parse.emit.table_words import TableWords
from notice_parse.emit.wrap import wrap
from notice_parse.messages import Language
from notice_parse.records.walk import all_diagnostics

if TYPE_CHECKING:
    from notice_parse.records import Extraction, Notice, NumericTarget, Task

_NARROW = 100  # columns; below, who is responsible and what is promised share a column
_GAP = 3  # blanks between two columns
_TEXT_LIMIT = 160  # characters of a task's text; the rest is cut, as the table is for finding one's way


def emit_table(
    extraction: Extraction, *, width: int = 100, color: bool = False, language: Language = Language.zh
) -> str:
    """The extraction as text for a terminal.

    Units: `width` in columns, of which a Chinese character takes two. Without `color` there are no escape codes.
    """
    words = TableWords(language)
    parts: list[RenderableType] = []
    for notice in extraction.notices:
        parts.append(_head(notice, words))
        if notice.tasks:
            parts.append(_tasks(notice, width, words))
        parts.append("")
    parts.append(_summary(extraction, words))
    return render(parts, width, color)


def emit_target_table(
    targets: Sequence[NumericTarget], *, width: int = 100, color: bool = False, language: Language = Language.zh
) -> str:
    """The targets of a bare text, one a row; units and colour as in `emit_table`."""
    words = TableWords(language)
    heads = [words(head) for head in ("indicator", "action", "amount", "quote")]
    rows = [[target.indicator, target.action or "", _amount(target, words), target.text] for target in targets]
    table = shared_table(heads, rows, [4, 0, 3, 4], width)
    return render([table, Text(words.count("target", len(targets)))], width, color)


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


def _head(notice: Notice, words: TableWords) -> RenderableType:
    title = Text(notice.title or words("untitled"), style="bold")
    facts = [
        words(notice.kind),
        notice.document_number,
        words.join(notice.issuers),
        f"{notice.issued_on:%Y-%m-%d}" if notice.issued_on else None,
        words("plan_year", n=notice.year) if notice.year else None,
    ]
    return Group(title, Text("  ".join(fact for fact in facts if fact), style="dim"))


def _tasks(notice: Notice, width: int, words: TableWords) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1))
    number_width = max([4, *(cell_len(task.number or "") for task in notice.tasks)])
    if width < _NARROW:
        free = width - number_width - 2 * _GAP
        task_width = free * 5 // 9
        names, widths = ["task", "who_what"], [task_width, free - task_width]
    else:
        free = width - number_width - 3 * _GAP
        task_width = free * 5 // 11
        names, widths = ["task", "who", "what"], [task_width, *_halves(free - task_width)]
    for name, column in zip(["number", *names], [number_width, *widths], strict=True):
        table.add_column(words(name), width=column, overflow="fold")
    above: list[str] = []
    for task in notice.tasks:
        if task.section_path and task.section_path != above:
            table.add_row("", Text("\n" + wrap(task.section_path[-1], task_width), style="bold"))
        above = task.section_path
        groups = [_who(task, words), _what(task, words)]
        if len(widths) == 2:
            groups = [groups[0] + groups[1]]
        cells = [_lines(group, column) for group, column in zip(groups, widths[1:], strict=True)]
        table.add_row(Text(task.number or ""), Text(wrap(_cut(task.text), task_width)), *cells)
    return table


def _halves(width: int) -> tuple[int, int]:
    return width // 2, width - width // 2


def _lines(group: list[tuple[str, str]], width: int) -> Text:
    return Text("\n").join(Text(wrap(text, width), style=style) for text, style in group)


def _who(task: Task, words: TableWords) -> list[tuple[str, str]]:
    """Lines with their style."""
    lines: list[tuple[str, str]] = []
    if task.lead_leaders:
        names = [words("post", name=x.name, post=x.post) if x.post else x.name for x in task.lead_leaders]
        lines.append((words("leaders", names=words.join(names)), "magenta"))
    for role, style in (("lead", "bold"), ("responsible", ""), ("cooperating", "")):
        names = [unit.name for unit in task.responsible_units if unit.role == role]
        if names:
            lines.append((words(role, names=words.join(names)), style))
    if task.deadline:
        lines.append((words("deadline", when=task.deadline), ""))
    return lines


def _what(task: Task, words: TableWords) -> list[tuple[str, str]]:
    lines = [(_target(target, words), "green") for target in task.numeric_targets]
    lines += [(f"{target.indicator} {target.text}", "green") for target in task.qualitative_targets]
    for a in task.allocations:
        item = f"{a.item} " if a.item else ""
        lines.append((words("breakdown", item=item, total=a.total_text, n=len(a.shares)), ""))
    return lines


def _target(target: NumericTarget, words: TableWords) -> str:
    star = "★" if target.key else ""
    due = words("due", when=target.deadline) if target.deadline else ""
    return f"{star}{target.indicator} {_amount(target, words)}{due}"


def _amount(target: NumericTarget, words: TableWords) -> str:
    number = f"{target.value:f}" if target.value_high is None else f"{target.value:f}–{target.value_high:f}"
    bound = words("approx") if target.comparator == "approx" else BOUND_WORDS[target.comparator]
    return f"{bound}{number}{target.unit}"


def _cut(text: str) -> str:
    return text if len(text) <= _TEXT_LIMIT else text[: _TEXT_LIMIT - 1] + "…"


def _summary(extraction: Extraction, words: TableWords) -> Text:
    tasks = [task for notice in extraction.notices for task in notice.tasks]
    found = (
        ("notice", len(extraction.notices)),
        ("task", len(tasks)),
        ("unit", sum(len(task.responsible_units) for task in tasks)),
        ("target", sum(len(task.numeric_targets) for task in tasks)),
    )
    severities: Counter[str] = Counter(diagnostic.severity for diagnostic in all_diagnostics(extraction))
    odd = [words.count(name, severities[name]) for name in ("error", "warning", "info") if severities[name]]
    held = words("comma").join(words.count(name, n) for name, n in found)
    told = words("semicolon") + words("comma").join(odd) if odd else ""
    return Text(f"{words('of_file', path=extraction.source.path)}{held}{told}")
