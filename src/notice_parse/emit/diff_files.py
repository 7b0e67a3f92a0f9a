"""A diff or series as CSV, Markdown or an Excel workbook."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from notice_parse.diff.records import Diff, SeriesList, TargetChange, TaskChange
from notice_parse.diff.select import has_change
from notice_parse.emit.as_csv import BOM, to_csv
from notice_parse.emit.diff_rows import amount, details, series_rows, target_row, task_row
from notice_parse.emit.diff_words import DiffWords, words_in
from notice_parse.emit.extras import need
from notice_parse.messages import Language, told, told_evidence

Cells = list[str | Decimal | None]

_COLUMNS = [
    "record",
    "change",
    "indicator",
    "old",
    "new",
    "unit",
    "absolute",
    "relative",
    "stricter",
    "old_text",
    "new_text",
    "details",
    "score",
    "evidence",
    "old_id",
    "new_id",
    "old_line",
    "new_line",
]
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]|~#<>"})
_COLUMNS_ZH = [
    "记录",
    "变化",
    "指标",
    "旧",
    "新",
    "单位",
    "增减",
    "相对增减",
    "更严",
    "旧文",
    "新文",
    "变动",
    "可信度",
    "依据",
    "旧编号",
    "新编号",
    "旧行",
    "新行",
]


def emit_diff_csv(diff: Diff, labels: Language = Language.en) -> bytes:
    """One row a change, targets first; several tasks of one change are joined by line ends.

    In English the kinds of change and flags are those of the records, for programs; in Chinese they are for people.
    """
    words = words_in(labels)
    rows = [_target_cells(change, words, labels) for change in diff.targets]
    rows += [_task_cells(change, words, labels) for change in diff.tasks]
    header = _COLUMNS if labels is Language.en else _COLUMNS_ZH
    return BOM + to_csv([header, *rows])


def emit_series_csv(found: SeriesList, labels: Language = Language.zh) -> bytes:
    """One row an indicator, one column a year."""
    header, rows = series_rows(found, words_in(labels))
    return BOM + to_csv([header, *rows])


def _target_cells(change: TargetChange, words: DiffWords, labels: Language) -> Cells:
    old, new = change.old, change.new
    ref = new or old
    in_english = labels is Language.en
    flag = None if change.stricter is None else str(change.stricter).lower()
    return [
        "target" if in_english else words.target_sheet,
        change.change if in_english else words.targets[change.change],
        ref.indicator if ref else "",
        # The bound as a sign, whatever the language: the amounts are for reading, the columns after them for sums.
        amount(old, words_in(Language.zh)),
        amount(new, words_in(Language.zh)),
        ref.quantity.unit if ref else "",
        change.absolute,
        change.relative,
        flag if in_english or flag is None else {"true": "是", "false": "否"}[flag],
        old.text if old else "",
        new.text if new else "",
        "",
        change.score,
        _evidence(change.evidence, labels),
        old.task_id if old else "",
        new.task_id if new else "",
        str(old.line) if old else "",
        str(new.line) if new else "",
    ]


def _task_cells(change: TaskChange, words: DiffWords, labels: Language) -> Cells:
    old, new = change.old, change.new
    in_english = labels is Language.en
    cells: Cells = ["task" if in_english else words.task_sheet]
    cells.append(change.change if in_english else words.tasks[change.change])
    cells += ["", "", "", "", None, None, None]
    cells += ["\n".join(ref.text for ref in refs) for refs in (old, new)]
    cells += ["; ".join(details(change, words)), change.score, _evidence(change.evidence, labels)]
    cells += ["\n".join(ref.id for ref in refs) for refs in (old, new)]
    cells += ["\n".join(str(ref.line) for ref in refs) for refs in (old, new)]
    return cells


def _evidence(lines: Sequence[str], language: Language) -> str:
    return ("；" if language is Language.zh else "; ").join(told_evidence(line, language) for line in lines)


def emit_diff_md(diff: Diff, parts: Mapping[str, Diff] | None = None, labels: Language = Language.zh) -> bytes:
    """Two tables, what did not change left out; with `parts` two for each name."""
    words = words_in(labels)
    lines = [f"# {_md(diff.old.title or words.old)} → {_md(diff.new.title or words.new)}", ""]
    lines += [f"> {_md(told(warning, labels))}" for warning in diff.warnings]
    for name, part in ({"": diff} if parts is None else parts).items():
        targets = [change for change in part.targets if change.change != "same"]
        tasks = [change for change in part.tasks if has_change(change)]
        if name and (targets or tasks):
            lines += [f"## {_md(name)}", ""]
        lines += _md_table(words.target_header, [_short_target(change, words) for change in targets])
        lines += _md_table(words.task_header, [_short_task(change, words) for change in tasks])
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8", "backslashreplace")


def emit_series_md(found: SeriesList, labels: Language = Language.zh) -> bytes:
    header, rows = series_rows(found, words_in(labels))
    return ("\n".join(_md_table(header, rows)).rstrip("\n") + "\n").encode("utf-8", "backslashreplace")


def _short_target(change: TargetChange, words: DiffWords) -> list[str]:
    row = target_row(change, words)
    return [row.change, row.indicator, row.old, row.new, row.difference, row.stricter, row.place]


def _short_task(change: TaskChange, words: DiffWords) -> list[str]:
    row = task_row(change, words)
    return [row.change, row.old, row.new, "\n".join(row.details), row.place]


def _md_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    if not rows:
        return []
    shown = ["| " + " | ".join(map(_md, cells)) + " |" for cells in (header, *rows)]
    return [shown[0], "|" + "---|" * len(header), *shown[1:], ""]


def _md(text: str) -> str:
    return "<br>".join(line.translate(_MARKS) for line in text.split("\n"))


def emit_diff_xlsx(diff: Diff, labels: Language = Language.zh) -> bytes:
    """A workbook with a sheet of targets and one of tasks."""
    words = words_in(labels)
    targets = [_short_target(change, words) for change in diff.targets]
    tasks = [_short_task(change, words) for change in diff.tasks]
    sheets = {words.target_sheet: (words.target_header, targets), words.task_sheet: (words.task_header, tasks)}
    return _workbook(sheets)


def emit_series_xlsx(found: SeriesList, labels: Language = Language.zh) -> bytes:
    words = words_in(labels)
    return _workbook({words.indicator: series_rows(found, words)})


def _workbook(sheets: Mapping[str, tuple[Sequence[str], Sequence[Sequence[str]]]]) -> bytes:
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    book: Any = need("xlsxwriter", "xlsx").Workbook(out, options)
    head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DCE6F1", "border": 1})
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    for name, (header, rows) in sheets.items():
        sheet = book.add_worksheet(name)
        for index, cells in enumerate((header, *rows)):
            for column, cell in enumerate(cells):
                sheet.write_string(index, column, cell, body if index else head)
        sheet.set_column(0, len(header) - 1, 24)
        sheet.autofilter(0, 0, max(1, len(rows)), len(header) - 1)
        sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
