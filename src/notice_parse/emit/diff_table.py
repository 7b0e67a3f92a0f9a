"""A diff or series as a table for people: the changes by their kind, targets first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from notice_parse.diff.records import Diff, DocumentRef, SeriesList, TargetChange, TaskChange
from notice_parse.diff.select import has_change
from notice_parse.emit.as_table import render
from notice_parse.emit.columns import needed
from notice_parse.emit.diff_rows import details, series_rows, short_id, target_row
from notice_parse.emit.diff_words import DiffWords, words_in
from notice_parse.emit.wrap import wrap
from notice_parse.messages import Language, told

_STYLES = {"raised": "green", "lowered": "yellow", "new": "cyan", "dropped": "red"}
_TARGET_ORDER = ("raised", "lowered", "bound-changed", "unit-changed", "measure-changed", "new", "dropped")
_TASK_ORDER = ("continued", "split", "merged", "new", "dropped")
_GAP = 3  # columns between two cells
_LONGEST = 70  # characters of a task's text; the table is for finding one's way
_NUMBER = 16  # columns for an amount


def emit_diff_table(
    diff: Diff,
    *,
    width: int = 100,
    color: bool = False,
    parts: Mapping[str, Diff] | None = None,
    labels: Language = Language.zh,
) -> str:
    """The changes for a terminal; with `parts` those of each name (a unit, a leader, a heading) below it.

    Units: `width` in columns, of which a Chinese character takes two. Unchanged targets and tasks are only counted.
    """
    words = words_in(labels)
    shown: list[RenderableType] = [*_head(diff, width, words)]
    for name, part in ({"": diff} if parts is None else parts).items():
        if name and (part.tasks or part.targets):
            shown.append(Text(wrap(f"\n■ {name}", width), style="bold"))
        shown += _targets(part.targets, width, words)
        shown += _tasks(part.tasks, width, words)
    shown.append(Text(wrap(_summary(diff, words), width)))
    return render(shown, width, color)


def emit_series_table(
    found: SeriesList, *, width: int = 100, color: bool = False, labels: Language = Language.zh
) -> str:
    """Indicators down, years across."""
    words = words_in(labels)
    header, rows = series_rows(found, words)
    widths = _spread([len(header) - 1, *[_NUMBER] * (len(header) - 1)], width)
    table = _table(header, widths)
    for row in rows:
        table.add_row(*(Text(wrap(cell, column)) for cell, column in zip(row, widths, strict=True)))
    foot = Text(words.series_foot.format(indicators=len(rows), documents=len(found.documents)))
    return render([table, foot], width, color)


def _head(diff: Diff, width: int, words: DiffWords) -> Iterable[RenderableType]:
    for label, document in ((words.old, diff.old), (words.new, diff.new)):
        yield Text(wrap(f"{label} {_name(document)}", width), style="bold")
    for warning in diff.warnings:
        yield Text(wrap(told(warning, words.language), width), style="yellow")


def _name(document: DocumentRef) -> str:
    facts = [str(document.year) if document.year else None, document.document_number, document.title, document.path]
    return "  ".join(fact for fact in facts if fact)


def _targets(changes: Sequence[TargetChange], width: int, words: DiffWords) -> Iterable[RenderableType]:
    for kind in _TARGET_ORDER:
        held = [change for change in changes if change.change == kind]
        if not held:
            continue
        yield Text(
            f"\n{words.of_targets}{words.targets[kind]} {len(held)}", style=f"bold {_STYLES.get(kind, 'magenta')}"
        )
        yield _target_table(held, width, words)


def _target_table(changes: Sequence[TargetChange], width: int, words: DiffWords) -> Table:
    header, rows = words.target_header[1:], []
    for change in changes:
        row = target_row(change, words)
        ref = change.new or change.old
        place = short_id(ref.task_id) if ref else ""
        rows.append([row.indicator, row.old, row.new, row.difference, row.stricter, place])
    columns = zip(*[header, *rows], strict=True)
    widths = _spread([needed(cells, _NUMBER) for cells in columns], width)
    table = _table(header, widths)
    for cells in rows:
        table.add_row(*(Text(wrap(cell, column)) for cell, column in zip(cells, widths, strict=True)))
    return table


def _tasks(changes: Sequence[TaskChange], width: int, words: DiffWords) -> Iterable[RenderableType]:
    third = (width - 2 * _GAP) // 3
    widths = _spread([0, third, third], width)
    for kind in _TASK_ORDER:
        held = [change for change in changes if change.change == kind and has_change(change)]
        if not held:
            continue
        name = words.only_details if kind == "continued" else words.tasks[kind]
        yield Text(f"\n{words.of_tasks}{name} {len(held)}", style=f"bold {_STYLES.get(kind, 'magenta')}")
        if kind in ("new", "dropped"):
            for change in held:
                for ref in (*change.old, *change.new):
                    yield Text(wrap(f"{short_id(ref.id)}  {_cut(ref.text)}", width))
            continue
        table = _table(words.pair_header, widths)
        for change in held:
            cells = ["\n".join(f"{short_id(r.id)} {_cut(r.text)}" for r in refs) for refs in (change.old, change.new)]
            cells.append("\n".join(details(change, words)))
            table.add_row(*(Text(wrap(cell, column)) for cell, column in zip(cells, widths, strict=True)))
        yield table


def _summary(diff: Diff, words: DiffWords) -> str:
    lines = []
    for name, kinds, counts in (
        (words.target_sheet, words.targets, diff.summary.targets),
        (words.task_sheet, words.tasks, diff.summary.tasks),
    ):
        told = words.comma.join(f"{kinds[kind]} {count}" for kind, count in counts.items() if count)
        lines.append(f"{name}{words.colon}{told or words.none}")
    return "\n" + "\n".join(lines)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _spread(widths: Sequence[int], width: int) -> list[int]:
    """The widths of the columns; the first takes what is left, but no less than a third of a narrow terminal."""
    rest = width - sum(widths[1:]) - _GAP * (len(widths) - 1)
    if rest >= width // 5:
        return [rest, *widths[1:]]
    room = width - _GAP * (len(widths) - 1)
    share = room // (len(widths) + 1)
    others = [max(4, min(column, share)) for column in widths[1:]]
    return [max(2 * share, room - sum(others)), *others]


def _table(header: Sequence[str], widths: Sequence[int]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1))
    for name, column in zip(header, widths, strict=True):
        table.add_column(Text(name), width=max(column, cell_len(name)), overflow="fold")
    return table
