"""Statistics as tables for a terminal, one for each kind of count."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from notice_parse.emit.as_table import render
from notice_parse.emit.columns import shared_table
from notice_parse.emit.table_words import TableWords
from notice_parse.messages import Language

_ROLES = {"lead", "responsible", "cooperating"}
# The others are in CSV and JSON; a terminal has no room for them.
_OF_A_TASK = {
    "year": "year",
    "number": "number",
    "role": "role",
    "text": "text",
    "targets": "targets",
    "deadline": "when",
    "leaders": "led_by",
}


def emit_stats_table(
    rows: Sequence[dict[str, str | int]],
    *,
    width: int = 100,
    color: bool = False,
    language: Language = Language.zh,
) -> str:
    """Rows of counts, or the tasks of one unit, as text. Units: `width` in columns."""
    words = TableWords(language)
    if not rows:
        return ""
    if "by" not in rows[0]:
        return render([_owner(rows, words, width)], width, color)
    tables = [_counts(by, list(group), words) for by, group in groupby(rows, key=lambda row: str(row["by"]))]
    return render(tables, width, color)


def _counts(by: str, rows: list[dict[str, str | int]], words: TableWords) -> RenderableType:
    shown = [name for name in rows[0] if name not in ("by", "name") and (by == "unit" or name not in _ROLES)]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1))
    table.add_column(words(f"by_{by}"), overflow="fold", min_width=8)
    for name in shown:
        table.add_column(words(f"n_{name}" if name in _ROLES else name), justify="right", no_wrap=True)
    for row in rows:
        table.add_row(Text(str(row["name"])), *(Text(str(row[name])) for name in shown))
    return table


def _owner(rows: Sequence[dict[str, str | int]], words: TableWords, width: int) -> RenderableType:
    shown = []
    for row in rows:
        cells = dict(row)
        cells["role"] = words.join([words(f"is_{role}") for role in str(row["role"]).split("、")])
        shown.append([str(cells[name]) for name in _OF_A_TASK])
    shares = [{"text": 5, "targets": 4}.get(name, 0) for name in _OF_A_TASK]
    return shared_table([words(head) for head in _OF_A_TASK.values()], shown, shares, width)
