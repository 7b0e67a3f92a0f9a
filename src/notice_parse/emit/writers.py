"""Outputs that hold the records of many documents in one file: opened once, given extractions, finished."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

from notice_parse.errors import EmitError

if TYPE_CHECKING:
    from notice_parse.records.notice import Extraction

# Those that are read part by part; the others are bytes that can simply be laid together.
WHOLE = frozenset({"xlsx", "parquet", "sqlite"})
FORMATS = ("json", "jsonl", "yaml", "csv", "md", *sorted(WHOLE))


@dataclass(frozen=True)
class Shape:
    """What a flat output shows: `rows` the table (tasks, targets …), `labels` its column names (en, zh)."""

    rows: str | None = None
    labels: str = "en"

    def rows_of(self, chosen: str) -> str:
        return self.rows or ("targets" if chosen == "parquet" else "tasks")


class Writer(Protocol):
    def add(self, extraction: Extraction) -> None: ...

    def finish(self) -> None: ...


class Laid:
    """Bytes of each document behind one another, after an optional head."""

    def __init__(self, file: BinaryIO, head: bytes, emit: Callable[[Extraction], bytes]) -> None:
        self._file, self._emit = file, emit
        file.write(head)

    def add(self, extraction: Extraction) -> None:
        self._file.write(self._emit(extraction))

    def finish(self) -> None:
        pass


def open_writer(chosen: str, file: BinaryIO, shape: Shape) -> Writer:
    """A writer of a format other than sqlite, which writes into its file by itself (see `writing_archive`)."""
    if chosen == "xlsx":
        from notice_parse.emit.as_xlsx import XlsxWriter

        return XlsxWriter(file, shape.labels)
    if chosen == "parquet":
        from notice_parse.emit.as_parquet import ParquetWriter

        return ParquetWriter(file, shape.rows_of(chosen), shape.labels)
    head, emit = laid(chosen, shape)
    return Laid(file, head, emit)


def laid(chosen: str, shape: Shape) -> tuple[bytes, Callable[[Extraction], bytes]]:
    """For a format whose documents can be laid together: what stands before them, and the bytes of each."""
    if chosen == "csv":
        from notice_parse.emit.as_csv import csv_header, csv_rows

        rows = shape.rows_of(chosen)
        return csv_header(rows, shape.labels), lambda extraction: csv_rows(extraction, rows, shape.labels)
    if chosen == "md":
        from notice_parse.emit.as_md import emit_md

        return b"", emit_md
    if chosen == "yaml":
        from notice_parse.emit.as_yaml import emit_yaml

        return b"", emit_yaml
    from notice_parse.emit.as_json import emit_json, emit_jsonl

    return b"", emit_json if chosen == "json" else emit_jsonl


def check_available(chosen: str) -> None:
    """Nothing, or the EmitError that names the package which the format needs."""
    from notice_parse.emit.extras import need

    if chosen == "xlsx":
        need("xlsxwriter", "xlsx")
    elif chosen == "parquet":
        need("pyarrow", "parquet")


@contextmanager
def writing_archive(path: str | None) -> Iterator[Writer]:
    """A writer into the SQLite archive at `path`; a document's rows take the place of those it had."""
    if path is None or path == "-":
        raise EmitError("an archive cannot go to standard output", hint="name it: -o archive.sqlite")
    from notice_parse.emit.as_sqlite import open_archive

    with open_archive(path) as archive:
        yield _Archived(archive.add)


class _Archived:
    def __init__(self, add: Callable[[Extraction], None]) -> None:
        self._add = add

    def add(self, extraction: Extraction) -> None:
        self._add(extraction)

    def finish(self) -> None:
        pass
