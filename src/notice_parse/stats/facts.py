"""What is counted: each task with its notice, from records or from an SQLite archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from notice_parse.errors import SourceError

if TYPE_CHECKING:
    from notice_parse.records.notice import Extraction

_MAGIC = b"SQLite format 3\0"


class UnitFact(NamedTuple):
    name: str
    canonical: str | None
    role: str


@dataclass(frozen=True, slots=True)
class TaskFact:
    """A task with what can be counted about it. `notice` is one value for each notice, whatever it is."""

    notice: tuple[str, int]
    region: str | None
    year: int | None
    document: str | None
    task_id: str
    number: str | None
    section: str | None
    text: str
    deadline: str | None
    leaders: tuple[str, ...]
    units: tuple[UnitFact, ...]
    targets: tuple[str, ...]
    """The figures in words, with the indicator: 口袋公园 不少于12处."""
    qualitative: tuple[str, ...]


def read_facts(name: str) -> Iterator[TaskFact]:
    """The tasks of a file of records, a folder, `-`, or an archive, in their order.

    Errors: SourceError for what is neither.
    """
    if name != "-" and _is_archive(Path(name)):
        yield from _of_archive(Path(name))
        return
    from notice_parse.records.read import read_extractions

    for number, extraction in enumerate(read_extractions(name)):
        yield from facts_of(extraction, f"{name}#{number}")


def facts_of(extraction: Extraction, origin: str) -> Iterator[TaskFact]:
    """The tasks of one extraction; `origin` tells it from others."""
    for index, notice in enumerate(extraction.notices):
        for task in notice.tasks:
            yield TaskFact(
                notice=(origin, index),
                region=notice.region,
                year=notice.year,
                document=notice.document_number or notice.title,
                task_id=task.id,
                number=task.number,
                section=" / ".join(task.section_path) or None,
                text=task.text,
                deadline=task.deadline,
                leaders=tuple(dict.fromkeys(leader.name for leader in task.lead_leaders)),
                units=tuple(UnitFact(unit.name, unit.canonical, unit.role) for unit in task.responsible_units),
                targets=tuple(_words(t.indicator, t.action, t.text) for t in task.numeric_targets),
                qualitative=tuple(_words(q.indicator, None, q.text) for q in task.qualitative_targets),
            )


def _words(indicator: str, action: str | None, quote: str) -> str:
    verb = action if action and action not in quote else None
    return " ".join(part for part in (indicator, verb, quote) if part)


def _is_archive(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def _of_archive(path: Path) -> Iterator[TaskFact]:
    try:
        connection = sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)
        try:
            yield from _rows(connection)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise SourceError(f"this is no archive of notice-parse: {error}", where=str(path)) from error


def _rows(connection: sqlite3.Connection) -> Iterator[TaskFact]:
    def several(sql: str, task: int) -> list[tuple[str, ...]]:
        return connection.execute(sql, (task,)).fetchall()

    found = connection.execute(
        "SELECT t.id, n.id, n.region, n.year, coalesce(n.document_number, n.title), t.task_id, t.number, t.section,"
        " t.text, t.deadline FROM tasks t JOIN notices n ON n.id = t.notice_id ORDER BY t.id"
    )
    for id_, notice, region, year, document, task_id, number, section, text, deadline in found:
        leaders = several("SELECT name FROM leaders WHERE task_id = ? ORDER BY id", id_)
        units = several("SELECT name, canonical, role FROM units WHERE task_id = ? ORDER BY id", id_)
        targets = several("SELECT indicator, action, quote FROM targets WHERE task_id = ? ORDER BY id", id_)
        others = several("SELECT indicator, text FROM qualitative_targets WHERE task_id = ? ORDER BY id", id_)
        yield TaskFact(
            notice=("", notice),
            region=region,
            year=year,
            document=document,
            task_id=task_id,
            number=number,
            section=section or None,
            text=text,
            deadline=deadline,
            leaders=tuple(dict.fromkeys(name for (name,) in leaders)),
            units=tuple(UnitFact(*unit) for unit in units),
            targets=tuple(_words(*target) for target in targets),
            qualitative=tuple(_words(indicator, None, quote) for indicator, quote in others),
        )
