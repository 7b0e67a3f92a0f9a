"""`notice-parse stats`: tasks and figures by unit, leader, section and year, or all that one unit answers for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from notice_parse.cli import console
from notice_parse.cli.options import OutputPath
from notice_parse.messages import language, say

if TYPE_CHECKING:
    from notice_parse.stats.facts import TaskFact


class StatsFormat(StrEnum):
    """What `stats` writes."""

    table = "table"
    csv = "csv"
    json = "json"


class By(StrEnum):
    """What tasks are counted by."""

    unit = "unit"
    leader = "leader"
    section = "section"
    year = "year"


def stats(
    records: Annotated[
        list[str],
        typer.Argument(metavar="RECORDS...", help="JSON, JSON Lines, YAML, a folder of them, or an SQLite archive."),
    ],
    by: Annotated[By | None, typer.Option("--by", help="Only these counts; else all four.")] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="NAME", help="All tasks and figures of this unit instead.")
    ] = None,
    chosen: Annotated[StatsFormat, typer.Option("--format", "-f", help="How to write them.")] = StatsFormat.table,
    output: OutputPath = None,
) -> None:
    """Count tasks and targets by unit, leader, section and year, or show what one unit answers for."""
    from notice_parse.stats.facts import read_facts

    facts = (fact for name in records for fact in read_facts(name))
    rows = _owner_rows(facts, unit) if unit is not None else _count_rows(facts, by and by.value)
    with console.output(output) as out:
        out.write(_write(rows, chosen, output))
    if unit is not None and not rows:
        console.tell(say("no task names {unit}", unit=unit))


def _count_rows(facts: Iterator[TaskFact], by: str | None) -> list[dict[str, str | int]]:
    from notice_parse.stats.count import count

    return [counted.to_row() for counted in count(facts) if by in (None, counted.by)]


def _owner_rows(facts: Iterator[TaskFact], unit: str) -> list[dict[str, str | int]]:
    from notice_parse.stats.count import find_unit

    return [
        {
            "region": fact.region or "",
            "year": fact.year or "",
            "document": fact.document or "",
            "number": fact.number or "",
            "role": "、".join(dict.fromkeys(u.role for u in units)),
            "named": "、".join(dict.fromkeys(u.name for u in units)),
            "text": fact.text,
            "targets": "；".join((*fact.targets, *fact.qualitative)),
            "deadline": fact.deadline or "",
            "leaders": "、".join(fact.leaders),
            "task_id": fact.task_id,
        }
        for fact, units in find_unit(facts, unit)
    ]


def _write(rows: Sequence[dict[str, str | int]], chosen: StatsFormat, output: str | None) -> bytes:
    if chosen is StatsFormat.json:
        return json.dumps(rows, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace") + b"\n"
    heads = list(rows[0]) if rows else []
    if chosen is StatsFormat.csv:
        from notice_parse.emit.as_csv import BOM, to_csv

        return BOM + to_csv([heads, *(row.values() for row in rows)])
    from notice_parse.emit.stats_table import emit_stats_table

    color = console.has_color(output)
    return emit_stats_table(rows, width=console.width(), color=color, language=language()).encode(
        "utf-8", "backslashreplace"
    )
