"""An SQLite archive: tables with keys, and full-text search that finds any three characters in a row.

Unlike the other outputs it is kept: extracting a document again replaces the rows of that document and leaves the rest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from notice_parse.emit.rows import JOINT, indicator_names, leader_names, unit_names
from notice_parse.errors import EmitError

if TYPE_CHECKING:
    from notice_parse.records.notice import Diagnostic, Extraction, Notice, Task

ARCHIVE_VERSION = 1
_SCHEMA = Path(__file__).with_name("archive.sql")
_LARGEST = 2**63 - 1
_APPLICATION = 0x4E50  # "NP": tells `file` and us that the database is ours

_Value = str | int | float | None


class Archive:
    """Rows of extractions; everything between `open_archive` and its end is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.cursor()

    def known(self) -> dict[str, str]:
        """Each source with the digest it was made from: `sha256 work`."""
        return {
            path: f"{sha} {work}" for path, sha, work in self._run.execute("SELECT path, sha256, work FROM sources")
        }

    def drop(self, path: str) -> None:
        """Forget a source, with the documents inside it where it is an archive, and all their rows."""
        inside = f"{path}!"
        self._run.execute("DELETE FROM sources WHERE path = ? OR substr(path, 1, ?) = ?", (path, len(inside), inside))

    def add(self, extraction: Extraction, *, work: str = "") -> None:
        """Put the rows of a document in place of those that it had; `work` says how they were made."""
        info = extraction.source
        path = _plain(info.path)
        self._run.execute("DELETE FROM sources WHERE path = ?", (path,))
        source = self._insert(
            "sources",
            (path, info.sha256, info.media_type, info.encoding, info.characters, info.lines),
            (extraction.schema_version, extraction.tool_version, extraction.grammar, work),
        )
        self._diagnose(source, None, None, extraction.diagnostics)
        for notice in extraction.notices:
            self._notice(source, notice)

    def _notice(self, source: int, notice: Notice) -> None:
        notice_id = self._insert(
            "notices",
            (source, notice.kind, notice.region, notice.year, notice.document_number, notice.title),
            (JOINT.join(notice.issuers), notice.issued_on, notice.printed_on, JOINT.join(notice.addressees)),
            (notice.span.line_start, notice.span.line_end),
        )
        self._diagnose(source, notice_id, None, notice.diagnostics)
        for entry in notice.glossary:
            self._insert("glossary", (notice_id, entry.term, entry.definition, entry.span.line_start))
        for task in notice.tasks:
            self._task(source, notice_id, task)

    def _task(self, source: int, notice_id: int, task: Task) -> None:
        task_id = self._insert(
            "tasks",
            (notice_id, task.id, task.schedule, " / ".join(task.section_path), task.category, task.number, task.title),
            (task.text, task.deadline, leader_names(task), unit_names(task)),
            (indicator_names(task),),
            (task.span.line_start, task.span.line_end),
        )
        for place, leader in enumerate(task.lead_leaders, 1):
            self._insert("leaders", (task_id, place, leader.name, leader.post))
        for place, unit in enumerate(task.responsible_units, 1):
            self._insert(
                "units", (task_id, place, unit.name, unit.canonical, unit.role, unit.role_basis, unit.collective)
            )
        for t in task.numeric_targets:
            base, quantity = t.baseline, t.quantity
            self._insert(
                "targets",
                (task_id, t.indicator, t.scope, t.action, t.modality, t.comparator, t.value, t.value_high, t.unit),
                (quantity.value, quantity.value_high, quantity.unit, quantity.dimension, t.measure, t.deadline),
                (base.value, base.unit, base.year) if base else (None, None, None),
                (t.key, t.text, t.span.line_start),
            )
        for q in task.qualitative_targets:
            self._insert("qualitative_targets", (task_id, q.indicator, q.text, q.span.line_start))
        for place, allocation in enumerate(task.allocations, 1):
            for share in allocation.shares:
                self._insert(
                    "allocations",
                    (task_id, place, allocation.item, allocation.total, allocation.total_text),
                    (share.area, share.value, share.text),
                )
        for header, cell in task.extra.items():
            self._insert("extra", (task_id, header, cell))
        self._diagnose(source, notice_id, task_id, task.diagnostics)

    def _diagnose(self, source: int, notice: int | None, task: int | None, found: Iterable[Diagnostic]) -> None:
        for d in found:
            self._insert("diagnostics", (source, notice, task, d.severity, d.code, d.message, d.line))

    def _insert(self, table: str, *groups: Sequence[object]) -> int:
        """One row; the columns come in the order of archive.sql, after `id`."""
        values = [_plain(value) for group in groups for value in group]
        self._run.execute(f"INSERT INTO {table} VALUES (NULL{', ?' * len(values)})", values)
        assert self._run.lastrowid is not None
        return self._run.lastrowid


@contextmanager
def open_archive(path: str | Path) -> Iterator[Archive]:
    """The archive at `path`, made where there is none; written all at once when the block ends without an exception.

    Errors: EmitError for a file that is no archive of ours or cannot be written.
    """
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            _prepare(connection, str(path))
            connection.execute("BEGIN IMMEDIATE")
            yield Archive(connection)
            connection.execute("COMMIT")
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise EmitError(
            f"cannot write the archive: {error}", where=str(path), hint="name a new file, or close what else uses it"
        ) from error


def _prepare(connection: sqlite3.Connection, path: str) -> None:
    """An empty database becomes an archive; another one is refused rather than written into."""
    connection.execute("PRAGMA foreign_keys = ON")
    # A search index keeps its parts consistent only with the triggers that deletes of a cascade fire as well.
    connection.execute("PRAGMA recursive_triggers = ON")
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        # In one transaction, so that a run that is stopped here leaves an empty database.
        script = _SCHEMA.read_text(encoding="utf-8")
        marks = f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {ARCHIVE_VERSION};"
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\n{marks}\nCOMMIT;")
        return
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if (application, version) != (_APPLICATION, ARCHIVE_VERSION):
        raise EmitError(
            "this database is no archive of this version of notice-parse", where=path, hint="name a new file"
        )


def _plain(value: object) -> _Value:
    """What SQLite can hold: exact integers, doubles for the rest, text without lone surrogates."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return int(value) if whole and abs(value) <= _LARGEST else float(value)
    if isinstance(value, date):
        return value.isoformat()
    assert value is None or isinstance(value, int | float)
    return value
