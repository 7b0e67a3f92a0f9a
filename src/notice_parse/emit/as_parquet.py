"""Parquet: the rows of one table with typed columns, for DuckDB, pandas, Spark."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from notice_parse.emit.extras import need
from notice_parse.emit.rows import TABLES, Cell, Row

if TYPE_CHECKING:
    from notice_parse.records.notice import Extraction

_GROUP = 50_000  # rows held in memory before they are written


class ParquetWriter:
    """Takes extractions one by one; numbers become doubles, which hold 15 digits exactly."""

    def __init__(self, file: BinaryIO, rows: str = "targets", labels: str = "en") -> None:
        self._arrow = need("pyarrow", "parquet")
        self._table = TABLES[rows]
        types = {
            "text": self._arrow.string(),
            "integer": self._arrow.int64(),
            "number": self._arrow.float64(),
            "flag": self._arrow.bool_(),
            "date": self._arrow.date32(),
        }
        self._schema = self._arrow.schema(
            [(column.label if labels == "zh" else column.name, types[column.kind]) for column in self._table.columns]
        )
        self._out: Any = need("pyarrow.parquet", "parquet").ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[Row] = []

    def add(self, extraction: Extraction) -> None:
        self._rows.extend(self._table.rows(extraction))
        if len(self._rows) >= _GROUP:
            self._flush()

    def finish(self) -> None:
        self._flush()
        self._out.close()

    def _flush(self) -> None:
        if self._rows:
            columns = [
                self._arrow.array([_plain(row[index]) for row in self._rows], type=field.type)
                for index, field in enumerate(self._schema)
            ]
            self._out.write_table(self._arrow.Table.from_arrays(columns, schema=self._schema))
        self._rows.clear()


def emit_parquet(extraction: Extraction, rows: str = "targets", labels: str = "en") -> bytes:
    """One extraction as a Parquet file."""
    out = io.BytesIO()
    writer = ParquetWriter(out, rows, labels)
    writer.add(extraction)
    writer.finish()
    return out.getvalue()


def _plain(cell: Cell) -> str | int | float | date | None:
    if isinstance(cell, str):
        return cell.encode("utf-8", "backslashreplace").decode()
    return float(cell) if isinstance(cell, Decimal) else cell
