"""The table that a task stands in, and the rules that read its headers."""

from __future__ import annotations

from notice_parse.explain.document import ReadTask, Traced
from notice_parse.explain.model import Reason
from notice_parse.tables.model import Table


def table_of(traced: Traced, read: ReadTask) -> Table | None:
    """The table that a task is a row of, or None."""
    block = traced.block_at(read.reading, read.draft.text.start)
    return block.table if block is not None and isinstance(block.table, Table) else None


def column_reasons(traced: Traced, table: Table, roles: tuple[str, ...] = ()) -> list[Reason]:
    """The rules that read the headers of a table, of some roles or all, each with the headers that it read."""
    read: dict[str, list[str]] = {}
    lines: dict[str, int | None] = {}
    for column in table.columns:
        rule = traced.evidence.header_rule(column.header) if not roles or column.role in roles else None
        if rule is not None:
            read.setdefault(rule, []).append(column.header)
            lines.setdefault(rule, column.head.line if column.head else None)
    return [traced.book.rule(rule, "、".join(headers), lines[rule]) for rule, headers in read.items()]
